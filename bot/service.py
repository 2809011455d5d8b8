"""Puts a process together: what it holds open, made and closed in order."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import structlog

from bot.background import end
from bot.clock import Clock, utc_now
from bot.content import load_content
from bot.db import Database, ServingLock
from bot.engine import Engine
from bot.router import Conversation
from bot.schema import check_schema
from bot.settings import Settings
from bot.tasks import (
    Waker,
    make_broker,
    receive_tasks,
    register_drain,
    register_purge,
    run_schedules,
)
from bot.webhook import Intake, Webhook
from models.base import EncryptedText

log = structlog.get_logger()


class Service:
    """One process of Tonkla: a web process, a worker, or (without Redis) both in one."""

    def __init__(
        self, settings: Settings, conversation: Conversation, clock: Clock = utc_now
    ) -> None:
        self.settings = settings
        self.clock = clock
        self._conversation = conversation
        self._content = load_content(conversation.record_types)
        EncryptedText.use_cipher(settings.cipher)
        self.db: Database
        self.engine: Engine | None = None
        self.webhook: Webhook | None = None

    @asynccontextmanager
    async def web(self) -> AsyncIterator[None]:
        """Intake; with no Redis also the engine and the schedules."""
        settings = self.settings
        async with AsyncExitStack() as stack:
            await self._open_database(stack)
            broker = make_broker(settings.redis_url)
            if not settings.redis_url:
                engine = self._open_engine(stack)
                register_drain(broker, engine.inbox.wake)
                register_purge(broker, engine.purge)
            await broker.startup()
            stack.push_async_callback(broker.shutdown)
            if not settings.redis_url:
                _run_beside(stack, run_schedules(broker))
            waker = Waker(broker)
            stack.push_async_callback(waker.close)
            intake = Intake(self.db, self.clock, waker.wake)
            stack.push_async_callback(intake.close)
            self.webhook = Webhook(
                intake,
                settings.channel_secrets,
                body_limit_bytes=settings.webhook_body_limit_bytes,
                bot_user_id=settings.line_bot_user_id,
            )
            yield

    @asynccontextmanager
    async def worker(self) -> AsyncIterator[None]:
        """The engine, woken over Redis."""
        async with AsyncExitStack() as stack:
            await self._open_database(stack)
            engine = self._open_engine(stack)
            broker = make_broker(self.settings.redis_url)
            register_drain(broker, engine.inbox.wake)
            register_purge(broker, engine.purge)
            broker.is_worker_process = True
            await broker.startup()
            stack.push_async_callback(broker.shutdown)
            _run_beside(stack, receive_tasks(broker))
            yield

    async def _open_database(self, stack: AsyncExitStack) -> None:
        if path := self.settings.sqlite_path:
            stack.enter_context(ServingLock(path))
        self.db = Database(self.settings)
        stack.push_async_callback(self.db.close)
        await check_schema(self.db)

    def _open_engine(self, stack: AsyncExitStack) -> Engine:
        engine = Engine(self.settings, self.db, self._conversation, self._content, self.clock)
        stack.push_async_callback(engine.close)
        self.engine = engine
        return engine


async def run_scheduler(settings: Settings) -> None:
    """Put scheduled tasks on the queue, for ever; the workers run them."""
    broker = make_broker(settings.redis_url)

    async def only_workers_purge() -> None:
        return

    register_purge(broker, only_workers_purge)
    await broker.startup()
    try:
        await run_schedules(broker)
    finally:
        await broker.shutdown()


def _tell_if_it_failed(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and (error := task.exception()):
        log.error("background_work_ended", error=type(error).__name__, exc_info=error)


def _run_beside(stack: AsyncExitStack, work: Coroutine[Any, Any, None]) -> None:
    """Run `work` until the stack closes."""
    task = asyncio.create_task(work)
    task.add_done_callback(_tell_if_it_failed)

    stack.push_async_callback(end, task)
