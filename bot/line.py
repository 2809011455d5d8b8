"""The LINE Platform as this service sees it; the only importer of the SDK.

The two calls that every turn makes (reply, push) go out as ready bytes over the SDK's one shared
client: building the SDK's models costs 3 ms a card, and a client made for each call 28 ms.
Everything that is not hot uses the SDK's own methods (`LineGateway.api`, `.blobs`), or `call` where
those lose what they are given (a rich menu's actions) or would raise at a field that LINE left out.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, NamedTuple
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
import orjson
from linebot.v3.messaging import (
    AsyncApiClient,
    AsyncMessagingApi,
    AsyncMessagingApiBlob,
    Configuration,
)

from bot.errors import TonklaError
from bot.settings import Settings

_REQUEST_ID = "X-Line-Request-Id"
_ACCEPTED_REQUEST_ID = "X-Line-Accepted-Request-Id"
_LONGEST_DETAIL = 300
_LONGEST_REQUEST_ID = 64  # its column


class Result(Enum):
    """What an attempt to send came to.

    Each carries its consequences: `settled` (the message is at LINE), `certain` (whether we know
    if LINE took it), `retry` (the same bytes may be sent again).
    """

    ACCEPTED = ("accepted", True, True, False)
    ALREADY_ACCEPTED = ("already_accepted", True, True, False)
    TOKEN_REFUSED = ("token_refused", False, True, False)
    THROTTLED = ("throttled", False, True, True)
    QUOTA_EXHAUSTED = ("quota_exhausted", False, True, True)
    NOT_SENT = ("not_sent", False, True, True)
    UNKNOWN = ("unknown", False, False, True)
    PERMANENT = ("permanent", False, True, False)

    def __init__(self, label: str, settled: bool, certain: bool, retry: bool) -> None:
        self.label = label
        self.settled = settled
        self.certain = certain
        self.retry = retry


@dataclass(frozen=True, slots=True)
class Attempt:
    """One answered (or unanswered) call: its result, LINE's request id, LINE's own words."""

    result: Result
    request_id: str | None = None
    detail: str = ""


class Answer(NamedTuple):
    """LINE's answer to a call that is not hot."""

    status: int
    body: bytes

    @property
    def ok(self) -> bool:
        """LINE did what was asked."""
        return 200 <= self.status < 300

    @property
    def data(self) -> dict[str, Any]:
        """The body, or {} if it is no JSON object."""
        read = _parsed(self.body)
        return read if isinstance(read, dict) else {}

    @property
    def detail(self) -> str:
        """LINE's own words about what is wrong."""
        return _message(self.body)


