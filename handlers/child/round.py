"""A round: one band's items and the answers given so far, a guest's or a remembered child's."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.context import ChildState, Turn
from handlers.child.bands import Band, Item, band_number
from handlers.child.buttons import Answered, ChangeAnswers, Pause, ShowItem

_LETTERS = {"yes": "y", "not_yet": "n", "not_sure": "s"}
_ANSWERS = {letter: answer for answer, letter in _LETTERS.items()}
_NONE = "-"

Carrier = Answered | ShowItem | Pause | ChangeAnswers


@dataclass(frozen=True, slots=True)
class Round:
    """The state of a check. `child` and `check_id` are set when it is being remembered."""

    band: Band
    answers: Mapping[int, str]
    months: int | None = None
    birth: date | None = None
    weeks_early: int = 0
    check_id: uuid.UUID | None = None
    child: ChildState | None = None

    @property
    def finished(self) -> bool:
        """Every item has its answer."""
        return all(item.id in self.answers for item in self.band.items)

    def next_item(self, after: int = 0) -> Item | None:
        """The first item without an answer, looking onwards from `after` and round again."""
        items = self.band.items
        start = (self.band.position(after) or 0) if after else 0
        order = (*items[start:], *items[:start])
        return next((item for item in order if item.id not in self.answers), None)

    def with_answer(self, item: int, answer: str) -> Round:
        """The round with one more answer (or another one)."""
        return Round(
            self.band, {**self.answers, item: answer}, self.months, self.birth,
            self.weeks_early, self.check_id, self.child,
        )  # fmt: skip

    def written_answers(self) -> str:
        """A letter an item (y, n, s or -), in the band's order; empty for a remembered check."""
        if self.check_id is not None:
            return ""
        return "".join(
            _LETTERS[self.answers[item.id]] if item.id in self.answers else _NONE
            for item in self.band.items
        )

    def answer_button(self, item: Item, answer: str) -> Answered:
        """The button that gives this answer to the item."""
        return Answered(*self._carried(), item.id, _LETTERS[answer])

    def item_button(self, item: int = 0) -> ShowItem:
        """The button that goes to the item (0: the next unanswered one)."""
        return ShowItem(*self._carried(), item)

    def pause_button(self) -> Pause:
        """The button that stops here for now."""
        return Pause(*self._carried())

    def change_button(self) -> ChangeAnswers:
        """The button that lists the answers."""
        return ChangeAnswers(*self._carried())

    def _carried(
        self,
    ) -> tuple[int, str, int | None, date | None, int, uuid.UUID | None]:
        if self.check_id is not None:
            return self.band.band, "", None, None, 0, self.check_id
        return (
            self.band.band, self.written_answers(), self.months, self.birth, self.weeks_early, None,
        )  # fmt: skip


def round_of(turn: Turn, carrier: Carrier) -> Round | None:
    """The round that a button belongs to.

    None if it can no longer be known: the child was forgotten, or the band has other items now.
    """
    if carrier.check is not None:
        return _remembered(turn, carrier.check)
    band = band_number(turn, carrier.band)
    if band is None or len(carrier.answers) != len(band.items):
        return None
    return Round(
        band,
        read_answers(band, carrier.answers),
        carrier.months,
        carrier.birth,
        carrier.weeks_early,
    )


def read_answers(band: Band, letters: str) -> dict[int, str]:
    """Answers by item from the letters that a button carries."""
    return {
        item.id: _ANSWERS[letter]
        for item, letter in zip(band.items, letters, strict=False)
        if letter in _ANSWERS
    }


def answer_of(letter: str) -> str | None:
    """yes, not_yet or not_sure; None for a letter that is none of ours."""
    return _ANSWERS.get(letter)


def _remembered(turn: Turn, check_id: uuid.UUID) -> Round | None:
    found = turn.person.check(check_id)
    if found is None:
        return None
    child, check = found
    return remembered_round(turn, child, check.band, check_id, check.answers)


def remembered_round(
    turn: Turn, child: ChildState, band: int, check_id: uuid.UUID, answers: Mapping[int, str]
) -> Round | None:
    """The round of a remembered child's check."""
    found = band_number(turn, band)
    if found is None:
        return None
    return Round(found, answers, None, child.birth_date, child.weeks_early, check_id, child)
