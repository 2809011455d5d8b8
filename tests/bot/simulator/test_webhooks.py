"""Events reach the bot as LINE sends them: signed, in order, again when asked for."""

from __future__ import annotations

import asyncio
import re
from uuid import uuid4

import pytest

from bot.simulator import Platform, User
from bot.simulator.signature import sign
from tests.bot.simulator.harness import START_MS, Bot, Line, Received, serve

ULID = re.compile(r"[0-7][0-9A-HJKMNP-TV-Z]{25}")


def test_signature_is_the_one_in_lines_documentation() -> None:
    body = b'{"destination":"U8e742f61d673b39c7fff3cecb7536ef0","events":[]}'
    signature = sign("8c570fa6dd201bb328f1c1eac23a96d8", body)
    assert signature == "GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs="


async def test_text_event_has_every_property_of_lines(
    platform: Platform, bot: Bot, mali: User
) -> None:
    await platform.say(mali.id, "ลูก 2 ขวบยังไม่พูด")
    await platform.settle()
    received = bot.received[-1]
    assert received.is_signed
    assert received.headers["content-type"] == "application/json; charset=utf-8"
    assert received.json["destination"] == platform.settings.bot_user_id
    event = received.event
    message = event.pop("message")
    assert ULID.fullmatch(event.pop("webhookEventId"))
    assert re.fullmatch(r"[0-9a-f]{32}", event.pop("replyToken"))
    assert event == {
        "type": "message",
        "deliveryContext": {"isRedelivery": False},
        "timestamp": START_MS,
        "source": {"type": "user", "userId": mali.id},
        "mode": "active",
    }
    assert message.pop("quoteToken") != message.pop("markAsReadToken")
    assert re.fullmatch(r"\d{18}", message.pop("id"))
    assert message == {"type": "text", "text": "ลูก 2 ขวบยังไม่พูด"}


async def test_follow_block_and_unblock(platform: Platform, bot: Bot, mali: User) -> None:
    await platform.block(mali.id)
    await platform.unblock(mali.id)
    await platform.settle()
    followed, blocked, unblocked = [received.event for received in bot.received]
    assert followed["follow"] == {"isUnblocked": False}
    assert blocked["type"] == "unfollow"
    assert "replyToken" not in blocked
    assert unblocked["follow"] == {"isUnblocked": True}
    assert {"replyToken"} <= followed.keys() & unblocked.keys()


async def test_postback_carries_data_and_params_and_shows_its_text(
    platform: Platform, bot: Bot, mali: User
) -> None:
    params = {"date": "2569-11-22"}
    await platform.press_postback(mali.id, "birth", display_text="วันเกิด", params=params)
    await platform.settle()
    assert bot.received[-1].event["postback"] == {"data": "birth", "params": params}
    shown = platform.chats[mali.id][-1].as_json()
    assert shown["message"] == {"type": "text", "text": "วันเกิด"}
    assert shown["echo"] is True


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("image", {"contentProvider"}),
        ("video", {"contentProvider", "duration"}),
        ("audio", {"contentProvider", "duration"}),
        ("file", {"fileName", "fileSize"}),
    ],
)
async def test_media_events(
    platform: Platform, bot: Bot, mali: User, kind: str, expected: set[str]
) -> None:
    await platform.send_media(mali.id, kind)  # type: ignore[arg-type]
    await platform.settle()
    message = bot.received[-1].event["message"]
    quoted = {"quoteToken"} if kind in ("image", "video") else set()
    assert message.keys() == {"type", "id", "markAsReadToken"} | expected | quoted


async def test_sticker_and_location_events(platform: Platform, bot: Bot, mali: User) -> None:
    await platform.send_sticker(mali.id, "11537", "52002734")
    await platform.send_location(mali.id, 16.54, 104.72, title="ศพด.บ้านนา")
    await platform.settle()
    sticker, location = (received.event["message"] for received in bot.received[-2:])
    assert sticker["stickerResourceType"] == "STATIC"
    assert (sticker["packageId"], sticker["stickerId"]) == ("11537", "52002734")
    assert (location["latitude"], location["longitude"]) == (16.54, 104.72)
    assert location["title"] == "ศพด.บ้านนา"
    assert "address" not in location


async def test_one_users_events_go_in_order_and_another_user_does_not_wait(
    platform: Platform, bot: Bot, mali: User
) -> None:
    other = await platform.add_user("ยาย")
    held, release = asyncio.Event(), asyncio.Event()

    async def hold_the_first(received: Received) -> int:
        if received.event["message"]["text"] == "หนึ่ง":
            held.set()
            await release.wait()
        return 200

    bot.received.clear()
    bot.answer = hold_the_first
    await platform.say(mali.id, "หนึ่ง")
    await platform.say(mali.id, "สอง")
    await held.wait()
    await platform.say(other.id, "ยาย")
    await platform.until(lambda: len(bot.received) == 2)
    release.set()
    await platform.settle()
    assert bot.texts == ["หนึ่ง", "ยาย", "สอง"]


async def test_any_event_can_be_sent_and_a_group_be_answered(
    platform: Platform, bot: Bot, line: Line
) -> None:
    group_id = "C" + "0a" * 16
    event = {
        "type": "join",
        "timestamp": START_MS,
        "source": {"type": "group", "groupId": group_id},
        "replyToken": "f" * 32,
        "mode": "active",
        "webhookEventId": "01" + "A" * 24,
        "deliveryContext": {"isRedelivery": False},
    }
    await platform.send_event(group_id, event)
    await platform.settle()
    assert bot.received[-1].event == event
    assert (await line.reply("f" * 32, "สวัสดีค่ะกลุ่ม")).status == 200
    assert (await line.push(group_id, "อีกครั้ง", key=str(uuid4()))).status == 200
    assert [entry.message["text"] for entry in platform.chats[group_id]] == [
        "สวัสดีค่ะกลุ่ม",
        "อีกครั้ง",
    ]


async def test_endpoint_can_be_read_changed_and_tried(
    platform: Platform, bot: Bot, line: Line
) -> None:
    path = "/v2/bot/channel/webhook"
    assert (await line.get(f"{path}/endpoint")).json == {"endpoint": bot.url, "active": True}
    tried = (await line.post(f"{path}/test", {})).json
    assert (tried["success"], tried["statusCode"], tried["reason"]) == (True, 200, "OK")
    assert bot.received[-1].json["events"] == []
    assert bot.received[-1].is_signed
    refused = await line.call("PUT", f"{path}/endpoint", {"endpoint": "http://example.com/hook"})
    assert (refused.status, refused.json["message"]) == (400, "Invalid webhook endpoint URL")
    accepted = await line.call("PUT", f"{path}/endpoint", {"endpoint": "https://example.com/hook"})
    assert accepted.status == 200
    assert platform.webhooks.url == "https://example.com/hook"


async def test_trying_an_endpoint_that_nobody_serves(line: Line) -> None:
    async with serve(_nothing) as url:
        pass
    tried = (await line.post("/v2/bot/channel/webhook/test", {"endpoint": url})).json
    assert (tried["success"], tried["reason"]) == (False, "COULD_NOT_CONNECT")


async def _nothing(scope: object, receive: object, send: object) -> None:
    """Served only to learn a port that is free afterwards."""
