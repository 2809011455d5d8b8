"""Groups and rooms: silent unless mentioned, and never a word about a person there."""

from __future__ import annotations

from bot.context import Turn
from bot.events import Text
from bot.reply import SILENCE, Reply, Say
from bot.router import Router, Topic

router = Router("group")


def _in_a_group(turn: Turn) -> bool | None:
    return None if turn.event.private else True


@router.on(_in_a_group)
def answer(turn: Turn, _found: bool) -> Reply:
    """A mention is answered by asking to talk in private; everything else by silence."""
    content = turn.event.content
    if isinstance(content, Text) and content.mentions_us:
        return Reply((Say("group/in_private"),))
    return SILENCE


TOPIC = Topic(router)
