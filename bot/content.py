"""Loads and validates content/: messages, topics, records of facts, sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, TypeAdapter, ValidationError

from bot.cards import Button, Facts, MessageFile, ServiceWords, Source, Strict, TopicFile
from bot.errors import ContentError
from bot.settings import ROOT

CONTENT_FOLDER = ROOT / "content"
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Model = TypeVar("Model", bound=BaseModel)
RecordType = TypeVar("RecordType", bound="Record")


class Record(Strict):
    """A file that a handler reads as data (a band of the checklist, say).

    One that states facts is also `Facts`.
    """


@dataclass(slots=True)
class Content:
    """All of content/, validated."""

    messages: dict[str, MessageFile] = field(default_factory=dict)
    topics: dict[str, TopicFile] = field(default_factory=dict)
    shared_buttons: dict[str, Button] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    service: ServiceWords | None = None
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


def _load_file(
    content: Content, name: str, path: Path, record_types: Mapping[str, type[Record]]
) -> None:
    folder, _, last = name.rpartition("/")
    if name == "sources":
        content.sources = _read_map(path, Source)
    elif name == "service":
        content.service = _read(path, ServiceWords)
    elif name == "shared/buttons":
        content.shared_buttons = _read_map(path, Button)
    elif last == "topic":
        content.topics[folder] = _read(path, TopicFile)
    elif folder in record_types:
        kind = record_types[folder]
        content._records.setdefault(kind, []).append(_read(path, kind))
    else:
        content.messages[name] = _read(path, MessageFile)


def _read(path: Path, model: type[Model]) -> Model:
    read: Model = _validated(path, TypeAdapter(model))
    return read


def _read_map(path: Path, model: type[Model]) -> dict[str, Model]:
    read: dict[str, Model] = _validated(
        path,
        TypeAdapter(dict[str, model]),  # type: ignore[valid-type]
    )
    return read


def _validated(path: Path, adapter: TypeAdapter[Any]) -> Any:
    text = path.read_text(encoding="utf-8")
    try:
        return adapter.validate_python(yaml.load(text, _LOADER))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ContentError([f"{_short(path)}:{line}: {error.problem}"]) from error
    except ValidationError as error:
        raise ContentError(list(_explain(path, text, error))) from error


def _explain(path: Path, text: str, error: ValidationError) -> Iterable[str]:
    """One line a problem. "not a string" is noise where a text by language was meant."""
    details = error.errors(include_url=False, include_context=False)
    telling = [one for one in details if one["loc"][-1:] != ("str",)] or details
    root = yaml.compose(text, _LOADER)
    for one in telling:
        where = ".".join(str(part) for part in one["loc"])
        yield f"{_short(path)}:{_line_of(root, one['loc'])}: {where}: {one['msg']}"


def _line_of(node: yaml.Node | None, location: tuple[int | str, ...]) -> int:
    """The line at which a path of keys and indexes ends; keys that YAML lacks are passed over."""
    line = node.start_mark.line + 1 if node else 1
    for part in location:
        step = _child(node, part)
        if step is not None:
            node, line = step, step.start_mark.line + 1
    return line


def _child(node: yaml.Node | None, part: int | str) -> yaml.Node | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        item: yaml.Node = node.value[part]
        return item
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == str(part)), None)
    return None


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


def _short(path: Path) -> str:
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.name
