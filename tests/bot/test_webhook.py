"""What comes in at POST /webhook: whom we believe, what we can read, and what we answer."""

from __future__ import annotations

from collections.abc import AsyncIterator

import aiohttp
import orjson
import pytest

from bot.events import read_envelope
from tests.support.backroom import Backroom, open_backroom
from tests.support.line_events import (
    DESTINATION,
    GROUP,
    MOTHER,
    Json,
    again,
    body_of,
    event,
    every_kind,
    pressed,
    sign,
    text,
    user,
)
from tests.support.town import SECRET

# LINE's published example (its documentation on verifying signatures).
LINES_SECRET = "8c570fa6dd201bb328f1c1eac23a96d8"
LINES_BODY = b'{"destination":"U8e742f61d673b39c7fff3cecb7536ef0","events":[]}'
LINES_SIGNATURE = "GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs="


@pytest.fixture
async def room(sqlite_url: str) -> AsyncIterator[Backroom]:
    """The intake on SQLite: for what does not depend on the engine."""
    async with open_backroom(sqlite_url) as opened:
        yield opened


@pytest.fixture
async def either_room(database_url: str) -> AsyncIterator[Backroom]:
    """The intake on each engine in turn."""
    async with open_backroom(database_url) as opened:
        yield opened


async def test_lines_published_signature_is_believed(sqlite_url: str) -> None:
    async with open_backroom(sqlite_url, secrets=[LINES_SECRET]) as room:
        assert await room.gets(LINES_BODY, LINES_SIGNATURE) == 200
        assert await room.gets(LINES_BODY, LINES_SIGNATURE[::-1]) == 401
        assert await room.stored() == []


async def test_both_secrets_hold_while_one_replaces_the_other(sqlite_url: str) -> None:
    async with open_backroom(sqlite_url, secrets=["the-old-one", "the-new-one"]) as room:
        for secret in ("the-old-one", "the-new-one"):
            body = body_of(text("สวัสดี"))
            assert await room.gets(body, sign(body, secret)) == 200
        assert len(await room.stored()) == 2
        assert await room.gets(LINES_BODY, sign(LINES_BODY, "an-older-one")) == 401


async def test_lines_own_verification_is_answered_and_leaves_nothing(room: Backroom) -> None:
    assert await room.gets(body_of()) == 200
    assert await room.stored() == []
    assert not room.woken


@pytest.mark.parametrize(
    "signature",
    [
        "",
        "x",
        "ลายเซ็น",
        sign(body_of(), SECRET),
        sign(body_of(text("สวัสดี")), "another-channel"),
        "sha256=" + "0" * 64,
    ],
    ids=["missing", "short", "not ascii", "of another body", "of another secret", "in hex"],
)
async def test_without_lines_signature_nothing_is_stored(room: Backroom, signature: str) -> None:
    assert await room.gets(body_of(text("สวัสดี")), signature) == 401
    assert await room.stored() == []
    assert not room.woken


_DEEP = b'{"a":' * 400 + b"1" + b"}" * 400
NONSENSE = {
    "empty": b"",
    "no json": b"hello",
    "cut short": body_of(text("สวัสดี"))[:-9],
    "an array": b"[]",
    "null": b"null",
    "a number": b"17",
    "no events": b'{"destination":"U"}',
    "events are null": b'{"events":null}',
    "events are an object": b'{"events":{"type":"message"}}',
    "events are of other types": b'{"events":[null,1,"x",[],true,1e99]}',
    "only an event too deep to write": b'{"events":[' + _DEEP + b"]}",
    "a body too deep to read": b"[" * 4000 + b"]" * 4000,
    "an escape that is none": b'{"events":[{"type":"\\x"}]}',
}


@pytest.mark.parametrize("name", NONSENSE)
async def test_signed_nonsense_is_taken_calmly(room: Backroom, name: str) -> None:
    assert await room.gets(NONSENSE[name]) == 200
    assert not room.woken


ODD_EVENTS: dict[str, Json] = {
    "empty": {},
    "only a type": {"type": "message"},
    "no id": event("message", webhookEventId=None),
    "no timestamp": {**text("สวัสดี"), "timestamp": None},
    "a timestamp beyond all clocks": {**text("สวัสดี"), "timestamp": 2**63},
    "a negative timestamp": {**text("สวัสดี"), "timestamp": -5},
    "a timestamp in words": {**text("สวัสดี"), "timestamp": "now"},
    "a fractional timestamp": {**text("สวัสดี"), "timestamp": 1.7e12},
    "no source": event("message", None),
    "a source in words": {**text("สวัสดี"), "source": "me"},
    "everything null": dict.fromkeys(text("สวัสดี")),
    "everything a list": {name: [] for name in text("สวัสดี")},
    "NUL in the text": text("ก\0ข"),
    "NUL in the user": text("สวัสดี", "U\0" + "1" * 31),
    "NUL in the group": text("สวัสดี", {"type": "group", "groupId": "C\0"}),
    "NUL in the id": {**text("สวัสดี"), "webhookEventId": "01\0"},
    "NUL in the type": event("mess\0age"),
    "NUL in the token": {**text("สวัสดี"), "replyToken": "\0"},
    "an endless id": {**text("สวัสดี"), "webhookEventId": "E" * 5000},
    "an endless type": event("k" * 5000),
    "an endless user": text("สวัสดี", "U" * 5000),
    "a Thai id": {**text("สวัสดี"), "webhookEventId": "เหตุการณ์"},
    "an unknown mode": {**text("สวัสดี"), "mode": "sleeping"},
    "fields of next year": {**text("สวัสดี"), "aiSummary": {"mood": [1, None]}},
    "a very deep field": {**text("สวัสดี"), "more": orjson.loads(b"[" * 200 + b"]" * 200)},
}


