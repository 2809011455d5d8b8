"""Dates and ages as they are said back to people; months counted by the calendar."""

from __future__ import annotations

from datetime import date
from typing import Final, Literal

from bot.thai.months import ENGLISH_ABBREVIATIONS, THAI_ABBREVIATIONS

Language = Literal["th", "en"]
# A Buddhist-era year is 543 more than the common one.
BUDDHIST_ERA: Final = 543


def spoken_date(day: date, lang: Language) -> str:
    """A short date: "22 ธ.ค. 2569" (Buddhist era) or "22 Dec 2026"."""
    if lang == "th":
        return f"{day.day} {THAI_ABBREVIATIONS[day.month - 1]} {day.year + BUDDHIST_ERA}"
    return f"{day.day} {ENGLISH_ABBREVIATIONS[day.month - 1].capitalize()} {day.year}"


def spoken_age(months: int, lang: Language) -> str:
    """An age: "1 ปี 3 เดือน", "8 เดือน", "แรกเกิด"; "1 year 3 months", "newborn".

    Raises ValueError for a negative number of months.
    """
    if months < 0:
        raise ValueError(f"an age cannot be {months} months")
    years, rest = divmod(months, 12)
    if lang == "th":
        parts = [f"{years} ปี"] * (years > 0) + [f"{rest} เดือน"] * (rest > 0)
        return " ".join(parts) or "แรกเกิด"
    parts = [_counted(years, "year")] * (years > 0) + [_counted(rest, "month")] * (rest > 0)
    return " ".join(parts) or "newborn"


def completed_months(birth: date, on: date) -> int:
    """Whole calendar months from `birth` to `on`; negative if `on` is earlier.

    A month is complete on the same day of the month; one born on the 31st completes it on the
    1st of the month after a shorter one.
    """
    months = (on.year - birth.year) * 12 + on.month - birth.month
    return months - (on.day < birth.day)


def _counted(number: int, unit: str) -> str:
    return f"{number} {unit}{'' if number == 1 else 's'}"
