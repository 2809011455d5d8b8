"""A date as it stands in a text, before anybody has judged whether it can be meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Written:
    """One reading of what was typed; the calendar need not have it. `year` None: not typed."""

    year: int | None
    month: int
    day: int


@dataclass(frozen=True, slots=True)
class Mention:
    """A date between the characters `start` and `end`, with its possible readings.

    A vague mention ("เดือนที่แล้ว") names no one day, whatever its readings.
    """

    start: int
    end: int
    readings: tuple[Written, ...]
    vague: bool = False


_AROUND = (
    "(?: |วันที่|วันเกิด|เกิด|คลอด|ลูก|หลาน|น้อง|เมื่อ|ตอน|คือ|[:.!~]"
    "|ค่ะ|คะ|ค่า|ครับ|คับ|จ้า|จ้ะ|นะ|เด้อ|ฮะ|แล้ว|เอง)*"
)
_ALONE = re.compile(_AROUND)
_BIRTH_BEFORE = re.compile(
    "(?:(?<!แรก)(?:เกิด|คลอด)|born|birth ?day|birth|dob)"
    "(?:ลูก|น้อง|หลาน|วันที่|วัน|เดือน|ปี|มา|แล้ว|ไป|ได้|ตอน|เมื่อ|คือ|(?<=birth)date|of|day|on|is|[:=. ])*$"
)
_BIRTH_AFTER = re.compile(" ?(?:เพิ่ง|พึ่ง)?คลอด")
_LEFT_WINDOW = 32


def written(day: date) -> Written:
    """A day of the calendar as a reading."""
    return Written(day.year, day.month, day.day)


def tells_of_birth(text: str, mention: Mention) -> bool:
    """Whether a word for birth, not for a due date, goes with the date."""
    left = text[max(0, mention.start - _LEFT_WINDOW) : mention.start]
    return _BIRTH_BEFORE.search(left) is not None and "กำหนด" not in left


def in_place(mentions: Iterable[Mention], text: str) -> Iterator[Mention]:
    """Only mentions that go with a word for birth, or are all that the message says.

    Bare digits, "12/3" and "วันนี้" serve many other ends.
    """
    for mention in mentions:
        if (
            tells_of_birth(text, mention)
            or _BIRTH_AFTER.match(text, mention.end)
            or _is_alone(text, mention)
        ):
            yield mention


def _is_alone(text: str, mention: Mention) -> bool:
    before = _ALONE.fullmatch(text, 0, mention.start)
    return before is not None and _ALONE.fullmatch(text, mention.end) is not None
