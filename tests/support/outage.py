"""A database that is really away for a while."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import asyncpg
from sqlalchemy import make_url

from bot.db import Database
from bot.settings import Settings


@asynccontextmanager
async def database_away(db: Database, settings: Settings) -> AsyncIterator[None]:
    """Nobody can reach the database inside this block; afterwards it is as it was.

    On SQLite nothing may be under way when the block begins.
    """
    path = settings.sqlite_path
    if path is None:
        async with _server_refuses(settings):
            yield
        return
    await db.engine.dispose()
    with _file_away(path):
        yield


@contextmanager
def _file_away(path: Path) -> Iterator[None]:
    gone = path.with_suffix(".gone")
    path.rename(gone)
    path.mkdir()
    try:
        yield
    finally:
        path.rmdir()
        gone.rename(path)


@asynccontextmanager
async def _server_refuses(settings: Settings) -> AsyncIterator[None]:
    url = make_url(settings.database_url)
    admin = await asyncpg.connect(
        url.set(database="postgres").render_as_string(hide_password=False)
    )
    try:
        await admin.execute(f'ALTER DATABASE "{url.database}" ALLOW_CONNECTIONS false')
        await admin.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1",
            url.database,
        )
        yield
        await admin.execute(f'ALTER DATABASE "{url.database}" ALLOW_CONNECTIONS true')
    finally:
        await admin.close()
