"""What can be typed at any time: menu, help, thanks, the language, stop."""

from __future__ import annotations

import pytest

from models import Person
from tests.support.chat import Chat
from tests.support.parent import answers, begins_check, said
from tests.support.town import Town

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.mark.parametrize("word", ["เมนู", "เมนูหลัก", "สวัสดีค่ะ", "หวัดดีจ้า", "menu"])
async def test_the_menu_comes_on_a_word(mother: Chat, word: str) -> None:
    await mother.says(word)
    mother.heard("ให้ช่วยเรื่องไหนดีคะ")
    assert len(mother.buttons()) == 8


async def test_help_tells_what_to_type(mother: Chat) -> None:
    await mother.says("ใช้ยังไงคะ")
    mother.heard("เช็กลูก 8 เดือน", '"เมนู"', '"หยุด"', '"ข้อมูลของฉัน"', "ไม่ใช่หมอ")


async def test_thanks_are_taken_kindly(mother: Chat) -> None:
    await mother.says("ขอบคุณมากค่ะ")
    mother.heard("ยินดีเลยค่ะ")


async def test_thanks_leave_an_open_question_open(mother: Chat) -> None:
    await mother.says("เช็กลูก")
    await mother.says("ขอบคุณค่ะ")
    await mother.says("3 ขวบ")
    mother.heard("ข้อ 1 จาก 5")


async def test_urgent_help_can_be_typed(mother: Chat) -> None:
    await mother.says("ช่วยด่วน")
    mother.heard("เจ็บป่วย บาดเจ็บ กินสารพิษ", "ไม่มีเจ้าหน้าที่เฝ้า")


async def test_a_round_can_be_held_in_english(mother: Chat) -> None:
    await mother.says("ภาษา")
    await mother.presses("English")
    mother.heard("English", "What can we do for you?")
    await mother.says("check my child")
    await mother.says("14 months")
    await mother.presses("On time")
    mother.heard("1 of 5")
    await mother.presses("Not yet")
    mother.heard("2 of 5")


async def test_the_language_is_switched_back(mother: Chat) -> None:
    await mother.says("in english please")
    await mother.presses("ไทย / English")
    await mother.presses("ไทย")
    mother.heard("ใช้ภาษาไทยแล้วค่ะ", "ให้ช่วยเรื่องไหนดีคะ")


async def test_stop_closes_the_question_and_can_be_taken_back(village: Town) -> None:
    chat = await village.person()
    await chat.says("เช็กลูก")
    await chat.says("หยุด")
    chat.heard("หยุดแล้วค่ะ", "ไม่ส่งอะไรไปเอง", "ปิดคำถามที่ค้างไว้แล้ว")
    assert await village.count(Person, Person.line_id == chat.user_id, Person.muted) == 1
    await chat.says("ทักทาย")
    assert "อายุ" not in said(chat)
    await chat.presses("ให้ส่งได้เหมือนเดิม")
    chat.heard("ได้เลยค่ะ")
    assert await village.count(Person, Person.line_id == chat.user_id, Person.muted) == 0


async def test_who_stopped_still_gets_answers(mother: Chat) -> None:
    await mother.says("หยุด")
    await begins_check(mother, 30)
    await answers(mother, "ได้")
    mother.heard("ทำได้ครบทุกข้อ")


async def test_what_we_cannot_answer_gets_the_nearest_things(mother: Chat) -> None:
    await mother.says("พรุ่งนี้ฝนตกไหม")
    mother.heard("เรื่องนี้ต้นกล้ายังตอบไม่ได้ค่ะ", "เช็กพัฒนาการลูก", "ช่วยด่วน", "เมนูทั้งหมด")


async def test_an_age_beside_something_else_gets_an_offer_and_no_guess(mother: Chat) -> None:
    await mother.says("ลูก 2 ขวบท้องเสียมาสองวันแล้ว")
    mother.heard("รพ.สต.", "โทร 1669", "เช็กวัย 2 ปี", "ช่วยด่วน")
    assert "ข้อ 1 จาก" not in said(mother)
    await mother.presses("เช็กวัย 2 ปี")
    mother.heard("ข้อ 1 จาก 5")


@pytest.mark.parametrize("text", ["ลูก 8 เดือน", "น้องอายุ 1 ขวบ 2 เดือนค่ะ", "หลานสองขวบแล้ว"])
async def test_an_age_alone_begins_a_check(mother: Chat, text: str) -> None:
    await mother.says(text)
    asked = said(mother)
    assert "คลอดก่อนกำหนดไหมคะ" in asked or "ข้อ 1 จาก" in asked
