"""What the words around a length of time make of it: an age, a wait, a pregnancy, a threshold."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

from bot.thai.age_words import DURATIONS, REFERENCES
from bot.thai.numbers import NUMBER, value_of
from bot.thai.spans import Span, Unit


class Certainty(IntEnum):
    """How surely a length of time is the age of the child that the message is about."""

    NONE = 0
    LIKELY = 1
    STATED = 2
    STATED_AS_NOW = 3


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A span, the text since the span before it, the text after it, and the whole text."""

    span: Span
    left: str
    right: str
    text: str


_FILLER = (
    " |:|,|ได้|แล้ว|ประมาณ|ราว|สัก|ซัก|แค่|เพียง|เพิ่ง|พึ่ง|ก็|ครบ|ตั้ง|ๆ"
    "|(?<![a-z])(?:about|around|just|only|almost exactly)(?![a-z])"
)
_FILLERS = re.compile(f"(?:{_FILLER})+$")
_CHILD = (
    "ลูก|หลาน|น้อง|เด็ก|ทารก|เบบี๋|บุตร|หนู|เจ้าตัว"
    "|(?<![a-z])(?:baby|babies|infant|son|daughter|kid|child|toddler|boy|girl|grandson|granddaughter)"
)
_CHILD_NAMED = re.compile(
    f"{_CHILD}|อายุ|วัย|คน(?:โต|กลาง|เล็ก|แรก|พี่|ที่|สุดท้อง)|(?<![a-z])aged?(?![a-z])"
)
_SUBJECT = re.compile(
    f"(?:{_FILLER}|(?:{_CHILD})(?:สาว|ชาย|น้อย|แฝด|คนโต|คนเล็ก|คนแรก)?|เขา|เค้า|อายุ|วัย|ผม|ของ|ฉัน"
    "|(?<![a-z])(?:my|our|he|she|is|it|has|age|aged|the|old|'s|s)(?![a-z]))+$"
)
_PARTICLES = re.compile(
    r"(?: |\.|!|,|~|ค่ะ|คะ|ค่า|คร้าบ|ครับ|คับ|คัฟ|ฮะ|จ้า|จ้ะ|จ๊ะ|จะ|นะ|เด้อ|เจ้า|พอดี|แล้ว|เอง|เลย|ละ|ล่ะ|อ่ะ|จ๋า"
    r"|ๆ|ผม|[^\w\s])*"
)
_NOW = re.compile("ตอนนี้|ปัจจุบัน|เดี๋ยวนี้|(?<![a-z])now(?![a-z])")

_BORN = re.compile(
    "(?:^|[ ๆ]|เพิ่ง|พึ่ง|แม่|เรา|หนู|ลูก|น้อง|เธอ|เมีย)(?:คลอด|เกิด)(?:ลูก|น้อง|หลาน|บุตร|เขา)?(?:ออก)?(?:มา)?"
    "(?:ได้|แล้ว| )*$"
)
_NEAR = re.compile(
    "(?:ใกล้|เกือบ|จวน|แทบ|อีกนิด(?:เดียว)?|(?<!น่า)(?<!คง)(?<!อาจ)จะ"
    "|เดือนหน้า|(?:อาทิตย์|สัปดาห์)หน้า|พรุ่งนี้|มะรืน|(?:สิ้น|ปลาย)เดือน(?:นี้)?"
    "|(?<![a-z])(?:almost|nearly|turning|close to|going on|about to be|soon))"
    "(?:ๆ|จะ|ก็|ครบ|เต็ม|ถึง|เข้า|ได้| )*$"
)
_ENTERING = re.compile("(?:ย่าง|เข้า|ขึ้น|ย่างเข้า)(?:สู่|วัย|อายุ| )*$")
_STILL_TO_GO = re.compile("(?: |ก็|จะ|ถึง|ถึงจะ|ครบ|เต็ม|ได้|อายุ)*")

_PREGNANCY = (
    "(?<!ปวด)(?<!เจ็บ)(?<!แน่น)(?<!จุก)(?<!สุด)ท้อง"
    "(?!เสีย|ผูก|อืด|ร่วง|เดิน|เฟ้อ|ไส้|โต|ป่อง|แข็ง|บวม|ว่าง|ถิ่น|ฟ้า|นา)"
    "|ครรภ์|ใกล้คลอด|ประจำเดือน|pregnan|gestation|expecting|(?<![a-z])ga(?![a-z])"
)
_PREGNANT_BEFORE = re.compile(
    f"(?:{_PREGNANCY})(?:ลูก|น้อง)?(?:(?!{_CHILD}|อายุ(?!ครรภ์)|คนโต|คนพี่).)*$"
)
_NOT_AN_AGE_AFTER = re.compile(
    r" ?(?:ที่แล้ว|ที่ผ่าน|มาแล้ว|มานี้|ข้างหน้า|ถัดไป|ให้หลัง|แรก(?!เกิด)|สุดท้าย|ครั้ง|ต่อครั้ง|กว่าจะ|ขึ้นไป|ลงมา|เป็นต้นไป"
    r"|(?:จะ|ก็|ถึง|ถึงจะ|ก็จะ)คลอด|ก่อนกำหนด|(?:-|–|—|~|ถึง|to) ?\d|\d+ ?ปี|ต่อ(?:ปี|เดือน|วัน)"
    r"|ago(?![a-z])|later|before|pregnan|along|of gestation|from now|to go|per(?![a-z])"
    r"|(?:of |' ?)?(?:paid |maternity |parental )*leave)|คลอด|แรก"
)
_THEN_AFTER = re.compile("ก่อน(?!นอน|กิน|อาบ|ฉีด|ให้|ไป)| ?(?:หน้า(?!ตา|แดง|ซีด|บวม)|หลังคลอด|หลังจาก)")
_SYMPTOM_AFTER = re.compile(" ?(?:แล้ว)?(?:ที่)?ไม่(?:ถ่าย|อึ|ขี้|ลด|หาย|กิน)")
# Talk of money and work: there a length of time that no child word introduces is not an age.
_ADULT_MATTERS = re.compile(
    "เงิน|บาท|ค่า(?:เทอม|จ้าง|แรง|เช่า|ห้อง|ใช้จ่าย)|สิทธิ|ประกัน|นายจ้าง|โรงงาน|บริษัท|ลาออก|ลาคลอด|สัญญา|สามี|แฟน|ผัว|เมีย|ทำงาน|ออกจากงาน"
    "|ตกงาน|ว่างงาน|leave|salary|employer|contract|benefit|husband|wife"
)
_RANGE_BEFORE = re.compile(
    rf"(?P<low>{NUMBER}) ?(?P<dash>-|–|—|~|ถึง|หรือ|กับ|และ|,|/|\.|(?<![a-z])(?:to|or|and)(?![a-z]))?"
    " ?$"
)
# "กินนมแม่ให้ครบ 6 เดือน", "แรกเกิด-6 ปี"
_AIM_BEFORE = re.compile("ให้(?:ครบ|ได้|ถึง) ?$|แรกเกิด ?(?:-|–|—|~|ถึง|จนถึง) ?$")
_ADJACENT_DIGIT = re.compile(r"[\d/.:]$")


