"""Sends deliveries: claims what is due, calls LINE, records what came of it."""

from __future__ import annotations

import asyncio
import time
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

import structlog
from sqlalchemy import bindparam, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import metrics
from bot.attempts import HOLD, LEASE, Outgoing, after_attempt, before_attempt
from bot.clock import Clock
from bot.db import Database
from bot.line import Attempt, LineGateway
from models import Delivery, Person
from models.base import table_of
from models.event import keys_with_waiting_events

log = structlog.get_logger()

_table = table_of(Delivery)
_CLAIM_MOST = 100
_WHAT_A_SENDER_HOLDS = [
    _table.c[name] for name in Outgoing.__dataclass_fields__ if name in _table.c
]


class Sender:
    """Sends what it is handed, and what a sweep finds due.

    `freed` is called with the people whose answer has gone out and who have more events waiting.
    """

    def __init__(
        self,
        db: Database,
        line: LineGateway,
        clock: Clock,
        *,
        freed: Callable[[set[str]], None],
        timeout_seconds: float,
        most_at_once: int,
    ) -> None:
        self._db = db
        self._line = line
        self._clock = clock
        self._freed = freed
        self._timeout = timeout_seconds
        # A send that had to wait for a connection could outlive its lease.
        self._slots = asyncio.Semaphore(most_at_once)
        self._sending: set[asyncio.Task[None]] = set()
        self._done: list[Outgoing] = []
        self._flush_wanted = asyncio.Event()
        self._flusher = asyncio.create_task(self._flush_for_ever())
        self.retry_soon: Callable[[float], None] = lambda _seconds: None

    async def submit(self, leased: Iterable[Outgoing]) -> None:
        """Send deliveries that are leased to this process; one person's go in order.

        Returns once each has a place among the calls under way.
        """
        chains: dict[str | uuid.UUID, list[Outgoing]] = defaultdict(list)
        for delivery in leased:
            chains[delivery.person_key or delivery.delivery_id].append(delivery)
        for chain in chains.values():
            await self._slots.acquire()
            task = asyncio.create_task(self._send_chain(chain))
            self._sending.add(task)
            task.add_done_callback(self._sent)

    async def sweep(self) -> int:
        """Claim what is due and send it; the number of deliveries claimed."""
        async with self._db.write() as connection:
            claimed = await self._claim(connection)
        await self.submit(claimed)
        return len(claimed)

    async def settle(self) -> None:
        """Wait until all that was submitted is sent and recorded."""
        while self._sending or self._done:
            if self._sending:
                await asyncio.wait(self._sending)
            if self._done:
                await self._flush()

    async def close(self) -> None:
        """Finish what is under way, then stop."""
        await self.settle()
        self._flusher.cancel()
        await asyncio.gather(self._flusher, return_exceptions=True)

    def _sent(self, task: asyncio.Task[None]) -> None:
        self._slots.release()
        self._sending.discard(task)
        if not task.cancelled() and (error := task.exception()):
            # The lease runs out and the sweep tries again; nothing is lost.
            log.error("send_failed", error=type(error).__name__, exc_info=error)

    async def _send_chain(self, chain: list[Outgoing]) -> None:
        """One person's answers in order, recorded together: only then may their next turn begin."""
        done: list[Outgoing] = []
        for delivery in chain:
            if done and done[-1].holds_back(self._clock()):
                # The answers behind one that must wait keep their place: they come due with it.
                done.append(replace(delivery, leased_until=None, due_at=done[-1].due_at))
            else:
                done.append(await self._send(delivery))
        self._record(done)

    async def _send(self, delivery: Outgoing) -> Outgoing:
        """One delivery up to its outcome, or to the moment at which it must wait."""
        while True:
            now = self._clock()
            left = delivery.leased_until - now if delivery.leased_until else None
            if left is None or left.total_seconds() < self._timeout:
                return replace(delivery, leased_until=None, due_at=now)
            ready = before_attempt(delivery, now)
            if ready.outcome is not None:
                return ready
            if ready.billed:
                ready = await self._write_down_first_attempt(ready)
            after = after_attempt(ready, await self._call(ready), self._clock())
            became_push = after.kind != ready.kind
            if not became_push:
                return after
            delivery = replace(after, leased_until=ready.leased_until)

    async def _call(self, delivery: Outgoing) -> Attempt:
        started = time.perf_counter()
        match delivery.kind:
            case "reply":
                token = delivery.reply_token or ""
                attempt = await self._line.reply(token, delivery.messages)
            case "push":
                attempt = await self._line.push(
                    delivery.recipients[0], delivery.messages, delivery.delivery_id
                )
            case _:
                attempt = await self._line.multicast(
                    delivery.recipients, delivery.messages, delivery.delivery_id
                )
        metrics.delivery_seconds.observe(time.perf_counter() - started)
        metrics.attempts.labels(delivery.kind, attempt.result.label).inc()
        if not attempt.result.settled:
            log.warning(
                "delivery_attempt",
                delivery=str(delivery.delivery_id),
                kind=delivery.kind,
                result=attempt.result.label,
                request_id=attempt.request_id,
                said=attempt.detail,
            )
        return attempt

    async def _write_down_first_attempt(self, delivery: Outgoing) -> Outgoing:
        """Commit when the retry key was first used, before it is used: it dies a day later."""
        leased = replace(delivery, leased_until=self._clock() + LEASE)
        async with self._db.write() as connection:
            await connection.execute(_UPDATE_WAITING, [_waiting_row(leased)])
        return leased

    def _record(self, done: Sequence[Outgoing]) -> None:
        self._done += done
        self._flush_wanted.set()

    async def _flush_for_ever(self) -> None:
        while True:
            await self._flush_wanted.wait()
            try:
                await self._flush()
            except Exception as error:
                # The database is away. The rows stay here; after a crash the leases tell.
                log.error("record_failed", error=type(error).__name__)
                await asyncio.sleep(1)

    async def _flush(self) -> None:
        """Record everything that ended since the last flush, in one transaction."""
        self._flush_wanted.clear()
        done, self._done = self._done, []
        if not done:
            return
        try:
            waiting_people = await self._write_down(done)
        except BaseException:
            self._done = done + self._done
            self._flush_wanted.set()
            raise
        for delivery in done:
            if delivery.outcome is not None:
                metrics.settled.labels(delivery.kind, delivery.outcome).inc()
        pauses = [one.due_at - self._clock() for one in done if one.outcome is None]
        if pauses:
            self.retry_soon(max(0.0, min(pauses).total_seconds()))
        if waiting_people:
            self._freed(waiting_people)

    async def _write_down(self, done: Sequence[Outgoing]) -> set[str]:
        """Write outcomes; the people of `done` who have events waiting."""
        now = self._clock()
        settled = [
            {
                "of": one.delivery_id, "how": one.outcome, "line_id": one.request_id,
                "tries": one.attempts, "as_kind": one.kind, "at": now,
            }
            for one in sorted(done, key=lambda one: one.delivery_id)
            if one.outcome is not None
        ]  # fmt: skip
        waiting = [_waiting_row(one) for one in done if one.outcome is None]
        halted = {
            one.person_key: one.due_at + HOLD
            for one in done
            if one.person_key and one.holds_back(now)
        }
        people = {one.person_key for one in done if one.person_key} - halted.keys()
        async with self._db.write() as connection:
            if settled:
                await connection.execute(_UPDATE_SETTLED, settled)
            if waiting:
                await connection.execute(_UPDATE_WAITING, waiting)
            if halted:
                await _hold(connection, halted)
            if not people:
                return set()
            await connection.execute(
                update(table_of(Person))
                .where(table_of(Person).c.line_id.in_(sorted(people)))
                .values(held_until=None)
            )
            return await keys_with_waiting_events(connection, people)

    async def _claim(self, connection: AsyncConnection) -> list[Outgoing]:
        now = self._clock()
        free = or_(_table.c.leased_until.is_(None), _table.c.leased_until <= now)
        due = (
            select(_table.c.delivery_id)
            .where(_table.c.settled_at.is_(None), _table.c.due_at <= now, free)
            .order_by(_table.c.due_at)
            .limit(_CLAIM_MOST)
            .with_for_update(skip_locked=True)
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


def _waiting_row(delivery: Outgoing) -> dict[str, object]:
    return {
        "of": delivery.delivery_id, "as_kind": delivery.kind, "tries": delivery.attempts,
        "not_sure": delivery.unsure, "first": delivery.first_attempt_at,
        "due": delivery.due_at, "lease": delivery.leased_until, "token": delivery.reply_token,
    }  # fmt: skip


async def _hold(connection: AsyncConnection, until: Mapping[str, datetime]) -> None:
    """Let these people's next events wait for the answer that is on its way."""
    await connection.execute(
        _HOLD_PERSON, [{"of": key, "until": moment} for key, moment in sorted(until.items())]
    )


_HOLD_PERSON = (
    update(table_of(Person))
    .where(table_of(Person).c.line_id == bindparam("of"))
    .values(held_until=bindparam("until"))
)
_UPDATE_WAITING = (
    update(_table)
    .where(_table.c.delivery_id == bindparam("of"))
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
    .where(_table.c.delivery_id == bindparam("of"))
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
