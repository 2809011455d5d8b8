"""The remembered children: see them, name them, correct them, forget them."""

from __future__ import annotations

from bot.context import ChildState, Turn
from bot.reply import ForgetChild, Reply, Say, say
from bot.router import Router, about, first_of, pressed
from bot.thai import completed_months, spoken_age, spoken_date
from handlers.child.bands import CORRECTED_UNTIL_MONTHS
from handlers.child.buttons import (
    AddChild,
    AskIfEarly,
    AskToForget,
    AskToKeepChecks,
    ChangeBirth,
    ForgetNow,
    MyChildren,
    Rename,
    ShowChild,
    ShowItem,
    StartForChild,
    WithdrawChecks,
)
from handlers.child.details import ask_birth, ask_nickname

router = Router("child_profile")


@router.on(first_of(pressed(MyChildren), about("child_profile")))
def list_children(turn: Turn, _found: object) -> Reply:
    """All remembered children, or how to have one remembered."""
    children = [
        {**_described(turn, child), "press": ShowChild(child.child_id)}
        for child in turn.person.children
    ]
    return say("profile/children", children=children, add=AddChild())


@router.on(pressed(ShowChild))
def show_child(turn: Turn, button: ShowChild) -> Reply:
    """One child, and what can be done."""
    child = turn.person.child(button.child)
    if child is None:
        return say("checklist/gone")
    child_id = child.child_id
    return say(
        "profile/child",
        **_described(turn, child),
        weeks_early=child.weeks_early,
        keeps_checks=child.keeps_checks,
        check=StartForChild(child_id),
        last=_last_result(child),
        rename=Rename(child_id),
        change_birth=ChangeBirth(child_id),
        early=AskIfEarly(child_id) if _may_be_corrected(turn, child) else None,
        keep=AskToKeepChecks(child_id),
        withdraw=WithdrawChecks(child_id),
        forget=AskToForget(child_id),
    )


@router.on(pressed(Rename))
def rename(turn: Turn, button: Rename) -> Reply:
    """Ask for another nickname."""
    known = turn.person.child(button.child) is not None
    return ask_nickname(button.child) if known else say("checklist/gone")


@router.on(pressed(ChangeBirth))
def change_birth(turn: Turn, button: ChangeBirth) -> Reply:
    """Ask for the birth date again."""
    child = turn.person.child(button.child)
    return ask_birth(turn, child) if child else say("checklist/gone")


@router.on(pressed(AskToForget))
def ask_to_forget(turn: Turn, button: AskToForget) -> Reply:
    """Ask once before a child is forgotten."""
    child = turn.person.child(button.child)
    if child is None:
        return say("checklist/gone")
    return say(
        "profile/forget", **_described(turn, child), yes=ForgetNow(button.child),
        no=ShowChild(button.child),
    )  # fmt: skip


@router.on(pressed(ForgetNow))
def forget(_turn: Turn, button: ForgetNow) -> Reply:
    """Forget the child at once; pressing again changes nothing."""
    return Reply((Say("profile/forgotten"),), (ForgetChild(button.child),), None)


def _last_result(child: ChildState) -> ShowItem | None:
    """The way to the newest round, also when the child has outgrown its band."""
    check = child.check
    if check is None or not check.answers:
        return None
    return ShowItem(check.band, "", None, None, 0, check.check_id, 0)


def _may_be_corrected(turn: Turn, child: ChildState) -> bool:
    """Whether an early birth still counts (and the birth date is known)."""
    born = child.birth_date
    return born is not None and completed_months(born, turn.today) < CORRECTED_UNTIL_MONTHS


def _described(turn: Turn, child: ChildState) -> dict[str, object]:
    months = completed_months(child.birth_date, turn.today) if child.birth_date else None
    return {
        "name": child.nickname or "",
        "age": spoken_age(max(0, months), turn.language) if months is not None else "",
        "birth": spoken_date(child.birth_date, turn.language) if child.birth_date else "",
    }
