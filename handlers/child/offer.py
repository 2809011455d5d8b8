"""A text that tells a child's age and something that we do not know: the check is offered."""

from __future__ import annotations

from bot.context import Turn
from bot.reply import Reply, Say
from bot.router import Router
from bot.thai import spoken_age
from handlers.child.bands import band_for_months
from handlers.child.buttons import TellAge

router = Router("offer")


def _age_mentioned(turn: Turn) -> int | None:
    """The completed months of an age within the checklist, in a text about no known topic."""
    understood = turn.understood
    if understood is None or understood.topic is not None or understood.age is None:
        return None
    months = understood.age.months
    return months if band_for_months(turn, months) else None


@router.on(_age_mentioned)
def offer(turn: Turn, months: int) -> Reply:
    """Never a guess: what we can do for that age, and who knows about the rest."""
    data = {"age": spoken_age(months, turn.language), "check": TellAge(months)}
    return Reply((Say("checklist/offer", data),))
