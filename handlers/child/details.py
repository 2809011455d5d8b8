"""What is kept of a child besides the checks: nickname, birth date, and how early it was born."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

from bot.context import ChildState, Position, Turn
from bot.reply import Reply, Say, SetBirth, SetNickname, say
from bot.router import Router, pressed
from bot.thai import completed_months, parse_date, spoken_date
from handlers.child.bands import CORRECTED_UNTIL_MONTHS
from handlers.child.buttons import (
    AskIfEarly,
    AskWeeksOf,
    PickedBirthOf,
    ShowChild,
    SkipBirth,
    SkipNickname,
    TellWeeks,
)
from handlers.child.nickname import holds_long_number, read_nickname
from handlers.child.questions import ask_by_buttons

router = Router("details")

ASKED_NICKNAME = "profile.nickname"
ASKED_BIRTH = "profile.birth"
_OLDEST_DAYS = 7 * 366


def _asked_about(turn: Turn, question: str) -> tuple[ChildState, str] | None:
    """The child that an open question is about, and what was typed; not for a command."""
    position = turn.person.position
    if turn.said is None or turn.late or position is None or position.name != question:
        return None
    if turn.understood is not None and (turn.understood.command or turn.understood.danger):
        return None
    child = turn.person.child(uuid.UUID(position.data["child"]))
    return (child, turn.said) if child else None


def _is_about_a_topic(turn: Turn) -> bool:
    return turn.understood is not None and turn.understood.topic is not None


def _nickname_answer(turn: Turn) -> tuple[ChildState, str] | None:
    """A typed nickname; a sentence about a topic that we know is no answer to this."""
    asked = _asked_about(turn, ASKED_NICKNAME)
    if asked is None or read_nickname(asked[1]) is not None:
        return asked
    return None if _is_about_a_topic(turn) and not holds_long_number(asked[1]) else asked


def _birth_answer(turn: Turn) -> tuple[ChildState, str] | None:
    asked = _asked_about(turn, ASKED_BIRTH)
    if asked is None or parse_date(asked[1], turn.today).problem != "none":
        return asked
    return None if _is_about_a_topic(turn) else asked


@router.on(_nickname_answer)
def hear_nickname(turn: Turn, asked: tuple[ChildState, str]) -> Reply:
    """A nickname was typed."""
    child, text = asked
    nickname = read_nickname(text)
    if nickname is None:
        again = Say("profile/nickname_again", {"number": holds_long_number(text)})
        asking = ask_nickname(child.child_id, early_told=_early_told(turn, child.child_id))
        return Reply((again, *asking.says), position=asking.position)
    shown = _after_nickname(turn, child, nickname)
    return Reply(shown.says, (SetNickname(child.child_id, nickname),), shown.position)


@router.on(pressed(SkipNickname))
def skip_nickname(turn: Turn, button: SkipNickname) -> Reply:
    """No nickname is fine; one that was kept goes."""
    child = turn.person.child(button.child)
    if child is None:
        return say("checklist/gone")
    shown = _after_nickname(turn, child, "")
    return Reply(shown.says, (SetNickname(child.child_id, None),), shown.position)


@router.on(_birth_answer)
def hear_birth(turn: Turn, asked: tuple[ChildState, str]) -> Reply:
    """A birth date was typed."""
    child, text = asked
    parsed = parse_date(text, turn.today)
    if parsed.value is None:
        return ask_birth(turn, child, problem=parsed.problem or "none")
    return _keep_birth(turn, child, parsed.value)


@router.on(pressed(PickedBirthOf))
def hear_picked(turn: Turn, button: PickedBirthOf) -> Reply:
    """A birth date was picked."""
    child = turn.person.child(button.child)
    if child is None:
        return say("checklist/gone")
    try:
        birth = date.fromisoformat(getattr(turn.event.content, "picked", ""))
    except ValueError:
        return ask_birth(turn, child, problem="none")
    if birth > turn.today:
        return ask_birth(turn, child, problem="future")
    return _keep_birth(turn, child, birth)


@router.on(pressed(SkipBirth))
def skip_birth(turn: Turn, button: SkipBirth) -> Reply:
    """The birth date can be told another time."""
    child = turn.person.child(button.child)
    return show_kept(turn, child) if child else say("checklist/gone")


@router.on(pressed(AskIfEarly))
def ask_if_early(turn: Turn, button: AskIfEarly) -> Reply:
    """Born early or not."""
    child = turn.person.child(button.child)
    return _ask_if_early(child) if child else say("checklist/gone")


@router.on(pressed(AskWeeksOf))
def ask_weeks(turn: Turn, button: AskWeeksOf) -> Reply:
    """Born early: in which week?"""
    if turn.person.child(button.child) is None:
        return say("checklist/gone")
    return ask_by_buttons(
        "checklist/which_week",
        weeks=[
            {"week": week, "press": TellWeeks(button.child, 40 - week)}
            for week in range(36, 27, -1)
        ],
        earlier=TellWeeks(button.child, 13),
        unknown=TellWeeks(button.child, 0),
    )


@router.on(pressed(TellWeeks))
def keep_weeks(turn: Turn, button: TellWeeks) -> Reply:
    """Keep how early the child was born."""
    child = turn.person.child(button.child)
    if child is None:
        return say("checklist/gone")
    if child.birth_date is None:
        return ask_birth(turn, child)
    shown = show_kept(turn, child)
    kept = SetBirth(child.child_id, child.birth_date, button.weeks_early)
    return Reply(shown.says, (kept,), shown.position)


def ask_nickname(child_id: uuid.UUID, *, early_told: bool = False) -> Reply:
    """The question of the nickname, open until it is answered.

    `early_told`: whether the child was born early has been asked already.
    """
    return Reply(
        (Say("profile/nickname", {"skip": SkipNickname(child_id)}),),
        position=Position(ASKED_NICKNAME, _about(child_id, early_told=early_told)),
    )


def ask_birth(
    turn: Turn, child: ChildState, *, nickname: str | None = None, problem: str = ""
) -> Reply:
    """The question of the birth date, open until it is answered."""
    data = {
        "problem": problem,
        "name": (child.nickname if nickname is None else nickname) or "",
        "picked": PickedBirthOf(child.child_id),
        "skip": SkipBirth(child.child_id),
        "first": (turn.today - timedelta(days=_OLDEST_DAYS)).isoformat(),
        "last": turn.today.isoformat(),
        "initial": (turn.today - timedelta(days=548)).isoformat(),
    }
    about = _about(child.child_id, early_told=_early_told(turn, child.child_id))
    return Reply((Say("profile/birth", data),), position=Position(ASKED_BIRTH, about))


def show_kept(
    turn: Turn,
    child: ChildState,
    *,
    nickname: str | None = None,
    birth: date | None = None,
    keeps_checks: bool = False,
) -> Reply:
    """What is now kept of the child; what this very turn changes is given beside it."""
    known = birth or child.birth_date
    return say(
        "profile/done",
        name=(child.nickname if nickname is None else nickname) or "",
        birth=spoken_date(known, turn.language) if known else "",
        keeps_checks=keeps_checks or child.keeps_checks,
        show=ShowChild(child.child_id),
    )


def _after_nickname(turn: Turn, child: ChildState, nickname: str) -> Reply:
    """Ask the birth date if it is not known yet; else we are done."""
    if child.birth_date is None:
        return ask_birth(turn, child, nickname=nickname)
    return show_kept(turn, child, nickname=nickname)


def _keep_birth(turn: Turn, child: ChildState, birth: date) -> Reply:
    """Keep the birth date; a small child whose first one it is may have been born early."""
    young = completed_months(birth, turn.today) < CORRECTED_UNTIL_MONTHS
    unasked = child.birth_date is None and not _early_told(turn, child.child_id)
    ask = young and unasked and not child.weeks_early
    shown = _ask_if_early(child) if ask else show_kept(turn, child, birth=birth)
    kept = SetBirth(child.child_id, birth, child.weeks_early)
    return Reply(shown.says, (kept,), shown.position)


def _ask_if_early(child: ChildState) -> Reply:
    return ask_by_buttons(
        "checklist/born_early",
        term=TellWeeks(child.child_id, 0),
        early=AskWeeksOf(child.child_id),
    )


def _about(child_id: uuid.UUID, *, early_told: bool) -> dict[str, str]:
    return {"child": child_id.hex} | ({"early": "told"} if early_told else {})


def _early_told(turn: Turn, child_id: uuid.UUID) -> bool:
    """Whether the talk that is going on about this child has asked it already."""
    position = turn.person.position
    data = position.data if position else {}
    return data.get("child") == child_id.hex and data.get("early") == "told"
