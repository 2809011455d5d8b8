"""The web application: the webhook on a plain ASGI route, the rest on FastAPI."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

from fastapi import FastAPI, Response
from fastapi.responses import JSONResponse, PlainTextResponse
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from bot.errors import SchemaError
from bot.schema import check_schema
from bot.service import Service
from bot.webhook import Receive, Scope, Send

Asgi = Callable[[Scope, Receive, Send], Any]


class App:
    """ASGI: `/webhook` goes straight to the intake, everything else to FastAPI.

    `others` are applications of their own by the beginning of their paths (the demo's simulator).
    """

    def __init__(self, service: Service, web: FastAPI, others: dict[str, Asgi]) -> None:
        self._service = service
        self._web = web
        self._others = tuple(others.items())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            path = scope["path"]
            if path == "/webhook" and self._service.webhook is not None:
                await self._service.webhook(scope, receive, send)
                return
            for beginning, other in self._others:
                if path.startswith(beginning):
                    await other(scope, receive, send)
                    return
        await self._web(scope, receive, send)


@asynccontextmanager
async def _nothing() -> AsyncIterator[None]:
    yield


def make_app(
    service: Service,
    others: dict[str, Asgi] | None = None,
    beside: Callable[[], AbstractAsyncContextManager[None]] = _nothing,
) -> App:
    """The web process: intake, health, and without Redis the engine too.

    `beside` is opened after the service and closed before it.
    """

    @asynccontextmanager
    async def running() -> AsyncIterator[None]:
        async with service.web(), beside():
            yield

    return App(service, _web(service, running), others or {})


def make_worker_app(service: Service) -> FastAPI:
    """A worker process: the engine, and the same health pages beside it."""
    return _web(service, service.worker)


def _web(service: Service, running: Callable[[], AbstractAsyncContextManager[None]]) -> FastAPI:
    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        async with running():
            yield

    web = FastAPI(title="Tonkla", lifespan=lifespan, docs_url=None, redoc_url=None,
                  openapi_url=None)  # fmt: skip

    @web.get("/healthz")
    async def healthz() -> PlainTextResponse:
        """The process is up."""
        return PlainTextResponse("ok\n")

    @web.get("/readyz")
    async def readyz() -> JSONResponse:
        """The database answers, and its schema is not older than the code."""
        try:
            await check_schema(service.db)
        except SchemaError as error:
            return JSONResponse({"ready": False, "why": str(error)}, status_code=503)
        return JSONResponse({"ready": True})

    @web.get("/metrics")
    async def metrics() -> Response:
        """Prometheus' text format."""
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)

    return web
