"""A message was taken back."""

from __future__ import annotations

from bot.context import Turn
from bot.events import Unsend
from bot.reply import ForgetMessage, Reply
from bot.router import Router, Topic, is_a

router = Router("unsend")


@router.on(is_a(Unsend))
def forget(_turn: Turn, content: Unsend) -> Reply:
    """Our copy goes too (a handled message has none; one that was set aside has)."""
    return Reply((), (ForgetMessage(content.message_id),))


TOPIC = Topic(router)
