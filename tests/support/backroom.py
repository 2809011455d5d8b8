"""The engine without its clockwork: a test takes webhooks in, and drains them when it wants."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, MutableMapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import aiohttp
from sqlalchemy import Row, event, select
from structlog.testing import capture_logs

from bot.batch import Batches
from bot.clock import Clock, utc_now
from bot.content import Content, load_content
from bot.db import Database
from bot.render import Renderer
from bot.router import Conversation
from bot.settings import Settings, load_settings
from bot.turns import Turns
from bot.webhook import Intake, Receive, Scope, Send, Webhook
from handlers import make_conversation
from models import InboundEvent
from models.base import EncryptedText, table_of
from tests.support.line_events import body_of, sign
from tests.support.postman import post
from tests.support.town import SECRET, served


@dataclass(slots=True)
class Backroom:
    """A real database, the real intake behind a real web server, and batches drained by hand."""

    settings: Settings
    db: Database
    intake: Intake
    batches: Batches
    address: str
    session: aiohttp.ClientSession
    logs: Sequence[MutableMapping[str, Any]]
    woken: set[str] = field(default_factory=set)

    async def gets(self, body: bytes, signature: str | None = None) -> int:
        """POST a webhook, rightly signed unless told otherwise; the status of the answer."""
        signed = sign(body) if signature is None else signature
        return await post(self.session, self.address, body, signed)

    async def takes(self, *events: object) -> int:
        """POST events in one body."""
        return await self.gets(body_of(*events))

    async def stored(self) -> Sequence[Row[Any]]:
        """Every stored event, in the order of their ids."""
        table = table_of(InboundEvent)
        async with self.db.read() as connection:
            return (await connection.execute(select(table).order_by(table.c.event_id))).all()

    async def ids(self) -> set[str]:
        """The ids of all stored events."""
        return {row.event_id for row in await self.stored()}


@asynccontextmanager
async def open_backroom(
    database_url: str,
    *,
    conversation: Conversation | None = None,
    clock: Clock = utc_now,
    secrets: Sequence[str] = (SECRET,),
    **settings: Any,
) -> AsyncIterator[Backroom]:
    """A backroom on this database."""
    ours = load_settings(tonkla_env="demo", database_url=database_url, log_level="error",
                         **settings)  # fmt: skip
    EncryptedText.use_cipher(ours.cipher)
    db, woken = Database(ours), set[str]()
    intake = Intake(db, clock, woken.update)
    webhook = Webhook(
        intake,
        [secret.encode() for secret in secrets],
        body_limit_bytes=ours.webhook_body_limit_bytes,
        bot_user_id=ours.line_bot_user_id,
    )
    batches = Batches(db, _turns(conversation), clock)
    try:
        with capture_logs() as logs:
            served_intake = served(_without_lifespan(webhook))
            async with served_intake as address, aiohttp.ClientSession() as session:
                yield Backroom(ours, db, intake, batches, address, session, logs, woken)
    finally:
        await intake.close()
        await db.close()


@asynccontextmanager
async def statements(db: Database) -> AsyncIterator[list[list[str]]]:
    """Every statement of the transactions meanwhile: one list a transaction, without its BEGIN."""
    seen: list[list[str]] = []

    def begin(_connection: Any) -> None:
        seen.append([])

    def run(_c: Any, _cursor: Any, statement: str, _p: Any, _context: Any, _many: bool) -> None:
        if not statement.startswith("BEGIN"):
            seen[-1].append(" ".join(statement.split()))

    engine = db.engine.sync_engine
    event.listen(engine, "begin", begin, insert=True)
    event.listen(engine, "before_cursor_execute", run)
    try:
        yield seen
    finally:
        event.remove(engine, "begin", begin)
        event.remove(engine, "before_cursor_execute", run)


def with_statement(seen: Collection[list[str]], beginning: str) -> list[list[str]]:
    """The transactions in which a statement begins so."""
    return [one for one in seen if any(sql.startswith(beginning) for sql in one)]


@cache
def _spoken() -> tuple[Content, Renderer]:
    """content/, read once for all tests."""
    content = load_content(make_conversation().record_types)
    return content, Renderer(content)


def _turns(conversation: Conversation | None) -> Turns:
    content, renderer = _spoken()
    return Turns(conversation or make_conversation(), content, renderer)


def _without_lifespan(webhook: Webhook) -> Any:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            while (await receive())["type"] != "lifespan.shutdown":
                await send({"type": "lifespan.startup.complete"})
            await send({"type": "lifespan.shutdown.complete"})
            return
        await webhook(scope, receive, send)

    return app
