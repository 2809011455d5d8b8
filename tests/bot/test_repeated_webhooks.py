"""Webhooks that come twice, late, in another order or again: nobody notices."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from sqlalchemy import select

from bot.simulator.events import Event
from handlers.child.age import ASKED_AGE
from models import CaregiverLink, Child, Consent, InboundEvent, Person
from models.base import table_of
from tests.support.chat import Chat, words_of
from tests.support.town import Town, open_town, until
from tests.support.trouble import ShiftedClock, all_settled, deliveries

TROUBLE = [
    pytest.param({"duplicate": True}, id="duplicated"),
    pytest.param({"duplicate": True, "delay_ms": 20, "redelivery": True}, id="and delayed"),
]
AGE_ASKED = {"name": ASKED_AGE, "data": {}}


@pytest.fixture
def clock() -> ShiftedClock:
    return ShiftedClock()


@pytest.fixture
async def town(database_url: str, clock: ShiftedClock) -> AsyncIterator[Town]:
    """On each engine in turn."""
    async with open_town(database_url, clock=clock, sweep_every_seconds=0.1) as opened:
        yield opened


async def _first_journey(chat: Chat) -> None:
    await chat.says("ลูก 3 ขวบ พัฒนาการเป็นไงบ้าง")
    while any(shown.label == "พักไว้ก่อน" for shown in chat.buttons()):
        await chat.presses("ได้")
    for label in ("ให้จำไว้", "แม่", "ยินยอมทั้งข้อ 1 และ 2"):
        await chat.presses(label)
    await chat.says("มะลิ")
    await chat.says("12 มี.ค. 66")


@pytest.mark.parametrize("trouble", TROUBLE)
async def test_a_whole_journey_goes_the_same_way(town: Town, trouble: dict[str, Any]) -> None:
    control, chat = await town.person(), await town.person()
    await _first_journey(control)
    town.platform.faults.replace({"webhooks": trouble})
    await _first_journey(chat)
    assert list(words_of(chat.messages)) == list(words_of(control.messages))
    for table, count in ((Child, 1), (CaregiverLink, 1), (Consent, 2)):
        assert await town.count(table) == 2 * count
    events = await town.count(InboundEvent)
    assert len(await deliveries(town)) == len(town.platform.accepted) == events
    assert {one.kind for one in town.platform.accepted} == {"reply"}


async def test_an_event_that_is_delivered_again_and_again_is_handled_once(town: Town) -> None:
    chat = await town.person()
    event = await town.platform.say(chat.user_id, "เมนู")
    for _ in range(2):
        await town.platform.send_event(chat.user_id, _again(event))
    await town.settle()
    once = await deliveries(town)
    # Long after its answer it comes again: its row stands, and stays empty.
    await town.platform.send_event(chat.user_id, _again(event))
    await town.settle()
    assert await deliveries(town) == once
    assert [one.kind for one in town.platform.accepted] == ["reply", "reply"]
    assert await town.count(InboundEvent, InboundEvent.body.is_not(None)) == 0


async def test_a_redelivery_gives_the_reply_token_a_new_life(
    town: Town, clock: ShiftedClock
) -> None:
    chat = await town.person()
    received = clock()
    town.platform.faults.set("status_500", scope=["reply"])
    event = await town.platform.say(chat.user_id, "เมนู")
    await _until_open_delivery(town)
    clock.skip(seconds=30)
    await town.platform.send_event(chat.user_id, _again(event))
    await town.platform.settle()

    async def renewed() -> bool:
        return bool((await _until_open_delivery(town)).reply_until > clock())

    await until(renewed)
    clock.skip(seconds=25)
    town.platform.faults.clear()
    await all_settled(town, clock)
    assert (clock() - received).total_seconds() > 50
    assert [one.kind for one in town.platform.accepted] == ["reply", "reply"]
    assert [row.outcome for row in await deliveries(town)] == ["accepted", "accepted"]


async def test_reordered_events_are_all_answered_and_the_newest_one_counts(town: Town) -> None:
    chat = await town.person()
    town.platform.faults.webhooks.reorder = True
    for text in ("เมนู", "เช็กลูก"):
        await _does(town, chat, text)
    await town.settle()
    assert len(town.platform.accepted) == 3
    assert (await _person(town, chat)).position == AGE_ASKED


@pytest.mark.parametrize(
    ("older", "newer", "position", "language"),
    [
        pytest.param("เมนู", "เช็กลูก", AGE_ASKED, None, id="a word does not close a question"),
        pytest.param("เช็กลูก", "เมนู", None, None, id="a word does not open a question"),
        pytest.param("lang:en", "lang:th", None, "th", id="a choice does not replace another"),
    ],
)
async def test_an_event_older_than_the_last_one_handled_moves_nothing(
    town: Town, older: str, newer: str, position: object, language: str | None
) -> None:
    control, chat = await town.person(), await town.person()
    for act in (older, newer):
        await _does(town, control, act)
        await town.settle()
    town.platform.webhooks.active = False
    events = [await _does(town, chat, act) for act in (older, newer)]
    await town.platform.settle()
    town.platform.webhooks.active = True
    for event in reversed(events):
        await town.platform.send_event(chat.user_id, event)
        await town.settle()
    person, straight = await _person(town, chat), await _person(town, control)
    assert (person.language, person.position) == (language, position)
    assert (straight.language, straight.position) == (language, position)
    assert person.last_event_ms == events[1]["timestamp"]
    assert len(chat.messages) == len(control.messages)


def _again(event: Event) -> Event:
    return {**event, "deliveryContext": {"isRedelivery": True}}


async def _does(town: Town, chat: Chat, act: str) -> Event:
    """Press a button or say something, in a millisecond of its own."""
    platform = town.platform
    press = platform.press_postback if ":" in act else platform.say
    event = await press(chat.user_id, act)

    async def ticked() -> bool:
        return bool(platform.clock() > event["timestamp"])

    await until(ticked)
    return event


async def _until_open_delivery(town: Town) -> Any:
    """The one delivery that is not settled, once there is one."""
    found: list[Any] = []

    async def there() -> bool:
        found[:] = [row for row in await deliveries(town) if row.settled_at is None]
        return bool(found and found[0].attempts)

    await until(there)
    return found[0]


async def _person(town: Town, chat: Chat) -> Any:
    table = table_of(Person)
    async with town.service.db.read() as connection:
        rows = await connection.execute(select(table).where(table.c.line_id == chat.user_id))
        return rows.one()
