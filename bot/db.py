"""The database: one engine a process, and transactions that are the same on both engines."""

from __future__ import annotations

import asyncio
import fcntl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Table, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.errors import AlreadyServingError
from bot.settings import Settings

# A statement that takes longer holds up everybody behind it; better to fail and try again.
_STATEMENT_TIMEOUT_MS = 15_000
_LOCK_TIMEOUT_MS = 5_000
_SQLITE_BUSY_MS = 5_000


class Database:
    """Transactions on SQLite or PostgreSQL; nothing above this class asks which it is."""

    def __init__(self, settings: Settings, *, connections: int = 8) -> None:
        self.on_sqlite = settings.on_sqlite
        self.engine = (
            _sqlite_engine(settings) if self.on_sqlite else _postgres_engine(settings, connections)
        )
        # SQLite has one writer. Queueing here costs nothing; queueing there costs sleeps.
        self._writing = asyncio.Lock() if self.on_sqlite else None

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that commits at the end of the block (READ COMMITTED or IMMEDIATE)."""
        if self._writing is None:
            async with self.engine.begin() as connection:
                yield connection
            return
        async with self._writing, self.engine.begin() as connection:
            yield connection

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that only reads."""
        async with self.engine.connect() as connection:
            yield await connection.execution_options(read_only=True)

    def insert(self, table: Any) -> Any:
        """An INSERT of this engine, which knows ON CONFLICT (both spell it the same way)."""
        target: Table = getattr(table, "__table__", table)
        return sqlite.insert(target) if self.on_sqlite else postgresql.insert(target)

    async def close(self) -> None:
        """Give back every connection."""
        await self.engine.dispose()


def _postgres_engine(settings: Settings, connections: int) -> AsyncEngine:
    return create_async_engine(
        settings.async_database_url,
        pool_size=connections,
        max_overflow=0,
        pool_pre_ping=True,
        # The connection used last: its statements are prepared and its process is awake.
        pool_use_lifo=True,
        pool_timeout=5,
        isolation_level="READ COMMITTED",
        # An error that quotes its statement must not quote the person in it.
        hide_parameters=True,
        connect_args={
            "timeout": 5,
            # The server's own limits say nothing when the server falls silent.
            "command_timeout": _STATEMENT_TIMEOUT_MS / 1000 + 5,
            "server_settings": {
                "application_name": "tonkla",
                "statement_timeout": str(_STATEMENT_TIMEOUT_MS),
                "lock_timeout": str(_LOCK_TIMEOUT_MS),
            },
        },
    )


def _sqlite_engine(settings: Settings) -> AsyncEngine:
    if path := settings.sqlite_path:
        path.parent.mkdir(parents=True, exist_ok=True)
    engine = create_async_engine(settings.async_database_url, hide_parameters=True)

    @event.listens_for(engine.sync_engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves, see below
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode = WAL")
        # FULL: a committed webhook survives a power cut, as the 200 that LINE got promises.
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute(f"PRAGMA busy_timeout = {_SQLITE_BUSY_MS}")
        # An erased nickname must not linger in freed pages of the file.
        cursor.execute("PRAGMA secure_delete = ON")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def _begin(connection: Any) -> None:
        # IMMEDIATE is the lock under which events are drained: FOR UPDATE does not exist here.
        reads = connection.get_execution_options().get("read_only", False)
        connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")

    return engine


def is_away(error: BaseException) -> bool:
    """Whether the database itself could not be reached, so that trying again row by row is idle."""
    lost = isinstance(error, DBAPIError) and error.connection_invalidated
    return lost or isinstance(error, OSError | TimeoutError | PoolTimeout)


class ServingLock:
    """At most one serving process a SQLite file: the second refuses to start."""

    def __init__(self, database_file: Path) -> None:
        self._path = database_file.with_suffix(database_file.suffix + ".lock")
        self._handle: IO[str] | None = None

    def __enter__(self) -> ServingLock:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._handle = self._path.open("w")
        try:
            fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._handle.close()
            raise AlreadyServingError(
                f"another tonkla already serves from {self._path.with_suffix('').name}; "
                "use PostgreSQL to run several processes"
            ) from None
        return self

    def __exit__(self, *_: object) -> None:
        if self._handle:
            self._handle.close()