async def test_odd_events_are_stored_and_fail_no_neighbour(either_room: Backroom) -> None:
    for name, odd in ODD_EVENTS.items():
        before, after = text("ก่อน", user(1)), text("หลัง", user(2))
        assert await either_room.takes(before, odd, after) == 200, name
        stored = {row.event_id: row for row in await either_room.stored()}
        assert {before["webhookEventId"], after["webhookEventId"]} <= stored.keys(), name
        # Those that nobody can be answered for stand as a record that they came.
        mine = stored[read_envelope(odd).event_id]
        assert (mine.person_key is None) == (mine.handled_at is not None) == (mine.body is None)


async def test_an_event_too_deep_to_write_fails_no_neighbour(room: Backroom) -> None:
    body = body_of(text("ก่อน", user(1)), "DEEP", text("หลัง", user(2)))
    assert await room.gets(body.replace(b'"DEEP"', _DEEP)) == 200
    assert room.woken == {user(1), user(2)}


async def test_half_a_letter_loses_nobody_their_event(either_room: Backroom) -> None:
    """A phone may cut an emoji in two; LINE's JSON then holds half a pair of surrogates."""
    body = body_of(text("HALF"), text("ลูกไม่ยอมกินข้าว", user(2)))
    for broken in (b"\\ud83d", b"\xf0\x9f"):
        either_room.woken.clear()
        assert await either_room.gets(body.replace(b"HALF", broken)) == 200
        assert either_room.woken == {MOTHER, user(2)}
    assert len(await either_room.stored()) == 2


async def test_a_body_over_the_limit_is_refused_unread(sqlite_url: str) -> None:
    async with open_backroom(sqlite_url, webhook_body_limit_bytes=10_000) as room:
        assert await room.gets(body_of(text("ก" * 5_000))) == 413
        assert await room.gets(body_of(text("a" * 9_000))) == 200
        assert len(await room.stored()) == 1


async def test_a_body_that_never_says_its_length_is_stopped_too(sqlite_url: str) -> None:
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(100):
            yield b" " * 1_000

    async with open_backroom(sqlite_url, webhook_body_limit_bytes=10_000) as room:
        headers = {"x-line-signature": sign(b" " * 100_000)}
        async with room.session.post(
            f"{room.address}/webhook", data=endless(), headers=headers
        ) as answer:
            assert answer.status == 413


async def test_only_post_is_taken(room: Backroom) -> None:
    async with aiohttp.ClientSession() as session, session.get(room.address) as answer:
        assert answer.status == 405


async def test_every_kind_of_lines_is_stored_and_breaks_no_neighbour(
    either_room: Backroom,
) -> None:
    events = every_kind()
    assert await either_room.takes(*events.values()) == 200
    stored = {row.event_id: row for row in await either_room.stored()}
    assert stored.keys() == {one["webhookEventId"] for one in events.values()}
    for name, one in events.items():
        row, source = stored[one["webhookEventId"]], one.get("source", {})
        assert row.kind.split(".")[0] == one["type"], name
        assert row.occurred_ms == one["timestamp"], name
        who = source.get("userId") or source.get("groupId") or source.get("roomId")
        assert row.person_key == who, name
        assert (row.body is None) == (row.person_key is None), name


async def test_another_channels_events_are_noted_and_left_alone(sqlite_url: str) -> None:
    async with open_backroom(sqlite_url, line_bot_user_id=DESTINATION) as room:
        assert await room.gets(body_of(text("ไม่ใช่ของเรา"), destination=user(9))) == 200
        (row,) = await room.stored()
        assert (row.person_key, row.body) == (None, None)
        assert row.handled_at is not None
        assert not room.woken
        assert await room.gets(body_of(text("ของเรา"))) == 200
        assert room.woken == {MOTHER}


async def test_the_same_event_is_stored_once(either_room: Backroom) -> None:
    events = [text("สวัสดี"), pressed("menu", GROUP)]
    assert await either_room.takes(*events, *events) == 200
    first = {row.event_id: row.received_at for row in await either_room.stored()}
    assert await either_room.takes(*events) == 200
    assert {row.event_id: row.received_at for row in await either_room.stored()} == first


async def test_an_event_without_an_id_is_stored_once_even_if_redelivered(room: Backroom) -> None:
    events = [event("message", webhookEventId=None, message={"type": "text", "text": "สวัสดี"})]
    assert await room.takes(*events) == 200
    assert await room.takes(*again(events)) == 200
    assert len(await room.stored()) == 1
