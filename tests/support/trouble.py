"""What tests of faults share: a clock that can be put forward, and the calls that LINE got."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import orjson
import pytest
from sqlalchemy import Row, select
from starlette.types import Receive, Scope, Send

from bot.clock import utc_now
from bot.line import Attempt, LineGateway
from bot.simulator.door import Door
from bot.simulator.events import Event
from models import Delivery, InboundEvent
from models.base import table_of
from models.event import is_waiting
from tests.support.chat import Chat
from tests.support.town import Town, until

# LINE refuses a reply token 20 minutes after its event, however often it is delivered again.
_DEAD = timedelta(minutes=21)


class ShiftedClock:
    """The machine's clock, put forward by what tests skip."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        return utc_now() + self.ahead

    def milliseconds(self) -> int:
        """The same moment as the simulator counts it."""
        return int(self().timestamp() * 1000)

    def skip(self, **of_timedelta: float) -> None:
        """Let so much time have passed (seconds=…, hours=…)."""
        self.ahead += timedelta(**of_timedelta)


@dataclass(frozen=True, slots=True)
class Sent:
    """One HTTP request for LINE, as it left."""

    kind: str
    body: dict[str, Any]
    retry_key: uuid.UUID | None

    @property
    def token(self) -> str | None:
        """The reply token, of a reply."""
        return self.body.get("replyToken")


@dataclass(slots=True)
class Calls:
    """Every request that left for LINE, oldest first; `under_way`: those that LINE still has."""

    all: list[Sent] = field(default_factory=list)
    under_way: int = 0

    def of(self, kind: str) -> list[Sent]:
        """Only replies, or only pushes."""
        return [one for one in self.all if one.kind == kind]

    async def all_ended(self) -> None:
        """Wait for LINE too: it may still take in a call that we gave up long ago."""

        async def ended() -> bool:
            return self.under_way == 0

        await until(ended)


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> Calls:
    """Listen at our gateway and at LINE's door; the calls go on as they are."""
    calls = Calls()
    post, enter = LineGateway._post, Door.__call__

    async def listening(
        gateway: LineGateway, path: str, body: bytes, retry_key: uuid.UUID | None = None
    ) -> Attempt:
        calls.all.append(Sent(path.rpartition("/")[2], orjson.loads(body), retry_key))
        return await post(gateway, path, body, retry_key)

    async def entering(door: Door, scope: Scope, receive: Receive, send: Send) -> None:
        calls.under_way += 1
        try:
            await enter(door, scope, receive, send)
        finally:
            calls.under_way -= 1

    monkeypatch.setattr(LineGateway, "_post", listening)
    monkeypatch.setattr(Door, "__call__", entering)
    return calls


def stale_event(user_id: str, text: str, now_ms: int) -> Event:
    """A message that LINE delivers so late that its reply token is dead."""
    return {
        "type": "message",
        "message": {"type": "text", "id": uuid.uuid4().hex, "text": text, "quoteToken": "q"},
        "webhookEventId": uuid.uuid4().hex,
        "deliveryContext": {"isRedelivery": False},
        "timestamp": now_ms - int(_DEAD.total_seconds() * 1000),
        "source": {"type": "user", "userId": user_id},
        "replyToken": uuid.uuid4().hex,
        "mode": "active",
    }


async def deliveries(town: Town) -> list[Row[Any]]:
    """All rows of the delivery table, as they were made."""
    table = table_of(Delivery)
    async with town.service.db.read() as connection:
        rows = await connection.execute(select(table).order_by(table.c.delivery_id))
        return list(rows.all())


async def says_one_by_one(chat: Chat, *texts: str) -> list[Event]:
    """Type quickly, but no two messages within LINE's millisecond: nobody can."""
    events = []
    for text in texts:
        event = await chat.platform.say(chat.user_id, text)

        async def ticked(said_at: int = event["timestamp"]) -> bool:
            return chat.platform.clock() > said_at

        await until(ticked)
        events.append(event)
    return events


async def all_settled(town: Town, clock: ShiftedClock) -> None:
    """Wait until every webhook is in, every event handled and every delivery settled.

    Pauses between attempts are skipped: when nothing is left but to wait, the clock is put
    forward to the moment at which something falls due.
    """

    async def settled() -> bool:
        waiting = await town.count(InboundEvent, is_waiting())
        open_ones = [one for one in await deliveries(town) if one.settled_at is None]
        if not open_ones:
            return not waiting
        next_due = min(one.due_at for one in open_ones)
        if next_due > clock() and all(one.leased_until is None for one in open_ones):
            clock.ahead += next_due - clock()
        return False

    await town.platform.settle()
    await until(settled)
