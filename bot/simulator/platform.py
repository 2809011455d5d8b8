"""The whole state of the pretended platform, and what its users can do."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from bot.simulator.chats import Chats, Entry
from bot.simulator.clock import Clock, wall_clock
from bot.simulator.events import Event, EventFactory
from bot.simulator.faults import Faults
from bot.simulator.ids import Ids
from bot.simulator.journal import Journal, JournalItem
from bot.simulator.media import Media, MediaKind, sample
from bot.simulator.quota import Quota
from bot.simulator.rates import RateLimits
from bot.simulator.rich_menus import RichMenus
from bot.simulator.sending import Accepted, Sending
from bot.simulator.settings import SimulatorSettings
from bot.simulator.stream import Bus
from bot.simulator.tokens import ReadTokens, ReplyTokens
from bot.simulator.users import FollowerPages, User, Users
from bot.simulator.webhooks import Webhooks


class PlatformError(ValueError):
    """A user cannot do this on a real phone either; `status` is for the control API."""

    def __init__(self, message: str, status: int = 409) -> None:
        super().__init__(message)
        self.status = status


class Platform:
    """Lives in one event loop. Users' acts return the webhook event that they caused."""

    def __init__(self, settings: SimulatorSettings, clock: Clock = wall_clock) -> None:
        self.settings = settings
        self.clock = clock
        self.ids = Ids(settings.seed)
        self.bus = Bus()
        self.journal = Journal(settings.journal_size, clock, self.bus)
        self.faults = Faults(lambda: self.bus.publish("faults", self._faults_news))
        self.users = Users()
        self.followers = FollowerPages(self.users)
        self.chats = Chats()
        # By message id; None stands for what was unsent.
        self.media: dict[str, Media | None] = {}
        self.rich_menus = RichMenus()
        self.rates = RateLimits(settings.rates, clock)
        self.quota = Quota(settings.monthly_limit, settings.utc_offset_hours, clock)
        self.reply_tokens = ReplyTokens()
        self.read_tokens = ReadTokens()
        self.webhooks = Webhooks(settings, self.faults, self.reply_tokens, self.journal, clock)
        self.sending = Sending(
            settings,
            self.users,
            self.chats,
            self.reply_tokens,
            self.quota,
            self.faults,
            self.ids,
            clock,
            self.bus,
        )
        self._events = EventFactory(self.ids, clock)

    @property
    def accepted(self) -> list[Accepted]:
        """Every send that was accepted, oldest first: count these to prove exactly-once."""
        return self.sending.accepted

    @property
    def calls(self) -> list[JournalItem]:
        """The API calls so far, oldest first (the newest `journal_size` of the log)."""
        return self.journal.calls()

    async def add_user(self, name: str, *, user_id: str | None = None) -> User:
        """A new person who has not yet added the bot as a friend."""
        user = User(user_id or self.ids.user_id(), name)
        self.users.add(user)
        self.tell_user(user)
        return user

    async def follow(self, user_id: str) -> Event:
        """Adds the bot as a friend; for somebody who blocked it, this unblocks."""
        user = self.user(user_id)
        if user.is_friend:
            raise PlatformError("already a friend of the bot")
        event = self._events.follow(user_id, is_unblocked=user.blocked)
        user.following, user.blocked = True, False
        self.tell_user(user)
        return self._queue(user_id, event)

    async def block(self, user_id: str) -> Event:
        user = self.user(user_id)
        if not user.is_friend:
            raise PlatformError("only a friend of the bot can block it")
        user.blocked = True
        self.rich_menus.unlink([user_id])
        self.tell_user(user)
        return self._queue(user_id, self._events.unfollow(user_id))

    async def unblock(self, user_id: str) -> Event:
        if not self.user(user_id).blocked:
            raise PlatformError("the bot is not blocked")
        return await self.follow(user_id)

    async def say(self, user_id: str, text: str) -> Event:
        self._require_open(user_id)
        return self._write(user_id, self._events.text(user_id, text))

    async def send_sticker(
        self, user_id: str, package_id: str = "446", sticker_id: str = "1988"
    ) -> Event:
        self._require_open(user_id)
        return self._write(user_id, self._events.sticker(user_id, package_id, sticker_id))

    async def send_media(self, user_id: str, kind: MediaKind, media: Media | None = None) -> Event:
        """Sends a file; without `media` a small sample of its kind."""
        self._require_open(user_id)
        media = media or sample(kind)
        event = self._events.media(user_id, kind, media)
        message_id = event["message"]["id"]
        self.media[message_id] = media
        address = f"{self.settings.public_url}/simulator/api/media/{message_id}"
        links = {"originalContentUrl": address, "previewImageUrl": address}
        return self._write(user_id, event, links)

    async def send_location(
        self, user_id: str, latitude: float, longitude: float, title: str = "", address: str = ""
    ) -> Event:
        """Sends a place; degrees, north and east positive."""
        self._require_open(user_id)
        event = self._events.location(user_id, latitude, longitude, title, address)
        return self._write(user_id, event)

    async def press_postback(
        self,
        user_id: str,
        data: str,
        display_text: str | None = None,
        params: dict[str, str] | None = None,
    ) -> Event:
        """Presses a button. With `newRichMenuAliasId` in `params` it also switches the menu."""
        user = self._require_open(user_id)
        if params and "newRichMenuAliasId" in params:
            status = self.rich_menus.switch(user, params["newRichMenuAliasId"])
            params = {**params, "status": status}
            self.tell_user(user)
        event = self._events.postback(user_id, data, params)
        if display_text:
            echo = {"type": "text", "text": display_text}
            entry = Entry(self.ids.message_id(), "user", event["timestamp"], echo, echo=True)
            self._add_entry(user_id, entry)
        return self._queue(user_id, event)

    async def unsend(self, user_id: str, message_id: str) -> Event:
        """Takes back a message that this user sent."""
        entry = self.chats.find(user_id, message_id)
        if entry is None or entry.sender_side != "user" or entry.echo or entry.unsent:
            raise PlatformError("no such message of this user", 404)
        entry.unsent = True
        if message_id in self.media:
            self.media[message_id] = None
        self.bus.publish("unsend", lambda: {"userId": user_id, "entry": entry.as_json()})
        return self._queue(user_id, self._events.unsend(user_id, message_id))

    async def send_event(self, chat_id: str, event: Event) -> Event:
        """Delivers any event as it stands (of a group, in standby, of a kind not yet known).

        A group or room (`C…`, `R…`) counts as joined from then on.
        """
        if not chat_id.startswith("U"):
            self.users.groups.add(chat_id)
        return self._queue(chat_id, event)

    async def settle(self) -> None:
        """Returns when every queued webhook was taken with 2xx or given up."""
        await self.webhooks.settle()

    async def until(self, predicate: Callable[[], bool], *, within_seconds: float = 5.0) -> None:
        """Returns once `predicate` holds, looking after each change. Raises TimeoutError."""
        async with asyncio.timeout(within_seconds):
            while not predicate():
                await self.bus.changed()

    async def close(self) -> None:
        """Ends open streams, gives up queued webhooks and closes the connections to the bot."""
        self.bus.close()
        await self.webhooks.close()

    def user(self, user_id: str) -> User:
        """The user with this id. Raises PlatformError (404)."""
        user = self.users.find(user_id)
        if user is None:
            raise PlatformError("no such user", 404)
        return user

    def user_json(self, user: User) -> dict[str, Any]:
        """A user as the page gets it."""
        return {
            "id": user.id,
            "name": user.name,
            "following": user.following,
            "blocked": user.blocked,
            "richMenuId": self.rich_menus.shown_to(user.id),
            "loadingUntil": user.loading_until,
        }

    def tell_user(self, user: User) -> None:
        """Lets open pages know that something about this user has changed."""
        self.bus.publish("user", lambda: {"userId": user.id, "user": self.user_json(user)})

    def _require_open(self, user_id: str) -> User:
        user = self.user(user_id)
        if user.blocked:
            raise PlatformError("this user has blocked the bot")
        return user

    def _write(self, user_id: str, event: Event, extra: dict[str, Any] | None = None) -> Event:
        message, at = event["message"], event["timestamp"]
        self.user(user_id).last_wrote_at = at
        self.read_tokens.issue(message["markAsReadToken"], user_id, message["id"])
        self._add_entry(
            user_id, Entry(message["id"], "user", at, {**_shown(message), **(extra or {})})
        )
        return self._queue(user_id, event)

    def _add_entry(self, user_id: str, entry: Entry) -> None:
        self.chats[user_id].append(entry)
        self.bus.publish("entry", lambda: {"userId": user_id, "entry": entry.as_json()})

    def _queue(self, chat_id: str, event: Event) -> Event:
        if token := event.get("replyToken"):
            self.reply_tokens.issue(token, chat_id, event.get("timestamp", self.clock()))
        self.webhooks.queue(chat_id, event)
        return event

    def _faults_news(self) -> dict[str, Any]:
        return {"entry": self.faults.as_json()}


def _shown(message: dict[str, Any]) -> dict[str, Any]:
    """The message without its id and tokens, which no chat shows."""
    hidden = ("id", "quoteToken", "markAsReadToken")
    return {name: value for name, value in message.items() if name not in hidden}
