"""Child and CaregiverLink: whom a person looks after, as far as they let us remember."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Boolean, Date, ForeignKey, Row, Select, SmallInteger, String, Uuid, select
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, EncryptedText, UtcMoment, among, table_of


class Child(Base):
    """A nickname, a birth date and how early it was born; nothing more is kept of a child."""

    __tablename__ = "child"

    child_id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    nickname: Mapped[str | None] = mapped_column(EncryptedText, nullable=True)
    birth_date: Mapped[date | None] = mapped_column(Date, nullable=True)
    # Whole weeks before the fortieth; 0 for a child born at term.
    weeks_early: Mapped[int] = mapped_column(SmallInteger, nullable=False, default=0)
    # Whether the purpose "results of checks" was consented to as well.
    keeps_checks: Mapped[bool] = mapped_column(Boolean, nullable=False)
    created_at: Mapped[datetime] = mapped_column(UtcMoment, nullable=False)


class CaregiverLink(Base):
    """A person looks after a child. Only a holder of parental power may have made it."""

    __tablename__ = "caregiver_link"

    person_key: Mapped[str] = mapped_column(
        ForeignKey("person.line_id", ondelete="CASCADE"), primary_key=True
    )
    child_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("child.child_id", ondelete="CASCADE"), primary_key=True, index=True
    )
    relation: Mapped[str] = mapped_column(String(8), nullable=False)  # mother, father, guardian
    created_at: Mapped[datetime] = mapped_column(UtcMoment, nullable=False)


async def children_of(connection: AsyncConnection, keys: Collection[str]) -> Sequence[Row[Any]]:
    """The children of these people with the link's person_key and relation, oldest link first."""
    statement = _children(connection.dialect.name)
    rows: Sequence[Row[Any]] = (await connection.execute(statement, {"keys": list(keys)})).all()
    return rows


@cache
def _children(dialect: str) -> Select[Any]:
    link, child = table_of(CaregiverLink), table_of(Child)
    return (
        select(link.c.person_key, link.c.relation, child)
        .join(child, child.c.child_id == link.c.child_id)
        .where(among(link.c.person_key, dialect))
        .order_by(link.c.created_at, link.c.child_id)
    )
