"""The load: one process of raw keep-alive connections that send ready-made bytes.

Runs as `python -m tests.bench.load '{…}'` (the fields of Load) and prints an Outcome as JSON.
"""

from __future__ import annotations

import asyncio
import dataclasses
import os
import sys
import time
from collections import deque
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple

import orjson
import uvloop

from tests.bench.bodies import PEOPLE, Kind, signed_request
from tests.bench.wires import Connection, Watch

# What is still under way at the end gets this long, so that nothing lost goes unseen.
_PATIENCE_ROUNDS, _PATIENCE_SECONDS = 100, 0.1
_MINUTES_AGO_MS = 20 * 60 * 1000


@dataclass(frozen=True, slots=True)
class Load:
    """What to send.

    `webhooks`: each connection sends again once it has its 200. `turns`: once it has its 200 and
    the stub accepted the reply. `rate`: `per_second` webhooks, whatever comes back.
    """

    mode: Literal["webhooks", "turns", "rate"]
    kind: Kind
    port: int
    watch_port: int
    server_pid: int
    secret: str
    connections: int
    warm_seconds: float
    seconds: float
    most: int
    per_second: float = 0.0
    first_number: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came back: of the measured window, but for the three counts at the end.

    Latencies (milliseconds) run from a webhook's sending to its 200 (`webhooks`) or to the
    accepted reply; `cpu_us` is the server's processor time for each, `held_up` the share of the
    window (per cent) in which it was ready to run but another program had its core. `refused` are
    answers other than 200, `missing` never answered, `repeated` accepted more than once.
    """

    per_second: float
    p50_ms: float
    p99_ms: float
    cpu_us: float
    held_up: float
    refused: int
    missing: int
    repeated: int


class _Spent(NamedTuple):
    """A process's time so far, in seconds, as Linux tells it.

    `running`: all threads on a core; `held_up`: the main thread ready, but another had the core.
    """

    running: float
    held_up: float

    @classmethod
    def of(cls, pid: int) -> _Spent:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        running = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
        held_up = int(Path(f"/proc/{pid}/schedstat").read_text().split()[1]) / 1e9
        return cls(running, held_up)

    def since(self, earlier: _Spent) -> _Spent:
        return _Spent(self.running - earlier.running, self.held_up - earlier.held_up)


class Run:
    """One window of load."""

    def __init__(self, load: Load) -> None:
        self._load = load
        self._requests = _requests(load)
        count = len(self._requests)
        self._sent = [0.0] * count
        self._answered = [0.0] * count
        self._accepted = [0.0] * count
        self._awaited = [0 if load.mode == "webhooks" else 1] * count
        self._next = [*range(load.connections)]
        self._due: deque[int] = deque()
        self._free: list[Connection] = []
        self._refused = self._repeated = 0
        self._sending = True

    async def run(self) -> Outcome:
        """Send, and say what came of it."""
        load, loop = self._load, asyncio.get_running_loop()
        if load.mode != "webhooks":
            await loop.create_connection(
                lambda: Watch(self._on_accepted), "127.0.0.1", load.watch_port
            )
        made = [
            await loop.create_connection(
                lambda: Connection(self._on_answer), "127.0.0.1", load.port
            )
            for _ in range(load.connections)
        ]
        self._connections = [connection for _, connection in made]
        sender = asyncio.create_task(self._send_at_rate()) if load.mode == "rate" else None
        if sender is None:
            for place in range(load.connections):
                self._send_next(place)
        else:
            self._free = list(self._connections)
        await asyncio.sleep(load.warm_seconds)
        began, before = time.monotonic(), _Spent.of(load.server_pid)
        await asyncio.sleep(load.seconds)
        ended, after = time.monotonic(), _Spent.of(load.server_pid)
        self._sending = False
        if sender is not None:
            await sender
        missing = await self._finish()
        return self._outcome(began, ended, after.since(before), missing)

    def _send_next(self, place: int) -> None:
        """The next webhook of a connection in a closed loop: its own people, in order."""
        number = self._next[place]
        if not self._sending or number >= len(self._requests):
            return
        self._next[place] += self._load.connections
        self._send(self._connections[place], number, time.monotonic())

    def _send(self, connection: Connection, number: int, at: float) -> None:
        self._sent[number] = at
        connection.send(number, self._requests[number])

    async def _send_at_rate(self) -> None:
        """Webhook n is due at n / rate; one that finds no free connection waits, its clock on."""
        began = time.monotonic()
        for number in range(len(self._requests)):
            due = began + number / self._load.per_second
            if (pause := due - time.monotonic()) > 0:
                await asyncio.sleep(pause)
            if not self._sending:
                return
            self._sent[number] = due
            self._due.append(number)
            self._send_due()

    def _send_due(self) -> None:
        while self._due and self._free:
            number = self._due.popleft()
            self._send(self._free.pop(), number, self._sent[number])

    def _on_answer(self, connection: Connection, good: bool) -> None:
        number = connection.number
        self._answered[number] = time.monotonic()
        self._refused += not good
        if self._load.mode == "rate":
            self._free.append(connection)
            self._send_due()
        else:
            self._go_on(number)

    def _on_accepted(self, number: int, at: float) -> None:
        number -= self._load.first_number
        if 0 <= number < len(self._requests):
            self._repeated += self._accepted[number] > 0
            self._accepted[number] = at
            if self._load.mode == "turns":
                self._go_on(number)

    def _go_on(self, number: int) -> None:
        """Send again once everything that this webhook waits for is here."""
        if self._awaited[number] == 0:
            self._send_next(number % self._load.connections)
        self._awaited[number] -= 1

    async def _finish(self) -> int:
        """Wait for what is under way; the number that never came."""
        for _ in range(_PATIENCE_ROUNDS):
            if not self._missing():
                break
            await asyncio.sleep(_PATIENCE_SECONDS)
        return self._missing()

    def _missing(self) -> int:
        ends = self._ends
        return sum(sent > 0 and not end for sent, end in zip(self._sent, ends, strict=True))

    @property
    def _ends(self) -> list[float]:
        return self._answered if self._load.mode == "webhooks" else self._accepted

    def _outcome(self, began: float, ended: float, spent: _Spent, missing: int) -> Outcome:
        ends = self._ends
        done = sum(began <= end < ended for end in ends)
        latencies = sorted(
            (end - sent) * 1000
            for sent, end in zip(self._sent, ends, strict=True)
            if end and began <= sent < ended
        )
        return Outcome(
            per_second=done / (ended - began),
            p50_ms=_quantile(latencies, 0.50),
            p99_ms=_quantile(latencies, 0.99),
            cpu_us=spent.running / max(1, done) * 1e6,
            held_up=spent.held_up / (ended - began) * 100,
            refused=self._refused,
            missing=missing,
            repeated=self._repeated,
        )


def _requests(load: Load) -> list[bytes]:
    secret = load.secret.encode()
    start_ms = int(time.time() * 1000) - _MINUTES_AGO_MS
    return [
        signed_request(load.kind, number, number % PEOPLE, start_ms + number, secret)
        for number in range(load.first_number, load.first_number + load.most)
    ]


def _quantile(ordered: list[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0.0


if __name__ == "__main__":
    outcome = uvloop.run(Run(Load(**orjson.loads(sys.argv[1]))).run())
    sys.stdout.write(orjson.dumps(dataclasses.asdict(outcome)).decode())
