"""LINE's API as one ASGI application: what every call goes through, in LINE's order."""

from __future__ import annotations

import asyncio
import hmac
import re
from collections.abc import Iterable
from typing import Any

import orjson
from starlette.types import Receive, Scope, Send

from bot.simulator.calls import Answer, Call, Endpoint, Refused
from bot.simulator.connection import cut_off, wait_until_gone
from bot.simulator.faults import FaultKind, When
from bot.simulator.platform import Platform
from bot.simulator.retry_keys import is_retry_key

MAX_BODY_BYTES = 2 * 1024 * 1024
# A call that is never answered is held no longer than this, so that a server can still stop.
HOLD_SECONDS = 60.0

_UNAUTHORIZED = (
    "Authentication failed due to the following reason: invalid token. "
    "Confirm that the access token in the authorization header is valid."
)
_PARAMETER = re.compile(r"\{(\w+)\}")


class _Silence(Exception):
    """The call gets no answer; `cut` closes its connection at once."""

    def __init__(self, note: str, *, cut: bool = False) -> None:
        super().__init__(note)
        self.cut = cut


class Door:
    """Answers everything below /v2/bot (the mount point is already taken off the path)."""

    def __init__(self, platform: Platform, endpoints: Iterable[Endpoint]) -> None:
        self._platform = platform
        self._bearer = f"Bearer {platform.settings.access_token}".encode()
        self._plain: dict[str, dict[str, Endpoint]] = {}
        self._patterns: list[tuple[re.Pattern[str], dict[str, Endpoint]]] = []
        for endpoint in endpoints:
            self._add(endpoint)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"].removeprefix(scope.get("root_path", ""))
        request_id = self._platform.ids.request_id()
        endpoint = None
        try:
            endpoint, values = self._find(scope["method"], path)
            answer = await self._answer(endpoint, values, request_id, scope, receive)
            note = ""
        except Refused as refused:
            answer, note = refused.answer(), str(refused)
        except _Silence as silence:
            self._log(scope, path, 0, str(silence), endpoint, request_id)
            await _stay_silent(silence, receive, send)
            return
        self._log(scope, path, answer.status, note, endpoint, request_id)
        await _send_answer(answer, request_id, send)

    async def _answer(
        self,
        endpoint: Endpoint,
        values: dict[str, str],
        request_id: str,
        scope: Scope,
        receive: Receive,
    ) -> Answer:
        headers = dict(scope["headers"])
        if not hmac.compare_digest(headers.get(b"authorization", b""), self._bearer):
            raise Refused(401, _UNAUTHORIZED)
        body = await _read_body(receive)
        if not self._platform.rates.take(endpoint.name):
            raise _too_many_calls()
        await self._fail_before(endpoint)
        call = Call(
            request_id,
            endpoint,
            values,
            scope["query_string"].decode("latin-1"),
            _content_type(headers),
            _retry_key(endpoint, headers),
            _parse(endpoint, _content_type(headers), body),
        )
        answer = await endpoint.handler(self._platform, call)
        self._fail_after(endpoint)
        return answer

    async def _fail_before(self, endpoint: Endpoint) -> None:
        if slow := self._platform.faults.take("latency_ms", endpoint.names):
            await asyncio.sleep(slow.ms / 1_000)
        if self._hit("timeout", endpoint, "before"):
            raise _Silence("no answer, not accepted")
        if self._hit("status_500", endpoint, "before"):
            raise Refused(500, "Internal server error")
        if self._hit("throttle_429", endpoint):
            raise _too_many_calls()

    def _fail_after(self, endpoint: Endpoint) -> None:
        if self._hit("timeout", endpoint, "after"):
            raise _Silence("no answer, accepted")
        if self._hit("status_500", endpoint, "after"):
            raise Refused(500, "Internal server error")
        if self._hit("reset_after_acceptance", endpoint):
            raise _Silence("connection closed, accepted", cut=True)

    def _hit(self, kind: FaultKind, endpoint: Endpoint, when: When | None = None) -> bool:
        return self._platform.faults.take(kind, endpoint.names, when) is not None

    def _find(self, method: str, path: str) -> tuple[Endpoint, dict[str, str]]:
        methods, values = self._plain.get(path), dict[str, str]()
        if methods is None:
            for pattern, candidates in self._patterns:
                if found := pattern.fullmatch(path):
                    methods, values = candidates, found.groupdict()
                    break
        if methods is None:
            raise Refused(404, "Not found")
        if method not in methods:
            raise Refused(405, "Method Not Allowed")
        return methods[method], values

    def _add(self, endpoint: Endpoint) -> None:
        if "{" not in endpoint.path:
            self._plain.setdefault(endpoint.path, {})[endpoint.method] = endpoint
            return
        pattern = re.compile(_PARAMETER.sub(r"(?P<\1>[^/]+)", endpoint.path))
        for known, methods in self._patterns:
            if known.pattern == pattern.pattern:
                methods[endpoint.method] = endpoint
                return
        self._patterns.append((pattern, {endpoint.method: endpoint}))

    def _log(
        self,
        scope: Scope,
        path: str,
        status: int,
        note: str,
        endpoint: Endpoint | None,
        request_id: str,
    ) -> None:
        name = endpoint.name if endpoint else ""
        full_path = f"/v2/bot{path}"
        self._platform.journal.api(scope["method"], full_path, status, note, name, request_id)


