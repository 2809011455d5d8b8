"""Fills content templates: from a named message and a small dict to LINE's JSON.

Templates are compiled once, at start, into closures; parts that need no data are shared between
all answers and are therefore never changed. A name that the data lacks is an error, never "".
"""

from __future__ import annotations

from typing import Any

import orjson

from bot.cards import CardMessage, CarouselMessage, Message, MessageFile, TextMessage
from bot.content import Content
from bot.expressions import Data, Expressions, Filler
from bot.flex import Drawing, Each, Number, Tree, When, place
from bot.thai import cut_graphemes

LANGUAGES = ("th", "en")
LONGEST_ACTION_LABEL = 40  # grapheme clusters, in a Flex message
Json = dict[str, Any]

_ABSENT = object()


class Renderer:
    """Every message of content/, ready to be filled in each language."""

    def __init__(self, content: Content, *, add_friend: str = "") -> None:
        """`add_friend`: the address at which somebody else adds the account, or ""."""
        known = content.service.model_dump() if content.service else {}
        self._expressions = Expressions(
            {**known, "add_friend": add_friend},
            {"short_label": lambda text: cut_graphemes(text, LONGEST_ACTION_LABEL)},
        )
        self._messages: dict[tuple[str, str], Filler] = {}
        for language in LANGUAGES:
            drawing = Drawing(language, content.shared_buttons)
            for name, file in content.messages.items():
                self._messages[name, language] = self._compile(_message_list(file, drawing))

    def fill(self, name: str, language: str, data: Data) -> list[Json]:
        """The messages called `name` (at most five).

        Raises KeyError for an unknown name, jinja2's UndefinedError for missing data.
        """
        messages: list[Json] = self._messages[name, language]({**data, "language": language})
        return messages

    def _compile(self, tree: Tree) -> Filler:
        filler = self._filler(tree)
        return filler if callable(filler) else lambda _data: filler

    def _filler(self, tree: Tree) -> Any:
        """A constant, or a function of the data (constants stay unwrapped, and are shared)."""
        if isinstance(tree, str):
            return self._string(tree)
        if isinstance(tree, dict):
            return self._object(tree)
        if isinstance(tree, list):
            return self._array(tree)
        if isinstance(tree, Number):
            value = self._expressions.value(tree.expression)
            return lambda data: f"{value(data)}{tree.suffix}"
        if isinstance(tree, When):
            return self._when(tree)
        if isinstance(tree, Each):
            return self._each(tree)
        return tree

    def _string(self, text: str) -> Any:
        if "{{" not in text and "{%" not in text:
            return text
        return self._expressions.text(text)

    def _object(self, tree: dict[str, Tree]) -> Any:
        parts = [(key, self._filler(value)) for key, value in tree.items()]
        if not any(callable(part) for _, part in parts):
            return dict(parts)

        def fill(data: Data) -> Json:
            return {key: part(data) if callable(part) else part for key, part in parts}

        return fill

    def _array(self, tree: list[Tree]) -> Any:
        parts = [self._filler(value) for value in tree]
        if not any(callable(part) for part in parts):
            return parts
        spread = [isinstance(value, Each) for value in tree]

        def fill(data: Data) -> list[Any]:
            filled: list[Any] = []
            for part, many in zip(parts, spread, strict=True):
                value = part(data) if callable(part) else part
                if many:
                    filled += value
                elif value is not _ABSENT:
                    filled.append(value)
            return filled

        return fill

    def _when(self, tree: When) -> Filler:
        holds, part = self._expressions.value(tree.expression), self._compile(tree.part)
        return lambda data: part(data) if holds(data) else _ABSENT

    def _each(self, tree: Each) -> Filler:
        values, part = self._expressions.value(tree.expression), self._compile(tree.part)

        def fill(data: Data) -> list[Any]:
            filled = [part({**data, "item": value}) for value in values(data)]
            return [one for one in filled if one is not _ABSENT]

        return fill


def to_bytes(messages: list[Json]) -> bytes:
    """The frozen bytes of a delivery: a JSON array."""
    return orjson.dumps(messages)


def _message_list(file: MessageFile, drawing: Drawing) -> list[Tree]:
    trees = [place(message, _message(message, drawing)) for message in file.messages]
    if file.quick:
        items = [
            place(one, {"type": "action", "action": drawing.action(drawing.resolve(one))})
            for one in file.quick
        ]
        trees[-1] = _with_quick_reply(trees[-1], {"items": items})
    return trees


def _with_quick_reply(tree: Tree, quick_reply: Tree) -> Tree:
    if isinstance(tree, When):
        return When(tree.expression, _with_quick_reply(tree.part, quick_reply))
    return {**tree, "quickReply": quick_reply}


def _message(message: Message, drawing: Drawing) -> Tree:
    match message:
        case TextMessage():
            return {"type": "text", "text": drawing.words(message.text)}
        case CardMessage():
            contents = drawing.bubble(message.card)
        case CarouselMessage():
            bubbles = [drawing.bubble(card) for card in message.carousel]
            contents = {"type": "carousel", "contents": bubbles}
    return {"type": "flex", "altText": drawing.words(message.alt), "contents": contents}
