"""Pushes and multicasts: who gets them, what is billed, and what a retry key is good for."""

from __future__ import annotations

from uuid import uuid4

import pytest

from bot.simulator import Platform, User
from tests.bot.simulator.harness import Line, ManualClock, messages

UNKNOWN = "U" + "9" * 32


async def friends(platform: Platform, count: int) -> list[str]:
    users = [await platform.add_user(f"คนที่ {n}") for n in range(count)]
    for user in users:
        await platform.follow(user.id)
    await platform.settle()
    return [user.id for user in users]


async def test_a_push_is_shown_counted_and_billed(
    platform: Platform, line: Line, mali: User
) -> None:
    heard = await line.push(mali.id, "หนึ่ง", "สอง")
    assert heard.status == 200
    assert [message["id"] for message in heard.json["sentMessages"]] == [
        entry.id for entry in platform.chats[mali.id]
    ]
    assert platform.quota.used == 1
    assert (await line.get("/v2/bot/message/quota/consumption")).json == {"totalUsage": 1}


async def test_a_push_to_an_unknown_user_fails(platform: Platform, line: Line) -> None:
    heard = await line.push(UNKNOWN)
    assert (heard.status, heard.json) == (400, {"message": "Failed to send messages"})
    assert platform.accepted == []


async def test_a_push_to_who_blocked_us_is_accepted_but_neither_shown_nor_billed(
    platform: Platform, line: Line, mali: User
) -> None:
    await platform.block(mali.id)
    heard = await line.push(mali.id)
    assert heard.status == 200
    assert heard.json["sentMessages"]
    assert platform.chats[mali.id] == []
    assert platform.quota.used == 0
    assert platform.accepted[0].recipients == (mali.id,)
    assert platform.accepted[0].delivered == ()


async def test_who_wrote_lately_can_be_pushed_to_without_being_a_friend(
    platform: Platform, line: Line, clock: ManualClock
) -> None:
    stranger = await platform.add_user("ยังไม่เพิ่มเพื่อน")
    await line.push(stranger.id, "ยังไม่ถึง")
    await platform.say(stranger.id, "สวัสดี")
    clock.advance(hours=7 * 24)
    await line.push(stranger.id, "ถึง")
    clock.advance(ms=1)
    await line.push(stranger.id, "ไม่ถึงแล้ว")
    shown = [entry.message["text"] for entry in platform.chats[stranger.id]]
    assert shown == ["สวัสดี", "ถึง"]


async def test_a_repeated_retry_key_sends_once_and_names_the_first_answer(
    platform: Platform, line: Line, mali: User
) -> None:
    key = str(uuid4())
    first = await line.push(mali.id, key=key)
    again = await line.push(mali.id, key=key.upper())
    assert again.status == 409
    assert again.json == {
        "message": "The retry key is already accepted",
        "sentMessages": first.json["sentMessages"],
    }
    assert again.headers["x-line-accepted-request-id"] == first.headers["x-line-request-id"]
    assert again.headers["x-line-request-id"] != first.headers["x-line-request-id"]
    assert "x-line-accepted-request-id" not in first.headers
    assert len(platform.accepted) == len(platform.chats[mali.id]) == 1


async def test_a_retry_key_is_forgotten_after_24_hours(
    platform: Platform, line: Line, mali: User, clock: ManualClock
) -> None:
    key = str(uuid4())
    await line.push(mali.id, key=key)
    clock.advance(hours=24)
    assert (await line.push(mali.id, key=key)).status == 409
    clock.advance(ms=1)
    assert (await line.push(mali.id, key=key)).status == 200
    assert len(platform.accepted) == 2


async def test_a_retry_key_that_was_refused_can_be_used_again(
    platform: Platform, line: Line, mali: User
) -> None:
    key = str(uuid4())
    assert (await line.push(mali.id, "ก" * 5_001, key=key)).status == 400
    assert (await line.push(mali.id, "ก", key=key)).status == 200


@pytest.mark.parametrize("key", ["not-a-uuid", "", "123e4567e89b12d3a456426614174000"])
async def test_a_retry_key_must_be_a_uuid(
    platform: Platform, line: Line, mali: User, key: str
) -> None:
    assert (await line.push(mali.id, key=key)).status == 400
    assert platform.accepted == []


