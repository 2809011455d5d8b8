"""The items of a check: answer, go back, change, stop and go on, with buttons old and new."""

from __future__ import annotations

import pytest

from models import Answer, Check, Child, Person
from tests.support.chat import Chat
from tests.support.parent import answers, begins_check, has_remembered, presses_old, said
from tests.support.town import Town

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_question_tells_where_one_is_and_how_to_try(mother: Chat) -> None:
    await begins_check(mother, 14)
    mother.heard("เช็กช่วง 1 ปี 1 เดือน – 1 ปี 3 เดือน มี 5 ข้อ ราว 3 นาทีค่ะ", "ไม่มีถูกผิดนะคะ")
    mother.heard("การเคลื่อนไหว · ข้อ 1 จาก 5", "ลองแบบนี้:", "10 วินาที")
    labels = [shown.label for shown in mother.buttons()]
    assert labels == ["ได้", "ยังไม่ได้", "ไม่แน่ใจ (วันนี้ลองดู)", "พักไว้ก่อน"]
    await mother.presses("ได้")
    mother.heard("มือและการคิด · ข้อ 2 จาก 5")
    assert "ย้อนกลับข้อก่อน" in [shown.label for shown in mother.buttons()]


@pytest.mark.parametrize(
    ("months", "warning"),
    [
        (9, "ของชิ้นเล็กติดคอได้ อยู่ข้าง ๆ ตลอด"),
        (3, "ให้นอนคว่ำเฉพาะตอนตื่นและมีคนเฝ้า ถ้าหลับให้นอนหงายนะคะ"),
        (44, "ใช้กรรไกรปลายมน นั่งทำด้วยกัน"),
        (18, "น้ำนิดเดียวก็จมได้นะคะ"),
        (16, "เชือกพันคอได้ อยู่ด้วยตลอด"),
        (14, "อยู่ใกล้ ๆ คอยรับ พื้นไม่ลื่นนะคะ"),
    ],
)
async def test_a_warning_stands_inside_the_question(
    mother: Chat, months: int, warning: str
) -> None:
    await begins_check(mother, months)
    while warning not in said(mother):
        await mother.presses("ได้")
    mother.heard(warning, "ลองแบบนี้:")


async def test_one_can_go_back_and_answer_again(mother: Chat) -> None:
    await begins_check(mother, 14)
    await mother.presses("ได้")
    await mother.presses("ย้อนกลับข้อก่อน")
    mother.heard("ข้อ 1 จาก 5", "คำตอบเดิม: ได้")
    await mother.presses("ยังไม่ได้")
    mother.heard("ข้อ 2 จาก 5")
    await answers(mother, "ได้")
    mother.heard("ยังต้องฝึก — ยืนเองนาน 10 วินาที")


async def test_an_answer_can_be_changed_at_the_end(mother: Chat) -> None:
    await begins_check(mother, 14)
    await answers(mother, "ยังไม่ได้")
    await mother.presses("แก้คำตอบ")
    mother.heard("แก้ข้อไหนคะ", "ยืนเองนาน 10 วินาที — ยังไม่ได้")
    await mother.presses("ยืนเองนาน 10 วินาที")
    mother.heard("คำตอบเดิม: ยังไม่ได้")
    await mother.presses("ได้")
    mother.heard("✓ การเคลื่อนไหว: ทำได้แล้ว", "การพูด: ยังต้องฝึก")


async def test_who_changes_nothing_is_back_at_the_result(mother: Chat) -> None:
    await begins_check(mother, 14)
    await answers(mother, "ได้")
    await mother.presses("แก้คำตอบ")
    await mother.presses("ไม่แก้แล้ว")
    mother.heard("ทำได้ครบทุกข้อ")


async def test_one_can_stop_and_go_on_days_later(village: Town, mother: Chat) -> None:
    await begins_check(mother, 14)
    await mother.presses("ยังไม่ได้")
    await mother.presses("พักไว้ก่อน")
    mother.heard("เหลืออีก 4 ข้อ", "คำตอบอยู่ในปุ่มนี้เท่านั้น เราไม่ได้เก็บไว้")
    assert village.calendar is not None
    village.calendar.let_pass(days=9)
    await mother.presses("ทำต่อ")
    mother.heard("ข้อ 2 จาก 5")
    await answers(mother, "ได้")
    mother.heard("ยังต้องฝึก — ยืนเองนาน 10 วินาที")


