"""Text messages: length, LINE emojis at their `$`, and the placeholders of version 2."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from bot.line_rules import limits
from bot.line_rules.errors import Violation
from bot.line_rules.lengths import over_units, too_long

Message = dict[str, Any]
Found = list[Violation]

# `{{` and `}}` are a literal brace each; what is left over is a brace without its partner.
_PLACEHOLDER = re.compile(r"\{\{|\}\}|\{(?P<key>[^{}]*)\}|(?P<lone>[{}])")
_MOST = {"mention": limits.MENTIONS, "emoji": limits.LINE_EMOJIS}


def check_text(message: Message, place: str, found: Found) -> None:
    """A `text` message; `index` of an emoji counts UTF-16 code units."""
    _length(message["text"], place, found)
    emojis = message.get("emojis")
    if emojis:
        units = message["text"].encode("utf-16-le", "surrogatepass")
        for number, emoji in enumerate(emojis):
            start = 2 * emoji["index"]
            if units[start : start + 2] != b"$\x00":
                found.append(
                    Violation("Must be the position of a $", f"{place}.emojis[{number}].index")
                )


def check_text_v2(message: Message, place: str, found: Found) -> None:
    """A `textV2` message: every placeholder has its substitution, and none comes too often."""
    _length(message["text"], place, found)
    substitution = message.get("substitution", {})
    used: Counter[str] = Counter()
    for match in _PLACEHOLDER.finditer(message["text"]):
        key = match["key"]
        if match["lone"]:
            found.append(Violation("{ and } must be used in pairs", f"{place}.text"))
        elif key is not None and key in substitution:
            used[substitution[key]["type"]] += 1
        elif key is not None:
            found.append(Violation(f"{{{key}}} has no substitution", f"{place}.text"))
    for kind, count in used.items():
        if count > _MOST[kind]:
            found.append(
                Violation(f"May not use more than {_MOST[kind]} {kind}s", f"{place}.substitution")
            )


def _length(text: str, place: str, found: Found) -> None:
    if over_units(text, limits.TEXT_UNITS):
        found.append(too_long(f"{place}.text", limits.TEXT_UNITS))
