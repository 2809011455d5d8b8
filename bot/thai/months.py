"""The names of the months: as written, as spoken, abbreviated, and misspelt."""

from __future__ import annotations

import re
from typing import Final

# For each month the full name, the name as spoken, its abbreviation, then spellings that no
# small slip explains.
_THAI: Final = (
    ("มกราคม", "มกรา", "มค", "มกลาคม", "มกลา", "มะกรา"),
    ("กุมภาพันธ์", "กุมภา", "กพ", "กุมพา", "กุมพาพันธ์"),
    ("มีนาคม", "มีนา", "มีค"),
    ("เมษายน", "เมษา", "เมย", "เมสา", "เมศา"),
    ("พฤษภาคม", "พฤษภา", "พค", "พฤกษภาคม", "พฤกษภา", "พฤกษาคม", "พฤษาคม", "พฤสภา", "พึดสะพา"),
    ("มิถุนายน", "มิถุนา", "มิย", "มิทุนา"),
    ("กรกฎาคม", "กรกฎา", "กค", "กรกฏาคม", "กรกฏา", "กรกดาคม", "กรกดา", "กรกฎ", "กรกฏ"),
    ("สิงหาคม", "สิงหา", "สค", "สิงค์หา"),
    ("กันยายน", "กันยา", "กย"),
    ("ตุลาคม", "ตุลา", "ตค", "ตุรา"),
    ("พฤศจิกายน", "พฤศจิกา", "พย", "พฤจิกา", "พฤษจิกา", "พฤสจิกา"),
    ("ธันวาคม", "ธันวา", "ธค", "ทันวา"),
)
_ENGLISH: Final = (
    ("january", "jan"),
    ("february", "feb"),
    ("march", "mar"),
    ("april", "apr"),
    ("may",),
    ("june", "jun"),
    ("july", "jul"),
    ("august", "aug"),
    ("september", "sept", "sep"),
    ("october", "oct"),
    ("november", "nov"),
    ("december", "dec"),
)
THAI_ABBREVIATIONS: Final = (
    *("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย."),
    *("ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."),
)
ENGLISH_ABBREVIATIONS: Final = tuple(names[1 if len(names) == 2 else -1] for names in _ENGLISH)

_ABBREVIATION_AT: Final = 2
_SHORTEST_FOR_ONE_SLIP: Final = 6
_SHORTEST_FOR_TWO_SLIPS: Final = 7
_SHORTEST_ENGLISH: Final = 5


def _abbreviation(letters: str) -> str:
    """A pattern for ม.ค., มค, ม. ค.: letters with a mark or leading vowel keep together."""
    first, last = letters[:-1], letters[-1]
    return rf"{first}\.? ?{last}(?:\.|(?![ก-๎.]))"


def _thai_pattern() -> str:
    names = [name for month in _THAI for i, name in enumerate(month) if i != _ABBREVIATION_AT]
    # มีนา begins มีนาที ("there are minutes") as well.
    written = "|".join(sorted(map(re.escape, names), key=len, reverse=True)) + "(?!ที)"
    short = "|".join(_abbreviation(month[_ABBREVIATION_AT]) for month in _THAI)
    return f"(?:{written}|{short})"


def _english_pattern() -> str:
    names = sorted((name for month in _ENGLISH for name in month), key=len, reverse=True)
    return rf"(?:{'|'.join(names)})(?![a-z])\.?"


THAI_MONTH: Final = _thai_pattern()
# The rest of a full name whose ending is misspelt, before its year: "สิงหาคน 66".
MISSPELT_ENDING: Final = "(?:[คยพ][ก-๎]{0,5}(?= ?(?:ปี|พ|ค|\\d)))?"
ENGLISH_MONTH: Final = _english_pattern()

_NUMBERS: Final = {
    name: number
    for months in (_THAI, _ENGLISH)
    for number, names in enumerate(months, start=1)
    for name in names
}
# Slips are measured against real names only; a slip of a listed misspelling is too far off.
_TARGETS: Final = tuple(
    (name, number)
    for number, (thai, english) in enumerate(zip(_THAI, _ENGLISH, strict=True), start=1)
    for name in (*thai[:_ABBREVIATION_AT], english[0])
    if not name.isascii() or len(name) >= _SHORTEST_ENGLISH
)


def month_number(name: str) -> int | None:
    """1 to 12 for a name that `THAI_MONTH` or `ENGLISH_MONTH` matched, with or without dots."""
    return _NUMBERS.get(name.replace(".", "").replace(" ", ""))


def misspelt_month(word: str, *, allow_short: bool) -> int | None:
    """The month whose name is a slip or two from `word`; None if there is none, or are two.

    Two slips are allowed in names of seven letters or more, one in shorter ones. Names below six
    letters are one away from everyday words and count only where the caller expects a month.
    """
    best: dict[int, int] = {}
    for name, number in _TARGETS:
        short = len(name) < _SHORTEST_FOR_ONE_SLIP
        if name[0] != word[:1] or (short and not allow_short):
            continue
        allowed = 1 if len(name) < _SHORTEST_FOR_TWO_SLIPS else 2
        slips = _edit_distance(word, name, allowed)
        if slips <= min(allowed, best.get(number, allowed)):
            best[number] = slips
    fewest = min(best.values(), default=0)
    numbers = [number for number, slips in best.items() if slips == fewest]
    return numbers[0] if len(numbers) == 1 else None


def _edit_distance(a: str, b: str, most: int) -> int:
    """How many letters to add, drop, change or swap with their neighbour; `most` + 1 if more."""
    if abs(len(a) - len(b)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, start=1):
        previous, row = row, [i]
        for j, y in enumerate(b, start=1):
            cost = min(previous[j] + 1, row[j - 1] + 1, previous[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
        before = previous
    return row[-1]
