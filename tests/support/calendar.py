"""A time that a test can let pass."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from bot.clock import thai_date, utc_now


class Calendar:
    """The real time, and the days that a test let pass."""

    def __init__(self) -> None:
        self._passed = timedelta()

    def now(self) -> datetime:
        """The current moment, aware, in UTC."""
        return utc_now() + self._passed

    def milliseconds(self) -> int:
        """The same, as LINE counts it."""
        return int(self.now().timestamp() * 1000)

    def today(self) -> date:
        """The day in Thailand."""
        return thai_date(self.now())

    def let_pass(self, *, days: int) -> None:
        """Go to a later day."""
        self._passed += timedelta(days=days)
