"""What a handler is given: one typed turn of the conversation."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from bot.clock import from_epoch_ms, thai_date
from bot.content import Content, Record
from bot.events import Event, Text
from bot.postback import Button
from bot.understanding import Understanding

__all__ = ["CheckState", "ChildState", "Language", "PersonState", "Position", "Record", "Turn"]

Language = Literal["th", "en"]
DEFAULT_LANGUAGE: Language = "th"


@dataclass(frozen=True, slots=True)
class Position:
    """Where the talk stands: which question was asked, and what must be known to go on."""

    name: str
    data: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class CheckState:
    """A child's newest check; `answers` maps an item's number to yes, not_yet or not_sure."""

    check_id: uuid.UUID
    band: int
    started_at: datetime
    answers: dict[int, str]


@dataclass(slots=True)
class ChildState:
    """A child that this person let us remember."""

    child_id: uuid.UUID
    relation: str
    nickname: str | None
    birth_date: date | None
    weeks_early: int
    keeps_checks: bool
    check: CheckState | None = None


@dataclass(slots=True)
class PersonState:
    """The person as the batch sees them; effects change it so that the next event sees them."""

    line_id: str
    language: Language | None
    blocked: bool
    muted: bool
    position: Position | None
    last_event_ms: int
    children: list[ChildState] = field(default_factory=list)
    erased: bool = False

    def child(self, child_id: uuid.UUID) -> ChildState | None:
        """The child with this id, if it is still this person's."""
        return next((one for one in self.children if one.child_id == child_id), None)

    def check(self, check_id: uuid.UUID) -> tuple[ChildState, CheckState] | None:
        """The child and its newest check, if that is the check with this id."""
        for child in self.children:
            if child.check is not None and child.check.check_id == check_id:
                return child, child.check
        return None


@dataclass(frozen=True, slots=True)
class Turn:
    """One event of one person, with everything that a handler may know.

    `pressed` is the typed button of a postback (None if it is not ours), `understood` what the
    text means, `late` whether a newer event was handled before this one.
    """

    event: Event
    person: PersonState
    content: Content
    pressed: Button | None
    understood: Understanding | None
    now: datetime
    late: bool

    @property
    def language(self) -> Language:
        """th or en; Thai until the person chose or wrote otherwise."""
        return self.person.language or DEFAULT_LANGUAGE

    @property
    def said(self) -> str | None:
        """The typed text, as it came, or None."""
        return self.event.content.text if isinstance(self.event.content, Text) else None

    @property
    def today(self) -> date:
        """The day in Thailand on which the person wrote or pressed."""
        moment = from_epoch_ms(self.event.occurred_ms) if self.event.occurred_ms else self.now
        return thai_date(min(moment, self.now))

    @property
    def asked(self) -> str | None:
        """The name of the open question, or None."""
        return self.person.position.name if self.person.position else None
