"""The simulator's time: milliseconds since 1970, as in LINE's events."""

from __future__ import annotations

import time
from collections.abc import Callable

Clock = Callable[[], int]


def wall_clock() -> int:
    """The machine's time in epoch milliseconds."""
    return time.time_ns() // 1_000_000
