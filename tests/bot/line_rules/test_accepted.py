"""What LINE accepts, we accept; LINE's own SDK agrees on the shapes."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from linebot.v3.messaging import FlexMessage, Message, RichMenuRequest

from bot.line_rules import check_messages, check_rich_menu
from tests.bot.line_rules import samples
from tests.bot.line_rules.accepted import ACCEPTED


@pytest.mark.parametrize("name", ACCEPTED)
def test_accepts_every_kind_of_message(name: str) -> None:
    assert check_messages([ACCEPTED[name]]) == []


@pytest.mark.parametrize("name", ACCEPTED)
def test_leaves_the_message_as_it_was(name: str) -> None:
    before = copy.deepcopy(ACCEPTED[name])
    check_messages([ACCEPTED[name]])
    assert ACCEPTED[name] == before


@pytest.mark.parametrize("name", ACCEPTED)
def test_sdk_reads_our_samples_and_loses_nothing(name: str) -> None:
    sample = ACCEPTED[name]
    assert _without_defaults(Message.from_dict(sample).to_dict(), sample) == sample


def test_sdk_reads_our_rich_menu_and_loses_nothing() -> None:
    menu = samples.rich_menu()
    assert check_rich_menu(menu) == []
    assert _without_defaults(RichMenuRequest.from_dict(menu).to_dict(), menu) == menu


_SDK_REFUSES = [
    {"layout": "diagonal"},
    {"position": "fixed"},
    {"justifyContent": "stretch"},
    {"alignItems": "stretch"},
    {"flex": "one"},
]


@pytest.mark.parametrize("wrong", _SDK_REFUSES, ids=str)
def test_refuses_whatever_the_sdk_refuses_in_a_box(wrong: dict[str, Any]) -> None:
    message = samples.flex(samples.bubble(samples.box() | wrong))
    with pytest.raises(ValueError):
        FlexMessage.from_dict(message)
    assert check_messages([message])


def _without_defaults(read: Any, sample: Any) -> Any:
    """The SDK writes its default values out; only what the sample holds is compared."""
    if isinstance(sample, dict):
        return {
            key: _without_defaults(read[key], value) for key, value in sample.items() if key in read
        }
    if isinstance(sample, list):
        return [_without_defaults(*pair) for pair in zip(read, sample, strict=True)]
    return read
