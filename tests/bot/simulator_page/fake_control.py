"""An in-memory stand-in for the simulator's platform: users, canned chats, what was pressed.

It keeps what the page posts in `posted`, so that tests can ask what a press has sent.
"""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any

# 22 November 2026, 08.52 in Thailand.
START_MS = 1_795_312_320_000

Json = dict[str, Any]

NO_FAULTS: Json = {
    "latency_ms": None,
    "timeout": None,
    "status_500": None,
    "throttle_429": None,
    "quota_exhausted": None,
    "reset_after_acceptance": None,
    "webhooks": {
        "duplicate": False,
        "delay_ms": 0,
        "reorder": False,
        "redelivery": False,
        "redelivery_interval_ms": 1000,
        "redelivery_limit": 5,
    },
}


@dataclass
class FakeControl:
    """The control API's state, and the requests that came in. Times in epoch milliseconds."""

    users: dict[str, Json] = field(default_factory=dict)
    chats: dict[str, list[Json]] = field(default_factory=dict)
    rich_menus: dict[str, Json] = field(default_factory=dict)
    faults: Json = field(default_factory=lambda: dict(NO_FAULTS))
    log: list[Json] = field(default_factory=list)
    posted: list[tuple[str, Json]] = field(default_factory=list)
    refuse_with: int | None = None
    used: int = 12

    def __post_init__(self) -> None:
        self._ids = itertools.count(1)
        self._listeners: set[asyncio.Queue[Json | None]] = set()
        self._arrived = asyncio.Event()

    def reset(self) -> None:
        """Forgets everything but who is listening."""
        listeners = self._listeners
        self.__init__()  # type: ignore[misc]
        self._listeners = listeners

    def add_user(self, user_id: str, name: str, **extra: Any) -> Json:
        self.users[user_id] = {
            "id": user_id,
            "name": name,
            "following": True,
            "blocked": False,
            "richMenuId": None,
            "loadingUntil": None,
            **extra,
        }
        self.chats[user_id] = []
        return self.users[user_id]

    def says(self, user_id: str, message: Json, **extra: Any) -> Json:
        """The account sends `message`; open pages hear of it."""
        return self._enter(user_id, "bot", message, {"via": "reply", **extra})

    def hears(self, user_id: str, message: Json, **extra: Any) -> Json:
        """The user sends `message`; open pages hear of it."""
        return self._enter(user_id, "user", message, extra)

    def change(self, user_id: str, **values: Any) -> None:
        """Changes a user and tells open pages."""
        self.users[user_id].update(values)
        self._tell({"kind": "user", "userId": user_id, "user": self.users[user_id]})

    def drop_listeners(self, meanwhile: Callable[[], object]) -> None:
        """Breaks every page's stream; `meanwhile` happens before they are back."""
        listeners, self._listeners = self._listeners, set()
        meanwhile()
        for queue in listeners:
            queue.put_nowait(None)

    def add_log(self, **item: Any) -> None:
        self.log.append({"n": len(self.log) + 1, "at": START_MS, **item})
        self._tell({"kind": "log", "entry": self.log[-1]})

    def spend(self, used: int) -> None:
        """The month's quota is used up to `used` messages."""
        self.used = used
        self._tell({"kind": "quota", "entry": {"limit": 300, "used": used}})

    async def received(self, verb: str, count: int = 1) -> Json:
        """The newest body posted to `/users/…/verb`, once `count` of them have come in."""
        await self.until(lambda: len(self.bodies(verb)) >= count)
        return self.bodies(verb)[-1]

    async def until(self, holds: Callable[[], bool]) -> None:
        """Returns once `holds()` after something came in; TimeoutError after five seconds."""
        async with asyncio.timeout(5):
            while not holds():
                await self._arrived.wait()

    def bodies(self, verb: str) -> list[Json]:
        """What has been posted to `/users/…/verb` so far, oldest first."""
        return [body for path, body in self.posted if path.endswith(f"/{verb}")]

    def _enter(self, user_id: str, side: str, message: Json, extra: Json) -> Json:
        number = next(self._ids)
        entry = {
            "id": f"m{number}",
            "from": side,
            "at": START_MS + number * 1000,
            "message": message,
            "sender": message.get("sender"),
            "via": None,
            "unsent": False,
            "read": side == "user",
            **extra,
        }
        self.chats[user_id].append(entry)
        self._tell({"kind": "entry", "userId": user_id, "entry": entry})
        return entry

    def act(self, user_id: str, verb: str, body: Json) -> None:
        """What the page posts to `/users/{user_id}/{verb}`."""
        self.posted.append((f"{user_id}/{verb}", body))
        self._note_arrival()
        if does := getattr(self, f"_do_{verb}", None):
            does(user_id, body)

    def set_faults(self, faults: Json) -> None:
        """What the page puts to `/faults`."""
        self.faults = faults
        self._note_arrival()
        self._tell({"kind": "faults", "entry": faults})

    def listen(self) -> AsyncIterator[Json]:
        """What is told to open pages from this call on, until `drop_listeners`."""
        queue: asyncio.Queue[Json | None] = asyncio.Queue()
        self._listeners.add(queue)
        return self._news(queue)

    async def _news(self, queue: asyncio.Queue[Json | None]) -> AsyncIterator[Json]:
        try:
            while (news := await queue.get()) is not None:
                yield news
        finally:
            self._listeners.discard(queue)

    def _note_arrival(self) -> None:
        self._arrived.set()
        self._arrived = asyncio.Event()

    def _tell(self, news: Json) -> None:
        for queue in self._listeners:
            queue.put_nowait(news)

    def _do_text(self, user_id: str, body: Json) -> None:
        self.hears(user_id, {"type": "text", "text": body["text"]})

    def _do_sticker(self, user_id: str, body: Json) -> None:
        self.hears(user_id, {"type": "sticker", **body})

    def _do_location(self, user_id: str, body: Json) -> None:
        self.hears(user_id, {"type": "location", **body})

    def _do_postback(self, user_id: str, body: Json) -> None:
        if "displayText" in body:
            self.hears(user_id, {"type": "text", "text": body["displayText"]}, echo=True)

    def _do_unsend(self, user_id: str, body: Json) -> None:
        entry = next(known for known in self.chats[user_id] if known["id"] == body["messageId"])
        entry["unsent"] = True
        self._tell({"kind": "unsend", "userId": user_id, "entry": entry})

    def _do_follow(self, user_id: str, body: Json) -> None:
        self.change(user_id, following=True)

    def _do_block(self, user_id: str, body: Json) -> None:
        self.change(user_id, blocked=True)

    def _do_unblock(self, user_id: str, body: Json) -> None:
        self.change(user_id, blocked=False)
