"""Sending under faults: each event handled once, each message accepted once, by the same token
or key, in order, and billed only where it must be.
"""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import Row

from bot.simulator import Accepted
from models import InboundEvent
from tests.support.chat import Chat
from tests.support.servers import Postgres
from tests.support.town import Town, open_town, until
from tests.support.trouble import (
    Calls,
    ShiftedClock,
    all_settled,
    calls,
    deliveries,
    says_one_by_one,
    stale_event,
)

__all__ = ["calls"]

pytestmark = pytest.mark.asyncio(loop_scope="module")

TIMEOUT_SECONDS = 0.4
LONGER_MS = 700
TEXTS = ("เมนู", "วิธีใช้", "ขอบคุณ")

TROUBLE = [
    pytest.param({"kind": "timeout", "when": "before"}, id="silence, not accepted"),
    pytest.param({"kind": "timeout", "when": "after"}, id="silence, accepted"),
    pytest.param({"kind": "status_500", "when": "before"}, id="500, not accepted"),
    pytest.param({"kind": "status_500", "when": "after"}, id="500, accepted"),
    pytest.param({"kind": "reset_after_acceptance"}, id="cut off, accepted"),
    pytest.param({"kind": "throttle_429"}, id="429"),
    pytest.param({"kind": "latency_ms", "ms": LONGER_MS}, id="accepted after we gave up"),
]
PUSH_TROUBLE = [*TROUBLE, pytest.param({"kind": "quota_exhausted"}, id="quota exhausted")]


