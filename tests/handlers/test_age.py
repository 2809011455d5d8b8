"""How old is the child? Typed in any way, picked, or chosen; born early or not."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.thai import spoken_age
from models import Child
from tests.support.chat import Chat
from tests.support.parent import said, thai, today
from tests.support.talk import months_ago
from tests.support.town import Town

pytestmark = pytest.mark.asyncio(loop_scope="module")

_SAME = {  # what is typed, and the months that it means
    "8 เดือน": 8, "8เดือนค่ะ": 8, "แปดเดือน": 8, "๘ เดือน": 8, "8": 8, "อายุ 8 เดือนครึ่ง": 8,
    "1 ขวบ 3 เดือน": 15, "ขวบสามเดือน": 15, "1ปี3เดือน": 15, "15": 15, "15 months": 15,
    "ขวบครึ่ง": 18, "1.5": 18, "ปีครึ่งค่ะ": 18, "18 ด.": 18, "แรกเกิด": 0, "เพิ่งคลอด": 0,
    "6 สัปดาห์": 1, "45 วัน": 1, "เกือบ 2 ขวบ": 23, "สองขวบ": 24, "2 ปีกว่า": 24, "3 ขวบ": 36,
}  # fmt: skip
_FIRST_OF_BAND = {8: 7, 15: 13, 18: 18, 0: 0, 1: 1, 23: 19, 24: 19, 36: 31}


@pytest.mark.parametrize(("text", "months"), _SAME.items())
async def test_an_age_is_read_however_it_is_typed(mother: Chat, text: str, months: int) -> None:
    await mother.says("เช็กลูก")
    mother.heard("ลูกหลานอายุเท่าไรคะ", "ไม่ต้องบอกชื่อ และยังไม่บันทึกอะไรค่ะ")
    await mother.says(text)
    if months < 24:
        mother.heard("คลอดก่อนกำหนดไหมคะ")
        await mother.presses("ครบกำหนด")
    mother.heard(f"เช็กช่วง {spoken_age(_FIRST_OF_BAND[months], 'th')}", "ข้อ 1 จาก")


@pytest.mark.parametrize(
    "written", ["{thai}", "{d}/{m}/{yy}", "{d}/{m}/{be}", "{iso}", "เกิด {thai} ค่ะ"]
)
async def test_a_birth_date_can_be_typed(mother: Chat, written: str) -> None:
    born = months_ago(30, today(mother))
    year = born.year + 543
    await mother.says("เช็กลูก")
    await mother.says(
        written.format(
            thai=thai(born), d=born.day, m=born.month, be=year, yy=year % 100, iso=born.isoformat()
        )
    )
    mother.heard("เช็กช่วง 2 ปี 6 เดือน", "มี 9 ข้อ", "ข้อ 1 จาก 9")


async def test_a_birth_date_can_be_picked(mother: Chat) -> None:
    await mother.says("เช็กลูก")
    await mother.picks("เลือกวันเกิด", months_ago(42, today(mother)).isoformat())
    mother.heard("เช็กช่วง 3 ปี 6 เดือน", "มี 11 ข้อ ราว 5 นาที")


async def test_the_calendar_shows_no_day_that_cannot_be(mother: Chat) -> None:
    await mother.says("เช็กลูก")
    picker = mother.button("เลือกวันเกิด").action
    assert picker["max"] == today(mother).isoformat()
    assert date.fromisoformat(picker["min"]) < months_ago(78, today(mother))


async def test_every_age_can_be_chosen_from_a_list(mother: Chat) -> None:
    await mother.says("เช็กลูก")
    await mother.presses("เลือกอายุจากรายการ")
    assert len(mother.buttons()) == 23
    await mother.presses("5 ปี")
    mother.heard("เช็กช่วง 5 ปี มี", "ข้อ 1 จาก 8")


async def test_a_small_number_may_be_months_or_years(mother: Chat) -> None:
    await mother.says("เช็กลูก")
    await mother.says("2")
    mother.heard("อันไหนคะ", "2 เดือน", "2 ปี")
    await mother.presses("2 ปี")
    mother.heard("ข้อ 1 จาก 5")


async def test_who_is_asked_which_may_type_again(mother: Chat) -> None:
    await mother.says("เช็กลูก")
    await mother.says("3")
    await mother.says("3 ขวบ")
    mother.heard("เช็กช่วง 2 ปี 7 เดือน")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("31/2/2568", "วันที่นี้ไม่มีในปฏิทินค่ะ"),
        ("30 ก.พ. 68", "วันที่นี้ไม่มีในปฏิทินค่ะ"),
        ("{tomorrow}", "วันที่นี้ยังมาไม่ถึงค่ะ"),
        ("1 ม.ค. 2550", "รายการเช็กนี้ใช้ได้ถึง 6 ปี 6 เดือนค่ะ"),
        ("ไม่แน่ใจเลย", "ยังอ่านอายุไม่ออกค่ะ"),
    ],
)
async def test_a_date_that_cannot_be_is_asked_again_kindly(
    mother: Chat, text: str, told: str
) -> None:
    await mother.says("เช็กลูก")
    await mother.says(text.format(tomorrow=thai(today(mother) + timedelta(days=9))))
    mother.heard("ขอถามอายุอีกครั้งนะคะ", told)
    await mother.says("3 ขวบ")
    mother.heard("ข้อ 1 จาก 5")


async def test_a_child_born_early_gets_the_younger_items(mother: Chat) -> None:
    await mother.says("เช็กลูก")
    await mother.says("9 เดือน")
    await mother.presses("ก่อนกำหนด")
    mother.heard("คลอดตอนท้องกี่สัปดาห์คะ", "สมุดสีชมพู")
    await mother.presses("32")
    mother.heard("เช็กช่วง 7 เดือน", "นับอายุตามวันที่ควรคลอดให้แล้ว")


async def test_a_birth_date_is_corrected_to_the_day(mother: Chat) -> None:
    born = months_ago(9, today(mother))
    await mother.says("เช็กลูก")
    await mother.says(thai(born))
    await mother.presses("ก่อนกำหนด")
    await mother.presses("36")
    mother.heard("เช็กช่วง 7 เดือน")


async def test_at_two_years_nothing_is_corrected(mother: Chat) -> None:
    await mother.says("เช็กลูก")
    await mother.says("24 เดือน")
    assert "คลอดก่อนกำหนด" not in said(mother)
    mother.heard("เช็กช่วง 1 ปี 7 เดือน – 2 ปี")


async def test_who_is_not_sure_about_the_weeks_goes_on_with_the_real_age(mother: Chat) -> None:
    await mother.says("เช็กลูก")
    await mother.says("9 เดือน")
    await mother.presses("ก่อนกำหนด")
    await mother.presses("ไม่แน่ใจ ใช้อายุจริงไปก่อน")
    mother.heard("เช็กช่วง 9 เดือน มี 8 ข้อ")


async def test_a_child_not_due_yet_needs_no_check(mother: Chat) -> None:
    await mother.says("เช็กลูก")
    await mother.says("1 เดือน")
    await mother.presses("ก่อนกำหนด")
    await mother.presses("28")
    mother.heard("ตอนนี้ยังไม่ต้องเช็กค่ะ", "ไปตามนัดหมอทุกครั้งนะคะ")
    await mother.presses("ดูรายการช่วงแรกเกิดไว้ก่อน")
    mother.heard("เช็กช่วง แรกเกิด", "ข้อ 1 จาก 5")


@pytest.mark.parametrize("text", ["7 ขวบ", "10 ขวบ", "80 เดือน"])
async def test_a_child_beyond_the_checklist_is_told_whom_to_ask(mother: Chat, text: str) -> None:
    await mother.says("เช็กลูก")
    await mother.says(text)
    mother.heard("โตเกินรายการเช็กนี้แล้วค่ะ", "ครูประจำชั้นหรือ รพ.สต.")


async def test_an_age_told_with_the_wish_is_not_asked_again(mother: Chat) -> None:
    await mother.says("อยากเช็กพัฒนาการลูก 3 ขวบ 8 เดือนค่ะ")
    mother.heard("เช็กช่วง 3 ปี 7 เดือน")


async def test_typing_where_a_button_is_asked_for_is_no_dead_end(mother: Chat) -> None:
    await mother.says("เช็กลูก")
    await mother.says("9 เดือน")
    await mother.says("คลอดครบค่ะ")
    mother.heard("กดปุ่มใต้คำถาม")
    await mother.says("10 เดือน")
    mother.heard("คลอดก่อนกำหนดไหมคะ")


async def test_no_age_is_stored(village: Town) -> None:
    assert await village.count(Child) == 0
