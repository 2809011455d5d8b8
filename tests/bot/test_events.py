"""Reading LINE's events: every kind as LINE documents it, and anything else without a stumble."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.events import (
    Content,
    Event,
    Follow,
    Location,
    Media,
    Other,
    Postback,
    Sticker,
    Text,
    Unfollow,
    Unsend,
    read_body,
    read_envelope,
    read_event,
)
from tests.support.line_events import GROUP, MOTHER, ROOM, body_of, every_kind, text

# The content of every kind, message ids aside.
READ: dict[str, Content] = {
    "text": Text("", "เมนู"),
    "mention of us": Text("", "@tonkla สวัสดี", mentions_us=True),
    "mention of all": Text("", "@All"),
    "image": Media("", "image"),
    "video": Media("", "video"),
    "audio": Media("", "audio"),
    "file": Media("", "file"),
    "location": Location("", 18.79, 98.98),
    "sticker": Sticker(""),
    "edited": Text("", "แก้แล้ว", edited=True),
    "unsend": Unsend(""),
    "follow": Follow(),
    "unfollow": Unfollow(),
    "join": Other("join"),
    "leave": Other("leave"),
    "member joined": Other("memberJoined"),
    "member left": Other("memberLeft"),
    "postback": Postback("menu"),
    "date picked": Postback("chk-born", "2025-03-12"),
    "menu switched": Postback("tab", menu_switched=True),
    "video complete": Other("videoPlayComplete"),
    "beacon": Other("beacon"),
    "account link": Other("accountLink"),
    "link failed": Other("accountLink"),
    "membership": Other("membership"),
    "module": Other("module"),
    "activated": Other("activated"),
    "deactivated": Other("deactivated"),
    "bot suspended": Other("botSuspended"),
    "bot resumed": Other("botResumed"),
    "delivery": Other("delivery"),
    "standby text": Text("", "สวัสดี"),
    "standby follow": Follow(),
    "standby beacon": Other("beacon"),
    "source without user": Text("", "ใครเอ่ย"),
    "not yet known": Other("hologram"),
    "message not yet known": Other("message"),
}


def test_every_kind_has_its_row() -> None:
    assert READ.keys() == every_kind().keys()


@pytest.mark.parametrize("name", READ)
def test_each_kind_is_read(name: str) -> None:
    raw = every_kind()[name]
    event = read_event("E1", raw)
    assert _without_id(event.content) == READ[name]
    assert (event.event_id, event.occurred_ms) == ("E1", raw["timestamp"])
    assert event.active == (not name.startswith("standby"))
    assert event.reply_token == raw.get("replyToken")


def test_a_message_keeps_its_id() -> None:
    raw = every_kind()["sticker"]
    assert read_event("E1", raw).content == Sticker(raw["message"]["id"])


@pytest.mark.parametrize(
    ("source", "user_id", "chat_id", "private", "key"),
    [
        ({"type": "user", "userId": MOTHER}, MOTHER, None, True, MOTHER),
        (GROUP, MOTHER, GROUP["groupId"], False, MOTHER),
        (ROOM, None, ROOM["roomId"], False, ROOM["roomId"]),
        ({"type": "user"}, None, None, True, None),
        (None, None, None, True, None),
    ],
    ids=["1:1", "group", "room without user", "nobody", "no source"],
)
def test_who_wrote_and_where(
    source: Any, user_id: str | None, chat_id: str | None, private: bool, key: str | None
) -> None:
    raw = text("สวัสดี", source)
    event = read_event("E1", raw)
    assert (event.user_id, event.chat_id, event.private) == (user_id, chat_id, private)
    assert read_envelope(raw).person_key == key


@pytest.mark.parametrize(
    ("params", "picked"),
    [
        ({"date": "2025-03-12"}, "2025-03-12"),
        ({"time": "10:00"}, "10:00"),
        ({"datetime": "2025-03-12T10:00"}, "2025-03-12T10:00"),
        ({"newRichMenuAliasId": "b", "status": "SUCCESS"}, ""),
        ({"date": 5}, ""),
        ("2025-03-12", ""),
        (None, ""),
    ],
)
def test_what_a_picker_gave(params: Any, picked: str) -> None:
    content = read_event("E1", {"type": "postback", "postback": {"data": "x", "params": params}})
    assert isinstance(content.content, Postback)
    assert content.content.picked == picked


@pytest.mark.parametrize(
    "mentionees",
    [None, [], "me", [None], [{"type": "all"}], [{"isSelf": False}], [{"isSelf": "true"}]],
)
def test_only_a_mention_of_us_is_ours(mentionees: Any) -> None:
    content = read_event("E1", text("@ใครสักคน", mention={"mentionees": mentionees})).content
    assert isinstance(content, Text)
    assert not content.mentions_us


# Anything that JSON can say, and LINE's own names with anything behind them.
_ANY = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**64 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(codec="utf-8"), max_size=40),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)
_KINDS = sorted({one["type"] for one in every_kind().values()})
_MESSAGES = ("text", "image", "video", "audio", "file", "location", "sticker", "hologram")


def _some(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.fixed_dictionaries({}, optional={name: _ANY | it for name, it in fields.items()})


_WORDS = st.text(st.characters(codec="utf-8"), max_size=70)
_EVENTS = _some(
    type=st.sampled_from(_KINDS),
    mode=st.sampled_from(("active", "standby")),
    timestamp=st.integers(-(2**63), 2**64 - 1),
    webhookEventId=_WORDS,
    replyToken=_WORDS,
    source=_some(type=_WORDS, userId=_WORDS, groupId=_WORDS, roomId=_WORDS),
    deliveryContext=_some(isRedelivery=st.booleans()),
    message=_some(
        type=st.sampled_from(_MESSAGES), id=_WORDS, text=_WORDS, latitude=_ANY, longitude=_ANY,
        mention=_some(mentionees=st.lists(_some(isSelf=st.booleans()), max_size=3)),
    ),
    postback=_some(data=_WORDS, params=_some(date=_WORDS, status=_WORDS)),
    unsend=_some(messageId=_WORDS),
)  # fmt: skip


@given(_EVENTS | st.dictionaries(st.text(max_size=5), _ANY))
def test_any_object_can_be_read_and_stored(made: Any) -> None:
    """The columns fit the table on every engine, whatever somebody else sends."""
    raw = orjson.loads(orjson.dumps(made))
    envelope = read_envelope(raw)
    for value, longest in ((envelope.event_id, 64), (envelope.kind, 40)):
        assert 0 < len(value) <= longest
        assert value.isascii() and value.isprintable()
    key = envelope.person_key
    assert key is None or (0 < len(key) <= 33 and key.isascii() and key.isprintable())
    assert 0 <= envelope.occurred_ms < 10**14
    assert read_envelope(raw) == envelope
    event = read_event(envelope.event_id, raw)
    assert isinstance(event, Event)
    assert isinstance(event.content, Content)
    assert event.occurred_ms == envelope.occurred_ms


@given(st.binary(max_size=60) | _ANY | st.just(body_of()))
def test_any_bytes_are_a_body(made: Any) -> None:
    body = made if isinstance(made, bytes) else orjson.dumps(made)
    assert isinstance(read_body(body), dict)


def _without_id(content: Any) -> Any:
    """The content, its message id left out."""
    return replace(content, message_id="") if hasattr(content, "message_id") else content
