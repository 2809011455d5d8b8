"""The items of a round, one card each: answer, go back, change, stop, go on."""

from __future__ import annotations

from bot.context import Position, Turn
from bot.reply import RecordAnswers, Reply, Say, say
from bot.router import Router, answering, pressed
from handlers.child.bands import Item, in_language, words
from handlers.child.buttons import Answered, ChangeAnswers, Pause, ShowItem
from handlers.child.result import show_result
from handlers.child.round import Round, answer_of, round_of

router = Router("questions")

# A question answered by its card's buttons. Holds no answer: a guest's are in the buttons alone.
ASKED_ITEM = "checklist.item"


def ask_by_buttons(name: str, /, **data: object) -> Reply:
    """A question that is answered by pressing; who types instead is shown where to press."""
    return Reply((Say(name, data),), position=Position(ASKED_ITEM))


def _typed_answer(turn: Turn) -> str | None:
    """Text that means no topic, typed where a button was to be pressed."""
    known = turn.understood is not None and turn.understood.topic is not None
    return None if known else answering(ASKED_ITEM)(turn)


@router.on(pressed(Answered))
def hear_answer(turn: Turn, button: Answered) -> Reply:
    """An item was answered: the next one, or the result."""
    before = round_of(turn, button)
    answer = answer_of(button.answer)
    if before is None or answer is None or before.band.position(button.item) is None:
        return say("checklist/gone")
    after = before.with_answer(button.item, answer)
    shown = show_result(turn, after) if after.finished else show_question(turn, after, button.item)
    if button.check is None:
        return shown
    recorded = RecordAnswers(button.check, {button.item: answer}, turn.event.occurred_ms)
    return Reply(shown.says, (recorded,), shown.position)


@router.on(pressed(ShowItem))
def go_to_item(turn: Turn, button: ShowItem) -> Reply:
    """Back to an item, or on with the next unanswered one."""
    round_ = round_of(turn, button)
    if round_ is None:
        return say("checklist/gone")
    place = round_.band.position(button.item)
    if place is not None:
        return _question(turn, round_, round_.band.items[place])
    return show_result(turn, round_) if round_.finished else show_question(turn, round_)


@router.on(pressed(Pause))
def pause(turn: Turn, button: Pause) -> Reply:
    """Stop here; a button takes the check up again, whenever that is."""
    round_ = round_of(turn, button)
    if round_ is None:
        return say("checklist/gone")
    left = sum(item.id not in round_.answers for item in round_.band.items)
    return say(
        "checklist/paused", left=left, press=round_.item_button(), kept=round_.check_id is not None
    )


@router.on(pressed(ChangeAnswers))
def list_answers(turn: Turn, button: ChangeAnswers) -> Reply:
    """Every item with its answer; pressing one asks it again."""
    round_ = round_of(turn, button)
    if round_ is None:
        return say("checklist/gone")
    items = [
        {
            "name": item.text(turn.language).name,
            "answer": _answer_word(turn, round_, item),
            "press": round_.item_button(item.id),
        }
        for item in round_.band.items
    ]
    return say("checklist/change", items=items, back=round_.item_button())


@router.on(_typed_answer)
def hear_text(turn: Turn, _text: str) -> Reply:
    """Something was typed while a question is open whose answers are the card's buttons."""
    return Reply((Say("checklist/press_please"),))


def show_question(turn: Turn, round_: Round, after: int = 0, *, begin: bool = False) -> Reply:
    """The next unanswered item; `begin` says first what is coming."""
    item = round_.next_item(after)
    if item is None:
        return show_result(turn, round_)
    question = _question(turn, round_, item)
    if not begin:
        return question
    hello = Say(
        "checklist/begin",
        {
            "age": round_.band.label(turn.language),
            "count": len(round_.band.items),
            "corrected": round_.weeks_early > 0,
            "keeps": round_.check_id is not None,
        },
    )
    return Reply((hello, *question.says), position=question.position)


def _question(turn: Turn, round_: Round, item: Item) -> Reply:
    text = item.text(turn.language)
    shared = words(turn)
    place = round_.band.position(item.id) or 0
    total = len(round_.band.items)
    before = round_.band.items[place - 1] if place else None
    data = {
        "domain": in_language(shared.domains[item.domain], turn.language),
        "number": place + 1,
        "total": total,
        "percent": (place + 1) * 100 // total,
        "ask": text.ask,
        "how": text.try_,
        "warnings": [in_language(shared.warnings[key], turn.language) for key in item.warn],
        "given": _answer_word(turn, round_, item),
        "yes": round_.answer_button(item, "yes"),
        "not_yet": round_.answer_button(item, "not_yet"),
        "not_sure": round_.answer_button(item, "not_sure"),
        "back": round_.item_button(before.id) if before else None,
        "pause": round_.pause_button(),
    }
    return ask_by_buttons("checklist/question", **data)


def _answer_word(turn: Turn, round_: Round, item: Item) -> str:
    answer = round_.answers.get(item.id)
    return in_language(words(turn).answers[answer], turn.language) if answer else ""
