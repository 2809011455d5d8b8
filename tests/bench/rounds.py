"""One round: every server started, loaded and stopped in turn, peer and ours side by side."""

from __future__ import annotations

import dataclasses
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import orjson

from bot.settings import ROOT
from tests.bench.bodies import PEOPLE, Kind
from tests.bench.load import Load, Outcome
from tests.bench.seed import seed, stored_answers
from tests.bench.servers import SECRET, Cores, Server, running_peer, running_tonkla
from tests.support.servers import Postgres

Engine = Literal["sqlite", "postgres"]
Mode = Literal["webhooks", "turns", "rate"]
ENGINES: tuple[Engine, ...] = ("sqlite", "postgres")

# Of one round: three of the peer, one of each intake, three of each whole service.
WINDOWS = 3 + 2 * (1 + 3)
# Divide PEOPLE, so that each connection has people of its own and theirs go in order.
_CONNECTIONS = {"webhooks": 200, "turns": 100, "rate": 50}
_MOST_PER_SECOND = {"webhooks": 16_000, "turns": 4_000}
_LOAD_PATIENCE_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Pace:
    """How long and how often is measured."""

    rounds: int
    warm_seconds: float
    seconds: float
    fixed_per_second: float


@dataclass(frozen=True, slots=True)
class Sample:
    """One window, or one server's peak memory: `what` names it, `who` the side."""

    what: str
    who: str
    outcome: Outcome | None = None
    peak_mb: float | None = None


@dataclass(slots=True)
class Bench:
    """What all rounds share; `step` is called after every window."""

    pace: Pace
    cores: Cores
    line_port: int
    watch_port: int
    postgres: Postgres
    redis_url: str
    folder: Path
    sqlite_template: Path
    step: Callable[[str], None]

    def round(self) -> Iterator[Sample]:
        """Every measure once."""
        yield from self._peer()
        for engine in ENGINES:
            yield from self._intake(engine)
        for engine in ENGINES:
            yield from self._whole(engine)

    def _peer(self) -> Iterator[Sample]:
        with running_peer(self.cores, self.line_port) as server:
            yield from self._windows(server, "peer", "text", ["rate", "turns", "webhooks"])
            yield Sample("memory", "peer", peak_mb=server.peak_mb)

    def _intake(self, engine: Engine) -> Iterator[Sample]:
        """The web process as in production: answering is other processes' work."""
        with (
            self._database(engine) as url,
            running_tonkla(self.cores, self.line_port, url, self.redis_url) as server,
        ):
            outcome = self._window(server, "webhooks", "text", 0)
            yield Sample("intake", engine, outcome)
            yield Sample("intake memory", engine, peak_mb=server.peak_mb)

    def _whole(self, engine: Engine) -> Iterator[Sample]:
        """One process that takes in, answers and sends."""
        with self._database(engine) as url:
            with running_tonkla(self.cores, self.line_port, url) as server:
                yield from self._windows(server, engine, "answer", ["rate", "turns", "webhooks"])
                yield Sample("memory", engine, peak_mb=server.peak_mb)
            if not stored_answers(url):
                raise RuntimeError("no answer was stored: what was measured is not a turn")

    def _windows(self, server: Server, who: str, kind: Kind, modes: list[Mode]) -> Iterator[Sample]:
        first = 0
        for mode in modes:
            outcome = self._window(server, mode, kind, first)
            first += -(-self._most(mode) // PEOPLE) * PEOPLE
            yield Sample(mode, who, outcome)

    def _window(self, server: Server, mode: Mode, kind: Kind, first: int) -> Outcome:
        load = Load(
            mode=mode,
            kind=kind,
            port=server.port,
            watch_port=self.watch_port,
            server_pid=server.pid,
            secret=SECRET,
            connections=_CONNECTIONS[mode],
            warm_seconds=self.pace.warm_seconds,
            seconds=self.pace.seconds,
            most=self._most(mode),
            per_second=self.pace.fixed_per_second,
            first_number=first,
        )
        outcome = _run(load)
        self.step(mode)
        return outcome

    def _most(self, mode: str) -> int:
        rate = _MOST_PER_SECOND.get(mode, self.pace.fixed_per_second)
        return int(rate * (self.pace.warm_seconds + self.pace.seconds) * 1.1)

    @contextmanager
    def _database(self, engine: Engine) -> Iterator[str]:
        """DATABASE_URL of a fresh database with people in it."""
        if engine == "postgres":
            url = self.postgres.new_database()
            seed(url)
            yield url
            self.postgres.drop(url)
            return
        path = self.folder / "tonkla.db"
        for old in self.folder.glob("tonkla.db*"):
            old.unlink()
        shutil.copyfile(self.sqlite_template, path)
        yield f"sqlite:///{path}"


def _run(load: Load) -> Outcome:
    command = [
        sys.executable,
        "-m",
        "tests.bench.load",
        orjson.dumps(dataclasses.asdict(load)).decode(),
    ]
    done = subprocess.run(
        command, cwd=ROOT, check=True, stdout=subprocess.PIPE, timeout=_LOAD_PATIENCE_SECONDS
    )
    return Outcome(**orjson.loads(done.stdout))
