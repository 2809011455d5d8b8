"""The month's billed messages, and the daily figures of what was sent."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta, timezone

from bot.simulator.clock import Clock

# LINE gives figures from this day on, and none for days before it.
FIRST_DAY = "20180331"


class Quota:
    """Counts recipients, not message objects; replies are free and never counted here."""

    def __init__(self, limit: int | None, utc_offset_hours: int, clock: Clock) -> None:
        self.limit = limit
        self._clock = clock
        self._zone = timezone(timedelta(hours=utc_offset_hours))
        self._used: Counter[str] = Counter()
        self._sent: Counter[tuple[str, str]] = Counter()

    @property
    def used(self) -> int:
        """Messages counted in the current month."""
        return self._used[self._today()[:6]]

    def set_used(self, count: int) -> None:
        """Puts the current month's count to `count`, as if so many had been sent."""
        self._used[self._today()[:6]] = count

    def has_room_for(self, recipients: int) -> bool:
        return self.limit is None or self.used + recipients <= self.limit

    def spend(self, recipients: int) -> None:
        self._used[self._today()[:6]] += recipients

    def note_sent(self, kind: str, recipients: int) -> None:
        """Adds to the day's figure of `reply`, `push` or `multicast`."""
        self._sent[kind, self._today()] += recipients

    def sent_on(self, kind: str, day: str) -> int | None:
        """Messages of this kind sent on a past day (`yyyyMMdd`); None while not yet counted.

        LINE has a day's figure about a day later.
        """
        return None if day >= self._today() else self._sent[kind, day]

    def as_json(self) -> dict[str, int | None]:
        return {"limit": self.limit, "used": self.used}

    def _today(self) -> str:
        moment = datetime.fromtimestamp(self._clock() / 1000, UTC).astimezone(self._zone)
        return moment.strftime("%Y%m%d")
