"""One person's answers keep the order of their questions, whatever troubles their sending."""

from __future__ import annotations

from typing import Any

import aiohttp
import pytest

from tests.support.chat import Chat
from tests.support.line_events import body_of, sign
from tests.support.scene import LONGER_MS, Scene, calls, module_url, scene, shared
from tests.support.town import until
from tests.support.trouble import says_one_by_one

__all__ = ["calls", "module_url", "scene", "shared"]

pytestmark = pytest.mark.asyncio(loop_scope="module")

TEXTS = ("เมนู", "วิธีใช้", "ขอบคุณ")


@pytest.mark.parametrize(
    "trouble",
    [
        pytest.param({"kind": "timeout", "when": "after"}, id="silence, accepted"),
        pytest.param({"kind": "status_500"}, id="500, not accepted"),
        pytest.param({"kind": "throttle_429"}, id="429"),
        pytest.param({"kind": "latency_ms", "ms": LONGER_MS}, id="accepted after we gave up"),
    ],
)
async def test_answers_to_one_person_keep_their_order(
    scene: Scene, trouble: dict[str, Any]
) -> None:
    control, chat = await scene.people(2)
    for text in TEXTS:
        await control.says(text)
    await scene.begin()
    scene.town.platform.faults.set(**trouble, scope=["reply"], times=2)
    await says_one_by_one(chat, *TEXTS)
    await scene.settled()
    assert chat.messages == control.messages
    assert scene.billed == 0


@pytest.mark.parametrize("trouble", [{"kind": "timeout"}, {"kind": "status_500"}], ids=str)
async def test_answers_to_one_batch_of_events_keep_their_order(
    scene: Scene, trouble: dict[str, Any]
) -> None:
    control, chat = await scene.people(2)
    for text in TEXTS:
        await control.says(text)
    await scene.begin()
    scene.town.platform.faults.set(**trouble, scope=["reply"], times=1)
    await _says_in_one_webhook(scene, chat, *TEXTS)
    await scene.settled()
    assert chat.messages == control.messages
    first, *others = await scene.rows()
    assert first.attempts > max(row.attempts for row in others)


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


async def _says_in_one_webhook(scene: Scene, chat: Chat, *texts: str) -> None:
    """LINE brings several messages at once, so that one batch answers them all."""
    platform = scene.town.platform
    platform.webhooks.active = False
    events = await says_one_by_one(chat, *texts)
    await platform.settle()
    platform.webhooks.active = True
    for event in events:
        platform.reply_tokens.delivered(event["replyToken"], platform.clock())
    body = body_of(*events)
    headers = {"x-line-signature": sign(body)}
    url = f"{scene.town.address}/webhook"
    async with aiohttp.ClientSession() as line, line.post(url, data=body, headers=headers) as got:
        assert got.status == 200
