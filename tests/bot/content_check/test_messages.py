"""A message is filled in both languages over all samples and judged by LINE's rules."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import handlers
from bot.content import Content
from bot.content_check.messages import message_problems
from bot.content_check.places import Places

Load = Callable[[dict[str, str]], tuple[Content, Places]]

assert handlers.TOPICS  # whose buttons are then known


def problems(load: Load, text: str) -> list[str]:
    content, places = load({"a/b": text})
    path = f"{places.folder}/a/b.yaml:"
    found = list(message_problems(content, places))
    assert all(problem.startswith(path) for problem in found)
    return [problem.removeprefix(path) for problem in found]


def test_a_sound_message_has_no_problem(load: Load) -> None:
    text = "messages:\n  - text: {th: 'ชื่อ {{ name }}', en: 'name {{ name }}'}\nsample: [{name: ก}]"
    assert problems(load, text) == []


def test_missing_data_is_told_with_line_sample_and_language(load: Load) -> None:
    text = """\
messages:
  - text: {th: "{{ name }}", en: Hello}
sample:
  - {name: มะลิ}
  - {nome: มะลิ}
"""
    assert problems(load, text) == ["5: sample 2, th: 'name' is undefined"]


def test_a_fault_of_every_sample_is_told_once(load: Load) -> None:
    text = "messages: [{text: '{{ name }}'}]\nsample: [{name: ''}, {name: ''}]"
    assert problems(load, text) == [
        "1: sample 1, th: messages[0].text: May not be empty",
        "1: sample 1, en: messages[0].text: May not be empty",
    ]


def test_a_text_of_spaces_shows_nothing(load: Load) -> None:
    found = problems(load, "messages:\n  - text: hello\n  - text: {th: ' ', en: hello}")
    assert found == ["3: sample 1, th: messages[1]: text shows nothing but spaces"]


def test_what_line_refuses_is_told(load: Load) -> None:
    text = f"messages: [{{text: {{th: {'ก' * 5001}, en: hello}}}}]"
    assert problems(load, text) == [
        "1: sample 1, th: messages[0].text: Length must be between 0 and 5000"
    ]


def test_a_template_that_cannot_be_compiled_is_told(load: Load) -> None:
    (found,) = problems(load, "messages: [{text: '{% if %}'}]")
    assert found.startswith("1: Expected an expression")


def test_a_message_must_do_without_the_address_to_add_us(load: Load) -> None:
    text = """\
messages:
  - alt: hello
    card:
      title: hello
      buttons: [{WHEN label: add, open: "{{ add_friend }}"}]
"""
    assert problems(load, text.replace("WHEN", "when: add_friend,")) == []
    assert problems(load, text.replace("WHEN ", ""))


@pytest.mark.parametrize(("press", "fault"), [("menu", False), ("menue", True)])
def test_samples_carry_buttons_that_exist(load: Load, press: str, fault: bool) -> None:
    text = f"""\
messages: [{{text: hello}}]
quick: [{{label: go, press: "{{{{ go }}}}"}}]
sample: [{{go: {press}}}]
"""
    found = problems(load, text)
    assert bool(found) is fault
    assert all("'menue' is the data of no button" in problem for problem in found)
