"""Stop: nothing is sent any more of our own accord, and no question stays open."""

from __future__ import annotations

from bot.context import Turn
from bot.postback import Button, button
from bot.reply import Reply, Say, SetMuted
from bot.router import Router, Topic, about, first_of, pressed

router = Router("reminders")


@button("mute")
class Mute(Button):
    """Send nothing of our own accord (True), or again."""

    muted: bool = True


@router.on(first_of(pressed(Mute), about("reminders")))
def stop(_turn: Turn, found: object) -> Reply:
    """Stop, or take it back."""
    muted = found.muted if isinstance(found, Mute) else True
    name = "stop/stopped" if muted else "stop/resumed"
    return Reply((Say(name, {"resume": Mute(False)}),), (SetMuted(muted),), None)


TOPIC = Topic(router)
