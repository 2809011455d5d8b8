"""The two ways in which LINE counts a text's length."""

from __future__ import annotations

from typing import Final

import regex  # type: ignore[import-untyped]

_CLUSTER = regex.compile(r"\X")
_ELLIPSIS: Final = "…"


def utf16_units(text: str) -> int:
    """The length in UTF-16 code units, as LINE counts message text: น้ำ is 3, 🍎 is 2."""
    return len(text) + sum(character > "\uffff" for character in text)


def clusters(text: str) -> list[str]:
    """The grapheme clusters (what a reader calls one letter); joined they are `text`."""
    found: list[str] = _CLUSTER.findall(text)
    return found


def graphemes(text: str) -> int:
    """The length in grapheme clusters, as LINE counts action labels: น้ำ is 1."""
    return len(clusters(text))


def cut_graphemes(text: str, limit: int) -> str:
    """The text in at most `limit` clusters; what was cut is told by a closing "…".

    A limit of zero or less leaves nothing.
    """
    parts = clusters(text)
    if len(parts) <= limit:
        return text
    if limit <= 0:
        return ""
    return "".join(parts[: limit - 1]).rstrip() + _ELLIPSIS
