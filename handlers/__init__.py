"""The conversation's table of contents: danger first, fallback last."""

from __future__ import annotations

from bot.router import Conversation
from handlers import (
    answers,
    fallback,
    follow,
    groups,
    language,
    media,
    menu,
    my_data,
    stop,
    unsend,
    urgent,
)
from handlers.child import (
    CHECKLIST,
    DETAILS,
    KNOWN_CHILD,
    OFFER,
    PROFILE,
    QUESTIONS,
    REMEMBER,
)

TOPICS = (
    urgent.TOPIC,
    groups.TOPIC,
    follow.TOPIC,
    unsend.TOPIC,
    DETAILS,
    CHECKLIST,
    KNOWN_CHILD,
    REMEMBER,
    language.TOPIC,
    stop.TOPIC,
    my_data.TOPIC,
    PROFILE,
    menu.TOPIC,
    answers.TOPIC,
    QUESTIONS,
    OFFER,
    media.TOPIC,
    fallback.TOPIC,
)


def make_conversation() -> Conversation:
    """All topics, in order."""
    return Conversation(TOPICS)
