"""LINE as the service sees it: what each answer means, and what leaves for LINE byte by byte."""

from __future__ import annotations

import asyncio
import socket
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import orjson
import pytest

from bot.line import Attempt, LineGateway, Result, read_answer
from bot.settings import Settings, load_settings
from tests.support.strange_line import StrangeLine, strange_line
from tests.support.town import until

KEY = uuid.UUID("018f3c5e-0000-7000-8000-000000000001")
SECRET_TOKEN = "a-token-that-nobody-may-read"
MESSAGES = '[{"type":"text","text":"สวัสดี"}]'.encode()
NBSP = "\u00a0"

# LINE's own words (its reference, its SDKs' issues), and what follows from them.
ANSWERS: list[tuple[int, Any, Result]] = [
    (200, {}, Result.ACCEPTED),
    (200, {"sentMessages": [{"id": "1", "quoteToken": "q"}]}, Result.ACCEPTED),
    (202, {}, Result.ACCEPTED),
    (200, "", Result.ACCEPTED),
    (409, {"message": "The retry key is already accepted"}, Result.ALREADY_ACCEPTED),
    (
        409,
        {"message": "The retry key is already accepted", "sentMessages": [{"id": "1"}]},
        Result.ALREADY_ACCEPTED,
    ),
    (400, {"message": "Invalid reply token"}, Result.TOKEN_REFUSED),
    (400, {"message": "invalid reply token", "details": []}, Result.TOKEN_REFUSED),
    (429, {"message": "You have reached your monthly limit."}, Result.QUOTA_EXHAUSTED),
    (
        429,
        {"message": "The API rate limit has been exceeded. Try again later."},
        Result.THROTTLED,
    ),
    (429, "Too many requests", Result.THROTTLED),
    (
        400,
        {
            "message": "The request body has 1 error(s)",
            "details": [{"message": "May not be empty", "property": "messages[0].text"}],
        },
        Result.PERMANENT,
    ),
    (400, {"message": f"A message (messages[0]){NBSP}in the request body is invalid"},
     Result.PERMANENT),
    (400, {"message": "Failed to send messages"}, Result.PERMANENT),
    (400, {"message": "The property, to[1], in the request body is invalid (line: -, column: -)"},
     Result.PERMANENT),
    (400, {"message": "The request body could not be parsed as JSON (line: 1, column: 1)"},
     Result.PERMANENT),
    (400, {"message": "The value for the 'userId' parameter is invalid"}, Result.PERMANENT),
    (401, {"message": "Authentication failed due to the following reason: invalid token."},
     Result.NOT_SENT),
    (403, {"message": "Access to this API is not available for your account"}, Result.NOT_SENT),
    (404, {"message": "Not found"}, Result.PERMANENT),
    (410, {"message": "The content is gone"}, Result.PERMANENT),
    (413, {"message": "Request Entity Too Large"}, Result.PERMANENT),
    (415, {"message": "The content type, text/plain, is not supported"}, Result.PERMANENT),
    (500, {"message": "Internal server error"}, Result.UNKNOWN),
    (502, "<html>Bad gateway</html>", Result.UNKNOWN),
    (503, b"\xff\xfe", Result.UNKNOWN),
    (302, "", Result.UNKNOWN),
    # A 2xx that is not LINE's: somebody in between answered, or the answer was cut.
    (200, "<html>Please log in to the hotel's network</html>", Result.UNKNOWN),
    (200, '{"sentMessages":[{"id":', Result.UNKNOWN),
    (200, "null", Result.UNKNOWN),
]  # fmt: skip


def _bytes(body: Any) -> bytes:
    if isinstance(body, bytes):
        return body
    return body.encode() if isinstance(body, str) else orjson.dumps(body)


@pytest.mark.parametrize(("status", "body", "result"), ANSWERS)
def test_each_answer_of_line_is_a_typed_value(status: int, body: Any, result: Result) -> None:
    attempt = read_answer(status, {"X-Line-Request-Id": "R1"}, _bytes(body))
    assert (attempt.result, attempt.request_id) == (result, "R1")
    assert result.settled == (result in (Result.ACCEPTED, Result.ALREADY_ACCEPTED))
    assert result.certain == (result is not Result.UNKNOWN)


def test_lines_words_and_the_place_of_the_fault_are_kept() -> None:
    details = [{"message": "May not be empty", "property": "messages[0].text"}, None, "odd"]
    body = orjson.dumps({"message": "The request body has 1 error(s)", "details": details})
    detail = read_answer(400, {}, body).detail
    assert detail == "The request body has 1 error(s); messages[0].text: May not be empty"


def test_a_repeated_key_names_the_request_that_was_accepted() -> None:
    headers = {"X-Line-Request-Id": "R2", "X-Line-Accepted-Request-Id": "R1"}
    assert read_answer(409, headers, b"{}").request_id == "R1"


def _settings(line: str, **settings: Any) -> Settings:
    return load_settings(
        tonkla_env="demo",
        line_api_base_url=line,
        line_channel_access_token=SECRET_TOKEN,
        **{"line_data_api_base_url": line, **settings},
    )


