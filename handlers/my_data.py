"""What we keep about a person, and erasing all of it."""

from __future__ import annotations

from datetime import date

from bot.context import Turn
from bot.postback import Button, button
from bot.reply import ErasePerson, Reply, Say, say
from bot.router import Router, Topic, about, first_of, pressed
from bot.thai import spoken_date

router = Router("my_data")


@button("data")
class MyData(Button):
    """Show what is kept."""


@button("data-del")
class AskToErase(Button):
    """Ask before everything is erased."""


@button("data-del2")
class EraseNow(Button):
    """Erase everything; good for the day on which it was asked, so that an old one does no harm."""

    day: date | None = None


@router.on(first_of(pressed(MyData), about("my_data")))
def show(turn: Turn, _found: object) -> Reply:
    """Every fact that is kept, and why nothing else is."""
    children = [
        {
            "name": child.nickname or "",
            "birth": spoken_date(child.birth_date, turn.language) if child.birth_date else "",
            "answers": len(child.check.answers) if child.check else 0,
            "keeps_checks": child.keeps_checks,
        }
        for child in turn.person.children
    ]
    return say("my_data/card", children=children, erase=AskToErase())


@router.on(pressed(AskToErase))
def ask(turn: Turn, _button: AskToErase) -> Reply:
    """Ask once."""
    return say("my_data/ask", yes=EraseNow(turn.today), no=MyData())


@router.on(pressed(EraseNow))
def erase(turn: Turn, button: EraseNow) -> Reply:
    """Erase, and say so with the day as a receipt; an old button asks again."""
    if button.day != turn.today:
        return ask(turn, AskToErase())
    day = spoken_date(turn.today, turn.language)
    return Reply((Say("my_data/erased", {"day": day}),), (ErasePerson(),), None)


TOPIC = Topic(router, start=MyData())
