"""My data: what is kept is shown, and all of it is erased on asking, with a receipt."""

from __future__ import annotations

import pytest

from models import CaregiverLink, Child, Consent, Person
from tests.support.kept import everything_stored
from tests.support.parent import has_remembered, said, thai, today
from tests.support.town import Town

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_guest_sees_that_nothing_is_kept(village: Town) -> None:
    chat = await village.person()
    await chat.says("ข้อมูลของฉัน")
    chat.heard("ไม่มีข้อมูลเด็กค่ะ", "รหัส LINE ของคุณ", "ข้อความที่พิมพ์ถูกลบทันทีที่ตอบค่ะ")


async def test_all_that_is_kept_is_shown(village: Town) -> None:
    chat = await village.person()
    birth = await has_remembered(chat, 14, "มะลิ", "ได้", "ยังไม่ได้")
    await chat.says("ข้อมูลของฉัน")
    chat.heard(f"มะลิ · เกิด {thai(birth)} · คำตอบรอบล่าสุด 5 ข้อ")


async def test_erasing_asks_once_and_can_be_left(village: Town) -> None:
    chat = await village.person()
    await has_remembered(chat, 14, "มะลิ")
    await chat.says("ลบข้อมูล")
    await chat.presses("ลบทั้งหมด")
    chat.heard("ลบทั้งหมดใช่ไหมคะ", "เรียกคืนไม่ได้ค่ะ")
    await chat.presses("ไม่ลบ")
    chat.heard("มะลิ")


async def test_erasing_leaves_nothing_and_gives_a_receipt(village: Town) -> None:
    """Of this person: neighbours stay as they are."""
    neighbour = await village.person("แม่ข้างบ้าน")
    await has_remembered(neighbour, 14, "น้ำหวาน")
    tables = (Person, Child, CaregiverLink, Consent)
    before = [await village.count(table) for table in tables]

    chat = await village.person()
    await has_remembered(chat, 26, "ปลาวาฬ", "ยังไม่ได้")
    assert chat.user_id.encode() in await everything_stored(village)
    await chat.says("ข้อมูลของฉัน")
    await chat.presses("ลบทั้งหมด")
    await chat.presses("ลบทั้งหมด")
    chat.heard("ลบทั้งหมดแล้วค่ะ", f"ลบเมื่อ {thai(today(chat))}", "เก็บข้อความนี้เป็นหลักฐานได้ค่ะ")

    assert [await village.count(table) for table in tables] == before
    stored = await everything_stored(village)
    assert chat.user_id.encode() not in stored and "ปลาวาฬ".encode() not in stored
    assert neighbour.user_id.encode() in stored


async def test_who_was_erased_is_a_stranger_afterwards(village: Town) -> None:
    chat = await village.person()
    await chat.says("in english please")
    await chat.says("my data")
    await chat.presses("Erase everything")
    await chat.presses("Yes, erase everything")
    chat.heard("Everything is erased", "Keep this message as a receipt")
    await chat.says("เมนู")
    chat.heard("ให้ช่วยเรื่องไหนดีคะ")


async def test_erasing_twice_is_erasing_once(village: Town) -> None:
    chat = await village.person()
    await has_remembered(chat, 14, "มะลิ")
    await chat.says("ข้อมูลของฉัน")
    await chat.presses("ลบทั้งหมด")
    erase = chat.button("ลบทั้งหมด").action["data"]
    for _ in range(2):
        await chat.does(chat.platform.press_postback(chat.user_id, erase))
        chat.heard("ลบทั้งหมดแล้วค่ะ")
    assert chat.user_id.encode() not in await everything_stored(village)


async def test_an_old_button_asks_again_before_it_erases(village: Town) -> None:
    chat = await village.person()
    await has_remembered(chat, 14, "มะลิ")
    await chat.says("ข้อมูลของฉัน")
    await chat.presses("ลบทั้งหมด")
    assert village.calendar is not None
    village.calendar.let_pass(days=2)
    await chat.presses("ลบทั้งหมด")
    chat.heard("ลบทั้งหมดใช่ไหมคะ")
    await chat.says("ลูกของฉัน")
    chat.heard("มะลิ")


async def test_what_was_typed_is_not_kept_once_answered(village: Town) -> None:
    chat = await village.person()
    await chat.says("เรื่องลับสุดยอดของบ้านเรา")
    assert "ยังตอบไม่ได้ค่ะ" in said(chat)
    assert "เรื่องลับสุดยอด".encode() not in await everything_stored(village)
