"""Takes replies, pushes and multicasts, and puts them into the chats that they reach."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.simulator.calls import Call, Refused
from bot.simulator.chats import Chats, Entry, Via
from bot.simulator.clock import Clock
from bot.simulator.faults import Faults
from bot.simulator.ids import Ids
from bot.simulator.quota import Quota
from bot.simulator.retry_keys import RetryKeys
from bot.simulator.settings import SimulatorSettings
from bot.simulator.stream import Bus
from bot.simulator.tokens import ReplyTokens
from bot.simulator.users import Users

Message = dict[str, Any]

# What can be quoted later, and so gets a quote token in `sentMessages`.
_QUOTABLE = frozenset({"text", "textV2", "sticker", "image", "video", "template", "flex"})


@dataclass(frozen=True, slots=True)
class Accepted:
    """One accepted send. `delivered` are those recipients who see it; the others blocked us or
    never were friends. `sent` is the `sentMessages` of the answer; `at` is in epoch milliseconds.
    """

    kind: Via
    request_id: str
    retry_key: str | None
    recipients: tuple[str, ...]
    delivered: tuple[str, ...]
    messages: tuple[Message, ...]
    at: int
    sent: tuple[dict[str, str], ...]


class Sending:
    """Nothing is awaited between a check and its acceptance: each call is taken whole or not."""

    def __init__(
        self,
        settings: SimulatorSettings,
        users: Users,
        chats: Chats,
        reply_tokens: ReplyTokens,
        quota: Quota,
        faults: Faults,
        ids: Ids,
        clock: Clock,
        bus: Bus,
    ) -> None:
        self._unknown_id = settings.multicast_unknown_id
        self._users = users
        self._chats = chats
        self._reply_tokens = reply_tokens
        self._retry_keys = RetryKeys()
        self._quota = quota
        self._faults = faults
        self._ids = ids
        self._clock = clock
        self._bus = bus
        self.accepted: list[Accepted] = []

    def refuse_repeated(self, call: Call) -> None:
        """Answers 409 if this call's retry key was accepted in the last 24 hours."""
        if call.retry_key is None:
            return
        earlier = self._retry_keys.seen(call.retry_key, self._clock())
        if earlier is None:
            return
        # The messages are named again for a push only.
        sent = {"sentMessages": earlier.sent} if earlier.kind == "push" else {}
        headers = [(b"x-line-accepted-request-id", earlier.request_id.encode())]
        raise Refused(409, "The retry key is already accepted", more=sent, headers=headers)

    def reply(self, call: Call) -> Accepted:
        """A body that was refused before this leaves its token unused."""
        chat_id = self._reply_tokens.use(call.body["replyToken"], self._clock())
        if chat_id is None:
            raise Refused(400, "Invalid reply token")
        return self._accept("reply", call, [chat_id])

    def push(self, call: Call) -> Accepted:
        to = call.body["to"]
        if not self._users.knows(to):
            raise Refused(400, "Failed to send messages")
        return self._accept("push", call, [to])

    def multicast(self, call: Call) -> Accepted:
        wanted = call.body["to"]
        if self._unknown_id == "refuse":
            self._refuse_unknown(wanted)
        return self._accept("multicast", call, list(dict.fromkeys(wanted)))

    def _refuse_unknown(self, user_ids: Sequence[str]) -> None:
        for place, user_id in enumerate(user_ids):
            if self._users.find(user_id) is None:
                where = f"The property, to[{place}], in the request body is invalid"
                raise Refused(400, f"{where} (line: -, column: -)")

    def _accept(self, kind: Via, call: Call, recipients: Sequence[str]) -> Accepted:
        now = self._clock()
        if kind == "reply":
            delivered = [to for to in recipients if not self._users.has_blocked(to)]
        else:
            delivered = [to for to in recipients if self._users.is_reachable(to, now)]
            self._spend_quota(call, len(delivered))
        messages = call.body["messages"]
        shown = [self._show(to, kind, messages, now) for to in delivered]
        accepted = Accepted(
            kind,
            call.request_id,
            call.retry_key,
            tuple(recipients),
            tuple(delivered),
            tuple(messages),
            now,
            tuple(self._sent(messages, shown[0] if shown else None)),
        )
        self.accepted.append(accepted)
        self._quota.note_sent(kind, len(delivered))
        if call.retry_key is not None:
            self._retry_keys.accept(call.retry_key, accepted)
        return accepted

    def _spend_quota(self, call: Call, recipients: int) -> None:
        exhausted = self._faults.take("quota_exhausted", call.endpoint.names)
        if exhausted or not self._quota.has_room_for(recipients):
            raise Refused(429, "You have reached your monthly limit.")
        self._quota.spend(recipients)
        self._bus.publish("quota", lambda: {"entry": self._quota.as_json()})

    def _show(self, to: str, via: Via, messages: Sequence[Message], now: int) -> list[Entry]:
        entries = [Entry(self._ids.message_id(), "bot", now, message, via) for message in messages]
        self._chats[to].extend(entries)
        if user := self._users.find(to):
            # LINE ends the loading animation when a message arrives.
            user.loading_until = None
        for entry in entries:
            self._tell(to, entry)
        return entries

    def _tell(self, to: str, entry: Entry) -> None:
        self._bus.publish("entry", lambda: {"userId": to, "entry": entry.as_json()})

    def _sent(
        self, messages: Sequence[Message], shown: Sequence[Entry] | None
    ) -> list[dict[str, str]]:
        """A push that reaches nobody is answered like any other."""
        ids = [e.id for e in shown] if shown else [self._ids.message_id() for _ in messages]
        sent = [{"id": message_id} for message_id in ids]
        for message, named in zip(messages, sent, strict=True):
            if message["type"] in _QUOTABLE:
                named["quoteToken"] = self._ids.opaque_token()
        return sent
