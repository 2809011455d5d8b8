"""Having a child remembered: who are you, consent by purpose, nickname, birth date."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

from bot.context import ChildState, Position, Turn
from bot.reply import (
    Effect,
    RecordAnswers,
    RememberChild,
    Reply,
    Say,
    SetBirth,
    SetNickname,
    StartCheck,
    say,
)
from bot.router import Router, pressed
from bot.thai import cut_graphemes, parse_date, spoken_date
from handlers.child.bands import band_number, in_language, words
from handlers.child.buttons import (
    AddChild,
    Decline,
    GiveConsent,
    PickedBirthOf,
    Remember,
    ShowChild,
    SkipBirth,
    SkipNickname,
    TellRelation,
)
from handlers.child.round import read_answers

router = Router("remember")

# Raise it whenever the text of content/checklist/consent.yaml changes in meaning.
CONSENT_VERSION = 1
ASKED_NICKNAME = "profile.nickname"
ASKED_BIRTH = "profile.birth"
_PURPOSES = {"p": ("profile",), "pc": ("profile", "checks")}
# Mother and father hold parental power (a father if married to her or by legitimation), or whom
# a court appointed: facts on personal data, G4. Everybody else keeps the guest's path.
_MAY_CONSENT = ("mother", "father", "guardian")
_ALL_RELATIONS = (*_MAY_CONSENT, "grandparent", "relative", "teacher", "volunteer")
_LONGEST_NICKNAME = 20
_NAMESPACE = uuid.UUID("8a7c2f0e-8a2d-5f6c-b1de-5a5d2f1c9b3e")


@router.on(pressed(AddChild))
def add(turn: Turn, _button: AddChild) -> Reply:
    """Remember a child without a check."""
    return ask_relation(turn, Remember(uuid.uuid5(_NAMESPACE, turn.event.event_id).hex[:10]))


@router.on(pressed(Remember))
def ask_relation(turn: Turn, button: Remember) -> Reply:
    """Who are you to the child?"""
    shared = words(turn).relations
    relations = [
        {
            "label": in_language(shared[relation], turn.language),
            "press": TellRelation(relation, *_rest(button)),
        }
        for relation in _ALL_RELATIONS
    ]
    return say("profile/relation", relations=relations)


@router.on(pressed(TellRelation))
def ask_consent(turn: Turn, button: TellRelation) -> Reply:
    """Consent by purpose; who may not give it goes on as a guest."""
    if button.relation not in _MAY_CONSENT:
        return say("profile/guest", relation=button.relation)
    return say(
        "profile/consent",
        father=button.relation == "father",
        with_checks=bool(button.band),
        both=GiveConsent("pc", button.relation, *_rest(button)),
        only_profile=GiveConsent("p", button.relation, *_rest(button)),
        no=Decline(),
    )


@router.on(pressed(Decline))
def decline(_turn: Turn, _button: Decline) -> Reply:
    """Nothing is kept; everything still works."""
    return say("profile/declined")


@router.on(pressed(GiveConsent))
def remember(turn: Turn, button: GiveConsent) -> Reply:
    """Keep the child (and the check, if consented to), then ask what to call it."""
    purposes = _PURPOSES.get(button.purposes)
    if purposes is None or button.relation not in _MAY_CONSENT:
        return say("checklist/gone")
    child_id = uuid.uuid5(_NAMESPACE, f"{turn.person.line_id}/{button.draft}")
    effects: list[Effect] = [
        RememberChild(
            child_id, button.relation, button.birth, button.weeks_early, purposes, CONSENT_VERSION
        )
    ]
    if "checks" in purposes and button.band:
        effects += _kept_check(turn, child_id, button)
    return Reply(
        (Say("profile/nickname", {"skip": SkipNickname(child_id)}),),
        tuple(effects),
        Position(ASKED_NICKNAME, {"child": child_id.hex}),
    )


def _asked_about(turn: Turn, question: str) -> tuple[ChildState, str] | None:
    """The child that an open question is about, and what was typed; not for a command."""
    position = turn.person.position
    if turn.said is None or position is None or position.name != question:
        return None
    if turn.understood is not None and (turn.understood.command or turn.understood.danger):
        return None
    child = turn.person.child(uuid.UUID(position.data["child"]))
    return (child, turn.said) if child else None


def _nickname_answer(turn: Turn) -> tuple[ChildState, str] | None:
    return _asked_about(turn, ASKED_NICKNAME)


def _birth_answer(turn: Turn) -> tuple[ChildState, str] | None:
    return _asked_about(turn, ASKED_BIRTH)


@router.on(_nickname_answer)
def hear_nickname(turn: Turn, asked: tuple[ChildState, str]) -> Reply:
    """A nickname was typed."""
    child, text = asked
    nickname = clean_nickname(text)
    if not nickname:
        again = Say("profile/nickname", {"skip": SkipNickname(child.child_id)})
        return Reply((Say("profile/nickname_again"), again))
    named = SetNickname(child.child_id, nickname)
    shown = after_nickname(turn, child, nickname)
    return Reply(shown.says, (named,), shown.position)


@router.on(pressed(SkipNickname))
def skip_nickname(turn: Turn, button: SkipNickname) -> Reply:
    """No nickname is fine."""
    child = turn.person.child(button.child)
    return after_nickname(turn, child, child.nickname) if child else say("checklist/gone")


@router.on(_birth_answer)
def hear_birth(turn: Turn, asked: tuple[ChildState, str]) -> Reply:
    """A birth date was typed."""
    child, text = asked
    parsed = parse_date(text, turn.today)
    if parsed.value is None:
        return ask_birth(turn, child, problem=parsed.problem or "unclear")
    return keep_birth(turn, child, parsed.value)


@router.on(pressed(PickedBirthOf))
def hear_picked(turn: Turn, button: PickedBirthOf) -> Reply:
    """A birth date was picked."""
    child = turn.person.child(button.child)
    picked = getattr(turn.event.content, "picked", "")
    if child is None:
        return say("checklist/gone")
    try:
        birth = date.fromisoformat(picked)
    except ValueError:
        return ask_birth(turn, child, problem="unclear")
    return (
        keep_birth(turn, child, birth)
        if birth <= turn.today
        else ask_birth(turn, child, problem="future")
    )


@router.on(pressed(SkipBirth))
def skip_birth(turn: Turn, button: SkipBirth) -> Reply:
    """The birth date can be told another time."""
    child = turn.person.child(button.child)
    return _done(turn, child) if child else say("checklist/gone")


def after_nickname(turn: Turn, child: ChildState, nickname: str | None) -> Reply:
    """Ask the birth date if it is not known yet; else we are done."""
    if child.birth_date is None:
        return ask_birth(turn, child, nickname=nickname)
    return _done(turn, child, nickname)


def ask_birth(
    turn: Turn, child: ChildState, *, nickname: str | None = None, problem: str = ""
) -> Reply:
    """The question of the birth date, open until it is answered."""
    data = {
        "problem": problem,
        "name": nickname or child.nickname or "",
        "picked": PickedBirthOf(child.child_id),
        "skip": SkipBirth(child.child_id),
        "first": (turn.today - timedelta(days=7 * 366)).isoformat(),
        "last": turn.today.isoformat(),
        "initial": (turn.today - timedelta(days=548)).isoformat(),
    }
    return Reply(
        (Say("profile/birth", data),), position=Position(ASKED_BIRTH, {"child": child.child_id.hex})
    )


def keep_birth(turn: Turn, child: ChildState, birth: date) -> Reply:
    """Keep the birth date."""
    done = _done(turn, child, birth=birth)
    return Reply(done.says, (SetBirth(child.child_id, birth, child.weeks_early),), None)


def clean_nickname(text: str) -> str:
    """The nickname as it is kept: one line, at most twenty characters, no digits in a row."""
    name = " ".join(text.split())
    # Thirteen digits are an identity card's: such a thing is never kept as a name.
    if sum(letter.isdigit() for letter in name) > 3:
        return ""
    return cut_graphemes(name, _LONGEST_NICKNAME)


def _kept_check(turn: Turn, child_id: uuid.UUID, button: GiveConsent) -> list[Effect]:
    band = band_number(turn, button.band)
    answers = read_answers(band, button.answers) if band else {}
    if band is None or not answers:
        return []
    check_id = uuid.uuid5(child_id, f"{button.draft}/{button.band}")
    return [
        StartCheck(check_id, child_id, band.band, turn.now),
        RecordAnswers(check_id, answers, turn.event.occurred_ms),
    ]


def _done(
    turn: Turn, child: ChildState, nickname: str | None = None, birth: date | None = None
) -> Reply:
    known = birth or child.birth_date
    return say(
        "profile/done",
        name=nickname or child.nickname or "",
        birth=spoken_date(known, turn.language) if known else "",
        keeps_checks=child.keeps_checks,
        show=ShowChild(child.child_id),
    )


def _rest(
    button: Remember | TellRelation,
) -> tuple[str, int, str, int | None, date | None, int]:
    return (
        button.draft, button.band, button.answers, button.months, button.birth,
        button.weeks_early,
    )  # fmt: skip
