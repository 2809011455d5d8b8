"""The only source of "now"; tests put another clock in its place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone

# Thailand keeps one time all year, so no time-zone table is needed.
THAI_TIME = timezone(timedelta(hours=7), "ICT")

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The current moment, aware, in UTC."""
    return datetime.now(UTC)


def thai_date(moment: datetime) -> date:
    """The calendar day in Thailand at `moment` (an aware datetime)."""
    return moment.astimezone(THAI_TIME).date()


def from_epoch_ms(milliseconds: int) -> datetime:
    """LINE's timestamps (milliseconds since 1970) as an aware UTC datetime."""
    return datetime.fromtimestamp(milliseconds / 1000, UTC)
