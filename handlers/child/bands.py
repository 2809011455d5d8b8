"""The checklist as data: bands of age, their items, and which band fits an age."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal

from pydantic import Field

from bot.cards import Both, Facts, Strict
from bot.context import Language, Record, Turn
from bot.thai import completed_months, spoken_age

# The age is corrected for an early birth until the second birthday (facts of the checklist).
CORRECTED_UNTIL_MONTHS = 24
_DAYS_IN_A_MONTH = 30.4375


class ItemText(Strict):
    """An item in one language: what is asked, how to try it, what to practise."""

    name: str
    ask: str
    try_: str = Field(alias="try")
    practise: str


class Item(Strict):
    """One milestone. `warn` names the warnings that its question must show."""

    id: int
    domain: Literal["GM", "FM", "RL", "EL", "PS"]
    warn: tuple[Literal["small_object", "tummy", "scissors", "fall", "water", "rope"], ...] = ()
    th: ItemText
    en: ItemText

    def text(self, language: Language) -> ItemText:
        """The item's texts in one language."""
        return self.en if language == "en" else self.th


class Band(Record, Facts):
    """The items of one band of age; months are completed months, both ends included."""

    band: int
    from_month: int
    to_month: int
    screening: bool
    items: tuple[Item, ...]

    def position(self, item_id: int) -> int | None:
        """The item's place in the band, from 0."""
        return next((n for n, item in enumerate(self.items) if item.id == item_id), None)

    def label(self, language: Language) -> str:
        """The band as people say it: "1 ปี 1 เดือน – 1 ปี 3 เดือน"."""
        first, last = spoken_age(self.from_month, language), spoken_age(self.to_month, language)
        return first if self.from_month == self.to_month else f"{first} – {last}"


class ChecklistWords(Record):
    """Words that the cards of the checklist share."""

    domains: dict[str, Both]
    warnings: dict[str, Both]
    answers: dict[str, Both]
    relations: dict[str, Both]


def bands(turn: Turn) -> Sequence[Band]:
    """All bands, youngest first."""
    return turn.content.records(Band)


def band_number(turn: Turn, number: int) -> Band | None:
    """The band with this number, if there is one."""
    return next((band for band in bands(turn) if band.band == number), None)


def band_for_months(turn: Turn, months: int) -> Band | None:
    """The band of an age in completed months; None beyond the checklist's end."""
    return next((band for band in bands(turn) if band.from_month <= months <= band.to_month), None)


def words(turn: Turn) -> ChecklistWords:
    """The shared words."""
    return turn.content.records(ChecklistWords)[0]


def in_language(both: Both, language: Language) -> str:
    """One language of a text."""
    return both.en if language == "en" else both.th


def months_for_checking(
    *, birth: date | None, months: int | None, weeks_early: int, today: date
) -> int:
    """The age by which the band is chosen, in completed months (negative: not due yet).

    Corrected for an early birth while the child is under two. Needs `birth` or `months`.
    """
    if birth is not None:
        age = completed_months(birth, today)
        if not weeks_early or age >= CORRECTED_UNTIL_MONTHS:
            return age
        return completed_months(birth + timedelta(weeks=weeks_early), today)
    assert months is not None
    if not weeks_early or months >= CORRECTED_UNTIL_MONTHS:
        return months
    # A typed age is only known to the month: its middle is the fairest guess.
    return int(((months + 0.5) * _DAYS_IN_A_MONTH - weeks_early * 7) // _DAYS_IN_A_MONTH)
