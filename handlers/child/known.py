"""A remembered child's check: gone on with, shown again, or begun."""

from __future__ import annotations

import uuid
from datetime import timedelta

from bot.context import ChildState, Turn
from bot.reply import Reply, say
from bot.reply import StartCheck as OpenCheck
from bot.router import Router, pressed
from handlers.child.age import ask_age
from handlers.child.bands import Band, band_for_months, months_for_checking
from handlers.child.buttons import CheckAnew, ListAges, StartForChild
from handlers.child.questions import show_question
from handlers.child.result import show_result
from handlers.child.round import Round, remembered_round

router = Router("known_child")

# A round left open longer than this is begun anew: the child has changed since.
_ROUND_STAYS_OPEN = timedelta(days=30)
_NAMESPACE = uuid.UUID("0c8a1d5e-52c9-5b0e-8f43-31f5f0b6d6a1")


@router.on(pressed(StartForChild))
def start_for_child(turn: Turn, button: StartForChild) -> Reply:
    """Begin or go on with a remembered child's check."""
    return check_child(turn, button.child, anew=False)


@router.on(pressed(CheckAnew))
def start_anew(turn: Turn, button: CheckAnew) -> Reply:
    """Begin another round of the band that fits today."""
    return check_child(turn, button.child, anew=True)


def check_child(turn: Turn, child_id: uuid.UUID, *, anew: bool) -> Reply:
    """A remembered child's round: gone on with, shown again, or begun."""
    child = turn.person.child(child_id)
    if child is None:
        return say("checklist/gone")
    if child.birth_date is None:
        return ask_age(turn)
    months = months_for_checking(
        birth=child.birth_date, months=None, weeks_early=child.weeks_early, today=turn.today
    )
    band = band_for_months(turn, max(months, 0))
    if band is None:
        return say("checklist/too_old", ages=ListAges())
    if not child.keeps_checks:
        return show_question(
            turn, Round(band, {}, None, child.birth_date, child.weeks_early), begin=True
        )
    kept = _round_to_go_on_with(turn, child, band)
    # A round without an answer is as good as a new one: pressed twice, "anew" opens one.
    if kept is not None and not (anew and kept.answers):
        return show_result(turn, kept) if kept.finished else show_question(turn, kept)
    return _open_round(turn, child, band, anew=anew)


def _round_to_go_on_with(turn: Turn, child: ChildState, band: Band) -> Round | None:
    """The child's newest round, if it is of this band and recent."""
    check = child.check
    if check is None or check.band != band.band:
        return None
    if turn.now - check.started_at >= _ROUND_STAYS_OPEN:
        return None
    return remembered_round(turn, child, band.band, check.check_id, check.answers)


def _open_round(turn: Turn, child: ChildState, band: Band, *, anew: bool) -> Reply:
    # By day, so that pressing twice opens one round; a round begun anew is its press's own.
    salt = turn.event.event_id if anew else turn.today.isoformat()
    check_id = uuid.uuid5(_NAMESPACE, f"{child.child_id}/{band.band}/{salt}")
    opened = OpenCheck(check_id, child.child_id, band.band, turn.now)
    question = show_question(
        turn, Round(band, {}, None, child.birth_date, child.weeks_early, check_id, child),
        begin=True,
    )  # fmt: skip
    return Reply(question.says, (opened,), question.position)
