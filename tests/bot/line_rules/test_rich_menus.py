"""Rich menus: size, proportions, areas, lengths."""

from __future__ import annotations

from typing import Any

import pytest

from bot.line_rules import Violation, check_request, check_rich_menu, error_body
from tests.bot.line_rules.samples import MENU_ID, USER, area, link, postback, rich_menu


def _sized(width: int, height: int) -> list[Violation]:
    tile = {"bounds": area(width=1, height=1), "action": postback()}
    return check_rich_menu(rich_menu(size={"width": width, "height": height}, areas=[tile]))


@pytest.mark.parametrize("size", [(800, 250), (2500, 250), (2500, 1686), (2500, 1724), (800, 551)])
def test_sizes_that_fit(size: tuple[int, int]) -> None:
    assert _sized(*size) == []


@pytest.mark.parametrize(
    ("size", "place"),
    [
        ((799, 250), "size.width"),
        ((2501, 1000), "size.width"),
        ((800, 249), "size.height"),
        ((2500, 1725), "size"),
        ((800, 552), "size"),
    ],
)
def test_sizes_that_do_not(size: tuple[int, int], place: str) -> None:
    (found,) = _sized(*size)
    assert found.property == place


@pytest.mark.parametrize(("name", "most"), [("name", 300), ("chatBarText", 14)])
@pytest.mark.parametrize("letter", ["ก", "น้ำ"], ids=["letter", "cluster"])
def test_lengths_in_graphemes(name: str, most: int, letter: str) -> None:
    assert check_rich_menu(rich_menu(**{name: letter * most})) == []
    assert check_rich_menu(rich_menu(**{name: letter * (most + 1)})) == [
        Violation(f"must not be longer than {most} characters", name)
    ]
    assert check_rich_menu(rich_menu(**{name: ""})) == [Violation("must be non-empty text", name)]


def test_twenty_areas() -> None:
    tile = {"bounds": area(), "action": postback()}
    assert check_rich_menu(rich_menu(areas=[tile] * 20)) == []
    for count in (0, 21):
        assert check_rich_menu(rich_menu(areas=[tile] * count)) == [
            Violation("Size must be between 1 and 20", "areas")
        ]


@pytest.mark.parametrize(
    ("bounds", "inside"),
    [
        (area(0, 0, 2500, 1686), True),
        (area(2499, 1685, 1, 1), True),
        (area(1, 0, 2500, 1686), False),
        (area(0, 1, 2500, 1686), False),
        (area(-1, 0, 10, 10), False),
        (area(0, 0, 0, 10), False),
    ],
)
def test_areas_lie_within_the_menu(bounds: Any, inside: bool) -> None:
    found = check_rich_menu(rich_menu(areas=[{"bounds": bounds, "action": postback()}]))
    assert bool(found) is not inside
    assert all(violation.property.startswith("areas[0].bounds") for violation in found)


def test_known_answers() -> None:
    nameless = rich_menu()
    del nameless["name"]
    assert error_body(check_rich_menu(nameless)) == {
        "message": "The request body has 1 error(s)",
        "details": [{"message": "must be specified", "property": "name"}],
    }
    wrong = rich_menu(areas=[{"bounds": area(), "action": link("ftp://a")}])
    assert error_body(check_rich_menu(wrong)) == {
        "message": "The request body has 1 error(s)",
        "details": [{"message": "invalid uri", "property": "areas[0].action.uri"}],
    }


def test_what_a_menu_needs_and_does_not_know() -> None:
    places = [found.property for found in check_rich_menu({"colour": 1})]
    assert sorted(places) == ["areas", "chatBarText", "colour", "name", "selected", "size"]
    assert check_rich_menu(rich_menu(selected="true"))


@pytest.mark.parametrize(
    ("operation", "body"),
    [
        ("rich_menu_alias", {"richMenuAliasId": "a-1_z", "richMenuId": MENU_ID}),
        ("rich_menu_alias", {"richMenuAliasId": "a" * 32, "richMenuId": MENU_ID}),
        ("rich_menu_alias_update", {"richMenuId": MENU_ID}),
        ("rich_menu_bulk", {"richMenuId": MENU_ID, "userIds": [USER] * 500}),
        ("rich_menu_bulk_unlink", {"userIds": [USER]}),
    ],
)
def test_requests_about_menus(operation: str, body: Any) -> None:
    assert check_request(operation, body) == []


@pytest.mark.parametrize("alias", ["", "A", "a" * 33, "ก", "a b"])
def test_alias_ids(alias: str) -> None:
    (found,) = check_request("rich_menu_alias", {"richMenuAliasId": alias, "richMenuId": MENU_ID})
    assert found.property == "richMenuAliasId"


def test_wrong_menu_and_user_ids() -> None:
    assert check_request("rich_menu_bulk", {"richMenuId": "1", "userIds": [USER]}) == [
        Violation("invalid richMenuId", "richMenuId")
    ]
    assert error_body(
        check_request("rich_menu_bulk", {"richMenuId": MENU_ID, "userIds": ["somebody"]})
    ) == {
        "message": "The property, 'userIds[0]', in the request body is invalid (line: -, column: -)"
    }
    for count in (0, 501):
        assert check_request("rich_menu_bulk_unlink", {"userIds": [USER] * count}) == [
            Violation("Size must be between 1 and 500", "userIds")
        ]
