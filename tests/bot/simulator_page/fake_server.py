"""Serves the page's folder and a FakeControl over HTTP, with the paths of the real simulator."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import (
    FileResponse,
    JSONResponse,
    RedirectResponse,
    Response,
    StreamingResponse,
)
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from tests.bot.simulator_page.fake_control import FakeControl, Json

PAGE_FOLDER = Path(__file__).resolve().parents[3] / "bot" / "simulator" / "page"


def application(control: FakeControl) -> Starlette:
    """The ASGI application; `control.reset()` makes it fit for the next test."""
    served = _Served(control)
    api = [
        Route("/state", served.state),
        Route("/stream", served.stream),
        Route("/chats/{user_id}", served.chat),
        Route("/users", served.add_user, methods=["POST"]),
        Route("/users/{user_id}/{verb}", served.act, methods=["POST"]),
        Route("/faults", served.faults, methods=["GET", "PUT"]),
        Route("/log", served.log),
        Route("/richmenus/{menu_id}", served.rich_menu),
        Route("/richmenus/{menu_id}/image", served.rich_menu_image),
    ]
    return Starlette(
        routes=[
            Route("/simulator", lambda request: RedirectResponse("/simulator/")),
            Route("/simulator/", lambda request: FileResponse(PAGE_FOLDER / "index.html")),
            Mount("/simulator/api", routes=api),
            Mount("/simulator/static", app=StaticFiles(directory=PAGE_FOLDER)),
            Route("/pictures/{width:int}x{height:int}.svg", _picture),
        ]
    )


class _Served:
    def __init__(self, control: FakeControl) -> None:
        self._control = control

    async def state(self, request: Request) -> Response:
        return JSONResponse(
            {
                "bot": {"userId": "Ub", "basicId": "@tonkla", "displayName": "ต้นกล้า"},
                "users": list(self._control.users.values()),
                "faults": self._control.faults,
                "quota": {"limit": 300, "used": self._control.used},
            }
        )

    async def chat(self, request: Request) -> Response:
        return JSONResponse({"messages": self._control.chats[request.path_params["user_id"]]})

    async def stream(self, request: Request) -> Response:
        lines = _lines(self._control.listen())
        return StreamingResponse(lines, media_type="text/event-stream")

    async def add_user(self, request: Request) -> Response:
        name = (await request.json())["name"]
        user_id = f"U{len(self._control.users) + 1}"
        return JSONResponse(self._control.add_user(user_id, name, following=False))

    async def act(self, request: Request) -> Response:
        body = await request.json()
        if self._control.refuse_with:
            return JSONResponse({"message": "refused"}, self._control.refuse_with)
        self._control.act(request.path_params["user_id"], request.path_params["verb"], body)
        return JSONResponse({})

    async def faults(self, request: Request) -> Response:
        if request.method == "PUT":
            self._control.set_faults(await request.json())
        return JSONResponse(self._control.faults)

    async def log(self, request: Request) -> Response:
        after = int(request.query_params["after"])
        return JSONResponse({"items": [item for item in self._control.log if item["n"] > after]})

    async def rich_menu(self, request: Request) -> Response:
        return JSONResponse(self._control.rich_menus[request.path_params["menu_id"]])

    async def rich_menu_image(self, request: Request) -> Response:
        size = self._control.rich_menus[request.path_params["menu_id"]]["size"]
        return _drawing(size["width"], size["height"], "#cfe6d2")


async def _lines(news: AsyncIterator[Json]) -> AsyncIterator[str]:
    yield "retry: 100\n\n"
    async for item in news:
        yield f"data: {json.dumps(item)}\n\n"


async def _picture(request: Request) -> Response:
    return _drawing(request.path_params["width"], request.path_params["height"], "#f2c14e")


def _drawing(width: int, height: int, ground: str) -> Response:
    return Response(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}"><rect width="100%" height="100%" fill="{ground}"/>'
        f'<circle cx="{width / 2}" cy="{height / 2}" r="{min(width, height) / 4}" '
        'fill="#58b368"/></svg>',
        media_type="image/svg+xml",
    )
