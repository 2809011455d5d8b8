"""The remembered children: several, renamed, corrected, and forgotten."""

from __future__ import annotations

import pytest

from models import Answer, CaregiverLink, Check, Child, Consent
from tests.support.chat import Chat
from tests.support.parent import (
    answers,
    begins_check,
    has_remembered,
    presses_old,
    said,
    thai,
    today,
)
from tests.support.talk import months_ago
from tests.support.town import Town

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def _adds(chat: Chat, name: str, months: int) -> None:
    """Have a child remembered without a check."""
    await chat.says("ลูกของฉัน")
    await chat.presses("ให้จำเด็กเพิ่ม")
    await chat.presses("แม่")
    await chat.presses("ยินยอมทั้งข้อ 1 และ 2")
    await chat.says(name)
    await chat.says(thai(months_ago(months, today(chat))))


async def _kept_of(town: Town, chat: Chat) -> list[int]:
    """How many children, consents, checks and answers the town keeps of all people."""
    return [await town.count(table) for table in (Child, CaregiverLink, Consent, Check, Answer)]


async def test_two_children_are_told_apart(mother: Chat) -> None:
    await has_remembered(mother, 14, "มะลิ")
    await _adds(mother, "ต้นน้ำ", 44)
    mother.heard("จำไว้แล้วค่ะ", "ต้นน้ำ", "เก็บผลเช็กด้วย")
    await mother.says("เช็กพัฒนาการ")
    mother.heard("วันนี้เช็กให้ใครคะ", "มะลิ (1 ปี 2 เดือน)", "ต้นน้ำ (3 ปี 8 เดือน)", "เด็กคนอื่น")
    await mother.presses("ต้นน้ำ")
    mother.heard("เช็กช่วง 3 ปี 7 เดือน", "ข้อ 1 จาก")
    await mother.presses("ได้")
    await mother.says("เช็กพัฒนาการ")
    await mother.presses("มะลิ")
    mother.heard("ทำได้ครบทุกข้อ")


async def test_another_child_is_checked_as_a_guest(village: Town, mother: Chat) -> None:
    await has_remembered(mother, 14, "มะลิ")
    kept = await _kept_of(village, mother)
    await begins_check(mother, 26)
    await answers(mother, "ได้")
    mother.heard("ให้ต้นกล้าจำไว้ไหมคะ")
    assert await _kept_of(village, mother) == kept


async def test_a_child_is_renamed(mother: Chat) -> None:
    await has_remembered(mother, 14, "มะลิ")
    await mother.presses("ดูหน้าของลูก")
    await mother.presses("แก้ชื่อเล่น")
    await mother.says("น้ำหวาน")
    mother.heard("จำไว้แล้วค่ะ", "น้ำหวาน")
    await mother.presses("ดูหน้าของลูก")
    await mother.presses("แก้ชื่อเล่น")
    await mother.presses("ไม่ใส่ชื่อ")
    await mother.says("ลูกของฉัน")
    mother.heard("ลูก · 1 ปี 2 เดือน")
    assert "น้ำหวาน" not in said(mother)


async def test_a_birth_date_is_corrected_by_typing_or_picking(mother: Chat) -> None:
    await has_remembered(mother, 14, "มะลิ")
    await mother.presses("ดูหน้าของลูก")
    await mother.presses("แก้วันเกิด")
    mother.heard("มะลิเกิดวันไหนคะ")
    await mother.says("31/2/2568")
    mother.heard("วันที่นี้ไม่มีในปฏิทินค่ะ")
    await mother.says("ปี 67")
    mother.heard("พิมพ์ปีเต็มหน่อยนะคะ")
    await mother.picks("เลือกวันเกิด", months_ago(40, today(mother)).isoformat())
    mother.heard("จำไว้แล้วค่ะ", thai(months_ago(40, today(mother))))
    await mother.presses("ดูหน้าของลูก")
    mother.heard("อายุ 3 ปี 4 เดือน")


async def test_a_child_added_without_a_check_is_asked_about_an_early_birth(mother: Chat) -> None:
    await _adds(mother, "มะลิ", 9)
    mother.heard("คลอดก่อนกำหนดไหมคะ")
    await mother.presses("ก่อนกำหนด")
    await mother.presses("32")
    await mother.presses("ดูหน้าของลูก")
    mother.heard("คลอดก่อนกำหนดราว 8 สัปดาห์")
    await mother.presses("เช็กพัฒนาการ")
    mother.heard("เช็กช่วง 7 เดือน – 8 เดือน", "นับอายุตามวันที่ควรคลอดให้แล้ว")


