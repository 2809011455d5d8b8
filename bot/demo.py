"""`tonkla demo`: the service and the LINE simulator in one process, on an embedded database."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.app import App, make_app
from bot.errors import SettingsError
from bot.logs import configure_logs
from bot.richmenu import sync
from bot.schema import migrate
from bot.service import Service
from bot.serving import run
from bot.settings import ROOT, Settings, load_settings
from bot.simulator import Platform, SimulatorSettings, create_simulator
from handlers import make_conversation

_DATABASE = ROOT / "var" / "demo.db"
_PEOPLE = ("แม่มะลิ", "ยายบุญ")


def run_demo(*, port: int, fresh: bool) -> None:
    """Serve until a signal. `fresh` forgets what an earlier demo kept."""
    if fresh:
        for file in _DATABASE.parent.glob(_DATABASE.name + "*"):
            file.unlink()
    if os.environ.get("TONKLA_ENV") == "production":
        raise SettingsError("TONKLA_ENV says production, where the simulator has no place")
    settings = demo_settings(port)
    configure_logs(settings.log_level)
    migrate(settings)
    run(make_demo_app(settings), host="127.0.0.1", port=port)


def demo_settings(port: int) -> Settings:
    """Everything on this machine and this port; whatever the environment says of LINE."""
    own = f"http://127.0.0.1:{port}"
    return load_settings(
        tonkla_env="demo",
        line_channel_secret="",
        line_channel_access_token="",
        encryption_keys="",
        secret_key="",
        line_api_base_url=own,
        line_data_api_base_url=own,
        base_url=own,
        line_basic_id="@tonkla-demo",
        line_bot_user_id="",
        database_url=f"sqlite:///{_DATABASE}",
        redis_url="",
        log_level="warning",
    )


def make_demo_app(settings: Settings) -> App:
    """The service with the simulator in front of it, two people waiting, and the rich menu."""
    own = settings.base_url
    simulator = create_simulator(
        SimulatorSettings(
            channel_secret=settings.line_channel_secret,
            access_token=settings.line_channel_access_token,
            webhook_url=f"{own}/webhook",
            public_url=own,
            bot_basic_id=settings.line_basic_id,
        )
    )
    platform: Platform = simulator.state.platform

    @asynccontextmanager
    async def beside() -> AsyncIterator[None]:
        # The menu is uploaded over HTTP, so only once this very process listens.
        preparing = asyncio.create_task(_prepare(platform, settings))
        yield
        preparing.cancel()
        await asyncio.gather(preparing, return_exceptions=True)
        await platform.close()

    service = Service(settings, make_conversation())
    return make_app(service, {"/v2/": simulator, "/simulator": simulator}, beside)


async def _prepare(platform: Platform, settings: Settings) -> None:
    for name in _PEOPLE:
        await platform.add_user(name)
    await _until_listening(settings.base_url)
    await sync(settings)
    print(f"\n  Tonkla is ready:  {settings.base_url}/simulator/\n", flush=True)


async def _until_listening(base_url: str) -> None:
    host, _, port = base_url.removeprefix("http://").partition(":")
    while True:
        try:
            _, writer = await asyncio.open_connection(host, int(port))
        except OSError:
            await asyncio.sleep(0.02)
            continue
        writer.close()
        return
