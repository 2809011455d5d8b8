"""What all tables share: the naming of constraints, and the column types of our own."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, cast

from cryptography.fernet import InvalidToken, MultiFernet
from sqlalchemy import ColumnElement, DateTime, LargeBinary, MetaData, Table, any_, bindparam
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator


class Base(DeclarativeBase):
    """Every table. Named constraints, so that a migration can alter them on any engine."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


def table_of(model: type[Base]) -> Table:
    """The table behind a model: the hot path speaks to tables, without the unit of work."""
    return cast(Table, model.__table__)


def among(column: ColumnElement[Any], dialect: str) -> ColumnElement[bool]:
    """`column` is one of the list that is bound as `keys`.

    One parameter on PostgreSQL, so that the same prepared statement serves any number of keys.
    """
    if dialect == "postgresql":
        return column == any_(bindparam("keys", type_=ARRAY(column.type)))
    return column.in_(bindparam("keys", expanding=True))


class UtcMoment(TypeDecorator[datetime]):
    """An aware moment in UTC; SQLite forgets the zone, so it is put back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone was about to be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment


class EncryptedText(TypeDecorator[str]):
    """Text that is sealed at rest with `ENCRYPTION_KEYS`.

    The cipher is handed over once at start (`use_cipher`), since tables are defined at import.
    """

    impl = LargeBinary
    cache_ok = True
    cipher: MultiFernet | None = None

    @classmethod
    def use_cipher(cls, cipher: MultiFernet) -> None:
        """Let every sealed column of this process read and write with `cipher`."""
        cls.cipher = cipher

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        return None if value is None else self._cipher().encrypt(value.encode())

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:
        if value is None:
            return None
        try:
            return self._cipher().decrypt(value).decode()
        except InvalidToken:
            # A key was taken out too early. One unreadable nickname must not stop the answers.
            return None

    def _cipher(self) -> MultiFernet:
        if self.cipher is None:
            raise RuntimeError("EncryptedText.use_cipher was not called at start")
        return self.cipher
