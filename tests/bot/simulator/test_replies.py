"""Reply tokens: one use, one minute, and a refusal that costs nothing."""

from __future__ import annotations

from uuid import uuid4

from bot.simulator import Platform, User
from tests.bot.simulator.harness import Line, ManualClock, messages

REPLY = "/v2/bot/message/reply"


async def asked(platform: Platform, user: User) -> str:
    """The reply token of a text that the bot has received."""
    event = await platform.say(user.id, "ถาม")
    await platform.settle()
    return str(event["replyToken"])


async def test_a_reply_is_shown_and_its_messages_are_named(
    platform: Platform, line: Line, mali: User
) -> None:
    heard = await line.reply(await asked(platform, mali), "หนึ่ง", "สอง")
    assert heard.status == 200
    sent = heard.json["sentMessages"]
    entries = platform.chats[mali.id][-2:]
    assert [entry.id for entry in entries] == [message["id"] for message in sent]
    assert [entry.message["text"] for entry in entries] == ["หนึ่ง", "สอง"]
    assert all(message["quoteToken"] for message in sent)
    assert {entry.via for entry in entries} == {"reply"}


async def test_the_request_id_names_the_accepted_reply(
    platform: Platform, line: Line, mali: User
) -> None:
    heard = await line.reply(await asked(platform, mali))
    (accepted,) = platform.accepted
    assert accepted.request_id == heard.headers["x-line-request-id"]
    assert (accepted.kind, accepted.delivered) == ("reply", (mali.id,))


async def test_a_token_works_once(platform: Platform, line: Line, mali: User) -> None:
    token = await asked(platform, mali)
    assert (await line.reply(token)).status == 200
    again = await line.reply(token)
    assert (again.status, again.json) == (400, {"message": "Invalid reply token"})
    assert len(platform.accepted) == 1


async def test_a_token_dies_a_minute_after_delivery(
    platform: Platform, line: Line, mali: User, clock: ManualClock
) -> None:
    in_time, late = await asked(platform, mali), await asked(platform, mali)
    clock.advance(seconds=60)
    assert (await line.reply(in_time)).status == 200
    clock.advance(ms=1)
    assert (await line.reply(late)).status == 400


async def test_a_made_up_token_is_refused(line: Line) -> None:
    assert (await line.reply("0" * 32)).json == {"message": "Invalid reply token"}


async def test_a_refused_message_leaves_the_token_unused(
    platform: Platform, line: Line, mali: User
) -> None:
    token = await asked(platform, mali)
    refused = await line.reply(token, "ก" * 5_001)
    assert refused.status == 400
    assert refused.json["details"][0]["property"] == "messages[0].text"
    assert (await line.reply(token, "ก" * 5_000)).status == 200


async def test_a_retry_key_is_refused(platform: Platform, line: Line, mali: User) -> None:
    body = {"replyToken": await asked(platform, mali), "messages": messages()}
    headers = {"X-Line-Retry-Key": str(uuid4())}
    assert (await line.post(REPLY, body, headers=headers)).status == 400
    assert (await line.post(REPLY, body)).status == 200


async def test_replies_are_free(platform: Platform, line: Line, mali: User) -> None:
    platform.quota.limit = 0
    assert (await line.reply(await asked(platform, mali))).status == 200
    assert platform.quota.used == 0


async def test_who_blocked_the_bot_meanwhile_does_not_see_the_reply(
    platform: Platform, line: Line, mali: User
) -> None:
    token = await asked(platform, mali)
    await platform.block(mali.id)
    heard = await line.reply(token)
    assert heard.status == 200
    assert len(heard.json["sentMessages"]) == 1
    assert [entry.sender_side for entry in platform.chats[mali.id]] == ["user"]
    assert platform.accepted[0].delivered == ()


async def test_somebody_who_is_no_friend_gets_the_reply_to_a_postback(
    platform: Platform, line: Line
) -> None:
    stranger = await platform.add_user("ผ่านมา")
    event = await platform.press_postback(stranger.id, "ask")
    await platform.settle()
    assert (await line.reply(event["replyToken"])).status == 200
    assert platform.chats[stranger.id][-1].sender_side == "bot"
