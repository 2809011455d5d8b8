"""The result of a round: by domain, what to practise, when to look again."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta

from bot.clock import thai_date
from bot.context import Turn
from bot.reply import Reply, Say
from bot.thai import spoken_age, spoken_date
from handlers.child.bands import Item, bands, in_language, words
from handlers.child.buttons import CheckAnew, Remember, StartCheck
from handlers.child.round import Round

# What is practised is looked at again after 30 days (facts of the checklist, A3).
LOOK_AGAIN_DAYS = 30
_MANY_DOMAINS = 3
_SPEECH_MATTERS_MONTHS = 24
_DOMAINS = ("GM", "FM", "RL", "EL", "PS")


def show_result(turn: Turn, round_: Round) -> Reply:
    """The result, and for a guest the question whether to remember it."""
    return Reply((Say("checklist/result", _result(turn, round_)),), position=None)


def _result(turn: Turn, round_: Round) -> dict[str, object]:
    not_yet = _with_answer(round_, "not_yet")
    not_sure = _with_answer(round_, "not_sure")
    band = round_.band
    return {
        "age": band.label(turn.language),
        "domains": [_domain(turn, round_, domain) for domain in _DOMAINS],
        "all_done": not not_yet and not not_sure,
        "practise": [_practice(turn, item) for item in not_yet],
        "try_today": [_trial(turn, round_, item) for item in not_sure],
        "again": spoken_date(_look_again(turn, round_), turn.language),
        "due": _look_again(turn, round_) <= turn.today,
        "next_age": _next_age(turn, round_),
        "screening": band.screening,
        "unmet": bool(not_yet),
        "mostly": len(_with_answer(round_, "yes")) * 2 > len(band.items),
        "see_now": _better_seen_now(round_, not_yet),
        "change": round_.change_button(),
        "another": CheckAnew(round_.child.child_id) if round_.child else StartCheck(),
        "remember": _remember(turn, round_),
    }


def _better_seen_now(round_: Round, not_yet: list[Item]) -> bool:
    """Whether to go without waiting the thirty days: much is missing, or speech at two and over.

    Being seen early harms nobody; waiting may (red flags, and a parent's worry, are reasons).
    """
    missing = {item.domain for item in not_yet}
    speaks_late = "EL" in missing and round_.band.from_month >= _SPEECH_MATTERS_MONTHS
    return len(missing) >= _MANY_DOMAINS or speaks_late


def _look_again(turn: Turn, round_: Round) -> date:
    """The day to look again; it does not move when a remembered result is looked at later."""
    check = round_.child.check if round_.child else None
    first = thai_date(check.started_at) if check else turn.today
    return first + timedelta(days=LOOK_AGAIN_DAYS)


def _with_answer(round_: Round, answer: str) -> list[Item]:
    return [item for item in round_.band.items if round_.answers.get(item.id) == answer]


def _domain(turn: Turn, round_: Round, domain: str) -> dict[str, object]:
    """A domain's line: what is to be practised, else what is to be tried, else that it is done.

    An item that somebody was not sure of never stands among those to practise.
    """
    items = [item for item in round_.band.items if item.domain == domain]
    practise = _names(turn, round_, items, "not_yet")
    return {
        "name": in_language(words(turn).domains[domain], turn.language),
        "asked": bool(items),
        "practise": practise,
        "try_today": _names(turn, round_, items, "not_sure"),
    }


def _names(turn: Turn, round_: Round, items: list[Item], answer: str) -> str:
    found = (item for item in items if round_.answers.get(item.id) == answer)
    return " · ".join(item.text(turn.language).name for item in found)


def _practice(turn: Turn, item: Item) -> dict[str, object]:
    text, shared = item.text(turn.language), words(turn)
    return {
        "name": text.name,
        "domain": in_language(shared.domains[item.domain], turn.language),
        "how": text.practise,
        "warnings": [in_language(shared.warnings[key], turn.language) for key in item.warn],
    }


def _trial(turn: Turn, round_: Round, item: Item) -> dict[str, object]:
    return {
        **_practice(turn, item),
        "how": item.text(turn.language).try_,
        "yes": round_.answer_button(item, "yes"),
        "not_yet": round_.answer_button(item, "not_yet"),
    }


def _next_age(turn: Turn, round_: Round) -> str:
    """The age at which the next band begins; empty after the last."""
    following = [band for band in bands(turn) if band.from_month > round_.band.to_month]
    return spoken_age(following[0].from_month, turn.language) if following else ""


def _is_known(turn: Turn, round_: Round) -> bool:
    """Whether this guest round is of a remembered child whose checks are not to be kept."""
    births: set[date | None] = {child.birth_date for child in turn.person.children}
    return round_.birth is not None and round_.birth in births


def _remember(turn: Turn, round_: Round) -> Remember | None:
    if round_.check_id is not None or _is_known(turn, round_):
        return None
    draft = hashlib.sha256(turn.event.event_id.encode()).hexdigest()[:10]
    return Remember(
        draft, round_.band.band, round_.written_answers(), round_.months, round_.birth,
        round_.weeks_early,
    )  # fmt: skip
