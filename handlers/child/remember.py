"""Having a child remembered: who are you, and consent by purpose, given and withdrawn."""

from __future__ import annotations

import uuid
from datetime import date

from bot.context import Turn
from bot.reply import (
    Effect,
    ForgetChecks,
    RecordAnswers,
    RememberChild,
    Reply,
    Say,
    StartCheck,
    say,
)
from bot.router import Router, pressed
from handlers.child.bands import band_number, in_language, words
from handlers.child.buttons import (
    AddChild,
    AskToKeepChecks,
    Decline,
    GiveConsent,
    KeepChecks,
    Remember,
    ShowChild,
    TellRelation,
    WithdrawChecks,
)
from handlers.child.details import ask_nickname, show_kept
from handlers.child.questions import ask_by_buttons
from handlers.child.round import read_answers

router = Router("remember")

# Raise it whenever the text of content/checklist/consent.yaml changes in meaning.
CONSENT_VERSION = 1
_PURPOSES = {"p": ("profile",), "pc": ("profile", "checks")}
# Mother and father hold parental power (a father if married to her or by legitimation), or whom
# a court appointed: facts on personal data, G4. Everybody else keeps the guest's path.
_MAY_CONSENT = ("mother", "father", "guardian")
_ALL_RELATIONS = (*_MAY_CONSENT, "grandparent", "relative", "teacher", "volunteer")
_BEFORE_ANY_PRESS = 0
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
    return ask_by_buttons("profile/relation", relations=relations)


@router.on(pressed(TellRelation))
def ask_consent(turn: Turn, button: TellRelation) -> Reply:
    """Consent by purpose; who may not give it goes on as a guest."""
    if button.relation not in _MAY_CONSENT:
        return say("profile/guest", relation=button.relation)
    return ask_by_buttons(
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
    """Keep what the button says, no less and no more; pressing again changes nothing."""
    purposes = _PURPOSES.get(button.purposes)
    if purposes is None or button.relation not in _MAY_CONSENT:
        return say("checklist/gone")
    child_id = uuid.uuid5(_NAMESPACE, f"{turn.person.line_id}/{button.draft}")
    known = turn.person.child(child_id)
    if turn.late and known is None:
        # The child may have been forgotten since; a consent must not bring it back unasked.
        return say("checklist/gone")
    if known is not None and known.keeps_checks and "checks" not in purposes:
        return forget_checks(child_id)
    keep = RememberChild(
        child_id, button.relation, button.birth, button.weeks_early, purposes, CONSENT_VERSION
    )
    checks = _kept_check(turn, child_id, button) if "checks" in purposes else ()
    if known is not None and known.nickname:
        asking = show_kept(turn, known, keeps_checks="checks" in purposes)
    else:
        asking = ask_nickname(child_id, early_told=bool(button.band))
    return Reply(asking.says, (keep, *checks), asking.position)


@router.on(pressed(AskToKeepChecks))
def ask_for_checks(turn: Turn, button: AskToKeepChecks) -> Reply:
    """The consent to keep checks, for a child whose profile is kept already."""
    if turn.person.child(button.child) is None:
        return say("checklist/gone")
    return ask_by_buttons(
        "profile/consent_checks", yes=KeepChecks(button.child), no=ShowChild(button.child)
    )


@router.on(pressed(KeepChecks))
def keep_checks(turn: Turn, button: KeepChecks) -> Reply:
    """Keep this child's checks from now on."""
    child = turn.person.child(button.child)
    if child is None:
        return say("checklist/gone")
    keep = RememberChild(
        child.child_id, child.relation, child.birth_date, child.weeks_early, ("checks",),
        CONSENT_VERSION,
    )  # fmt: skip
    shown = show_kept(turn, child, keeps_checks=True)
    return Reply(shown.says, (keep,), shown.position)


@router.on(pressed(WithdrawChecks))
def withdraw_checks(turn: Turn, button: WithdrawChecks) -> Reply:
    """Withdraw the consent to keep checks: as easy as giving it, and at once."""
    known = turn.person.child(button.child) is not None
    return forget_checks(button.child) if known else say("checklist/gone")


def forget_checks(child_id: uuid.UUID) -> Reply:
    """Nothing is kept any more of this child's checks."""
    return Reply(
        (Say("profile/checks_forgotten", {"show": ShowChild(child_id)}),),
        (ForgetChecks(child_id),),
        None,
    )


def _kept_check(turn: Turn, child_id: uuid.UUID, button: GiveConsent) -> tuple[Effect, ...]:
    """The guest's check, as the child's first."""
    band = band_number(turn, button.band)
    answers = read_answers(band, button.answers) if band else {}
    check_id = uuid.uuid5(child_id, f"{button.draft}/{button.band}")
    if band is None or not answers or turn.person.check(check_id) is not None:
        return ()
    # These answers are older than this press: any that were pressed since stand.
    return (
        StartCheck(check_id, child_id, band.band, turn.now),
        RecordAnswers(check_id, answers, _BEFORE_ANY_PRESS),
    )


def _rest(
    button: Remember | TellRelation,
) -> tuple[str, int, str, int | None, date | None, int]:
    return (
        button.draft, button.band, button.answers, button.months, button.birth,
        button.weeks_early,
    )  # fmt: skip
