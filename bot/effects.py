"""Carries out effects: one statement a table for a whole batch of turns.

The order of kinds is that of the tables' references; within a kind the rows are one executemany.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db import Database
from bot.reply import (
    Effect,
    ErasePerson,
    ForgetChecks,
    ForgetChild,
    ForgetMessage,
    RecordAnswers,
    RememberChild,
    SetBirth,
    SetNickname,
    StartCheck,
)
from models import (
    Answer,
    CaregiverLink,
    Check,
    Child,
    Consent,
    Delivery,
    InboundEvent,
    Person,
)
from models.base import table_of

_NAMESPACE = uuid.UUID("6d1f7a52-0a3f-5c55-9d43-8a4f6a0a7b10")


@dataclass(frozen=True, slots=True)
class Ordered:
    """An effect, and by whom."""

    person_key: str
    effect: Any


@dataclass(frozen=True, slots=True)
class Workbench:
    """What carrying out needs: the open transaction, the engine's dialect, and now."""

    connection: AsyncConnection
    db: Database
    now: datetime

    async def insert_once(self, table: Any, rows: Sequence[dict[str, Any]]) -> None:
        """Insert rows; those whose key stands already change nothing."""
        await self.connection.execute(self.db.insert(table).on_conflict_do_nothing(), list(rows))


async def carry_out(bench: Workbench, ordered: Iterable[Ordered]) -> None:
    """Write all effects of a batch in the open transaction."""
    by_kind: dict[type[Effect], list[Ordered]] = defaultdict(list)
    for one in ordered:
        by_kind[type(one.effect)].append(one)
    for kind, write in _WRITERS.items():
        if kind in by_kind:
            await write(bench, by_kind[kind])


async def _remember_children(bench: Workbench, many: Sequence[Ordered]) -> None:
    children: list[tuple[str, RememberChild]] = [(one.person_key, one.effect) for one in many]
    await bench.insert_once(
        Child,
        [
            {
                "child_id": child.child_id,
                "birth_date": child.birth_date,
                "weeks_early": child.weeks_early,
                "keeps_checks": "checks" in child.purposes,
                "created_at": bench.now,
            }
            for _, child in children
        ],
    )
    with_checks = [child.child_id for _, child in children if "checks" in child.purposes]
    if with_checks:
        # For a child that was kept already: this consent may have come later than the first.
        table = table_of(Child)
        await bench.connection.execute(
            update(table).where(table.c.child_id.in_(with_checks)).values(keeps_checks=True)
        )
    await bench.insert_once(
        CaregiverLink,
        [
            {
                "person_key": key,
                "child_id": child.child_id,
                "relation": child.relation,
                "created_at": bench.now,
            }
            for key, child in children
        ],
    )
    await bench.insert_once(
        Consent,
        [
            {
                "consent_id": uuid.uuid5(_NAMESPACE, f"{key}/{child.child_id}/{purpose}"),
                "person_key": key,
                "child_id": child.child_id,
                "purpose": purpose,
                "relation": child.relation,
                "version": child.version,
                "given_at": bench.now,
            }
            for key, child in children
            for purpose in child.purposes
        ],
    )


async def _set_nicknames(bench: Workbench, many: Sequence[Ordered]) -> None:
    await bench.connection.execute(
        update(table_of(Child))
        .where(table_of(Child).c.child_id == bindparam("of"))
        .values(nickname=bindparam("called")),
        [{"of": one.effect.child_id, "called": one.effect.nickname} for one in many],
    )


async def _set_births(bench: Workbench, many: Sequence[Ordered]) -> None:
    await bench.connection.execute(
        update(table_of(Child))
        .where(table_of(Child).c.child_id == bindparam("of"))
        .values(birth_date=bindparam("born"), weeks_early=bindparam("early")),
        [
            {
                "of": one.effect.child_id,
                "born": one.effect.birth_date,
                "early": one.effect.weeks_early,
            }
            for one in many
        ],
    )


async def _start_checks(bench: Workbench, many: Sequence[Ordered]) -> None:
    await bench.insert_once(
        Check,
        [
            {
                "check_id": one.effect.check_id,
                "child_id": one.effect.child_id,
                "band": one.effect.band,
                "started_at": one.effect.started_at,
            }
            for one in many
        ],
    )


