"""Webhooks brought to the service by hand, instead of by the simulated platform."""

from __future__ import annotations

import aiohttp

from tests.support.line_events import Json, body_of, sign
from tests.support.town import Town


async def post(session: aiohttp.ClientSession, address: str, body: bytes, signature: str) -> int:
    """POST a webhook; the status of the answer. An empty signature is no header."""
    headers = {"x-line-signature": signature} if signature else {}
    async with session.post(f"{address}/webhook", data=body, headers=headers) as answer:
        return answer.status


async def deliver(town: Town, *events: Json) -> int:
    """POST events in one body, their reply tokens known to the platform."""
    tokens = town.platform.reply_tokens
    for event in events:
        if event["deliveryContext"]["isRedelivery"] is False:
            tokens.issue(event["replyToken"], event["source"]["userId"], event["timestamp"])
        tokens.delivered(event["replyToken"], town.platform.clock())
    body = body_of(*events)
    async with aiohttp.ClientSession() as session:
        return await post(session, town.address, body, sign(body))
