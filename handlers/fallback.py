"""What nothing else took: the nearest things are offered, never a wrong answer."""

from __future__ import annotations

from bot.cards import TopicFile
from bot.context import Turn
from bot.events import Postback, Text
from bot.reply import SILENCE, Reply, Say, say
from bot.router import Router, Topic, is_a

router = Router("fallback")


@router.on(is_a(Postback))
def old_button(_turn: Turn, content: Postback) -> Reply:
    """A button that is not ours (any more). A rich-menu tab only tells that it was switched."""
    return SILENCE if content.menu_switched else say("sorry/old_button")


@router.on(is_a(Text))
def offer(turn: Turn, _content: Text) -> Reply:
    """Offer the nearest topics in the person's language; an open question stays open."""
    nearest = turn.understood.nearest if turn.understood else ()
    found = [(name, turn.content.topics[name]) for name in nearest]
    choices = [_choice(turn, name, file) for name, file in found]
    return Reply((Say("sorry/not_understood", {"choices": choices}),))


def _choice(turn: Turn, name: str, file: TopicFile) -> dict[str, str]:
    title = file.title.en if turn.language == "en" else file.title.th
    return {"label": title, "press": file.start or f"show:{name}"}


TOPIC = Topic(router)
