"""Every message as it would be sent: in both languages, over all its samples, judged as by LINE."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from bot.cards import MessageFile
from bot.content import Content
from bot.content_check.places import Places
from bot.content_check.presses import press_fault
from bot.line_rules import check_messages
from bot.render import LANGUAGES, Json, Renderer

# Any address of the right form: the real one is a setting.
_ADD_FRIEND = "https://line.me/R/ti/p/%40tonkla"
_MESSAGE_NUMBER = re.compile(r"messages\[(\d+)\]")
_SHOWN = ("text", "altText", "label")
_CARRY_DATA = ("postback", "datetimepicker")


def message_problems(content: Content, places: Places) -> Iterator[str]:
    """What fails to fill, what LINE would refuse, and what would show nothing."""
    for name, file in content.messages.items():
        alone = Content(
            messages={name: file}, shared_buttons=content.shared_buttons, service=content.service
        )
        try:
            renderer = Renderer(alone, add_friend=_ADD_FRIEND)
        except Exception as error:  # whatever a template's author may have written
            yield f"{places.of(name)}: {error}"
            continue
        for language in LANGUAGES:
            yield from _filled_problems(name, file, language, renderer, content, places)


def _filled_problems(
    name: str,
    file: MessageFile,
    language: str,
    renderer: Renderer,
    content: Content,
    places: Places,
) -> Iterator[str]:
    told = set[str]()
    for number, sample in enumerate(file.sample):
        try:
            filled = renderer.fill(name, language, sample)
        except Exception as error:  # a sample may not fit its template in any way there is
            place = places.of(name, "sample", number)
            yield f"{place}: {language}, sample {number + 1}: {error}"
            continue
        for place, fault in _faults(filled, content):
            # The same fault in every sample is one fault.
            if f"{place}{fault}" not in told:
                told.add(f"{place}{fault}")
                line = places.of(name, *_location(place, file, filled))
                yield f"{line}: {language}, sample {number + 1}: {place}: {fault}"


def _faults(filled: list[Json], content: Content) -> Iterator[tuple[str, str]]:
    """Place in the JSON, and what is wrong there."""
    for violation in check_messages(filled):
        yield violation.property, violation.message
    for number, message in enumerate(filled):
        place = f"messages[{number}]"
        for part in _objects(message):
            for key in _SHOWN:
                if isinstance(part.get(key), str) and part[key] and not part[key].strip():
                    yield place, f"{key} shows nothing but spaces"
            if part.get("type") in _CARRY_DATA and (fault := press_fault(part["data"], content)):
                yield place, fault


def _objects(node: Any) -> Iterator[Json]:
    if isinstance(node, dict):
        yield node
        node = list(node.values())
    if isinstance(node, list):
        for part in node:
            yield from _objects(part)


def _location(place: str, file: MessageFile, filled: list[Json]) -> tuple[int | str, ...]:
    """The message at fault in the file, where none was left out or repeated."""
    found = _MESSAGE_NUMBER.match(place)
    if found is None or len(filled) != len(file.messages):
        return ()
    return "messages", int(found[1])
