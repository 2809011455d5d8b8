"""The ways on from an answer, as a person with a phone or a PC finds them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from bot.content import LockScreenWords
from handlers.child.age import ASKED_AGE
from handlers.child.details import ASKED_BIRTH, ASKED_NICKNAME
from tests.support.talk import Act, Answer

Json = dict[str, Any]

# Questions that are answered by typing.
TYPED_QUESTIONS = (ASKED_AGE, ASKED_NICKNAME, ASKED_BIRTH)
_WORD_TO_TYPE = re.compile(r'(?:พิมพ์|type) "([^"]+)"', re.IGNORECASE)
_READABLE_SIZES = ("md", "lg", "xl", "xxl")
# Words that frighten, blame or diagnose; no answer has them, whatever a child can or cannot do.
_UNKIND = re.compile(
    "ไม่ผ่าน|ล่าช้า|สงสัย|ผิดปกติ|บกพร่อง|พิการ|ออทิส|สอบตก|ต่ำกว่าเกณฑ์|น่าเป็นห่วง"
    "|\\bfail|delay|abnormal|disorder|autis|\\bbehind (?:other|the age|in )",
    re.IGNORECASE,
)
_SHARE = "https://line.me/R/share?text="
_LINK = re.compile(r"tel:\d{3,10}|https://\S+")


@dataclass(slots=True)
class Ways:
    """What an answer shows, and what can be done next. LINE for PC hides `quick`."""

    typed_question: bool
    buttons: list[Json] = field(default_factory=list)
    quick: list[Json] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)

    @property
    def words(self) -> list[str]:
        """Words that the answer says can be typed."""
        return _WORD_TO_TYPE.findall("\n".join(self.texts))

    @property
    def on_a_pc(self) -> bool:
        """Whether somebody at a PC gets on: no quick reply, date picker or rich menu counts."""
        pressable = any(one["type"] in ("postback", "message") for one in self.buttons)
        return pressable or self.typed_question or bool(self.words)


def ways_on(answer: Answer) -> Ways:
    """All ways on from an answer."""
    ways = Ways(answer.asked in TYPED_QUESTIONS)
    for message in answer.messages:
        _read(message, ways, ways.buttons)
    return ways


def _read(node: Json | list[Any], ways: Ways, actions: list[Json]) -> None:
    if isinstance(node, list):
        for part in node:
            _read(part, ways, actions)
        return
    if "text" in node:
        ways.texts.append(node["text"])
        if "wrap" in node:
            _judge_letters(node, ways)
        return
    for key, value in node.items():
        if key == "action":
            actions.append(value)
        elif key == "quickReply":
            _read(value, ways, ways.quick)
        elif isinstance(value, dict | list):
            _read(value, ways, actions)


def _judge_letters(text: Json, ways: Ways) -> None:
    """Flex text grows with the phone's letters, and is not small to begin with."""
    if text.get("scaling") is not True or text.get("size", "md") not in _READABLE_SIZES:
        ways.unreadable.append(f"hard to read: {text}")


def faults_of(
    answer: Answer, ways: Ways, lock_screen: LockScreenWords, nickname: str
) -> Iterator[str]:
    """What is wrong with an answer, whoever gets it."""
    yield from answer.refused
    yield from ways.unreadable
    if answer.failed:
        yield "the handler failed"
    if not answer.messages:
        yield "no answer"
    if any(kind != "reply" for kind in answer.kinds):
        yield f"not free: {answer.kinds}"
    if not ways.on_a_pc:
        yield "a dead end for somebody at a PC"
    yield from (f"unkind: {word}" for word in _UNKIND.findall("\n".join(ways.texts)))
    yield from (f"a fallback: {name}" for name in answer.names if is_a_fallback(name))
    for alt in (one["altText"] for one in answer.messages if "altText" in one):
        telling = _telling(lock_screen, nickname).findall(alt)
        yield from (f"{word!r} on a locked phone: {alt}" for word in telling)
    for uri in (one["uri"] for one in ways.buttons if one["type"] == "uri"):
        if not _LINK.fullmatch(uri) or (uri.startswith(_SHARE) and "tonkla" not in uri):
            yield f"leads nowhere: {uri}"


def is_a_fallback(name: str) -> bool:
    """Whether this message says that we could not go on."""
    return name.startswith("sorry/") or name == "checklist/gone"


@cache
def _telling(words: LockScreenWords, nickname: str) -> re.Pattern[str]:
    """Thai words also inside longer ones, English ones whole, as content/ itself has it."""
    thai = [re.escape(word) for word in (*words.th, nickname)]
    english = [rf"\b{re.escape(word)}\b" for word in words.en]
    return re.compile("|".join((*thai, *english)), re.IGNORECASE)


def acts_of(actions: Iterable[Json], days: Iterable[str]) -> Iterator[Act]:
    """The acts behind buttons; a date picker is used once for each of `days` that it allows."""
    for action in actions:
        match action["type"]:
            case "postback":
                yield Act(pressed=action["data"])
            case "message":
                yield Act(said=action["text"])
            case "datetimepicker":
                for day in days:
                    if action["min"] <= day <= action["max"]:
                        yield Act(pressed=action["data"], picked=day)
