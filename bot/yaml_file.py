"""Reads YAML files into models, and says file, line and reason where one does not fit."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, TypeAdapter, ValidationError

from bot.errors import ContentError
from bot.settings import ROOT

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Model = TypeVar("Model", bound=BaseModel)
Location = tuple[int | str, ...]


def read_file(path: Path, model: type[Model]) -> Model:
    """The file as one model. Raises ContentError with one line a problem."""
    read: Model = _validated(path, TypeAdapter(model))
    return read


def read_map(path: Path, model: type[Model]) -> dict[str, Model]:
    """The file as models by name. Raises ContentError with one line a problem."""
    read: dict[str, Model] = _validated(
        path,
        TypeAdapter(dict[str, model]),  # type: ignore[valid-type]
    )
    return read


def short_name(path: Path) -> str:
    """The path as it is written in problems: from the project's root, if it lies there."""
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.as_posix()


def line_of(path: Path, location: Location) -> int:
    """The line (from 1) at which a path of keys and indexes ends in a file that could be read."""
    return _line_in(_compose(path.read_text(encoding="utf-8")), location)


def _validated(path: Path, adapter: TypeAdapter[Any]) -> Any:
    try:
        text = path.read_text(encoding="utf-8")
        return adapter.validate_python(yaml.load(text, _LOADER))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ContentError([f"{short_name(path)}:{line}: {error.problem}"]) from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ContentError([f"{short_name(path)}:1: not readable as UTF-8 text"]) from error
    except ValidationError as error:
        raise ContentError(list(_explain(path, text, error))) from error


def _explain(path: Path, text: str, error: ValidationError) -> Iterable[str]:
    """One line a problem. "not a string" is noise where a text by language was meant."""
    details = error.errors(include_url=False, include_context=False)
    telling = [one for one in details if one["loc"][-1:] != ("str",)] or details
    root = _compose(text)
    for one in telling:
        where = ".".join(str(part) for part in one["loc"])
        yield f"{short_name(path)}:{_line_in(root, one['loc'])}: {where}: {one['msg']}"


def _compose(text: str) -> yaml.Node | None:
    root: yaml.Node | None = yaml.compose(text, _LOADER)
    return root


def _line_in(node: yaml.Node | None, location: Location) -> int:
    """Keys that YAML lacks (names of a union's members, say) are passed over."""
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
