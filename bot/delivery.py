"""Sends deliveries: calls LINE within the lease, one person's answers in order."""

from __future__ import annotations

import asyncio
import time
import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

import structlog

from bot import metrics
from bot.attempts import Outgoing, after_attempt, before_attempt
from bot.clock import Clock
from bot.line import Attempt, LineGateway
from bot.recorder import CLAIM_MOST, Ended, Recorder

log = structlog.get_logger()


class Sender:
    """Sends what it is handed, and what a sweep finds due."""

    def __init__(
        self,
        recorder: Recorder,
        line: LineGateway,
        clock: Clock,
        *,
        timeout_seconds: float,
        most_at_once: int,
    ) -> None:
        self._recorder = recorder
        self._line = line
        self._clock = clock
        self._timeout = timeout_seconds
        # A send that had to wait for a connection could outlive its lease.
        self._slots = asyncio.Semaphore(most_at_once)
        self._sending: set[asyncio.Task[None]] = set()

    async def submit(self, leased: Iterable[Outgoing]) -> None:
        """Send deliveries that are leased to this process; one person's go in order.

        Returns once each has a place among the calls under way.
        """
        chains: dict[str | uuid.UUID, list[Outgoing]] = defaultdict(list)
        for delivery in leased:
            chains[delivery.person_key or delivery.delivery_id].append(delivery)
        for chain in chains.values():
            await self._slots.acquire()
            task = asyncio.create_task(self._send_chain(chain))
            self._sending.add(task)
            task.add_done_callback(self._sent)

    async def sweep(self) -> int:
        """Claim all that is due and send it; the number of deliveries claimed."""
        claimed = await self._recorder.claim()
        found = len(claimed)
        await self.submit(claimed)
        while len(claimed) == CLAIM_MOST:
            claimed = await self._recorder.claim()
            found += len(claimed)
            await self.submit(claimed)
        return found

    async def settle(self) -> None:
        """Wait until all that was submitted is sent and recorded."""
        while self._sending:
            await asyncio.wait(self._sending)
        await self._recorder.settle()

    async def close(self) -> None:
        """Finish what is under way, then stop."""
        await self.settle()
        await self._recorder.close()

    def _sent(self, task: asyncio.Task[None]) -> None:
        self._slots.release()
        self._sending.discard(task)
        if not task.cancelled() and (error := task.exception()):
            # The lease runs out and the sweep tries again; nothing is lost.
            log.error("send_failed", error=type(error).__name__, exc_info=error)

    async def _send_chain(self, chain: list[Outgoing]) -> None:
        """One person's answers in order, recorded together: only then may their next turn begin."""
        done: list[Ended] = []
        for delivery in chain:
            before = done[-1].delivery if done else None
            if before is not None and before.holds_back(self._clock()):
                # The answers behind one that must wait keep their place: they come due with it.
                waits = replace(delivery, leased_until=None, due_at=before.due_at)
                done.append(Ended(waits, delivery.leased_until))
            elif (ended := await self._send(delivery)) is not None:
                done.append(ended)
        self._recorder.record(done)

    async def _send(self, delivery: Outgoing) -> Ended | None:
        """One delivery up to its outcome, or to the moment at which it must wait.

        None if it is no longer ours to send.
        """
        while True:
            now = self._clock()
            lease = delivery.leased_until
            if lease is None or (lease - now).total_seconds() < self._timeout:
                return Ended(replace(delivery, leased_until=None, due_at=now), lease)
            ready = before_attempt(delivery, now)
            if ready.outcome is not None:
                return Ended(ready, lease)
            if ready.billed:
                begun = await self._recorder.begin_billed(ready)
                if begun is None:
                    return None
                ready, lease = begun, begun.leased_until
            after = after_attempt(ready, await self._call(ready), self._clock())
            if after.kind == ready.kind:
                return Ended(after, lease)
            delivery = replace(after, leased_until=lease)

    async def _call(self, delivery: Outgoing) -> Attempt:
        started = time.perf_counter()
        match delivery.kind:
            case "reply":
                token = delivery.reply_token or ""
                attempt = await self._line.reply(token, delivery.messages)
            case "push":
                attempt = await self._line.push(
                    delivery.recipients[0], delivery.messages, delivery.delivery_id
                )
            case _:
                attempt = await self._line.multicast(
                    delivery.recipients, delivery.messages, delivery.delivery_id
                )
        metrics.delivery_seconds.observe(time.perf_counter() - started)
        metrics.attempts.labels(delivery.kind, attempt.result.label).inc()
        if not attempt.result.settled:
            log.warning(
                "delivery_attempt",
                delivery=str(delivery.delivery_id),
                kind=delivery.kind,
                result=attempt.result.label,
                request_id=attempt.request_id,
                said=attempt.detail,
            )
        return attempt
