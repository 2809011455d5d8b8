"""Ending what runs beside: a process must stop when it is told to."""

from __future__ import annotations

import asyncio

from bot.background import end


async def test_a_task_that_lost_its_cancellation_is_ended_all_the_same() -> None:
    lost = 0

    async def work() -> None:
        nonlocal lost
        while True:
            try:
                await asyncio.Event().wait()
            except asyncio.CancelledError:
                if lost == 2:
                    raise
                lost += 1

    task = asyncio.create_task(work())
    await asyncio.sleep(0)
    await end(task, again_after_seconds=0.001)
    assert task.cancelled() and lost == 2


async def test_what_had_ended_by_itself_is_left_as_it_is() -> None:
    async def fails() -> None:
        raise RuntimeError("long ago")

    task = asyncio.create_task(fails())
    await asyncio.wait([task])
    await end(task)
    assert isinstance(task.exception(), RuntimeError)
