"""The rules of sending, as pure functions: what an attempt's result means for its delivery."""

from __future__ import annotations

import os
import random
import time
import uuid
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.line import Attempt, Result

# LINE promises a minute from receipt and asks not to rely on it; ten seconds stay for the call.
TOKEN_LIFE = timedelta(seconds=50)
# A retry key is known to LINE for 24 hours; afterwards the same key would send twice.
RETRY_KEY_LIFE = timedelta(hours=23)
LEASE = timedelta(seconds=15)
# A person's next event waits for the answer under way; longer than its lease, so that after a
# crash a sweep claims the old answer before a new one could overtake it.
HOLD = LEASE + timedelta(seconds=5)
_QUOTA_PAUSE = timedelta(hours=1)
_LONGEST_REPLY_PAUSE = 8.0
_LONGEST_PUSH_PAUSE = 300.0


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A delivery as its sender holds it (the columns of models.Delivery)."""

    delivery_id: uuid.UUID
    kind: str
    person_key: str | None
    recipients: tuple[str, ...]
    messages: bytes
    event_id: str | None
    reply_token: str | None
    reply_until: datetime | None
    danger: bool
    attempts: int
    unsure: bool
    first_attempt_at: datetime | None
    due_at: datetime
    leased_until: datetime | None
    outcome: str | None = None
    request_id: str | None = None

    @property
    def billed(self) -> bool:
        """Whether LINE counts its recipients against the quota."""
        return self.kind != "reply"

    def holds_back(self, now: datetime) -> bool:
        """Whether the person's later answers wait for this one: it is tried again soon.

        A push that waits an hour for its quota holds nobody back.
        """
        return self.outcome is None and self.due_at <= now + LEASE


def new_reply(
    *,
    event_id: str,
    person_key: str | None,
    recipient: str | None,
    token: str,
    received_at: datetime,
    messages: bytes,
    danger: bool,
    now: datetime,
) -> Outgoing:
    """A reply leased to this process. `recipient` is who a push would go to, if it must."""
    return Outgoing(
        delivery_id=time_ordered_uuid(),
        kind="reply",
        person_key=person_key,
        recipients=(recipient,) if recipient else (),
        messages=messages,
        event_id=event_id,
        reply_token=token,
        reply_until=received_at + TOKEN_LIFE,
        danger=danger,
        attempts=0,
        unsure=False,
        first_attempt_at=None,
        due_at=now,
        leased_until=now + LEASE,
    )


def before_attempt(delivery: Outgoing, now: datetime) -> Outgoing:
    """The delivery as it must stand before the next call; settled, if no call may be made."""
    if delivery.kind == "reply" and delivery.unsure and _token_is_over(delivery, now):
        delivery = _give_up_unsure(delivery, now)
    if delivery.kind == "reply":
        return delivery
    if delivery.first_attempt_at is None:
        return replace(delivery, first_attempt_at=now)
    if now >= delivery.first_attempt_at + RETRY_KEY_LIFE:
        return _settle(delivery, "unknown" if delivery.unsure else "refused")
    return delivery


def after_attempt(delivery: Outgoing, attempt: Attempt, now: datetime) -> Outgoing:
    """The delivery after a call: settled, or due again (perhaps as a push)."""
    delivery = replace(
        delivery,
        attempts=delivery.attempts + 1,
        request_id=attempt.request_id or delivery.request_id,
        leased_until=None,
    )
    if attempt.result.settled:
        return _settle(delivery, "accepted")
    if attempt.result is Result.PERMANENT:
        return _settle(delivery, "refused")
    if attempt.result is Result.TOKEN_REFUSED:
        # A token that an unanswered attempt may have used was used: it could not be refused else.
        return _settle(delivery, "accepted") if delivery.unsure else _as_push(delivery, now)
    delivery = replace(delivery, unsure=delivery.unsure or not attempt.result.certain)
    if delivery.kind == "reply":
        return _reply_again(delivery, now)
    pause = (
        _QUOTA_PAUSE
        if attempt.result is Result.QUOTA_EXHAUSTED
        else _pause(delivery.attempts, _LONGEST_PUSH_PAUSE)
    )
    return replace(delivery, due_at=now + pause)


def _reply_again(delivery: Outgoing, now: datetime) -> Outgoing:
    due = now + _pause(delivery.attempts, _LONGEST_REPLY_PAUSE)
    if not _token_is_over(delivery, due):
        return replace(delivery, due_at=due)
    return _give_up_unsure(delivery, now) if delivery.unsure else _as_push(delivery, now)


def _give_up_unsure(delivery: Outgoing, now: datetime) -> Outgoing:
    """Nobody can tell any more. Silence is better than twice, but not about danger."""
    return _as_push(delivery, now) if delivery.danger else _settle(delivery, "unknown")


def _as_push(delivery: Outgoing, now: datetime) -> Outgoing:
    if not delivery.recipients:
        return _settle(delivery, "refused")  # a group's answer is not worth a billed message
    return replace(delivery, kind="push", reply_token=None, unsure=False, attempts=0, due_at=now)


def _settle(delivery: Outgoing, outcome: str) -> Outgoing:
    return replace(delivery, outcome=outcome, leased_until=None)


def _token_is_over(delivery: Outgoing, moment: datetime) -> bool:
    return delivery.reply_until is not None and moment >= delivery.reply_until


def _pause(attempts: int, longest: float) -> timedelta:
    """Exponential, with jitter so that a thousand deliveries do not come back together."""
    seconds = min(longest, 0.5 * 2 ** min(attempts, 12))
    return timedelta(seconds=seconds * random.uniform(0.7, 1.0))


def time_ordered_uuid() -> uuid.UUID:
    """A version-7 UUID (RFC 9562): its order is that of making, so answers keep theirs."""
    nanoseconds = time.time_ns()
    milliseconds, rest = divmod(nanoseconds, 1_000_000)
    fraction = rest * 4096 // 1_000_000
    tail = int.from_bytes(os.urandom(8), "big") >> 2
    return uuid.UUID(int=milliseconds << 80 | 0x7 << 76 | fraction << 64 | 0b10 << 62 | tail)
