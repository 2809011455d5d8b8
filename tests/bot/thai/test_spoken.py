"""Dates and ages as they are said back; months counted."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.thai import completed_months, parse_age, parse_date, spoken_age, spoken_date

DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))


def test_a_date_is_said_in_its_era() -> None:
    assert spoken_date(date(2026, 12, 22), "th") == "22 ธ.ค. 2569"
    assert spoken_date(date(2026, 12, 22), "en") == "22 Dec 2026"
    assert spoken_date(date(2026, 5, 1), "en") == "1 May 2026"
    assert spoken_date(date(2026, 9, 1), "en") == "1 Sep 2026"


@pytest.mark.parametrize(
    ("months", "thai", "english"),
    [
        (0, "แรกเกิด", "newborn"),
        (1, "1 เดือน", "1 month"),
        (8, "8 เดือน", "8 months"),
        (12, "1 ปี", "1 year"),
        (15, "1 ปี 3 เดือน", "1 year 3 months"),
        (25, "2 ปี 1 เดือน", "2 years 1 month"),
        (78, "6 ปี 6 เดือน", "6 years 6 months"),
    ],
)
def test_an_age_is_said(months: int, thai: str, english: str) -> None:
    assert spoken_age(months, "th") == thai
    assert spoken_age(months, "en") == english


def test_there_is_no_age_before_birth() -> None:
    with pytest.raises(ValueError, match="-1"):
        spoken_age(-1, "th")


@pytest.mark.parametrize(
    ("birth", "on", "months"),
    [
        ("2026-11-22", "2026-11-22", 0),
        ("2026-10-22", "2026-11-21", 0),
        ("2026-10-22", "2026-11-22", 1),
        ("2024-11-22", "2026-11-22", 24),
        ("2026-01-31", "2026-02-28", 0),
        ("2026-01-31", "2026-03-01", 1),
        ("2024-02-29", "2025-02-28", 11),
        ("2024-02-29", "2025-03-01", 12),
        ("2026-11-23", "2026-11-22", -1),
        ("2026-12-31", "2026-11-22", -2),
    ],
)
def test_months_are_complete_on_the_day(birth: str, on: str, months: int) -> None:
    assert completed_months(date.fromisoformat(birth), date.fromisoformat(on)) == months


@given(DAYS, st.integers(0, 4000))
def test_months_grow_with_the_days_and_never_jump(birth: date, days: int) -> None:
    before = completed_months(birth, birth + timedelta(days=days))
    after = completed_months(birth, birth + timedelta(days=days + 1))
    assert 0 <= after - before <= 1
    assert days // 31 <= before <= days // 28


@given(DAYS, st.integers(1, 4000))
def test_before_birth_the_months_are_negative(birth: date, days: int) -> None:
    assert completed_months(birth, birth - timedelta(days=days)) < 0


@given(st.integers(0, 144), st.sampled_from(["th", "en"]))
def test_an_age_said_is_read_back(months: int, lang: str) -> None:
    age = parse_age(spoken_age(months, "th" if lang == "th" else "en"))
    assert age is not None
    assert age.months == months


@given(st.dates(date(2020, 1, 1), date(2026, 11, 22)), st.sampled_from(["th", "en"]))
def test_a_date_said_is_read_back(day: date, lang: str) -> None:
    said = spoken_date(day, "th" if lang == "th" else "en")
    assert parse_date(said, date(2026, 11, 22)).value == day
