"""InboundEvent: what LINE sent, stored before we answer 200, emptied once handled."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Index,
    LargeBinary,
    Row,
    Select,
    SmallInteger,
    String,
    and_,
    select,
    text,
)
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, UtcMoment, among, table_of


class InboundEvent(Base):
    """One webhook event. Its key is LINE's `webhookEventId`, so a repeat stores nothing."""

    __tablename__ = "inbound_event"

    event_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    # The person (or group) under whose lock it is handled; null when nobody can be answered, and
    # once handled: then only id, kind and time remain.
    person_key: Mapped[str | None] = mapped_column(String(33), nullable=True)
    kind: Mapped[str] = mapped_column(String(40), nullable=False)
    occurred_ms: Mapped[int] = mapped_column(BigInteger, nullable=False)
    received_at: Mapped[datetime] = mapped_column(UtcMoment, nullable=False)
    # Bytes: a \u0000 in a message fails in PostgreSQL's text. Null once handled.
    body: Mapped[bytes | None] = mapped_column(LargeBinary, nullable=True)
    attempts: Mapped[int] = mapped_column(SmallInteger, nullable=False, default=0)
    handled_at: Mapped[datetime | None] = mapped_column(UtcMoment, nullable=True)
    set_aside_at: Mapped[datetime | None] = mapped_column(UtcMoment, nullable=True)

    __table_args__ = (
        # Small at any size of the table: it holds only what is still to be done.
        Index(
            "ix_inbound_event_waiting",
            "person_key",
            postgresql_where=text("handled_at IS NULL AND set_aside_at IS NULL"),
            sqlite_where=text("handled_at IS NULL AND set_aside_at IS NULL"),
        ),
        # The few that failed: counted by the sweep, searched when a message is taken back.
        Index(
            "ix_inbound_event_aside",
            "person_key",
            postgresql_where=text("set_aside_at IS NOT NULL"),
            sqlite_where=text("set_aside_at IS NOT NULL"),
        ),
        # For the purge alone; BRIN costs the hot path next to nothing.
        Index("ix_inbound_event_handled_at", "handled_at", postgresql_using="brin"),
    )


def is_waiting() -> ColumnElement[bool]:
    """The condition of the partial index: neither handled nor set aside, and for somebody."""
    return and_(
        InboundEvent.handled_at.is_(None),
        InboundEvent.set_aside_at.is_(None),
        InboundEvent.person_key.is_not(None),
    )


async def waiting_events(
    connection: AsyncConnection, keys: Collection[str], *, most_each: int | None = None
) -> Sequence[Row[Any]]:
    """All waiting events of these people, each person's in the order of LINE's clock.

    `most_each=1` gives only the oldest of a single person.
    """
    query = _waiting_of(connection.dialect.name)
    if most_each is not None:
        query = query.limit(most_each)
    rows: Sequence[Row[Any]] = (await connection.execute(query, {"keys": list(keys)})).all()
    return rows


async def keys_with_waiting_events(
    connection: AsyncConnection, keys: Collection[str] | None = None, most: int = 1000
) -> set[str]:
    """Who (of `keys`, or of all) still has an event to be handled."""
    if keys is None:
        rows = await connection.execute(_keys_waiting().limit(most))
    else:
        rows = await connection.execute(
            _keys_waiting_among(connection.dialect.name), {"keys": list(keys)}
        )
    return {row[0] for row in rows}


# Made once an engine: building a statement costs more than running it for one person.


@cache
def _waiting_of(dialect: str) -> Select[Any]:
    table = table_of(InboundEvent)
    return (
        select(table)
        .where(among(table.c.person_key, dialect), is_waiting())
        .order_by(table.c.person_key, table.c.occurred_ms, table.c.received_at, table.c.event_id)
    )


def _keys_waiting() -> Select[Any]:
    return select(table_of(InboundEvent).c.person_key).where(is_waiting()).distinct()


@cache
def _keys_waiting_among(dialect: str) -> Select[Any]:
    return _keys_waiting().where(among(table_of(InboundEvent).c.person_key, dialect))
