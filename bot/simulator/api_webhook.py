"""LINE's endpoints that show, set and try the webhook."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.simulator.calls import Answer, Call, Endpoint, Refused

if TYPE_CHECKING:
    from bot.simulator.platform import Platform

MAX_URL_LENGTH = 500
# LINE wants https everywhere; a bot on this machine has no certificate.
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


async def get_endpoint(platform: Platform, call: Call) -> Answer:
    if not platform.webhooks.url:
        raise Refused(404, "Webhook endpoint not found")
    return Answer({"endpoint": platform.webhooks.url, "active": platform.webhooks.active})


async def set_endpoint(platform: Platform, call: Call) -> Answer:
    platform.webhooks.url = _checked_url(call.body.get("endpoint"))
    return Answer()


async def test_endpoint(platform: Platform, call: Call) -> Answer:
    wanted = call.body.get("endpoint")
    url = platform.webhooks.url if wanted is None else _checked_url(wanted)
    if not url:
        raise Refused(404, "Webhook endpoint not found")
    return Answer(await platform.webhooks.test(url))


def _checked_url(url: object) -> str:
    if not isinstance(url, str) or not 0 < len(url) <= MAX_URL_LENGTH or not _is_webhook_url(url):
        raise Refused(400, "Invalid webhook endpoint URL")
    return url


def _is_webhook_url(url: str) -> bool:
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return False
    return bool(host) and (
        parts.scheme == "https" or (parts.scheme == "http" and host in _LOOPBACK)
    )


_PATH = "/channel/webhook/endpoint"

ENDPOINTS = (
    Endpoint("GET", _PATH, "webhook_endpoint_get", "webhook", get_endpoint),
    Endpoint("PUT", _PATH, "webhook_endpoint_set", "webhook", set_endpoint, "json"),
    Endpoint("POST", "/channel/webhook/test", "webhook_test", "webhook", test_endpoint, "json"),
)
