"""The figures of all rounds, their medians and spread, as a table and as JSON."""

from __future__ import annotations

import dataclasses
import os
import platform
from collections import defaultdict
from pathlib import Path
from statistics import median
from typing import Any

import orjson
from rich.console import Console
from rich.table import Table

from tests.bench.rounds import ENGINES, Pace, Sample

INTAKE_GOAL = 8.0
TURNS_GOAL = 1.3

_SIDES = ("peer", *ENGINES)
_TITLES = {"peer": "SDK + FastAPI", "sqlite": "SQLite", "postgres": "PostgreSQL"}
# Shown as, and measured as: which window, which figure of it.
_ROWS = (
    ("(a) webhooks/s, intake alone", "intake", "per_second"),
    ("  p99 to the 200, ms", "intake", "p99_ms"),
    ("  CPU a webhook, µs", "intake", "cpu_us"),
    ("  webhooks/s, all in one", "webhooks", "per_second"),
    ("(b) whole turns/s", "turns", "per_second"),
    ("  p50 to the reply, ms", "turns", "p50_ms"),
    ("  p99 to the reply, ms", "turns", "p99_ms"),
    ("  CPU a turn, µs", "turns", "cpu_us"),
    ("at {fixed:.0f} turns/s: p50, ms", "rate", "p50_ms"),
    ("  p99, ms", "rate", "p99_ms"),
    ("  CPU a turn, µs", "rate", "cpu_us"),
    ("core taken by others, % (a)", "intake", "held_up"),
    ("core taken by others, % (b)", "turns", "held_up"),
    ("peak memory, MB", "memory", "peak_mb"),
    ("  intake alone, MB", "intake memory", "peak_mb"),
)  # fmt: skip
# The peer's webhook is its whole turn; what it does for one is measured against both of ours.
_PEER_MEASURE = {"intake": "webhooks", "intake memory": "memory"}


class Report:
    """Gathers samples by round."""

    def __init__(self, pace: Pace, *, own_core: bool) -> None:
        self._pace = pace
        self._own_core = own_core
        self._samples: list[tuple[int, Sample]] = []

    def add(self, number: int, sample: Sample) -> None:
        """One sample of a round."""
        self._samples.append((number, sample))

    def print(self, console: Console) -> None:
        """The table, the ratios beside the goals, and what went wrong."""
        table = Table(title="Tonkla beside the SDK's way: median (lowest–highest of the rounds)")
        table.add_column("", no_wrap=True)
        for side in _SIDES:
            table.add_column(_TITLES[side], justify="right")
        for title, what, figure in _ROWS:
            cells = [_cell(self._figures(what, side, figure)) for side in _SIDES]
            table.add_row(title.format(fixed=self._pace.fixed_per_second), *cells)
        console.print(table)
        for ratio in self.ratios():
            verdict = "reached" if ratio["median"] >= ratio["goal"] else "NOT reached"
            console.print(
                f"{ratio['of']}, {_TITLES[ratio['side']]}: {ratio['median']:.2f} × the peer "
                f"({ratio['lowest']:.2f}–{ratio['highest']:.2f}), goal {ratio['goal']} ×: "
                f"{verdict}",
                soft_wrap=True,
            )
        for line in self._troubles():
            console.print(line, style="red")
        if not self._own_core:
            console.print("One core for everything: the figures are lower than they would be.")

    def write(self, path: Path, *, seconds: float) -> None:
        """Everything as JSON."""
        path.parent.mkdir(parents=True, exist_ok=True)
        document = {
            "python": platform.python_version(),
            "processors": os.cpu_count(),
            "own_core": self._own_core,
            "took_seconds": round(seconds, 1),
            "pace": dataclasses.asdict(self._pace),
            "ratios": self.ratios(),
            "samples": [
                {"round": number, **dataclasses.asdict(one)} for number, one in self._samples
            ],
        }
        path.write_bytes(orjson.dumps(document, option=orjson.OPT_INDENT_2))

    def ratios(self) -> list[dict[str, Any]]:
        """Ours to the peer's of the same round, so that a busy minute weighs on both."""
        found = []
        for what, of, goal in (
            ("intake", "webhooks/s", INTAKE_GOAL),
            ("turns", "whole turns/s", TURNS_GOAL),
        ):
            for side in ENGINES:
                peers = self._figures(what, "peer", "per_second")
                ours = self._figures(what, side, "per_second")
                pairs = [mine / theirs for mine, theirs in zip(ours, peers, strict=False) if theirs]
                if pairs:
                    found.append(
                        {
                            "of": of, "side": side, "goal": goal, "median": median(pairs),
                            "lowest": min(pairs), "highest": max(pairs),
                        }
                    )  # fmt: skip
        return found

    def _figures(self, what: str, side: str, figure: str) -> list[float]:
        if side == "peer":
            what = _PEER_MEASURE.get(what, what)
        found = [one for _, one in self._samples if one.what == what and one.who == side]
        values = [getattr(one.outcome or one, figure) for one in found]
        return [value for value in values if value is not None]

    def _troubles(self) -> list[str]:
        """What should be nought."""
        counts: dict[str, int] = defaultdict(int)
        for _, one in self._samples:
            if one.outcome is not None:
                counts["answers that were not 200"] += one.outcome.refused
                counts["webhooks or replies that never came"] += one.outcome.missing
                counts["replies accepted twice"] += one.outcome.repeated
        return [f"{count} {name}" for name, count in counts.items() if count]


def _cell(figures: list[float]) -> str:
    if not figures:
        return "–"
    shown = [f"{one:,.0f}" if one >= 100 else f"{one:.1f}" for one in (
        median(figures), min(figures), max(figures)
    )]  # fmt: skip
    return shown[0] if len(figures) == 1 else f"{shown[0]} ({shown[1]}–{shown[2]})"
