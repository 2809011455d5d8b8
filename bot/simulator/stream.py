"""News of the platform: to open pages as server-sent events, and to tests that wait."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any, Literal

import orjson

NewsKind = Literal["entry", "user", "unsend", "faults", "quota", "log"]
News = dict[str, Any]

# A page that does not read (a sleeping tab) is cut off here; it connects again and reloads.
QUEUE_SIZE = 5_000
# A line every so often keeps the connection open, and tells us when the page has gone.
PING_SECONDS = 15.0


class Bus:
    """Hands each piece of news to every listener; costs next to nothing when there is none."""

    def __init__(self) -> None:
        self._queues: set[asyncio.Queue[News | None]] = set()
        self._waiting: list[asyncio.Future[None]] = []

    def publish(self, kind: NewsKind, make: Callable[[], News]) -> None:
        """Tells everybody; `make` builds the payload and is called only if somebody listens."""
        waiting, self._waiting = self._waiting, []
        for future in waiting:
            if not future.done():
                future.set_result(None)
        if not self._queues:
            return
        news = {"kind": kind, **make()}
        for queue in list(self._queues):
            if queue.full():
                self._cut_off(queue)
            else:
                queue.put_nowait(news)

    async def changed(self) -> None:
        """Returns at the next piece of news."""
        future = asyncio.get_running_loop().create_future()
        self._waiting.append(future)
        await future

    def listen(self) -> AsyncIterator[bytes]:
        """Lines of a server-sent event stream with all news from this call on."""
        queue: asyncio.Queue[News | None] = asyncio.Queue(QUEUE_SIZE)
        self._queues.add(queue)
        return self._lines(queue)

    def close(self) -> None:
        """Ends every stream."""
        for queue in list(self._queues):
            self._cut_off(queue)

    async def _lines(self, queue: asyncio.Queue[News | None]) -> AsyncIterator[bytes]:
        try:
            yield b"retry: 1000\n\n"
            while True:
                try:
                    news = await asyncio.wait_for(queue.get(), PING_SECONDS)
                except TimeoutError:
                    yield b": still here\n\n"
                    continue
                if news is None:
                    return
                yield b"data: " + orjson.dumps(news) + b"\n\n"
        finally:
            self._queues.discard(queue)

    def _cut_off(self, queue: asyncio.Queue[News | None]) -> None:
        self._queues.discard(queue)
        while not queue.empty():
            queue.get_nowait()
        queue.put_nowait(None)
