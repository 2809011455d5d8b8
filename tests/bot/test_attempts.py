"""The rules of sending as tables: what LINE's answer to an attempt means for its delivery.

Nothing here waits: every moment is handed in. What LINE says is read by `read_answer`, so that a
row names LINE's own words, not our reading of them.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.attempts import (
    LEASE,
    RETRY_KEY_LIFE,
    TOKEN_LIFE,
    Outgoing,
    after_attempt,
    before_attempt,
    new_reply,
    time_ordered_uuid,
)
from bot.line import Attempt, Result, read_answer

RECEIVED = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
KEY = uuid.UUID("018f3c5e-0000-7000-8000-000000000001")


def _line(status: int, words: str = "", **headers: str) -> Attempt:
    """What comes of an answer of LINE."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return read_answer(status, named, b'{"message":"%b"}' % words.encode())


TAKEN = _line(200)
REPEATED = _line(409, "The retry key is already accepted")
DEAD_TOKEN = _line(400, "Invalid reply token")
TOO_MANY = _line(429, "The API rate limit has been exceeded. Try again later.")
NO_QUOTA = _line(429, "You have reached your monthly limit.")
BROKEN = _line(500, "Internal server error")
SILENT = Attempt(Result.UNKNOWN)
UNREACHED = Attempt(Result.NOT_SENT)
WRONG = _line(400, "The request body has 1 error(s)")
LOCKED_OUT = _line(401, "Authentication failed due to the following reason: invalid token.")


def _reply(**changes: object) -> Outgoing:
    made = new_reply(
        event_id="E1",
        person_key="Umali",
        recipient="Umali",
        token="token-1",
        received_at=RECEIVED,
        messages=b"[]",
        danger=False,
        now=RECEIVED,
    )
    return replace(made, delivery_id=KEY, **changes)  # type: ignore[arg-type]


def _push(**changes: object) -> Outgoing:
    return _reply(**{"kind": "push", "reply_token": None, **changes})


def _at(seconds: float) -> datetime:
    return RECEIVED + timedelta(seconds=seconds)


@dataclass(frozen=True)
class After:
    """A promise: this delivery, this answer at this second, and what must then stand."""

    promise: str
    delivery: Outgoing
    answer: Attempt
    seconds: float = 1
    stands: Mapping[str, object] = field(default_factory=dict)


_AGAIN = {"outcome": None, "kind": "reply", "reply_token": "token-1", "leased_until": None}
_NOW_A_PUSH = {
    "outcome": None, "kind": "push", "delivery_id": KEY, "reply_token": None, "unsure": False,
    "attempts": 0, "first_attempt_at": None,
}  # fmt: skip
_SAME_KEY = {"outcome": None, "kind": "push", "delivery_id": KEY, "leased_until": None}

