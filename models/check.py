"""Check and Answer: one round of a band's items for a child that we may remember."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Row,
    Select,
    SmallInteger,
    String,
    Uuid,
    func,
    select,
)
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, UtcMoment, among, table_of
from models.child import CaregiverLink


class Check(Base):
    """One round of a band. It is finished when each item of the band has its answer."""

    # CHECK is a reserved word of SQL.
    __tablename__ = "development_check"

    check_id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    child_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("child.child_id", ondelete="CASCADE"), index=True
    )
    band: Mapped[int] = mapped_column(SmallInteger, nullable=False)
    started_at: Mapped[datetime] = mapped_column(UtcMoment, nullable=False)


class Answer(Base):
    """What a caregiver said of one item; a later press of the same item replaces it."""

    __tablename__ = "answer"

    check_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("development_check.check_id", ondelete="CASCADE"), primary_key=True
    )
    item: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    answer: Mapped[str] = mapped_column(String(8), nullable=False)
    # LINE's time of the press (ms): an older press that arrives late never overwrites.
    answered_ms: Mapped[int] = mapped_column(BigInteger, nullable=False)

    __table_args__ = (CheckConstraint("answer IN ('yes', 'not_yet', 'not_sure')", name="answer"),)


async def latest_checks_of(
    connection: AsyncConnection, keys: Collection[str]
) -> Sequence[Row[Any]]:
    """The newest check of each child of these people: one row an answer (or one without)."""
    statement = _latest(connection.dialect.name)
    rows: Sequence[Row[Any]] = (await connection.execute(statement, {"keys": list(keys)})).all()
    return rows


@cache
def _latest(dialect: str) -> Select[Any]:
    check, answer, link = table_of(Check), table_of(Answer), table_of(CaregiverLink)
    order = (check.c.started_at.desc(), check.c.check_id)
    theirs = select(link.c.child_id).where(among(link.c.person_key, dialect))
    rank = func.row_number().over(partition_by=check.c.child_id, order_by=order)
    ranked = select(check, rank.label("rank")).where(check.c.child_id.in_(theirs)).subquery()
    return (
        select(ranked, answer.c.item, answer.c.answer, answer.c.answered_ms)
        .outerjoin(answer, answer.c.check_id == ranked.c.check_id)
        .where(ranked.c.rank == 1)
    )
