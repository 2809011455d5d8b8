"""The transactions of the inbox: lock people, read their events, write what came of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import metrics
from bot.attempts import HOLD
from bot.clock import Clock
from bot.db import Database
from bot.effects import Workbench, carry_out
from bot.recorder import delivery_row
from bot.reply import SILENCE, Reply, Say
from bot.turns import PersonTurns, Turns, Waiting, by_person, load_people
from models import Delivery, InboundEvent, Person
from models.base import table_of
from models.event import waiting_events
from models.person import lock_people, stranger

BATCH = 64
_APOLOGY = Reply(says=(Say("sorry/failed", {}),), position=None)

_events = table_of(InboundEvent)
_people = table_of(Person)


@dataclass(frozen=True, slots=True)
class Counted:
    """An event that is about to be tried alone, and how often it then was tried."""

    event_id: str
    attempts: int


class Batches:
    """Each method is one transaction."""

    def __init__(self, db: Database, turns: Turns, clock: Clock) -> None:
        self._db = db
        self._turns = turns
        self._clock = clock

    async def drain(
        self, keys: Sequence[str], *, most_each: int | None = None
    ) -> list[PersonTurns]:
        """Answer the waiting events of those of `keys` that can be locked now (at most 64).

        `most_each=1` takes only the oldest event of a single person.
        """
        async with self._db.write() as connection:
            now = self._clock()
            rows = await lock_people(connection, keys, now, BATCH)
            if not rows:
                return []
            # After the lock, never before: what another worker handled is then seen as handled.
            stored = await waiting_events(
                connection, [row.line_id for row in rows], most_each=most_each
            )
            if not stored:
                return []
            done = await self._answer(connection, rows, stored, now)
            await self._write(
                Workbench(connection, self._db, now), [one for one in done if not one.failed]
            )
        for row in stored:
            metrics.turn_seconds.observe(max(0.0, (now - row.received_at).total_seconds()))
        return done

    async def finish_slow(self, key: str, event_id: str, reply: Reply) -> PersonTurns | None:
        """Carry out what slow work came to; None if the event was handled meanwhile."""
        async with self._db.write() as connection:
            now = self._clock()
            found = await self._lock_one(connection, key, event_id)
            if found is None:
                return None
            turns = await self._carry(connection, *found, reply, now)
            await self._write(Workbench(connection, self._db, now), [turns])
        return turns

    async def count_attempt(self, key: str) -> Counted | None:
        """Count an attempt at the person's oldest event before it is made, and commit."""
        async with self._db.write() as connection:
            if not await lock_people(connection, [key], self._clock(), 1):
                return None
            stored = await waiting_events(connection, [key], most_each=1)
            if not stored:
                return None
            counted = Counted(stored[0].event_id, stored[0].attempts + 1)
            await connection.execute(
                update(_events)
                .where(_events.c.event_id == counted.event_id)
                .values(attempts=counted.attempts)
            )
            return counted

    async def count_failure(self, event_id: str) -> Counted:
        """Count a failure of slow work, whose person is held and so cannot be locked above."""
        async with self._db.write() as connection:
            counted = await connection.execute(
                update(_events)
                .where(_events.c.event_id == event_id)
                .values(attempts=_events.c.attempts + 1)
                .returning(_events.c.attempts)
            )
            return Counted(event_id, counted.scalar_one())

    async def set_aside(self, key: str, event_id: str) -> PersonTurns | None:
        """Put an event out of the way, keep it for `tonkla events retry`, and apologise."""
        async with self._db.write() as connection:
            now = self._clock()
            found = await self._lock_one(connection, key, event_id)
            if found is None:
                return None
            person, waiting = found
            # A group asked for nothing, and hears no apology for it.
            heard = waiting.event.private and waiting.event.active
            reply = _APOLOGY if heard else SILENCE
            turns = await self._carry(connection, person, waiting, reply, now)
            turns.handled.clear()
            await self._write(Workbench(connection, self._db, now), [turns])
            await connection.execute(
                update(_events).where(_events.c.event_id == event_id).values(set_aside_at=now)
            )
        metrics.set_aside.inc()
        return turns

    async def set_aside_silently(self, event_id: str) -> None:
        """The same for an event whose apology cannot even be written."""
        async with self._db.write() as connection:
            await connection.execute(
                update(_events)
                .where(_events.c.event_id == event_id, _events.c.handled_at.is_(None))
                .values(set_aside_at=self._clock())
            )
        metrics.set_aside.inc()

    async def introduce(self, keys: Collection[str]) -> None:
        """Person rows for people who wrote again while their old row was being erased."""
        async with self._db.write() as connection:
            now = self._clock()
            await connection.execute(
                self._db.insert(Person).on_conflict_do_nothing(),
                [stranger(key, now) for key in sorted(keys)],
            )

    async def _answer(
        self,
        connection: AsyncConnection,
        rows: Sequence[Row[Any]],
        stored: Sequence[Row[Any]],
        now: datetime,
    ) -> list[PersonTurns]:
        events = by_person(stored)
        people = await load_people(connection, [row for row in rows if row.line_id in events])
        return [self._turns.take(person, events[key], now) for key, person in people.items()]

    async def _lock_one(
        self, connection: AsyncConnection, key: str, event_id: str
    ) -> tuple[Row[Any], Waiting] | None:
        """The person's row, locked, and the event, read, if it is still waiting."""
        locked = await connection.execute(
            select(_people).where(_people.c.line_id == key).with_for_update()
        )
        person = locked.one_or_none()
        stored = await waiting_events(connection, [key])
        event = next((one for one in stored if one.event_id == event_id), None)
        if person is None or event is None:
            return None
        return person, by_person([event])[person.line_id][0]

    async def _carry(
        self,
        connection: AsyncConnection,
        person: Row[Any],
        waiting: Waiting,
        reply: Reply,
        now: datetime,
    ) -> PersonTurns:
        people = await load_people(connection, [person])
        turns = PersonTurns(people[person.line_id])
        late = waiting.event.occurred_ms < person.last_event_ms
        self._turns.carry(turns, waiting, reply, now, late=late)
        return turns

    async def _write(self, bench: Workbench, done: Sequence[PersonTurns]) -> None:
        """Effects, handled marks, positions and deliveries: one statement a table."""
        await carry_out(bench, (ordered for one in done for ordered in one.effects))
        handled = sorted(event_id for one in done for event_id in one.handled)
        if handled:
            await bench.connection.execute(
                _MARK_HANDLED, [{"of": event_id, "at": bench.now} for event_id in handled]
            )
        people = [_person_row(one, bench.now) for one in done if not one.person.erased]
        if people:
            await bench.connection.execute(_UPDATE_PERSON, people)
        deliveries = [delivery_row(delivery) for one in done for delivery in one.deliveries]
        if deliveries:
            await bench.connection.execute(table_of(Delivery).insert(), deliveries)


def _person_row(turns: PersonTurns, now: datetime) -> dict[str, object]:
    person, position = turns.person, turns.person.position
    on_its_way = bool(turns.deliveries) or turns.later is not None
    return {
        "of": person.line_id,
        "speaks": person.language,
        "is_muted": person.muted,
        "is_blocked": person.blocked,
        "stands": {"name": position.name, "data": dict(position.data)} if position else None,
        "newest": person.last_event_ms,
        "held": now + HOLD if on_its_way else None,
    }


# The content goes with the mark: only id, kind and time remain.
_MARK_HANDLED = (
    update(_events)
    .where(_events.c.event_id == bindparam("of"))
    .values(handled_at=bindparam("at"), body=None, person_key=None)
)
_UPDATE_PERSON = (
    update(_people)
    .where(_people.c.line_id == bindparam("of"))
    .values(
        language=bindparam("speaks"),
        muted=bindparam("is_muted"),
        blocked=bindparam("is_blocked"),
        position=bindparam("stands"),
        last_event_ms=bindparam("newest"),
        held_until=bindparam("held"),
    )
)
