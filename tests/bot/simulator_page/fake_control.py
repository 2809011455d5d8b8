"""An in-memory stand-in for the simulator's server: it serves the page and canned chats.

It keeps what the page posts in `posted`, so that tests can ask what a press has sent.
"""

from __future__ import annotations

import asyncio
import itertools
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

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

PAGE_FOLDER = Path(__file__).resolve().parents[3] / "bot" / "simulator" / "page"
# 22 November 2026, 08.52 in Thailand.
START_MS = 1_795_312_320_000

Json = dict[str, Any]

NO_FAULTS: Json = {
    "latency_ms": None,
    "timeout": None,
    "status_500": None,
    "throttle_429": None,
    "quota_exhausted": None,
    "reset_after_acceptance": None,
    "webhooks": {
        "duplicate": False,
        "delay_ms": 0,
        "reorder": False,
        "redelivery": False,
        "redelivery_interval_ms": 1000,
        "redelivery_limit": 5,
    },
}


@dataclass
class FakeControl:
    """The control API's state, and the requests that came in. Times in epoch milliseconds."""

    users: dict[str, Json] = field(default_factory=dict)
    chats: dict[str, list[Json]] = field(default_factory=dict)
    rich_menus: dict[str, Json] = field(default_factory=dict)
    faults: Json = field(default_factory=lambda: dict(NO_FAULTS))
    log: list[Json] = field(default_factory=list)
    posted: list[tuple[str, Json]] = field(default_factory=list)
    refuse_with: int | None = None
    used: int = 12

    def __post_init__(self) -> None:
        self._ids = itertools.count(1)
        self._listeners: set[asyncio.Queue[Json | None]] = set()
        self._arrived = asyncio.Event()

    def reset(self) -> None:
        """Forgets everything but who is listening."""
        listeners = self._listeners
        self.__init__()  # type: ignore[misc]
        self._listeners = listeners

    def add_user(self, user_id: str, name: str, **extra: Any) -> Json:
        self.users[user_id] = {
            "id": user_id,
            "name": name,
            "following": True,
            "blocked": False,
            "richMenuId": None,
            "loadingUntil": None,
            **extra,
        }
        self.chats[user_id] = []
        return self.users[user_id]

    def says(self, user_id: str, message: Json, **extra: Any) -> Json:
        """The account sends `message`; open pages hear of it."""
        return self._enter(user_id, "bot", message, {"via": "reply", **extra})

    def hears(self, user_id: str, message: Json, **extra: Any) -> Json:
        """The user sends `message`; open pages hear of it."""
        return self._enter(user_id, "user", message, extra)

    def change(self, user_id: str, **values: Any) -> None:
        """Changes a user and tells open pages."""
        self.users[user_id].update(values)
        self._tell({"kind": "user", "userId": user_id, "user": self.users[user_id]})

    def drop_listeners(self, meanwhile: Callable[[], object]) -> None:
        """Breaks every page's stream; `meanwhile` happens before they are back."""
        listeners, self._listeners = self._listeners, set()
        meanwhile()
        for queue in listeners:
            queue.put_nowait(None)

    def add_log(self, **item: Any) -> None:
        self.log.append({"n": len(self.log) + 1, "at": START_MS, **item})
        self._tell({"kind": "log", "entry": self.log[-1]})

    def spend(self, used: int) -> None:
        """The month's quota is used up to `used` messages."""
        self.used = used
        self._tell({"kind": "quota", "entry": {"limit": 300, "used": used}})

    async def received(self, verb: str, count: int = 1) -> Json:
        """The newest body posted to `/users/…/verb`, once `count` of them have come in."""
        await self.until(lambda: len(self.bodies(verb)) >= count)
        return self.bodies(verb)[-1]

    async def until(self, holds: Callable[[], bool]) -> None:
        """Returns once `holds()` after something came in; TimeoutError after five seconds."""
        async with asyncio.timeout(5):
            while not holds():
                await self._arrived.wait()

    def bodies(self, verb: str) -> list[Json]:
        """What has been posted to `/users/…/verb` so far, oldest first."""
        return [body for path, body in self.posted if path.endswith(f"/{verb}")]

    def _enter(self, user_id: str, side: str, message: Json, extra: Json) -> Json:
        number = next(self._ids)
        entry = {
            "id": f"m{number}",
            "from": side,
            "at": START_MS + number * 1000,
            "message": message,
            "sender": message.get("sender"),
            "via": None,
            "unsent": False,
            "read": side == "user",
            **extra,
        }
        self.chats[user_id].append(entry)
        self._tell({"kind": "entry", "userId": user_id, "entry": entry})
        return entry

    def _note_arrival(self) -> None:
        self._arrived.set()
        self._arrived = asyncio.Event()

    def _tell(self, news: Json) -> None:
        for queue in self._listeners:
            queue.put_nowait(news)

    # --- the control API -------------------------------------------------------------------

    async def get_state(self, request: Request) -> Response:
        return JSONResponse(
            {
                "bot": {"userId": "Ub", "basicId": "@tonkla", "displayName": "ต้นกล้า"},
                "users": list(self.users.values()),
                "faults": self.faults,
                "quota": {"limit": 300, "used": self.used},
            }
        )

    async def get_chat(self, request: Request) -> Response:
        return JSONResponse({"messages": self.chats[request.path_params["user_id"]]})

    async def get_stream(self, request: Request) -> Response:
        queue: asyncio.Queue[Json | None] = asyncio.Queue()
        self._listeners.add(queue)
        return StreamingResponse(self._events(queue), media_type="text/event-stream")

    async def _events(self, queue: asyncio.Queue[Json | None]) -> AsyncIterator[str]:
        try:
            yield "retry: 100\n\n"
            while (news := await queue.get()) is not None:
                yield f"data: {json.dumps(news)}\n\n"
        finally:
            self._listeners.discard(queue)

    async def post_user(self, request: Request) -> Response:
        name = (await request.json())["name"]
        return JSONResponse(self.add_user(f"U{len(self.users) + 1}", name, following=False))

    async def post_act(self, request: Request) -> Response:
        user_id, verb = request.path_params["user_id"], request.path_params["verb"]
        body = await request.json()
        if self.refuse_with:
            return JSONResponse({"message": "refused"}, self.refuse_with)
        self.posted.append((f"{user_id}/{verb}", body))
        self._note_arrival()
        act = getattr(self, f"_do_{verb}", None)
        if act:
            act(user_id, body)
        return JSONResponse({})

    def _do_text(self, user_id: str, body: Json) -> None:
        self.hears(user_id, {"type": "text", "text": body["text"]})

    def _do_sticker(self, user_id: str, body: Json) -> None:
        self.hears(user_id, {"type": "sticker", **body})

    def _do_location(self, user_id: str, body: Json) -> None:
        self.hears(user_id, {"type": "location", **body})

    def _do_postback(self, user_id: str, body: Json) -> None:
        if "displayText" in body:
            self.hears(user_id, {"type": "text", "text": body["displayText"]}, echo=True)

    def _do_unsend(self, user_id: str, body: Json) -> None:
        entry = next(known for known in self.chats[user_id] if known["id"] == body["messageId"])
        entry["unsent"] = True
        self._tell({"kind": "unsend", "userId": user_id, "entry": entry})

    def _do_follow(self, user_id: str, body: Json) -> None:
        self.change(user_id, following=True)

    def _do_block(self, user_id: str, body: Json) -> None:
        self.change(user_id, blocked=True)

    def _do_unblock(self, user_id: str, body: Json) -> None:
        self.change(user_id, blocked=False)

    async def faults_document(self, request: Request) -> Response:
        if request.method == "PUT":
            self.faults = await request.json()
            self._note_arrival()
            self._tell({"kind": "faults", "entry": self.faults})
        return JSONResponse(self.faults)

    async def get_log(self, request: Request) -> Response:
        after = int(request.query_params["after"])
        return JSONResponse({"items": [item for item in self.log if item["n"] > after]})

    async def get_rich_menu(self, request: Request) -> Response:
        return JSONResponse(self.rich_menus[request.path_params["menu_id"]])

    async def get_rich_menu_image(self, request: Request) -> Response:
        size = self.rich_menus[request.path_params["menu_id"]]["size"]
        return _drawing(size["width"], size["height"], "#cfe6d2")

    def application(self) -> Starlette:
        """The ASGI application; `reset` makes it fit for the next test."""
        control = [
            Route("/state", self.get_state),
            Route("/stream", self.get_stream),
            Route("/chats/{user_id}", self.get_chat),
            Route("/users", self.post_user, methods=["POST"]),
            Route("/users/{user_id}/{verb}", self.post_act, methods=["POST"]),
            Route("/faults", self.faults_document, methods=["GET", "PUT"]),
            Route("/log", self.get_log),
            Route("/richmenus/{menu_id}", self.get_rich_menu),
            Route("/richmenus/{menu_id}/image", self.get_rich_menu_image),
        ]
        return Starlette(
            routes=[
                Route("/simulator", lambda request: RedirectResponse("/simulator/")),
                Route("/simulator/", lambda request: FileResponse(PAGE_FOLDER / "index.html")),
                Mount("/simulator/api", routes=control),
                Mount("/simulator/static", app=StaticFiles(directory=PAGE_FOLDER)),
                Route("/pictures/{width:int}x{height:int}.svg", _picture),
            ]
        )


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
