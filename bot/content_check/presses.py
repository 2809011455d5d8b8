"""What buttons carry: postback data that this code still reads, and messages that exist."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from bot.content import RICH_MENUS, Content
from bot.content_check.places import Location, Places
from bot.postback import parse
from handlers.answers import Show

# Fields of content/'s models that hold postback data.
_PRESSED = ("press", "pick_date", "start")


def press_problems(content: Content, places: Places) -> Iterator[str]:
    """Constant postback data that no handler reads, or that shows what does not exist."""
    for name, start, part in _pressable(content):
        for location, data in constant_presses(part, start):
            if fault := press_fault(data, content):
                yield f"{places.of(name, *location)}: {fault}"


def constant_presses(part: object, location: Location = ()) -> Iterator[tuple[Location, str]]:
    """Postback data that stands in the file itself, with its place there."""
    if isinstance(part, BaseModel):
        for field, value in part:
            if field in _PRESSED and isinstance(value, str) and "{{" not in value:
                yield (*location, field), value
            else:
                yield from constant_presses(value, (*location, field))
    elif isinstance(part, tuple):
        for number, value in enumerate(part):
            yield from constant_presses(value, (*location, number))


def press_fault(data: str, content: Content) -> str | None:
    """What is wrong with this postback data, or None."""
    button = parse(data)
    if button is None:
        return f"{data!r} is the data of no button"
    if isinstance(button, Show) and shown_message(button, content) not in content.messages:
        return f"{data!r} shows a message that does not exist"
    return None


def shown_message(button: Show, content: Content) -> str | None:
    """The name of the message that a `show:` button leads to; None for an unknown topic."""
    if button.message:
        return f"{button.topic}/{button.message}"
    topic = content.topics.get(button.topic)
    return topic.answer if topic else None


def _pressable(content: Content) -> Iterator[tuple[str, Location, object]]:
    """Whatever may hold buttons: its file's name, its place there, and itself."""
    for name, message in content.messages.items():
        yield name, (), message
    for key, button in content.shared_buttons.items():
        yield "shared/buttons", (key,), button
    for folder, topic in content.topics.items():
        yield f"{folder}/topic", (), topic
    for name, menu in content.rich_menus.items():
        yield f"{RICH_MENUS}/{name}", (), menu