AFTER = [
    After("200 settles a reply", _reply(), TAKEN, stands={"outcome": "accepted"}),
    After("silence: the same token again", _reply(), SILENT, stands={**_AGAIN, "unsure": True}),
    After("5xx: the same token again", _reply(), BROKEN, stands={**_AGAIN, "unsure": True}),
    After("200 settles an unsure one", _reply(unsure=True), TAKEN, stands={"outcome": "accepted"}),
    After(
        "a refused token settles an unsure one: it was taken before",
        _reply(unsure=True), DEAD_TOKEN, stands={"outcome": "accepted", "kind": "reply"},
    ),
    After("a token refused at first becomes a push", _reply(), DEAD_TOKEN, stands=_NOW_A_PUSH),
    After(
        "a token refused after certain refusals becomes a push",
        _reply(attempts=3), DEAD_TOKEN, stands=_NOW_A_PUSH,
    ),
    After(
        "a group's refused token is not worth a billed message",
        _reply(recipients=()), DEAD_TOKEN, stands={"outcome": "refused", "kind": "reply"},
    ),
    After("429 by rate: the same token again, and sure", _reply(), TOO_MANY,
          stands={**_AGAIN, "unsure": False}),
    After("not reached: the same token again, and sure", _reply(), UNREACHED,
          stands={**_AGAIN, "unsure": False}),
    After("locked out: again, since the operator can mend it", _reply(), LOCKED_OUT,
          stands={**_AGAIN, "unsure": False}),
    After("one doubt stays, whatever certain refusals follow", _reply(unsure=True), TOO_MANY,
          stands={**_AGAIN, "unsure": True}),
    After("token life over and unsure: unknown, never pushed", _reply(), SILENT, 50,
          {"outcome": "unknown", "kind": "reply"}),
    After("token life over and unsure, danger: pushed", _reply(danger=True), SILENT, 50,
          _NOW_A_PUSH),
    After("token life over and surely refused: pushed", _reply(), TOO_MANY, 50, _NOW_A_PUSH),
    After("a body that LINE refuses is refused for good", _reply(), WRONG,
          stands={"outcome": "refused", "kind": "reply"}),
    After("200 settles a push", _push(), TAKEN, stands={"outcome": "accepted"}),
    After("409 says that an earlier attempt was taken", _push(unsure=True), REPEATED,
          stands={"outcome": "accepted"}),
    After("silence: the same key again", _push(), SILENT, stands={**_SAME_KEY, "unsure": True}),
    After("5xx: the same key again", _push(), BROKEN, stands={**_SAME_KEY, "unsure": True}),
    After("429 by rate: the same key again, and sure", _push(), TOO_MANY,
          stands={**_SAME_KEY, "unsure": False}),
    After("429 by quota: the same key again, and sure", _push(), NO_QUOTA,
          stands={**_SAME_KEY, "unsure": False}),
    After("a push that LINE refuses is refused for good",
          _push(), _line(400, "Failed to send messages"), stands={"outcome": "refused"}),
    After("a push never minds the reply token's life", _push(), SILENT, 3600, _SAME_KEY),
]  # fmt: skip


@pytest.mark.parametrize("row", AFTER, ids=lambda row: row.promise)
def test_after_an_attempt(row: After) -> None:
    after = after_attempt(row.delivery, row.answer, _at(row.seconds))
    assert {name: getattr(after, name) for name in row.stands} == row.stands


@dataclass(frozen=True)
class Before:
    """A promise: this delivery at this second after receipt, and what must then stand."""

    promise: str
    delivery: Outgoing
    at: timedelta
    stands: Mapping[str, object]


_DAY = timedelta(hours=23)
_TRIED = {"first_attempt_at": RECEIVED}

BEFORE = [
    Before("a reply is sent at once", _reply(), timedelta(0), _AGAIN | {"leased_until": _at(15)}),
    Before("an unsure reply is repeated until 50 s after receipt", _reply(unsure=True),
           timedelta(seconds=49.9), {"outcome": None, "kind": "reply", "reply_token": "token-1"}),
    Before("from 50 s on an unsure reply is unknown", _reply(unsure=True),
           timedelta(seconds=50), {"outcome": "unknown", "kind": "reply"}),
    Before("from 50 s on an unsure danger card is pushed, and that is dated",
           _reply(unsure=True, danger=True), timedelta(seconds=50),
           _NOW_A_PUSH | {"first_attempt_at": _at(50)}),
    Before("an unsure group reply about danger cannot be pushed",
           _reply(unsure=True, danger=True, recipients=()),
           timedelta(seconds=50), {"outcome": "refused"}),
    Before("a late first attempt still tries the free token", _reply(),
           timedelta(minutes=5), {"outcome": None, "kind": "reply", "reply_token": "token-1"}),
    Before("a push's first attempt is dated", _push(), timedelta(seconds=7),
           {"outcome": None, "first_attempt_at": _at(7), "delivery_id": KEY}),
    Before("the date of the first attempt stays", _push(**_TRIED), timedelta(hours=22),
           {"outcome": None, "first_attempt_at": RECEIVED, "delivery_id": KEY}),
    Before("a key is used until 23 h after its first attempt", _push(**_TRIED, unsure=True),
           _DAY - timedelta(seconds=1), {"outcome": None, "delivery_id": KEY}),
    Before("from 23 h on an unsure push is unknown", _push(**_TRIED, unsure=True), _DAY,
           {"outcome": "unknown"}),
    Before("from 23 h on a surely refused push is refused", _push(**_TRIED), _DAY,
           {"outcome": "refused"}),
]  # fmt: skip


