"""A simulator on a real uvicorn, a pretended bot behind its webhook, and a client of its API."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import aiohttp
import pytest

from bot.simulator import Platform, SimulatorSettings, User, create_simulator
from tests.bot.simulator.harness import (
    SECRET,
    TOKEN,
    Bot,
    Line,
    ManualClock,
    pretended_bot,
    serve,
)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
async def bot() -> AsyncIterator[Bot]:
    async with pretended_bot() as running:
        yield running


@pytest.fixture
def settings(bot: Bot, request: pytest.FixtureRequest) -> SimulatorSettings:
    """Parametrize indirectly with a dict to change single settings."""
    made = SimulatorSettings(
        channel_secret=SECRET,
        access_token=TOKEN,
        webhook_url=bot.url,
        public_url="http://simulator.test",
        seed=7,
    )
    return replace(made, **getattr(request, "param", {}))


@pytest.fixture
async def simulator(
    settings: SimulatorSettings, clock: ManualClock
) -> AsyncIterator[tuple[Platform, str]]:
    application = create_simulator(settings, clock)
    async with serve(application) as url:
        yield application.state.platform, url
        await application.state.platform.close()


@pytest.fixture
def platform(simulator: tuple[Platform, str]) -> Platform:
    return simulator[0]


@pytest.fixture
async def line(simulator: tuple[Platform, str]) -> AsyncIterator[Line]:
    async with aiohttp.ClientSession() as session:
        yield Line(session, simulator[1])


@pytest.fixture
async def mali(platform: Platform) -> User:
    """A friend of the bot; the webhook of the follow event has been delivered."""
    user = await platform.add_user("มะลิ")
    await platform.follow(user.id)
    await platform.settle()
    return user
