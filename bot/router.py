"""Routers: which handler answers a turn. The first filter that matches wins.

A filter is a function of the turn that returns what the handler needs (the pressed button, the
typed text), or None. A handler gets the turn and that value, and returns a Reply.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from bot.content import Record
from bot.context import Turn
from bot.postback import Button
from bot.reply import SILENCE, Later, Reply

Found = TypeVar("Found")
ButtonType = TypeVar("ButtonType", bound=Button)
ContentType = TypeVar("ContentType")
Filter = Callable[[Turn], Found | None]
HandlerType = TypeVar("HandlerType", bound=Callable[[Turn, Any], Reply | Later])


@dataclass(frozen=True, slots=True)
class Route(Generic[Found]):
    """A filter and the handler of what it finds."""

    matches: Filter[Found]
    handle: Callable[[Turn, Found], Reply | Later]


@dataclass(slots=True)
class Router:
    """The routes of one topic, in order."""

    name: str
    routes: list[Route[Any]] = field(default_factory=list)

    def on(self, matches: Filter[Found]) -> Callable[[HandlerType], HandlerType]:
        """Decorator: the handler of every turn in which the filter finds something."""

        def add(handle: HandlerType) -> HandlerType:
            self.routes.append(Route(matches, handle))
            return handle

        return add


@dataclass(frozen=True, slots=True)
class Topic:
    """What a topic brings: its router, the button that starts it, the records that it reads."""

    router: Router
    start: Button | None = None
    records: tuple[tuple[str, type[Record]], ...] = ()


class Conversation:
    """All topics in order: the conversation's table of contents."""

    def __init__(self, topics: Sequence[Topic]) -> None:
        self.topics = tuple(topics)
        self._routes = [
            (topic.router.name, route) for topic in topics for route in topic.router.routes
        ]

    @property
    def record_types(self) -> dict[str, type[Record]]:
        """Which folder of content/ holds which records."""
        return {folder: kind for topic in self.topics for folder, kind in topic.records}

    def answer(self, turn: Turn) -> tuple[str, Reply | Later]:
        """The name of the topic that took the turn, and its answer."""
        for name, route in self._routes:
            found = route.matches(turn)
            if found is not None:
                return name, route.handle(turn, found)
        return "nobody", SILENCE


def pressed(*kinds: type[ButtonType]) -> Filter[ButtonType]:
    """A button of one of these kinds was pressed."""

    def matches(turn: Turn) -> ButtonType | None:
        button = turn.pressed
        return button if isinstance(button, kinds) else None

    return matches


def about(*topics: str) -> Filter[str]:
    """The text is about one of these topics; finds the topic's name."""

    def matches(turn: Turn) -> str | None:
        if turn.understood is None or turn.understood.topic not in topics:
            return None
        return turn.understood.topic

    return matches


def answering(*questions: str) -> Filter[str]:
    """Text was typed while one of these questions was open; finds the text."""

    def matches(turn: Turn) -> str | None:
        # A late text was typed before this question was asked.
        return turn.said if turn.asked in questions and not turn.late else None

    return matches


def is_a(*kinds: type[ContentType]) -> Filter[ContentType]:
    """The event's content is of one of these kinds."""

    def matches(turn: Turn) -> ContentType | None:
        content = turn.event.content
        return content if isinstance(content, kinds) else None

    return matches


def first_of(*filters: Filter[Any]) -> Filter[Any]:
    """The first of these filters that finds something."""

    def matches(turn: Turn) -> Any:
        return next((found for one in filters if (found := one(turn)) is not None), None)

    return matches


def topic_starts(topics: Iterable[Topic]) -> dict[str, Button]:
    """The starting button of each topic that has one, by the topic's name."""
    return {topic.router.name: topic.start for topic in topics if topic.start is not None}
