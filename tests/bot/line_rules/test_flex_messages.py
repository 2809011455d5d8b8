"""Flex: sizes in bytes, and what may stand where."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from bot.line_rules import Violation, check_messages
from tests.bot.line_rules.samples import (
    IMAGE,
    box,
    bubble,
    button,
    carousel,
    flex,
    image,
    say,
    text,
    video_hero,
)

Json = dict[str, Any]
INVALID = "invalid property"
FIRST = "messages[0]/body/contents/0"


def _found(contents: Json) -> list[Violation]:
    return check_messages([flex(contents)])


def _padded_to(size: int, container: Json, bubble_inside: Json) -> Json:
    """Fills the first text so that the container's compact UTF-8 JSON has `size` bytes."""
    words = bubble_inside["body"]["contents"][0]
    words["text"] = ""
    missing = size - len(orjson.dumps(container))
    words["text"] = "ก" * (missing // 3) + "." * (missing % 3)
    assert len(orjson.dumps(container)) == size
    return container


def test_a_bubble_of_thirty_thousand_bytes() -> None:
    card = bubble()
    assert _found(_padded_to(30_000, card, card)) == []
    assert _found(_padded_to(30_001, card, card)) == [
        Violation("must not be larger than 30000 bytes", "messages[0]/")
    ]


def test_a_carousel_of_fifty_thousand_bytes() -> None:
    first = _padded_to(29_000, *[bubble()] * 2)
    second = bubble()
    cards = carousel(first, second)
    assert _found(_padded_to(50_000, cards, second)) == []
    assert _found(_padded_to(50_001, cards, second)) == [
        Violation("must not be larger than 50000 bytes", "messages[0]/")
    ]


def test_a_bubble_in_a_carousel_is_not_larger_than_one_alone() -> None:
    card = bubble()
    assert _found(carousel(_padded_to(30_000, card, card), bubble())) == []
    assert _found(carousel(bubble(), _padded_to(30_001, card, card))) == [
        Violation("must not be larger than 30000 bytes", "messages[0]/contents/1")
    ]


def test_twelve_bubbles() -> None:
    assert _found(carousel(*[bubble()] * 12)) == []
    for count in (0, 13):
        assert _found(carousel(*[bubble()] * count)) == [
            Violation("size must be between 1 and 12", "messages[0]/contents")
        ]


def test_bubbles_of_one_size() -> None:
    assert _found(carousel(bubble(size="kilo"), bubble(size="kilo"))) == []
    assert _found(carousel(bubble(), bubble(size="mega"))) == []
    (found,) = _found(carousel(bubble(), bubble(size="kilo")))
    assert found.property == "messages[0]/contents"


def test_a_bubble_shows_something() -> None:
    assert _found({"type": "bubble", "hero": image()}) == []
    assert _found({"type": "bubble"}) == [Violation("must be specified", "messages[0]/body")]


@pytest.mark.parametrize("block", ["header", "body", "footer"])
def test_these_blocks_are_boxes(block: str) -> None:
    assert _found(bubble(**{block: box()})) == []
    assert _found(bubble(**{block: image()})) == [Violation(INVALID, f"messages[0]/{block}")]


def test_a_hero_is_a_box_an_image_or_a_video() -> None:
    for hero in (box(), image(), video_hero()):
        assert _found(bubble(hero=hero)) == []
    assert _found(bubble(hero=text())) == [Violation(INVALID, "messages[0]/hero")]


@pytest.mark.parametrize("size", ["kilo", "mega", "giga", "nano", "micro", "deca", "hecto"])
def test_a_video_needs_a_wide_bubble_outside_a_carousel(size: str) -> None:
    card = bubble(size=size, hero=video_hero())
    refused = [Violation(INVALID, "messages[0]/hero")]
    assert _found(card) == ([] if size in ("kilo", "mega", "giga") else refused)
    assert _found(carousel(card)) == [Violation(INVALID, "messages[0]/contents/0/hero")]


def test_a_video_stands_in_no_box_and_falls_back_to_box_or_image() -> None:
    assert _found(bubble(video_hero())) == [Violation(INVALID, FIRST)]
    assert _found(bubble(hero=video_hero(altContent=box()))) == []
    assert _found(bubble(hero=video_hero(altContent=text()))) == [
        Violation(INVALID, "messages[0]/hero/altContent")
    ]
    inner = box(text(contents=[{"type": "span", "text": "a"}]))
    (found,) = _found(bubble(hero=video_hero(altContent=inner)))
    assert found.property == "messages[0]/hero/altContent/contents/0/text"


ICON = {"type": "icon", "url": IMAGE}
FILLER = {"type": "filler"}
SPAN = {"type": "span", "text": "a"}
_IN_BASELINE = [text(), ICON, FILLER]
_IN_OTHER_BOXES = [text(), FILLER, box(), button(), image(), {"type": "separator"}]
_NOWHERE = [SPAN, {"type": "spacer"}, bubble()]


@pytest.mark.parametrize("layout", ["vertical", "horizontal", "baseline"])
def test_what_a_box_may_hold(layout: str) -> None:
    allowed = _IN_BASELINE if layout == "baseline" else _IN_OTHER_BOXES
    for component in [*_IN_BASELINE, *_IN_OTHER_BOXES, *_NOWHERE]:
        expected = [] if component in allowed else [Violation(INVALID, f"{FIRST}/contents/0")]
        assert _found(bubble(box(component, layout=layout))) == expected


def test_text_or_spans() -> None:
    assert _found(bubble({"type": "text", "contents": [SPAN]})) == []
    missing = [Violation("must be specified", f"{FIRST}/text")]
    assert _found(bubble({"type": "text"})) == missing
    assert _found(bubble({"type": "text", "contents": []})) == missing
    (found,) = _found(bubble(text(contents=[SPAN])))
    assert found.property == f"{FIRST}/text"
    assert _found(bubble({"type": "text", "contents": [text()]})) == [
        Violation(INVALID, f"{FIRST}/contents/0")
    ]


def test_known_wordings() -> None:
    assert _found(bubble(text(""))) == [Violation("must be non-empty text", f"{FIRST}/text")]
    assert _found(bubble(text(), None)) == [
        Violation("cannot contain null elements", "messages[0]/body/contents")
    ]
    assert _found(bubble(hero={"type": "image"})) == [
        Violation("must be specified", "messages[0]/hero/url")
    ]
    assert _found(bubble(hero=image(url="http://example.org/a.png"))) == [
        Violation("invalid uri scheme", "messages[0]/hero/url")
    ]
    assert _found(bubble(styles={"type": "styles"})) == [
        Violation("unknown field", "messages[0]/styles/type")
    ]
    assert _found({"type": "flex"}) == [Violation(INVALID, "messages[0]/type")]


def test_urls_of_at_most_2000() -> None:
    longest = "https://example.org/" + "a" * 1980
    assert _found(bubble(image(url=longest))) == []
    assert _found(bubble(image(url=longest + "a"))) == [
        Violation("must not be longer than 2000 characters", f"{FIRST}/url")
    ]


def test_ten_animated_images() -> None:
    moving = image(animated=True)
    assert _found(bubble(*[moving] * 10, image(animated=False))) == []
    (found,) = _found(bubble(*[moving] * 11))
    assert found.property == "messages[0]/body/contents/10/animated"
    assert _found(carousel(bubble(*[moving] * 6), bubble(*[moving] * 6)))


def test_the_first_component_of_a_block_is_not_absolute() -> None:
    floating = box(text(), position="absolute")
    assert _found(bubble(text(), floating)) == []
    assert _found(bubble(box(floating))) == []
    assert _found(bubble(floating)) == [Violation(INVALID, f"{FIRST}/position")]


def test_no_bottom_offset_in_a_baseline_box() -> None:
    low = text(offsetBottom="1px")
    assert _found(bubble(box(low))) == []
    assert _found(bubble(box(low, layout="baseline"))) == [
        Violation(INVALID, f"{FIRST}/contents/0/offsetBottom")
    ]


@pytest.mark.parametrize(
    "component",
    [text(), box(), button(), image(), {"type": "separator"}, FILLER],
    ids=lambda component: str(component["type"]),
)
def test_no_component_takes_an_unknown_field(component: Json) -> None:
    assert _found(bubble(component | {"colour": "#000000"})) == [
        Violation("unknown field", f"{FIRST}/colour")
    ]


def test_all_faults_of_a_card_are_told_once() -> None:
    found = _found(bubble(text(""), text(size="6xl"), button(say(), colour="#000000")))
    assert [violation.property for violation in found] == [
        "messages[0]/body/contents/0/text",
        "messages[0]/body/contents/1/size",
        "messages[0]/body/contents/2/colour",
    ]
