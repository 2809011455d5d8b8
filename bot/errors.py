"""Errors carry their consequence as attributes; callers never match on text."""

from __future__ import annotations


class TonklaError(Exception):
    """Any error that we raise ourselves; its text is one clear line for the operator."""


class SettingsError(TonklaError):
    """The environment does not allow a start; the text names each setting and what it wants."""


class ContentError(TonklaError):
    """Something in content/ is wrong.

    `problems` holds one line each: file, line and reason.
    """

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class PostbackError(TonklaError):
    """Button data that cannot be built (too long, or a value that would not survive)."""


class SchemaError(TonklaError):
    """The database is not reachable, or its schema is older than this code."""


class AlreadyServingError(TonklaError):
    """Another process serves from the same SQLite file."""
