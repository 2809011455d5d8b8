"""Wake-ups and schedules on taskiq: in memory in one process, on Redis Streams between several.

The queue only wakes. Whatever it loses is found by the sweep, so nothing waits for Redis.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Collection

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError, ResponseError
from taskiq import AckableMessage, AsyncBroker, InMemoryBroker, TaskiqScheduler
from taskiq.api import run_receiver_task, run_scheduler_task
from taskiq.kicker import AsyncKicker
from taskiq.schedule_sources import LabelScheduleSource
from taskiq_redis import RedisStreamBroker

from bot.background import end

log = structlog.get_logger()

_DRAIN = "drain"
_QUEUE = "tonkla"
_LONGEST_QUEUE = 10_000
_AFTER_AN_ERROR_SECONDS = 0.5


class StreamBroker(RedisStreamBroker):
    """A stream that survives an emptied or restarted Redis.

    The library's own listener stops when its consumer group vanishes; ours declares the group
    anew and goes on.
    """

    async def startup(self) -> None:
        """Start even while Redis is away: `listen` declares the group once it is back."""
        try:
            await super().startup()
        except (RedisError, OSError) as error:
            log.warning("queue_away", error=type(error).__name__)

    def _ack_generator(self, id: str, queue_name: str) -> Callable[[], Awaitable[None]]:
        """Acknowledge and delete: a wake-up names people, and nothing of them stays behind."""
        acknowledge = super()._ack_generator(id, queue_name)

        async def done() -> None:
            await acknowledge()
            async with Redis(connection_pool=self.connection_pool) as redis:
                await redis.xdel(queue_name, id)

        return done

    async def listen(self) -> AsyncGenerator[AckableMessage, None]:
        """Messages, for ever."""
        while True:
            try:
                async for message in super().listen():
                    yield message
            except ResponseError as error:
                log.warning("queue_group_lost", error=type(error).__name__)
            except (RedisError, OSError) as error:
                log.warning("queue_away", error=type(error).__name__)
            await asyncio.sleep(_AFTER_AN_ERROR_SECONDS)
            await self._declare_again()

    async def _declare_again(self) -> None:
        try:
            await self._declare_consumer_group()
        except (RedisError, OSError):
            # Still away; the next round of listen() tries again.
            return


def make_broker(redis_url: str) -> AsyncBroker:
    """In memory without Redis; else the shared stream."""
    if not redis_url:
        return InMemoryBroker()
    return StreamBroker(
        redis_url,
        queue_name=_QUEUE,
        consumer_group_name=_QUEUE,
        # From the stream's start: a group declared anew then misses no wake-up.
        consumer_id="0",
        maxlen=_LONGEST_QUEUE,
        idle_timeout=60_000,
        unacknowledged_lock_timeout=10,
        socket_connect_timeout=2,
        socket_timeout=10,
    )


def register_drain(broker: AsyncBroker, wake: Callable[[Collection[str]], None]) -> None:
    """Let this process take wake-ups from the queue."""

    async def drain(keys: list[str]) -> None:
        wake(keys)

    broker.register_task(drain, task_name=_DRAIN)


def register_purge(broker: AsyncBroker, purge: Callable[[], Awaitable[None]]) -> None:
    """Let this process clear away, once an hour, what is no longer to be kept."""

    async def run() -> None:
        await purge()

    broker.register_task(run, task_name="purge", schedule=[{"cron": "17 * * * *"}])


async def run_schedules(broker: AsyncBroker) -> None:
    """Put scheduled tasks on the queue when they fall due, for ever; run exactly one of these."""
    await run_scheduler_task(TaskiqScheduler(broker, [LabelScheduleSource(broker)]))


async def receive_tasks(broker: AsyncBroker) -> None:
    """Run the tasks that come in over the queue, for ever."""
    await run_receiver_task(broker, max_async_tasks=10, max_prefetch=10)


class Waker:
    """Puts wake-ups on the queue, all that came together in one task.

    `wake` never waits: intake must not stand still because Redis does.
    """

    def __init__(self, broker: AsyncBroker) -> None:
        self._kicker: AsyncKicker[[list[str]], None] = AsyncKicker(
            task_name=_DRAIN, broker=broker, labels={}
        )
        self._keys: set[str] = set()
        self._wanted = asyncio.Event()
        self._worker = asyncio.create_task(self._kick_for_ever())

    def wake(self, keys: Collection[str]) -> None:
        """These people have events waiting."""
        if keys:
            self._keys.update(keys)
            self._wanted.set()

    async def close(self) -> None:
        """Stop; what was not put on the queue is found by the sweep."""
        await end(self._worker)

    async def _kick_for_ever(self) -> None:
        while True:
            await self._wanted.wait()
            self._wanted.clear()
            keys, self._keys = sorted(self._keys), set()
            try:
                await self._kicker.kiq(keys)
            except Exception as error:
                log.warning("wake_failed", people=len(keys), error=type(error).__name__)
                await asyncio.sleep(_AFTER_AN_ERROR_SECONDS)
