"""Somebody adds, blocks or unblocks the account."""

from __future__ import annotations

from bot.context import Turn
from bot.events import Follow, Unfollow
from bot.reply import Reply, Say, SetBlocked
from bot.router import Router, Topic, is_a

router = Router("follow")


@router.on(is_a(Follow))
def greet(_turn: Turn, _content: Follow) -> Reply:
    """The greeting: one bubble, three doors."""
    return Reply((Say("greeting/hello"),), (SetBlocked(False),), None)


@router.on(is_a(Unfollow))
def note_block(_turn: Turn, _content: Unfollow) -> Reply:
    """A push to somebody who blocked us answers 200, so the block is kept here."""
    return Reply((), (SetBlocked(True),), None)


TOPIC = Topic(router)
