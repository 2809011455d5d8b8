"""What the load holds on to: raw connections to the server, and the stub's word on replies."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import cast

from tests.bench.line_stub import ACCEPTED


class Connection(asyncio.Protocol):
    """A keep-alive connection with at most one webhook under way."""

    def __init__(self, answered: Callable[[Connection, bool], None]) -> None:
        self._answered = answered
        self._received = b""
        self.number = -1

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's transports are no subclass of asyncio's.
        self._transport = cast(asyncio.Transport, transport)

    def send(self, number: int, request: bytes) -> None:
        """Send webhook `number`."""
        self.number = number
        self._transport.write(request)

    def data_received(self, data: bytes) -> None:
        self._received += data
        end = self._received.find(b"\r\n\r\n")
        if end < 0:
            return
        _, _, rest = self._received[:end].lower().partition(b"content-length:")
        if len(self._received) >= end + 4 + int(rest.partition(b"\r\n")[0]):
            good = self._received.startswith(b"HTTP/1.1 200")
            self._received = b""
            self._answered(self, good)


class Watch(asyncio.Protocol):
    """Hears from the stub which replies it accepted, and when."""

    def __init__(self, accepted: Callable[[int, float], None]) -> None:
        self._accepted = accepted
        self._rest = b""

    def data_received(self, data: bytes) -> None:
        data = self._rest + data
        whole = len(data) - len(data) % ACCEPTED.size
        self._rest = data[whole:]
        for number, at in ACCEPTED.iter_unpack(data[:whole]):
            self._accepted(number, at)
