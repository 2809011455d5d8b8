"""Runs processes under uvicorn (uvloop, httptools)."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

import uvicorn

from bot.app import make_app, make_worker_app
from bot.errors import SettingsError, TonklaError
from bot.logs import configure_logs
from bot.service import Service, run_scheduler
from bot.settings import Settings
from bot.webhook import Receive, Scope, Send
from handlers import make_conversation

# LINE gives up after two seconds; a request that is still under way then gets this long.
_SHUTDOWN_SECONDS = 15


def serve_web(settings: Settings, *, host: str, port: int) -> None:
    """`tonkla serve`: until SIGTERM."""
    configure_logs(settings.log_level)
    run(make_app(Service(settings, make_conversation())), host=host, port=port)


def serve_worker(settings: Settings, *, host: str, port: int) -> None:
    """`tonkla worker`: until SIGTERM. Raises SettingsError without REDIS_URL."""
    _require_redis(settings, "worker")
    configure_logs(settings.log_level)
    run(make_worker_app(Service(settings, make_conversation())), host=host, port=port)


def serve_scheduler(settings: Settings) -> None:
    """`tonkla scheduler`: until SIGTERM. Raises SettingsError without REDIS_URL."""
    _require_redis(settings, "scheduler")
    configure_logs(settings.log_level)
    asyncio.run(run_scheduler(settings))


def run(app: Any, *, host: str, port: int) -> None:
    """Serve an ASGI application until a signal.

    Raises the TonklaError that kept it from starting.
    """
    starting = _Starting(app)
    config = uvicorn.Config(
        starting,
        host=host,
        port=port,
        loop="uvloop",
        http="httptools",
        lifespan="on",
        access_log=False,
        log_config=None,
        timeout_graceful_shutdown=_SHUTDOWN_SECONDS,
        backlog=4096,
        server_header=False,
        date_header=False,
    )
    try:
        uvicorn.Server(config).run()
    except SystemExit:
        if starting.error is not None:
            raise starting.error from None
        raise


class _Starting:
    """An application whose refusal to start is one line for the operator, not a traceback."""

    def __init__(self, app: Any) -> None:
        self._app = app
        self.error: TonklaError | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "lifespan":
            await self._app(scope, receive, send)
            return

        async def unless_failed(message: Any) -> None:
            if message["type"] != "lifespan.startup.failed":
                await send(message)

        try:
            await self._app(scope, receive, unless_failed)
        except TonklaError as error:
            self.error = error
            logging.getLogger("uvicorn.error").disabled = True  # it would add a second line
            await send({"type": "lifespan.startup.failed"})


def _require_redis(settings: Settings, command: str) -> None:
    if not settings.redis_url:
        raise SettingsError(
            f"REDIS_URL is missing: without Redis `tonkla serve` does the {command}'s work too"
        )
