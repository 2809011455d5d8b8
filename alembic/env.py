"""Runs migrations on either engine, in one transaction, with time limits."""

from __future__ import annotations

import asyncio
from typing import Any

from sqlalchemy import Connection, pool, text
from sqlalchemy.ext.asyncio import create_async_engine

from alembic import context
from bot.settings import Settings
from models import Base

# Waiting for a lock longer than this would queue every reader of the table behind us.
_LOCK_TIMEOUT = "5s"
_STATEMENT_TIMEOUT = "5min"


def _run(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SET lock_timeout = '{_LOCK_TIMEOUT}'"))
        connection.execute(text(f"SET statement_timeout = '{_STATEMENT_TIMEOUT}'"))
        connection.commit()
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
    )
    with context.begin_transaction():
        if connection.dialect.name == "postgresql":
            # Two releases that start together must not both migrate.
            connection.execute(text("SELECT pg_advisory_xact_lock(5417033)"))
        context.run_migrations()


async def _run_online(url: str) -> None:
    engine = create_async_engine(url, poolclass=pool.NullPool)
    async with engine.connect() as connection:
        await connection.run_sync(_run)
    await engine.dispose()


def _url() -> str:
    given: Any = context.config.attributes.get("url")
    return str(given) if given else Settings().async_database_url


asyncio.run(_run_online(_url()))
