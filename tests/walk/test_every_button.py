"""Every button that a new parent can reach is pressed, to the end, over all ages.

The walk runs in this process, without servers: a thousand acts a second. Acts that come to the
same (tests/support/sameness.py) are done once, so that it ends.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest

from bot.context import PersonState
from bot.events import Location, Media, Sticker
from bot.postback import registered_buttons
from handlers.child import buttons as our
from handlers.child.bands import Band
from tests.support.talk import FOLLOWS, Act, Talks, months_ago, stranger
from tests.support.walk import Walk
from tests.support.ways import is_a_fallback

LANGUAGES = ("th", "en")
MIXES = ("y", "n", "s", "ny", "ns", "sy", "nsy")
_SENT = (Sticker("1"), Media("2", "image"), Media("3", "audio"), Location("4", 18.8, 99.0))


@pytest.fixture(scope="module")
def talks() -> Talks:
    return Talks()


@pytest.fixture(scope="module", params=LANGUAGES)
def walk(talks: Talks, request: pytest.FixtureRequest) -> Walk:
    """From adding the account on, and from everything that can be typed or sent at first."""
    walked = Walk(talks, request.param)
    person = _newcomer(request.param)
    walked.go(person, [FOLLOWS, *_first_words(talks), *(Act(other=one) for one in _SENT)])
    for band in talks.content.records(Band):
        walked.go(*_with_a_child(talks, person, band))
    return walked


def test_every_press_leads_on(walk: Walk) -> None:
    """No dead end, fallback, refused message or push; no unkind word, nor a telling one on a
    locked phone; no small letters; and pressed twice is pressed once."""
    assert walk.faults == []


def test_every_button_and_every_answer_was_pressed(walk: Walk) -> None:
    bands = walk.talks.content.records(Band)
    items = [item.id for band in bands for item in band.items]
    assert (len(bands), len(items)) == (23, 139)
    # Each answer to each item and each mix of answers, as a guest and for a remembered child.
    assert walk.answered == set(product((False, True), items, "yns"))
    assert walk.results == {
        (kept, band.band, mix) for kept in (False, True) for band in bands for mix in MIXES
    }
    ours = {
        name
        for name, button in registered_buttons().items()
        if button.__module__.startswith("handlers.")
    }
    assert walk.kinds == ours
    assert len(ours) == 40
    assert walk.presses > 10_000


def test_every_message_of_content_was_shown(walk: Walk) -> None:
    """Nothing in content/ is unreachable but what is shown when things go wrong, or in groups."""
    unseen = walk.talks.content.messages.keys() - walk.names
    assert {name for name in unseen if not is_a_fallback(name)} == {"group/in_private"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_first_question_and_answer_is_at_most_four_taps_from_the_menu(
    talks: Talks, language: str
) -> None:
    walk = Walk(talks, language, only_taps=True)
    walk.go(_newcomer(language), [Act(pressed="menu")], most_taps=4)
    assert walk.faults == []
    begun = {name for name in walk.first_taps if name.startswith("checklist/begin")}
    assert len(begun) == 23
    topics = {file.answer for file in talks.content.topics.values() if file.answer}
    answers = {"my_data/card", "profile/children", "language/which", *topics - {"thanks/card"}}
    assert answers | {"urgent/emergency", "urgent/protection", "urgent/distress"} <= walk.names
    rights = {name for name in talks.content.messages if name.startswith("rights/")}
    assert rights <= walk.names


def _newcomer(language: str) -> PersonState:
    person = stranger()
    person.language = None if language == "th" else "en"
    return person


def _first_words(talks: Talks) -> Iterator[Act]:
    """The first word that means each topic, and an age beside what we cannot answer."""
    yield from (Act(said=file.keywords[0]) for file in talks.content.topics.values())
    yield Act(said="ลูก 2 ขวบไม่ค่อยกินข้าว")


def _with_a_child(talks: Talks, person: PersonState, band: Band) -> tuple[PersonState, list[Act]]:
    """Somebody who let us remember a child of this age and its checks, about to begin one."""
    birth = months_ago(band.from_month)
    consent = our.GiveConsent("pc", "mother", "abcdef0123", 0, "", None, birth, 0)
    after, _ = talks.take(person, Act(pressed=str(consent)))
    return after, [Act(pressed=str(our.StartForChild(after.children[0].child_id)))]
