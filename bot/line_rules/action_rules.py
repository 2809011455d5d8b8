"""What the schema cannot say about actions: lengths as LINE counts them, dates, contradictions."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from bot.line_rules import limits
from bot.line_rules.errors import Violation
from bot.line_rules.lengths import over_graphemes, over_units, too_long
from bot.line_rules.wording import INVALID_PROPERTY

Action = dict[str, Any]
Found = list[Violation]

_TIME = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def check_action(action: Action, place: str, label_limit: int, found: Found) -> None:
    """Adds to `found` what is wrong with a well-shaped action at `place`.

    `label_limit` is in grapheme clusters and differs by where the action stands.
    """
    label = action.get("label")
    if label is not None and over_graphemes(label, label_limit):
        found.append(too_long(_in(place, "label"), label_limit))
    rule = _RULES.get(action["type"])
    if rule is not None:
        rule(action, place, found)


def _in(place: str, name: str) -> str:
    return f"{place}/{name}" if "/" in place else f"{place}.{name}"


def _postback(action: Action, place: str, found: Found) -> None:
    _data(action, place, found)
    for name in ("displayText", "text", "fillInText"):
        if name in action and over_graphemes(action[name], limits.ACTION_TEXT_GRAPHEMES):
            found.append(too_long(_in(place, name), limits.ACTION_TEXT_GRAPHEMES))
    if "displayText" in action and "text" in action:
        found.append(Violation("displayText and text can't be used together", _in(place, "text")))
    if "fillInText" in action and action.get("inputOption") != "openKeyboard":
        found.append(
            Violation("fillInText needs inputOption openKeyboard", _in(place, "fillInText"))
        )


def _data(action: Action, place: str, found: Found) -> None:
    if over_units(action["data"], limits.POSTBACK_DATA_UNITS):
        found.append(too_long(_in(place, "data"), limits.POSTBACK_DATA_UNITS))


def _message(action: Action, place: str, found: Found) -> None:
    if over_graphemes(action["text"], limits.ACTION_TEXT_GRAPHEMES):
        found.append(too_long(_in(place, "text"), limits.ACTION_TEXT_GRAPHEMES))


def _clipboard(action: Action, place: str, found: Found) -> None:
    if over_units(action["clipboardText"], limits.CLIPBOARD_UNITS):
        found.append(too_long(_in(place, "clipboardText"), limits.CLIPBOARD_UNITS))


def _datetimepicker(action: Action, place: str, found: Found) -> None:
    _data(action, place, found)
    moments: dict[str, str] = {}
    for name in ("initial", "max", "min"):
        if name in action:
            moment = action[name].replace("t", "T")
            if _is_moment(moment, action["mode"]):
                moments[name] = moment
            else:
                found.append(Violation(INVALID_PROPERTY, _in(place, name)))
    # All three formats sort as text in the order of time.
    if "max" in moments and "min" in moments and moments["max"] <= moments["min"]:
        found.append(Violation("must be greater than min", _in(place, "max")))


def _is_moment(text: str, mode: str) -> bool:
    if mode == "time":
        return _TIME.fullmatch(text) is not None
    if mode == "date":
        return _is_date(text)
    day, separator, time = text.partition("T")
    return bool(separator) and _is_date(day) and _TIME.fullmatch(time) is not None


def _is_date(text: str) -> bool:
    if not _DATE.fullmatch(text) or not limits.FIRST_DATE <= text <= limits.LAST_DATE:
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


_RULES: dict[str, Callable[[Action, str, Found], None]] = {
    "postback": _postback,
    "message": _message,
    "clipboard": _clipboard,
    "datetimepicker": _datetimepicker,
    "richmenuswitch": _data,
}
