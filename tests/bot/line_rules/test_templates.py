"""Template messages: counts, lengths in graphemes, columns alike."""

from __future__ import annotations

from typing import Any

import pytest

from bot.line_rules import Violation, check_messages
from tests.bot.line_rules.samples import IMAGE, column, postback, say, template

Json = dict[str, Any]


def _buttons(**more: Any) -> list[Violation]:
    return check_messages([template("buttons", **{"text": "a", "actions": [say()], **more})])


def _carousel(*columns: Json) -> list[Violation]:
    return check_messages([template("carousel", columns=list(columns))])


@pytest.mark.parametrize("letter", ["ก", "น้ำ", "👩‍👩‍👧‍👦"], ids=["letter", "cluster", "family"])
@pytest.mark.parametrize(
    ("beside", "most"),
    [({}, 160), ({"title": "a"}, 60), ({"thumbnailImageUrl": IMAGE}, 60)],
    ids=["bare", "title", "image"],
)
def test_text_of_buttons(letter: str, beside: Json, most: int) -> None:
    assert _buttons(text=letter * most, **beside) == []
    assert _buttons(text=letter * (most + 1), **beside) == [
        Violation(f"must not be longer than {most} characters", "messages[0]/template/text")
    ]


@pytest.mark.parametrize(
    ("beside", "most"),
    [({}, 120), ({"title": "a"}, 60), ({"thumbnailImageUrl": IMAGE}, 60)],
    ids=["bare", "title", "image"],
)
def test_text_of_columns(beside: Json, most: int) -> None:
    assert _carousel(column(text="น้ำ" * most, **beside)) == []
    assert _carousel(column(text="น้ำ" * (most + 1), **beside)) == [
        Violation(
            f"must not be longer than {most} characters", "messages[0]/template/columns/0/text"
        )
    ]


def test_titles() -> None:
    too_long = "must not be longer than 40 characters"
    assert _buttons(title="น้ำ" * 40) == []
    assert _buttons(title="น้ำ" * 41) == [Violation(too_long, "messages[0]/template/title")]
    assert _carousel(column(title="น้ำ" * 40)) == []
    assert _carousel(column(title="น้ำ" * 41)) == [
        Violation(too_long, "messages[0]/template/columns/0/title")
    ]


def test_text_of_confirm() -> None:
    actions = [say(), say()]
    assert check_messages([template("confirm", text="น้ำ" * 240, actions=actions)]) == []
    assert check_messages([template("confirm", text="น้ำ" * 241, actions=actions)])


@pytest.mark.parametrize(
    ("kind", "least", "most"), [("buttons", 1, 4), ("confirm", 2, 2)], ids=["buttons", "confirm"]
)
def test_how_many_actions(kind: str, least: int, most: int) -> None:
    for count in range(least, most + 1):
        assert check_messages([template(kind, text="a", actions=[say()] * count)]) == []
    for count in (least - 1, most + 1):
        assert check_messages([template(kind, text="a", actions=[say()] * count)]) == [
            Violation(f"size must be between {least} and {most}", "messages[0]/template/actions")
        ]


def test_three_actions_a_column() -> None:
    assert _carousel(column(actions=[postback()] * 3)) == []
    for count in (0, 4):
        assert _carousel(column(actions=[postback()] * count)) == [
            Violation("size must be between 1 and 3", "messages[0]/template/columns/0/actions")
        ]


@pytest.mark.parametrize("kind", ["carousel", "image_carousel"])
def test_ten_columns(kind: str) -> None:
    one = column() if kind == "carousel" else {"imageUrl": IMAGE, "action": postback()}
    assert check_messages([template(kind, columns=[one] * 10)]) == []
    for count in (0, 11):
        assert check_messages([template(kind, columns=[one] * count)]) == [
            Violation("size must be between 1 and 10", "messages[0]/template/columns")
        ]


@pytest.mark.parametrize(
    "other",
    [
        column(actions=[postback(), postback()]),
        column(title="a"),
        column(thumbnailImageUrl=IMAGE),
    ],
    ids=["actions", "title", "image"],
)
def test_columns_are_alike(other: Json) -> None:
    assert _carousel(other, other) == []
    (found,) = _carousel(column(), column(), other)
    assert found.property == "messages[0]/template/columns/2"


def test_images_and_colours() -> None:
    assert _buttons(thumbnailImageUrl="http://example.org/a.png") == [
        Violation("invalid uri", "messages[0]/template/thumbnailImageUrl")
    ]
    for place, value in (
        ("imageAspectRatio", "1:1"),
        ("imageSize", "fit"),
        ("imageBackgroundColor", "#FFFFFF00"),
    ):
        assert _buttons(**{place: value}) == [
            Violation("invalid property", f"messages[0]/template/{place}")
        ]


def test_faults_of_the_template_as_a_whole() -> None:
    assert check_messages([{"type": "template"}]) == [
        Violation("May not be empty", "messages[0].altText"),
        Violation("May not be empty", "messages[0].template"),
    ]
    assert check_messages([template("list")]) == [
        Violation("invalid property", "messages[0]/template/type")
    ]
    assert _buttons(text="") == [Violation("must be non-empty text", "messages[0]/template/text")]
    assert _buttons(colour="#000000") == [Violation("unknown field", "messages[0]/template/colour")]
