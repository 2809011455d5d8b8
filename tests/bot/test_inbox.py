"""What goes wrong in a turn, and what takes long: nobody waits for another's trouble."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from sqlalchemy import select
from structlog.testing import capture_logs
from typer.testing import CliRunner

from bot.cli import app
from bot.clock import Clock, utc_now
from bot.errors import TonklaError
from bot.reply import SetMuted
from bot.router import Topic
from bot.setbacks import retry
from models import Delivery, InboundEvent, Person
from models.base import table_of
from models.event import is_waiting
from tests.support.chat import Chat
from tests.support.line_events import GROUP, text
from tests.support.postman import deliver
from tests.support.topics import Fragile, Slow, conversation_with
from tests.support.town import Town, open_town, until
from tests.support.trouble import ShiftedClock


@asynccontextmanager
async def _town_with(
    topic: Topic, database_url: str, clock: Clock = utc_now
) -> AsyncIterator[Town]:
    """A town with one more topic, in which sweeps come quickly."""
    with capture_logs():
        async with (
            asyncio.timeout(40),
            open_town(
                database_url,
                conversation=conversation_with(topic),
                clock=clock,
                sweep_every_seconds=0.05,
            ) as town,
        ):
            yield town


async def test_an_event_that_fails_three_times_is_set_aside_and_can_be_retried(
    database_url: str,
) -> None:
    fragile = Fragile()
    async with _town_with(fragile.topic, database_url) as town:
        mother = await town.person()
        await mother.says("พัง")
        mother.heard("ขออภัยค่ะ", "เมนู")
        assert len(mother.last) == 1
        (aside,) = await _aside(town)
        assert aside.attempts == 3
        tries = fragile.tries
        assert "พัง" in aside.body.decode()

        await mother.says("เมนู")
        assert len(mother.last) == 1
        assert fragile.tries == tries

        fragile.broken = False
        before = len(mother.messages)
        assert await retry(town.settings, []) == "1 events will be handled again"
        await town.settle()
        assert len(mother.messages) == before + 1
        assert town.platform.accepted[-1].kind == "push"  # the apology used the token up
        assert await _aside(town) == []
        assert not await town.count(InboundEvent, InboundEvent.body.is_not(None))


async def test_one_failing_person_costs_nobody_else_their_answer(database_url: str) -> None:
    fragile = Fragile()
    async with _town_with(fragile.topic, database_url) as town:
        people = [await town.person(f"แม่คนที่ {number}") for number in range(8)]
        before = [len(one.messages) for one in people]
        said = [text("พัง" if n == 3 else "เมนู", one.user_id) for n, one in enumerate(people)]
        assert await deliver(town, *said) == 200
        await town.settle()
        assert [len(one.messages) for one in people] == [heard + 1 for heard in before]
        assert [one.person_key for one in await _aside(town)] == [people[3].user_id]
        assert all(accepted.kind == "reply" for accepted in town.platform.accepted)


async def test_later_events_go_on_in_their_order(database_url: str) -> None:
    async with _town_with(Fragile().topic, database_url) as town:
        mother = await town.person()
        first, failing, last = (text(words, mother.user_id) for words in ("เมนู", "พัง", "thai"))
        failing["timestamp"] = first["timestamp"] + 1
        last["timestamp"] = first["timestamp"] + 2
        await mother.does(deliver(town, last, failing, first))
        assert len(mother.last) == 4  # the language's own answer is two messages
        order = [accepted.messages[0].get("altText") for accepted in town.platform.accepted[-3:]]
        assert order[1] == "ขออภัยค่ะ"
        assert len(await _aside(town)) == 1


async def test_a_group_gets_no_apology_for_what_it_did_not_ask(database_url: str) -> None:
    async with _town_with(Fragile(in_groups=True).topic, database_url) as town:
        group = Chat(town.platform, GROUP["groupId"], town.settle)
        await group.does(town.platform.send_event(group.user_id, text("พังแล้ว", GROUP)))
        assert len(await _aside(town)) == 1
        group.heard_nothing()


async def test_the_command_brings_events_back(sqlite_url: str) -> None:
    fragile = Fragile()
    async with _town_with(fragile.topic, sqlite_url) as town:
        mother = await town.person()
        await mother.says("พัง")
        (aside,) = await _aside(town)

        async def run(*words: str) -> Any:
            env = {"TONKLA_ENV": "demo", "DATABASE_URL": sqlite_url}
            return await asyncio.to_thread(CliRunner().invoke, app, ["events", *words], env=env)

        listed = await run("list", "--json")
        assert aside.event_id in listed.stdout
        assert "พัง" not in listed.stdout
        fragile.broken = False
        before = len(mother.messages)
        assert (await run("retry", aside.event_id)).exit_code == 0
        await town.settle()
        assert len(mother.messages) == before + 1
        assert aside.event_id not in (await run("list", "--json")).stdout
        with pytest.raises(TonklaError, match=aside.event_id):
            await retry(town.settings, [aside.event_id])


async def test_slow_work_holds_up_nobody_else(database_url: str) -> None:
    slow = Slow(effects=(SetMuted(True),))
    async with _town_with(slow.topic, database_url) as town:
        mother, other = await town.person(), await town.person("คนอื่น")
        await town.platform.say(mother.user_id, "ช้า")
        await slow.started.wait()
        assert town.platform.user(mother.user_id).loading_until is not None
        # No transaction is open: on SQLite nobody else could write.
        before = len(other.messages)
        await town.platform.say(other.user_id, "เมนู")
        await town.platform.say(mother.user_id, "เมนู")
        await town.platform.until(lambda: len(other.messages) > before)
        waiting = InboundEvent.person_key == mother.user_id, is_waiting()
        assert await town.count(InboundEvent, *waiting) == 2
        greeted = len(mother.messages)
        slow.go_on.set()
        await town.settle()
        assert len(mother.messages) == greeted + 2
        mine = [one for one in town.platform.accepted if one.recipients == (mother.user_id,)]
        assert [one.kind for one in mine[-2:]] == ["reply", "reply"]
        menu = other.messages[-1]
        assert [one.messages[0] == menu for one in mine[-2:]] == [False, True]
        assert (await _person(town, mother)).muted
        assert town.platform.user(mother.user_id).loading_until is None
        assert slow.runs == 1


async def test_slow_work_behind_an_answer_is_done_once(database_url: str) -> None:
    """Once, the answer before it freed the person, and the work was begun a second time."""
    slow = Slow()
    async with _town_with(slow.topic, database_url) as town:
        mother, other = await town.person(), await town.person("คนอื่น")
        first, second = text("เมนู", mother.user_id), text("ช้า", mother.user_id)
        second["timestamp"] = first["timestamp"] + 1
        asked = asyncio.create_task(mother.does(deliver(town, first, second)))
        await slow.started.wait()
        assert await town.count(Delivery, Delivery.settled_at.is_(None)) == 0
        # Whoever is woken next is answered, so whoever was woken before was drained.
        heard = len(other.messages)
        await town.platform.say(other.user_id, "เมนู")
        await town.platform.until(lambda: len(other.messages) > heard)
        slow.go_on.set()
        await asked
        assert len(mother.last) == 2
        assert slow.runs == 1


async def test_an_animation_that_line_does_not_show_delays_little(sqlite_url: str) -> None:
    slow = Slow()
    slow.go_on.set()
    async with _town_with(slow.topic, sqlite_url) as town:
        mother = await town.person()
        town.platform.faults.set("latency_ms", scope=["loading"], ms=5_000)
        async with asyncio.timeout(4):
            await mother.says("ช้า")
        assert len(mother.last) == 1


async def test_slow_work_that_fails_three_times_is_set_aside(database_url: str) -> None:
    slow, clock = Slow(fails=True), ShiftedClock()
    slow.go_on.set()
    async with _town_with(slow.topic, database_url, clock) as town:
        mother = await town.person()
        asked = asyncio.create_task(mother.says("ช้า"))
        for number in (1, 2):

            async def failed(times: int = number) -> bool:
                return await town.count(InboundEvent, InboundEvent.attempts == times) == 1

            await until(failed)
            clock.skip(seconds=21)  # the person is held for that long
        await asked
        mother.heard("ขออภัยค่ะ")
        (aside,) = await _aside(town)
        assert (aside.attempts, slow.runs) == (3, 3)
        await mother.says("เมนู")
        assert len(mother.last) == 1


async def test_trouble_in_one_batch_never_ends_the_answers(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once, a failing line of the log ended the drain, and with it every later answer."""
    clock = ShiftedClock()
    async with _town_with(Slow().topic, sqlite_url, clock) as town:
        mother, other = await town.person(), await town.person("คนอื่น")
        tried = asyncio.Event()

        async def fail(_leased: object) -> None:
            tried.set()
            raise RuntimeError("nobody expected this")

        assert town.service.engine is not None
        with monkeypatch.context() as patch:
            patch.setattr(town.service.engine.sender, "submit", fail)
            asked = asyncio.create_task(mother.says("เมนู"))
            await tried.wait()
        clock.skip(seconds=21)  # the lease of what was not sent runs out
        await asked
        assert len(mother.last) == 1
        await other.says("เมนู")
        assert len(other.last) == 1


async def _aside(town: Town) -> list[Any]:
    """Events that were set aside."""
    table = table_of(InboundEvent)
    async with town.service.db.read() as connection:
        rows = await connection.execute(select(table).where(table.c.set_aside_at.is_not(None)))
        return list(rows)


async def _person(town: Town, chat: Chat) -> Any:
    table = table_of(Person)
    async with town.service.db.read() as connection:
        found = await connection.execute(select(table).where(table.c.line_id == chat.user_id))
        return found.one()
