"""Thai or English."""

from __future__ import annotations

import re

from bot.context import Language, Turn
from bot.events import Text
from bot.postback import Button, button
from bot.reply import Effect, Reply, Say, SetLanguage, say
from bot.router import Router, Topic, about, pressed

router = Router("language")

_ENGLISH = re.compile(r"\benglish\b|อังกฤษ|\beng\b", re.IGNORECASE)
_THAI = re.compile(r"\bthai\b|ภาษาไทย", re.IGNORECASE)


@button("lang")
class Speak(Button):
    """Speak this language from now on (th or en); without one, ask."""

    language: str = ""


@router.on(pressed(Speak))
def switch(_turn: Turn, button: Speak) -> Reply:
    """Switch, and show the menu in the new language."""
    if button.language not in ("th", "en"):
        return _ask()
    language: Language = "th" if button.language == "th" else "en"
    effect: Effect = SetLanguage(language)
    return Reply((Say("language/switched"), Say("menu/card")), (effect,), None)


@router.on(about("language"))
def hear(turn: Turn, _topic: str) -> Reply:
    """The language was named, or only the wish to change it."""
    content = turn.event.content
    text = content.text if isinstance(content, Text) else ""
    if _ENGLISH.search(text):
        return switch(turn, Speak("en"))
    return switch(turn, Speak("th")) if _THAI.search(text) else _ask()


def _ask() -> Reply:
    return say("language/which", thai=Speak("th"), english=Speak("en"))


TOPIC = Topic(router, start=Speak())