@pytest.mark.parametrize("row", BEFORE, ids=lambda row: row.promise)
def test_before_an_attempt(row: Before) -> None:
    ready = before_attempt(row.delivery, RECEIVED + row.at)
    assert {name: getattr(ready, name) for name in row.stands} == row.stands


@pytest.mark.parametrize(
    ("delivery", "answer", "least", "most"),
    [
        pytest.param(_reply(), SILENT, 0.7, 1, id="the second attempt after a second"),
        pytest.param(_reply(attempts=2), SILENT, 2.8, 4, id="each pause twice the one before"),
        pytest.param(_reply(attempts=9), SILENT, 5.6, 8, id="a reply never waits over 8 s"),
        pytest.param(_push(attempts=9), SILENT, 210, 300, id="a push never over 5 minutes"),
        pytest.param(_push(attempts=5000), TOO_MANY, 210, 300, id="however often it was tried"),
        pytest.param(_push(), NO_QUOTA, 3600, 3600, id="an exhausted quota is asked hourly"),
    ],
)
def test_pauses(delivery: Outgoing, answer: Attempt, least: float, most: float) -> None:
    pause = after_attempt(delivery, answer, RECEIVED).due_at - RECEIVED
    assert timedelta(seconds=least) <= pause <= timedelta(seconds=most)


def test_pauses_differ_so_that_a_thousand_deliveries_do_not_come_back_together() -> None:
    assert len({after_attempt(_push(), SILENT, RECEIVED).due_at for _ in range(20)}) > 10


@pytest.mark.parametrize("answer", [SILENT, BROKEN, TOO_MANY, UNREACHED], ids=lambda a: a.result)
def test_no_reply_is_ever_due_after_its_tokens_life(answer: Attempt) -> None:
    delivery, now = _reply(), RECEIVED
    while delivery.kind == "reply" and delivery.outcome is None:
        assert now < RECEIVED + TOKEN_LIFE
        delivery = after_attempt(delivery, answer, now)
        now = delivery.due_at
    certain = answer.result.certain
    assert (delivery.kind, delivery.outcome) == (
        ("push", None) if certain else ("reply", "unknown")
    )


def test_attempts_are_counted_and_the_newest_request_id_kept() -> None:
    first = after_attempt(_push(), _line(500, "", X_Line_Request_Id="one"), RECEIVED)
    second = after_attempt(first, SILENT, RECEIVED)
    assert (second.attempts, second.request_id) == (2, "one")
    accepted = {"X_Line_Request_Id": "two", "X_Line_Accepted_Request_Id": "one"}
    assert after_attempt(second, _line(409, "", **accepted), RECEIVED).request_id == "one"


def test_a_reply_is_made_leased_and_its_life_counts_from_receipt() -> None:
    late = new_reply(
        event_id="E1", person_key="Cgroup", recipient=None, token="t", received_at=RECEIVED,
        messages=b"[]", danger=True, now=_at(20),
    )  # fmt: skip
    assert late.reply_until == RECEIVED + TOKEN_LIFE == _at(50)
    assert (late.leased_until, late.due_at, late.recipients) == (_at(20) + LEASE, _at(20), ())
    assert not late.billed and _push().billed
    assert timedelta(hours=24) > RETRY_KEY_LIFE


def test_ids_order_as_they_were_made() -> None:
    made = [time_ordered_uuid() for _ in range(2000)]
    assert made == sorted(made)
    assert {(one.version, one.variant) for one in made} == {(7, uuid.RFC_4122)}
