"""A whole town for a test: the service, a simulated LINE Platform, and its people."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import uvicorn
from sqlalchemy import func, select

from bot.app import make_app
from bot.clock import Clock, utc_now
from bot.router import Conversation
from bot.service import Service
from bot.settings import Settings, load_settings
from bot.simulator import Platform, SimulatorSettings, create_simulator
from bot.simulator.clock import wall_clock
from handlers import make_conversation
from models import Delivery, InboundEvent
from models.event import is_waiting
from tests.support.calendar import Calendar
from tests.support.chat import Chat

SECRET = "a-channel-secret-for-tests-only"
TOKEN = "an-access-token-for-tests-only"


@dataclass(slots=True)
class Town:
    """What a test talks to. `address` is the service's own."""

    platform: Platform
    service: Service
    settings: Settings
    address: str
    worker: Service | None = None
    calendar: Calendar | None = None
    _people: list[Chat] = field(default_factory=list)

    async def person(self, name: str = "แม่มะลิ", *, follows: bool = True) -> Chat:
        """A LINE user; one who follows has the greeting already behind them."""
        user = await self.platform.add_user(name)
        chat = Chat(self.platform, user.id, self.settle)
        if follows:
            await self.platform.follow(user.id)
            await self.settle()
        return chat

    async def settle(self) -> None:
        """Wait until every event is handled and every delivery that is due was sent."""
        await self.platform.settle()
        await until(self._is_quiet)

    async def count(self, table: Any, *conditions: Any) -> int:
        """Rows of a table."""
        async with self.service.db.read() as connection:
            found = await connection.execute(
                select(func.count()).select_from(table).where(*conditions)
            )
            return int(found.scalar_one())

    async def _is_quiet(self) -> bool:
        return not await self.count(InboundEvent, is_waiting()) and not await self.count(
            Delivery, Delivery.settled_at.is_(None), Delivery.due_at <= self.service.clock()
        )


async def until(condition: Callable[[], Any], *, seconds: float = 15.0) -> None:
    """Wait for a condition (of an async function). Raises TimeoutError."""
    async with asyncio.timeout(seconds):
        while not await condition():
            await asyncio.sleep(0.005)


@asynccontextmanager
async def served(app: Any) -> AsyncIterator[str]:
    """An ASGI application on a free port of loopback; yields its address."""
    config = uvicorn.Config(
        app, port=0, log_config=None, lifespan="on", timeout_graceful_shutdown=3
    )
    server = uvicorn.Server(config)
    running = asyncio.create_task(server.serve())
    try:
        while not server.started:
            if running.done():
                running.result()
                raise RuntimeError("the server did not start")
            await asyncio.sleep(0.005)
        port = server.servers[0].sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        await running


@asynccontextmanager
async def open_town(
    database_url: str,
    *,
    redis_url: str = "",
    conversation: Conversation | None = None,
    clock: Clock = utc_now,
    calendar: Calendar | None = None,
    **settings: Any,
) -> AsyncIterator[Town]:
    """A town on this database; with Redis the web and a worker are separate services.

    With a calendar the service and the platform keep its time instead.
    """
    clock = calendar.now if calendar else clock
    talk = conversation or make_conversation()
    async with AsyncExitStack() as stack:
        simulator = create_simulator(
            SimulatorSettings(SECRET, TOKEN, webhook_url="", public_url="http://127.0.0.1"),
            calendar.milliseconds if calendar else wall_clock,
        )
        platform: Platform = simulator.state.platform
        line = await stack.enter_async_context(served(simulator))
        ours = load_settings(
            tonkla_env="demo",
            line_channel_secret=SECRET,
            line_channel_access_token=TOKEN,
            line_api_base_url=line,
            line_data_api_base_url=line,
            line_basic_id="@tonkla",
            database_url=database_url,
            redis_url=redis_url,
            base_url="http://127.0.0.1",
            log_level="error",
            **settings,
        )
        worker = Service(ours, talk, clock) if redis_url else None
        if worker is not None:
            await stack.enter_async_context(worker.worker())
        service = Service(ours, talk, clock)
        address = await stack.enter_async_context(served(make_app(service)))
        platform.webhooks.url = f"{address}/webhook"
        yield Town(platform, service, ours, address, worker, calendar)
