"""Webhook events, built as LINE builds them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.simulator.clock import Clock
from bot.simulator.ids import Ids
from bot.simulator.media import DURATION_MS, Media, MediaKind

Event = dict[str, Any]

# Only what a user sends in these forms can be quoted by the bot.
_QUOTABLE = frozenset({"text", "sticker", "image", "video"})


class EventFactory:
    """Makes events of one-to-one chats. Which of them can be answered follows LINE's list."""

    def __init__(self, ids: Ids, clock: Clock) -> None:
        self._ids = ids
        self._clock = clock

    def text(self, user_id: str, text: str) -> Event:
        return self._message(user_id, "text", {"text": text})

    def sticker(self, user_id: str, package_id: str, sticker_id: str) -> Event:
        named = {"stickerId": sticker_id, "packageId": package_id}
        return self._message(user_id, "sticker", {**named, "stickerResourceType": "STATIC"})

    def media(self, user_id: str, kind: MediaKind, media: Media) -> Event:
        if kind == "file":
            named = {"fileName": media.file_name, "fileSize": len(media.content)}
            return self._message(user_id, kind, named)
        length = {} if kind == "image" else {"duration": DURATION_MS}
        return self._message(user_id, kind, {**length, "contentProvider": {"type": "line"}})

    def location(
        self, user_id: str, latitude: float, longitude: float, title: str, address: str
    ) -> Event:
        named = {name: text for name, text in (("title", title), ("address", address)) if text}
        degrees = {"latitude": latitude, "longitude": longitude}
        return self._message(user_id, "location", {**named, **degrees})

    def postback(self, user_id: str, data: str, params: dict[str, str] | None) -> Event:
        postback: dict[str, Any] = {"data": data}
        if params is not None:
            postback["params"] = params
        return self._event("postback", user_id, {"postback": postback})

    def follow(self, user_id: str, *, is_unblocked: bool) -> Event:
        return self._event("follow", user_id, {"follow": {"isUnblocked": is_unblocked}})

    def unfollow(self, user_id: str) -> Event:
        return self._event("unfollow", user_id, {}, can_be_answered=False)

    def unsend(self, user_id: str, message_id: str) -> Event:
        detail = {"unsend": {"messageId": message_id}}
        return self._event("unsend", user_id, detail, can_be_answered=False)

    def _message(self, user_id: str, kind: str, content: Mapping[str, object]) -> Event:
        message: dict[str, Any] = {"type": kind, "id": self._ids.message_id()}
        if kind in _QUOTABLE:
            message["quoteToken"] = self._ids.opaque_token()
        message["markAsReadToken"] = self._ids.opaque_token()
        return self._event("message", user_id, {"message": {**message, **content}})

    def _event(
        self, kind: str, user_id: str, detail: dict[str, Any], *, can_be_answered: bool = True
    ) -> Event:
        now = self._clock()
        event: Event = {
            "type": kind,
            **detail,
            "webhookEventId": self._ids.webhook_event_id(now),
            "deliveryContext": {"isRedelivery": False},
            "timestamp": now,
            "source": {"type": "user", "userId": user_id},
        }
        if can_be_answered:
            event["replyToken"] = self._ids.reply_token()
        event["mode"] = "active"
        return event
