"""The door through which LINE's events come in: verify, store, answer 200, wake.

A plain ASGI application, since a framework's route costs more than all of its work. 200 is sent
only after the commit; when the database is away the answer is 503 and LINE delivers again (if
redelivery is switched on for the channel, which `tonkla doctor` demands).
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import time
from collections.abc import Awaitable, Callable, Collection, MutableMapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import orjson
import structlog
from sqlalchemy import bindparam, update

from bot import metrics
from bot.attempts import TOKEN_LIFE
from bot.background import end
from bot.clock import Clock
from bot.db import Database, is_away
from bot.events import Envelope, read_body, read_envelope
from models import Delivery, InboundEvent, Person
from models.base import table_of
from models.person import stranger

log = structlog.get_logger()

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

# Enough to share one commit's cost; with more, reading and writing would take turns, not overlap.
_MOST_TOGETHER = 96
# Beyond this LINE would have given up waiting; a 503 at once lets it deliver again.
_MOST_WAITING = 5_000


@dataclass(frozen=True, slots=True)
class Arrived:
    """One event of one request."""

    envelope: Envelope
    body: bytes


class Intake:
    """Stores events; requests that arrive together share one transaction."""

    def __init__(self, db: Database, clock: Clock, wake: Callable[[Collection[str]], None]) -> None:
        self._db = db
        self._clock = clock
        self._wake = wake
        self._waiting: list[tuple[Sequence[Arrived], asyncio.Future[None]]] = []
        self._wanted = asyncio.Event()
        self._worker = asyncio.create_task(self._store_for_ever())

    async def store(self, arrived: Sequence[Arrived]) -> None:
        """Return once the events are committed. Raises what the database raised."""
        if len(self._waiting) >= _MOST_WAITING:
            raise TimeoutError("the database takes events more slowly than they come")
        stored: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((arrived, stored))
        self._wanted.set()
        await stored

    async def close(self) -> None:
        """Stop; requests under way have been answered by then."""
        await end(self._worker)

    async def _store_for_ever(self) -> None:
        while True:
            await self._wanted.wait()
            self._wanted.clear()
            while self._waiting:
                taken = self._waiting[:_MOST_TOGETHER]
                del self._waiting[:_MOST_TOGETHER]
                await self._store_together(taken)

    async def _store_together(
        self, taken: Sequence[tuple[Sequence[Arrived], asyncio.Future[None]]]
    ) -> None:
        """One transaction for all; if it fails, one for each, so that none fails its neighbours."""
        try:
            await self._write([one for arrived, _ in taken for one in arrived])
        except Exception as error:
            if len(taken) == 1 or is_away(error):
                for _, stored in taken:
                    _fail(stored, error)
                return
            for one in taken:
                await self._store_together([one])
            return
        for _, stored in taken:
            if not stored.done():
                stored.set_result(None)
        keys = {one.envelope.person_key for arrived, _ in taken for one in arrived}
        self._wake([key for key in keys if key])

    async def _write(self, arrived: Sequence[Arrived]) -> None:
        now = self._clock()
        # Sorted by key: two processes that insert overlapping rows in other orders deadlock.
        events = sorted(
            # A microsecond apart, so that messages of one millisecond keep the order they came in.
            (
                _event_row(one, now + timedelta(microseconds=place))
                for place, one in enumerate(arrived)
            ),
            key=lambda row: str(row["event_id"]),
        )
        keys = sorted({one.envelope.person_key for one in arrived if one.envelope.person_key})
        async with self._db.write() as connection:
            if keys:
                await connection.execute(
                    self._db.insert(Person).on_conflict_do_nothing(),
                    [stranger(key, now) for key in keys],
                )
            await connection.execute(self._db.insert(InboundEvent).on_conflict_do_nothing(), events)
        again = sorted({one.envelope.event_id for one in arrived if one.envelope.redelivered})
        if again:
            try:
                await self._renew(again, now)
            except Exception as error:
                # The events are stored; only their tokens keep the life they had.
                log.warning("renew_failed", error=type(error).__name__)

    async def _renew(self, event_ids: Sequence[str], now: datetime) -> None:
        """A redelivery gives the reply token a new life."""
        events, deliveries = table_of(InboundEvent), table_of(Delivery)
        async with self._db.write() as connection:
            await connection.execute(
                update(events)
                .where(events.c.event_id == bindparam("of"), events.c.handled_at.is_(None))
                .values(received_at=bindparam("at")),
                [{"of": event_id, "at": now} for event_id in event_ids],
            )
            await connection.execute(
                update(deliveries)
                .where(deliveries.c.event_id == bindparam("of"), deliveries.c.settled_at.is_(None))
                .values(reply_until=bindparam("until")),
                [{"of": event_id, "until": now + TOKEN_LIFE} for event_id in event_ids],
            )


class Webhook:
    """The ASGI application at POST /webhook."""

    def __init__(
        self,
        intake: Intake,
        secrets: Sequence[bytes],
        *,
        body_limit_bytes: int,
        bot_user_id: str = "",
    ) -> None:
        self._intake = intake
        self._secrets = tuple(secrets)
        self._limit = body_limit_bytes
        self._bot_user_id = bot_user_id

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        status = await self._receive(scope, receive)
        _answers(status).inc()
        await send({"type": "http.response.start", "status": status, "headers": _HEADERS})
        await send({"type": "http.response.body", "body": b""})

    async def _receive(self, scope: Scope, receive: Receive) -> int:
        if scope["method"] != "POST":
            return 405
        body = await _read_body(receive, self._limit)
        if body is None:
            return 413
        signature = next(
            (value for name, value in scope["headers"] if name == b"x-line-signature"), b""
        )
        if not is_signed(body, signature, self._secrets):
            return 401
        started = time.perf_counter()
        arrived = self._read(body)
        if arrived:
            try:
                await self._intake.store(arrived)
            except Exception as error:
                log.error("store_failed", error=type(error).__name__, exc_info=True)
                return 503
        metrics.webhook_seconds.observe(time.perf_counter() - started)
        return 200

    def _read(self, body: bytes) -> list[Arrived]:
        """The events of a body. What is not LINE's JSON is signed nonsense, and holds none."""
        parsed = read_body(body)
        events = parsed.get("events")
        if not isinstance(events, list):
            log.warning("webhook_unreadable", bytes=len(body))
            return []
        for_us = not self._bot_user_id or parsed.get("destination") == self._bot_user_id
        arrived = []
        for raw in events:
            content = _written(raw)
            if content is not None:
                envelope = read_envelope(raw)
                _arrivals(envelope.kind if envelope.kind in _KINDS else "other").inc()
                if not for_us:
                    # Another channel's event: kept as a record that it came, and left alone.
                    envelope = envelope._replace(person_key=None)
                arrived.append(Arrived(envelope, content))
        return arrived


