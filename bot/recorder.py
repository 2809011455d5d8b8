"""The book of deliveries: what is due is claimed from it, what became of each is written there.

Every write is fenced by the lease under which the call was made: whoever lost their lease (a
database that was away, a process that stood still) no longer decides what becomes of a delivery.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

import structlog
from sqlalchemy import Boolean, bindparam, or_, select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import metrics
from bot.attempts import HOLD, LEASE, Outgoing
from bot.background import end
from bot.clock import Clock
from bot.db import Database
from models import Delivery, Person
from models.base import table_of
from models.event import keys_with_waiting_events

log = structlog.get_logger()

CLAIM_MOST = 100
_table = table_of(Delivery)
_people = table_of(Person)
_WHAT_A_SENDER_HOLDS = [
    _table.c[name] for name in Outgoing.__dataclass_fields__ if name in _table.c
]


class Ended(NamedTuple):
    """A delivery after its calls, and the lease under which they were made."""

    delivery: Outgoing
    lease: datetime | None


class Recorder:
    """Claims and records. Records that come together share one transaction.

    `freed` is called with the people whose answer has gone out and who have more events waiting;
    `retry_soon` with the seconds until the first delivery that must be tried again.
    """

    def __init__(self, db: Database, clock: Clock, freed: Callable[[set[str]], None]) -> None:
        self._db = db
        self._clock = clock
        self._freed = freed
        self._ended: list[Ended] = []
        self._wanted = asyncio.Event()
        self._flushing = asyncio.Lock()
        self._flusher = asyncio.create_task(self._flush_for_ever())
        self.retry_soon: Callable[[float], None] = lambda _seconds: None

    def record(self, ended: Sequence[Ended]) -> None:
        """Write these down soon; the answers of one person come together."""
        self._ended += ended
        self._wanted.set()

    async def claim(self) -> list[Outgoing]:
        """Lease what is due to this process, at most CLAIM_MOST, in the order of making."""
        async with self._db.write() as connection:
            return await self._claim(connection)

    async def begin_billed(self, delivery: Outgoing) -> Outgoing | None:
        """Commit when the retry key was first used, before it is used: it dies a day later.

        None if the delivery is no longer ours.
        """
        leased = replace(delivery, leased_until=self._clock() + LEASE)
        row = _waiting_row(Ended(leased, delivery.leased_until))
        async with self._db.write() as connection:
            written = await connection.execute(_UPDATE_WAITING, row)
            return leased if written.rowcount == 1 else None

    async def settle(self) -> None:
        """Wait until all that was recorded is written."""
        while self._ended:
            await self._flush()
        async with self._flushing:
            return

    async def close(self) -> None:
        """Write what is left, then stop."""
        await self.settle()
        await end(self._flusher)

    async def _flush_for_ever(self) -> None:
        while True:
            await self._wanted.wait()
            try:
                await self._flush()
            except Exception as error:
                # The database is away. The records stay here; after a crash the leases tell.
                log.error("record_failed", error=type(error).__name__)
                await asyncio.sleep(1)

    async def _flush(self) -> None:
        async with self._flushing:
            self._wanted.clear()
            ended, self._ended = self._ended, []
            try:
                await self._write(ended)
            except BaseException:
                self._ended = ended + self._ended
                self._wanted.set()
                raise

    async def _write(self, ended: Sequence[Ended]) -> None:
        """All in one transaction; if one row cannot be written, each alone, and that one left."""
        if not ended:
            return
        try:
            waiting = await self._write_down(ended)
        except DBAPIError as error:
            if error.connection_invalidated or not isinstance(error.orig, Exception):
                raise
            if len(ended) == 1:
                log.error("record_refused", delivery=str(ended[0].delivery.delivery_id),
                          error=type(error).__name__)  # fmt: skip
                return
            for one in ended:
                await self._write([one])
            return
        self._tell(ended, waiting)

    def _tell(self, ended: Sequence[Ended], waiting: set[str]) -> None:
        for one in ended:
            if one.delivery.outcome is not None:
                metrics.settled.labels(one.delivery.kind, one.delivery.outcome).inc()
        pauses = [
            one.delivery.due_at - self._clock() for one in ended if one.delivery.outcome is None
        ]
        if pauses:
            self.retry_soon(max(0.0, min(pauses).total_seconds()))
        if waiting:
            self._freed(waiting)

    async def _write_down(self, ended: Sequence[Ended]) -> set[str]:
        """Write outcomes; the people of `ended` who have events waiting."""
        now = self._clock()
        ordered = sorted(ended, key=lambda one: one.delivery.delivery_id)
        settled = [_settled_row(one, now) for one in ordered if one.delivery.outcome is not None]
        again = [_waiting_row(one) for one in ordered if one.delivery.outcome is None]
        halted = {
            one.delivery.person_key: one.delivery.due_at + HOLD
            for one in ordered
            if one.delivery.person_key and one.delivery.holds_back(now)
        }
        people = {one.delivery.person_key for one in ordered if one.delivery.person_key}
        freed = sorted(people - halted.keys())
        async with self._db.write() as connection:
            if settled:
                await connection.execute(_UPDATE_SETTLED, settled)
            if again:
                await connection.execute(_UPDATE_WAITING, again)
            if halted:
                await _hold(connection, halted)
            if not freed:
                return set()
            await connection.execute(
                update(_people).where(_people.c.line_id.in_(freed)).values(held_until=None)
            )
            return await keys_with_waiting_events(connection, freed)

    async def _claim(self, connection: AsyncConnection) -> list[Outgoing]:
        now = self._clock()
        free = or_(_table.c.leased_until.is_(None), _table.c.leased_until <= now)
        older = _table.alias("older")
        under_way = select(older.c.delivery_id).where(
            older.c.person_key == _table.c.person_key,
            older.c.settled_at.is_(None),
            older.c.delivery_id < _table.c.delivery_id,
            older.c.leased_until > now,
        )
        due = (
            select(_table.c.delivery_id)
            .where(_table.c.settled_at.is_(None), _table.c.due_at <= now, free)
            .where(~under_way.exists())
            .order_by(_table.c.due_at, _table.c.delivery_id)
            .limit(CLAIM_MOST)
            .with_for_update(skip_locked=True, of=_table)
        )
        rows = await connection.execute(
            update(_table)
            .where(_table.c.delivery_id.in_(due))
            .values(
                leased_until=now + LEASE,
                # A lease that ran out is a sender that died: its call may have arrived.
                unsure=or_(_table.c.unsure, _table.c.leased_until.is_not(None)),
            )
            .returning(*_WHAT_A_SENDER_HOLDS)
        )
        found = [_outgoing(row._asdict()) for row in rows]
        if people := {one.person_key: now + HOLD for one in found if one.person_key}:
            await _hold(connection, people)
        return sorted(found, key=lambda one: one.delivery_id)


def delivery_row(delivery: Outgoing) -> dict[str, object]:
    """The columns with which a delivery is inserted."""
    row = {name: getattr(delivery, name) for name in Outgoing.__dataclass_fields__}
    return {**row, "recipients": list(delivery.recipients)}


def _outgoing(row: dict[str, object]) -> Outgoing:
    return Outgoing(**{**row, "recipients": tuple(row["recipients"])})  # type: ignore[arg-type]


def _waiting_row(ended: Ended) -> dict[str, object]:
    delivery = ended.delivery
    return {
        "of": delivery.delivery_id, "mine": ended.lease, "as_kind": delivery.kind,
        "tries": delivery.attempts, "not_sure": delivery.unsure,
        "first": delivery.first_attempt_at, "due": delivery.due_at,
        "lease": delivery.leased_until, "token": delivery.reply_token,
    }  # fmt: skip


def _settled_row(ended: Ended, now: datetime) -> dict[str, object]:
    delivery = ended.delivery
    return {
        "of": delivery.delivery_id, "mine": ended.lease, "how": delivery.outcome,
        # That LINE took it is true whoever holds the lease by now.
        "sure": delivery.outcome == "accepted", "line_id": delivery.request_id,
        "tries": delivery.attempts, "as_kind": delivery.kind, "at": now,
    }  # fmt: skip


async def _hold(connection: AsyncConnection, until: Mapping[str, datetime]) -> None:
    """Let these people's next events wait for the answer that is on its way."""
    await connection.execute(
        _HOLD_PERSON, [{"of": key, "until": moment} for key, moment in sorted(until.items())]
    )


