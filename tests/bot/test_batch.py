"""One transaction for many people: how many statements it takes, and who pays for a failure."""

from __future__ import annotations

import uuid

import pytest
from sqlalchemy.exc import IntegrityError

from bot.db import Database
from bot.reply import RecordAnswers
from models import Delivery, Person
from models.base import table_of
from tests.support.backroom import Backroom, open_backroom, statements, with_statement
from tests.support.families import answers, first_band, settle_down
from tests.support.line_events import pressed, text, user
from tests.support.topics import Fragile, conversation_with
from tests.support.town import Town

MOST_STATEMENTS = 8


async def _drain_answers(room: Backroom, keys: list[str]) -> list[str]:
    """The statements of one batch in which each of these people answers an item."""
    families = await settle_down(room.db, keys)
    item = first_band().items[0].id
    assert await room.takes(*(pressed(one.press(item, "y"), one.key) for one in families)) == 200
    async with statements(room.db) as seen:
        done = await room.batches.drain(keys)
    assert [len(one.handled) for one in done] == [1] * len(keys)
    assert [len(one.deliveries) for one in done] == [1] * len(keys)
    stored = await answers(room.db)
    assert [stored[one.check, item] for one in families] == ["yes"] * len(keys)
    (transaction,) = seen
    return transaction


async def test_64_peoples_answers_take_as_few_statements_as_one(database_url: str) -> None:
    async with open_backroom(database_url) as room:
        one = await _drain_answers(room, [user(64)])
        many = await _drain_answers(room, [user(number) for number in range(64)])
    assert len(one) <= MOST_STATEMENTS, one
    assert len(many) == len(one), many


async def test_a_pressed_answer_takes_at_most_eight_statements(either_town: Town) -> None:
    mother = await either_town.person()
    db = either_town.service.db
    (family,) = await settle_down(db, [mother.user_id])
    item = first_band().items[0].id
    async with statements(db) as seen:
        await mother.does(
            either_town.platform.press_postback(mother.user_id, family.press(item, "n"))
        )
    (transaction,) = with_statement(seen, "INSERT INTO answer")
    assert len(transaction) <= MOST_STATEMENTS, transaction
    assert await answers(db) == {(family.check, item): "not_yet"}


async def test_one_failing_handler_costs_nobody_else_their_answer(database_url: str) -> None:
    fragile = Fragile()
    async with open_backroom(database_url, conversation=conversation_with(fragile.topic)) as room:
        keys = [user(number) for number in range(9)]
        said = [text("พัง" if key == user(4) else "เมนู", key) for key in keys]
        await room.takes(*said)
        done = {one.person.line_id: one for one in await room.batches.drain(keys)}
        assert [key for key, one in done.items() if one.failed] == [user(4)]
        assert fragile.tries == 1
        unhandled = [row.person_key for row in await room.stored() if row.handled_at is None]
        assert unhandled == [user(4)]
        assert await _replies_to(room.db) == set(keys) - {user(4)}
        assert "พัง" not in str(room.logs)


async def test_what_came_before_the_failure_waits_with_it(database_url: str) -> None:
    """A person's turns are one: half of them written could not be told from all."""
    async with open_backroom(database_url, conversation=conversation_with(Fragile().topic)) as room:
        await room.takes(text("เมนู"), text("พัง"), text("เมนู"))
        (done,) = await room.batches.drain(list(room.woken))
        assert done.failed
        assert all(row.handled_at is None for row in await room.stored())
        assert await _replies_to(room.db) == set()
        (alone,) = await room.batches.drain(list(room.woken), most_each=1)
        assert (alone.failed, len(alone.handled)) == (False, 1)


async def test_a_refused_write_takes_the_whole_batch_back(database_url: str) -> None:
    """An answer to a check that is gone breaks the database's rules, not the handler."""
    refused = RecordAnswers(uuid.uuid4(), {1: "yes"}, 1)
    fragile = Fragile(broken=False, effects=(refused,))
    async with open_backroom(database_url, conversation=conversation_with(fragile.topic)) as room:
        await room.takes(text("พัง", user(1)), text("เมนู", user(2)))
        with pytest.raises(IntegrityError):
            await room.batches.drain([user(1), user(2)])
        assert all(row.handled_at is None for row in await room.stored())
        (alone,) = await room.batches.drain([user(2)], most_each=1)
        assert len(alone.deliveries) == 1


async def test_events_that_wait_are_answered_by_lines_clock(database_url: str) -> None:
    async with open_backroom(database_url) as room:
        (family,) = await settle_down(room.db, [user(1)])
        item = first_band().items[0].id
        first, last = (pressed(family.press(item, answer), user(1)) for answer in "ny")
        last["timestamp"] = first["timestamp"] + 5
        await room.takes(last, first)
        (done,) = await room.batches.drain([user(1)])
        assert done.handled == [first["webhookEventId"], last["webhookEventId"]]
        assert await answers(room.db) == {(family.check, item): "yes"}


async def test_a_handled_event_keeps_only_id_kind_and_time(database_url: str) -> None:
    async with open_backroom(database_url) as room:
        said = text("ลูกชื่อมะลิ")
        await room.takes(said)
        await room.batches.drain(list(room.woken))
        (row,) = await room.stored()
        assert row.handled_at is not None
        assert (row.person_key, row.body) == (None, None)
        assert (row.event_id, row.kind) == (said["webhookEventId"], "message.text")


async def test_two_workers_never_take_the_same_person(postgres_url: str) -> None:
    async with open_backroom(postgres_url) as room:
        keys = [user(number) for number in range(10)]
        await room.takes(*(text("เมนู", key) for key in keys))
        async with room.db.write() as connection:
            # Another worker holds four of them, in the middle of its own batch.
            people = table_of(Person)
            await connection.execute(
                people.select().where(people.c.line_id.in_(keys[:4])).with_for_update()
            )
            done = await room.batches.drain(keys)
        assert {one.person.line_id for one in done} == set(keys[4:])
        assert {one.person.line_id for one in await room.batches.drain(keys)} == set(keys[:4])
        assert await room.batches.drain(keys) == []


async def _replies_to(db: Database) -> set[str]:
    """Who has a reply on its way."""
    table = table_of(Delivery)
    async with db.read() as connection:
        rows = await connection.execute(table.select().where(table.c.settled_at.is_(None)))
        return {row.person_key for row in rows}
