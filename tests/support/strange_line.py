"""A server in LINE's place that answers as nobody should: late, cut short, in other words."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"


@dataclass(frozen=True, slots=True)
class Request:
    """One request, as it came over the wire."""

    line: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(slots=True)
class StrangeLine:
    """Answers each request with `answer`; None closes the connection without a word."""

    answer: bytes | None = OK
    address: str = ""
    requests: list[Request] = field(default_factory=list)
    connections: int = 0
    open_now: int = 0
    most_open: int = 0
    # Cleared, requests are taken in and wait.
    answers: asyncio.Event = field(default_factory=asyncio.Event)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection."""
        self.connections += 1
        self.open_now += 1
        self.most_open = max(self.most_open, self.open_now)
        try:
            while self.answer is not None or not self.requests:
                self.requests.append(await _request(reader))
                await self.answers.wait()
                if self.answer is None:
                    return
                writer.write(self.answer)
                await writer.drain()
                if b"Connection: close" in self.answer:
                    return
        except (asyncio.IncompleteReadError, ConnectionError):
            return
        finally:
            self.open_now -= 1
            writer.close()


async def _request(reader: asyncio.StreamReader) -> Request:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    line, *fields = head.strip().split("\r\n")
    headers = {name.lower(): value for name, value in (one.split(": ", 1) for one in fields)}
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    return Request(line, headers, body)


@asynccontextmanager
async def strange_line(answer: bytes | None = OK) -> AsyncIterator[StrangeLine]:
    """Such a server on a free port of loopback."""
    line = StrangeLine(answer)
    line.answers.set()
    server = await asyncio.start_server(line.serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    line.address = f"http://127.0.0.1:{port}"
    try:
        yield line
    finally:
        line.answers.set()
        server.close()
