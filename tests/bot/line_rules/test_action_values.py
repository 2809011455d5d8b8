"""Actions: URIs that open, and moments that can be picked."""

from __future__ import annotations

from typing import Any

import pytest

from bot.line_rules import Violation, check_messages, check_rich_menu
from tests.bot.line_rules.samples import (
    area,
    bubble,
    button,
    flex,
    link,
    picker,
    rich_menu,
    template,
)

Json = dict[str, Any]


def _in_button(action: Json) -> list[Violation]:
    return check_messages([flex(bubble(button(action)))])


def _in_template(action: Json) -> list[Violation]:
    return check_messages([template("buttons", text="a", actions=[action])])


def _in_menu(action: Json) -> list[Violation]:
    return check_rich_menu(rich_menu(areas=[{"bounds": area(), "action": action}]))


@pytest.mark.parametrize(
    "uri",
    [
        "http://example.org",
        "https://example.org/%E0%B8%81?a=1#b",
        "https://line.me/R/share?text=%E0%B8%81",
        "line://nv/chat",
        "tel:1669",
        "tel:+6621234567",
    ],
)
def test_uris_that_open(uri: str) -> None:
    assert _in_button(link(uri)) == []
    assert _in_button(link(altUri={"desktop": uri})) == []


@pytest.mark.parametrize(
    "uri",
    ["", "example.org", "ftp://a", "javascript:alert(1)", "https://", "https://a/ก", "tel:1 2"],
)
def test_uris_that_do_not(uri: str) -> None:
    pointer = "messages[0]/body/contents/0/action"
    assert _in_button(link(uri)) == [Violation("invalid uri scheme", f"{pointer}/uri")]
    assert _in_button(link(altUri={"desktop": uri})) == [
        Violation("invalid uri scheme", f"{pointer}/altUri/desktop")
    ]
    assert _in_template(link(uri)) == [
        Violation("invalid uri", "messages[0]/template/actions/0/uri")
    ]
    assert _in_menu(link(uri)) == [Violation("invalid uri", "areas[0].action.uri")]


def test_a_long_uri_in_a_template_has_its_own_wording() -> None:
    assert _in_template(link("https://a/" + "a" * 991)) == [
        Violation("size must be between 0 and 1000", "messages[0]/template/actions/0/uri")
    ]


@pytest.mark.parametrize(
    ("mode", "good", "bad"),
    [
        ("date", ["1900-01-01", "2100-12-31", "2024-02-29"], ["1899-12-31", "2101-01-01"]),
        ("date", ["2026-11-22"], ["2023-02-29", "2026-1-2", "2569", "2026-11-22T00:00", ""]),
        ("time", ["00:00", "23:59"], ["24:00", "7:00", "12:60", "12:00:00"]),
        ("datetime", ["1900-01-01T00:00", "2100-12-31t23:59"], ["2026-11-22", "2026-11-22 08:00"]),
        ("datetime", ["2026-11-22T08:00"], ["2026-11-22T24:00", "2101-01-01T00:00", "T08:00"]),
    ],
)
@pytest.mark.parametrize("name", ["initial", "min", "max"])
def test_picker_formats(mode: str, good: list[str], bad: list[str], name: str) -> None:
    for moment in good:
        assert _in_button(picker(mode=mode, **{name: moment})) == []
    for moment in bad:
        (found,) = _in_button(picker(mode=mode, **{name: moment}))
        assert found.property == f"messages[0]/body/contents/0/action/{name}"


@pytest.mark.parametrize(
    ("mode", "earlier", "later"),
    [
        ("date", "2026-11-22", "2026-11-23"),
        ("time", "08:59", "09:00"),
        ("datetime", "2026-11-22T08:59", "2026-11-22t09:00"),
    ],
)
def test_max_is_greater_than_min(mode: str, earlier: str, later: str) -> None:
    assert _in_button(picker(mode=mode, min=earlier, max=later)) == []
    for least, most in ((later, earlier), (earlier, earlier)):
        assert _in_button(picker(mode=mode, min=least, max=most)) == [
            Violation("must be greater than min", "messages[0]/body/contents/0/action/max")
        ]