async def test_an_early_birth_is_corrected(mother: Chat) -> None:
    await _adds(mother, "มะลิ", 9)
    await mother.presses("ครบกำหนด")
    await mother.presses("ดูหน้าของลูก")
    await mother.presses("คลอดก่อนกำหนด")
    await mother.presses("ก่อนกำหนด")
    await mother.presses("36")
    await mother.presses("ดูหน้าของลูก")
    mother.heard("คลอดก่อนกำหนดราว 4 สัปดาห์", "แก้เรื่องคลอดก่อนกำหนด")


async def test_the_last_round_can_be_seen_when_the_child_has_outgrown_it(
    village: Town, mother: Chat
) -> None:
    await has_remembered(mother, 14, "มะลิ", "ยังไม่ได้", "ได้")
    assert village.calendar is not None
    village.calendar.let_pass(days=70)
    await mother.presses("ดูหน้าของลูก")
    await mother.presses("ดูรอบล่าสุด")
    mother.heard("ช่วง 1 ปี 1 เดือน – 1 ปี 3 เดือน", "ยังต้องฝึก", "ถึงเวลาดูอีกครั้งแล้วค่ะ")
    await mother.presses("เช็กใหม่อีกครั้ง")
    mother.heard("เช็กช่วง 1 ปี 4 เดือน")


async def test_begun_anew_twice_is_one_round(village: Town, mother: Chat) -> None:
    await has_remembered(mother, 14, "มะลิ")
    await mother.presses("ดูหน้าของลูก")
    await mother.presses("เช็กพัฒนาการ")
    anew = mother.button("เช็กใหม่อีกครั้ง").action["data"]
    rounds = await village.count(Check)
    await presses_old(mother, anew)
    await presses_old(mother, anew)
    mother.heard("ข้อ 1 จาก 5")
    assert await village.count(Check) == rounds + 1


async def test_consent_to_checks_is_withdrawn_and_given_again(village: Town, mother: Chat) -> None:
    checks = [await village.count(table) for table in (Check, Answer)]
    await has_remembered(mother, 14, "มะลิ")
    await mother.presses("ดูหน้าของลูก")
    await mother.presses("เลิกเก็บผลเช็ก")
    mother.heard("ลบผลเช็กแล้วค่ะ")
    assert [await village.count(table) for table in (Check, Answer)] == checks
    await mother.presses("ดูหน้าของลูก")
    mother.heard("ไม่ได้เก็บผลเช็ก")
    await mother.presses("เช็กพัฒนาการ")
    await answers(mother, "ได้")
    assert "ให้ต้นกล้าจำไว้ไหมคะ" not in said(mother)
    assert [await village.count(table) for table in (Check, Answer)] == checks
    await mother.says("ลูกของฉัน")
    await mother.presses("มะลิ")
    await mother.presses("เก็บผลเช็กด้วย")
    mother.heard("ขออนุญาตเก็บผลเช็กค่ะ", "เก็บไว้จนกว่าคุณจะลบ")
    await mother.presses("ยินยอม")
    await mother.presses("ดูหน้าของลูก")
    await mother.presses("เช็กพัฒนาการ")
    await answers(mother, "ได้")
    assert [await village.count(table) for table in (Check, Answer)] == [
        checks[0] + 1,
        checks[1] + 5,
    ]


async def test_a_child_is_forgotten_only_after_asking(village: Town, mother: Chat) -> None:
    kept = await _kept_of(village, mother)
    await has_remembered(mother, 14, "มะลิ")
    await mother.presses("ดูหน้าของลูก")
    await mother.presses("ลบเด็กคนนี้")
    mother.heard("ลบมะลิใช่ไหมคะ", "เรียกคืนไม่ได้ค่ะ")
    forget = mother.button("ลบเลย").action["data"]
    await mother.presses("ไม่ลบ")
    mother.heard("มะลิ", "เกิด")
    await presses_old(mother, forget)
    mother.heard("ลบแล้วค่ะ")
    assert await _kept_of(village, mother) == kept
    await presses_old(mother, forget)
    mother.heard("ลบแล้วค่ะ")


async def test_an_old_button_of_a_forgotten_child_does_not_bring_it_back(
    village: Town, mother: Chat
) -> None:
    kept = await _kept_of(village, mother)
    await has_remembered(mother, 14, "มะลิ")
    await mother.presses("ดูหน้าของลูก")
    page = [shown.action["data"] for shown in mother.buttons() if shown.label != "เมนูทั้งหมด"]
    await mother.presses("ลบเด็กคนนี้")
    await mother.presses("ลบเลย")
    for data in page:
        await presses_old(mother, data)
        assert "มะลิ" not in said(mother)
    await mother.says("ลูกของฉัน")
    mother.heard("ยังไม่ได้จำใครไว้ค่ะ")
    assert await _kept_of(village, mother) == kept