def _too_many_calls() -> Refused:
    return Refused(429, "The API rate limit has been exceeded. Try again later.")


async def _read_body(receive: Receive) -> bytes:
    """The whole body. What is beyond the limit is read and dropped, so that the client, still
    sending, gets to see the 413.
    """
    body, size, more = bytearray(), 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise _Silence("the client hung up", cut=True)
        piece = message.get("body", b"")
        size += len(piece)
        if size <= MAX_BODY_BYTES:
            body += piece
        more = message.get("more_body", False)
    if size > MAX_BODY_BYTES:
        raise Refused(413, "Payload Too Large")
    return bytes(body)


def _content_type(headers: dict[bytes, bytes]) -> str:
    return headers.get(b"content-type", b"").decode("latin-1")


def _retry_key(endpoint: Endpoint, headers: dict[bytes, bytes]) -> str | None:
    given = headers.get(b"x-line-retry-key")
    if given is None:
        return None
    key = given.decode("latin-1")
    # LINE documents that both are 400, but not the words.
    if not endpoint.retry_key_allowed:
        raise Refused(400, "The retry key is not supported by this API")
    if not is_retry_key(key):
        raise Refused(400, "Invalid retry key")
    return key


def _parse(endpoint: Endpoint, content_type: str, body: bytes) -> Any:
    if endpoint.takes != "json":
        return body
    if content_type.partition(";")[0].strip().lower() != "application/json":
        raise Refused(400, f"The content type, {content_type}, is not supported")
    try:
        parsed = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise _unparsable(error.lineno, error.colno) from None
    if not isinstance(parsed, dict):
        raise _unparsable(1, 1)
    return parsed


def _unparsable(line: int, column: int) -> Refused:
    where = f"(line: {line}, column: {column})"
    return Refused(400, f"The request body could not be parsed as JSON {where}")


async def _stay_silent(silence: _Silence, receive: Receive, send: Send) -> None:
    if not silence.cut:
        try:
            await asyncio.wait_for(wait_until_gone(receive), HOLD_SECONDS)
        except TimeoutError:
            pass
        else:
            return
    await cut_off(receive, send)


async def _send_answer(answer: Answer, request_id: str, send: Send) -> None:
    body = answer.as_bytes()
    headers = [
        (b"content-type", answer.content_type.encode()),
        (b"content-length", str(len(body)).encode()),
        (b"x-line-request-id", request_id.encode()),
        *answer.headers,
    ]
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
