"""Work that runs beside the rest of a process, and how it is ended."""

from __future__ import annotations

import asyncio


async def end(task: asyncio.Task[None], *, again_after_seconds: float = 1.0) -> None:
    """Cancel a task and return once it has ended, whatever it then raised.

    One cancellation may not do: up to Python 3.11 `asyncio.wait_for`, through which redis sends
    and SQLAlchemy waits for a connection, loses one that comes just as its own work is done.
    """
    while not task.done():
        task.cancel()
        await asyncio.wait([task], timeout=again_after_seconds)
    await asyncio.gather(task, return_exceptions=True)