async def test_a_multicast_reaches_everybody_once_and_bills_who_sees_it(
    platform: Platform, line: Line
) -> None:
    first, second, third = await friends(platform, 3)
    await platform.block(third)
    heard = await line.multicast([first, second, first, third, UNKNOWN], "ประกาศ")
    assert (heard.status, heard.json) == (200, {})
    (accepted,) = platform.accepted
    assert accepted.delivered == (first, second)
    assert platform.quota.used == 2
    assert len(platform.chats[first]) == len(platform.chats[second]) == 1


async def test_a_repeated_multicast_names_no_messages(platform: Platform, line: Line) -> None:
    to, key = await friends(platform, 2), str(uuid4())
    await line.multicast(to, key=key)
    again = await line.multicast(to, key=key)
    assert (again.status, again.json) == (409, {"message": "The retry key is already accepted"})
    assert platform.quota.used == 2


@pytest.mark.parametrize("settings", [{"multicast_unknown_id": "refuse"}], indirect=True)
async def test_unknown_ids_in_a_multicast_can_be_made_an_error(
    platform: Platform, line: Line, mali: User
) -> None:
    heard = await line.multicast([mali.id, UNKNOWN])
    assert heard.status == 400
    expected = "The property, to[1], in the request body is invalid (line: -, column: -)"
    assert heard.json["message"] == expected
    assert platform.chats[mali.id] == []


async def test_a_multicast_takes_500_and_no_more(platform: Platform, line: Line) -> None:
    to = await friends(platform, 2)
    ids = [*to, *(f"U{n:032x}" for n in range(498))]
    assert (await line.multicast(ids)).status == 200
    assert (await line.multicast([*ids, f"U{999:032x}"])).status == 400


@pytest.mark.parametrize("settings", [{"monthly_limit": 3}], indirect=True)
async def test_over_the_monthly_limit_nothing_is_sent(platform: Platform, line: Line) -> None:
    to = await friends(platform, 4)
    assert (await line.get("/v2/bot/message/quota")).json == {"type": "limited", "value": 3}
    heard = await line.multicast(to)
    assert (heard.status, heard.json) == (429, {"message": "You have reached your monthly limit."})
    assert platform.accepted == []
    assert (await line.multicast(to[:3])).status == 200
    assert (await line.push(to[0])).status == 429


@pytest.mark.parametrize("settings", [{"monthly_limit": 1}], indirect=True)
async def test_the_count_begins_anew_with_the_month(
    platform: Platform, line: Line, mali: User, clock: ManualClock
) -> None:
    await line.push(mali.id)
    clock.advance(hours=31 * 24)
    assert platform.quota.used == 0
    assert (await line.push(mali.id)).status == 200


@pytest.mark.parametrize("settings", [{"monthly_limit": None}], indirect=True)
async def test_an_unlimited_plan_says_so(line: Line) -> None:
    assert (await line.get("/v2/bot/message/quota")).json == {"type": "none"}


async def test_daily_figures_are_ready_the_day_after(
    platform: Platform, line: Line, mali: User, clock: ManualClock
) -> None:
    await line.push(mali.id)
    await line.push(mali.id)
    path = "/v2/bot/message/delivery/push?date=20261118"
    assert (await line.get(path)).json == {"status": "unready"}
    clock.advance(hours=24)
    assert (await line.get(path)).json == {"status": "ready", "success": 2}
    old = "/v2/bot/message/delivery/push?date=20180330"
    assert (await line.get(old)).json == {"status": "out_of_service"}
    assert (await line.get("/v2/bot/message/delivery/push?date=2026")).status == 400


@pytest.mark.parametrize("kind", ["reply", "push", "multicast", "narrowcast", "broadcast"])
async def test_validation_looks_at_the_messages_alone(
    platform: Platform, line: Line, kind: str
) -> None:
    path = f"/v2/bot/message/validate/{kind}"
    good = await line.post(path, {"messages": messages("ดี")})
    assert (good.status, good.json) == (200, {})
    bad = await line.post(path, {"messages": [{"type": "text", "text": ""}]})
    assert bad.status == 400
    assert bad.json["details"] == [{"message": "May not be empty", "property": "messages[0].text"}]
    assert platform.accepted == []
