"""A LINE that accepts every reply at once: as cheap as a server can be, the same for both sides.

Runs as `python -m tests.bench.line_stub API_PORT WATCH_PORT`. Whoever connects to the second port
is told of every accepted reply: its token's number and the moment (CLOCK_MONOTONIC, seconds).
"""

from __future__ import annotations

import asyncio
import struct
import sys
import time
from typing import cast

import uvloop

ACCEPTED = struct.Struct("<Id")

_BODY = b'{"sentMessages":[{"id":"536875434712424531","quoteToken":"q3Plxr4AgKd"}]}'
_ANSWER = (
    b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n"
    b"x-line-request-id: 8f62a3cc-7d05-4b4f-8b0e-2f1c4f9f6c11\r\n"
    b"content-length: %d\r\n\r\n%b" % (len(_BODY), _BODY)
)
_TOKEN_DIGITS = 32


class Watchers:
    """Those who are told; what was accepted in one round of the loop goes out together."""

    def __init__(self) -> None:
        self.transports: set[asyncio.Transport] = set()
        self._accepted = bytearray()

    def tell(self, number: int) -> None:
        """Reply `number` was accepted now."""
        if not self._accepted:
            asyncio.get_running_loop().call_soon(self._flush)
        self._accepted += ACCEPTED.pack(number, time.monotonic())

    def _flush(self) -> None:
        told, self._accepted = bytes(self._accepted), bytearray()
        for transport in self.transports:
            transport.write(told)


class Watcher(asyncio.Protocol):
    """One that is told."""

    def __init__(self, watchers: Watchers) -> None:
        self._watchers = watchers

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's transports are no subclass of asyncio's.
        self._transport = cast(asyncio.Transport, transport)
        self._watchers.transports.add(self._transport)

    def connection_lost(self, exc: Exception | None) -> None:
        self._watchers.transports.discard(self._transport)


class Api(asyncio.Protocol):
    """One keep-alive connection of a bot."""

    def __init__(self, watchers: Watchers) -> None:
        self._watchers = watchers
        self._received = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's transports are no subclass of asyncio's.
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        self._received += data
        while (size := _request_size(self._received)) is not None:
            request, self._received = self._received[:size], self._received[size:]
            self._watchers.tell(_token_number(request))
            self._transport.write(_ANSWER)


def _request_size(received: bytes) -> int | None:
    """The bytes of the first request, once they are all here."""
    end = received.find(b"\r\n\r\n")
    if end < 0:
        return None
    _, _, rest = received[:end].lower().partition(b"content-length:")
    size = end + 4 + int(rest.partition(b"\r\n")[0] or 0)
    return size if len(received) >= size else None


def _token_number(request: bytes) -> int:
    """The number in `"replyToken":"000…7"`, with or without a blank."""
    start = request.index(b'"', request.index(b'"replyToken"') + 12) + 1
    return int(request[start : start + _TOKEN_DIGITS])


async def serve(api_port: int, watch_port: int) -> None:
    """Serve until the process is ended."""
    loop = asyncio.get_running_loop()
    watchers = Watchers()
    api = await loop.create_server(lambda: Api(watchers), "127.0.0.1", api_port, backlog=1024)
    watch = await loop.create_server(lambda: Watcher(watchers), "127.0.0.1", watch_port)
    async with api, watch:
        await asyncio.gather(api.serve_forever(), watch.serve_forever())


if __name__ == "__main__":
    uvloop.run(serve(int(sys.argv[1]), int(sys.argv[2])))
