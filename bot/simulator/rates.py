"""LINE's rate limits: one token bucket for every endpoint of the channel."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.simulator.clock import Clock

SECOND_MS = 1_000
MINUTE_MS = 60_000
HOUR_MS = 3_600_000


@dataclass(frozen=True, slots=True)
class Rate:
    """At most `count` calls in `per_ms` milliseconds.

    The bucket holds `count` calls: its true size at LINE is not published.
    """

    count: int
    per_ms: int = SECOND_MS


COMMON_RATE = Rate(2_000)

# The endpoints, by name, whose published limit is another than 2,000 a second.
PUBLISHED_RATES: Mapping[str, Rate] = {
    "multicast": Rate(200),
    "loading": Rate(100),
    "rich_menu_list": Rate(10),
    "rich_menu_create": Rate(100, HOUR_MS),
    "rich_menu_delete": Rate(100, HOUR_MS),
    "alias_delete": Rate(100, HOUR_MS),
    "webhook_endpoint_set": Rate(1_000, MINUTE_MS),
    "webhook_endpoint_get": Rate(1_000, MINUTE_MS),
    "webhook_test": Rate(60, HOUR_MS),
}


@dataclass(slots=True)
class _Bucket:
    rate: Rate
    tokens: float
    filled_at: int

    def take(self, now: int) -> bool:
        earned = (now - self.filled_at) * self.rate.count / self.rate.per_ms
        self.tokens = min(float(self.rate.count), self.tokens + earned)
        self.filled_at = now
        if self.tokens < 1:
            return False
        self.tokens -= 1
        return True


class RateLimits:
    """Buckets by endpoint name, each full at first."""

    def __init__(self, overrides: Mapping[str, Rate], clock: Clock) -> None:
        self._rates = {**PUBLISHED_RATES, **overrides}
        self._clock = clock
        self._buckets: dict[str, _Bucket] = {}

    def take(self, name: str) -> bool:
        """Whether one more call of this endpoint is within its limit now."""
        now = self._clock()
        bucket = self._buckets.get(name)
        if bucket is None:
            rate = self._rates.get(name, COMMON_RATE)
            bucket = self._buckets[name] = _Bucket(rate, rate.count, now)
        return bucket.take(now)
