"""Every message as it would be sent: in both languages, over all its samples, judged as by LINE."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from bot.cards import MessageFile
from bot.content import Content
from bot.content_check.places import Location, Places
from bot.content_check.presses import constant_presses, press_fault
from bot.line_rules import check_messages
from bot.render import LANGUAGES, Json, Renderer

# An address of the right form, and none: the real one is a setting that may be missing.
_ADD_FRIEND = ("https://line.me/R/ti/p/%40tonkla", "")
_MESSAGE_NUMBER = re.compile(r"messages\[(\d+)\]")
_SHOWN = ("text", "altText", "label")
_CARRY_DATA = ("postback", "datetimepicker")

# Language ("" for both) and fault. The same fault in every sample is one fault.
_Fault = tuple[str, str]


def message_problems(content: Content, places: Places) -> Iterator[str]:
    """What fails to fill, what LINE would refuse, and what would show nothing."""
    judge = _Judge(content, places)
    for name, file in content.messages.items():
        first = dict[_Fault, str]()
        for address in _ADD_FRIEND:
            for fault, where in judge.faults(name, file, address):
                first.setdefault(fault, where)
        for (language, words), where in first.items():
            yield f"{where}{language}: {words}" if language else f"{where}{words}"


class _Judge:
    def __init__(self, content: Content, places: Places) -> None:
        self._content = content
        self._places = places
        parts = (*content.messages.values(), *content.shared_buttons.values())
        # These are judged where they stand, with their lines.
        self._constant = {data for part in parts for _, data in constant_presses(part)}

    def faults(self, name: str, file: MessageFile, add_friend: str) -> Iterator[tuple[_Fault, str]]:
        """Faults of one file, each with the line and the sample in which it was found."""
        try:
            renderer = Renderer(self._alone(name, file), add_friend=add_friend)
        except Exception as error:  # whatever a template's author may have written
            yield ("", str(error)), f"{self._places.of(name)}: "
            return
        for number, sample in enumerate(file.sample):
            for language in LANGUAGES:
                try:
                    filled = renderer.fill(name, language, sample)
                except Exception as error:  # a sample may misfit its template in any way
                    line = self._places.of(name, "sample", number)
                    yield (language, str(error)), f"{line}: sample {number + 1}, "
                    continue
                for place, fault in self._judge(filled):
                    line = self._places.of(name, *_location(place, file, filled))
                    yield (language, f"{place}: {fault}"), f"{line}: sample {number + 1}, "

    def _alone(self, name: str, file: MessageFile) -> Content:
        """One file's message, so that a fault is known to be its own."""
        return Content(
            messages={name: file},
            shared_buttons=self._content.shared_buttons,
            service=self._content.service,
        )

    def _judge(self, filled: list[Json]) -> Iterator[tuple[str, str]]:
        """Place in the JSON, and what is wrong there."""
        for violation in check_messages(filled):
            yield violation.property, violation.message
        for number, message in enumerate(filled):
            for part in _objects(message):
                for fault in self._part_faults(part):
                    yield f"messages[{number}]", fault

    def _part_faults(self, part: Json) -> Iterator[str]:
        for key in _SHOWN:
            if isinstance(part.get(key), str) and part[key].isspace():
                yield f"{key} shows nothing but spaces"
        if part.get("type") in _CARRY_DATA and part["data"] not in self._constant:
            fault = press_fault(part["data"], self._content)
            if fault is not None:
                yield fault


def _objects(node: Any) -> Iterator[Json]:
    if isinstance(node, dict):
        yield node
        node = list(node.values())
    if isinstance(node, list):
        for part in node:
            yield from _objects(part)


def _location(place: str, file: MessageFile, filled: list[Json]) -> Location:
    """The message at fault in the file, where none was left out or repeated."""
    found = _MESSAGE_NUMBER.match(place)
    if found is None or len(filled) != len(file.messages):
        return ()
    return "messages", int(found[1])
