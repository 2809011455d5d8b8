"""What a handler returns: what to say, what to remember, and where the talk then stands.

Effects are values. They are carried out by `bot/effects.py` in the turn's own transaction; each
also changes the batch's picture of the person, so that the next event in line already sees it.
"""

from __future__ import annotations

import uuid
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from typing import Any, ClassVar

from bot.context import CheckState, ChildState, Language, PersonState, Position


class Stay(Enum):
    """The position is left as it is."""

    STAY = "stay"


STAY = Stay.STAY


@dataclass(frozen=True, slots=True)
class Say:
    """A message of content/ by name, with the data that fills it."""

    name: str
    data: Mapping[str, Any] = field(default_factory=dict)


class Effect:
    """Base of every effect.

    `overwrites`: a late event must not carry it out. `destroys`: what was kept goes; the person's
    next event begins a batch of its own, so that what it keeps anew is written afterwards.
    """

    overwrites: ClassVar[bool] = True
    destroys: ClassVar[bool] = False

    def apply(self, person: PersonState) -> None:
        """Change the batch's picture of the person."""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer: at most five messages in all, effects, and the position afterwards.

    `danger` marks a card about danger, which is delivered even where it might arrive twice.
    """

    says: tuple[Say, ...] = ()
    effects: tuple[Effect, ...] = ()
    position: Position | Stay | None = STAY
    danger: bool = False


@dataclass(frozen=True, slots=True)
class Later:
    """Slow work (over a second): it runs outside every transaction, then its Reply is carried out.

    The event stays unhandled until then, so a crash in between loses nothing.
    """

    work: Callable[[], Awaitable[Reply]]


SILENCE = Reply()


def say(name: str, /, **data: Any) -> Reply:
    """A reply of one message file; the open question, if any, is closed."""
    return Reply(says=(Say(name, data),), position=None)


@dataclass(frozen=True, slots=True)
class SetLanguage(Effect):
    """Speak this language (th or en) with the person from now on."""

    language: Language

    def apply(self, person: PersonState) -> None:
        person.language = self.language


@dataclass(frozen=True, slots=True)
class SetMuted(Effect):
    """Send nothing of our own accord (True), or again (False)."""

    overwrites: ClassVar[bool] = False  # a "stop" holds, however late it comes

    muted: bool

    def apply(self, person: PersonState) -> None:
        person.muted = self.muted


@dataclass(frozen=True, slots=True)
class SetBlocked(Effect):
    """The person blocked the account, or came back."""

    blocked: bool

    def apply(self, person: PersonState) -> None:
        person.blocked = self.blocked


@dataclass(frozen=True, slots=True)
class RememberChild(Effect):
    """Keep a child, on the consent of a holder of parental power.

    `purposes` are those consented to (profile, checks, or both); `version` that of the text.
    Repeating it changes nothing: ids are made from the button that was pressed. For a child that
    is kept already it can only add a purpose.
    """

    overwrites: ClassVar[bool] = False

    child_id: uuid.UUID
    relation: str
    birth_date: date | None
    weeks_early: int
    purposes: tuple[str, ...]
    version: int

    def apply(self, person: PersonState) -> None:
        keeps = "checks" in self.purposes
        if known := person.child(self.child_id):
            known.keeps_checks = known.keeps_checks or keeps
            return
        person.children.append(
            ChildState(self.child_id, self.relation, None, self.birth_date, self.weeks_early, keeps)
        )


@dataclass(frozen=True, slots=True)
class SetNickname(Effect):
    """Call the child so; None forgets the name."""

    child_id: uuid.UUID
    nickname: str | None

    def apply(self, person: PersonState) -> None:
        if child := person.child(self.child_id):
            child.nickname = self.nickname


@dataclass(frozen=True, slots=True)
class SetBirth(Effect):
    """The child's birth date, and the whole weeks that it came early."""

    child_id: uuid.UUID
    birth_date: date
    weeks_early: int

    def apply(self, person: PersonState) -> None:
        if child := person.child(self.child_id):
            child.birth_date, child.weeks_early = self.birth_date, self.weeks_early


@dataclass(frozen=True, slots=True)
class StartCheck(Effect):
    """Open a round of a band for a child whose checks may be kept."""

    overwrites: ClassVar[bool] = False

    check_id: uuid.UUID
    child_id: uuid.UUID
    band: int
    started_at: datetime

    def apply(self, person: PersonState) -> None:
        child = person.child(self.child_id)
        if child and (child.check is None or child.check.started_at < self.started_at):
            child.check = CheckState(self.check_id, self.band, self.started_at, {})


@dataclass(frozen=True, slots=True)
class RecordAnswers(Effect):
    """Answers by item number (yes, not_yet, not_sure); the newest press of an item stands."""

    overwrites: ClassVar[bool] = False  # the table itself compares the times of the presses

    check_id: uuid.UUID
    answers: Mapping[int, str]
    answered_ms: int

    def apply(self, person: PersonState) -> None:
        if found := person.check(self.check_id):
            found[1].answers.update(self.answers)


@dataclass(frozen=True, slots=True)
class ForgetChecks(Effect):
    """Consent to keep checks is withdrawn: they go at once, the child's profile stays."""

    overwrites: ClassVar[bool] = False  # a withdrawal holds, however late it comes
    destroys: ClassVar[bool] = True

    child_id: uuid.UUID

    def apply(self, person: PersonState) -> None:
        if child := person.child(self.child_id):
            child.keeps_checks, child.check = False, None


@dataclass(frozen=True, slots=True)
class ForgetChild(Effect):
    """This person's link to the child goes, and the child with it unless another holds one."""

    overwrites: ClassVar[bool] = False  # a withdrawal holds, however late it comes
    destroys: ClassVar[bool] = True

    child_id: uuid.UUID

    def apply(self, person: PersonState) -> None:
        person.children = [one for one in person.children if one.child_id != self.child_id]


@dataclass(frozen=True, slots=True)
class ForgetMessage(Effect):
    """A message was taken back: our copy, if an event that failed still holds one, goes."""

    overwrites: ClassVar[bool] = False

    message_id: str


@dataclass(frozen=True, slots=True)
class ErasePerson(Effect):
    """Everything about the person goes; the next message finds a stranger."""

    overwrites: ClassVar[bool] = False  # a withdrawal holds, however late it comes
    destroys: ClassVar[bool] = True

    def apply(self, person: PersonState) -> None:
        person.erased = True
        person.children, person.language, person.position = [], None, None
