"""Danger words get their card in every state of every flow, and the flow stays where it was."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy import select

from models import Person
from models.base import table_of
from tests.support.chat import Chat
from tests.support.parent import begins_check, has_remembered, said
from tests.support.town import Town

pytestmark = pytest.mark.asyncio(loop_scope="module")

_CARDS = {
    "ลูกชัก ตัวเขียวแล้ว": ("โทร 1669 ตอนนี้เลยค่ะ", "tel:1669"),
    "ผัวซ้อมทุกวัน": ("โทร 1300 ได้ตลอด 24 ชั่วโมง", "tel:1300"),
    "หนูไม่อยากอยู่แล้ว": ("คุณไม่ได้อยู่คนเดียวนะคะ", "tel:1323"),
}


async def _asked_how_old(chat: Chat) -> None:
    await chat.says("เช็กลูก")


async def _asked_again(chat: Chat) -> None:
    await chat.says("เช็กลูก")
    await chat.says("31/2/2568")


async def _asked_which(chat: Chat) -> None:
    await chat.says("เช็กลูก")
    await chat.says("2")


async def _asked_if_early(chat: Chat) -> None:
    await chat.says("เช็กลูก")
    await chat.says("9 เดือน")


async def _in_a_check(chat: Chat) -> None:
    await begins_check(chat, 26)


async def _at_the_result(chat: Chat) -> None:
    await begins_check(chat, 26)
    while any(shown.label == "ได้" for shown in chat.buttons()):
        await chat.presses("ได้")


async def _asked_who(chat: Chat) -> None:
    await chat.says("ลูกของฉัน")
    await chat.presses("ให้จำเด็กเพิ่ม")


async def _asked_to_agree(chat: Chat) -> None:
    await _asked_who(chat)
    await chat.presses("แม่")


async def _asked_the_nickname(chat: Chat) -> None:
    await _asked_to_agree(chat)
    await chat.presses("ยินยอมแค่ข้อ 1")


async def _asked_the_birth(chat: Chat) -> None:
    await _asked_the_nickname(chat)
    await chat.says("มะลิ")


async def _in_a_remembered_check(chat: Chat) -> None:
    await has_remembered(chat, 26, "มะลิ")
    await chat.presses("ดูหน้าของลูก")
    await chat.presses("เช็กพัฒนาการ")
    await chat.presses("เช็กใหม่อีกครั้ง")


async def _asked_to_erase(chat: Chat) -> None:
    await chat.says("ข้อมูลของฉัน")
    await chat.presses("ลบทั้งหมด")


async def _in_the_menu(chat: Chat) -> None:
    await chat.says("เมนู")


async def _stopped(chat: Chat) -> None:
    await chat.says("หยุด")


_STATES = (
    _in_the_menu, _asked_how_old, _asked_again, _asked_which, _asked_if_early, _in_a_check,
    _at_the_result, _asked_who, _asked_to_agree, _asked_the_nickname, _asked_the_birth,
    _in_a_remembered_check, _asked_to_erase, _stopped,
)  # fmt: skip


async def _position(town: Town, chat: Chat) -> object:
    people = table_of(Person)
    async with town.service.db.read() as connection:
        found = await connection.execute(
            select(people.c.position).where(people.c.line_id == chat.user_id)
        )
        return found.scalar_one()


@pytest.mark.parametrize("reach", _STATES)
async def test_danger_gets_its_card_in_every_state(
    village: Town, reach: Callable[[Chat], Awaitable[None]]
) -> None:
    chat = await village.person()
    await reach(chat)
    stood = await _position(village, chat)
    for words, (title, call) in _CARDS.items():
        await chat.says(words)
        chat.heard(title, "แชตนี้ไม่มีเจ้าหน้าที่เฝ้า และยังไม่ได้แจ้งใครให้")
        assert call in [shown.action.get("uri") for shown in chat.buttons()]
        assert await _position(village, chat) == stood


async def test_the_talk_goes_on_where_it_was(mother: Chat) -> None:
    await mother.says("เช็กลูก")
    await mother.says("ลูกสำลัก")
    await mother.says("3 ขวบ")
    mother.heard("ข้อ 1 จาก 5")


async def test_danger_words_never_become_a_nickname(village: Town) -> None:
    chat = await village.person()
    await _asked_the_nickname(chat)
    await chat.says("ลูกไม่หายใจ")
    chat.heard("โทร 1669 ตอนนี้เลยค่ะ")
    await chat.says("มะลิ")
    chat.heard("มะลิเกิดวันไหนคะ")


async def test_danger_is_found_inside_a_long_message(mother: Chat) -> None:
    await mother.says("วันนี้อากาศดีมาก " * 80 + "แต่ลูกกินยาฆ่าแมลงเข้าไป")
    mother.heard("โทร 1669 ตอนนี้เลยค่ะ", "1367")


async def test_danger_in_english_is_told_in_english(mother: Chat) -> None:
    await mother.says("my baby is not breathing")
    mother.heard("Call 1669 now", "stay on the line")
    assert "ค่ะ" not in said(mother)


async def test_urgent_help_by_button_keeps_the_question_too(village: Town) -> None:
    chat = await village.person()
    await _asked_how_old(chat)
    stood = await _position(village, chat)
    for data in ("sos", "sos:emergency", "sos:protection", "sos:distress", "sos:whatever"):
        await chat.does(chat.platform.press_postback(chat.user_id, data))
        chat.heard("แชตนี้ไม่มีเจ้าหน้าที่เฝ้า")
        assert await _position(village, chat) == stood
