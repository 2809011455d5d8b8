"""Turns as people meet them: when we are silent, whose word counts, and what a repeat changes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import select

from bot.clock import thai_date, utc_now
from bot.simulator.faults import WebhookFaults
from handlers.my_data import EraseNow
from models import CaregiverLink, Child, InboundEvent, Person
from models.base import table_of
from models.event import is_waiting
from tests.support.chat import Chat, words_of
from tests.support.families import answers, first_band, settle_down
from tests.support.line_events import (
    GROUP,
    again,
    answerable,
    every_kind,
    mention,
    message,
    pressed,
    text,
)
from tests.support.postman import deliver
from tests.support.town import Town, open_town

# Every kind that is somebody's own word to us, so that it is answered.
ANSWERED = {
    "text", "mention of us", "image", "video", "audio", "file", "location", "sticker", "follow",
    "postback", "date picked",
}  # fmt: skip


async def test_of_all_kinds_only_those_that_speak_to_us_are_answered(either_town: Town) -> None:
    platform = either_town.platform
    answered = set()
    for name, event in every_kind().items():
        source = event.get("source", {})
        chat_id = source.get("groupId") or source.get("roomId") or source.get("userId") or "U0"
        before = len(platform.accepted)
        await platform.send_event(chat_id, event)
        await either_town.settle()
        if len(platform.accepted) > before:
            answered.add(name)
    assert answered == ANSWERED
    assert {accepted.kind for accepted in platform.accepted} == {"reply"}
    assert {status for _, status in platform.journal.counts} == {200}
    assert not await either_town.count(InboundEvent, InboundEvent.set_aside_at.is_not(None))
    assert not await either_town.count(InboundEvent, InboundEvent.body.is_not(None))


@pytest.mark.parametrize("kind", ["image", "video", "audio", "file"])
async def test_what_we_do_not_open_gets_a_kind_answer(chat: Chat, kind: Any) -> None:
    await chat.does(chat.platform.send_media(chat.user_id, kind))
    chat.heard("เปิด")
    assert chat.buttons()
    assert {call.endpoint for call in chat.platform.calls} == {"reply"}


async def test_a_sticker_and_a_place_get_a_kind_answer(chat: Chat) -> None:
    await chat.does(chat.platform.send_sticker(chat.user_id))
    assert chat.buttons()
    await chat.does(chat.platform.send_location(chat.user_id, 18.79, 98.98, "บ้าน", "เชียงใหม่"))
    assert chat.buttons()
    assert "เชียงใหม่" not in "".join(words_of(chat.messages))


async def test_messages_of_a_kind_not_yet_known_are_passed_over(town: Town, chat: Chat) -> None:
    await chat.does(town.platform.send_event(chat.user_id, message("hologram", chat.user_id)))
    chat.heard_nothing()
    await chat.says("เมนู")
    assert len(chat.last) == 1


IN_A_GROUP = {
    "a text": text("เช็กลูก 14 เดือน", GROUP),
    "a cry for help": text("ลูกชัก ช่วยด้วย", GROUP),
    "a mention of another": text("@ยาย มาดู", GROUP, mention=mention(isSelf=False)),
    "a mention of all": text("@All", GROUP, mention=mention(type="all")),
    "a button": pressed("menu", GROUP),
    "a button about data": pressed("data", GROUP),
    "a sticker": message("sticker", GROUP, packageId="1", stickerId="1"),
    "a photo": message("image", GROUP),
    "joining": answerable("join", GROUP),
    "somebody joining": answerable("memberJoined", GROUP, joined={"members": []}),
}


async def test_a_group_hears_nothing_unless_it_mentions_us(town: Town) -> None:
    group = Chat(town.platform, GROUP["groupId"], town.settle)
    for name, event in IN_A_GROUP.items():
        await group.does(town.platform.send_event(group.user_id, event))
        assert not group.last, name
    assert not await town.count(InboundEvent, is_waiting())
    asked = text("@tonkla ช่วยดูลูก 14 เดือน", GROUP, mention=mention(isSelf=True))
    await group.does(town.platform.send_event(group.user_id, asked))
    group.heard("line.me")
    assert not group.buttons()


async def test_a_group_hears_nothing_about_a_person(town: Town) -> None:
    mother = await town.person()
    await settle_down(town.service.db, [mother.user_id], nickname="มะลิวัลย์")
    await mother.says("เช็กลูก")
    mother.heard("มะลิวัลย์")
    before = await _person(town, mother)
    here = {**GROUP, "userId": mother.user_id}
    group = Chat(town.platform, GROUP["groupId"], town.settle)
    for words in ("@tonkla ข้อมูลของฉัน", "@tonkla ผลตรวจของมะลิวัลย์", "@tonkla ลืมทุกอย่าง"):
        asked = text(words, here, mention=mention(isSelf=True))
        await group.does(town.platform.send_event(group.user_id, asked))
        assert len(group.last) == 1
        assert "มะลิวัลย์" not in "".join(words_of(group.last))
    after = await _person(town, mother)
    assert after.position == before.position
    assert await town.count(Child) == 1


async def test_in_standby_we_are_silent_whatever_is_said(town: Town, chat: Chat) -> None:
    await chat.says("เช็กลูก")
    before = await _person(town, chat)
    for event in (text("เมนู", chat.user_id), pressed("lang:en", chat.user_id)):
        await chat.does(town.platform.send_event(chat.user_id, {**event, "mode": "standby"}))
        chat.heard_nothing()
    assert await _person(town, chat) == before
    assert not await town.count(InboundEvent, InboundEvent.body.is_not(None))


async def test_an_older_event_is_answered_but_moves_nothing(either_town: Town) -> None:
    chat = await either_town.person()
    await chat.does(either_town.platform.press_postback(chat.user_id, "lang:en"))
    await chat.says("check")
    before = await _person(either_town, chat)
    assert before.position is not None
    for older in (pressed("menu", chat.user_id), pressed("lang:th", chat.user_id)):
        older["timestamp"] -= 60_000
        await chat.does(either_town.platform.send_event(chat.user_id, older))
        assert chat.last
    after = await _person(either_town, chat)
    assert (after.position, after.language) == (before.position, "en")
    assert after.last_event_ms == before.last_event_ms


async def test_an_older_press_never_overwrites_a_newer_answer(either_town: Town) -> None:
    mother = await either_town.person()
    db = either_town.service.db
    (family,) = await settle_down(db, [mother.user_id])
    first, second = (item.id for item in first_band().items[:2])
    newer = pressed(family.press(first, "y"), mother.user_id)
    await mother.does(either_town.platform.send_event(mother.user_id, newer))
    for item in (first, second):
        older = pressed(family.press(item, "n"), mother.user_id)
        older["timestamp"] = newer["timestamp"] - 60_000
        await mother.does(either_town.platform.send_event(mother.user_id, older))
        assert mother.last
    # What stands in nobody's way is kept, however late it comes.
    expected = {(family.check, first): "yes", (family.check, second): "not_yet"}
    assert await answers(db) == expected


async def test_duplicated_and_redelivered_webhooks_change_nothing(either_town: Town) -> None:
    chat = await either_town.person()
    either_town.platform.faults.webhooks = WebhookFaults(duplicate=True)
    before = len(either_town.platform.accepted)
    acts = (chat.says("เช็กลูก 14 เดือน"), chat.does(either_town.platform.send_sticker(chat.user_id)))
    for number, act in enumerate(acts, start=1):
        await act
        assert len(either_town.platform.accepted) == before + number
    event = pressed("menu", chat.user_id)
    await chat.does(either_town.platform.send_event(chat.user_id, event))
    state, sent = await _person(either_town, chat), len(either_town.platform.accepted)
    for _ in range(3):
        assert await deliver(either_town, *again([event])) == 200
        await either_town.settle()
    assert len(either_town.platform.accepted) == sent
    assert await _person(either_town, chat) == state


async def test_who_is_erased_while_writing_again_is_answered_as_a_stranger(
    database_url: str,
) -> None:
    async with open_town(database_url, sweep_every_seconds=0.1) as town:
        chat = await town.person()
        await settle_down(town.service.db, [chat.user_id])
        today = thai_date(utc_now())
        erase = pressed(str(EraseNow(today)), chat.user_id)
        after = text("เมนู", chat.user_id)
        after["timestamp"] = erase["timestamp"] + 1
        # Both are stored, and the person with them, before the first is handled.
        await chat.does(deliver(town, erase, after))
        assert len(chat.last) == 2
        assert await town.count(Child) == await town.count(CaregiverLink) == 0
        person = await _person(town, chat)
        assert person.last_event_ms == after["timestamp"]
        assert person.created_at > datetime.fromtimestamp(erase["timestamp"] / 1000).astimezone()


async def _person(town: Town, chat: Chat) -> Any:
    table = table_of(Person)
    async with town.service.db.read() as connection:
        found = await connection.execute(select(table).where(table.c.line_id == chat.user_id))
        return found.one()
