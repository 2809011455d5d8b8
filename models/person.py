"""Person: a LINE user who wrote to us, and where the talk with them stands."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import JSON, BigInteger, Boolean, Row, Select, String, bindparam, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, UtcMoment, among, table_of
from models.event import InboundEvent, is_waiting


class Person(Base):
    """One row a conversation key: a LINE userId, else a group's or room's id.

    The row is also the lock under which this person's events are handled.
    """

    __tablename__ = "person"

    line_id: Mapped[str] = mapped_column(String(33), primary_key=True)
    language: Mapped[str | None] = mapped_column(String(2), nullable=True)
    blocked: Mapped[bool] = mapped_column(Boolean, nullable=False, default=False)
    muted: Mapped[bool] = mapped_column(Boolean, nullable=False, default=False)
    # Where the talk stands: {"name": …, "data": {…}}; null when nothing is asked.
    position: Mapped[dict[str, object] | None] = mapped_column(JSON(none_as_null=True))
    # LINE's time (ms) of the newest event handled; an older one never moves the position.
    last_event_ms: Mapped[int] = mapped_column(BigInteger, nullable=False, default=0)
    # Until then an answer is on its way; the next event waits, so that answers keep their order.
    held_until: Mapped[datetime | None] = mapped_column(UtcMoment, nullable=True)
    created_at: Mapped[datetime] = mapped_column(UtcMoment, nullable=False)


async def lock_people(
    connection: AsyncConnection, keys: Collection[str], now: datetime, most: int = 64
) -> Sequence[Row[Any]]:
    """The rows of `keys` that nobody else is handling and no answer is on its way to.

    They stay locked until the transaction ends. Never join here: a joined lock read handled an
    event twice, because PostgreSQL rechecks only the locked table.
    """
    statement = _lock(connection.dialect.name)
    bound = {"keys": list(keys), "now": now, "most": most}
    rows: Sequence[Row[Any]] = (await connection.execute(statement, bound)).all()
    return rows


@cache
def _lock(dialect: str) -> Select[Any]:
    person = table_of(Person)
    free = or_(person.c.held_until.is_(None), person.c.held_until <= bindparam("now"))
    return (
        select(person)
        .where(among(person.c.line_id, dialect), free)
        .order_by(person.c.line_id)
        .limit(bindparam("most"))
        .with_for_update(skip_locked=True)
    )


async def people_missing_for_waiting_events(connection: AsyncConnection) -> Sequence[str]:
    """Keys of waiting events whose person was erased between intake and now."""
    waiting = table_of(InboundEvent)
    known = select(Person.line_id).where(Person.line_id == waiting.c.person_key)
    rows = await connection.execute(
        select(waiting.c.person_key).where(is_waiting(), ~known.exists()).distinct().limit(100)
    )
    return [row[0] for row in rows]


def stranger(line_id: str, now: datetime) -> dict[str, object]:
    """The columns of somebody of whom we know nothing yet."""
    return {
        "line_id": line_id,
        "blocked": False,
        "muted": False,
        "last_event_ms": 0,
        "created_at": now,
    }
