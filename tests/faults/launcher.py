"""Runs one real process of the service, and kills it with SIGKILL at a chosen step of its path.

Orders come through shared memory, so that a process which lives already can be told where to die
and how late it is, and no lock is left behind by the dead.
"""

from __future__ import annotations

import functools
import os
import signal
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta
from multiprocessing.context import BaseContext
from typing import Any, Literal

import aiohttp
from sqlalchemy import Engine, event
from taskiq import InMemoryBroker

from bot.app import make_app, make_worker_app
from bot.batch import Batches
from bot.clock import utc_now
from bot.line import LineGateway
from bot.logs import configure_logs
from bot.recorder import Recorder
from bot.service import Service
from bot.serving import run
from bot.settings import load_settings
from bot.tasks import StreamBroker
from bot.webhook import Intake, Webhook
from handlers import make_conversation

STEPS = (
    "",
    "before the intake's commit",
    "after the intake's commit",
    "before the 200",
    "after the wake-up",
    "before the drain's commit",
    "after the drain's commit",
    "before the call",
    "accepted, the answer unread",
    "before the first attempt's commit",
    "after the first attempt's commit",
    "before the settling commit",
    "after the settling commit",
    "before the claim's commit",
)
Role = Literal["web", "worker"]
Reached = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Orders:
    """Shared by the test and every process: where to die, and how far the clocks are ahead."""

    step: Any
    times_left: Any
    ahead_seconds: Any

    @classmethod
    def make(cls, context: BaseContext) -> Orders:
        """Nobody dies yet, and the clocks are right."""
        return cls(context.RawValue("i", 0), context.RawValue("i", 0), context.RawValue("d", 0.0))

    def die(self, step: str, time: int = 1) -> None:
        """Whoever reaches this step for the n-th time from now on dies there."""
        self.times_left.value = time
        self.step.value = STEPS.index(step)

    def live(self) -> None:
        """Nobody dies any more."""
        self.step.value = 0

    def reached(self, step: str) -> None:
        """A step of the path; perhaps the last."""
        if STEPS[self.step.value] != step:
            return
        self.times_left.value -= 1
        if self.times_left.value == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def now(self) -> datetime:
        """The clock of every process."""
        return utc_now() + timedelta(seconds=self.ahead_seconds.value)


def serve(role: Role, port: int, settings: dict[str, Any], orders: Orders) -> None:
    """Until a signal, or until the chosen step."""
    _watch(orders)
    configured = load_settings(**settings)
    configure_logs(configured.log_level)
    service = Service(configured, make_conversation(), orders.now)
    app = make_app(service) if role == "web" else make_worker_app(service)
    run(app, host="127.0.0.1", port=port)


# Which transaction this task is in, for those whose commit is a step.
_transaction: ContextVar[str] = ContextVar("transaction", default="")


def _watch(orders: Orders) -> None:
    reached = orders.reached

    @event.listens_for(Engine, "commit")
    def _before_commit(_connection: object) -> None:
        # SQLAlchemy tells just before the driver is asked to commit.
        if name := _transaction.get():
            reached(f"before the {name} commit")

    for owner, method, name in (
        (Intake, "_write", "intake's"),
        (Recorder, "_write_down", "settling"),
        (Recorder, "begin_billed", "first attempt's"),
    ):
        _around(owner, method, transaction=name, after=_always(reached, f"after the {name} commit"))
    # A drain that finds nothing writes nothing: only one that wrote is a step.
    _around(Batches, "_write", before=lambda: _transaction.set("drain's"))
    _around(Batches, "drain", transaction="", after=_if_any(reached, "after the drain's commit"))
    # So does a sweep that claims nothing.
    _around(Recorder, "_claim", after=lambda found: found and _transaction.set("claim's"))
    _around(Recorder, "claim", transaction="")
    _around(Webhook, "_receive", after=_if_ok(reached, "before the 200"))
    for broker in (InMemoryBroker, StreamBroker):
        _around(broker, "kick", after=_always(reached, "after the wake-up"))
    _around(LineGateway, "_post", before=lambda: reached("before the call"))
    _around(aiohttp.ClientResponse, "read", before=lambda: reached("accepted, the answer unread"))


def _always(reached: Reached, step: str) -> Callable[[Any], None]:
    return lambda _result: reached(step)


def _if_any(reached: Reached, step: str) -> Callable[[Any], None]:
    return lambda found: reached(step) if found else None


def _if_ok(reached: Reached, step: str) -> Callable[[Any], None]:
    return lambda status: reached(step) if status == 200 else None


def _around(
    owner: type,
    method: str,
    *,
    transaction: str | None = None,
    before: Callable[[], object] = lambda: None,
    after: Callable[[Any], object] = lambda _result: None,
) -> None:
    """Do something before and after an async method, and name the transaction meanwhile."""
    original = getattr(owner, method)

    @functools.wraps(original)
    async def wrapped(*args: Any, **named: Any) -> Any:
        outer = _transaction.set(transaction) if transaction is not None else None
        before()
        try:
            result = await original(*args, **named)
        finally:
            if outer is not None:
                _transaction.reset(outer)
        after(result)
        return result

    setattr(owner, method, wrapped)
