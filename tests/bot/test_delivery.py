"""Sending under faults: each event handled once, each message accepted once, by the same token
or key, and billed only where it must be.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from models import InboundEvent
from tests.support.chat import Chat
from tests.support.scene import TROUBLE, Scene, calls, module_url, scene, shared
from tests.support.town import until
from tests.support.trouble import stale_event

__all__ = ["calls", "module_url", "scene", "shared"]

pytestmark = pytest.mark.asyncio(loop_scope="module")

PUSH_TROUBLE = [*TROUBLE, pytest.param({"kind": "quota_exhausted"}, id="quota exhausted")]


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
    await scene.calls.all_ended()
    assert sorted(one.recipients for one in scene.accepted) == sorted(
        (chat.user_id,) for chat in people
    )
    rows = await scene.rows()
    assert [(row.kind, row.outcome) for row in rows] == [("reply", "accepted")] * 3
    tokens = [sent.token for sent in scene.calls.all]
    assert len(set(tokens)) == 3
    assert min(tokens.count(token) for token in tokens) >= 2
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
    await scene.calls.all_ended()
    rows = await scene.rows()
    assert [(row.kind, row.outcome) for row in rows] == [("push", "accepted")] * 2
    keys = [sent.retry_key for sent in scene.calls.of("push")]
    assert set(keys) == {row.delivery_id for row in rows}
    assert min(keys.count(key) for key in keys) >= 2
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


async def _sends_with_a_dead_token(scene: Scene, chat: Chat, text: str) -> None:
    """LINE brings a message so late that only a push can answer it."""
    event = stale_event(chat.user_id, text, scene.town.platform.clock())
    await scene.town.platform.send_event(chat.user_id, event)
