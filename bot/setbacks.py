"""Events that were set aside: listing them and bringing them back."""

from __future__ import annotations

import json
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from sqlalchemy import select, update

from bot.clock import utc_now
from bot.db import Database
from bot.errors import TonklaError
from bot.settings import Settings
from models import InboundEvent
from models.base import table_of

_events = table_of(InboundEvent)
_ASIDE = _events.c.set_aside_at.is_not(None)


async def retry(settings: Settings, event_ids: Sequence[str]) -> str:
    """Let events be handled again; all that are set aside if none is named.

    Raises TonklaError naming an event that is not set aside.
    """
    db = Database(settings, connections=1)
    try:
        async with db.write() as connection:
            query = update(_events).where(_ASIDE)
            if event_ids:
                query = query.where(_events.c.event_id.in_(event_ids))
            # Received now: its reply token is long dead, and the answer will be a push.
            again = query.values(set_aside_at=None, attempts=0, received_at=utc_now())
            found = {
                row[0] for row in await connection.execute(again.returning(_events.c.event_id))
            }
            missing = sorted(set(event_ids) - found)
            if missing:
                raise TonklaError(f"not set aside: {', '.join(missing)} (see `tonkla events list`)")
        return f"{len(found)} events will be handled again"
    finally:
        await db.close()


async def print_list(settings: Settings, *, as_json: bool) -> None:
    """Print the events that are set aside."""
    db = Database(settings, connections=1)
    try:
        async with db.read() as connection:
            columns = (_events.c.event_id, _events.c.kind, _events.c.attempts,
                       _events.c.set_aside_at)  # fmt: skip
            rows = (await connection.execute(
                select(*columns).where(_ASIDE).order_by(_events.c.set_aside_at)
            )).all()  # fmt: skip
    finally:
        await db.close()
    if as_json:
        for row in rows:
            print(json.dumps({**row._asdict(), "set_aside_at": row.set_aside_at.isoformat()}))
        return
    table = Table("event", "kind", "attempts", "set aside")
    for row in rows:
        table.add_row(row.event_id, row.kind, str(row.attempts), f"{row.set_aside_at:%F %T}")
    Console().print(table if rows else "no event is set aside")