def is_signed(body: bytes, signature: bytes, secrets: Sequence[bytes]) -> bool:
    """Whether LINE signed this body with one of our channel secrets (two while rotating)."""
    matches = False
    for secret in secrets:
        expected = base64.b64encode(hmac.digest(secret, body, hashlib.sha256))
        matches |= hmac.compare_digest(expected, signature)
    return matches


_HEADERS = [(b"content-type", b"text/plain"), (b"content-length", b"0")]
_KINDS = frozenset(
    {
        "message.text", "message.image", "message.video", "message.audio", "message.file",
        "message.location", "message.sticker", "messageEdited", "unsend", "follow", "unfollow",
        "join", "leave", "memberJoined", "memberLeft", "postback", "videoPlayComplete", "beacon",
        "accountLink", "membership", "module", "activated", "deactivated", "botSuspended",
        "botResumed", "delivery",
    }
)  # fmt: skip


# Looked up once each; `_KINDS`, since a label may not be a word that somebody else chooses.
_answers, _arrivals = cache(metrics.webhooks.labels), cache(metrics.events.labels)


def _written(raw: object) -> bytes | None:
    """The event as it is stored; None for what is no event, or nested deeper than any of LINE's."""
    try:
        return orjson.dumps(raw) if isinstance(raw, dict) else None
    except orjson.JSONEncodeError:
        return None


def _event_row(arrived: Arrived, now: datetime) -> dict[str, object]:
    envelope = arrived.envelope
    nobody = envelope.person_key is None
    return {
        "event_id": envelope.event_id,
        "person_key": envelope.person_key,
        "kind": envelope.kind,
        "occurred_ms": envelope.occurred_ms,
        "received_at": now,
        "body": None if nobody else arrived.body,
        "attempts": 0,
        "handled_at": now if nobody else None,
    }


async def _read_body(receive: Receive, limit: int) -> bytes | None:
    """The whole body, or None if it is over the limit."""
    message = await receive()
    body: bytes = message.get("body", b"")
    if not message.get("more_body"):
        return body if len(body) <= limit else None
    parts, size = [body], len(body)
    while message.get("more_body"):
        message = await receive()
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if size > limit:
            return None
    return b"".join(parts)


def _fail(stored: asyncio.Future[None], error: Exception) -> None:
    if not stored.done():
        stored.set_exception(error)
