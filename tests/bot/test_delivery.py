"""Sending under faults: each event handled once, each message accepted once, by the same token
or key, in order, and billed only where it must be.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Any

import pytest

from bot.simulator import Accepted
from models import InboundEvent
from tests.support.chat import Chat
from tests.support.town import Town, open_town, until
from tests.support.trouble import (
    Calls,
    ShiftedClock,
    all_settled,
    calls,
    deliveries,
    stale_event,
)

__all__ = ["calls"]

TIMEOUT_SECONDS = 0.4
SLOWER_MS = 700

TROUBLE = [
    pytest.param({"kind": "timeout", "when": "before"}, id="silence, not accepted"),
    pytest.param({"kind": "timeout", "when": "after"}, id="silence, accepted"),
    pytest.param({"kind": "status_500", "when": "before"}, id="500, not accepted"),
    pytest.param({"kind": "status_500", "when": "after"}, id="500, accepted"),
    pytest.param({"kind": "reset_after_acceptance"}, id="cut off, accepted"),
    pytest.param({"kind": "throttle_429"}, id="429"),
    pytest.param({"kind": "latency_ms", "ms": SLOWER_MS}, id="accepted after we gave up"),
]


@pytest.fixture
def clock() -> ShiftedClock:
    return ShiftedClock()


@pytest.fixture
async def town(database_url: str, clock: ShiftedClock) -> AsyncIterator[Town]:
    """On each engine in turn, with short limits."""
    async with open_town(
        database_url,
        clock=clock,
        line_timeout_seconds=TIMEOUT_SECONDS,
        sweep_every_seconds=0.05,
    ) as opened:
        yield opened


async def _people(town: Town, count: int) -> list[Chat]:
    """People who have their greeting behind them; what LINE accepted so far is forgotten."""
    people = [await town.person(f"แม่{number}") for number in range(count)]
    town.platform.accepted.clear()
    return people


async def _every_call_ended(town: Town, calls: Calls) -> None:
    """LINE may still be taking in a call that we gave up."""
    answered = ("reply", "push")

    async def ended() -> bool:
        seen = [one for one in town.platform.calls if one.endpoint in answered]
        return len(seen) == len(calls.all)

    await until(ended)


def _by_person(accepted: Sequence[Accepted]) -> dict[str, list[Accepted]]:
    people: dict[str, list[Accepted]] = {}
    for one in accepted:
        people.setdefault(one.recipients[0], []).append(one)
    return people


@pytest.mark.parametrize("trouble", TROUBLE)
async def test_a_reply_is_accepted_once_by_the_same_token(
    town: Town, clock: ShiftedClock, calls: Calls, trouble: dict[str, Any]
) -> None:
    people = await _people(town, 3)
    known = len(await deliveries(town))
    calls.all.clear()
    town.platform.journal._items.clear()
    town.platform.faults.set(**trouble, scope=["reply"], times=3)
    for chat in people:
        await town.platform.say(chat.user_id, "เมนู")
    await all_settled(town, clock)
    await _every_call_ended(town, calls)
    accepted = _by_person(town.platform.accepted)
    assert {to: len(sent) for to, sent in accepted.items()} == {one.user_id: 1 for one in people}
    rows = (await deliveries(town))[known:]
    assert [(row.kind, row.outcome, row.attempts) for row in rows] == [("reply", "accepted", 2)] * 3
    tokens = [sent.token for sent in calls.of("reply")]
    assert sorted(tokens.count(token) for token in set(tokens)) == [2, 2, 2]
    assert town.platform.quota.used == 0


PUSH_TROUBLE = [*TROUBLE, pytest.param({"kind": "quota_exhausted"}, id="quota exhausted")]


@pytest.mark.parametrize("trouble", PUSH_TROUBLE)
async def test_a_push_is_accepted_and_billed_once_by_the_same_key(
    town: Town, clock: ShiftedClock, calls: Calls, trouble: dict[str, Any]
) -> None:
    people = await _people(town, 2)
    known = len(await deliveries(town))
    calls.all.clear()
    town.platform.journal._items.clear()
    town.platform.faults.set(**trouble, scope=["push"], times=2)
    for chat in people:
        event = stale_event(chat.user_id, "เมนู", town.platform.clock())
        await town.platform.send_event(chat.user_id, event)
    await all_settled(town, clock)
    await _every_call_ended(town, calls)
    rows = (await deliveries(town))[known:]
    assert [(row.kind, row.outcome, row.attempts) for row in rows] == [("push", "accepted", 2)] * 2
    assert len(calls.of("reply")) == 2
    keys = [sent.retry_key for sent in calls.of("push")]
    assert sorted(keys, key=str) == sorted([row.delivery_id for row in rows] * 2, key=str)
    assert len({str(sent.body) for sent in calls.of("push")}) == 2
    assert len(town.platform.accepted) == town.platform.quota.used == 2


async def test_quota_exhausted_leaves_answers_alone_and_waits_an_hour_with_a_push(
    town: Town, clock: ShiftedClock, calls: Calls
) -> None:
    (chat,) = await _people(town, 1)
    town.platform.faults.set("quota_exhausted")
    event = stale_event(chat.user_id, "เมนู", town.platform.clock())
    await town.platform.send_event(chat.user_id, event)

    async def refused() -> bool:
        return any(row.attempts and row.kind == "push" for row in await deliveries(town))

    await until(refused)
    await chat.says("วิธีใช้")
    assert [one.kind for one in town.platform.accepted] == ["reply"]
    asked = len(calls.of("push"))
    clock.skip(minutes=59)
    await chat.says("เมนู")
    assert len(calls.of("push")) == asked == 1
    town.platform.faults.clear()
    clock.skip(minutes=2)
    await all_settled(town, clock)
    assert [one.kind for one in town.platform.accepted] == ["reply", "reply", "push"]


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
    Bill("a danger card is pushed", "ลูกชัก", {"kind": "status_500"}, ("push", "accepted"),
         ("push",)),
    Bill("sure refusals end in a push", "เมนู", {"kind": "throttle_429"}, ("push", "accepted"),
         ("push",)),
    Bill("a danger card that arrived in silence is not pushed", "ลูกชัก",
         {"kind": "timeout", "when": "after"}, ("reply", "accepted"), ("reply",)),
]  # fmt: skip


@pytest.mark.parametrize("bill", BILLS, ids=lambda bill: bill.promise)
async def test_pushes_are_billed_only_where_they_must_be(
    town: Town, clock: ShiftedClock, calls: Calls, bill: Bill
) -> None:
    (chat,) = await _people(town, 1)
    started = clock.ahead
    town.platform.faults.set(**bill.trouble, scope=["reply"])
    await town.platform.say(chat.user_id, bill.text)
    await all_settled(town, clock)
    last = (await deliveries(town))[-1]
    assert (last.kind, last.outcome) == bill.ends
    assert tuple(one.kind for one in town.platform.accepted) == bill.accepted
    assert town.platform.quota.used == bill.accepted.count("push")
    assert len({sent.token for sent in calls.of("reply")[1:]}) == 1
    if bill.ends[0] == "push" or bill.ends[1] == "unknown":
        assert (clock.ahead - started).total_seconds() > 30
    # What was said, and to whom, has gone with the outcome.
    assert (last.messages, last.recipients, last.reply_token) == (b"", [], None)


@pytest.mark.parametrize("trouble", TROUBLE)
async def test_answers_to_one_person_keep_their_order(
    town: Town, clock: ShiftedClock, calls: Calls, trouble: dict[str, Any]
) -> None:
    control, chat = await _people(town, 2)
    texts = ("เมนู", "วิธีใช้", "ขอบคุณ")
    for text in texts:
        await control.says(text)
    town.platform.faults.set(**trouble, scope=["reply"], times=4)
    for text in texts:
        await town.platform.say(chat.user_id, text)
    await all_settled(town, clock)
    assert chat.messages == control.messages
    assert town.platform.quota.used == 0


async def test_answers_keep_their_order_when_line_is_away_longer_than_a_lease(
    town: Town, clock: ShiftedClock
) -> None:
    control, chat = await _people(town, 2)
    for text in ("เมนู", "วิธีใช้"):
        await control.says(text)
    town.platform.faults.set("status_500", scope=["reply"])
    await town.platform.say(chat.user_id, "เมนู")

    async def tried_often() -> bool:
        last = (await deliveries(town))[-1]
        if last.leased_until is None and last.due_at > clock():
            clock.ahead += last.due_at - clock()
        return bool(last.attempts >= 5)

    await until(tried_often)
    await town.platform.say(chat.user_id, "วิธีใช้")
    await town.platform.settle()
    for _ in range(3):
        # Past every lease that stood, but not past the token's life.
        clock.skip(seconds=5)
        await town.service.engine.sweep()  # type: ignore[union-attr]
        await town.service.engine.settle()  # type: ignore[union-attr]
    town.platform.faults.clear()
    await all_settled(town, clock)
    assert chat.messages == control.messages


async def test_an_event_is_handled_once_however_long_its_answer_takes(
    town: Town, clock: ShiftedClock
) -> None:
    (chat,) = await _people(town, 1)
    before = await town.count(InboundEvent)
    known = len(await deliveries(town))
    town.platform.faults.set("throttle_429", scope=["reply"], times=3)
    await town.platform.say(chat.user_id, "เมนู")
    await all_settled(town, clock)
    assert await town.count(InboundEvent) == before + 1
    assert await town.count(InboundEvent, InboundEvent.handled_at.is_not(None)) == before + 1
    assert len(await deliveries(town)) == known + 1
