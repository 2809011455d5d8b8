"""What a locked phone shows: no `alt` may tell its reader what nobody else should know."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jinja2 import Environment, TemplateSyntaxError
from jinja2.meta import find_undeclared_variables

from bot.cards import Both, CardMessage, CarouselMessage, ServiceWords, Words
from bot.content import Content, LockScreenWords
from bot.content_check.places import Location, Places

# What is the same for everybody, and so tells nothing about this person.
_ABOUT_NOBODY = {"add_friend", "language", *ServiceWords.model_fields}


def lock_screen_problems(content: Content, places: Places) -> Iterator[str]:
    """Forbidden words, and data of the person (a name, say), in what a locked phone shows."""
    if content.lock_screen is None:
        yield f"{places.folder.name}/lock_screen.yaml: missing: words that no alt may hold"
        return
    forbidden = _pattern(content.lock_screen)
    for name, location, text in _alts(content):
        line = f"{places.of(name, *location)}: alt"
        if found := forbidden.search(text):
            yield f"{line}: a locked phone would show {found[0]!r}"
        for used in sorted(_data_in(text)):
            yield f"{line}: a locked phone would show {used!r}, which may be personal"


def _alts(content: Content) -> Iterator[tuple[str, Location, str]]:
    for name, file in content.messages.items():
        for number, message in enumerate(file.messages):
            if isinstance(message, CardMessage | CarouselMessage):
                for language, text in _each_language(message.alt):
                    yield name, ("messages", number, "alt", *language), text


def _each_language(words: Words) -> Iterator[tuple[Location, str]]:
    if isinstance(words, Both):
        yield ("th",), words.th
        yield ("en",), words.en
    else:
        yield (), words


def _pattern(words: LockScreenWords) -> re.Pattern[str]:
    """Thai has no spaces between words, so its words are looked for inside others too."""
    thai = [re.escape(word) for word in words.th]
    english = [rf"\b{re.escape(word)}\b" for word in words.en]
    return re.compile("|".join([*thai, *english]) or r"(?!)", re.IGNORECASE)


def _data_in(text: str) -> set[str]:
    try:
        names = find_undeclared_variables(Environment().parse(text))
    except TemplateSyntaxError:
        return set()  # told where the message is filled
    return names - _ABOUT_NOBODY
