"""The answering half of the service: drains, sends, sweeps. In a worker, or beside the web."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import structlog
from sqlalchemy import delete, func, select

from bot import metrics
from bot.background import end
from bot.batch import Batches
from bot.clock import Clock
from bot.content import Content
from bot.db import Database
from bot.delivery import Sender
from bot.inbox import Inbox
from bot.line import LineGateway
from bot.recorder import Recorder
from bot.render import Renderer
from bot.router import Conversation
from bot.settings import Settings
from bot.turns import Turns
from models import Delivery, InboundEvent
from models.event import is_waiting

log = structlog.get_logger()

_PURGE_PORTION = 5_000


class Engine:
    """Make it inside the running loop; it works until it is closed."""

    def __init__(
        self,
        settings: Settings,
        db: Database,
        conversation: Conversation,
        content: Content,
        clock: Clock,
    ) -> None:
        self._settings = settings
        self._db = db
        self._clock = clock
        self.line = LineGateway(settings)
        recorder = Recorder(db, clock, freed=self._wake)
        recorder.retry_soon = self._sweep_in
        self.sender = Sender(
            recorder,
            self.line,
            clock,
            timeout_seconds=settings.line_timeout_seconds,
            most_at_once=settings.line_connections,
        )
        renderer = Renderer(content, add_friend=settings.add_friend_url)
        batches = Batches(db, Turns(conversation, content, renderer), clock)
        self.inbox = Inbox(db, batches, self.sender, self.line)
        self._sweep_wanted = asyncio.Event()
        self._sweeper = asyncio.create_task(self._sweep_for_ever())

    async def settle(self) -> None:
        """Wait until everything that can be done now is done."""
        await self.inbox.settle()
        await self.sender.settle()

    async def close(self) -> None:
        """Finish the batch and the calls under way, then let go of LINE."""
        await end(self._sweeper)
        await self.inbox.close()
        await self.sender.close()
        await self.line.close()

    async def sweep(self) -> None:
        """Find every due delivery and every waiting event in the database, and set to work.

        Deliveries first: claiming one holds its person, so that no later answer overtakes it.
        """
        await self.sender.sweep()
        await self.inbox.sweep()
        await self._count_waiting()

    async def purge(self) -> None:
        """Clear away what ended longer ago than `keep_settled_days`, failed events included."""
        before = self._clock() - timedelta(days=self._settings.keep_settled_days)
        for key, moment in (
            (Delivery.delivery_id, Delivery.settled_at),
            (InboundEvent.event_id, InboundEvent.handled_at),
            (InboundEvent.event_id, InboundEvent.set_aside_at),
        ):
            # In portions: one long DELETE would hold up SQLite's only writer, or time out.
            old = select(key).where(moment < before).limit(_PURGE_PORTION)
            gone = _PURGE_PORTION
            while gone == _PURGE_PORTION:
                async with self._db.write() as connection:
                    deleted = await connection.execute(delete(key.class_).where(key.in_(old)))
                    gone = deleted.rowcount

    def _wake(self, keys: set[str]) -> None:
        self.inbox.wake(keys)

    def _sweep_in(self, seconds: float) -> None:
        asyncio.get_running_loop().call_later(seconds, self._sweep_wanted.set)

    async def _sweep_for_ever(self) -> None:
        while True:
            # Before the sweep: what falls due while it runs is swept right afterwards.
            self._sweep_wanted.clear()
            try:
                await self.sweep()
            except Exception as error:
                # The database is away; the next sweep finds all that waits.
                log.error("sweep_failed", error=type(error).__name__)
            try:
                async with asyncio.timeout(self._settings.sweep_every_seconds):
                    await self._sweep_wanted.wait()
            except TimeoutError:
                continue

    async def _count_waiting(self) -> None:
        aside = InboundEvent.set_aside_at.is_not(None)
        async with self._db.read() as connection:
            for gauge, table, condition in (
                (metrics.waiting_events, InboundEvent, is_waiting()),
                (metrics.aside_events, InboundEvent, aside),
                (metrics.waiting_deliveries, Delivery, Delivery.settled_at.is_(None)),
            ):
                count = await connection.execute(
                    select(func.count()).select_from(table).where(condition)
                )
                gauge.set(count.scalar_one())
