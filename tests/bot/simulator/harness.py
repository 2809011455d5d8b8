"""What the simulator's tests stand on: a clock, a pretended bot and a client of LINE's API."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import json
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import uvicorn
from aiohttp import web
from starlette.types import ASGIApp

SECRET = "a-channel-secret"
TOKEN = "an-access-token"
START_MS = 1_795_000_000_000


class ManualClock:
    """Stands still until it is told otherwise."""

    def __init__(self) -> None:
        self.now = START_MS

    def __call__(self) -> int:
        return self.now

    def advance(self, *, ms: int = 0, seconds: int = 0, minutes: int = 0, hours: int = 0) -> None:
        self.now += ms + 1_000 * (seconds + 60 * (minutes + 60 * hours))


@dataclass
class Received:
    """One POST that the bot got."""

    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> dict[str, Any]:
        parsed: dict[str, Any] = json.loads(self.body)
        return parsed

    @property
    def event(self) -> dict[str, Any]:
        (event,) = self.json["events"]
        return dict(event)

    @property
    def is_signed(self) -> bool:
        digest = hmac.new(SECRET.encode(), self.body, hashlib.sha256).digest()
        given = self.headers["x-line-signature"]
        return hmac.compare_digest(base64.b64encode(digest).decode(), given)


@dataclass
class Bot:
    """The bot's server. `answer` decides the status of each webhook; 200 unless it is set."""

    url: str = ""
    received: list[Received] = field(default_factory=list)
    answer: Callable[[Received], Awaitable[int]] | None = None

    async def take(self, request: web.Request) -> web.Response:
        headers = {name.lower(): value for name, value in request.headers.items()}
        received = Received(headers, await request.read())
        self.received.append(received)
        status = 200 if self.answer is None else await self.answer(received)
        return web.Response(status=status)

    @property
    def texts(self) -> list[str]:
        """The texts of the messages received, in order."""
        return [received.event["message"]["text"] for received in self.received]


@dataclass(frozen=True)
class Heard:
    """LINE's answer to a call."""

    status: int
    headers: dict[str, str]
    content: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.content)


class Line:
    """Calls LINE's API, with the right token unless told otherwise."""

    def __init__(self, session: aiohttp.ClientSession, url: str) -> None:
        self._session = session
        self.url = url

    async def call(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        data: bytes | None = None,
        headers: dict[str, str] | None = None,
        seconds: float = 5.0,
    ) -> Heard:
        sent = {"Authorization": f"Bearer {TOKEN}", **(headers or {})}
        if body is not None:
            data = json.dumps(body).encode()
            sent.setdefault("Content-Type", "application/json")
        limit = aiohttp.ClientTimeout(total=seconds)
        skip = ("Content-Type",)
        async with self._session.request(
            method, self.url + path, data=data, headers=sent, timeout=limit, skip_auto_headers=skip
        ) as answer:
            found = {name.lower(): value for name, value in answer.headers.items()}
            return Heard(answer.status, found, await answer.read())

    async def get(self, path: str) -> Heard:
        return await self.call("GET", path)

    async def post(self, path: str, body: object = None, **more: Any) -> Heard:
        return await self.call("POST", path, body, **more)

    async def reply(self, token: str, *texts: str) -> Heard:
        body = {"replyToken": token, "messages": messages(*texts)}
        return await self.post("/v2/bot/message/reply", body)

    async def push(self, to: str, *texts: str, key: str | None = None, **more: Any) -> Heard:
        headers = {} if key is None else {"X-Line-Retry-Key": key}
        body = {"to": to, "messages": messages(*texts)}
        return await self.post("/v2/bot/message/push", body, headers=headers, **more)

    async def multicast(self, to: list[str], *texts: str, key: str | None = None) -> Heard:
        headers = {} if key is None else {"X-Line-Retry-Key": key}
        body = {"to": to, "messages": messages(*texts)}
        return await self.post("/v2/bot/message/multicast", body, headers=headers)


def messages(*texts: str) -> list[dict[str, str]]:
    return [{"type": "text", "text": text} for text in texts or ("สวัสดีค่ะ",)]


@asynccontextmanager
async def serve(application: ASGIApp, **options: Any) -> AsyncIterator[str]:
    """Serves on a free port of loopback; gives the address. Signals are left to pytest."""
    # asyncio switches Nagle's algorithm off (40 ms a call) only where the protocol is named.
    listener = socket.socket(proto=socket.IPPROTO_TCP)
    listener.bind(("127.0.0.1", 0))
    config = uvicorn.Config(application, log_level="warning", access_log=False, **options)
    config.load()
    server = uvicorn.Server(config)
    server.lifespan = config.lifespan_class(config)
    await server.startup(sockets=[listener])
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        await server.shutdown(sockets=[listener])
        listener.close()
        # uvicorn leaves the ends of closed connections to the loop.
        await asyncio.sleep(0)


@asynccontextmanager
async def pretended_bot() -> AsyncIterator[Bot]:
    """A bot's server on loopback that notes every webhook."""
    bot = Bot()
    application = web.Application()
    application.router.add_post("/webhook", bot.take)
    runner = web.AppRunner(application, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    bot.url = f"http://{host}:{port}/webhook"
    try:
        yield bot
    finally:
        await runner.cleanup()
