"""What cannot be read: stickers, photos, voice, films, files, places. Each gets a kind answer."""

from __future__ import annotations

from bot.context import Turn
from bot.events import Location, Media, Sticker
from bot.reply import Reply, Say
from bot.router import Router, Topic, is_a

router = Router("media")


@router.on(is_a(Sticker))
def greet_back(_turn: Turn, _content: Sticker) -> Reply:
    """A sticker is a greeting, and is answered as one."""
    return Reply((Say("media/sticker"),))


@router.on(is_a(Media))
def explain(_turn: Turn, content: Media) -> Reply:
    """Not opened; the keyboard's microphone is offered for voice."""
    return Reply((Say("media/voice" if content.kind == "audio" else "media/photo"),))


@router.on(is_a(Location))
def thank_for_place(_turn: Turn, _content: Location) -> Reply:
    """A place is not kept."""
    return Reply((Say("media/location"),))


TOPIC = Topic(router)
