"""Actions: which may stand where, labels by place, lengths."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bot.line_rules import Violation, check_messages, check_rich_menu
from tests.bot.line_rules.samples import (
    IMAGE,
    area,
    box,
    bubble,
    button,
    column,
    copy,
    flex,
    image,
    link,
    picker,
    postback,
    quick,
    rich_menu,
    say,
    template,
    text,
    video_hero,
)

Json = dict[str, Any]
Check = Callable[[Json], list[Violation]]


def _in_menu(action: Json) -> list[Violation]:
    return check_rich_menu(rich_menu(areas=[{"bounds": area(), "action": action}]))


def _sent(build: Callable[[Json], Json]) -> Check:
    return lambda action: check_messages([build(action)])


IN_QUICK_REPLY = _sent(lambda action: text(quickReply=quick(action)))
IN_BUTTON = _sent(lambda action: flex(bubble(button(action))))
IN_TEMPLATE = _sent(lambda action: template("buttons", text="a", actions=[action]))

# place: how to check an action there, its path, the most graphemes of a label, is it required
PLACES: dict[str, tuple[Check, str, int, bool]] = {
    "quick reply": (IN_QUICK_REPLY, "messages[0].quickReply.items[0].action.", 20, True),
    "flex button": (IN_BUTTON, "messages[0]/body/contents/0/action/", 40, True),
    "flex text": (
        _sent(lambda action: flex(bubble(text(action=action)))),
        "messages[0]/body/contents/0/action/",
        40,
        False,
    ),
    "flex image": (
        _sent(lambda action: flex(bubble(hero=image(action=action)))),
        "messages[0]/hero/action/",
        40,
        False,
    ),
    "flex box": (
        _sent(lambda action: flex(bubble(footer=box(action=action)))),
        "messages[0]/footer/action/",
        40,
        False,
    ),
    "flex bubble": (
        _sent(lambda action: flex(bubble(action=action))),
        "messages[0]/action/",
        40,
        False,
    ),
    "buttons": (IN_TEMPLATE, "messages[0]/template/actions/0/", 20, True),
    "default action": (
        _sent(lambda action: template("buttons", text="a", actions=[say()], defaultAction=action)),
        "messages[0]/template/defaultAction/",
        20,
        True,
    ),
    "confirm": (
        _sent(lambda action: template("confirm", text="a", actions=[action, say()])),
        "messages[0]/template/actions/0/",
        20,
        True,
    ),
    "carousel": (
        _sent(lambda action: template("carousel", columns=[column(actions=[action])])),
        "messages[0]/template/columns/0/actions/0/",
        20,
        True,
    ),
    "image carousel": (
        _sent(
            lambda action: template(
                "image_carousel", columns=[{"imageUrl": IMAGE, "action": action}]
            )
        ),
        "messages[0]/template/columns/0/action/",
        12,
        False,
    ),
    "rich menu": (_in_menu, "areas[0].action.", 20, False),
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("letter", ["ก", "น้ำ", "👩‍👩‍👧‍👦"], ids=["letter", "cluster", "family"])
def test_labels_are_counted_in_graphemes(place: str, letter: str) -> None:
    check, path, most, _ = PLACES[place]
    assert check(postback(label=letter * most)) == []
    assert check(postback(label=letter * (most + 1))) == [
        Violation(f"must not be longer than {most} characters", f"{path}label")
    ]


@pytest.mark.parametrize("place", PLACES)
def test_a_label_is_required_where_it_is_shown(place: str) -> None:
    check, path, _, required = PLACES[place]
    found = check({"type": "postback", "data": "a"})
    if place == "quick reply":
        assert found == [Violation("`label` must be specified", path[:-1])]
    elif required:
        assert found == [Violation("must be specified", f"{path}label")]
    else:
        assert found == []


@pytest.mark.parametrize("place", PLACES)
def test_five_actions_may_stand_everywhere(place: str) -> None:
    check = PLACES[place][0]
    for action in (postback(), say(), link(), picker(), copy()):
        assert check(action) == []


@pytest.mark.parametrize("kind", ["camera", "cameraRoll", "location"])
def test_only_quick_replies_open_camera_and_map(kind: str) -> None:
    action = {"type": kind, "label": "a"}
    for place, (check, _, _, _) in PLACES.items():
        assert bool(check(action)) is (place != "quick reply")
    assert IN_QUICK_REPLY({"type": kind, "label": "ก" * 21})
    assert IN_QUICK_REPLY({"type": kind, "label": ""}) == [
        Violation("`label` must be specified", "messages[0].quickReply.items[0].action")
    ]


def test_only_rich_menus_switch_rich_menus() -> None:
    action = {"type": "richmenuswitch", "richMenuAliasId": "parents", "data": "a"}
    for place, (check, _, _, _) in PLACES.items():
        assert bool(check(action)) is (place != "rich menu")
    assert _in_menu(action | {"data": "ก" * 300}) == []
    assert _in_menu(action | {"data": "ก" * 301})
    assert _in_menu(action | {"richMenuAliasId": "Parents"})


def test_a_flex_action_of_another_place_is_an_invalid_property() -> None:
    assert IN_BUTTON({"type": "camera", "label": "a"}) == [
        Violation("invalid property", "messages[0]/body/contents/0/action")
    ]


def test_a_video_only_opens_a_uri() -> None:
    assert check_messages([flex(bubble(hero=video_hero(action=link())))]) == []
    assert check_messages([flex(bubble(hero=video_hero(action=say())))])


@pytest.mark.parametrize(
    ("inside", "outside", "name", "most"),
    [
        (postback(data="ก" * 300), postback(data="ก" * 301), "data", 300),
        (postback(data="🍎" * 150), postback(data="🍎" * 151), "data", 300),
        (postback(displayText="น้ำ" * 300), postback(displayText="น้ำ" * 301), "displayText", 300),
        (postback(text="น้ำ" * 300), postback(text="น้ำ" * 301), "text", 300),
        (
            postback(fillInText="น้ำ" * 300, inputOption="openKeyboard"),
            postback(fillInText="น้ำ" * 301, inputOption="openKeyboard"),
            "fillInText",
            300,
        ),
        (say("น้ำ" * 300), say("น้ำ" * 301), "text", 300),
        (copy(clipboardText="ก" * 1000), copy(clipboardText="ก" * 1001), "clipboardText", 1000),
        (picker(data="a" * 300), picker(data="a" * 301), "data", 300),
        (link("https://a/" + "a" * 990), link("https://a/" + "a" * 991), "uri", 1000),
    ],
)
def test_lengths(inside: Json, outside: Json, name: str, most: int) -> None:
    assert IN_BUTTON(inside) == []
    assert IN_BUTTON(outside) == [
        Violation(
            f"must not be longer than {most} characters",
            f"messages[0]/body/contents/0/action/{name}",
        )
    ]


def test_display_text_or_text() -> None:
    assert IN_BUTTON(postback(displayText="a")) == []
    (found,) = IN_BUTTON(postback(displayText="a", text="a"))
    assert found.property == "messages[0]/body/contents/0/action/text"


def test_fill_in_text_needs_the_keyboard() -> None:
    assert IN_BUTTON(postback(fillInText="a", inputOption="openKeyboard")) == []
    assert IN_BUTTON(postback(fillInText="a"))
    assert IN_BUTTON(postback(fillInText="a", inputOption="openVoice"))
    assert IN_BUTTON(postback(inputOption="openDoor"))


def test_what_an_action_cannot_do_without() -> None:
    for kind, name in (
        ("postback", "data"),
        ("message", "text"),
        ("uri", "uri"),
        ("datetimepicker", "mode"),
        ("clipboard", "clipboardText"),
    ):
        action = {"type": kind, "label": "a", "data": "b"} if name == "mode" else {"type": kind}
        place = f"messages[0].quickReply.items[0].action.{name}"
        assert Violation("must be specified", place) in IN_QUICK_REPLY(action | {"label": "a"})


def test_thirteen_quick_replies() -> None:
    assert check_messages([text(quickReply=quick(*[say()] * 13))]) == []
    for count in (0, 14):
        assert check_messages([text(quickReply=quick(*[say()] * count))]) == [
            Violation("Size must be between 1 and 13", "messages[0].quickReply.items")
        ]
