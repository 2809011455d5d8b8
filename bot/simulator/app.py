"""The simulator as one ASGI application: LINE's API, the control API and the page."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from bot.simulator import (
    api_account,
    api_messages,
    api_rich_menus,
    api_webhook,
    control,
)
from bot.simulator.clock import Clock, wall_clock
from bot.simulator.door import Door
from bot.simulator.platform import Platform
from bot.simulator.settings import SimulatorSettings

PAGE = Path(__file__).parent / "page"

ENDPOINTS = (
    *api_messages.ENDPOINTS,
    *api_account.ENDPOINTS,
    *api_webhook.ENDPOINTS,
    *api_rich_menus.ENDPOINTS,
)


def create_simulator(settings: SimulatorSettings, clock: Clock = wall_clock) -> Starlette:
    """An application to serve alone or to mount at the root of another.

    A mounted application gets no lifespan: whoever mounts it calls
    `application.state.platform.close()` at the end.
    """
    platform = Platform(settings, clock)

    @asynccontextmanager
    async def lifespan(application: Starlette) -> AsyncIterator[None]:
        yield
        await platform.close()

    application = Starlette(
        routes=[
            Mount("/v2/bot", Door(platform, ENDPOINTS)),
            Mount("/simulator/api", routes=control.routes(platform)),
            Route("/simulator", _to_page),
            Route("/simulator/", _page),
            Mount("/simulator/static", StaticFiles(directory=PAGE, check_dir=False)),
        ],
        lifespan=lifespan,
    )
    application.state.platform = platform
    return application


async def _to_page(request: Request) -> Response:
    return RedirectResponse(f"{request.scope.get('root_path', '')}/simulator/")


async def _page(request: Request) -> Response:
    index = PAGE / "index.html"
    if not index.is_file():
        return PlainTextResponse("The simulator's page is not installed.", 404)
    return FileResponse(index, headers={"Cache-Control": "no-cache"})