@asynccontextmanager
async def _gateway(line: StrangeLine, **settings: Any) -> AsyncIterator[LineGateway]:
    gateway = LineGateway(_settings(line.address, **settings))
    try:
        yield gateway
    finally:
        await gateway.close()


async def _call_each(gateway: LineGateway) -> list[Attempt]:
    return [
        await gateway.reply("token-1", MESSAGES),
        await gateway.push("U1", MESSAGES, KEY),
        await gateway.multicast(["U1", "U2"], MESSAGES, KEY),
        await gateway.show_loading("U1", 20),
    ]


async def test_the_exact_requests() -> None:
    async with strange_line() as line, _gateway(line) as gateway:
        assert {one.result for one in await _call_each(gateway)} == {Result.ACCEPTED}
    assert [one.line for one in line.requests] == [
        "POST /v2/bot/message/reply HTTP/1.1",
        "POST /v2/bot/message/push HTTP/1.1",
        "POST /v2/bot/message/multicast HTTP/1.1",
        "POST /v2/bot/chat/loading/start HTTP/1.1",
    ]
    assert [one.body for one in line.requests] == [
        b'{"replyToken":"token-1","messages":%b}' % MESSAGES,
        b'{"to":"U1","messages":%b}' % MESSAGES,
        b'{"to":["U1","U2"],"messages":%b}' % MESSAGES,
        b'{"chatId":"U1","loadingSeconds":20}',
    ]
    for one in line.requests:
        assert one.headers["authorization"] == f"Bearer {SECRET_TOKEN}"
        assert one.headers["content-type"] == "application/json"
    # LINE answers 400 to a retry key on any call but these.
    keys = [one.headers.get("x-line-retry-key") for one in line.requests]
    assert keys == [None, str(KEY), str(KEY), None]


async def test_one_client_lives_as_long_as_the_process() -> None:
    async with strange_line() as line:
        async with _gateway(line) as gateway:
            for _ in range(3):
                await _call_each(gateway)
            assert (await gateway.call("GET", "/v2/bot/info")).ok
            assert line.connections == 1

        async def closed() -> bool:
            return line.open_now == 0

        await until(closed)


async def test_calls_at_once_share_a_bounded_number_of_connections() -> None:
    async with strange_line() as line, _gateway(line, line_connections=3) as gateway:
        line.answers.clear()
        calls = [asyncio.create_task(gateway.reply(f"t-{n}", MESSAGES)) for n in range(20)]

        async def three_are_asking() -> bool:
            return len(line.requests) == 3

        await until(three_are_asking)
        line.answers.set()
        assert {one.result for one in await asyncio.gather(*calls)} == {Result.ACCEPTED}
        assert line.most_open == 3


async def test_hosts_come_from_the_settings() -> None:
    async with strange_line() as api, strange_line() as data:
        with_slash = {"line_data_api_base_url": f"{data.address}/"}
        gateway = LineGateway(_settings(f"{api.address}/", **with_slash))
        await gateway.reply("token", MESSAGES)
        await gateway.call("GET", "/v2/bot/message/1/content", data_host=True)
        assert await gateway.blobs.get_message_content("2") == b"{}"
        await gateway.close()
    assert [one.line.split()[1] for one in api.requests] == ["/v2/bot/message/reply"]
    paths = [one.line.split()[1] for one in data.requests]
    assert paths == ["/v2/bot/message/1/content", "/v2/bot/message/2/content"]


def test_without_settings_the_hosts_are_lines() -> None:
    fields = Settings.model_fields
    assert fields["line_api_base_url"].default == "https://api.line.me"
    assert fields["line_data_api_base_url"].default == "https://api-data.line.me"


STRANGE: dict[str, bytes | None] = {
    "closes without a word": None,
    "half an answer": b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\nConnection: close\r\n\r\n{",
    "no HTTP": b"SSH-2.0-OpenSSH_9.2 Connection: close\r\n\r\n",
    "elsewhere": b"HTTP/1.1 302 Found\r\nLocation: /login\r\nContent-Length: 0\r\n\r\n",
    "a page": b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<html>",
}


@pytest.mark.parametrize("name", STRANGE)
async def test_after_a_strange_answer_only_line_knows(name: str) -> None:
    async with strange_line(STRANGE[name]) as line, _gateway(line) as gateway:
        attempt = await gateway.push("U1", MESSAGES, KEY)
        assert (attempt.result, len(line.requests)) == (Result.UNKNOWN, 1)


async def test_a_silent_line_is_waited_for_only_so_long() -> None:
    async with strange_line() as line, _gateway(line, line_timeout_seconds=0.2) as gateway:
        line.answers.clear()
        async with asyncio.timeout(5):
            assert (await gateway.reply("token", MESSAGES)).result is Result.UNKNOWN


async def test_what_never_left_is_certain() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound, and not listening
        gateway = LineGateway(_settings(f"http://127.0.0.1:{taken.getsockname()[1]}"))
        assert (await gateway.push("U1", MESSAGES, KEY)).result is Result.NOT_SENT
        await gateway.close()
