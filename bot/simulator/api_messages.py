"""LINE's endpoints for sending messages, and what goes with it in a chat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.simulator.calls import Answer, Call, Endpoint, Refused
from bot.simulator.checks import check

if TYPE_CHECKING:
    from bot.simulator.platform import Platform

DEFAULT_LOADING_SECONDS = 20


async def reply(platform: Platform, call: Call) -> Answer:
    check("reply", call.body)
    return Answer({"sentMessages": platform.sending.reply(call).sent})


async def push(platform: Platform, call: Call) -> Answer:
    platform.sending.refuse_repeated(call)
    check("push", call.body)
    return Answer({"sentMessages": platform.sending.push(call).sent})


async def multicast(platform: Platform, call: Call) -> Answer:
    platform.sending.refuse_repeated(call)
    check("multicast", call.body)
    platform.sending.multicast(call)
    return Answer()


async def validate(platform: Platform, call: Call) -> Answer:
    check("validate", call.body)
    return Answer()


async def start_loading(platform: Platform, call: Call) -> Answer:
    """Shows the animation to a user; ids that we do not know are passed over."""
    check("loading", call.body)
    seconds = call.body.get("loadingSeconds", DEFAULT_LOADING_SECONDS)
    user = platform.users.find(call.body["chatId"])
    if user is not None and not user.blocked:
        user.loading_until = platform.clock() + seconds * 1_000
        platform.tell_user(user)
    return Answer(status=202)


async def mark_as_read(platform: Platform, call: Call) -> Answer:
    """Marks the user's messages as read, up to the one that the token came with."""
    check("markAsRead", call.body)
    place = platform.read_tokens.place(call.body["markAsReadToken"])
    if place is None:
        words = "Tokens must be used by the bot that received them via Webhook."
        raise Refused(400, f"Invalid markAsReadToken. {words}")
    chat_id, message_id = place
    for entry in platform.chats[chat_id]:
        if entry.sender_side == "user":
            entry.read = True
        if entry.id == message_id:
            break
    return Answer()


def _validate(kind: str) -> Endpoint:
    path = f"/message/validate/{kind}"
    return Endpoint("POST", path, f"validate_{kind}", "validate", validate, "json")


ENDPOINTS = (
    Endpoint("POST", "/message/reply", "reply", "message", reply, "json"),
    Endpoint("POST", "/message/push", "push", "message", push, "json", retry_key_allowed=True),
    Endpoint(
        "POST",
        "/message/multicast",
        "multicast",
        "message",
        multicast,
        "json",
        retry_key_allowed=True,
    ),
    _validate("reply"),
    _validate("push"),
    _validate("multicast"),
    _validate("narrowcast"),
    _validate("broadcast"),
    Endpoint("POST", "/chat/loading/start", "loading", "chat", start_loading, "json"),
    Endpoint("POST", "/chat/markAsRead", "markAsRead", "chat", mark_as_read, "json"),
)
