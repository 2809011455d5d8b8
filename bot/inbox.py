"""Drains stored events: who is woken, in which batches, and what happens when one fails.

A handler that fails costs nobody else their answer: its person is left out of the batch and
drained alone, one event at a time, the attempt counted beforehand. After three failures the event
is set aside, the person gets an apology, and their later events go on.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Sequence
from contextlib import suppress

import structlog

from bot.background import end
from bot.batch import BATCH, Batches, Counted
from bot.db import Database
from bot.delivery import Sender
from bot.events import Event
from bot.line import LineGateway
from bot.turns import PersonTurns
from models.event import keys_with_waiting_events
from models.person import people_missing_for_waiting_events

log = structlog.get_logger()

MOST_FAILURES = 3
# Shorter than the lease under which the person is held meanwhile.
_SLOW_WORK_SECONDS = 12.0
# The three dots are a kindness; an answer never waits longer for them than this.
_LOADING_SECONDS = 2.0


class Inbox:
    """Drains the events of the people it is woken for, and of those a sweep finds."""

    def __init__(self, db: Database, batches: Batches, sender: Sender, line: LineGateway) -> None:
        self._db = db
        self._batches = batches
        self._sender = sender
        self._line = line
        self._woken: dict[str, None] = {}  # a set that keeps the order of waking
        self._wanted = asyncio.Event()
        self._idle = asyncio.Event()
        self._idle.set()
        self._slow: set[asyncio.Task[None]] = set()
        self._worker = asyncio.create_task(self._drain_for_ever())

    def wake(self, keys: Collection[str]) -> None:
        """These people have events waiting. Cheap: the draining happens elsewhere."""
        if keys:
            self._woken.update(dict.fromkeys(keys))
            self._idle.clear()
            self._wanted.set()

    async def sweep(self) -> int:
        """Wake for every waiting event in the database; the number of people woken."""
        async with self._db.read() as connection:
            missing = await people_missing_for_waiting_events(connection)
            keys = await keys_with_waiting_events(connection)
        if missing:
            await self._batches.introduce(missing)
        self.wake(keys)
        return len(keys)

    async def settle(self) -> None:
        """Wait until nobody is woken and no slow work runs."""
        while not self._idle.is_set() or self._slow:
            await self._idle.wait()
            if self._slow:
                await asyncio.wait(self._slow)

    async def close(self) -> None:
        """Stop after the batch under way; what still waits is found by the next start's sweep."""
        self._woken.clear()
        await self.settle()
        await end(self._worker)

    async def _drain_for_ever(self) -> None:
        while True:
            await self._wanted.wait()
            self._wanted.clear()
            while self._woken:
                keys = list(self._woken)[:BATCH]
                for key in keys:
                    del self._woken[key]
                try:
                    await self._drain(keys)
                except Exception as error:
                    # One batch's trouble must not end everybody's answers; a sweep comes back.
                    log.error("drain_failed", error=type(error).__name__, exc_info=True)
            self._idle.set()

    async def _drain(self, keys: list[str]) -> None:
        """One batch; on any failure each of its people alone."""
        try:
            done = await self._batches.drain(keys)
        except Exception as error:
            log.error("batch_failed", people=len(keys), error=type(error).__name__, exc_info=True)
            for key in keys:
                await self._drain_alone(key)
            return
        await self._sender.submit([delivery for one in done for delivery in one.deliveries])
        await self._look_again([one for one in done if one.was_silent])
        for one in done:
            if one.failed:
                await self._drain_alone(one.person.line_id)
            elif one.later is not None:
                self._start_slow(one)

    async def _look_again(self, silent: Sequence[PersonTurns]) -> None:
        """Events that came while a person without an answer was locked, and woke nobody.

        After an answer the recorder looks, once it is sent.
        """
        if silent:
            async with self._db.read() as connection:
                keys = [one.person.line_id for one in silent]
                self.wake(await keys_with_waiting_events(connection, keys))

    async def _drain_alone(self, key: str) -> None:
        """The oldest event of one person. What fails comes back with the next sweep."""
        counted: Counted | None = None
        try:
            counted = await self._batches.count_attempt(key)
            if counted is None:
                return
            done = await self._batches.drain([key], most_each=1)
            if not done:
                return  # another process holds the person: nothing was tried
            if not done[0].failed:
                await self._go_on(done[0])
                return
        except Exception as error:
            log.error("person_failed", error=type(error).__name__, exc_info=True)
        if counted is not None and counted.attempts >= MOST_FAILURES:
            await self._set_aside(key, counted)

    async def _set_aside(self, key: str, counted: Counted) -> None:
        try:
            done = await self._batches.set_aside(key, counted.event_id)
        except Exception as error:
            log.error("apology_failed", error=type(error).__name__, exc_info=True)
            await self._batches.set_aside_silently(counted.event_id)
            return
        if done is not None:
            log.error("event_set_aside", event_id=counted.event_id)
            await self._go_on(done)

    async def _go_on(self, done: PersonTurns) -> None:
        """Send what one person's turn came to; then their next events."""
        await self._sender.submit(done.deliveries)
        if done.later is not None:
            self._start_slow(done)
        elif not done.deliveries:
            self.wake([done.person.line_id])

    def _start_slow(self, turns: PersonTurns) -> None:
        task = asyncio.create_task(self._run_slow(turns))
        self._slow.add(task)
        task.add_done_callback(self._slow.discard)

    async def _run_slow(self, turns: PersonTurns) -> None:
        """Run slow work outside any transaction, with LINE's three dots shown meanwhile."""
        assert turns.later is not None
        waiting, work = turns.later
        key = turns.person.line_id
        try:
            async with asyncio.timeout(_SLOW_WORK_SECONDS):
                await self._show_loading(waiting.event)
                reply = await work()
            done = await self._batches.finish_slow(key, waiting.event_id, reply)
        except Exception as error:
            log.error("slow_work_failed", error=type(error).__name__, exc_info=True)
            await self._count_slow_failure(key, waiting.event_id)
            return
        if done is not None:
            await self._go_on(done)

    async def _count_slow_failure(self, key: str, event_id: str) -> None:
        try:
            counted = await self._batches.count_failure(event_id)
        except Exception as error:
            # The database is away: the hold runs out, and the work is begun anew.
            log.error("count_failed", error=type(error).__name__, exc_info=True)
            return
        if counted.attempts >= MOST_FAILURES:
            await self._set_aside(key, counted)

    async def _show_loading(self, event: Event) -> None:
        if event.private and event.user_id:
            with suppress(TimeoutError):
                async with asyncio.timeout(_LOADING_SECONDS):
                    await self._line.show_loading(event.user_id)
