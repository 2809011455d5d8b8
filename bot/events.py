"""LINE's webhook events as typed values, read tolerantly.

LINE adds kinds, fields and enum values without notice, so nothing here ever raises on what it
does not know: an unknown kind becomes `Other`, a missing field its empty value. The SDK's own
parser is not used because one unexpected field makes it lose the whole body.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

import orjson

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Text:
    """A typed message; `edited` when it replaces an earlier one (groups only)."""

    message_id: str
    text: str
    mentions_us: bool = False
    edited: bool = False


@dataclass(frozen=True, slots=True)
class Sticker:
    """A sticker; it is answered, never read."""

    message_id: str


@dataclass(frozen=True, slots=True)
class Media:
    """A photo, film, voice message or file. We do not open it."""

    message_id: str
    kind: Literal["image", "video", "audio", "file"]


@dataclass(frozen=True, slots=True)
class Location:
    """A shared place, in degrees."""

    message_id: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Postback:
    """A pressed button. `picked` is what a date picker gave ("2024-05-01"), else ""."""

    data: str
    picked: str = ""
    menu_switched: bool = False


@dataclass(frozen=True, slots=True)
class Unsend:
    """A message was taken back; our copy of it must go."""

    message_id: str


@dataclass(frozen=True, slots=True)
class Follow:
    """Somebody added the account or unblocked it."""


@dataclass(frozen=True, slots=True)
class Unfollow:
    """Somebody blocked the account."""


@dataclass(frozen=True, slots=True)
class Other:
    """Every kind that asks nothing of us: `kind` is LINE's word for it."""

    kind: str


Content = Text | Sticker | Media | Location | Postback | Unsend | Follow | Unfollow | Other


@dataclass(frozen=True, slots=True)
class Event:
    """One event: who, when, and what.

    `occurred_ms` is LINE's clock (milliseconds since 1970). `private` is a 1:1 chat.
    """

    event_id: str
    occurred_ms: int
    user_id: str | None
    chat_id: str | None
    private: bool
    active: bool
    reply_token: str | None
    content: Content


class Envelope(NamedTuple):
    """What intake must know of an event before it is stored."""

    event_id: str
    person_key: str | None
    kind: str
    occurred_ms: int
    redelivered: bool


def read_body(body: bytes) -> Json:
    """The JSON object of a webhook's body; an empty one for what is none."""
    try:
        parsed = orjson.loads(body)
    except orjson.JSONDecodeError:
        parsed = _read_leniently(body)
    return parsed if isinstance(parsed, dict) else {}


def read_envelope(raw: Json) -> Envelope:
    """The stored columns of one raw event (a JSON object)."""
    source = _object(raw, "source")
    context = _object(raw, "deliveryContext")
    return Envelope(
        event_id=_plain(_text(raw, "webhookEventId"), 64) or _digest(raw),
        person_key=_user_id(source) or _chat_id(source),
        kind=_plain(_kind(raw), 40) or "unreadable",
        occurred_ms=_milliseconds(raw),
        redelivered=context.get("isRedelivery") is True,
    )


def read_event(event_id: str, raw: Json) -> Event:
    """The typed event of one raw event (a JSON object)."""
    source = _object(raw, "source")
    chat_id = _chat_id(source)
    return Event(
        event_id=event_id,
        occurred_ms=_milliseconds(raw),
        user_id=_user_id(source),
        chat_id=chat_id,
        private=chat_id is None,
        active=raw.get("mode") != "standby",
        reply_token=_text(raw, "replyToken") or None,
        content=_content(raw),
    )


def _read_leniently(body: bytes) -> Any:
    """Half a letter (an emoji that a phone cut in two) must not lose everybody's events."""
    try:
        parsed = json.loads(body.decode(errors="replace"))
        return orjson.loads(json.dumps(parsed, ensure_ascii=False).encode(errors="replace"))
    except (ValueError, RecursionError):
        return None


def _content(raw: Json) -> Content:
    kind = _text(raw, "type")
    if kind in ("message", "messageEdited"):
        message = _object(raw, "message")
        return _message(message, edited=kind == "messageEdited")
    read = _READERS.get(kind)
    return read(raw) if read else Other(kind)


def _message(message: Json, *, edited: bool) -> Content:
    message_id = _text(message, "id")
    match _text(message, "type"):
        case "text":
            return Text(message_id, _text(message, "text"), _mentions_us(message), edited)
        case "sticker":
            return Sticker(message_id)
        case "image" | "video" | "audio" | "file" as kind:
            return Media(message_id, kind)
        case "location":
            latitude, longitude = message.get("latitude"), message.get("longitude")
            if isinstance(latitude, int | float) and isinstance(longitude, int | float):
                return Location(message_id, float(latitude), float(longitude))
    return Other("message")


def _mentions_us(message: Json) -> bool:
    mentionees = _object(message, "mention").get("mentionees")
    if not isinstance(mentionees, list):
        return False
    return any(isinstance(one, dict) and one.get("isSelf") is True for one in mentionees)


def _postback(raw: Json) -> Postback:
    postback = _object(raw, "postback")
    params = _object(postback, "params")
    picked = _text(params, "date") or _text(params, "datetime") or _text(params, "time")
    return Postback(_text(postback, "data"), picked, menu_switched="status" in params)


_READERS: dict[str, Callable[[Json], Content]] = {
    "postback": _postback,
    "unsend": lambda raw: Unsend(_text(_object(raw, "unsend"), "messageId")),
    "follow": lambda raw: Follow(),
    "unfollow": lambda raw: Unfollow(),
}


def _kind(raw: Json) -> str:
    kind = _text(raw, "type") or "unknown"
    return f"{kind}.{_text(_object(raw, 'message'), 'type')}" if kind == "message" else kind


def _user_id(source: Json) -> str | None:
    return _plain(_text(source, "userId"), 33)


def _chat_id(source: Json) -> str | None:
    return _plain(_text(source, "groupId"), 33) or _plain(_text(source, "roomId"), 33)


def _plain(value: str, longest: int) -> str | None:
    """Printable ASCII that fits its column (PostgreSQL refuses a NUL), else None."""
    fits = 0 < len(value) <= longest and value.isascii() and value.isprintable()
    return value if fits else None


def _milliseconds(raw: Json) -> int:
    value = raw.get("timestamp")
    return int(value) if isinstance(value, int | float) and 0 < value < 1e14 else 0


def _object(raw: Json, name: str) -> Json:
    value = raw.get(name)
    return value if isinstance(value, dict) else {}


def _text(raw: Json, name: str) -> str:
    value = raw.get(name)
    return value if isinstance(value, str) else ""


def _digest(raw: Json) -> str:
    """A key for an event without `webhookEventId`: the same event still stores once."""
    # Redelivered, an event differs in nothing but this.
    same = {name: value for name, value in raw.items() if name != "deliveryContext"}
    return hashlib.sha256(orjson.dumps(same, option=orjson.OPT_SORT_KEYS)).hexdigest()
