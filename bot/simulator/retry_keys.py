"""Retry keys (`X-Line-Retry-Key`): what makes a repeated push safe."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.simulator.sending import Accepted

# Counted from the first request with the key; after that the same key is a new request.
KEY_LIFE_MS = 24 * 60 * 60_000

_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


def is_retry_key(text: str) -> bool:
    """Whether `text` is a UUID in hexadecimal notation."""
    return _UUID.fullmatch(text) is not None


@dataclass(slots=True)
class _Key:
    first_seen_at: int
    accepted: Accepted | None = None


class RetryKeys:
    """Which keys were seen, and what was accepted under each. Times in epoch milliseconds."""

    def __init__(self) -> None:
        self._keys: dict[str, _Key] = {}

    def seen(self, key: str, at: int) -> Accepted | None:
        """Notes a request with this key; gives what was already accepted under it, if anything."""
        self._forget_expired(at)
        return self._keys.setdefault(key.lower(), _Key(at)).accepted

    def accept(self, key: str, accepted: Accepted) -> None:
        """From now on a request with this key is a repetition of `accepted`."""
        self._keys.setdefault(key.lower(), _Key(accepted.at)).accepted = accepted

    def _forget_expired(self, now: int) -> None:
        # Keys stand in the order in which they were first seen.
        while self._keys:
            oldest = next(iter(self._keys))
            if now - self._keys[oldest].first_seen_at <= KEY_LIFE_MS:
                return
            del self._keys[oldest]
