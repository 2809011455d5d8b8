"""A service in a process of its own, whose every word on standard error is kept.

Run as a module it is that process: `python -m tests.support.own_process PORT`.
"""

from __future__ import annotations

import asyncio
import os
import socket
import sys
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp

from bot.app import make_app
from bot.logs import configure_logs
from bot.reply import RecordAnswers
from bot.service import Service
from bot.serving import run
from bot.settings import ROOT, load_settings
from tests.support.topics import Fragile, conversation_with
from tests.support.town import until

FAILS_IN_HANDLER = "พัง"
FAILS_IN_DATABASE = "รั่ว"


@dataclass(slots=True)
class OwnProcess:
    """`words` holds standard error and standard output once the process has ended."""

    address: str
    words: str = field(default="")


@asynccontextmanager
async def own_process(folder: Path, environment: dict[str, str]) -> AsyncIterator[OwnProcess]:
    """A running service; it gets SIGTERM at the end of the block."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.support.own_process", str(port),
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    reading = asyncio.create_task(process.communicate())
    own = OwnProcess(f"http://127.0.0.1:{port}")
    try:
        await until(lambda: _answers(own.address), seconds=30)
        yield own
    finally:
        if process.returncode is None:
            process.terminate()
        own.words = (await reading)[0].decode()


async def _answers(address: str) -> bool:
    try:
        async with aiohttp.ClientSession() as session, session.get(f"{address}/readyz") as answer:
            return answer.status == 200
    except aiohttp.ClientError:
        return False


def _main(port: int) -> None:
    settings = load_settings()
    configure_logs(settings.log_level)
    # An answer to a check that nobody has: the database refuses it.
    refused = RecordAnswers(uuid.uuid4(), {1: "yes"}, 1)
    talk = conversation_with(
        Fragile(FAILS_IN_HANDLER).topic,
        Fragile(FAILS_IN_DATABASE, broken=False, effects=(refused,)).topic,
    )
    run(make_app(Service(settings, talk)), host="127.0.0.1", port=port)


if __name__ == "__main__":
    _main(int(sys.argv[1]))