def certainty(near: Surroundings) -> Certainty:
    """Judge one span by the words beside it."""
    if _is_something_else(near):
        return Certainty.NONE
    if _NOW.search(near.left):
        return Certainty.STATED_AS_NOW
    span = near.span
    alone = is_alone(near)
    beside_child = _is_beside_child(near)
    if span.unit <= Unit.WEEK or (span.bare and span.unit is not Unit.KHUAP):
        # Days and weeks mostly say how long something lasts; so does "เดือนกว่า".
        sure = alone or span.old or beside_child
        return Certainty.STATED if sure else Certainty.NONE
    if span.abbreviated and span.unit is span.last_unit and not (alone or beside_child):
        return Certainty.NONE  # "15 m" may be metres
    if span.unit is Unit.KHUAP or span.old or _CHILD_NAMED.search(near.left) or alone:
        return Certainty.STATED
    return Certainty.NONE if _ADULT_MATTERS.search(near.text) else Certainty.LIKELY


def is_alone(near: Surroundings) -> bool:
    """Whether the message says nothing but this length of time."""
    only = near.left == near.text[: near.span.start]
    return only and not _SUBJECT.sub("", near.left) and not _PARTICLES.sub("", near.right)


def is_near(near: Surroundings) -> bool:
    """Whether the age is not reached yet: ใกล้ 2 ขวบ, จะครบขวบ."""
    return _NEAR.search(near.left) is not None


def is_entering(near: Surroundings) -> bool:
    """Whether the year or month named has only begun: ย่าง 2 ขวบ."""
    return not is_near(near) and _ENTERING.search(near.left) is not None


def is_still_to_go(near: Surroundings, wait: Surroundings) -> bool:
    """Whether `wait` is the time until the age: "อีก 2 เดือนจะครบ 2 ขวบ"."""
    waiting = _FILLERS.sub("", wait.left).endswith("อีก")
    return waiting and _STILL_TO_GO.fullmatch(near.left) is not None


def lower_of_range(near: Surroundings) -> float | None:
    """The 2 of "2-3 ขวบ" or "สองสามขวบ"; None if no number goes before."""
    match = _RANGE_BEFORE.search(near.left)
    if match is None:
        return None
    # Without a sign between them only words run together: สองสาม, but not "คนที่สอง 3 ขวบ".
    together = match["dash"] is not None or match[0] == match["low"]
    digits_alone = match["dash"] is None and match["low"][0].isdigit()
    return value_of(match["low"]) if together and not digits_alone else None


def _is_something_else(near: Surroundings) -> bool:
    span, left, right = near.span, near.left, near.right
    if _NOT_AN_AGE_AFTER.match(right) or _AIM_BEFORE.search(left):
        return True
    if _is_month_before_year(near):
        return True
    in_range = lower_of_range(near) is not None
    if not (in_range or is_near(near)) and _ends_with(_SUBJECT.sub("", left), REFERENCES):
        return True
    if not (span.bare or in_range) and _ADJACENT_DIGIT.search(left):
        return True
    if span.unit is Unit.KHUAP:
        return False
    if _THEN_AFTER.match(right) or _PREGNANT_BEFORE.search(left):
        return True
    if span.unit <= Unit.WEEK and _SYMPTOM_AFTER.match(right):
        return True
    core = _FILLERS.sub("", left)
    if _BORN.search(core):
        return False
    return core.endswith("คลอด") or _ends_with(core, DURATIONS)


def _is_month_before_year(near: Surroundings) -> bool:
    """The "3 ปี" of "5 เดือน 3 ปี 64": day, month and year of a date."""
    return near.span.unit is Unit.YEAR and near.text[: near.span.start].rstrip().endswith("เดือน")


def _ends_with(text: str, endings: tuple[str, ...]) -> bool:
    return f" {text}".rstrip().endswith(endings)


def _is_beside_child(near: Surroundings) -> bool:
    core = _FILLERS.sub("", near.left)
    subject = _SUBJECT.search(near.left)
    named = subject is not None and _CHILD_NAMED.search(subject[0]) is not None
    return named or _BORN.search(core) is not None
