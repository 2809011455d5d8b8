"""Delivery: one intended send to LINE, and how its attempts went."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Index,
    LargeBinary,
    SmallInteger,
    String,
    Text,
    Uuid,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, UtcMoment

# How a delivery ended. `unknown`: LINE may or may not have taken it, and nobody can tell any more.
OUTCOMES = ("accepted", "unknown", "refused")


class Delivery(Base):
    """Frozen recipients and bytes. Its UUID is the retry key of a push.

    It is inserted already leased to the process that will send it, so no second statement
    claims it; a lease that ran out tells that this process died.
    """

    __tablename__ = "delivery"

    delivery_id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    kind: Mapped[str] = mapped_column(String(9), nullable=False)  # reply | push | multicast
    person_key: Mapped[str | None] = mapped_column(String(33), nullable=True)
    recipients: Mapped[list[str]] = mapped_column(JSON, nullable=False)
    messages: Mapped[bytes] = mapped_column(LargeBinary, nullable=False)
    event_id: Mapped[str | None] = mapped_column(String(64), nullable=True)
    reply_token: Mapped[str | None] = mapped_column(Text, nullable=True)
    # Until then the reply token may be sent again (50 s after receipt).
    reply_until: Mapped[datetime | None] = mapped_column(UtcMoment, nullable=True)
    # A card about danger is pushed even where it might arrive twice.
    danger: Mapped[bool] = mapped_column(Boolean, nullable=False, default=False)
    attempts: Mapped[int] = mapped_column(SmallInteger, nullable=False, default=0)
    # An earlier attempt may have reached LINE.
    unsure: Mapped[bool] = mapped_column(Boolean, nullable=False, default=False)
    # Committed before the first billed attempt: LINE keeps a retry key for 24 hours.
    first_attempt_at: Mapped[datetime | None] = mapped_column(UtcMoment, nullable=True)
    due_at: Mapped[datetime] = mapped_column(UtcMoment, nullable=False)
    leased_until: Mapped[datetime | None] = mapped_column(UtcMoment, nullable=True)
    settled_at: Mapped[datetime | None] = mapped_column(UtcMoment, nullable=True)
    outcome: Mapped[str | None] = mapped_column(String(8), nullable=True)
    # LINE's X-Line-Request-Id, which their support asks for.
    request_id: Mapped[str | None] = mapped_column(String(64), nullable=True)

    __table_args__ = (
        CheckConstraint("kind IN ('reply', 'push', 'multicast')", name="kind"),
        CheckConstraint("outcome IN ('accepted', 'unknown', 'refused')", name="outcome"),
        Index(
            "ix_delivery_waiting",
            "due_at",
            postgresql_where=text("settled_at IS NULL"),
            sqlite_where=text("settled_at IS NULL"),
        ),
        # For the purge alone; BRIN costs the hot path next to nothing.
        Index("ix_delivery_settled_at", "settled_at", postgresql_using="brin"),
    )
