"""Cutting a client's connection, as a failing network does."""

from __future__ import annotations

from starlette.types import Receive, Send


async def cut_off(receive: Receive, send: Send) -> None:
    """Closes the connection without an answer. No answer may have been started.

    ASGI has no word for this. uvicorn's `receive` is a method of the object that holds the
    transport, so the transport is closed from there. Where a middleware has wrapped `receive`, an
    answer is begun and left unfinished instead: the server must then close the connection too.
    """
    transport = getattr(getattr(receive, "__self__", None), "transport", None)
    if transport is not None:
        transport.abort()
        await wait_until_gone(receive)
        return
    headers = [(b"content-length", b"2")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})


async def wait_until_gone(receive: Receive) -> None:
    """Returns when the client has hung up."""
    while (await receive())["type"] != "http.disconnect":
        pass
