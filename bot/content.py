"""Loads and validates content/: messages, topics, records of facts, sources, the rich menu."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from bot.cards import Button, Facts, MessageFile, ServiceWords, Source, Strict, TopicFile
from bot.errors import ContentError
from bot.richmenu_file import RichMenuFile
from bot.settings import ROOT
from bot.yaml_file import read_file, read_map

CONTENT_FOLDER = ROOT / "content"
RICH_MENUS = "richmenu"

RecordType = TypeVar("RecordType", bound="Record")


class Record(Strict):
    """A file that a handler reads as data (a band of the checklist, say).

    One that states facts is also `Facts`.
    """


class LockScreenWords(Strict):
    """content/lock_screen.yaml: words that no `alt` may hold, by language."""

    th: tuple[str, ...]
    en: tuple[str, ...]


@dataclass(slots=True)
class Content:
    """All of content/, validated."""

    messages: dict[str, MessageFile] = field(default_factory=dict)
    topics: dict[str, TopicFile] = field(default_factory=dict)
    shared_buttons: dict[str, Button] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    service: ServiceWords | None = None
    lock_screen: LockScreenWords | None = None
    rich_menus: dict[str, RichMenuFile] = field(default_factory=dict)
    _records: dict[type[Record], list[Record]] = field(default_factory=dict)

    def records(self, kind: type[RecordType]) -> list[RecordType]:
        """All records of a type, in the order of their files' names."""
        return self._records.get(kind, [])  # type: ignore[return-value]


def load_content(
    record_types: Mapping[str, type[Record]], folder: Path = CONTENT_FOLDER
) -> Content:
    """Everything under `folder`; `record_types` says which subfolders hold which records.

    Raises ContentError with one line for each problem (file, line, reason).
    """
    content, problems = Content(), list[str]()
    for path in sorted(folder.rglob("*.yaml")):
        name = path.relative_to(folder).with_suffix("").as_posix()
        try:
            _load_file(content, name, path, record_types)
        except ContentError as error:
            problems += error.problems
    problems += list(_unknown_names(content))
    if problems:
        raise ContentError(problems)
    return content


def load_rich_menu(name: str) -> RichMenuFile:
    """One rich menu by name, without the rest of content/. Raises ContentError."""
    return read_file(CONTENT_FOLDER / RICH_MENUS / f"{name}.yaml", RichMenuFile)


def _load_file(
    content: Content, name: str, path: Path, record_types: Mapping[str, type[Record]]
) -> None:
    folder, _, last = name.rpartition("/")
    if name == "sources":
        content.sources = read_map(path, Source)
    elif name == "service":
        content.service = read_file(path, ServiceWords)
    elif name == "lock_screen":
        content.lock_screen = read_file(path, LockScreenWords)
    elif name == "shared/buttons":
        content.shared_buttons = read_map(path, Button)
    elif folder == RICH_MENUS:
        content.rich_menus[last] = read_file(path, RichMenuFile)
    elif last == "topic":
        content.topics[folder] = read_file(path, TopicFile)
    elif folder in record_types:
        kind = record_types[folder]
        content._records.setdefault(kind, []).append(read_file(path, kind))
    else:
        content.messages[name] = read_file(path, MessageFile)


def _unknown_names(content: Content) -> Iterable[str]:
    """Names that one file gives and no other file has."""
    for topic, file in content.topics.items():
        if file.answer is not None and file.answer not in content.messages:
            yield f"content/{topic}/topic.yaml:1: answer: no message is called {file.answer}"
    facts: list[tuple[str, Facts]] = [
        (name, file.facts) for name, file in content.messages.items() if file.facts
    ]
    records: list[Strict] = [one for many in content._records.values() for one in many]
    facts += [(type(one).__name__, one) for one in records if isinstance(one, Facts)]
    for name, one in facts:
        for source in one.sources:
            if source not in content.sources:
                yield f"content/{name}: sources: {source} is not in content/sources.yaml"
    for name, message in content.messages.items():
        for used in _uses(message.model_dump(exclude_none=True)):
            if used not in content.shared_buttons:
                yield f"content/{name}.yaml: use: no shared button is called {used}"


def _uses(dumped: Any) -> Iterable[str]:
    if isinstance(dumped, dict):
        if isinstance(dumped.get("use"), str):
            yield dumped["use"]
        for value in dumped.values():
            yield from _uses(value)
    elif isinstance(dumped, list | tuple):
        for value in dumped:
            yield from _uses(value)