class LineGateway:
    """One client for the life of the process; make it inside the running loop, close it at end."""

    def __init__(self, settings: Settings) -> None:
        self._base = settings.line_api_base_url.rstrip("/")
        # Without a limit of its own a connection never made would count as "perhaps sent".
        total = settings.line_timeout_seconds
        self._timeout = aiohttp.ClientTimeout(total=total, sock_connect=min(3.0, total / 2))
        self._client = _client(settings, self._base)
        self._blob_client: AsyncApiClient | None = None
        self._settings = settings
        self._headers = {
            "Authorization": f"Bearer {settings.line_channel_access_token}",
            "Content-Type": "application/json",
            "User-Agent": str(self._client.user_agent),
        }
        self.api = AsyncMessagingApi(self._client)
        # The SDK's own connections; but its session asks for the environment's proxy in a thread,
        # and its cookies, before every call.
        self._session = aiohttp.ClientSession(
            connector=self._client.rest_client.pool_manager.connector,
            connector_owner=False,
            cookie_jar=aiohttp.DummyCookieJar(),
        )
        self._proxy = _proxy_of(self._base)

    @property
    def blobs(self) -> AsyncMessagingApiBlob:
        """The SDK's methods of LINE's data host (rich-menu images, sent media)."""
        if self._blob_client is None:
            host = self._settings.line_data_api_base_url.rstrip("/")
            self._blob_client = _client(self._settings, host)
        return AsyncMessagingApiBlob(self._blob_client)

    async def reply(self, token: str, messages: bytes) -> Attempt:
        """Answer an event with a JSON array of messages. Free; the token works once."""
        body = b'{"replyToken":%b,"messages":%b}' % (orjson.dumps(token), messages)
        return await self._post("/v2/bot/message/reply", body)

    async def push(self, to: str, messages: bytes, retry_key: uuid.UUID) -> Attempt:
        """Send to one person. Billed; the retry key makes a repeat harmless for 24 hours."""
        body = b'{"to":%b,"messages":%b}' % (orjson.dumps(to), messages)
        return await self._post("/v2/bot/message/push", body, retry_key)

    async def multicast(self, to: Sequence[str], messages: bytes, retry_key: uuid.UUID) -> Attempt:
        """Send to at most 500 people at once. Billed by recipient."""
        body = b'{"to":%b,"messages":%b}' % (orjson.dumps(list(to)), messages)
        return await self._post("/v2/bot/message/multicast", body, retry_key)

    async def show_loading(self, user_id: str, seconds: int = 20) -> Attempt:
        """Three moving dots in the chat until our next message (seconds: 5 to 60, by fives)."""
        body = orjson.dumps({"chatId": user_id, "loadingSeconds": seconds})
        return await self._post("/v2/bot/chat/loading/start", body)

    async def call(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        content_type: str = "application/json",
        data_host: bool = False,
    ) -> Answer:
        """Any other endpoint; `body` is bytes, or a value to write as JSON.

        Raises TonklaError if there is no answer.
        """
        settings = self._settings
        host = settings.line_data_api_base_url if data_host else settings.line_api_base_url
        headers = {**self._headers, "Content-Type": content_type}
        if body is None:
            del headers["Content-Type"]
        session: aiohttp.ClientSession = self._client.rest_client.pool_manager
        try:
            async with session.request(
                method,
                host.rstrip("/") + path,
                data=body if body is None or isinstance(body, bytes) else orjson.dumps(body),
                headers=headers,
                timeout=self._timeout,
                allow_redirects=False,
            ) as response:
                return Answer(response.status, await response.read())
        except (aiohttp.ClientError, aiohttp.InvalidURL, TimeoutError, OSError) as error:
            raise TonklaError(f"no answer from {host} ({type(error).__name__})") from error

    async def close(self) -> None:
        """Close every connection to LINE."""
        await self._session.close()
        await self._client.close()
        if self._blob_client is not None:
            await self._blob_client.close()

    async def _post(self, path: str, body: bytes, retry_key: uuid.UUID | None = None) -> Attempt:
        headers = self._headers
        if retry_key is not None:
            headers = {**headers, "X-Line-Retry-Key": str(retry_key)}
        try:
            async with self._session.post(
                self._base + path,
                data=body,
                headers=headers,
                timeout=self._timeout,
                allow_redirects=False,
                proxy=self._proxy,
            ) as response:
                return read_answer(response.status, response.headers, await response.read())
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            return Attempt(Result.NOT_SENT, detail=type(error).__name__)
        except (aiohttp.ClientError, TimeoutError, ConnectionError) as error:
            # Sent or half sent, and no word back: only LINE knows.
            return Attempt(Result.UNKNOWN, detail=type(error).__name__)


def read_answer(status: int, headers: object, body: bytes) -> Attempt:
    """The typed value of one HTTP answer of LINE (`headers`: any mapping of names)."""
    get = headers.get  # type: ignore[attr-defined]
    request_id = (get(_REQUEST_ID) or "")[:_LONGEST_REQUEST_ID] or None
    if 200 <= status < 300:
        # LINE answers in JSON. A proxy's page, or half an answer, says nothing of what LINE did.
        taken = not body or isinstance(_parsed(body), dict)
        return Attempt(Result.ACCEPTED if taken else Result.UNKNOWN, request_id)
    detail = _message(body)
    if status == 409:
        return Attempt(Result.ALREADY_ACCEPTED, get(_ACCEPTED_REQUEST_ID) or request_id, detail)
    return Attempt(_refusal(status, detail), request_id, detail)


def _refusal(status: int, detail: str) -> Result:
    if status == 400 and "invalid reply token" in detail.casefold():
        return Result.TOKEN_REFUSED
    if status == 429:
        # LINE gives both kinds of 429 one code; only its words tell them apart.
        return Result.QUOTA_EXHAUSTED if "monthly" in detail.casefold() else Result.THROTTLED
    if status in (401, 403, 408):
        # Our access token is wrong or too young: nothing was sent, and the operator can mend it.
        return Result.NOT_SENT
    if status >= 500 or status < 400:
        return Result.UNKNOWN
    return Result.PERMANENT


def _parsed(body: bytes) -> Any:
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        return None


def _message(body: bytes) -> str:
    answer = _parsed(body)
    if not isinstance(answer, dict):
        return ""
    parts = [str(answer.get("message", ""))]
    details = answer.get("details")
    for one in details if isinstance(details, list) else []:
        if isinstance(one, dict):
            parts.append(f"{one.get('property', '')}: {one.get('message', '')}")
    return "; ".join(parts)[:_LONGEST_DETAIL]


def _proxy_of(address: str) -> str | None:
    """The proxy that the environment (HTTPS_PROXY, NO_PROXY …) names for an address."""
    parts = urlsplit(address)
    return None if proxy_bypass(parts.hostname or "") else getproxies().get(parts.scheme)


def _client(settings: Settings, host: str) -> AsyncApiClient:
    configuration = Configuration(host=host, access_token=settings.line_channel_access_token)
    configuration.connection_pool_maxsize = settings.line_connections
    return AsyncApiClient(configuration)
