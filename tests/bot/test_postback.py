"""Buttons in old messages are pressed for years: what was released parses to the same for ever."""

from __future__ import annotations

from pathlib import Path

import pytest

import handlers
from bot import postback
from bot.errors import PostbackError

# Only ever added to. A line that no longer holds is a button on somebody's phone that broke.
_RELEASED = [
    line.split("\t")
    for line in (Path(__file__).parent / "released_buttons.tsv").read_text().splitlines()
]


def test_every_kind_of_button_is_among_the_released() -> None:
    assert handlers.TOPICS
    released = {data.partition(":")[0] for data, _ in _RELEASED}
    assert set(postback.registered_buttons()) == released


@pytest.mark.parametrize(("data", "meaning"), _RELEASED, ids=lambda value: value[:24])
def test_a_released_button_keeps_its_meaning(data: str, meaning: str) -> None:
    assert repr(postback.parse(data)) == meaning
    assert str(postback.parse(data)) == data


@pytest.mark.parametrize(
    "data", ["", "nobody", "chk-kid", "chk-kid:no-id", "chk:1:2:3", "chk-age:x::", "\x00", "แม่"]
)
def test_what_is_no_button_of_ours_is_none(data: str) -> None:
    assert postback.parse(data) is None


def test_a_button_that_line_would_not_carry_is_refused_when_it_is_built() -> None:
    button = postback.parse("show:rights:leave")
    assert button is not None
    with pytest.raises(PostbackError):
        str(type(button)(topic="x" * 300, message=""))  # type: ignore[call-arg]
