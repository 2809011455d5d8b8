"""Consent: what a holder of parental power allowed, for which purpose, and until when."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, SmallInteger, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, UtcMoment


class Consent(Base):
    """One purpose, one child, one giver; the version is that of the text they were shown."""

    __tablename__ = "consent"

    consent_id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    person_key: Mapped[str] = mapped_column(
        ForeignKey("person.line_id", ondelete="CASCADE"), index=True
    )
    child_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("child.child_id", ondelete="CASCADE"), index=True
    )
    purpose: Mapped[str] = mapped_column(String(16), nullable=False)  # profile | checks
    relation: Mapped[str] = mapped_column(String(8), nullable=False)
    version: Mapped[int] = mapped_column(SmallInteger, nullable=False)
    given_at: Mapped[datetime] = mapped_column(UtcMoment, nullable=False)
