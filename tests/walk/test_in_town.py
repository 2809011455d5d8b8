"""The walk once more through the real town, over HTTP: one band, both languages."""

from __future__ import annotations

from collections import deque
from itertools import product

import pytest

from bot.clock import thai_date, utc_now
from bot.render import Renderer
from handlers.child import buttons as our
from handlers.child.bands import Band
from handlers.language import Speak
from handlers.my_data import EraseNow
from models import Answer, Child
from tests.support.chat import Chat, actions_of, words_of
from tests.support.sameness import Sameness, Shape
from tests.support.talk import Act, Talks, months_ago, stranger
from tests.support.town import Town
from tests.support.ways import is_a_fallback

BAND = 8  # 13 to 15 months: five items, one of them with a warning
_MONTHS = 13
_WORDS = {
    "th": ("ภาษาไทย", "ได้", "ให้จำไว้", "แม่", "ยินยอมทั้งข้อ 1 และ 2", "ดูหน้าของลูก", "เช็กพัฒนาการ"),
    "en": (
        "English", "Can do it", "Yes, remember", "Mother", "I agree to 1 and 2", "My child's page",
        "Check development",
    ),
}  # fmt: skip


@pytest.mark.parametrize("language", ["th", "en"])
async def test_every_button_of_a_band_is_pressed_over_http(town: Town, language: str) -> None:
    chat = await town.person()
    talks = Talks()
    speak, can, remember, mother, agree, page, check = _WORDS[language]
    await chat.says(speak)
    shapes = await _press_all(chat, talks, language)
    answered = {(shape[4], shape[5]) for shape in shapes if shape[0] == our.Answered.prefix}
    assert answered == set(product(_items(talks), "yns"))
    assert len(shapes) > 90
    assert await town.count(Child) == 0

    await _answer_all(chat, f"{our.TellAge(_MONTHS, None, 0)}", can)
    for label in (remember, mother, agree):
        await chat.presses(label)
    await chat.says("มะลิ")
    await chat.says(months_ago(_MONTHS, thai_date(utc_now())).isoformat())
    await chat.presses(page)
    await chat.presses(check)
    chat.heard("✓", "1 ปี 1 เดือน" if language == "th" else "1 year 1 month")
    assert await town.count(Answer) == 5
    _was_free_and_valid(town)


async def _press_all(chat: Chat, talks: Talks, language: str) -> set[Shape]:
    """Press everything that a guest with a child of this band can reach from the menu."""
    same, shapes = Sameness(talks.content), set[Shape]()
    fallbacks = _fallback_titles(talks, language)
    queue = deque(["menu"])
    while queue:
        data = queue.popleft()
        shape = _without_the_mix(same.shape_of(stranger(), Act(pressed=data)))
        if shape is None or shape in shapes or not _is_here(data):
            continue
        shapes.add(shape)
        await chat.does(chat.platform.press_postback(chat.user_id, data))
        assert chat.last, f"{data} got no answer"
        assert not fallbacks.intersection(words_of(chat.last)), f"{data}: {chat.last}"
        queue.extend(
            action["data"] for action in actions_of(chat.last) if action["type"] == "postback"
        )
    return shapes


def _items(talks: Talks) -> list[int]:
    return [
        item.id for band in talks.content.records(Band) for item in band.items if band.band == BAND
    ]


def _without_the_mix(shape: Shape | None) -> Shape | None:
    """Coarser than the walk in process: which answers were given before makes no difference."""
    return shape and tuple(part for part in shape if not isinstance(part, frozenset))


def _is_here(data: str) -> bool:
    """Whether this button stays with the band, the language, and somebody who is not kept."""
    match Act(pressed=data).button:
        case our.TellAge(months=months, birth=None):
            return months == _MONTHS
        case our.AskWeeks(months=months):
            return months == _MONTHS
        case our.Answered(band=band) | our.ShowItem(band=band) | our.Pause(band=band):
            return band == BAND
        case our.GiveConsent() | EraseNow() | Speak(language="th" | "en"):
            return False
    return True


async def _answer_all(chat: Chat, begin: str, label: str) -> None:
    await chat.does(chat.platform.press_postback(chat.user_id, begin))
    while any(shown.label == label for shown in chat.buttons()):
        await chat.presses(label)


def _fallback_titles(talks: Talks, language: str) -> set[str]:
    """The titles of the cards that say that we could not go on."""
    renderer = Renderer(talks.content)
    return {
        message["contents"]["body"]["contents"][0]["text"]
        for name, file in talks.content.messages.items()
        if is_a_fallback(name)
        for sample in file.sample
        for message in renderer.fill(name, language, sample)
    }


def _was_free_and_valid(town: Town) -> None:
    platform = town.platform
    assert {sent.kind for sent in platform.accepted} == {"reply"}
    assert platform.quota.used == 0
    assert [key for key in platform.journal.counts if key[1] >= 400] == []
