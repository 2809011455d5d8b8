"""What a locked phone shows tells nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.content import Content
from bot.content_check.lock_screen import lock_screen_problems
from bot.content_check.places import Places

Load = Callable[[dict[str, str]], tuple[Content, Places]]

WORDS = "th: [ผล, ด.ช.]\nen: [grant, your rights]"


def problems(load: Load, alt: str, words: str = WORDS) -> list[str]:
    message = f"messages:\n  - alt: {alt}\n    card: {{title: hello}}"
    content, places = load({"a/b": message, "lock_screen": words})
    path = f"{places.folder}/a/b.yaml:2: alt: a locked phone would show "
    found = list(lock_screen_problems(content, places))
    assert all(problem.startswith(path) for problem in found)
    return [problem.removeprefix(path) for problem in found]


@pytest.mark.parametrize(
    ("alt", "told"),
    [
        ("{th: ต้นกล้าตอบแล้วค่ะ, en: Tonkla has answered}", []),
        ("{th: ดูผลเช็กค่ะ, en: Look}", ["'ผล'"]),
        ("{th: ดูค่ะ, en: The Grant}", ["'Grant'"]),
        ("{th: ดูค่ะ, en: Fragrant}", []),
        ("Your rights", ["'Your rights'"]),
        ("{th: ด.ช. มะลิ, en: Look}", ["'ด.ช.'"]),
        ("{th: ดชกม, en: Look}", []),
    ],
)
def test_forbidden_words_are_found(load: Load, alt: str, told: list[str]) -> None:
    assert problems(load, alt) == told


def test_data_of_the_person_is_found(load: Load) -> None:
    alt = "{th: '{% if name %}{{ name }}{% endif %}', en: Hello}"
    assert problems(load, alt) == ["'name', which may be personal"]


def test_what_is_the_same_for_everybody_may_be_shown(load: Load) -> None:
    assert problems(load, "'{{ office_th }} {{ language }}'") == []


def test_the_list_must_be_there(load: Load) -> None:
    content, places = load({"a/b": "messages: [{text: hello}]"})
    (problem,) = lock_screen_problems(content, places)
    assert problem.startswith("content/lock_screen.yaml: missing")
