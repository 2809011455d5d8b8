"""The webhooks that are sent: LINE's own form, signed, complete with their HTTP head."""

from __future__ import annotations

import base64
import hashlib
import hmac
import uuid
from typing import Any, Literal

import orjson

Kind = Literal["text", "answer"]

PEOPLE = 2000
BAND = 8
# All items of the band but its last: a round that never ends answers each press with a question.
ITEMS = (40, 41, 42, 43)
_LETTERS = "yns"
_DESTINATION = "Ub0700000000000000000000000000000"


def user_id(person: int) -> str:
    """The LINE userId of a person (0 to PEOPLE - 1)."""
    return f"U{person:032x}"


def check_id(person: int) -> uuid.UUID:
    """The open check of the person's child."""
    return uuid.UUID(int=(0xC << 120) + person)


def child_id(person: int) -> uuid.UUID:
    """The person's child."""
    return uuid.UUID(int=(0xD << 120) + person)


def signed_request(kind: Kind, number: int, person: int, sent_ms: int, secret: bytes) -> bytes:
    """Webhook `number` as one HTTP request; its reply token is the number in 32 digits."""
    body = orjson.dumps(
        {"destination": _DESTINATION, "events": [_event(kind, number, person, sent_ms)]}
    )
    signature = base64.b64encode(hmac.digest(secret, body, hashlib.sha256))
    return (
        b"POST /webhook HTTP/1.1\r\nhost: 127.0.0.1\r\nuser-agent: LineBotWebhook/2.0\r\n"
        b"content-type: application/json; charset=utf-8\r\nx-line-signature: %b\r\n"
        b"content-length: %d\r\n\r\n%b" % (signature, len(body), body)
    )


def _event(kind: Kind, number: int, person: int, sent_ms: int) -> dict[str, Any]:
    content: dict[str, Any] = _text(number) if kind == "text" else _answer(number, person)
    return {
        **content,
        "webhookEventId": f"01{number:024d}",
        "deliveryContext": {"isRedelivery": False},
        "timestamp": sent_ms,
        "source": {"type": "user", "userId": user_id(person)},
        "replyToken": f"{number:032d}",
        "mode": "active",
    }


def _text(number: int) -> dict[str, Any]:
    message = {
        "type": "text",
        "id": f"{number:018d}",
        "quoteToken": "yHAz4Ua2wx7N2hHYgBFv",
        "markAsReadToken": "30yhdy232jdhw8",
        "text": "ลูก 14 เดือน ยังไม่พูดเลยค่ะ ต้องทำยังไงดี",
    }
    return {"type": "message", "message": message}


def _answer(number: int, person: int) -> dict[str, Any]:
    """A press under a checklist's question, as handlers/child/buttons.py writes it."""
    press = number // PEOPLE
    item, letter = ITEMS[press % len(ITEMS)], _LETTERS[press % len(_LETTERS)]
    data = f"chk-a:{BAND}::::0:{check_id(person).hex}:{item}:{letter}"
    return {"type": "postback", "postback": {"data": data}}
