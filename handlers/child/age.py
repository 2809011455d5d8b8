"""Whose check, and how old: by typing it in any way, by date picker, or by buttons."""

from __future__ import annotations

from datetime import date, timedelta

from bot.context import ChildState, Position, Turn
from bot.reply import Reply, Say, say
from bot.router import Router, about, answering, first_of, pressed
from bot.thai import (
    Age,
    ambiguous_age,
    completed_months,
    parse_age,
    parse_bare_age,
    parse_date,
    spoken_age,
    spoken_date,
)
from handlers.child.age_text import tells_only_an_age
from handlers.child.bands import (
    CORRECTED_UNTIL_MONTHS,
    band_for_months,
    bands,
    months_for_checking,
)
from handlers.child.buttons import (
    AskWeeks,
    ListAges,
    PickedBirth,
    StartCheck,
    StartForChild,
    StartForGuest,
    TellAge,
)
from handlers.child.questions import ask_by_buttons, show_question
from handlers.child.round import Round

router = Router("checklist")

ASKED_AGE = "checklist.age"
_OLDEST_DAYS = 7 * 366


def _age_answer(turn: Turn) -> str | None:
    """A typed answer to the question of age, unless the text is plainly a command."""
    said = answering(ASKED_AGE)(turn)
    if said is None or turn.understood is None:
        return said
    if turn.understood.command or turn.understood.danger:
        return None
    known = turn.understood.topic not in (None, router.name)
    return None if known and turn.understood.age is None else said


@router.on(_age_answer)
def hear_age(turn: Turn, text: str) -> Reply:
    """An age or a birth date was typed where we asked for one."""
    parsed = parse_date(text, turn.today)
    if parsed.value is not None:
        return with_birth(turn, parsed.value)
    if parsed.problem in ("impossible", "future", "too_old"):
        return _ask_age_again(turn, parsed.problem)
    if parsed.candidates:
        return _which_date(turn, parsed.candidates)
    if age := parse_age(text) or parse_bare_age(text):
        return with_months(turn, age.months)
    if both := ambiguous_age(text):
        return _which_age(turn, both)
    return _ask_age_again(turn, "unclear")


def _age_alone(turn: Turn) -> str | None:
    """A child's age and nothing else."""
    understood, text = turn.understood, turn.said
    if text is None or understood is None or understood.topic or understood.age is None:
        return None
    return router.name if tells_only_an_age(text) else None


@router.on(first_of(about("checklist"), _age_alone))
def hear_topic(turn: Turn, _topic: str) -> Reply:
    """Somebody wrote about a check, or only an age; the age is taken."""
    age = turn.understood.age if turn.understood else None
    return with_months(turn, age.months) if age else start(turn, StartCheck())


@router.on(pressed(StartCheck))
def start(turn: Turn, _button: StartCheck) -> Reply:
    """Ask which child, or straight away how old."""
    if not turn.person.children:
        return ask_age(turn)
    children = [
        {
            "name": child.nickname or "",
            "age": _spoken(turn, child),
            "press": StartForChild(child.child_id),
        }
        for child in turn.person.children
    ]
    return say("checklist/which_child", children=children, other=StartForGuest())


@router.on(pressed(StartForGuest))
def start_for_guest(turn: Turn, _button: StartForGuest) -> Reply:
    """Ask the age of a child that we do not know."""
    return ask_age(turn)


@router.on(pressed(PickedBirth))
def hear_picked(turn: Turn, _button: PickedBirth) -> Reply:
    """The date picker was used."""
    picked = _picked_date(turn)
    if picked is None or picked > turn.today:
        return _ask_age_again(turn, "future" if picked else "unclear")
    return with_birth(turn, picked)


@router.on(pressed(ListAges))
def list_ages(turn: Turn, _button: ListAges) -> Reply:
    """All ages as buttons."""
    return say("checklist/all_ages", groups=_age_groups(turn))


@router.on(pressed(TellAge))
def hear_chosen(turn: Turn, button: TellAge) -> Reply:
    """An age was chosen by button, perhaps with how early the child was born."""
    if button.months is None and button.birth is None:
        return ask_age(turn)
    return _with_age(turn, button.months, button.birth, button.weeks_early)


