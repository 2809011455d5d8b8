"""What the schema cannot say about Flex: sizes in bytes, and rules between components."""

from __future__ import annotations

from typing import Any, NamedTuple

import orjson

from bot.line_rules import limits
from bot.line_rules.action_rules import check_action
from bot.line_rules.errors import Violation
from bot.line_rules.wording import INVALID_PROPERTY, MUST_BE_SPECIFIED

Component = dict[str, Any]
Found = list[Violation]

_BLOCKS = ("header", "hero", "body", "footer")
_SIZES_WITH_VIDEO = ("kilo", "mega", "giga")
_DEFAULT_SIZE = "mega"


class _Card(NamedTuple):
    """What one walk through a message gathers."""

    found: Found
    animated: list[str]


def check_flex(contents: Component, message_place: str, found: Found) -> None:
    """A well-shaped container; places are pointers into it behind `message_place`."""
    card = _Card(found, [])
    if contents["type"] == "bubble":
        _bubble(contents, message_place, card)
        _bubble_size(_json_bytes(contents), message_place, found)
    else:
        _carousel(contents, message_place, card)
    if len(card.animated) > limits.ANIMATED_IMAGES:
        found.append(
            Violation(
                f"must not animate more than {limits.ANIMATED_IMAGES} images",
                f"{card.animated[limits.ANIMATED_IMAGES]}/animated",
            )
        )


def _json_bytes(container: Component) -> int:
    return len(orjson.dumps(container))


def _bubble_size(size: int, place: str, found: Found) -> None:
    if size > limits.BUBBLE_BYTES:
        found.append(
            Violation(f"must not be larger than {limits.BUBBLE_BYTES} bytes", place + _root(place))
        )


def _root(place: str) -> str:
    """Keeps a fault of the whole container apart from one of the message around it."""
    return "" if "/" in place else "/"


def _carousel(carousel: Component, place: str, card: _Card) -> None:
    bubbles = carousel["contents"]
    for number, bubble in enumerate(bubbles):
        _bubble(bubble, f"{place}/contents/{number}", card, in_carousel=True)
    if len({bubble.get("size", _DEFAULT_SIZE) for bubble in bubbles}) > 1:
        card.found.append(Violation("must have bubbles of one size", f"{place}/contents"))
    size = _json_bytes(carousel)
    if size > limits.CAROUSEL_BYTES:
        card.found.append(
            Violation(f"must not be larger than {limits.CAROUSEL_BYTES} bytes", f"{place}/")
        )
    # No bubble can be too large in a carousel that is smaller than that.
    if size > limits.BUBBLE_BYTES:
        for number, bubble in enumerate(bubbles):
            _bubble_size(_json_bytes(bubble), f"{place}/contents/{number}", card.found)


def _bubble(bubble: Component, place: str, card: _Card, *, in_carousel: bool = False) -> None:
    blocks = 0
    for name in _BLOCKS:
        block = bubble.get(name)
        if block is not None:
            blocks += 1
            _component(block, f"{place}/{name}", card)
            _first_in_block(block, f"{place}/{name}", card.found)
    if not blocks:
        card.found.append(Violation(MUST_BE_SPECIFIED, f"{place}/body"))
    if "action" in bubble:
        _action(bubble, place, card.found)
    hero = bubble.get("hero")
    if hero is not None and hero["type"] == "video":
        allowed = bubble.get("size", _DEFAULT_SIZE) in _SIZES_WITH_VIDEO and not in_carousel
        if not allowed:
            card.found.append(Violation(INVALID_PROPERTY, f"{place}/hero"))


def _first_in_block(block: Component, place: str, found: Found) -> None:
    contents = block.get("contents")
    if contents and contents[0].get("position") == "absolute":
        found.append(Violation(INVALID_PROPERTY, f"{place}/contents/0/position"))


def _component(component: Component, place: str, card: _Card) -> None:
    kind = component["type"]
    if kind == "text":
        _text(component, place, card.found)
    elif kind == "box":
        _box(component, place, card)
    elif kind == "image" and component.get("animated"):
        card.animated.append(place)
    elif kind == "video":
        _component(component["altContent"], f"{place}/altContent", card)
    if "action" in component:
        _action(component, place, card.found)
    if "aspectRatio" in component:
        _aspect_ratio(component["aspectRatio"], place, card.found)


def _action(component: Component, place: str, found: Found) -> None:
    check_action(component["action"], f"{place}/action", limits.FLEX_LABEL_GRAPHEMES, found)


def _box(box: Component, place: str, card: _Card) -> None:
    baseline = box["layout"] == "baseline"
    for number, child in enumerate(box["contents"]):
        child_place = f"{place}/contents/{number}"
        _component(child, child_place, card)
        if baseline and "offsetBottom" in child:
            card.found.append(Violation(INVALID_PROPERTY, f"{child_place}/offsetBottom"))


def _text(text: Component, place: str, found: Found) -> None:
    # Some tools write an empty `contents` beside `text`; LINE takes that as none.
    if text.get("contents"):
        if "text" in text:
            found.append(Violation("must not be used beside contents", f"{place}/text"))
    elif "text" not in text:
        found.append(Violation(MUST_BE_SPECIFIED, f"{place}/text"))


def _aspect_ratio(ratio: str, place: str, found: Found) -> None:
    width, height = (float(side) for side in ratio.split(":"))
    least, most = limits.ASPECT_SIDE
    in_range = least <= width <= most and least <= height <= most
    if not in_range or height > limits.ASPECT_HEIGHT_TO_WIDTH * width:
        found.append(Violation(INVALID_PROPERTY, f"{place}/aspectRatio"))
