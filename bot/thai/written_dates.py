"""Dates written out: 12/3/66, 12 มี.ค. 2566, วันที่ 5 เดือน 3 ปี 64, March 12, 2023, 12032566."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from bot.thai.mentions import Mention, Written, in_place
from bot.thai.months import (
    ENGLISH_MONTH,
    MISSPELT_ENDING,
    THAI_MONTH,
    misspelt_month,
    month_number,
)
from bot.thai.spoken import BUDDHIST_ERA

# From this year on a year of four digits is of the Buddhist era.
_FIRST_BUDDHIST_YEAR: Final = 2400
# Stands for a year that cannot be ("566"): no calendar has it.
_NO_YEAR: Final = 0

_BE: Final = r"(?:พ\.? ?ศ\.?|b\.e\.)"
_CE: Final = r"(?:ค\.? ?ศ\.?|a\.d\.|c\.e\.)"
_NOT_COUNTING: Final = (
    # A number that counts something or tells the time is not the year.
    r"(?!\d|[.:]\d| ?(?:โมง|น\.|นาฬิกา|ทุ่ม|ขวบ|ปี|เดือน|วัน|สัปดาห์|อาทิตย์|คน|บาท|ชม|กก|โล|กิโล|นาที|ครั้ง"
    r"|%|(?:am|pm|years?|months?|weeks?|days?)(?![a-z])))"
)
_YEAR: Final = (
    rf"(?:[ /.,-]{{0,2}}(?:ปี)? ?(?:(?P<be>{_BE})|(?P<ce>{_CE})|['’])? ?"
    rf"(?P<year>\d{{2,4}}){_NOT_COUNTING}(?: ?(?P<be_after>{_BE}|be(?![a-z])))?)"
)
_DAY: Final = r"(?<!\d)(?<!\d[.,/:-])(?P<day>\d{1,2})"

_NUMERIC = re.compile(
    r"(?<!\d)(?<!\d[./-])(?P<a>\d{1,4}) ?[/.-] ?(?P<b>\d{1,2}) ?[/.-] ?(?P<c>\d{1,4})"
    r"(?!\d|[./:-]\d)"
)
_NAMED = re.compile(
    rf"{_DAY}(?:st|nd|rd|th)?(?:[ /.-]|of |เดือน){{0,3}}"
    rf"(?P<name>{THAI_MONTH}|{ENGLISH_MONTH}){MISSPELT_ENDING}{_YEAR}?"
)
_NAME_FIRST = re.compile(
    rf"(?<![a-z])(?P<name>{ENGLISH_MONTH}) ?(?P<day>\d{{1,2}})(?!\d|[.:]\d)(?:st|nd|rd|th)?{_YEAR}?"
)
_NUMBERED = re.compile(rf"(?P<told>วันที่ ?)?{_DAY} ?เดือน ?(?:ที่ ?)?(?P<month>\d{{1,2}})(?!\d){_YEAR}?")
_MISSPELT = re.compile(
    rf"{_DAY}(?:[ /.-]|เดือน){{0,2}}(?P<name>[ก-ฮเแโใไ][ก-๎.]{{2,14}}|[a-z]{{4,10}})(?![ก-๎a-z])"
    rf"{_YEAR}?"
)
_SPACED = re.compile(r"(?<!\d)(?P<a>\d{1,2}) (?P<b>\d{1,2}) (?P<c>\d{4}|\d{2})(?![\d.:])")
_COMPACT = re.compile(r"(?<![\d-])\d{6,8}(?![\d-])")
_DAY_AND_MONTH = re.compile(
    r"(?<!\d)(?<!\d[./-])(?P<day>\d{1,2}) ?[/-] ?(?P<month>\d{1,2})(?![\d./-])"
)
_MONTH_AND_YEAR = re.compile(
    r"(?<!\d)(?<!\d[./-])(?:0?[1-9]|1[0-2]) ?[/-] ?(?:\d{4}|[3-9]\d)(?![\d./-])"
)
_MONTH_ONLY = re.compile(
    rf"(?:{THAI_MONTH}{MISSPELT_ENDING}|(?<![a-z]){ENGLISH_MONTH}|เดือน ?\d{{1,2}}(?!\d)){_YEAR}"
)
_YEAR_ONLY = re.compile(
    rf"(?:ปี ?(?:{_BE}|{_CE})?|{_BE}|{_CE}) ?(?:\d{{4}}|\d{{2}})(?!\d){_NOT_COUNTING}"
)
_PARTICLES = re.compile("(?:นะ|ค่ะ|คะ|ค่า|ครับ|คับ|จ้า|จ้ะ|ฮะ|แล้ว)+$")
# Where day, month and year end in bare digits; the year goes first or last.
_COMPACT_CUTS: Final = {6: ((2, 2),), 7: ((1, 2), (2, 1)), 8: ((2, 2),)}
_FIRST_COMPACT_YEAR: Final = 1900
_LAST_COMPACT_YEAR: Final = 2100

_Reader = Callable[[re.Match[str]], tuple[Written, ...]]


def find_written(text: str) -> Iterator[Mention]:
    """Mentions of dates in a folded text with its number words spelt out, surest form first."""
    yield from _each(_NUMERIC, text, _numeric)
    yield from _each(_NAMED, text, _named)
    yield from _each(_NUMBERED, text, _numbered)
    # "may 5" without a year is mostly the verb.
    yield from _each(_NAME_FIRST, text, lambda m: _named(m) if m["year"] else ())
    yield from in_place(_each(_NAME_FIRST, text, _named), text)
    yield from _each(_MISSPELT, text, _misspelt)
    yield from in_place(_each(_SPACED, text, _numeric), text)
    yield from in_place(_each(_COMPACT, text, _compact), text)
    for pattern in (_MONTH_AND_YEAR, _MONTH_ONLY, _YEAR_ONLY):
        parts = (Mention(m.start(), m.end(), (), vague=True) for m in pattern.finditer(text))
        yield from in_place(parts, text)
    yield from in_place(_each(_DAY_AND_MONTH, text, _day_and_month), text)


def _each(pattern: re.Pattern[str], text: str, read: _Reader) -> Iterator[Mention]:
    for match in pattern.finditer(text):
        if readings := read(match):
            yield Mention(match.start(), match.end(), readings)


def _numeric(match: re.Match[str]) -> tuple[Written, ...]:
    first, middle, last = match["a"], match["b"], match["c"]
    if len(first) == 4 and len(last) <= 2:
        return tuple(Written(year, int(middle), int(last)) for year in _years(first))
    if len(first) > 2 or len(last) < 2:
        return ()
    return tuple(_in_order(year, int(first), int(middle), last) for year in _years(last))


def _named(match: re.Match[str]) -> tuple[Written, ...]:
    month = month_number(match["name"])
    return _with_year(match, month) if month else ()


def _numbered(match: re.Match[str]) -> tuple[Written, ...]:
    # "5 เดือน 3" alone may go on as "3 วัน"; "วันที่" or a year makes it a date.
    if not (match["told"] or match["year"]):
        return ()
    return _with_year(match, int(match["month"]))


def _misspelt(match: re.Match[str]) -> tuple[Written, ...]:
    word = _PARTICLES.sub("", match["name"].replace(".", ""))
    month = misspelt_month(word, allow_short=match["year"] is not None)
    return _with_year(match, month) if month else ()


def _day_and_month(match: re.Match[str]) -> tuple[Written, ...]:
    return (Written(None, int(match["month"]), int(match["day"])),)


def _compact(match: re.Match[str]) -> tuple[Written, ...]:
    digits = match[0]
    readings = [
        Written(year, int(digits[days : days + months]), int(digits[:days]))
        for days, months in _COMPACT_CUTS[len(digits)]
        for year in _years(digits[days + months :])
    ]
    if len(digits) == 8:
        year_first = _years(digits[:4])
        readings += [Written(year, int(digits[4:6]), int(digits[6:])) for year in year_first]
    return tuple(reading for reading in readings if _could_be_meant(reading))


def _could_be_meant(reading: Written) -> bool:
    """Keeps telephone numbers and codes from being told off as impossible dates."""
    year = reading.year or _NO_YEAR
    return (
        _FIRST_COMPACT_YEAR <= year <= _LAST_COMPACT_YEAR
        and 1 <= reading.month <= 12
        and 1 <= reading.day <= 31
    )


def _in_order(year: int, first: int, second: int, typed_year: str) -> Written:
    """Day first, the Thai order, unless only the American one is possible.

    Nobody writes a Buddhist year in the American order: there, month 13 is a slip.
    """
    in_common_era = int(typed_year) in (year, year - 2000)
    if second > 12 >= first and in_common_era:
        return Written(year, first, second)
    return Written(year, second, first)


def _with_year(match: re.Match[str], month: int) -> tuple[Written, ...]:
    day = int(match["day"])
    if match["year"] is None:
        return (Written(None, month, day),)
    buddhist = bool(match["be"] or match["be_after"])
    years = _years(match["year"], buddhist=buddhist, common=bool(match["ce"]))
    return tuple(Written(year, month, day) for year in years)


def _years(digits: str, *, buddhist: bool = False, common: bool = False) -> tuple[int, ...]:
    """The common-era years that the digits may stand for; the era is told only by its words."""
    year = int(digits)
    if len(digits) == 4:
        return (year - BUDDHIST_ERA if year > _FIRST_BUDDHIST_YEAR else year,)
    if len(digits) != 2:
        return (_NO_YEAR,)
    in_buddhist, in_common = 2500 + year - BUDDHIST_ERA, 2000 + year
    if buddhist or common:
        return (in_buddhist if buddhist else in_common,)
    return (in_buddhist, in_common)
