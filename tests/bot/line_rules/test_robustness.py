"""Whatever a body holds, it is judged and answered, never an exception."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

import pytest

from bot.line_rules import check_messages, check_request, check_rich_menu, error_body
from tests.bot.line_rules.accepted import ACCEPTED
from tests.bot.line_rules.samples import rich_menu

_REMOVED = object()
_CHANGES: list[Any] = [_REMOVED, None, [], {}, [None], {"type": "text"}, "", "a", 0, -1.5, True]


def _places(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    keys = node.keys() if isinstance(node, dict) else range(len(node))
    for key in list(keys):
        yield (*path, key)
        if isinstance(node[key], dict | list):
            yield from _places(node[key], (*path, key))


def _changed(whole: Any, path: tuple[Any, ...], change: Any) -> Any:
    """A copy with `change` at `path`; without what stood there if `change` is `_REMOVED`."""
    variant = copy.deepcopy(whole)
    parent = variant
    for step in path[:-1]:
        parent = parent[step]
    if change is _REMOVED:
        del parent[path[-1]]
    else:
        parent[path[-1]] = copy.deepcopy(change)
    return variant


@pytest.mark.parametrize("name", ACCEPTED)
def test_every_way_to_break_a_message_is_answered(name: str) -> None:
    refused = 0
    for path in _places(ACCEPTED[name]):
        for change in _CHANGES:
            message = _changed(ACCEPTED[name], path, change)
            found = check_request("reply", {"replyToken": "a", "messages": [message]})
            refused += bool(found and error_body(found)["message"])
    assert refused


def test_every_way_to_break_a_rich_menu_is_answered() -> None:
    refused = 0
    for path in _places(rich_menu()):
        for change in _CHANGES:
            found = check_rich_menu(_changed(rich_menu(), path, change))
            refused += bool(found and error_body(found)["message"])
    assert refused


@pytest.mark.parametrize("name", ACCEPTED)
def test_a_null_is_nowhere_a_value(name: str) -> None:
    for path in _places(ACCEPTED[name]):
        assert check_messages([_changed(ACCEPTED[name], path, None)]), path
