"""People whose child's check is open, so that a press has something to be stored in."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import func, select

from bot.db import Database
from bot.settings import Settings
from models import Answer, CaregiverLink, Check, Child, Person
from models.base import table_of
from models.person import stranger
from tests.bench.bodies import BAND, PEOPLE, check_id, child_id, user_id


def seed(database_url: str) -> None:
    """Insert every person with one remembered child and its open check."""
    asyncio.run(_seed(database_url))


def stored_answers(database_url: str) -> int:
    """How many answers the database holds."""
    return asyncio.run(_stored_answers(database_url))


async def _seed(database_url: str) -> None:
    db = Database(Settings(database_url=database_url))
    now = datetime.now(UTC)
    try:
        async with db.write() as connection:
            for model, rows in _rows(now):
                await connection.execute(table_of(model).insert(), rows)
    finally:
        await db.close()


def _rows(now: datetime) -> list[tuple[Any, list[dict[str, Any]]]]:
    people = range(PEOPLE)
    return [
        (Person, [stranger(user_id(n), now) for n in people]),
        (
            Child,
            [
                {
                    "child_id": child_id(n), "birth_date": date(2025, 9, 1), "weeks_early": 0,
                    "keeps_checks": True, "created_at": now,
                }
                for n in people
            ],
        ),
        (
            CaregiverLink,
            [
                {
                    "person_key": user_id(n), "child_id": child_id(n), "relation": "mother",
                    "created_at": now,
                }
                for n in people
            ],
        ),
        (
            Check,
            [
                {
                    "check_id": check_id(n), "child_id": child_id(n), "band": BAND,
                    "started_at": now,
                }
                for n in people
            ],
        ),
    ]  # fmt: skip


async def _stored_answers(database_url: str) -> int:
    db = Database(Settings(database_url=database_url))
    try:
        async with db.read() as connection:
            counted = await connection.execute(select(func.count()).select_from(Answer))
            return counted.scalar_one()
    finally:
        await db.close()
