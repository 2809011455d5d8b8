"""One call of LINE's API: how it comes in, how it is answered, how it is refused."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import parse_qs

import orjson

if TYPE_CHECKING:
    from bot.simulator.platform import Platform

Headers = list[tuple[bytes, bytes]]

_NOTHING: Mapping[str, object] = MappingProxyType({})
# Some of LINE's refusals carry an empty list, others none at all.
NO_DETAILS: Mapping[str, object] = MappingProxyType({"details": []})


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer; `body` is JSON unless it is bytes."""

    body: dict[str, Any] | bytes = field(default_factory=dict)
    status: int = 200
    content_type: str = "application/json"
    headers: Headers = field(default_factory=list)

    def as_bytes(self) -> bytes:
        return self.body if isinstance(self.body, bytes) else orjson.dumps(self.body)


class Refused(Exception):
    """An answer that LINE gives, not a failure of ours; `more` stands beside its message."""

    def __init__(
        self,
        status: int,
        message: str,
        *,
        more: Mapping[str, object] = _NOTHING,
        headers: Headers | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.headers = headers or []
        self.body: dict[str, Any] = {"message": message, **more}

    def answer(self) -> Answer:
        return Answer(self.body, self.status, headers=self.headers)


@dataclass(frozen=True, slots=True)
class Call:
    """A call that passed the door. `body` is the parsed JSON object, or bytes for an upload."""

    request_id: str
    endpoint: Endpoint
    path: Mapping[str, str]
    query_string: str
    content_type: str
    retry_key: str | None
    body: Any

    def query(self, name: str) -> str | None:
        """The first value of a query parameter."""
        values = parse_qs(self.query_string, keep_blank_values=True).get(name)
        return values[0] if values else None


Handler = Callable[["Platform", Call], Awaitable[Answer]]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One method and path (below /v2/bot). `name` and `group` are what faults and rates go by."""

    method: str
    path: str
    name: str
    group: str
    handler: Handler
    takes: Literal["nothing", "json", "bytes"] = "nothing"
    retry_key_allowed: bool = False

    @property
    def names(self) -> tuple[str, str]:
        return (self.name, self.group)
