"""The log of what passed between the bot and the platform. It holds no tokens."""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import asdict, dataclass
from typing import Any, Literal

from bot.simulator.clock import Clock
from bot.simulator.stream import Bus


@dataclass(frozen=True, slots=True)
class JournalItem:
    """One webhook delivery or one API call; `status` 0 means that no answer was given or got."""

    n: int
    at: int
    direction: Literal["webhook", "api"]
    method: str
    path: str
    status: int
    note: str
    # What follows is for tests; the page does not get it.
    endpoint: str = ""
    request_id: str = ""

    def as_json(self) -> dict[str, Any]:
        shown = asdict(self)
        del shown["endpoint"], shown["request_id"]
        return shown


class Journal:
    """The newest items (as many as `size`), and counts that never forget."""

    def __init__(self, size: int, clock: Clock, bus: Bus) -> None:
        self._items: deque[JournalItem] = deque(maxlen=size)
        self._clock = clock
        self._bus = bus
        self._last = 0
        # Calls by endpoint name and status, since the start.
        self.counts: Counter[tuple[str, int]] = Counter()

    def api(
        self, method: str, path: str, status: int, note: str, endpoint: str, request_id: str
    ) -> None:
        """Notes an API call and how it was answered."""
        self.counts[endpoint, status] += 1
        self._add("api", method, path, status, note, endpoint, request_id)

    def webhook(self, path: str, status: int, note: str) -> None:
        """Notes one attempt to deliver a webhook."""
        self._add("webhook", "POST", path, status, note)

    def after(self, n: int) -> list[JournalItem]:
        """Items newer than number `n`, oldest first."""
        return [item for item in self._items if item.n > n]

    def calls(self) -> list[JournalItem]:
        """The API calls that are still kept, oldest first."""
        return [item for item in self._items if item.direction == "api"]

    def _add(
        self,
        direction: Literal["webhook", "api"],
        method: str,
        path: str,
        status: int,
        note: str,
        endpoint: str = "",
        request_id: str = "",
    ) -> None:
        self._last += 1
        item = JournalItem(
            self._last, self._clock(), direction, method, path, status, note, endpoint, request_id
        )
        self._items.append(item)
        self._bus.publish("log", lambda: {"entry": item.as_json()})
