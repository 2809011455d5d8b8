"""What a typed message is about: its topic, the nearest topics, and an age it mentions.

Topics are told by the keywords of content/<topic>/topic.yaml. Danger words win over everything
and are looked for in the whole message; the rest reads its first thousand characters.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Literal

from bot.content import Content
from bot.thai import Age, fold, parse_age

_LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
_THAI_LETTER = re.compile(r"[ก-๙]")
_NEAR = 0.6
# Two letter pairs in common mean nothing: ห้อง, น้อง and ท้อง share them.
_FEWEST_PAIRS = 5
# Room for "ค่ะ", "นะคะ คุณหมอ" beside a greeting.
_PARTICLES = 10
_MOST_NEAREST = 3
_POLITE = re.compile(r"(?:ค่ะ|คะ|คับ|ครับ|จ้า|จ้ะ|จ๊ะ|นะ|น่ะ|เลย|ที|ก่อน|หน่อย|แล้ว|please|[!.\s])+$")


@dataclass(frozen=True, slots=True)
class Understanding:
    """`topic` is None when no keyword was found; `nearest` are then the likeliest ones.

    `command`: the text is a keyword and nothing else, so it is meant as one in any question.
    """

    topic: str | None
    danger: bool
    command: bool
    nearest: tuple[str, ...]
    age: Age | None


class Understander:
    """Reads messages by the topics of content/."""

    def __init__(self, content: Content) -> None:
        self._danger = _keywords(content, danger=True)
        self._plain = _keywords(content, danger=False)
        self._alone = {name: file.alone for name, file in content.topics.items() if file.alone}
        self._words = frozenset(keyword for keyword, _ in self._plain)
        shapes = [(topic, _shape(keyword)) for keyword, topic in self._plain]
        self._shapes = [
            (topic, shape)
            for topic, shape in shapes
            if topic not in self._alone and shape.total() >= _FEWEST_PAIRS
        ]

    def understand(self, text: str) -> Understanding:
        """Never raises, whatever the text."""
        whole = _squeeze(fold(text, limit=None))
        danger = _longest_match(whole, self._danger)
        if danger is not None:
            return Understanding(danger, True, False, (), parse_age(text))
        squeezed = whole[:1000]
        topic = self._topic(squeezed)
        nearest = () if topic else self._nearest(squeezed)
        command = _POLITE.sub("", squeezed) in self._words
        return Understanding(topic, False, command, nearest, parse_age(text))

    def _topic(self, squeezed: str) -> str | None:
        """The topic of the longest keyword in the text."""
        for keyword, topic in self._plain:
            if keyword in squeezed and self._may_stand(topic, keyword, squeezed):
                return topic
        return None

    def _may_stand(self, topic: str, keyword: str, squeezed: str) -> bool:
        match self._alone.get(topic):
            case "nearly":
                return len(squeezed) <= len(keyword) + _PARTICLES
            case "wholly":
                return _POLITE.sub("", squeezed) == keyword
        return True

    def _nearest(self, squeezed: str) -> tuple[str, ...]:
        """The topics whose keywords share most letter pairs with the text, best first."""
        shape = _shape(squeezed[:200])
        best: dict[str, float] = {}
        for topic, other in self._shapes:
            best[topic] = max(best.get(topic, 0.0), _likeness(shape, other))
        ranked = sorted(best, key=lambda topic: (-best[topic], topic))
        return tuple(topic for topic in ranked if best[topic] >= _NEAR)[:_MOST_NEAREST]


def spoken_language(text: str) -> Literal["en"] | None:
    """English, if somebody writes a sentence of it; one word ("menu", "ok") tells nothing."""
    words = _LATIN_WORD.findall(text)
    return "en" if len(words) >= 2 and not _THAI_LETTER.search(text) else None


def _keywords(content: Content, *, danger: bool) -> list[tuple[str, str]]:
    """(keyword, topic), longest keyword first, so that the most telling one wins."""
    found = [
        (_squeeze(fold(keyword)), topic)
        for topic, file in content.topics.items()
        if file.danger is danger
        for keyword in file.keywords
    ]
    return sorted(found, key=lambda pair: (-len(pair[0]), pair))


def _longest_match(squeezed: str, keywords: list[tuple[str, str]]) -> str | None:
    return next((topic for keyword, topic in keywords if keyword in squeezed), None)


def _squeeze(text: str) -> str:
    """Without spaces: Thai puts them anywhere, and a keyword must not break on one."""
    return "".join(text.split())


def _shape(text: str) -> Counter[str]:
    return Counter(text[start : start + 2] for start in range(len(text) - 1))


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    """Share of the keyword's letter pairs that the text has (0 to 1)."""
    total = other.total()
    return (one & other).total() / total if total else 0.0
