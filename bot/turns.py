"""Turns of a locked batch: the people as they are, their events answered, nothing written yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import orjson
import structlog
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import metrics, postback
from bot.attempts import Outgoing, new_reply
from bot.content import Content
from bot.context import CheckState, ChildState, PersonState, Position, Turn
from bot.effects import Ordered
from bot.events import Event, Json, Postback, Text, read_event
from bot.render import Renderer, to_bytes
from bot.reply import STAY, Later, Reply
from bot.router import Conversation
from bot.understanding import Understander, spoken_language
from models.check import latest_checks_of
from models.child import children_of

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Waiting:
    """A stored event, read."""

    event_id: str
    event: Event
    received_at: datetime


@dataclass(slots=True)
class PersonTurns:
    """What one person's events in this batch came to.

    `failed` is set when a handler raised: then nothing of this person is written. `later` is slow
    work that one event asked for; it and the events behind it wait.
    """

    person: PersonState
    handled: list[str] = field(default_factory=list)
    effects: list[Ordered] = field(default_factory=list)
    deliveries: list[Outgoing] = field(default_factory=list)
    failed: bool = False
    later: tuple[Waiting, Callable[[], Awaitable[Reply]]] | None = None

    @property
    def was_silent(self) -> bool:
        """Something was handled, and nothing is said."""
        return bool(self.handled) and not self.deliveries and self.later is None


class Turns:
    """Answers events by the conversation and content/; pure but for reading the tables."""

    def __init__(self, conversation: Conversation, content: Content, renderer: Renderer) -> None:
        self._conversation = conversation
        self._content = content
        self._renderer = renderer
        self._understander = Understander(content)

    def take(self, person: PersonState, events: Iterable[Waiting], now: datetime) -> PersonTurns:
        """Answer a person's events in order. Never raises: a failure is a value."""
        turns = PersonTurns(person)
        for waiting in events:
            try:
                if not self._take_one(turns, waiting, now):
                    break
            except Exception as error:
                metrics.turns.labels("failed").inc()
                log.error("handler_failed", kind=type(waiting.event.content).__name__,
                          error=type(error).__name__, exc_info=True)  # fmt: skip
                turns.failed = True
                break
        turns.deliveries = _without_stale_crowd(turns.deliveries, now)
        return turns

    def carry(
        self, turns: PersonTurns, waiting: Waiting, reply: Reply, now: datetime, *, late: bool
    ) -> None:
        """Add a handler's answer to what will be written."""
        person, event = turns.person, waiting.event
        language = person.language or "th"
        for effect in reply.effects:
            if late and effect.overwrites:
                continue
            effect.apply(person)
            turns.effects.append(Ordered(person.line_id, effect))
        if not late:
            person.last_event_ms = event.occurred_ms
            if event.private and reply.position is not STAY:
                person.position = None if person.erased else reply.position
        messages = [
            message
            for said in reply.says
            for message in self._renderer.fill(said.name, person.language or language, said.data)
        ]
        if messages and event.reply_token:
            turns.deliveries.append(
                new_reply(
                    event_id=waiting.event_id,
                    person_key=person.line_id,
                    recipient=event.user_id if event.private else None,
                    token=event.reply_token,
                    received_at=waiting.received_at,
                    messages=to_bytes(messages),
                    danger=reply.danger,
                    now=now,
                )
            )
        turns.handled.append(waiting.event_id)

    def _take_one(self, turns: PersonTurns, waiting: Waiting, now: datetime) -> bool:
        """Whether the events behind this one may go on in the same batch."""
        event, person = waiting.event, turns.person
        late = event.occurred_ms < person.last_event_ms
        if not event.active:
            # Standby: another module speaks with the person, we keep silent.
            turns.handled.append(waiting.event_id)
            return True
        if _may_guess_language(event, person, late) and isinstance(event.content, Text):
            person.language = spoken_language(event.content.text)
        turn = self._turn(event, person, now, late)
        topic, answer = self._conversation.answer(turn)
        if isinstance(answer, Later):
            # Behind an answer it waits its turn: once that is sent, the person is drained again.
            if not turns.deliveries:
                turns.later = (waiting, answer.work)
            return False
        self.carry(turns, waiting, answer, now, late=late)
        metrics.turns.labels(topic).inc()
        return not any(effect.destroys for effect in answer.effects)

    def _turn(self, event: Event, person: PersonState, now: datetime, late: bool) -> Turn:
        content = event.content
        return Turn(
            event=event,
            person=person,
            content=self._content,
            pressed=postback.parse(content.data) if isinstance(content, Postback) else None,
            understood=(
                self._understander.understand(content.text) if isinstance(content, Text) else None
            ),
            now=now,
            late=late,
        )


def _may_guess_language(event: Event, person: PersonState, late: bool) -> bool:
    """Not from a name that was asked for, nor from what somebody says in a group."""
    return event.private and not late and person.language is None and person.position is None


async def load_people(
    connection: AsyncConnection, rows: Sequence[Row[Any]]
) -> dict[str, PersonState]:
    """The locked people with their children and newest checks: one statement a kind."""
    people = {row.line_id: _person(row) for row in rows}
    for row in await children_of(connection, people.keys()):
        people[row.person_key].children.append(_child(row))
    checks: dict[Any, CheckState] = {}
    for row in await latest_checks_of(connection, people.keys()):
        check = checks.setdefault(
            row.child_id, CheckState(row.check_id, row.band, row.started_at, {})
        )
        if row.item is not None:
            check.answers[row.item] = row.answer
    for person in people.values():
        for child in person.children:
            child.check = checks.get(child.child_id)
    return people


def by_person(rows: Sequence[Row[Any]]) -> dict[str, list[Waiting]]:
    """Stored events, read, by person and in order."""
    events: dict[str, list[Waiting]] = defaultdict(list)
    for row in rows:
        raw: Json = orjson.loads(row.body)
        event = read_event(row.event_id, raw)
        events[row.person_key].append(Waiting(row.event_id, event, row.received_at))
    return events


def _person(row: Row[Any]) -> PersonState:
    position = Position(row.position["name"], row.position["data"]) if row.position else None
    return PersonState(
        row.line_id, row.language, row.blocked, row.muted, position, row.last_event_ms
    )


def _child(row: Row[Any]) -> ChildState:
    return ChildState(
        row.child_id, row.relation, row.nickname, row.birth_date, row.weeks_early,
        row.keeps_checks,
    )  # fmt: skip


def _without_stale_crowd(deliveries: list[Outgoing], now: datetime) -> list[Outgoing]:
    """After an outage a person gets at most one message that LINE may bill.

    Tokens that lived out would each become a push; only the newest answer is worth one. Cards
    about danger always go.
    """
    stale = [one for one in deliveries if one.reply_until and one.reply_until <= now]
    newest = stale[-1:] if stale else []
    return [one for one in deliveries if one.danger or one not in stale or one in newest]
