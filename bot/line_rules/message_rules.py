"""What the schema cannot say about messages; one walk through each."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from bot.line_rules import limits
from bot.line_rules.action_rules import check_action
from bot.line_rules.errors import Violation
from bot.line_rules.flex_rules import check_flex
from bot.line_rules.lengths import over_units, too_long
from bot.line_rules.template_rules import check_template
from bot.line_rules.text_rules import check_text, check_text_v2

Message = dict[str, Any]
Found = list[Violation]

# A word of its own even between Thai letters, which `\b` would take for the same word.
_RESERVED_NAME = re.compile("(?<![a-z])line(?![a-z])", re.IGNORECASE)


def check_message(message: Message, place: str, found: Found) -> None:
    """Adds to `found` what is wrong with a well-shaped message at `place` (`messages[0]`)."""
    rule = _RULES.get(message["type"])
    if rule is not None:
        rule(message, place, found)
    if "quickReply" in message:
        for number, item in enumerate(message["quickReply"]["items"]):
            item_place = f"{place}.quickReply.items[{number}].action"
            check_action(item["action"], item_place, limits.LABEL_GRAPHEMES, found)
    if "sender" in message:
        _sender(message["sender"], f"{place}.sender", found)


def _sender(sender: Message, place: str, found: Found) -> None:
    name = sender.get("name")
    if name is None:
        return
    _units(sender, "name", limits.SENDER_NAME_UNITS, place, found)
    if _RESERVED_NAME.search(name):
        found.append(Violation("May not contain a reserved word", f"{place}.name"))


def _units(holder: Message, name: str, limit: int, place: str, found: Found) -> None:
    if name in holder and over_units(holder[name], limit):
        found.append(too_long(f"{place}.{name}", limit))


def _location(message: Message, place: str, found: Found) -> None:
    _units(message, "title", limits.LOCATION_UNITS, place, found)
    _units(message, "address", limits.LOCATION_UNITS, place, found)


def _flex(message: Message, place: str, found: Found) -> None:
    _units(message, "altText", limits.ALT_TEXT_UNITS, place, found)
    check_flex(message["contents"], place, found)


def _template(message: Message, place: str, found: Found) -> None:
    _units(message, "altText", limits.ALT_TEXT_UNITS, place, found)
    check_template(message["template"], f"{place}/template", found)


def _imagemap(message: Message, place: str, found: Found) -> None:
    _units(message, "altText", limits.ALT_TEXT_UNITS, place, found)
    for number, action in enumerate(message["actions"]):
        action_place = f"{place}.actions[{number}]"
        _units(action, "label", limits.IMAGEMAP_LABEL_UNITS, action_place, found)
        _units(action, "text", limits.IMAGEMAP_TEXT_UNITS, action_place, found)
        _units(action, "clipboardText", limits.CLIPBOARD_UNITS, action_place, found)
    link = message.get("video", {}).get("externalLink")
    if link is not None:
        link_place = f"{place}.video.externalLink"
        _units(link, "label", limits.IMAGEMAP_VIDEO_LABEL_UNITS, link_place, found)


_RULES: dict[str, Callable[[Message, str, Found], None]] = {
    "text": check_text,
    "flex": _flex,
    "template": _template,
    "textV2": check_text_v2,
    "location": _location,
    "imagemap": _imagemap,
}
