"""Runs processes under uvicorn (uvloop, httptools)."""

from __future__ import annotations

import asyncio
from typing import Any

import uvicorn

from bot.app import make_app, make_worker_app
from bot.errors import SettingsError
from bot.logs import configure_logs
from bot.service import Service, run_scheduler
from bot.settings import Settings
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
    """Serve an ASGI application until a signal; raises what its start raised."""
    config = uvicorn.Config(
        app,
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
    uvicorn.Server(config).run()


def _require_redis(settings: Settings, command: str) -> None:
    if not settings.redis_url:
        raise SettingsError(
            f"REDIS_URL is missing: without Redis `tonkla serve` does the {command}'s work too"
        )
