"""Sources and messages that nothing refers to: no fault, but perhaps a forgotten one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import bot
import handlers
from bot.content import Content
from bot.content_check.presses import constant_presses, shown_message
from bot.postback import parse
from handlers.answers import Show


def unused_warnings(content: Content, used_sources: set[str]) -> Iterator[str]:
    """One line for each source and each message without a use."""
    for source in sorted(content.sources.keys() - used_sources):
        yield f"content/sources.yaml: {source} is the source of nothing"
    shown = set(_shown_by_content(content))
    code = _code()
    for name in content.messages:
        if name not in shown and f'"{name}"' not in code:
            yield f"content/{name}.yaml: shown by nothing"


def _shown_by_content(content: Content) -> Iterator[str | None]:
    for topic in content.topics.values():
        yield topic.answer
    for part in (
        *content.messages.values(),
        *content.topics.values(),
        *content.shared_buttons.values(),
        *content.rich_menus.values(),
    ):
        for _, data in constant_presses(part):
            button = parse(data)
            if isinstance(button, Show):
                yield shown_message(button, content)


def _code() -> str:
    """All that the engine and the handlers say, in which a message's name is quoted."""
    folders = (Path(package.__path__[0]) for package in (bot, handlers))
    return "\n".join(
        path.read_text(encoding="utf-8") for folder in folders for path in folder.rglob("*.py")
    )
