"""Lengths of time in a text ("2 ขวบ 3 เดือน", "6 wks"): where they stand, how long they are.

Whether one is a child's age, a pregnancy or a wait is not judged here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Final

from bot.thai.numbers import HALF, NUMBER, THAI_NUMBER, value_of

DAYS_PER_MONTH: Final = 30.4375


class Unit(IntEnum):
    """The units of time, the longer the greater; ขวบ is a year of a small child's age."""

    DAY = 1
    WEEK = 2
    MONTH = 3
    YEAR = 4
    KHUAP = 5


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time between the characters `start` and `end` of a folded text.

    `days` counts the part that was given in weeks and days. `unit` is the longest unit named.
    `bare` says that the number was left out ("ขวบครึ่ง"), `old` that "old" follows.
    """

    start: int
    end: int
    unit: Unit
    last_unit: Unit
    months: float
    days: float = 0.0
    bare: bool = False
    old: bool = False
    abbreviated: bool = False


_UNITS: Final = (
    # The lookaheads keep out "2 วันนี้", "เดือนที่ 3", "2 ปีก" (wings) and the first letter of
    # another word.
    r"(?P<khuap>ขวบ(?:ปี)?)"
    r"|(?P<year>ปี(?!ก(?![วั่็])|ศาจ)|ป\.?(?= ?\d+ ?ด(?:\.|(?![ก-๎])))"
    r"|(?:years?|yrs?|y\.?/?o|y)(?![a-z/])\.?)"
    r"|(?P<month>เดือน(?! ?ที่ ?\d)|ด\.|(?<=[\d ])ด(?![ก-๎])|(?:months?|mths?|mos?|m)(?![a-z/])\.?)"
    r"|(?P<week>สัปดาห์|อาทิตย์|(?:weeks?|wks?|w)(?![a-z/])\.?)"
    r"|(?P<day>วัน(?!นี้|ที่|เกิด|หยุด|จันทร์|อังคาร|พุธ|พฤหัส|ศุกร์|เสาร์|อาทิตย์)"
    r"|(?:days?|d)(?![a-z/]))"
)
_LENGTH = re.compile(
    rf"(?:(?P<number>{NUMBER}|ครึ่ง|half an?(?= )|(?<![a-z])an?(?= ))(?: ?(?P<middle>{HALF}))?"
    rf"[ -]{{0,2}}(?:{_UNITS})|(?P<bare>ขวบ|ปี|เดือน)(?:(?<=ขวบ)ปี)?)"
    rf"(?: ?(?:(?P<half>{HALF})|(?P<about>กว่า(?!จะ)|ปาย|ปล๋?าย|เศษ|เดียว|หนึ่ง|นึง|นึ่ง)))?"
    r"(?: ?ๆ)?(?P<old>[ -]?olds?(?![a-z]))?"
)
_JOIN = re.compile(r" ?(?:กับ(?:อีก)?|กะ|และ|,|\+|&|and)? ?")
# "2 ขวบ 3" at the very end of a message leaves the word for months to the reader.
_MONTHS_LEFT_OUT = re.compile(rf" ?(\d{{1,2}}|{THAI_NUMBER})$")
_DECIMAL = re.compile(r"(\d+)\.(\d+)")
_MONTHS_IN_A_YEAR: Final = 12
_DAYS_PER_UNIT: Final = {Unit.DAY: 1, Unit.WEEK: 7}


def find_spans(folded: str) -> list[Span]:
    """All lengths of time in a folded text, from left to right; parts that belong are joined."""
    spans: list[Span] = []
    for match in _LENGTH.finditer(folded):
        part = _part(match)
        if part is None:
            continue
        if spans and _belongs(spans[-1], part, folded):
            spans[-1] = _joined(spans[-1], part)
        else:
            spans.append(part)
    if spans:
        spans[-1] = _with_months_left_out(spans[-1], folded)
    return spans


def _part(match: re.Match[str]) -> Span | None:
    unit = _unit(match)
    amount = 1.0 if match["bare"] else _amount(match["number"])
    if amount is None:
        return None
    if match["bare"] in ("ปี", "เดือน") and not (match["half"] or match["about"]):
        return None  # only the word for the unit
    amount += 0.5 if match["half"] or match["middle"] else 0.0
    in_days = _DAYS_PER_UNIT.get(unit)
    return Span(
        start=match.start(),
        end=match.end(),
        unit=unit,
        last_unit=unit,
        months=0.0 if in_days else _months(amount, unit, match["number"]),
        days=amount * in_days if in_days else 0.0,
        bare=match["bare"] is not None,
        old=match["old"] is not None,
        abbreviated=not match["bare"] and match[unit.name.lower()] in _ONE_LETTER,
    )


_ONE_LETTER: Final = ("y", "m", "w", "d")


def _unit(match: re.Match[str]) -> Unit:
    if match["bare"]:
        return {"ขวบ": Unit.KHUAP, "ปี": Unit.YEAR, "เดือน": Unit.MONTH}[match["bare"]]
    return next(unit for unit in Unit if match[unit.name.lower()])


def _amount(number: str) -> float | None:
    if number == "ครึ่ง" or number.startswith("half"):
        return 0.5
    return 1.0 if number in ("a", "an") else value_of(number)


def _months(amount: float, unit: Unit, number: str | None) -> float:
    if unit is Unit.MONTH:
        return amount
    decimal = _DECIMAL.fullmatch(number or "")
    if decimal and unit in (Unit.KHUAP, Unit.YEAR):
        return int(decimal[1]) * _MONTHS_IN_A_YEAR + _months_after_the_point(decimal[2])
    return amount * _MONTHS_IN_A_YEAR


def _months_after_the_point(digits: str) -> float:
    """ "1.6 ขวบ" is typed for a year and six months, "1.5 ขวบ" for a year and a half.

    Read as a fraction the former would be at most a month more, so the smaller reading is safe.
    """
    if digits == "5" or digits not in (*"012346789", "10", "11"):
        return float("0." + digits) * _MONTHS_IN_A_YEAR
    return int(digits)


def _belongs(before: Span, part: Span, text: str) -> bool:
    """Whether `part` goes on where `before` ended, in a smaller unit: years, months, days."""
    if part.bare or part.unit >= min(before.last_unit, Unit.YEAR):
        return False
    # "2 ขวบครึ่ง 3 เดือน" and "1 ปี 13 เดือน" are two statements.
    odd = before.months % _MONTHS_IN_A_YEAR or part.months >= _MONTHS_IN_A_YEAR
    if before.unit >= Unit.YEAR and part.unit is Unit.MONTH and odd:
        return False
    return _JOIN.fullmatch(text, before.end, part.start) is not None


def _joined(before: Span, part: Span) -> Span:
    return replace(
        before,
        end=part.end,
        last_unit=part.unit,
        months=before.months + part.months,
        days=before.days + part.days,
        old=part.old,
        abbreviated=before.abbreviated and part.abbreviated,
    )


def _with_months_left_out(span: Span, text: str) -> Span:
    match = _MONTHS_LEFT_OUT.match(text, span.end)
    months = value_of(match[1]) if match else None
    whole_years = span.last_unit is Unit.KHUAP and span.months % _MONTHS_IN_A_YEAR == 0
    if match is None or months is None or not whole_years or months >= _MONTHS_IN_A_YEAR:
        return span
    return replace(span, end=match.end(), last_unit=Unit.MONTH, months=span.months + months)
