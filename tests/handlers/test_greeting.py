"""Somebody adds the account, blocks it, comes back, or sends what cannot be read."""

from __future__ import annotations

import pytest

from models import Person
from tests.support.chat import Chat
from tests.support.parent import said
from tests.support.town import Town

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_the_greeting_is_one_bubble_with_three_doors(village: Town) -> None:
    newcomer = await village.person(follows=False)
    await newcomer.does(newcomer.platform.follow(newcomer.user_id))
    assert len(newcomer.last) == 1
    newcomer.heard("สวัสดีค่ะ", "ลูกหลาน", "ท้องและสิทธิ", "ครูและเจ้าหน้าที่")
    newcomer.heard("โครงการต้นกล้า", "ไม่มีเจ้าหน้าที่อ่านข้อความ")
    newcomer.heard("ไม่ขอเลขบัตร เลขบัญชี OTP หรือให้ลงแอป")
    assert "ยินยอม" not in said(newcomer)


@pytest.mark.parametrize(
    ("door", "inside"),
    [
        ("ลูกหลาน", ("เช็กพัฒนาการลูก", "ลูกของฉัน")),
        ("ท้องและสิทธิ", ("ลาคลอดกี่วัน ได้เงินไหม", "เงินเด็กแรกเกิด 600 บาท")),
        ("ครูและเจ้าหน้าที่", ("เช็กพัฒนาการเด็ก", "ส่งต้นกล้าให้ผู้ปกครอง")),
        ("ช่วยด่วน", ("เจ็บป่วย บาดเจ็บ กินสารพิษ", "ใจไม่ไหว ไม่อยากอยู่")),
        ("ไทย / English", ("ไทย", "English")),
    ],
)
async def test_every_door_of_the_greeting_opens(
    mother: Chat, door: str, inside: tuple[str, ...]
) -> None:
    await mother.presses(door)
    for label in inside:
        assert mother.button(label) in mother.buttons()


async def test_who_blocks_is_left_alone_and_is_greeted_when_back(village: Town) -> None:
    chat = await village.person()
    await chat.does(chat.platform.block(chat.user_id))
    chat.heard_nothing()
    assert await village.count(Person, Person.line_id == chat.user_id, Person.blocked) == 1
    await chat.does(chat.platform.unblock(chat.user_id))
    chat.heard("สวัสดีค่ะ ต้นกล้าเองค่ะ")
    assert await village.count(Person, Person.line_id == chat.user_id, Person.blocked) == 0


async def test_a_sticker_is_answered_as_a_greeting(mother: Chat) -> None:
    await mother.does(mother.platform.send_sticker(mother.user_id))
    mother.heard("สวัสดีค่ะ ให้ช่วยเรื่องไหนดีคะ", "กดไมค์ที่แป้นพิมพ์แล้วพูดก็ได้ค่ะ", "เช็กพัฒนาการลูก")


async def test_a_voice_message_is_not_opened_and_the_keyboard_offered(mother: Chat) -> None:
    await mother.does(mother.platform.send_media(mother.user_id, "audio"))
    mother.heard("กดรูปไมค์บนแป้นพิมพ์", "เราไม่ได้เปิดเสียงนี้")
    assert not _opened(mother)


@pytest.mark.parametrize("kind", ["image", "video", "file"])
async def test_a_photo_is_not_opened(mother: Chat, kind: str) -> None:
    await mother.does(mother.platform.send_media(mother.user_id, kind))  # type: ignore[arg-type]
    mother.heard("ไม่เปิดดูรูปหรือไฟล์", "โทร 1669")
    assert not _opened(mother)


async def test_a_place_is_not_kept(mother: Chat) -> None:
    await mother.does(mother.platform.send_location(mother.user_id, 18.79, 98.98))
    mother.heard("ไม่ได้เก็บตำแหน่งนี้ไว้", "รพ.สต.")


def _opened(chat: Chat) -> bool:
    return any("/content" in call.path for call in chat.platform.calls)