async def test_a_remembered_check_goes_on_where_it_stopped(village: Town, mother: Chat) -> None:
    await has_remembered(mother, 14, "มะลิ")
    await mother.presses("ดูหน้าของลูก")
    await mother.presses("เช็กพัฒนาการ")
    await mother.presses("เช็กใหม่อีกครั้ง")
    await mother.presses("ได้")
    await mother.presses("พักไว้ก่อน")
    assert "เราไม่ได้เก็บไว้" not in said(mother)
    assert village.calendar is not None
    village.calendar.let_pass(days=3)
    await mother.says("เช็กลูก")
    await mother.presses("มะลิ")
    mother.heard("ข้อ 2 จาก 5")


async def test_typed_words_are_shown_to_the_buttons(mother: Chat) -> None:
    await begins_check(mother, 14)
    await mother.says("ได้ค่ะ")
    mother.heard("กดปุ่มใต้คำถาม", '"เมนู"')
    await mother.presses("ได้")
    mother.heard("ข้อ 2 จาก 5")


async def test_a_topic_typed_during_a_question_is_answered(mother: Chat) -> None:
    await begins_check(mother, 14)
    question = mother.button("ได้").action["data"]
    await mother.says("ลาคลอดได้กี่วันคะ")
    mother.heard("ลาคลอดได้ถึง 120 วัน")
    await presses_old(mother, question)
    mother.heard("ข้อ 2 จาก 5")


async def test_pressing_an_answer_twice_is_pressing_it_once(mother: Chat) -> None:
    await begins_check(mother, 14)
    can = mother.button("ได้").action["data"]
    await presses_old(mother, can)
    first = mother.last
    await presses_old(mother, can)
    assert mother.last == first


async def test_an_old_button_goes_on_from_its_own_message(mother: Chat) -> None:
    await begins_check(mother, 14)
    first = mother.button("ยังไม่ได้").action["data"]
    await answers(mother, "ได้")
    await presses_old(mother, first)
    mother.heard("ข้อ 2 จาก 5")
    await answers(mother, "ได้")
    mother.heard("ยังต้องฝึก — ยืนเองนาน 10 วินาที")


@pytest.mark.parametrize(
    "data", ["", "x", "chk-a", "chk-a:8:yy", "chk-a:99:yyyyy:14::0::40:y", "chk-a:8:y:14::0::40:y",
             "chk-a:8:-----:14::0::1:y", "chk-a:8:-----:14::0::40:?", "kid:not-a-uuid",
             "mem-c:all:mother:abcdef0123:8:yyyyy:14::0", "mem-c:pc:teacher:abcdef0123:0:",
             "kid:0c8a1d5e52c95b0e8f4331f5f0b6d6a1", "chk-kid:0c8a1d5e52c95b0e8f4331f5f0b6d6a1",
             "chk-q:8::::0:0c8a1d5e52c95b0e8f4331f5f0b6d6a1:0", "show:nothing", "ทดสอบ"],
)  # fmt: skip
async def test_a_foreign_or_outdated_button_is_answered_and_harms_nothing(
    village: Town, data: str
) -> None:
    chat = await village.person()
    kept = [await village.count(table) for table in (Child, Check, Answer)]
    await presses_old(chat, data)
    told = said(chat)
    assert "ปุ่มนี้เก่าแล้วค่ะ" in told or "ปุ่มนี้เป็นของรอบเก่าค่ะ" in told
    assert "เมนูทั้งหมด" in told
    assert [await village.count(table) for table in (Child, Check, Answer)] == kept


async def test_a_guests_answers_are_nowhere_but_in_the_buttons(village: Town) -> None:
    chat = await village.person()
    kept = [await village.count(table) for table in (Child, Check, Answer)]
    await begins_check(chat, 14)
    await answers(chat, "ได้", "ยังไม่ได้", "ไม่แน่ใจ")
    assert [await village.count(table) for table in (Child, Check, Answer)] == kept
    asked = Person.position.is_not(None)
    assert await village.count(Person, Person.line_id == chat.user_id, asked) == 0
