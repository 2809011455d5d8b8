"""A child's age in a message, as people in Thailand type it, in completed months."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from bot.thai.age_context import (
    Certainty,
    Surroundings,
    certainty,
    is_entering,
    is_near,
    is_still_to_go,
    lower_of_range,
)
from bot.thai.normalise import fold
from bot.thai.numbers import HALF, NUMBER, value_of
from bot.thai.spans import DAYS_PER_MONTH, Span, Unit, find_spans

OLDEST_CHILD_MONTHS: Final = 144
# A bare number up to this may be years or months; from the next to the last it is months.
LAST_AMBIGUOUS: Final = 6
LAST_BARE_MONTHS: Final = 78

_MONTHS_PER: Final = {Unit.KHUAP: 12, Unit.YEAR: 12, Unit.MONTH: 1}


@dataclass(frozen=True, slots=True)
class Age:
    """A child's age in completed `months`; `days` (in all) if it was given in days or weeks."""

    months: int
    days: int | None = None


_NEWBORN = re.compile(
    "แรกเกิ[ดต]|แรกคลอด|(?:เพิ่ง|พึ่ง)(?:จะ)?(?:คลอด|เกิด)|(?:คลอด|เกิด)ใหม่|(?:คลอด|เกิด)(?:เมื่อ(?:วาน|เช้า|คืน|กี้)|วันนี้)"
    "|(?<![a-z])(?:new ?born|just born)(?![a-z])"
)
# The grant and the birth weight are named after the newborn, and "since birth" is a memory.
_NOT_NEWBORN_BEFORE = re.compile(
    "(?:เงิน|อุดหนุน|สิทธิ|โครงการ|ลงทะเบียน|สวัสดิการ|บัตร|หนัก|ตั้งแต่|ตอน|เมื่อ|หลัง|ยังไม่|since|grant|allowance)"
    ".{0,24}$"
)
_NOT_NEWBORN_AFTER = re.compile(
    r".{0,20}?(?:เงิน|บาท|600|ลงทะเบียน|สิทธิ|(?:เดือน|ปี|อาทิตย์|สัปดาห์)(?:ที่แล้ว|ก่อน)|grant|allowance|subsidy|screening)"
    r"| ?(?:-|–|—|~|ถึง|จนถึง|to) ?\d"
)
_BARE = re.compile(
    r"(?:ประมาณ|ราวๆ?|อายุ|ก็|น้อง|ลูก|หลาน|ได้|ครบ|เพิ่ง|about| |:)*"
    rf"(?P<number>{NUMBER})(?: ?(?P<half>{HALF}))?"
    r"(?: |\.|!|กว่า|ๆ|ค่ะ|คะ|ค่า|ครับ|คับ|คร้าบ|ฮะ|จ้า|จ้ะ|จ๊ะ|นะ|เด้อ|เจ้า|พอดี|แล้ว|เอง|เลย|ละ|ล่ะ)*"
)


def parse_age(text: str) -> Age | None:
    """The age of the child that the message is about, or None if it states none.

    Understood are ages up to 12 years (the caller says what is covered), anywhere in the text.
    "ใกล้ 2 ขวบ" is 23 months, "ย่าง 2 ขวบ" (in the second year) the least that it can be, 12;
    "2-3 ขวบ" is 24, a wider range none. Pregnancies, waits, thresholds and memories are no
    ages. Of several ages the one said to be "now" counts; else different ones give None.
    """
    folded = fold(text)
    spans = find_spans(folded)
    surroundings = [_surroundings(spans, i, folded) for i in range(len(spans))]
    found: dict[Certainty, set[Age]] = {}
    for i, near in enumerate(surroundings):
        sure = certainty(near)
        age = _age(near, surroundings[i - 1] if i else None) if sure else None
        if age is not None:
            found.setdefault(sure, set()).add(age)
    if found:
        ages = found[max(found)]
        return ages.pop() if len({age.months for age in ages}) == 1 else None
    return Age(0) if _is_newborn(folded) else None


def parse_bare_age(text: str) -> Age | None:
    """The age in a bare number, for an answer to our own question; 7 to 78 are months.

    Smaller numbers may be years or months (`ambiguous_age`) and give None, but for those with
    a half: "1.5" and "สองครึ่ง" are years.
    """
    number = _bare_number(text)
    if number is None:
        return None
    value, is_fraction = number
    if is_fraction and 1 <= value <= LAST_AMBIGUOUS + 0.5:
        return Age(int(value * 12))
    if LAST_AMBIGUOUS < value <= LAST_BARE_MONTHS and not is_fraction:
        return Age(int(value))
    return None


def ambiguous_age(text: str) -> tuple[Age, Age] | None:
    """Both readings of a bare number from 1 to 6, months first: "2" is 2 or 24 months."""
    number = _bare_number(text)
    if number is None or number[1] or not 1 <= number[0] <= LAST_AMBIGUOUS:
        return None
    return Age(int(number[0])), Age(int(number[0]) * 12)


def _bare_number(text: str) -> tuple[float, bool] | None:
    match = _BARE.fullmatch(fold(text))
    value = value_of(match["number"]) if match else None
    if match is None or value is None:
        return None
    value += 0.5 if match["half"] else 0.0
    return value, not value.is_integer()


def _surroundings(spans: list[Span], index: int, folded: str) -> Surroundings:
    span = spans[index]
    start = spans[index - 1].end if index else 0
    return Surroundings(span, folded[start : span.start], folded[span.end :], folded)


def _age(near: Surroundings, before: Surroundings | None) -> Age | None:
    months = _months(near, before)
    if months is None or not 0 <= months <= OLDEST_CHILD_MONTHS:
        return None
    only_days = near.span.unit <= Unit.WEEK
    return Age(int(months), int(near.span.days) if only_days else None)


def _months(near: Surroundings, before: Surroundings | None) -> float | None:
    span = near.span
    months = span.months + span.days / DAYS_PER_MONTH
    unit_months = _MONTHS_PER.get(span.unit)
    if unit_months is None:
        return months
    low = lower_of_range(near)
    if low is not None and not span.bare:
        width = months / unit_months - low
        return low * unit_months if 0 < width <= 1 else None
    if before is not None and is_still_to_go(near, before):
        return months - before.span.months - before.span.days / DAYS_PER_MONTH
    if is_near(near):
        return months - 1
    if is_entering(near):
        return months - unit_months if months > unit_months else None
    return months


def _is_newborn(folded: str) -> bool:
    return any(
        not _NOT_NEWBORN_BEFORE.search(folded, 0, match.start())
        and not _NOT_NEWBORN_AFTER.match(folded, match.end())
        for match in _NEWBORN.finditer(folded)
    )
