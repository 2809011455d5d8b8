"""What intake promises about the database: one transaction for many, 200 only after the commit."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy import event as on
from sqlalchemy import update
from structlog.testing import capture_logs

from bot.clock import utc_now
from bot.db import Database
from bot.events import Envelope, read_envelope
from bot.simulator.faults import WebhookFaults
from bot.webhook import Arrived, Intake
from models import InboundEvent
from models.base import table_of
from tests.support.backroom import Backroom, open_backroom, statements, with_statement
from tests.support.line_events import Json, again, body_of, text, user
from tests.support.outage import database_away
from tests.support.town import Town, open_town, until


@pytest.fixture
async def room(database_url: str) -> AsyncIterator[Backroom]:
    """The intake on each engine in turn."""
    async with open_backroom(database_url) as opened:
        yield opened


def _arrived(one: Json) -> Arrived:
    return Arrived(read_envelope(one), body_of(one))


async def test_requests_that_arrive_together_share_one_insert(room: Backroom) -> None:
    events = [text("สวัสดี", user(number)) for number in range(30)]
    async with statements(room.db) as seen:
        await asyncio.gather(*(room.intake.store([_arrived(one)]) for one in events))
    assert len(with_statement(seen, "INSERT INTO inbound_event")) == 1
    assert sum(sql.startswith("INSERT") for one in seen for sql in one) == 2  # people and events
    assert await room.ids() == {one["webhookEventId"] for one in events}
    assert room.woken == {user(number) for number in range(30)}


async def test_one_bad_request_never_fails_its_neighbours(room: Backroom) -> None:
    good = [text("สวัสดี", user(number)) for number in range(6)]
    # What no reading lets through: the database itself refuses it.
    bad = Arrived(Envelope("E-bad", user(99), None, 0, False), b"{}")  # type: ignore[arg-type]
    requests = [[_arrived(one)] for one in good]
    requests.insert(3, [bad])
    outcomes = await asyncio.gather(
        *(room.intake.store(one) for one in requests), return_exceptions=True
    )
    assert [isinstance(one, Exception) for one in outcomes] == [False] * 3 + [True] + [False] * 3
    assert await room.ids() == {one["webhookEventId"] for one in good}
    assert user(99) not in room.woken


async def test_200_waits_for_the_commit(room: Backroom) -> None:
    def fail(_connection: object) -> None:
        raise OSError("the disk went away at the very last moment")

    engine = room.db.engine.sync_engine
    on.listen(engine, "commit", fail)
    one = text("สวัสดี")
    assert await room.takes(one) == 503
    on.remove(engine, "commit", fail)
    assert await room.stored() == []
    assert not room.woken
    assert await room.takes(*again([one])) == 200
    assert await room.ids() == {one["webhookEventId"]}


async def test_while_the_database_is_away_the_answer_is_503(room: Backroom) -> None:
    one = text("สวัสดี")
    async with database_away(room.db, room.settings):
        answers = await asyncio.gather(*(room.takes(one, text("อีกคน", user(n))) for n in range(5)))
        assert answers == [503] * 5
        assert await room.takes() == 200  # LINE's verification needs no database
    assert await room.stored() == []
    assert await room.takes(*again([one])) == 200
    assert room.woken == {one["source"]["userId"]}


async def test_what_came_while_the_database_was_away_is_answered_by_redelivery(
    database_url: str,
) -> None:
    with capture_logs():
        async with open_town(database_url, sweep_every_seconds=600) as town:
            await _ask_while_away(town)


async def _ask_while_away(town: Town) -> None:
    mother = await town.person()
    town.platform.faults.webhooks = WebhookFaults(
        redelivery=True, redelivery_interval_ms=50, redelivery_limit=200
    )

    async def refused() -> bool:
        return any(item.status == 503 for item in town.platform.journal.after(0))

    async with database_away(town.service.db, town.settings):
        asked = asyncio.create_task(mother.says("เช็กลูก 14 เดือน"))
        await until(refused)
    await asked
    mother.heard("คลอดก่อนกำหนดไหมคะ")
    assert len(mother.last) == 1


async def test_the_same_event_at_the_same_moment_is_stored_once(room: Backroom) -> None:
    events = [text("สวัสดี", user(number % 3)) for number in range(10)]
    answers = await asyncio.gather(*(room.takes(*events) for _ in range(8)))
    assert answers == [200] * 8
    assert await room.ids() == {one["webhookEventId"] for one in events}


async def test_a_redelivery_gives_a_waiting_event_a_new_minute(database_url: str) -> None:
    moment = utc_now()
    async with open_backroom(database_url, clock=lambda: moment) as room:
        waiting, handled = text("รออยู่"), text("ตอบแล้ว")
        await room.takes(waiting, handled)
        events = table_of(InboundEvent)
        async with room.db.write() as connection:
            await connection.execute(
                update(events)
                .where(events.c.event_id == handled["webhookEventId"])
                .values(handled_at=moment)
            )
        first = {row.event_id: row.received_at for row in await room.stored()}
        moment += timedelta(seconds=40)
        await room.takes(*again([waiting, handled]))
        received = {row.event_id: row.received_at for row in await room.stored()}
        assert received[waiting["webhookEventId"]] >= moment
        assert received[handled["webhookEventId"]] == first[handled["webhookEventId"]]


@pytest.mark.parametrize("known", [True, False], ids=["people known", "people new"])
async def test_two_processes_with_the_same_events_never_deadlock(
    postgres_url: str, known: bool
) -> None:
    """Unsorted, 41 of 300 such rounds deadlocked."""
    people = [user(number) for number in range(300)]
    async with open_backroom(postgres_url) as room:
        other_db = Database(room.settings)
        other = Intake(other_db, utc_now, lambda _keys: None)
        if known:  # then only the events' own keys are fought for
            await room.takes(*(text("สวัสดี", key) for key in people))
        for round_ in range(6):
            writers = people if known else [user(1000 * (round_ + 1) + n) for n in range(300)]
            events = [_arrived(text("สวัสดี", key)) for key in writers]
            mixed = random.Random(round_).sample(events, len(events))
            # One request each: a second try after a deadlock would hide it.
            await asyncio.gather(room.intake.store(events), other.store(mixed))
        await other.close()
        await other_db.close()
        assert len(await room.stored()) == (6 + known) * len(people)
