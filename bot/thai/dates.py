"""A date that somebody typed, judged as a child's date of birth; never guessed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from bot.thai.mentions import Mention, Written, tells_of_birth
from bot.thai.normalise import fold
from bot.thai.numbers import spell_out_digits
from bot.thai.relative_dates import find_relative
from bot.thai.spoken import completed_months, spoken_age, spoken_date
from bot.thai.written_dates import find_written

__all__ = ["ParsedDate", "completed_months", "parse_date", "spoken_age", "spoken_date"]

OLDEST_CHILD_YEARS: Final = 7

Problem = Literal["none", "impossible", "ambiguous", "future", "too_old"]


@dataclass(frozen=True, slots=True)
class ParsedDate:
    """Either a `value` (and no problem), or a problem.

    Problems: "none", no date in the text; "impossible", no such day; "ambiguous", more than
    one day may be meant; "future" and "too_old", outside the plausible time. `candidates` are
    the days to ask about, in order: those that an ambiguous date may mean (none where it names
    only a month or a year), or the one day that is outside.
    """

    value: date | None
    problem: Problem | None
    candidates: tuple[date, ...] = ()


_NOTHING: Final = ParsedDate(None, "none")


@dataclass(frozen=True, slots=True)
class _Window:
    first: date
    last: date

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last

    def distance(self, day: date) -> timedelta:
        return max(self.first - day, day - self.last)


def parse_date(
    text: str,
    today: date,
    *,
    plausible_from: date | None = None,
    plausible_to: date | None = None,
) -> ParsedDate:
    """The date of birth in a message, read in Thailand on the day `today`.

    The plausible time, both days included, is the seven years up to `today` unless told: for a
    due date pass the days between which a birth can be. Day goes before month; a year is
    Buddhist or common, of two or four digits; without a year the latest plausible such day is
    meant. Of several dates the one beside a word for birth counts.
    """
    window = _Window(plausible_from or _years_before(today), plausible_to or today)
    folded = spell_out_digits(fold(text))
    mentions = _find(folded, today)
    of_birth = [mention for mention in mentions if tells_of_birth(folded, mention)]
    judged = [_judge(mention, window) for mention in of_birth or mentions]
    if not judged:
        return _NOTHING
    days = sorted({result.value for result in judged if result.value is not None})
    if len(days) > 1:
        return ParsedDate(None, "ambiguous", tuple(days))
    return next((result for result in judged if result.value is not None), judged[0])


def _find(folded: str, today: date) -> list[Mention]:
    found: list[Mention] = []
    # What names its own day goes before what needs today's date, and a surer form before a
    # looser one that would read part of the same words.
    for mention in (*find_written(folded), *find_relative(folded, today)):
        if not any(mention.start < m.end and m.start < mention.end for m in found):
            found.append(mention)
    return sorted(found, key=lambda mention: mention.start)


def _judge(mention: Mention, window: _Window) -> ParsedDate:
    if mention.vague:
        return ParsedDate(None, "ambiguous", _existing(mention.readings, window))
    # A year that nobody can mean does not make 29 February possible.
    meant = [r for r in mention.readings if _year_is_plausible(r, window)]
    days = _existing(tuple(meant) or mention.readings, window)
    plausible = tuple(day for day in days if window.holds(day))
    if len(plausible) == 1:
        return ParsedDate(plausible[0], None)
    if plausible:
        return ParsedDate(None, "ambiguous", plausible)
    if not days:
        return ParsedDate(None, "impossible")
    nearest = min(days, key=window.distance)
    return ParsedDate(None, "future" if nearest > window.last else "too_old", (nearest,))


def _year_is_plausible(reading: Written, window: _Window) -> bool:
    return reading.year is None or window.first.year <= reading.year <= window.last.year


def _existing(readings: tuple[Written, ...], window: _Window) -> tuple[date, ...]:
    """The days of the calendar among the readings, earliest first, each once."""
    days = (_day(reading, window) for reading in readings)
    return tuple(sorted({day for day in days if day is not None}))


def _day(reading: Written, window: _Window) -> date | None:
    if reading.year is not None:
        return _date_or_none(reading.year, reading.month, reading.day)
    # Eight years hold a 29 February even around a year that skips it (2100).
    years = range(window.last.year, window.last.year - 9, -1)
    days = [_date_or_none(year, reading.month, reading.day) for year in years]
    existing = [day for day in days if day is not None]
    return next((day for day in existing if window.holds(day)), next(iter(existing), None))


def _date_or_none(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _years_before(today: date) -> date:
    year = today.year - OLDEST_CHILD_YEARS
    return _date_or_none(year, today.month, today.day) or date(year, 2, 28)
