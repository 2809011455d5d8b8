"""What every call of the API has to pass: token, size, form, rate."""

from __future__ import annotations

import pytest

from bot.simulator import Platform, Rate, User
from tests.bot.simulator.harness import Line, ManualClock, messages

PUSH = "/v2/bot/message/push"
UNAUTHORIZED = (
    "Authentication failed due to the following reason: invalid token. "
    "Confirm that the access token in the authorization header is valid."
)


@pytest.mark.parametrize("given", ["Bearer wrong", "an-access-token", ""])
async def test_a_wrong_token_is_401(line: Line, mali: User, given: str) -> None:
    body = {"to": mali.id, "messages": messages()}
    heard = await line.post(PUSH, body, headers={"Authorization": given})
    assert (heard.status, heard.json) == (401, {"message": UNAUTHORIZED})
    assert "x-line-request-id" in heard.headers


async def test_every_answer_has_its_own_request_id(line: Line) -> None:
    answers = [
        await line.get("/v2/bot/info"),
        await line.get("/v2/bot/nothing-here"),
        await line.call("DELETE", PUSH),
        await line.post(PUSH, {}),
    ]
    assert [heard.status for heard in answers] == [200, 404, 405, 400]
    assert len({heard.headers["x-line-request-id"] for heard in answers}) == 4


async def test_a_body_that_is_no_json_says_where(line: Line) -> None:
    headers = {"Content-Type": "application/json"}
    heard = await line.post(PUSH, data=b'{"to":\n"U", }', headers=headers)
    assert heard.status == 400
    where = "The request body could not be parsed as JSON (line: 2, column: "
    assert heard.json["message"].startswith(where)


@pytest.mark.parametrize("body", [b"[]", b"", b'"text"'])
async def test_a_body_must_be_a_json_object(line: Line, body: bytes) -> None:
    headers = {"Content-Type": "application/json"}
    heard = await line.post(PUSH, data=body, headers=headers)
    assert heard.status == 400
    assert heard.json["message"].startswith("The request body could not be parsed as JSON")


async def test_another_content_type_is_refused(line: Line) -> None:
    heard = await line.post(PUSH, data=b"{}", headers={"Content-Type": "text/plain"})
    assert heard.status == 400
    assert heard.json["message"] == "The content type, text/plain, is not supported"


async def test_a_charset_beside_the_content_type_is_fine(line: Line, mali: User) -> None:
    headers = {"Content-Type": "application/json; charset=UTF-8"}
    body = {"to": mali.id, "messages": messages()}
    assert (await line.post(PUSH, body, headers=headers)).status == 200


async def test_two_megabytes_are_the_most(platform: Platform, line: Line) -> None:
    limit = 2 * 1024 * 1024
    headers = {"Content-Type": "application/json"}
    at_the_limit = await line.post(PUSH, data=b" " * limit, headers=headers)
    beyond = await line.post(PUSH, data=b" " * (limit + 1), headers=headers)
    assert (at_the_limit.status, beyond.status) == (400, 413)
    assert platform.calls[-1].status == 413


@pytest.mark.parametrize(
    "settings", [{"rates": {"push": Rate(2), "profile": Rate(1, 60_000)}}], indirect=True
)
async def test_each_endpoint_has_its_own_bucket(line: Line, mali: User, clock: ManualClock) -> None:
    assert [(await line.push(mali.id)).status for _ in range(3)] == [200, 200, 429]
    refused = await line.push(mali.id)
    assert refused.json == {"message": "The API rate limit has been exceeded. Try again later."}
    assert (await line.get(f"/v2/bot/profile/{mali.id}")).status == 200
    clock.advance(ms=500)
    assert [(await line.push(mali.id)).status for _ in range(2)] == [200, 429]


async def test_published_limits_hold_without_settings(line: Line, mali: User) -> None:
    body = {"chatId": mali.id}
    statuses = [(await line.post("/v2/bot/chat/loading/start", body)).status for _ in range(101)]
    assert statuses == [202] * 100 + [429]


async def test_the_log_names_each_call_without_any_token(
    platform: Platform, line: Line, mali: User
) -> None:
    event = await platform.say(mali.id, "ถาม")
    await platform.settle()
    await line.reply(event["replyToken"])
    await line.reply(event["replyToken"])
    first, second = platform.calls
    assert (first.method, first.path, first.status) == ("POST", "/v2/bot/message/reply", 200)
    assert (second.status, second.note) == (400, "Invalid reply token")
    assert platform.journal.counts["reply", 400] == 1
    logged = str([item.as_json() for item in platform.journal.after(0)])
    assert event["replyToken"] not in logged
    assert "access-token" not in logged
