"""Typed button data.

A button's payload is a frozen dataclass registered under a short name. It travels as
`name:field:field…` and must parse for ever, since old messages keep their buttons: fields are
only ever added at the end, with a default, and a name is never given a second meaning.
"""

from __future__ import annotations

import dataclasses
import uuid
from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, ClassVar, TypeVar, dataclass_transform, get_type_hints

from bot.errors import PostbackError

LONGEST = 300  # LINE's limit, in UTF-16 units; our data is ASCII
_SEPARATOR = ":"

_registry: dict[str, type[Button]] = {}
ButtonType = TypeVar("ButtonType", bound="Button")


class Button:
    """Base of every payload. `str(button)` is what goes into the postback."""

    prefix: ClassVar[str]
    _fields: ClassVar[tuple[_Field, ...]]

    def __str__(self) -> str:
        return encode(self)


@dataclasses.dataclass(frozen=True, slots=True)
class _Field:
    name: str
    write: Callable[[Any], str]
    read: Callable[[str], Any]


@dataclass_transform(frozen_default=True)
def button(prefix: str) -> Callable[[type[ButtonType]], type[ButtonType]]:
    """Class decorator: make a frozen dataclass of `Button` travel under `prefix`."""

    def register(cls: type[ButtonType]) -> type[ButtonType]:
        if prefix in _registry:
            raise PostbackError(f"two buttons are called {prefix!r}")
        made = dataclasses.dataclass(frozen=True, eq=True)(cls)
        hints = get_type_hints(made)
        made.prefix = prefix
        made._fields = tuple(
            _Field(field.name, *_codec(hints[field.name]))
            for field in dataclasses.fields(made)  # type: ignore[arg-type]
        )
        _registry[prefix] = made
        return made

    return register


def registered_buttons() -> Mapping[str, type[Button]]:
    """Every payload that is defined so far, by its short name."""
    return _registry


def encode(value: Button) -> str:
    """The postback data of a payload. Raises PostbackError if LINE would not carry it."""
    parts = [value.prefix]
    parts += [field.write(getattr(value, field.name)) for field in value._fields]
    data = _SEPARATOR.join(parts)
    if len(data) > LONGEST or not data.isascii():
        raise PostbackError(f"{value.prefix}: {len(data)} characters do not fit a button")
    return data


def parse(data: str) -> Button | None:
    """The payload of any button that we ever released; None for what is not ours."""
    prefix, *values = data.split(_SEPARATOR)
    cls = _registry.get(prefix)
    if cls is None or len(values) > len(cls._fields):
        return None
    try:
        named = {
            field.name: field.read(value) for field, value in zip(cls._fields, values, strict=False)
        }
        return cls(**named)
    except (ValueError, TypeError):
        return None


def _codec(hint: Any) -> tuple[Callable[[Any], str], Callable[[str], Any]]:
    """How a field of this type is written and read."""
    optional = _inner_of_optional(hint)
    if optional is not None:
        write, read = _codec(optional)
        return (lambda v: "" if v is None else write(v)), (lambda t: read(t) if t else None)
    if hint is bool:
        return (lambda v: "1" if v else "0"), (lambda t: t == "1")
    if hint is int:
        return str, int
    if hint is uuid.UUID:
        return (lambda v: v.hex), uuid.UUID
    if hint is date:
        return (lambda v: f"{v:%Y%m%d}"), lambda t: date.fromisoformat(t)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return str, hint
    if hint is str:
        return _write_text, str
    raise PostbackError(f"a button cannot carry {hint!r}")


def _write_text(value: str) -> str:
    if _SEPARATOR in value:
        raise PostbackError("a button's text holds the separator")
    return value


def _inner_of_optional(hint: Any) -> Any:
    arguments = getattr(hint, "__args__", ())
    if type(None) in arguments and len(arguments) == 2:
        return next(one for one in arguments if one is not type(None))
    return None
