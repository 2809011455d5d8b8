"""A town for all tests of a module, on each engine in turn, and what can trouble it.

A module takes the fixtures by importing `module_url`, `shared`, `scene` and `calls`; its tests run
in the module's loop.
"""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import Row

from bot.simulator import Accepted
from tests.support.chat import Chat
from tests.support.servers import Postgres
from tests.support.town import Town, open_town
from tests.support.trouble import Calls, ShiftedClock, all_settled, calls, deliveries

__all__ = ["LONGER_MS", "TROUBLE", "Scene", "calls", "module_url", "scene", "shared"]

TIMEOUT_SECONDS = 0.6
LONGER_MS = 900

TROUBLE = [
    pytest.param({"kind": "timeout", "when": "before"}, id="silence, not accepted"),
    pytest.param({"kind": "timeout", "when": "after"}, id="silence, accepted"),
    pytest.param({"kind": "status_500", "when": "before"}, id="500, not accepted"),
    pytest.param({"kind": "status_500", "when": "after"}, id="500, accepted"),
    pytest.param({"kind": "reset_after_acceptance"}, id="cut off, accepted"),
    pytest.param({"kind": "throttle_429"}, id="429"),
    pytest.param({"kind": "latency_ms", "ms": LONGER_MS}, id="accepted after we gave up"),
]


@dataclass(slots=True)
class Scene:
    """One town for all tests on an engine; each test has people and a beginning of its own."""

    town: Town
    clock: ShiftedClock
    calls: Calls = field(default_factory=Calls)
    rows_before: int = 0

    async def people(self, count: int) -> list[Chat]:
        """People who have their greeting behind them."""
        people = [await self.town.person(f"แม่{number}") for number in range(count)]
        await self.begin()
        return people

    async def begin(self) -> None:
        """What happened up to now does not count."""
        await self.settled()
        self.town.platform.accepted.clear()
        self.town.platform.quota.set_used(0)
        self.rows_before = len(await deliveries(self.town))
        self.calls.all.clear()

    async def rows(self) -> list[Row[Any]]:
        """This test's deliveries."""
        return (await deliveries(self.town))[self.rows_before :]

    async def settled(self) -> None:
        await all_settled(self.town, self.clock)

    @property
    def accepted(self) -> list[Accepted]:
        return self.town.platform.accepted

    @property
    def billed(self) -> int:
        return self.town.platform.quota.used


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def module_url(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """DATABASE_URL of one database for all tests here, on each engine in turn."""
    if request.param == "sqlite":
        path = tmp_path_factory.mktemp("delivery") / "tonkla.db"
        shutil.copyfile(request.getfixturevalue("migrated_sqlite"), path)
        yield f"sqlite:///{path}"
        return
    server: Postgres = request.getfixturevalue("postgres")
    url = server.new_database()
    yield url
    server.drop(url)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shared(module_url: str) -> AsyncIterator[Scene]:
    """A town with short limits."""
    clock = ShiftedClock()
    async with open_town(
        module_url, clock=clock, line_timeout_seconds=TIMEOUT_SECONDS, sweep_every_seconds=0.1
    ) as town:
        yield Scene(town, clock)


@pytest_asyncio.fixture(loop_scope="module")
async def scene(shared: Scene, calls: Calls) -> AsyncIterator[Scene]:
    """The town, with nothing under way before and after."""
    shared.calls = calls
    await shared.begin()
    yield shared
    shared.town.platform.faults.clear()
    await shared.settled()
    await calls.all_ended()
