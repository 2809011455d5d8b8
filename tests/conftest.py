"""Fixtures: real engines, a town with a simulated LINE Platform, and one person in it."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.schema import migrate
from bot.settings import Settings
from tests.support.chat import Chat
from tests.support.servers import Postgres, running_postgres, running_valkey
from tests.support.town import Town, open_town


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A real PostgreSQL."""
    with running_postgres() as server:
        yield server


@pytest.fixture(scope="session")
def valkey() -> Iterator[str]:
    """REDIS_URL of a real Valkey."""
    with running_valkey() as url:
        yield url


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy."""
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    migrate(Settings(database_url=f"sqlite:///{path}"))
    return path


@pytest.fixture
def sqlite_url(migrated_sqlite: Path, tmp_path: Path) -> str:
    """DATABASE_URL of a fresh SQLite file."""
    path = tmp_path / "tonkla.db"
    shutil.copyfile(migrated_sqlite, path)
    return f"sqlite:///{path}"


@pytest.fixture
def postgres_url(postgres: Postgres) -> Iterator[str]:
    """DATABASE_URL of a fresh PostgreSQL database."""
    url = postgres.new_database()
    yield url
    postgres.drop(url)


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> str:
    """DATABASE_URL of a fresh database, on each engine in turn."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
async def town(sqlite_url: str) -> AsyncIterator[Town]:
    """A town on SQLite, the embedded default: for what does not depend on the engine."""
    async with open_town(sqlite_url) as opened:
        yield opened


@pytest.fixture
async def either_town(database_url: str) -> AsyncIterator[Town]:
    """A town on each engine in turn."""
    async with open_town(database_url) as opened:
        yield opened


@pytest.fixture
async def chat(town: Town) -> Chat:
    """A mother who has just added the account."""
    return await town.person()
