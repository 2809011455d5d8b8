"""One town for the chats of a file, since most of them only talk; each with people of its own."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.support.calendar import Calendar
from tests.support.chat import Chat
from tests.support.town import Town, open_town


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def village(
    migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Town]:
    """A town that the tests of a file share, where time can pass."""
    path = tmp_path_factory.mktemp("village") / "tonkla.db"
    shutil.copyfile(migrated_sqlite, path)
    async with open_town(f"sqlite:///{path}", calendar=Calendar()) as town:
        yield town


@pytest_asyncio.fixture(loop_scope="module")
async def mother(village: Town) -> Chat:
    """A mother who has just added the account."""
    return await village.person()
