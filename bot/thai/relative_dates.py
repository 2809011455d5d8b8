"""Days told from today ("เมื่อวาน") and times that are no one day ("เดือนที่แล้ว")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from bot.thai.mentions import Mention, Written, in_place, written

_DAYS_AHEAD: Final = {"today": 0, "day_before": -2, "yesterday": -1, "tomorrow": 1, "after": 2}
_RELATIVE = re.compile(
    "(?P<today>วันนี้|เช้านี้|เมื่อเช้า(?:นี้)?|เมื่อกี้|ตะกี้|เมื่อสักครู่|เมื่อครู่"
    "|(?<![a-z])(?:today|this morning)(?![a-z]))"
    "|(?P<day_before>(?:เมื่อ)?วานซืน(?:นี้)?|(?:the )?day before yesterday)"
    "|(?P<yesterday>เมื่อวาน(?:นี้)?|(?<![a-z])yesterday(?![a-z]))"
    "|(?P<night>เมื่อคืน(?:นี้)?|last night)"
    "|(?P<tomorrow>พรุ่งนี้|tomorrow)|(?P<after>มะรืน(?:นี้)?)"
    r"|(?<!\d)(?P<ago>\d{1,2}) ?(?:วัน ?(?:ก่อน|ที่แล้ว)|days? ago)"
)
_OF_A_MONTH_NEAR = re.compile(r"วันที่ ?(?P<day>\d{1,2}) ?(?:ของ)?เดือน(?:(?P<this>นี้)|ที่แล้ว|ก่อน|ที่ผ่านมา)")
_MONTH_END = re.compile("(?:สิ้น|วันสุดท้ายของ)เดือน(?:ที่แล้ว|ก่อน)")
_PERIOD = "(?:เดือน|ปี|อาทิตย์|สัปดาห์)"
_VAGUE = re.compile(
    rf"(?:ต้น|กลาง|ปลาย|สิ้น)?{_PERIOD}(?:ที่แล้ว|ก่อน|ที่ผ่านมา|นี้)"
    rf"|(?<!\d)\d{{1,3}} ?(?:{_PERIOD}|months?|weeks?|years?) ?(?:ก่อน|ที่แล้ว|ago)"
    "|วัน(?:จันทร์|อังคาร|พุธ|พฤหัส(?:บดี)?|ศุกร์|เสาร์|อาทิตย์)(?:ที่แล้ว|ก่อน|ที่ผ่านมา|นี้)?"
    "|last (?:month|week|year|(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
)


def find_relative(text: str, today: date) -> Iterator[Mention]:
    """Mentions that only `today` makes into dates."""
    for match in _OF_A_MONTH_NEAR.finditer(text):
        month = today if match["this"] else _end_of_last_month(today)
        reading = Written(month.year, month.month, int(match["day"]))
        yield Mention(match.start(), match.end(), (reading,))
    yield from in_place(_days(text, today), text)
    yield from in_place(_periods(text, today), text)


def _days(text: str, today: date) -> Iterator[Mention]:
    for match in _RELATIVE.finditer(text):
        if match["night"]:
            ahead = [-1, 0]  # the night belongs to two days
        elif match["ago"]:
            ahead = [-int(match["ago"])]
        else:
            ahead = [_DAYS_AHEAD[match.lastgroup or ""]]
        days = tuple(written(today + timedelta(days=days)) for days in ahead)
        yield Mention(match.start(), match.end(), days)


def _periods(text: str, today: date) -> Iterator[Mention]:
    for match in _MONTH_END.finditer(text):
        last_day = written(_end_of_last_month(today))
        yield Mention(match.start(), match.end(), (last_day,), vague=True)
    for match in _VAGUE.finditer(text):
        yield Mention(match.start(), match.end(), (), vague=True)


def _end_of_last_month(today: date) -> date:
    return today.replace(day=1) - timedelta(days=1)
