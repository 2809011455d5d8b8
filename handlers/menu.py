"""The menu and the three doors of the greeting."""

from __future__ import annotations

from bot.context import Turn
from bot.postback import Button, button
from bot.reply import Reply, say
from bot.router import Router, Topic, about, first_of, pressed

router = Router("menu")


@button("menu")
class Menu(Button):
    """Show the menu."""


@router.on(first_of(pressed(Menu), about("menu")))
def show(_turn: Turn, _found: object) -> Reply:
    """Everything that can be asked for, one tap each."""
    return say("menu/card")


TOPIC = Topic(router, start=Menu())
