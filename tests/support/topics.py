"""Topics that exist only in tests: one that fails, one that is slow."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from bot.context import Turn
from bot.reply import Effect, Later, Reply, Say
from bot.router import Conversation, Router, Topic
from handlers import TOPICS


def conversation_with(*topics: Topic) -> Conversation:
    """These topics first, then all of ours."""
    return Conversation((*topics, *TOPICS))


@dataclass(slots=True)
class Fragile:
    """Fails at a word for as long as it is broken; or says, and wants done, what it is given."""

    word: str = "พัง"
    broken: bool = True
    effects: tuple[Effect, ...] = ()
    in_groups: bool = False
    tries: int = 0

    @property
    def topic(self) -> Topic:
        """The topic to put into a conversation."""
        router = Router("fragile")

        @router.on(lambda turn: _named(turn, self.word) if self._meets(turn) else None)
        def answer(turn: Turn, _word: str) -> Reply:
            self.tries += 1
            if self.broken:
                # As careless as an error can be: it quotes what the person said.
                raise RuntimeError(f"the handler failed at {turn.said}")
            return Reply((Say("menu/card"),), self.effects)

        return Topic(router)

    def _meets(self, turn: Turn) -> bool:
        return self.in_groups or turn.event.private


@dataclass(slots=True)
class Slow:
    """Works, at a word, until it is told to go on; then answers, or fails."""

    word: str = "ช้า"
    effects: tuple[Effect, ...] = ()
    fails: bool = False
    runs: int = 0
    started: asyncio.Event = field(default_factory=asyncio.Event)
    go_on: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def topic(self) -> Topic:
        """The topic to put into a conversation."""
        router = Router("slow")

        @router.on(lambda turn: _named(turn, self.word))
        def answer(_turn: Turn, _word: str) -> Later:
            return Later(self._work)

        return Topic(router)

    async def _work(self) -> Reply:
        self.runs += 1
        self.started.set()
        await self.go_on.wait()
        if self.fails:
            raise RuntimeError("the slow work failed")
        return Reply((Say("help/card"),), self.effects)


def _named(turn: Turn, word: str) -> str | None:
    return word if turn.said is not None and word in turn.said else None