@router.on(pressed(AskWeeks))
def ask_weeks(turn: Turn, button: AskWeeks) -> Reply:
    """Born early: in which week?"""
    weeks = [
        {"week": week, "press": TellAge(button.months, button.birth, 40 - week)}
        for week in range(36, 27, -1)
    ]
    return ask_by_buttons(
        "checklist/which_week",
        weeks=weeks,
        earlier=TellAge(button.months, button.birth, 13),
        unknown=TellAge(button.months, button.birth, 0),
    )


def ask_age(turn: Turn) -> Reply:
    """The question of age, open until it is answered."""
    return Reply(says=(Say("checklist/how_old", _date_bounds(turn)),), position=Position(ASKED_AGE))


def with_birth(turn: Turn, birth: date) -> Reply:
    """Go on with a birth date."""
    return _with_age(turn, None, birth, None)


def with_months(turn: Turn, months: int) -> Reply:
    """Go on with an age in completed months."""
    return _with_age(turn, months, None, None)


def _with_age(turn: Turn, months: int | None, birth: date | None, weeks_early: int | None) -> Reply:
    exact = completed_months(birth, turn.today) if birth is not None else months or 0
    if weeks_early is None and exact < CORRECTED_UNTIL_MONTHS:
        return ask_by_buttons(
            "checklist/born_early",
            term=TellAge(months, birth, 0),
            early=AskWeeks(months, birth),
        )
    corrected = months_for_checking(
        birth=birth, months=months, weeks_early=weeks_early or 0, today=turn.today
    )
    if corrected < 0:
        return say("checklist/not_due", press=TellAge(0, None, 0))
    band = band_for_months(turn, corrected)
    if band is None:
        return say("checklist/too_old", ages=ListAges())
    return show_question(turn, Round(band, {}, months, birth, weeks_early or 0), begin=True)


def _ask_age_again(turn: Turn, problem: str) -> Reply:
    data = {"problem": problem, **_date_bounds(turn)}
    return Reply(says=(Say("checklist/age_again", data),), position=Position(ASKED_AGE))


def _which_date(turn: Turn, dates: tuple[date, ...]) -> Reply:
    choices = [
        {"label": spoken_date(day, turn.language), "press": TellAge(None, day)} for day in dates[:4]
    ]
    return Reply(says=(Say("checklist/which", {"choices": choices}),), position=Position(ASKED_AGE))


def _which_age(turn: Turn, ages: tuple[Age, Age]) -> Reply:
    choices = [
        {"label": spoken_age(age.months, turn.language), "press": TellAge(age.months)}
        for age in ages
    ]
    return Reply(says=(Say("checklist/which", {"choices": choices}),), position=Position(ASKED_AGE))


def _date_bounds(turn: Turn) -> dict[str, object]:
    first = turn.today - timedelta(days=_OLDEST_DAYS)
    return {
        "picked": PickedBirth(),
        "ages": ListAges(),
        "first": first.isoformat(),
        "last": turn.today.isoformat(),
        "initial": (turn.today - timedelta(days=548)).isoformat(),
    }


def _age_groups(turn: Turn) -> list[dict[str, object]]:
    """Ages in four cards: under ten months, to two years, to four, to the end."""
    limits = ((0, 9), (10, 24), (25, 48), (49, 78))
    return [
        {
            "first": spoken_age(first, turn.language),
            "last": spoken_age(last, turn.language),
            "ages": [
                {"label": band.label(turn.language), "press": TellAge(band.from_month)}
                for band in bands(turn)
                if first <= band.from_month <= last
            ],
        }
        for first, last in limits
    ]


def _spoken(turn: Turn, child: ChildState) -> str:
    if child.birth_date is None:
        return ""
    return spoken_age(max(0, completed_months(child.birth_date, turn.today)), turn.language)


def _picked_date(turn: Turn) -> date | None:
    picked = getattr(turn.event.content, "picked", "")
    try:
        return date.fromisoformat(picked)
    except ValueError:
        return None
