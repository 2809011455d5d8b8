"""Delivers events to the bot's webhook: signed, in order for each chat, at once over chats."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Coroutine
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import orjson

from bot.simulator.clock import Clock
from bot.simulator.events import Event
from bot.simulator.faults import Faults
from bot.simulator.journal import Journal
from bot.simulator.settings import SimulatorSettings
from bot.simulator.signature import sign
from bot.simulator.tokens import ReplyTokens

# With `reorder` on, an event waits this long for a later one to overtake it.
OVERTAKING_SECONDS = 1.0
# Shorter than the five seconds after which uvicorn closes an idle connection, or a delivery could
# meet a connection that is just being closed.
IDLE_CONNECTION_SECONDS = 2.0
MAX_CONNECTIONS = 200

_TYPE_JSON = "application/json; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one POST ended. `reason` is in the words of LINE's error statistics."""

    status: int
    reason: str
    detail: str

    @property
    def is_success(self) -> bool:
        return 200 <= self.status < 300


@dataclass(slots=True)
class _Line:
    """Events of one chat that wait for their delivery."""

    events: deque[Event] = field(default_factory=deque)
    arrival: asyncio.Event = field(default_factory=asyncio.Event)


class Webhooks:
    """The platform's way to the bot. Belongs to the event loop in which it is first used."""

    def __init__(
        self,
        settings: SimulatorSettings,
        faults: Faults,
        tokens: ReplyTokens,
        journal: Journal,
        clock: Clock,
    ) -> None:
        self.url = settings.webhook_url
        self.active = True
        self._secret = settings.channel_secret
        self._destination = settings.bot_user_id
        self._limit = aiohttp.ClientTimeout(total=settings.webhook_timeout_ms / 1_000)
        self._faults = faults
        self._tokens = tokens
        self._journal = journal
        self._clock = clock
        self._lines: dict[str, _Line] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._session: aiohttp.ClientSession | None = None

    def queue(self, chat_id: str, event: Event) -> None:
        """Puts an event behind the earlier ones of its chat; returns at once."""
        line = self._lines.get(chat_id)
        if line is None:
            line = self._lines[chat_id] = _Line()
            self._start(self._work_off(chat_id, line))
        line.events.append(event)
        line.arrival.set()

    async def settle(self) -> None:
        """Returns when nothing is queued or under way: each event was taken or given up."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def test(self, url: str) -> dict[str, Any]:
        """Posts a body without events, and gives the answer of LINE's test endpoint."""
        at = datetime.fromtimestamp(self._clock() / 1_000, UTC)
        outcome = await self._post(url, [], "connection test")
        return {
            "success": outcome.is_success,
            "timestamp": at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "statusCode": outcome.status,
            "reason": outcome.reason,
            "detail": outcome.detail,
        }

    async def close(self) -> None:
        """Gives up what is queued and closes all connections."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._lines.clear()
        if self._session is not None:
            await self._session.close()
            self._session = None

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _work_off(self, chat_id: str, line: _Line) -> None:
        try:
            while line.events:
                for event in await self._next(line):
                    await self._deliver(event)
        finally:
            # Nothing is awaited between the last look at the line and this, so none is lost.
            self._lines.pop(chat_id, None)

    async def _next(self, line: _Line) -> list[Event]:
        first = line.events.popleft()
        if not self._faults.webhooks.reorder:
            return [first]
        if not line.events:
            line.arrival.clear()
            try:
                await asyncio.wait_for(line.arrival.wait(), OVERTAKING_SECONDS)
            except TimeoutError:
                return [first]
        return [line.events.popleft(), first]

    async def _deliver(self, event: Event) -> None:
        faults = self._faults.webhooks
        if faults.delay_ms:
            await asyncio.sleep(faults.delay_ms / 1_000)
        if not self.active:
            return
        outcome = await self._post_event(event)
        if faults.duplicate:
            await self._post_event(event)
        if not outcome.is_success and faults.redelivery:
            self._start(self._redeliver(event))

    async def _redeliver(self, event: Event) -> None:
        again = {**event, "deliveryContext": {"isRedelivery": True}}
        for _ in range(self._faults.webhooks.redelivery_limit):
            await asyncio.sleep(self._faults.webhooks.redelivery_interval_ms / 1_000)
            if (await self._post_event(again)).is_success:
                return

    async def _post_event(self, event: Event) -> Outcome:
        if token := event.get("replyToken"):
            # Before the POST: a quick bot answers while we still wait for its 200.
            self._tokens.delivered(token, self._clock())
        again = event.get("deliveryContext", {}).get("isRedelivery", False)
        note = f"{event.get('type')} (redelivery)" if again else f"{event.get('type')}"
        return await self._post(self.url, [event], note)

    async def _post(self, url: str, events: list[Event], note: str) -> Outcome:
        body = orjson.dumps({"destination": self._destination, "events": events})
        outcome = await self._send(url, body)
        reason = "" if outcome.is_success else f": {outcome.reason.lower()}"
        self._journal.webhook(urlsplit(url).path, max(outcome.status, 0), note + reason)
        return outcome

    async def _send(self, url: str, body: bytes) -> Outcome:
        headers = {
            "Content-Type": _TYPE_JSON,
            "x-line-signature": sign(self._secret, body),
            "User-Agent": "LineBotWebhook/2.0",
        }
        try:
            async with self._client().post(url, data=body, headers=headers) as answer:
                await answer.read()
                status = answer.status
        except TimeoutError:
            return Outcome(0, "REQUEST_TIMEOUT", "Request timeout")
        except aiohttp.ClientConnectorError:
            return Outcome(0, "COULD_NOT_CONNECT", "Failure to connect")
        except (aiohttp.ClientError, ValueError):
            return Outcome(0, "UNCLASSIFIED", "N/A")
        return Outcome(status, "OK" if 200 <= status < 300 else "ERROR_STATUS_CODE", str(status))

    def _client(self) -> aiohttp.ClientSession:
        if self._session is None:
            connector = aiohttp.TCPConnector(
                limit=MAX_CONNECTIONS, keepalive_timeout=IDLE_CONNECTION_SECONDS
            )
            self._session = aiohttp.ClientSession(connector=connector, timeout=self._limit)
        return self._session
