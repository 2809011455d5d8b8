"""A walk: every act that an answer offers is done once, breadth first, until nothing is new."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from bot.content import LockScreenWords
from bot.context import PersonState
from bot.postback import Button
from handlers.child import buttons as our
from handlers.child.age import ASKED_AGE
from handlers.child.bands import Band
from handlers.child.details import ASKED_BIRTH, ASKED_NICKNAME
from handlers.child.questions import ASKED_ITEM
from handlers.language import Speak
from tests.support.sameness import Sameness, Shape
from tests.support.talk import TODAY, Act, Answer, Talks, months_ago
from tests.support.ways import Ways, acts_of, faults_of, ways_on

NICKNAME = "ปลาวาฬ"
# What is typed where we ask for typing: what can be read, in several ways, or not at all.
_TYPED = {
    ASKED_AGE: ("8 เดือน", "2", "3 ขวบ", "10 ขวบ", "31/2/2568", "1/1/2580", "1/1/2555", "ไม่รู้"),
    ASKED_NICKNAME: (NICKNAME, "1 1020 30405 06 7", "เด็กหญิงมะลิวัลย์ ณ ที่ไหนสักแห่ง"),
    ASKED_BIRTH: ("1 ม.ค. 2568", "31/2/2568", "1/1/2580", "ปี 66", "จำไม่ได้"),
    ASKED_ITEM: ("ได้ค่ะ",),
}


@dataclass(slots=True)
class Walk:
    """Where a walk came by. `only_taps`: nothing is typed, and no calendar used."""

    talks: Talks
    language: str
    only_taps: bool = False
    shapes: set[Shape] = field(default_factory=set)
    acts: int = 0
    presses: int = 0
    kinds: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)
    # (guest or remembered, item, answer): the questions that were answered so.
    answered: set[tuple[bool, int, str]] = field(default_factory=set)
    # (guest or remembered, band, which answers it holds): the results that were shown.
    results: set[tuple[bool, int, str]] = field(default_factory=set)
    # How many acts after the first ones each message was first seen (a check begun: by its age).
    first_taps: dict[str, int] = field(default_factory=dict)
    _same: Sameness = field(init=False)
    _lock_screen: LockScreenWords = field(init=False)

    def __post_init__(self) -> None:
        assert self.talks.content.lock_screen is not None
        self._lock_screen = self.talks.content.lock_screen
        self._same = Sameness(self.talks.content)

    def go(self, person: PersonState, acts: Iterable[Act], *, most_taps: int | None = None) -> None:
        """Walk on from these acts until nothing is new, or `most_taps` further."""
        queue = deque((person, act, 0) for act in acts)
        while queue:
            before, act, taps = queue.popleft()
            shape = self._same.shape_of(before, act)
            if shape is None or shape in self.shapes:
                continue
            self.shapes.add(shape)
            after, answer = self.talks.take(before, act)
            self._press_twice(before, after, act)
            ways = ways_on(answer)
            self._note(before, act, answer, ways, taps)
            if self._leaves_the_language(act) or taps == most_taps:
                continue
            queue.extend((after, one, taps + 1) for one in self._next_acts(after, answer, ways))

    def _press_twice(self, before: PersonState, after: PersonState, act: Act) -> None:
        """What is kept of the children after a second press is what was kept after the first."""
        if after.children != before.children:
            twice, _ = self.talks.take(after, act)
            if twice.children != after.children:
                self.faults.append(f"{act}: twice is not the same as once")

    def _next_acts(self, person: PersonState, answer: Answer, ways: Ways) -> Iterator[Act]:
        if self.only_taps:
            taps = [one for one in ways.buttons if one["type"] == "postback"]
            yield from acts_of(taps, ())
            return
        for action in (*ways.buttons, *ways.quick):
            yield from acts_of([action], self._days(person, action))
        yield from (Act(said=word) for word in ways.words)
        yield from (Act(said=text) for text in _TYPED.get(answer.asked or "", ()))

    def _days(self, person: PersonState, action: dict[str, str]) -> list[str]:
        """The days that are picked: of each band for a guest, of the check's band for a child."""
        if action["type"] != "datetimepicker":
            return []
        assert action["min"] <= action["initial"] <= action["max"] == TODAY.isoformat()
        bands = self.talks.content.records(Band)
        button = Act(pressed=action["data"]).button
        child = person.child(button.child) if isinstance(button, our.PickedBirthOf) else None
        if child is None:
            months = [band.from_month for band in bands]
            return [action["min"], *(months_ago(count).isoformat() for count in months)]
        if child.check is not None:
            bands = [band for band in bands if band.band == child.check.band]
        return [months_ago(bands[0].from_month).isoformat(), months_ago(30).isoformat()]

    def _note(self, before: PersonState, act: Act, answer: Answer, ways: Ways, taps: int) -> None:
        self.acts += 1
        self.names.update(answer.names)
        told = faults_of(answer, ways, self._lock_screen, NICKNAME)
        self.faults += [f"{act}: {answer.names}: {fault}" for fault in told]
        for name, data in zip(answer.names, answer.data, strict=True):
            key = f"{name} {data['age']}" if name == "checklist/begin" else name
            self.first_taps.setdefault(key, taps)
        if (button := act.button) is not None:
            self.presses += 1
            self.kinds.add(button.prefix)
            self._note_answer(before, button)

    def _note_answer(self, before: PersonState, button: Button) -> None:
        if not isinstance(button, our.Answered):
            return
        kept = button.check is not None
        self.answered.add((kept, button.item, button.answer))
        letters = self._same.letters(before, button)
        if letters.count("-") == 1:
            mix = "".join(sorted({*letters.replace("-", ""), button.answer}))
            self.results.add((kept, button.band, mix))

    def _leaves_the_language(self, act: Act) -> bool:
        button = act.button
        return isinstance(button, Speak) and button.language not in ("", self.language)
