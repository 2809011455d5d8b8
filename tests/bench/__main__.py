"""`python -m tests.bench`: Tonkla beside the SDK's documented way, on this machine, right now.

Prints a table and writes all that was measured to var/bench.json. `--quick`: one short round.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from bot.schema import migrate
from bot.settings import ROOT, Settings
from tests.bench.report import Report
from tests.bench.rounds import WINDOWS, Bench, Pace
from tests.bench.seed import seed
from tests.bench.servers import Cores, running_stub
from tests.support.servers import running_postgres, running_valkey

_FULL = Pace(rounds=3, warm_seconds=1.0, seconds=2.5, fixed_per_second=300.0)
_QUICK = Pace(rounds=1, warm_seconds=0.4, seconds=1.0, fixed_per_second=300.0)


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one short round (half a minute)")
    parser.add_argument("--json", type=Path, default=ROOT / "var" / "bench.json")
    chosen = parser.parse_args()
    pace = _QUICK if chosen.quick else _FULL
    console = Console()
    cores = Cores()
    cores.keep_to_rest()
    began = time.monotonic()
    report = Report(pace, own_core=cores.split)
    with _progress(console, pace) as step, _bench(pace, cores, step) as bench:
        for number in range(pace.rounds):
            for sample in bench.round():
                report.add(number, sample)
    report.print(console)
    report.write(chosen.json, seconds=time.monotonic() - began)
    console.print(f"All that was measured: {chosen.json}")


@contextmanager
def _progress(console: Console, pace: Pace) -> Iterator[Callable[[str], None]]:
    columns = (
        TextColumn("{task.description:24}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
    )  # fmt: skip
    with Progress(*columns, console=console) as progress:
        task = progress.add_task("starting", total=pace.rounds * WINDOWS)
        yield lambda done: progress.update(task, advance=1, description=done)


@contextmanager
def _bench(pace: Pace, cores: Cores, step: Callable[[str], None]) -> Iterator[Bench]:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="tonkla-bench-")))
        postgres = stack.enter_context(running_postgres())
        redis_url = stack.enter_context(running_valkey())
        line_port, watch_port = stack.enter_context(running_stub())
        template = folder / "template.db"
        template_url = f"sqlite:///{template}"
        migrate(Settings(database_url=template_url))
        seed(template_url)
        yield Bench(
            pace, cores, line_port, watch_port, postgres, redis_url, folder, template, step
        )  # fmt: skip


if __name__ == "__main__":
    main()
