"""The first journey: add the account, check a child, have it remembered, read the result."""

from __future__ import annotations

from models import Answer, CaregiverLink, Check, Child, Consent
from tests.support.chat import Chat
from tests.support.town import Town


async def _answer_all(chat: Chat, label: str) -> None:
    while any(shown.label == "พักไว้ก่อน" for shown in chat.buttons()):
        await chat.presses(label)


async def test_a_guest_checks_and_nothing_is_stored(town: Town, chat: Chat) -> None:
    await chat.says("เช็กลูก 14 เดือน")
    chat.heard("คลอดก่อนกำหนดไหมคะ")
    await chat.presses("ครบกำหนด")
    chat.heard("มี 5 ข้อ", "ข้อ 1 จาก 5")
    await chat.presses("ได้")
    await chat.presses("ยังไม่ได้")
    await chat.presses("ไม่แน่ใจ")
    await chat.presses("ได้")
    chat.heard("ข้อ 5 จาก 5")
    await chat.presses("ได้")
    chat.heard("ยังต้องฝึก", "วันนี้ลองดู", "ให้ต้นกล้าจำไว้ไหมคะ")
    for table in (Child, Check, Answer, Consent):
        assert await town.count(table) == 0


async def test_a_mother_has_the_check_remembered(either_town: Town) -> None:
    chat = await either_town.person()
    await chat.says("ลูก 3 ขวบ พัฒนาการเป็นไงบ้าง")
    await _answer_all(chat, "ได้")
    await chat.presses("ให้จำไว้")
    await chat.presses("แม่")
    chat.heard("ขออนุญาตจำเรื่องลูก")
    await chat.presses("ยินยอมทั้งข้อ 1 และ 2")
    chat.heard("เรียกลูกว่าอะไรดีคะ")
    await chat.says("มะลิ")
    chat.heard("มะลิเกิดวันไหนคะ")
    await chat.says("12 มี.ค. 66")
    chat.heard("จำไว้แล้วค่ะ", "มะลิ", "12 มี.ค. 2566")
    assert await either_town.count(Child) == 1
    assert await either_town.count(CaregiverLink) == 1
    assert await either_town.count(Consent) == 2
    assert await either_town.count(Answer) == 5
