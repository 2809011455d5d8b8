"""Danger: recognised before anything else, in any state of any flow."""

from __future__ import annotations

from bot.context import Turn
from bot.postback import Button, button
from bot.reply import Reply, Say
from bot.router import Router, Topic, first_of, pressed

router = Router("urgent")


@button("sos")
class Urgent(Button):
    """The urgent-help tile and buttons. `card` is one of the kinds of danger, or "all"."""

    card: str = "all"


_CARDS = {
    "all": "urgent/all",
    "emergency": "urgent/emergency",
    "protection": "urgent/protection",
    "distress": "urgent/distress",
}


def _pressed_in_private(turn: Turn) -> Urgent | None:
    return pressed(Urgent)(turn) if turn.event.private else None


def _danger(turn: Turn) -> Urgent | None:
    understood = turn.understood
    if not turn.event.private or understood is None:
        return None
    asks_for_help = understood.topic == router.name
    return Urgent(understood.topic or "all") if understood.danger or asks_for_help else None


@router.on(first_of(_pressed_in_private, _danger))
def show(_turn: Turn, found: Urgent) -> Reply:
    """The card for this danger; where the talk stood is left as it is."""
    name = _CARDS.get(found.card, _CARDS["all"])
    return Reply((Say(name),), danger=True)


TOPIC = Topic(router, start=Urgent())