async def _record_answers(bench: Workbench, many: Sequence[Ordered]) -> None:
    insert = bench.db.insert(Answer)
    newest_stands = insert.on_conflict_do_update(
        index_elements=["check_id", "item"],
        set_={"answer": insert.excluded.answer, "answered_ms": insert.excluded.answered_ms},
        where=table_of(Answer).c.answered_ms <= insert.excluded.answered_ms,
    )
    rows = [
        {
            "check_id": one.effect.check_id,
            "item": item,
            "answer": answer,
            "answered_ms": one.effect.answered_ms,
        }
        for one in many
        for item, answer in one.effect.answers.items()
    ]
    # Sorted, so that two caregivers' batches lock the same rows in the same order.
    rows.sort(key=lambda row: (row["check_id"], row["item"], row["answered_ms"]))
    await bench.connection.execute(newest_stands, rows)


async def _forget_checks(bench: Workbench, many: Sequence[Ordered]) -> None:
    ids = [one.effect.child_id for one in many]
    check, consent, child = table_of(Check), table_of(Consent), table_of(Child)
    await bench.connection.execute(delete(check).where(check.c.child_id.in_(ids)))
    await bench.connection.execute(
        delete(consent).where(consent.c.child_id.in_(ids), consent.c.purpose == "checks")
    )
    await bench.connection.execute(
        update(child).where(child.c.child_id.in_(ids)).values(keeps_checks=False)
    )


async def _forget_children(bench: Workbench, many: Sequence[Ordered]) -> None:
    link, consent = table_of(CaregiverLink), table_of(Consent)
    for table in (consent, link):
        await bench.connection.execute(
            delete(table).where(
                table.c.person_key == bindparam("by"), table.c.child_id == bindparam("of")
            ),
            [{"by": one.person_key, "of": one.effect.child_id} for one in many],
        )
    await _drop_orphans(bench, [one.effect.child_id for one in many])


async def _forget_messages(bench: Workbench, many: Sequence[Ordered]) -> None:
    """Only events that were set aside still hold a text; there are few or none."""
    aside = table_of(InboundEvent)
    unsent = {one.effect.message_id.encode() for one in many if one.effect.message_id}
    rows = await bench.connection.execute(
        select(aside.c.event_id, aside.c.body).where(
            aside.c.person_key.in_({one.person_key for one in many}),
            aside.c.set_aside_at.is_not(None),
        )
    )
    holding = [row.event_id for row in rows if any(b'"%b"' % one in row.body for one in unsent)]
    if holding:
        await bench.connection.execute(delete(aside).where(aside.c.event_id.in_(holding)))


async def _erase_people(bench: Workbench, many: Sequence[Ordered]) -> None:
    keys = [one.person_key for one in many]
    link, person, waiting = table_of(CaregiverLink), table_of(Person), table_of(InboundEvent)
    rows = await bench.connection.execute(
        select(link.c.child_id).where(link.c.person_key.in_(keys))
    )
    children = [row[0] for row in rows]
    await _drop_waiting_deliveries(bench, keys)
    await bench.connection.execute(delete(person).where(person.c.line_id.in_(keys)))
    await _drop_orphans(bench, children)
    await bench.connection.execute(
        delete(waiting).where(waiting.c.person_key.in_(keys), waiting.c.set_aside_at.is_not(None))
    )


async def _drop_waiting_deliveries(bench: Workbench, keys: Sequence[str]) -> None:
    """What was still to be said of them is not said; a call under way ends by itself."""
    delivery = table_of(Delivery)
    await bench.connection.execute(
        delete(delivery).where(
            delivery.c.person_key.in_(keys),
            delivery.c.settled_at.is_(None),
            or_(delivery.c.leased_until.is_(None), delivery.c.leased_until <= bench.now),
        )
    )


async def _drop_orphans(bench: Workbench, children: Sequence[uuid.UUID]) -> None:
    """Children whom nobody looks after here any more; a second caregiver's stay."""
    child, link = table_of(Child), table_of(CaregiverLink)
    kept = select(link.c.child_id).where(link.c.child_id == child.c.child_id).exists()
    await bench.connection.execute(delete(child).where(child.c.child_id.in_(children), ~kept))


Writer = Callable[[Workbench, Sequence[Ordered]], Awaitable[None]]

# Effects on the person's own row (language, muted, blocked) are written with that row.
_WRITERS: dict[type[Effect], Writer] = {
    RememberChild: _remember_children,
    SetNickname: _set_nicknames,
    SetBirth: _set_births,
    StartCheck: _start_checks,
    RecordAnswers: _record_answers,
    ForgetChecks: _forget_checks,
    ForgetChild: _forget_children,
    ForgetMessage: _forget_messages,
    ErasePerson: _erase_people,
}
