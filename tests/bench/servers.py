"""The processes of a run: what is measured on one core, all the rest on the other."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from bot.settings import ROOT

SECRET = "a-channel-secret-for-the-bench-only"
_START_SECONDS = 60.0
_STOP_SECONDS = 30.0


class Cores:
    """One core for the measured server, the others for load, stub and database.

    Where there is one core only, or the system lets nobody choose, all share what there is.
    """

    def __init__(self) -> None:
        usable = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
        self.split = len(usable) > 1
        self._server, self._rest = set(usable[:1]), set(usable[1:])

    def keep_to_rest(self) -> None:
        """Let this process, and what it starts, leave the server's core alone."""
        if self.split:
            os.sched_setaffinity(0, self._rest)

    def give_server_core(self, pid: int) -> None:
        """Put a process that has only just started on the server's core."""
        if self.split:
            os.sched_setaffinity(pid, self._server)


class Server:
    """A running server process, listening on `port`."""

    def __init__(self, process: subprocess.Popen[bytes], port: int) -> None:
        self._process = process
        self.port = port

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._process.pid

    @property
    def peak_mb(self) -> float:
        """The most memory it held at once (resident, MB)."""
        for line in Path(f"/proc/{self.pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
        return 0.0


@contextmanager
def running(
    arguments: list[str], port: int, environment: Mapping[str, str], cores: Cores | None = None
) -> Iterator[Server]:
    """Start a process, wait until it listens, end it with the block. Raises RuntimeError.

    With `cores` it is a measured server.
    """
    process = subprocess.Popen(
        [sys.executable, *arguments],
        env={**_plain_environment(), **environment},
        cwd=ROOT,
        # Linux shares a core out by session first; in ours the load would take from the server.
        start_new_session=True,
    )
    try:
        if cores is not None:
            cores.give_server_core(process.pid)
        _wait_until_listening(process, port)
        yield Server(process, port)
    finally:
        process.terminate()
        try:
            process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def running_stub() -> Iterator[tuple[int, int]]:
    """The LINE stub: its port, and the port at which accepted replies are told."""
    api, watch = free_port(), free_port()
    with running(["-m", "tests.bench.line_stub", str(api), str(watch)], watch, {}):
        yield api, watch


@contextmanager
def running_peer(cores: Cores, line_port: int) -> Iterator[Server]:
    """The SDK's documented FastAPI way."""
    port = free_port()
    arguments = [
        "-m", "uvicorn", "tests.bench.peer:app", "--host", "127.0.0.1", "--port", str(port),
        "--loop", "uvloop", "--http", "httptools", "--no-access-log", "--log-level", "warning",
        "--backlog", "4096", "--no-server-header", "--no-date-header",
    ]  # fmt: skip
    with running(arguments, port, _line_environment(line_port), cores) as server:
        yield server


@contextmanager
def running_tonkla(
    cores: Cores, line_port: int, database_url: str, redis_url: str = ""
) -> Iterator[Server]:
    """`tonkla serve`; with Redis it takes webhooks in and answers none of them."""
    port = free_port()
    environment = {
        **_line_environment(line_port),
        "TONKLA_ENV": "production",
        "DATABASE_URL": database_url,
        "REDIS_URL": redis_url,
        "BASE_URL": "http://127.0.0.1",
        "ENCRYPTION_KEYS": "an-encryption-key-for-the-bench-only",
        "SECRET_KEY": "a-secret-key-for-the-bench-and-nothing-else",
        "LOG_LEVEL": "warning",
    }
    arguments = ["-c", "from bot.cli import main; main()", "serve", "--port", str(port)]
    with running(arguments, port, environment, cores) as server:
        yield server


def free_port() -> int:
    """A port of loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _line_environment(line_port: int) -> dict[str, str]:
    host = f"http://127.0.0.1:{line_port}"
    return {
        "LINE_CHANNEL_SECRET": SECRET,
        "LINE_CHANNEL_ACCESS_TOKEN": "an-access-token-for-the-bench-only",
        "LINE_API_BASE_URL": host,
        "LINE_DATA_API_BASE_URL": host,
    }


def _plain_environment() -> dict[str, str]:
    """Ours, without a proxy that loopback calls would be sent through."""
    kept = {
        name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")
    }
    return {**kept, "NO_PROXY": "127.0.0.1", "PYTHONPATH": str(ROOT)}


def _wait_until_listening(process: subprocess.Popen[bytes], port: int) -> None:
    until = time.monotonic() + _START_SECONDS
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"a process ended at its start with {process.returncode}")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise RuntimeError(f"nothing listened within {_START_SECONDS:.0f} s")
