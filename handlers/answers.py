"""Topics that only answer: a folder of content/ and nothing else."""

from __future__ import annotations

from bot.context import Turn
from bot.postback import Button, button
from bot.reply import Reply, Say, say
from bot.router import Router, Topic, pressed

router = Router("answers")


@button("show")
class Show(Button):
    """Show a topic's answer, or another message of its folder."""

    topic: str
    message: str = ""


@router.on(pressed(Show))
def show(turn: Turn, button: Show) -> Reply:
    """The message that the button names."""
    name = f"{button.topic}/{button.message}" if button.message else _answer(turn, button.topic)
    known = name is not None and name in turn.content.messages
    return say(name) if name is not None and known else say("sorry/old_button")


def _spoken_of(turn: Turn) -> str | None:
    topic = turn.understood.topic if turn.understood else None
    return _answer(turn, topic) if topic else None


@router.on(_spoken_of)
def answer(turn: Turn, name: str) -> Reply:
    """The topic's answer. A courtesy ("ขอบคุณค่ะ") leaves an open question open."""
    topic = turn.understood.topic if turn.understood else None
    file = turn.content.topics.get(topic or "")
    return Reply((Say(name),)) if file is not None and file.alone else say(name)


def _answer(turn: Turn, topic: str) -> str | None:
    file = turn.content.topics.get(topic)
    return file.answer if file else None


TOPIC = Topic(router)
