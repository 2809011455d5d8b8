"""Webhooks that fail, come twice, late, in another order, or again."""

from __future__ import annotations

import asyncio

import pytest

from bot.simulator import Platform, User
from tests.bot.simulator.harness import Bot, Line, ManualClock, Received


@pytest.mark.parametrize("settings", [{"webhook_timeout_ms": 50}], indirect=True)
async def test_a_slow_bot_is_given_up_and_the_log_says_why(
    platform: Platform, bot: Bot, mali: User
) -> None:
    release = asyncio.Event()

    async def never(received: Received) -> int:
        await release.wait()
        return 200

    bot.answer = never
    await platform.say(mali.id, "ช้า")
    await platform.settle()
    release.set()
    assert platform.journal.after(0)[-1].note == "message: request_timeout"
    assert platform.journal.after(0)[-1].status == 0


async def test_without_redelivery_a_failed_webhook_is_lost(
    platform: Platform, bot: Bot, mali: User
) -> None:
    async def fail(received: Received) -> int:
        return 500

    bot.received.clear()
    bot.answer = fail
    await platform.say(mali.id, "หาย")
    await platform.settle()
    assert bot.texts == ["หาย"]


async def test_redelivery_repeats_the_event_with_its_ids(
    platform: Platform, bot: Bot, mali: User, clock: ManualClock
) -> None:
    platform.faults.webhooks.redelivery = True
    platform.faults.webhooks.redelivery_interval_ms = 1

    async def fail_twice(received: Received) -> int:
        clock.advance(seconds=30)
        return 503 if len(bot.received) < 3 else 200

    bot.received.clear()
    bot.answer = fail_twice
    await platform.say(mali.id, "ซ้ำ")
    await platform.settle()
    events = [received.event for received in bot.received]
    assert [e.pop("deliveryContext")["isRedelivery"] for e in events] == [False, True, True]
    assert events[0] == events[1] == events[2]


async def test_redelivery_renews_the_reply_token_but_not_for_ever(
    platform: Platform, bot: Bot, mali: User, line: Line, clock: ManualClock
) -> None:
    platform.faults.webhooks.redelivery = True
    platform.faults.webhooks.redelivery_interval_ms = 1
    minutes_until_redelivery = 0

    async def fail_once(received: Received) -> int:
        if received.event["deliveryContext"]["isRedelivery"]:
            return 200
        clock.advance(minutes=minutes_until_redelivery)
        return 500

    bot.answer = fail_once
    minutes_until_redelivery = 19
    event = await platform.say(mali.id, "สายไปหน่อย")
    await platform.settle()
    assert (await line.reply(event["replyToken"])).status == 200
    minutes_until_redelivery = 21
    event = await platform.say(mali.id, "สายเกินไป")
    await platform.settle()
    assert (await line.reply(event["replyToken"])).json == {"message": "Invalid reply token"}


async def test_duplicate_delivers_twice_without_saying_so(
    platform: Platform, bot: Bot, mali: User
) -> None:
    platform.faults.webhooks.duplicate = True
    bot.received.clear()
    await platform.say(mali.id, "สองครั้ง")
    await platform.settle()
    first, second = bot.received
    assert first.body == second.body


async def test_reorder_lets_the_later_event_overtake(
    platform: Platform, bot: Bot, mali: User
) -> None:
    platform.faults.webhooks.reorder = True
    bot.received.clear()
    await platform.say(mali.id, "หนึ่ง")
    await platform.say(mali.id, "สอง")
    await platform.settle()
    assert bot.texts == ["สอง", "หนึ่ง"]


async def test_an_event_waits_for_a_later_one_to_overtake_it(
    platform: Platform, bot: Bot, mali: User, line: Line
) -> None:
    platform.faults.webhooks.reorder = True
    bot.received.clear()
    for text in ("หนึ่ง", "สอง"):
        await line.post(f"/simulator/api/users/{mali.id}/text", {"text": text})
    await platform.settle()
    assert bot.texts == ["สอง", "หนึ่ง"]


async def test_delay_holds_the_webhook_back(platform: Platform, bot: Bot, mali: User) -> None:
    platform.faults.webhooks.delay_ms = 30
    loop = asyncio.get_running_loop()
    started = loop.time()
    await platform.say(mali.id, "รอ")
    await platform.settle()
    assert loop.time() - started >= 0.03
    assert bot.received[-1].event["message"]["text"] == "รอ"
