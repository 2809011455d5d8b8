"""Whether a text is longer than LINE allows, counted only when it is near the limit."""

from __future__ import annotations

from bot.line_rules import wording
from bot.line_rules.errors import Violation
from bot.thai.counters import graphemes, utf16_units


def over_units(text: str, limit: int) -> bool:
    """More than `limit` UTF-16 code units? A code point takes one or two."""
    length = len(text)
    return length > limit or (2 * length > limit and utf16_units(text) > limit)


def over_graphemes(text: str, limit: int) -> bool:
    """More than `limit` grapheme clusters? A cluster takes one code point or more."""
    return len(text) > limit and graphemes(text) > limit


def too_long(place: str, limit: int) -> Violation:
    """The violation for a text at `place` that exceeds `limit`."""
    return Violation(wording.too_long(wording.form_of(place), limit), place)