@dataclass(slots=True)
class Scene:
    """One town for all tests on an engine; each test has people and a beginning of its own."""

    town: Town
    clock: ShiftedClock
    calls: Calls = field(default_factory=Calls)
    rows_before: int = 0

    async def people(self, count: int) -> list[Chat]:
        """People who have their greeting behind them."""
        people = [await self.town.person(f"แม่{number}") for number in range(count)]
        await self.begin()
        return people

    async def begin(self) -> None:
        """What happened up to now does not count."""
        await self.settled()
        self.town.platform.accepted.clear()
        self.town.platform.quota.set_used(0)
        self.rows_before = len(await deliveries(self.town))
        self.calls.start(self.town)

    async def rows(self) -> list[Row[Any]]:
        """This test's deliveries."""
        return (await deliveries(self.town))[self.rows_before :]

    async def settled(self) -> None:
        await all_settled(self.town, self.clock)

    @property
    def accepted(self) -> list[Accepted]:
        return self.town.platform.accepted

    @property
    def billed(self) -> int:
        return self.town.platform.quota.used


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def module_url(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """DATABASE_URL of one database for all tests here, on each engine in turn."""
    if request.param == "sqlite":
        path = tmp_path_factory.mktemp("delivery") / "tonkla.db"
        shutil.copyfile(request.getfixturevalue("migrated_sqlite"), path)
        yield f"sqlite:///{path}"
        return
    server: Postgres = request.getfixturevalue("postgres")
    url = server.new_database()
    yield url
    server.drop(url)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shared(module_url: str) -> AsyncIterator[Scene]:
    """A town with short limits."""
    clock = ShiftedClock()
    short = {"line_timeout_seconds": TIMEOUT_SECONDS, "sweep_every_seconds": 0.1}
    async with open_town(module_url, clock=clock, **short) as town:
        yield Scene(town, clock)


@pytest_asyncio.fixture(loop_scope="module")
async def scene(shared: Scene, calls: Calls) -> AsyncIterator[Scene]:
    """The town, with nothing under way before and after."""
    shared.calls = calls
    await shared.begin()
    yield shared
    shared.town.platform.faults.clear()
    await shared.settled()
    await calls.all_ended(shared.town)


@pytest.mark.parametrize("trouble", TROUBLE)
async def test_a_reply_is_accepted_once_by_the_same_token(
    scene: Scene, trouble: dict[str, Any]
) -> None:
    people = await scene.people(3)
    events = await scene.town.count(InboundEvent)
    scene.town.platform.faults.set(**trouble, scope=["reply"], times=3)
    for chat in people:
        await scene.town.platform.say(chat.user_id, "เมนู")
    await scene.settled()
    await scene.calls.all_ended(scene.town)
    assert sorted(one.recipients for one in scene.accepted) == sorted(
        (chat.user_id,) for chat in people
    )
    rows = await scene.rows()
    assert [(row.kind, row.outcome, row.attempts) for row in rows] == [("reply", "accepted", 2)] * 3
    tokens = [sent.token for sent in scene.calls.all]
    assert sorted(tokens.count(token) for token in set(tokens)) == [2, 2, 2]
    assert scene.billed == 0
    handled = InboundEvent.handled_at.is_not(None)
    assert await scene.town.count(InboundEvent, handled) == events + 3


@pytest.mark.parametrize("trouble", PUSH_TROUBLE)
async def test_a_push_is_accepted_and_billed_once_by_the_same_key(
    scene: Scene, trouble: dict[str, Any]
) -> None:
    people = await scene.people(2)
    scene.town.platform.faults.set(**trouble, scope=["push"], times=2)
    for chat in people:
        await _sends_with_a_dead_token(scene, chat, "เมนู")
    await scene.settled()
    await scene.calls.all_ended(scene.town)
    rows = await scene.rows()
    assert [(row.kind, row.outcome, row.attempts) for row in rows] == [("push", "accepted", 2)] * 2
    assert len(scene.calls.of("reply")) == 2
    keys = [sent.retry_key for sent in scene.calls.of("push")]
    assert sorted(keys, key=str) == sorted([row.delivery_id for row in rows] * 2, key=str)
    assert len({str(sent.body) for sent in scene.calls.of("push")}) == 2
    assert len(scene.accepted) == scene.billed == 2


async def test_a_push_waits_an_hour_for_its_quota_and_holds_no_answer_up(scene: Scene) -> None:
    (chat,) = await scene.people(1)
    scene.town.platform.faults.set("quota_exhausted")
    await _sends_with_a_dead_token(scene, chat, "เมนู")

    async def refused() -> bool:
        return any(row.kind == "push" and row.attempts for row in await scene.rows())

    await until(refused)
    await chat.says("วิธีใช้")
    scene.clock.skip(minutes=59)
    await chat.says("เมนู")
    assert [one.kind for one in scene.accepted] == ["reply", "reply"]
    assert len(scene.calls.of("push")) == 1
    scene.town.platform.faults.clear()
    await scene.settled()
    assert [one.kind for one in scene.accepted] == ["reply", "reply", "push"]


@dataclass(frozen=True)
class Bill:
    """What a fault that lasts over the token's life costs, and how the answer then ends."""

    promise: str
    text: str
    trouble: dict[str, Any]
    ends: tuple[str, str]
    accepted: tuple[str, ...]


BILLS = [
    Bill("unknown is never pushed", "เมนู", {"kind": "status_500"}, ("reply", "unknown"), ()),
    Bill("silence is never pushed", "เมนู", {"kind": "timeout"}, ("reply", "unknown"), ()),
    Bill("an unknown danger card is pushed", "ลูกชัก", {"kind": "status_500"},
         ("push", "accepted"), ("push",)),
    Bill("sure refusals end in a push", "เมนู", {"kind": "throttle_429"}, ("push", "accepted"),
         ("push",)),
    Bill("a danger card that arrived is not pushed", "ลูกชัก",
         {"kind": "status_500", "when": "after"}, ("reply", "accepted"), ("reply",)),
]  # fmt: skip


@pytest.mark.parametrize("bill", BILLS, ids=lambda bill: bill.promise)
async def test_pushes_are_billed_only_where_they_must_be(scene: Scene, bill: Bill) -> None:
    (chat,) = await scene.people(1)
    scene.town.platform.faults.set(**bill.trouble, scope=["reply"])
    await scene.town.platform.say(chat.user_id, bill.text)
    await scene.settled()
    (row,) = await scene.rows()
    assert (row.kind, row.outcome) == bill.ends
    assert tuple(one.kind for one in scene.accepted) == bill.accepted
    assert scene.billed == bill.accepted.count("push")
    assert len({sent.token for sent in scene.calls.of("reply")}) == 1
    # What was said, and to whom, has gone with the outcome.
    assert (row.messages, row.recipients, row.reply_token) == (b"", [], None)


@pytest.mark.parametrize("trouble", TROUBLE)
async def test_answers_to_one_person_keep_their_order(
    scene: Scene, trouble: dict[str, Any]
) -> None:
    control, chat = await scene.people(2)
    for text in TEXTS:
        await control.says(text)
    await scene.begin()
    scene.town.platform.faults.set(**trouble, scope=["reply"], times=4)
    await says_one_by_one(chat, *TEXTS)
    await scene.settled()
    assert chat.messages == control.messages
    assert scene.billed == 0


async def test_answers_keep_their_order_when_line_is_away_longer_than_a_lease(
    scene: Scene,
) -> None:
    control, chat = await scene.people(2)
    for text in TEXTS:
        await control.says(text)
    await scene.begin()
    scene.town.platform.faults.set("status_500", scope=["reply"])
    await says_one_by_one(chat, TEXTS[0])
    began = scene.clock()
    await _time_passes(scene, until_attempt=5)
    await says_one_by_one(chat, *TEXTS[1:])
    await scene.town.platform.settle()
    await _time_passes(scene, until_attempt=6)
    assert (scene.clock() - began).total_seconds() > 16
    scene.town.platform.faults.clear()
    await scene.settled()
    assert chat.messages == control.messages
    assert scene.billed == 0


async def _time_passes(scene: Scene, *, until_attempt: int) -> None:
    """Put the clock forward from attempt to attempt of the first answer."""

    async def tried() -> bool:
        rows = await scene.rows()
        if rows and rows[0].attempts < until_attempt and rows[0].leased_until is None:
            scene.clock.skip(seconds=max(0, (rows[0].due_at - scene.clock()).total_seconds()))
        return bool(rows) and rows[0].attempts >= until_attempt

    await until(tried)


async def _sends_with_a_dead_token(scene: Scene, chat: Chat, text: str) -> None:
    """LINE brings a message so late that only a push can answer it."""
    event = stale_event(chat.user_id, text, scene.town.platform.clock())
    await scene.town.platform.send_event(chat.user_id, event)
