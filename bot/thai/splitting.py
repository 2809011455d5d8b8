"""Long text in pieces that LINE takes, cut where a reader would pause."""

from __future__ import annotations

import re
from typing import Final

from bot.thai.counters import clusters, utf16_units
from bot.thai.words import segment

# From the best place to pause to the worst. A space beside a number or before ๆ is no pause:
# "2 ขวบ" and "ช้า ๆ" stay together where they can.
_PAUSES: Final = (
    re.compile(r"\n\s*\n"),
    re.compile(r"\n"),
    re.compile(r"(?<=[.!?…])\s+|(?<!\s)\s+(?=[•·])"),
    re.compile(r"(?<![\d\s])\s+(?![\d\sๆ])"),
    re.compile(r"\s+"),
)
# A pause in the first part of a piece would waste a message for the sake of looks.
_EARLIEST: Final = 0.4
_WORD_WINDOW: Final = 160
_LOOK_AHEAD: Final = 40
_SMALLEST_LIMIT: Final = 2


def split_text(text: str, limit_utf16: int = 5000) -> list[str]:
    """The text in pieces of at most `limit_utf16` UTF-16 units; nothing but white space is lost.

    Pieces end at a paragraph, else a line, a sentence or space, else a word, never inside a
    grapheme cluster (but for one that alone is over the limit). Blank text gives no piece.
    Raises ValueError for a limit below 2, into which one emoji would not fit.
    """
    if limit_utf16 < _SMALLEST_LIMIT:
        raise ValueError(f"limit_utf16 must be at least {_SMALLEST_LIMIT}, not {limit_utf16}")
    pieces = []
    rest = text.strip()
    while rest:
        cut = _cut(rest, limit_utf16)
        pieces.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return pieces


def _cut(text: str, limit: int) -> int:
    # One character past the limit shows whether a pause lies exactly at it.
    fits = _longest_prefix(text, limit)
    if fits == len(text):
        return fits
    for pause in _PAUSES:
        ends = [m.start() for m in pause.finditer(text, 0, fits + 1) if m.start() <= fits]
        if ends and ends[-1] >= fits * _EARLIEST:
            return ends[-1]
    return _word_boundary(text, fits)


def _longest_prefix(text: str, limit: int) -> int:
    """How many characters of whole clusters fit into `limit` units; at least one character."""
    units = length = 0
    # A cluster may go on past the window; one that the window cuts is not taken as whole.
    window = text[: limit + _LOOK_AHEAD]
    for cluster in clusters(window):
        units += utf16_units(cluster)
        if units > limit:
            break
        length += len(cluster)
    return length or _prefix_of_cluster(window, limit)


def _prefix_of_cluster(text: str, limit: int) -> int:
    units = 0
    for length, character in enumerate(text):
        units += utf16_units(character)
        if units > limit:
            return length
    return len(text)


def _word_boundary(text: str, fits: int) -> int:
    """The last place up to `fits` where both a word and a cluster end."""
    start = max(0, fits - _WORD_WINDOW)
    window = text[start : fits + _LOOK_AHEAD]
    cluster_ends = _ends(clusters(window), start)
    word_ends = _ends(segment(window), start)
    # The first "word" may have begun before the window, so its start is not to be trusted,
    # but its end is.
    both = [end for end in cluster_ends & word_ends if end <= fits]
    return max(both, default=fits)


def _ends(parts: list[str], position: int) -> set[int]:
    ends = set()
    for part in parts:
        position += len(part)
        ends.add(position)
    return ends