_HOLD_PERSON = (
    update(_people)
    .where(_people.c.line_id == bindparam("of"))
    .values(held_until=bindparam("until"))
)
_UPDATE_WAITING = (
    update(_table)
    .where(
        _table.c.delivery_id == bindparam("of"),
        _table.c.settled_at.is_(None),
        _table.c.leased_until == bindparam("mine"),
    )
    .values(
        kind=bindparam("as_kind"),
        attempts=bindparam("tries"),
        unsure=bindparam("not_sure"),
        first_attempt_at=bindparam("first"),
        due_at=bindparam("due"),
        leased_until=bindparam("lease"),
        reply_token=bindparam("token"),
    )
)
# What was said, and to whom, goes with the outcome; only that it was sent remains.
_UPDATE_SETTLED = (
    update(_table)
    .where(
        _table.c.delivery_id == bindparam("of"),
        _table.c.settled_at.is_(None),
        or_(bindparam("sure", type_=Boolean), _table.c.leased_until == bindparam("mine")),
    )
    .values(
        kind=bindparam("as_kind"),
        attempts=bindparam("tries"),
        outcome=bindparam("how"),
        request_id=bindparam("line_id"),
        settled_at=bindparam("at"),
        leased_until=None,
        messages=b"",
        recipients=[],
        reply_token=None,
        person_key=None,
    )
)
