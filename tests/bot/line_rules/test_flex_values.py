"""Flex: every published kind of value, and its neighbours that are not."""

from __future__ import annotations

from typing import Any

import pytest

from bot.line_rules import Violation, check_messages
from tests.bot.line_rules.samples import IMAGE, box, bubble, button, flex, image, text, video_hero

Json = dict[str, Any]
INVALID = "invalid property"
FIRST = "messages[0]/body/contents/0"
ICON = {"type": "icon", "url": IMAGE}


def _found(contents: Json) -> list[Violation]:
    return check_messages([flex(contents)])


@pytest.mark.parametrize("component", [image(), ICON, video_hero()], ids=lambda c: str(c["type"]))
def test_aspect_ratios(component: Json) -> None:
    for ratio in ("1:1", "1:3", "100000:1", "1.91:1", "100000:100000"):
        assert _found(_holding(component | {"aspectRatio": ratio})) == []
    for ratio in ("1:3.1", "0:1", "100001:1", "0.9:1", "1", "1:1:1", "a:b", "-1:1", ""):
        assert len(_found(_holding(component | {"aspectRatio": ratio}))) == 1


def _holding(component: Json) -> Json:
    if component["type"] == "video":
        return bubble(hero=component)
    layout = "baseline" if component["type"] == "icon" else "vertical"
    return bubble(box(component, layout=layout))


_STEPS = ["none", "xs", "sm", "md", "lg", "xl", "xxl", "0px", "50px", "23.5px"]
_NO_LENGTH = ["", "10", "10 px", "px", "10em", "3xl", "MD", ".5px", "5.px"]
_SIZES = ["xxs", "xs", "sm", "md", "lg", "xl", "xxl", "3xl", "4xl", "5xl", "23.5px"]
_NO_SIZE = ["none", "6xl", "10", "-1px", ""]

VALUES: list[tuple[str, Json, list[Any], list[Any]]] = [
    ("spacing", box(), _STEPS, [*_NO_LENGTH, "50%", "-1px"]),
    ("margin", text(), _STEPS, [*_NO_LENGTH, "50%", "-1px"]),
    ("paddingAll", box(), [*_STEPS, "50%"], [*_NO_LENGTH, "-1px"]),
    ("paddingStart", box(), [*_STEPS, "50%"], [*_NO_LENGTH, "-1px"]),
    ("offsetTop", image(), [*_STEPS, "50%", "-2px"], _NO_LENGTH),
    ("offsetEnd", button(), [*_STEPS, "50%", "-2.5%"], _NO_LENGTH),
    ("cornerRadius", box(), _STEPS, [*_NO_LENGTH, "50%"]),
    ("borderWidth", box(), ["none", "light", "semi-bold", "bold", "1px"], ["heavy", "1%"]),
    ("width", box(), ["1px", "50%"], ["md", "1", ""]),
    ("maxHeight", box(), ["1px", "50%"], ["md", "1", ""]),
    ("size", text(), _SIZES, [*_NO_SIZE, "full", "50%"]),
    ("size", image(), [*_SIZES, "full", "50%"], _NO_SIZE),
    ("lineSpacing", text(), ["20px", "1.5px"], ["md", "20", "10%"]),
    ("maxLines", text(), [0, 3], [-1, 1.5, "1"]),
    ("flex", text(), [0, 3], [-1, 1.5, "1"]),
    ("color", text(), ["#aabbcc", "#AABBCC80"], ["red", "#abc", "aabbcc", "#aabbc", "#gggggg", ""]),
    ("backgroundColor", box(), ["#aabbcc", "#AABBCC80"], ["red", "#abcd"]),
    ("wrap", text(), [True, False], ["true", 1, None]),
    ("scaling", button(), [True], ["true"]),
    ("align", text(), ["start", "center", "end"], ["left"]),
    ("gravity", image(), ["top", "center", "bottom"], ["middle"]),
    ("weight", text(), ["regular", "bold"], ["700"]),
    ("style", text(), ["normal", "italic"], ["link"]),
    ("style", button(), ["primary", "secondary", "link"], ["normal"]),
    ("decoration", text(), ["none", "underline", "line-through"], ["blink"]),
    ("adjustMode", text(), ["shrink-to-fit"], ["fit"]),
    ("aspectMode", image(), ["fit", "cover"], ["contain"]),
    ("height", button(), ["sm", "md"], ["lg", "10px"]),
    ("layout", box(), ["horizontal", "vertical", "baseline"], ["grid"]),
    ("justifyContent", box(), ["center", "space-evenly"], ["stretch"]),
    ("alignItems", box(), ["center", "flex-start", "flex-end"], ["space-between", "baseline"]),
    ("position", button(), ["relative"], ["fixed"]),
]


@pytest.mark.parametrize(("name", "component", "good", "bad"), VALUES)
def test_published_values(name: str, component: Json, good: list[Any], bad: list[Any]) -> None:
    for value in good:
        assert _found(bubble(component | {name: value})) == [], value
    for value in bad:
        assert _found(bubble(component | {name: value})) == [
            Violation(INVALID, f"{FIRST}/{name}")
        ], value


def _gradient(**more: Any) -> Json:
    colours = {"angle": "0deg", "startColor": "#000000", "endColor": "#ffffff"}
    return bubble(box(background={"type": "linearGradient", **colours, **more}))


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [
        ("angle", ["0deg", "90deg", "359.99deg"], ["360deg", "-1deg", "90", "90 deg", "05deg"]),
        ("centerPosition", ["0%", "50.5%", "100%"], ["101%", "100.1%", "50", "-1%"]),
        ("startColor", ["#00000000"], ["black"]),
        ("centerColor", ["#123456"], ["#123"]),
        ("type", ["linearGradient"], ["radialGradient"]),
    ],
)
def test_gradients(name: str, good: list[str], bad: list[str]) -> None:
    for value in good:
        assert _found(_gradient(**{name: value})) == []
    for value in bad:
        assert len(_found(_gradient(**{name: value}))) == 1, value


def test_bubble_values() -> None:
    for size in ("nano", "micro", "deca", "hecto", "kilo", "mega", "giga"):
        assert _found(bubble(size=size)) == []
    assert _found(bubble(size="huge")) == [Violation(INVALID, "messages[0]/size")]
    assert _found(bubble(direction="up")) == [Violation(INVALID, "messages[0]/direction")]
