"""One talk in this process: an act goes in, the answer comes out; no server, no database."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import orjson

from bot import postback
from bot.clock import thai_date
from bot.content import Content, load_content
from bot.context import PersonState
from bot.events import Content as Happening
from bot.events import Event, Follow, Postback, Text
from bot.expressions import Data
from bot.line_rules import check_messages
from bot.postback import Button
from bot.render import Json as Message
from bot.render import Renderer
from bot.turns import Turns, Waiting
from handlers import make_conversation

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
TODAY = thai_date(NOW)
ADD_FRIEND = "https://line.me/R/ti/p/%40tonkla"
SOMEBODY = "U" + "5" * 32


@dataclass(frozen=True, slots=True)
class Act:
    """What a person does: press (with a day, if it is a date picker), or write, or anything."""

    pressed: str = ""
    picked: str = ""
    said: str = ""
    other: Happening | None = None

    @property
    def happening(self) -> Happening:
        """The content of the event that LINE would send."""
        if self.other is not None:
            return self.other
        return Postback(self.pressed, self.picked) if self.pressed else Text("1", self.said)

    @property
    def button(self) -> Button | None:
        """The typed button that was pressed."""
        return postback.parse(self.pressed) if self.pressed else None


FOLLOWS = Act(other=Follow())


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of an act. `names` are the files of content/ that were shown, with their data."""

    names: tuple[str, ...]
    data: tuple[Data, ...]
    messages: tuple[Message, ...]
    kinds: tuple[str, ...]
    asked: str | None
    failed: bool
    refused: tuple[str, ...] = field(default=())


class Talks:
    """The conversation over all of content/, and how a person fares in it."""

    def __init__(self) -> None:
        conversation = make_conversation()
        self.content: Content = load_content(conversation.record_types)
        self._renderer = _Noting(self.content, add_friend=ADD_FRIEND)
        self._turns = Turns(conversation, self.content, self._renderer)
        self._numbers = itertools.count(1)

    def take(self, before: PersonState, act: Act) -> tuple[PersonState, Answer]:
        """The person afterwards and the answer; `before` stays as it was."""
        person = _copied(before)
        number = next(self._numbers)
        occurred_ms = int(NOW.timestamp() * 1000) + number
        event = Event(
            f"event-{number}", occurred_ms, SOMEBODY, None, True, True, "a-token", act.happening
        )
        self._renderer.shown.clear()
        now = NOW + timedelta(milliseconds=number)
        turns = self._turns.take(person, [Waiting(event.event_id, event, now)], now)
        messages = [one for sent in turns.deliveries for one in orjson.loads(sent.messages)]
        answer = Answer(
            names=tuple(name for name, _ in self._renderer.shown),
            data=tuple(data for _, data in self._renderer.shown),
            messages=tuple(messages),
            kinds=tuple(sent.kind for sent in turns.deliveries),
            asked=person.position.name if person.position else None,
            failed=turns.failed,
            refused=tuple(f"{one.property}: {one.message}" for one in check_messages(messages))
            if messages
            else (),
        )
        return (stranger() if person.erased else person), answer


class _Noting(Renderer):
    """Notes which message was filled with what."""

    def __init__(self, content: Content, **settings: Any) -> None:
        super().__init__(content, **settings)
        self.shown: list[tuple[str, Data]] = []

    def fill(self, name: str, language: str, data: Data) -> list[Message]:
        self.shown.append((name, data))
        return super().fill(name, language, data)


def _copied(person: PersonState) -> PersonState:
    """With children of its own: an act changes them in place."""
    children = [
        replace(child, check=child.check and replace(child.check, answers={**child.check.answers}))
        for child in person.children
    ]
    return replace(person, children=children)


def stranger() -> PersonState:
    """Somebody of whom we know nothing."""
    return PersonState(SOMEBODY, None, False, False, None, 0)


def months_ago(months: int, today: date = TODAY) -> date:
    """The birth date of a child who is so many completed months old on the day `today`."""
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    return date(year, month + 1, min(today.day, 28))
