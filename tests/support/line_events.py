"""Webhook events as LINE documents them: one of each kind, and bodies that carry them, signed."""

from __future__ import annotations

import base64
import hashlib
import hmac
import itertools
import time
from collections.abc import Iterable
from typing import Any

import orjson

from tests.support.town import SECRET

Json = dict[str, Any]

DESTINATION = "U" + "d" * 32
MOTHER = "U" + "1" * 32
GROUP = {"type": "group", "groupId": "C" + "2" * 32, "userId": MOTHER}
ROOM = {"type": "room", "roomId": "R" + "3" * 32}

_numbers = itertools.count(1)


def user(number: int) -> str:
    """The id of one of many people."""
    return f"U{number:032x}"


def event(kind: str, by: str | Json | None = MOTHER, **detail: Any) -> Json:
    """An event with everything that LINE gives to all kinds; None as a detail takes it away.

    `by` is a user's id, a whole source, or None for an event without one.
    """
    number = next(_numbers)
    source = {"type": "user", "userId": by} if isinstance(by, str) else by
    made: Json = {
        "type": kind,
        "mode": "active",
        "timestamp": time.time_ns() // 1_000_000,
        "source": source,
        "webhookEventId": f"01KAT{number:021d}",
        "deliveryContext": {"isRedelivery": False},
        **detail,
    }
    return {name: value for name, value in made.items() if value is not None}


def answerable(kind: str, by: str | Json | None = MOTHER, **detail: Any) -> Json:
    """An event with a reply token."""
    return event(kind, by, **{"replyToken": f"{next(_numbers):032x}", **detail})


def message(kind: str, by: str | Json | None = MOTHER, **content: Any) -> Json:
    """A message event."""
    return answerable("message", by, message={"id": str(next(_numbers)), "type": kind, **content})


def text(words: str, by: str | Json | None = MOTHER, **content: Any) -> Json:
    """A typed message."""
    return message("text", by, text=words, quoteToken="quote-token", **content)


def pressed(data: str, by: str | Json | None = MOTHER, **params: str) -> Json:
    """A pressed button; `params` is what a picker or a rich menu adds."""
    postback = {"data": data, "params": params} if params else {"data": data}
    return answerable("postback", by, postback=postback)


def mention(**mentionee: Any) -> Json:
    """The mention of somebody at the beginning of a text."""
    return {"mentionees": [{"index": 0, "length": 8, "type": "user", **mentionee}]}


def every_kind() -> dict[str, Json]:
    """One event of every kind in LINE's documentation, by a name for it."""
    film = {"type": "line"}
    members = {"members": [{"type": "user", "userId": user(7)}]}
    standby: Json = {"mode": "standby", "replyToken": None}
    return {
        "text": text("เมนู", emojis=[{"index": 0, "length": 2, "productId": "p", "emojiId": "1"}]),
        "mention of us": text("@tonkla สวัสดี", GROUP, mention=mention(isSelf=True)),
        "mention of all": text("@All", ROOM, mention=mention(type="all")),
        "image": message("image", quoteToken="q", contentProvider=film, imageSet={"id": "1"}),
        "video": message("video", quoteToken="q", contentProvider=film, duration=60_000),
        "audio": message("audio", contentProvider=film, duration=60_000),
        "file": message("file", fileName="a.pdf", fileSize=2138),
        "location": message("location", title="บ้าน", latitude=18.79, longitude=98.98),
        "sticker": message(
            "sticker", packageId="1", stickerId="2", stickerResourceType="STATIC", quoteToken="q"
        ),
        "edited": answerable(
            "messageEdited", GROUP, message={"id": "5", "type": "text", "text": "แก้แล้ว"}
        ),
        "unsend": event("unsend", unsend={"messageId": "325708"}),
        "follow": answerable("follow", follow={"isUnblocked": False}),
        "unfollow": event("unfollow"),
        "join": answerable("join", GROUP),
        "leave": event("leave", GROUP),
        "member joined": answerable("memberJoined", GROUP, joined=members),
        "member left": event("memberLeft", GROUP, left=members),
        "postback": pressed("menu"),
        "date picked": pressed("chk-born", date="2025-03-12"),
        "menu switched": pressed("tab", newRichMenuAliasId="b", status="SUCCESS"),
        "video complete": answerable("videoPlayComplete", videoPlayComplete={"trackingId": "t"}),
        "beacon": answerable("beacon", beacon={"hwid": "d41d8cd98f", "type": "enter"}),
        "account link": answerable("accountLink", link={"result": "ok", "nonce": "n"}),
        "link failed": event("accountLink", None, link={"result": "failed", "nonce": "n"}),
        "membership": answerable("membership", membership={"type": "joined", "membershipId": 1}),
        "module": event("module", None, module={"type": "attached", "botId": "U", "scopes": []}),
        "activated": event("activated", None, chatControl={"expireAt": 1_462_629_479_859}),
        "deactivated": event("deactivated", None),
        "bot suspended": event("botSuspended", None),
        "bot resumed": event("botResumed", None),
        "delivery": event("delivery", None, delivery={"data": "15034552939884E28681A7D668"}),
        "standby text": {**text("สวัสดี"), "mode": "standby"},
        "standby follow": answerable("follow", follow={"isUnblocked": True}, **standby),
        "standby beacon": answerable("beacon", beacon={"hwid": "d4", "type": "stay"}, **standby),
        "source without user": text("ใครเอ่ย", {"type": "user"}),
        "not yet known": answerable("hologram", hologram={"depth": 3}),
        "message not yet known": message("hologram", depth=3),
    }


def body_of(*events: object, destination: str = DESTINATION) -> bytes:
    """A webhook's body."""
    return orjson.dumps({"destination": destination, "events": events})


def sign(body: bytes, secret: str = SECRET) -> str:
    """The value of x-line-signature, as LINE's documentation makes it."""
    return base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()


def again(events: Iterable[Json]) -> list[Json]:
    """The same events as LINE redelivers them."""
    return [{**one, "deliveryContext": {"isRedelivery": True}} for one in events]
