"""The peer: an echo bot written the way that the SDK's FastAPI example documents.

`WebhookParser` reads the body, one shared `AsyncMessagingApi` sends the reply, and the webhook's
200 follows it. It stores nothing. Served by uvicorn with uvloop and httptools, without an access
log, as our own service is.
"""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI, HTTPException, Request
from linebot.v3 import WebhookParser
from linebot.v3.exceptions import InvalidSignatureError
from linebot.v3.messaging import (
    AsyncApiClient,
    AsyncMessagingApi,
    Configuration,
    ReplyMessageRequest,
    TextMessage,
)
from linebot.v3.webhooks import MessageEvent, TextMessageContent

parser = WebhookParser(os.environ["LINE_CHANNEL_SECRET"])


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    """One client for the life of the process; it wants a running loop."""
    configuration = Configuration(
        host=os.environ["LINE_API_BASE_URL"],
        access_token=os.environ["LINE_CHANNEL_ACCESS_TOKEN"],
    )
    async with AsyncApiClient(configuration) as client:
        app.state.line = AsyncMessagingApi(client)
        yield


app = FastAPI(lifespan=lifespan)


@app.post("/webhook")
async def webhook(request: Request) -> str:
    """Answer every text with the same text."""
    body = (await request.body()).decode()
    try:
        events = parser.parse(body, request.headers["x-line-signature"])
    except InvalidSignatureError as error:
        raise HTTPException(status_code=400, detail="Invalid signature") from error
    for event in events:
        if isinstance(event, MessageEvent) and isinstance(event.message, TextMessageContent):
            await app.state.line.reply_message(
                ReplyMessageRequest(
                    reply_token=event.reply_token,
                    messages=[TextMessage(text=event.message.text)],
                )
            )
    return "OK"
