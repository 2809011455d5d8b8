"""People with a remembered child whose check is open, put straight into the tables."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cache

from sqlalchemy import select

from bot.clock import utc_now
from bot.content import load_content
from bot.db import Database
from bot.effects import Ordered, Workbench, carry_out
from bot.reply import RememberChild, SetNickname, StartCheck
from handlers import make_conversation
from handlers.child.bands import Band
from handlers.child.buttons import Answered
from models import Answer, Person
from models.base import table_of
from models.person import stranger


@dataclass(frozen=True, slots=True)
class Family:
    """Somebody, their child, and the check of the child's band."""

    key: str
    child: uuid.UUID
    check: uuid.UUID

    def press(self, item: int, answer: str) -> str:
        """The data of the button that answers an item (y, n or s)."""
        return str(Answered(first_band().band, "", None, None, 0, self.check, item, answer))


@cache
def first_band() -> Band:
    """The youngest band of content/."""
    return load_content(make_conversation().record_types).records(Band)[0]


async def settle_down(db: Database, keys: Collection[str], nickname: str = "มะลิ") -> list[Family]:
    """One family for each of these people."""
    families = [Family(key, uuid.uuid4(), uuid.uuid4()) for key in keys]
    band, now, born = first_band(), utc_now(), date(2026, 11, 1)
    async with db.write() as connection:
        bench = Workbench(connection, db, now)
        await bench.insert_once(Person, [stranger(one.key, now) for one in families])
        await carry_out(
            bench,
            [
                Ordered(one.key, effect)
                for one in families
                for effect in (
                    RememberChild(one.child, "mother", born, 0, ("profile", "checks"), 1),
                    SetNickname(one.child, nickname),
                    StartCheck(one.check, one.child, band.band, now),
                )
            ],
        )
    return families


async def answers(db: Database) -> dict[tuple[uuid.UUID, int], str]:
    """Every stored answer by check and item."""
    table = table_of(Answer)
    async with db.read() as connection:
        rows = await connection.execute(select(table))
        return {(row.check_id, row.item): row.answer for row in rows}
