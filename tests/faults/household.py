"""The service as its operator runs it, in processes of its own, beside a simulated LINE."""

from __future__ import annotations

import asyncio
import functools
import multiprocessing
import signal
import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from multiprocessing.context import ForkServerProcess
from typing import Any

import aiohttp
from sqlalchemy import Row, func, select

from bot.db import Database
from bot.settings import load_settings
from bot.simulator import Platform, SimulatorSettings, create_simulator
from models import Delivery, InboundEvent
from models.base import table_of
from models.event import is_waiting
from tests.faults.launcher import Orders, Role, serve
from tests.support.chat import Chat
from tests.support.town import SECRET, TOKEN, served, until

# Every process is forked from one that has imported everything: a start costs half a second.
_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(["tests.faults.launcher"])

_PATIENCE_SECONDS = 20.0


@dataclass(slots=True)
class Household:
    """One database, one LINE, and a process for each role."""

    platform: Platform
    orders: Orders
    settings: dict[str, Any]
    ports: dict[Role, int]
    db: Database
    session: aiohttp.ClientSession
    starts: int = 0
    kills: int = 0
    _processes: dict[Role, ForkServerProcess] = field(default_factory=dict)

    @property
    def answering(self) -> Role:
        """The role that drains and sends."""
        return "worker" if "worker" in self.ports else "web"

    async def start(self, *, wait: bool = True) -> None:
        """Start every role that does not run, and wait until all are ready (or dead again)."""
        for role, port in self.ports.items():
            process = self._processes.get(role)
            if process is None or not process.is_alive():
                arguments = (role, port, self.settings, self.orders)
                process = _context.Process(target=serve, args=arguments, daemon=True)
                await asyncio.to_thread(process.start)
                self._processes[role] = process
                self.starts += 1
        for role in self.ports if wait else ():
            await until(functools.partial(self._is_ready, role), seconds=_PATIENCE_SECONDS)

    async def killed(self, role: Role) -> None:
        """Wait for this role's process to die by SIGKILL; nobody dies afterwards."""
        process = self._processes[role]

        async def dead() -> bool:
            return not process.is_alive()

        await until(dead, seconds=_PATIENCE_SECONDS)
        self.orders.live()
        assert process.exitcode == -signal.SIGKILL, process.exitcode
        self.kills += 1

    def passes(self, seconds: float) -> None:
        """Put every clock forward, LINE's too."""
        self.orders.ahead_seconds.value += seconds

    async def person(self, name: str) -> Chat:
        """A LINE user who has their greeting behind them."""
        user = await self.platform.add_user(name)
        await self.platform.follow(user.id)
        await self.settled()
        return Chat(self.platform, user.id, self.settled)

    async def settled(self) -> None:
        """Wait until LINE has delivered, every event is handled, every delivery settled."""
        await self.platform.settle()
        await until(self._is_quiet, seconds=_PATIENCE_SECONDS)

    async def events(self) -> int:
        """Events that were handled."""
        async with self.db.read() as connection:
            handled = InboundEvent.handled_at.is_not(None)
            found = await connection.execute(
                select(func.count()).select_from(InboundEvent).where(handled)
            )
            return int(found.scalar_one())

    async def deliveries(self) -> list[Row[Any]]:
        """All rows, as they were made."""
        table = table_of(Delivery)
        async with self.db.read() as connection:
            rows = await connection.execute(select(table).order_by(table.c.delivery_id))
            return list(rows.all())

    async def metrics(self, role: Role) -> str:
        """What Prometheus reads from a process."""
        async with self.session.get(f"http://127.0.0.1:{self.ports[role]}/metrics") as answer:
            return await answer.text()

    async def stop(self) -> None:
        """End what still runs; gently would only take longer."""
        for process in self._processes.values():
            process.kill()
            await asyncio.to_thread(process.join)

    async def _is_ready(self, role: Role) -> bool:
        assert self._processes[role].is_alive(), f"the {role} died while starting"
        try:
            url = f"http://127.0.0.1:{self.ports[role]}/readyz"
            async with self.session.get(url) as answer:
                return answer.status == 200
        except aiohttp.ClientError:
            return False

    async def _is_quiet(self) -> bool:
        async with self.db.read() as connection:
            for table, condition in (
                (InboundEvent, is_waiting()),
                (Delivery, Delivery.settled_at.is_(None)),
            ):
                query = select(func.count()).select_from(table).where(condition)
                if (await connection.execute(query)).scalar_one():
                    return False
        return True


@asynccontextmanager
async def open_household(database_url: str, redis_url: str = "") -> AsyncIterator[Household]:
    """Running processes: one on SQLite, a web and a worker over Redis else."""
    orders = Orders.make(_context)
    async with AsyncExitStack() as stack:
        simulator = create_simulator(
            SimulatorSettings(SECRET, TOKEN, webhook_url="", public_url="http://127.0.0.1"),
            lambda: int(orders.now().timestamp() * 1000),
        )
        platform: Platform = simulator.state.platform
        line = await stack.enter_async_context(served(simulator))
        settings = {
            "tonkla_env": "demo", "line_channel_secret": SECRET,
            "line_channel_access_token": TOKEN, "line_api_base_url": line,
            "line_data_api_base_url": line, "database_url": database_url,
            "redis_url": redis_url, "base_url": "http://127.0.0.1", "log_level": "error",
            "sweep_every_seconds": 0.2,
        }  # fmt: skip
        roles: tuple[Role, ...] = ("web", "worker") if redis_url else ("web",)
        ports = {role: _free_port() for role in roles}
        db = Database(load_settings(**settings), connections=2)
        stack.push_async_callback(db.close)
        session = await stack.enter_async_context(aiohttp.ClientSession())
        household = Household(platform, orders, settings, ports, db, session)
        stack.push_async_callback(household.stop)
        platform.webhooks.url = f"http://127.0.0.1:{ports['web']}/webhook"
        # As the README demands; LINE does not say how often or how soon it tries again.
        platform.faults.webhooks.redelivery = True
        platform.faults.webhooks.redelivery_interval_ms = 100
        platform.faults.webhooks.redelivery_limit = 200
        await household.start()
        yield household


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
