"""What the tables hold, as raw as the database gives it."""

from __future__ import annotations

from models.base import Base
from tests.support.town import Town


async def everything_stored(town: Town) -> bytes:
    """The bytes of every value of every table of ours, sealed ones as they are sealed."""
    found: list[bytes] = []
    async with town.service.db.read() as connection:
        for table in Base.metadata.sorted_tables:
            rows = await connection.exec_driver_sql(f'SELECT * FROM "{table.name}"')
            found += [_bytes(value) for row in rows for value in row]
    return b"\n".join(found)


def _bytes(value: object) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode()
