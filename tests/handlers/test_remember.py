"""Having a child remembered: asked after the result, by purpose, of those who may agree."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from models import Answer, CaregiverLink, Check, Child, Consent
from models.base import table_of
from tests.support.chat import Chat
from tests.support.kept import everything_stored
from tests.support.parent import answers, begins_check, presses_old, said
from tests.support.town import Town

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def _offered(chat: Chat, relation: str, *labels: str) -> None:
    await begins_check(chat, 26)
    await answers(chat, *(labels or ("ได้",)))
    await chat.presses("ให้จำไว้")
    await chat.presses(relation)


async def _children(town: Town, chat: Chat) -> list[tuple[str | None, bool]]:
    """Nickname and whether checks are kept, of each child of this person."""
    child, link = table_of(Child), table_of(CaregiverLink)
    async with town.service.db.read() as connection:
        rows = await connection.execute(
            select(child.c.nickname, child.c.keeps_checks)
            .join(link, link.c.child_id == child.c.child_id)
            .where(link.c.person_key == chat.user_id)
        )
        return [(row.nickname, row.keeps_checks) for row in rows]


async def _purposes(town: Town, chat: Chat) -> list[str]:
    consent = table_of(Consent)
    async with town.service.db.read() as connection:
        rows = await connection.execute(
            select(consent.c.purpose).where(consent.c.person_key == chat.user_id)
        )
        return sorted(row.purpose for row in rows)


async def test_it_is_asked_only_after_the_result(mother: Chat) -> None:
    await begins_check(mother, 26)
    assert "จำ" not in said(mother)
    await answers(mother, "ได้")
    mother.heard("ให้ต้นกล้าจำไว้ไหมคะ", "ตอนนี้ยังไม่ได้เก็บอะไรไว้")


async def test_the_consent_says_what_why_how_long_and_how_to_end_it(mother: Chat) -> None:
    await _offered(mother, "แม่")
    mother.heard("ชื่อเล่น วันเกิด และเกิดก่อนกำหนดหรือไม่", "คำตอบที่เช็ก", "โครงการต้นกล้า")
    mother.heard("เก็บไว้จนกว่าคุณจะลบ", "ไม่ส่งต่อให้ใคร", "ไม่ยินยอมก็ใช้ได้ทุกอย่างค่ะ")
    assert "สำหรับพ่อ" not in said(mother)


async def test_a_father_is_told_when_he_can_agree(village: Town) -> None:
    father = await village.person("พ่อก้อง")
    await _offered(father, "พ่อ")
    father.heard("สำหรับพ่อ กดยินยอมได้เมื่อจดทะเบียนสมรสกับแม่ หรือจดทะเบียนรับรองบุตรแล้วนะคะ")
    await father.presses("ยินยอมทั้งข้อ 1 และ 2")
    assert await _children(village, father) == [(None, True)]


@pytest.mark.parametrize(
    ("relation", "told"),
    [
        ("ปู่ ย่า ตา ยาย", "ส่งลิงก์ให้พ่อแม่ก็ได้ค่ะ"),
        ("ญาติหรือคนช่วยเลี้ยง", "ส่งลิงก์ให้พ่อแม่ก็ได้ค่ะ"),
        ("ครูหรือครูพี่เลี้ยง", "คุณครูเช็กให้เด็กกี่คนก็ได้"),
        ("อสม. หรือเจ้าหน้าที่", "เช็กให้เด็กกี่คนก็ได้"),
    ],
)
async def test_who_may_not_agree_goes_on_as_a_guest_and_can_send_the_link(
    village: Town, relation: str, told: str
) -> None:
    chat = await village.person("ยายศรี")
    await _offered(chat, relation)
    chat.heard("ใช้ต่อได้ทุกอย่างค่ะ", told)
    link = chat.button("ส่งลิงก์ให้พ่อแม่").action["uri"]
    assert link.startswith("https://line.me/R/share?text=") and "tonkla" in link
    assert await _children(village, chat) == []
    await chat.presses("เช็กต่อ")
    chat.heard("ลูกหลานอายุเท่าไรคะ")


async def test_declining_costs_nothing(village: Town) -> None:
    chat = await village.person()
    await _offered(chat, "แม่")
    await chat.presses("ไม่ยินยอม")
    chat.heard("ได้เลยค่ะ ไม่ได้เก็บอะไรไว้")
    assert await _children(village, chat) == []
    await chat.presses("แก้คำตอบ")
    chat.heard("แก้ข้อไหนคะ")


async def test_only_the_profile_keeps_no_answer_now_or_later(village: Town) -> None:
    chat = await village.person()
    kept = [await village.count(table) for table in (Check, Answer)]
    await _offered(chat, "แม่")
    await chat.presses("ยินยอมแค่ข้อ 1")
    await chat.says("มะลิ")
    await chat.presses("ไว้ทีหลัง")
    assert await _children(village, chat) == [("มะลิ", False)]
    assert await _purposes(village, chat) == ["profile"]
    await begins_check(chat, 26)
    await answers(chat, "ได้")
    assert [await village.count(table) for table in (Check, Answer)] == kept


async def test_both_purposes_keep_the_check_that_was_just_made(village: Town) -> None:
    chat = await village.person()
    kept = [await village.count(table) for table in (Check, Answer)]
    await _offered(chat, "แม่", "ได้", "ยังไม่ได้", "ได้")
    await chat.presses("ยินยอมทั้งข้อ 1 และ 2")
    assert await _purposes(village, chat) == ["checks", "profile"]
    assert [await village.count(table) for table in (Check, Answer)] == [kept[0] + 1, kept[1] + 5]


async def test_agreeing_twice_makes_one_child(village: Town) -> None:
    chat = await village.person()
    await _offered(chat, "แม่")
    agree = chat.button("ยินยอมทั้งข้อ 1 และ 2").action["data"]
    await presses_old(chat, agree)
    await presses_old(chat, agree)
    chat.heard("เรียกลูกว่าอะไรดีคะ")
    await chat.says("มะลิ")
    await presses_old(chat, agree)
    chat.heard("จำไว้แล้วค่ะ", "มะลิ")
    assert await _children(village, chat) == [("มะลิ", True)]


async def test_agreeing_again_does_not_undo_what_was_changed_since(village: Town) -> None:
    chat = await village.person()
    await _offered(chat, "แม่", "ยังไม่ได้")
    agree = chat.button("ยินยอมทั้งข้อ 1 และ 2").action["data"]
    await presses_old(chat, agree)
    await chat.presses("ไม่ใส่ชื่อ")
    await chat.presses("ไว้ทีหลัง")
    await chat.presses("ดูหน้าของลูก")
    await chat.presses("ดูรอบล่าสุด")
    await chat.presses("แก้คำตอบ")
    await chat.presses("พูดตอบรับและพูดปฏิเสธ")
    await chat.presses("ได้")
    await presses_old(chat, agree)
    await chat.says("ลูกของฉัน")
    await chat.presses("ลูก")
    await chat.presses("ดูรอบล่าสุด")
    await chat.presses("แก้คำตอบ")
    chat.heard("พูดตอบรับและพูดปฏิเสธ — ได้", "ล้างมือและเช็ดมือเอง — ยังไม่ได้")


async def test_agreeing_to_less_afterwards_erases_the_rest(village: Town) -> None:
    chat = await village.person()
    await _offered(chat, "แม่")
    less = chat.button("ยินยอมแค่ข้อ 1").action["data"]
    await chat.presses("ยินยอมทั้งข้อ 1 และ 2")
    await presses_old(chat, less)
    chat.heard("ลบผลเช็กแล้วค่ะ")
    assert await _children(village, chat) == [(None, False)]
    assert await _purposes(village, chat) == ["profile"]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("มะลิ", "มะลิ"),
        ("น้องมะลิค่ะ", "มะลิ"),
        ("ชื่อเล่นว่า ต้นน้ำ ครับ", "ต้นน้ำ"),
        ("ชนะ", "ชนะ"),
        ("Ben", "Ben"),
    ],
)
async def test_a_nickname_is_kept_as_it_is_called(village: Town, typed: str, kept: str) -> None:
    chat = await village.person()
    await _offered(chat, "แม่")
    await chat.presses("ยินยอมแค่ข้อ 1")
    await chat.says(typed)
    chat.heard(f"{kept}เกิดวันไหนคะ")
    assert await _children(village, chat) == [(kept, False)]


@pytest.mark.parametrize("typed", ["1102003040506", "มะลิ 1-1020-03040-50-6", "๑๑๐๒๐๐๓๐๔๐๕๐๖"])
async def test_an_identity_number_is_refused_and_kept_nowhere(village: Town, typed: str) -> None:
    chat = await village.person()
    await _offered(chat, "แม่")
    await chat.presses("ยินยอมแค่ข้อ 1")
    await chat.says(typed)
    chat.heard("ไม่มีเลขยาวนะคะ", '"ยกเลิกข้อความ"', "เราไม่ได้เก็บไว้", "เรียกลูกว่าอะไรดีคะ")
    assert await _children(village, chat) == [(None, False)]
    stored = await everything_stored(village)
    assert typed.encode() not in stored and b"1102003040506" not in stored
    await chat.says("มะลิ")
    chat.heard("มะลิเกิดวันไหนคะ")


async def test_a_question_typed_instead_of_a_name_is_no_name(village: Town) -> None:
    chat = await village.person()
    await _offered(chat, "แม่")
    await chat.presses("ยินยอมแค่ข้อ 1")
    await chat.says("ทำไมต้องบอกชื่อด้วยคะ")
    chat.heard("ขอเป็นชื่อเล่นสั้น ๆ นะคะ", "ไม่ใส่ชื่อ")
    await chat.says("ลาคลอดได้กี่วัน มีเงินเดือนไหม")
    chat.heard("ลาคลอดได้ถึง 120 วัน")
    assert await _children(village, chat) == [(None, False)]


async def test_a_nickname_is_sealed_where_it_is_kept(village: Town) -> None:
    chat = await village.person()
    await _offered(chat, "แม่")
    await chat.presses("ยินยอมแค่ข้อ 1")
    await chat.says("ปลาวาฬ")
    assert await _children(village, chat) == [("ปลาวาฬ", False)]
    assert "ปลาวาฬ".encode() not in await everything_stored(village)
