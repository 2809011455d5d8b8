"""The picture of the families' menu: within LINE's limits, and nothing runs out of its tile."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from bot.content import load_rich_menu
from bot.line_rules import check_rich_menu
from bot.postback import parse
from bot.richmenu import draw_family_menu
from bot.richmenu_file import RichMenuFile
from bot.richmenu_picture import HEIGHT, WIDTH, draw_png, draw_svg, tile_bounds
from bot.richmenu_request import FAMILY, menu_request
from handlers.urgent import Urgent
from tests.bot.pixels import Pixels, read_png

LINE_IMAGE_BYTES = 1_000_000
SHOWN_WIDTH = 500
SCALE = SHOWN_WIDTH / WIDTH

PALE, WHITE, RED = (0xDC, 0xEB, 0xDF), (0xFF, 0xFF, 0xFF), (0xB3, 0x26, 0x1E)


@pytest.fixture(scope="module")
def menu() -> RichMenuFile:
    return load_rich_menu(FAMILY)


@pytest.fixture(scope="module")
def shown(menu: RichMenuFile) -> Pixels:
    """The picture at about the size at which a phone shows it."""
    return read_png(draw_png(draw_svg(menu), SHOWN_WIDTH))


def test_the_picture_is_one_that_line_takes() -> None:
    image = draw_family_menu()
    assert image.startswith(b"\x89PNG\r\n\x1a\n")
    assert (int.from_bytes(image[16:20]), int.from_bytes(image[20:24])) == (WIDTH, HEIGHT)
    assert len(image) <= LINE_IMAGE_BYTES


def test_the_areas_cover_the_picture_without_gap_or_overlap() -> None:
    bounds = tile_bounds()
    assert sum(area.width * area.height for area in bounds) == WIDTH * HEIGHT
    assert {(area.x, area.y) for area in bounds} == {
        (x, y) for x in (0, 833, 1666) for y in (0, 843)
    }


def test_line_would_take_the_menu(menu: RichMenuFile) -> None:
    assert check_rich_menu(menu_request(FAMILY, menu)) == []


def test_urgent_help_is_red_and_bottom_right(menu: RichMenuFile, shown: Pixels) -> None:
    corner = menu_request(FAMILY, menu)["areas"][-1]
    bounds = corner["bounds"]
    assert (bounds["x"] + bounds["width"], bounds["y"] + bounds["height"]) == (WIDTH, HEIGHT)
    assert parse(corner["action"]["data"]) == Urgent("all")
    assert shown.at(SHOWN_WIDTH - 10, shown.height - 20) == RED


def test_urgent_help_may_not_leave_its_corner(menu: RichMenuFile) -> None:
    tiles = menu.model_dump()["tiles"]
    with pytest.raises(ValidationError, match="bottom right"):
        RichMenuFile(chat_bar=menu.chat_bar, tiles=tiles[::-1])


def test_nothing_is_drawn_between_the_tiles(shown: Pixels) -> None:
    edges = [round(area.x * SCALE) for area in tile_bounds()[1:3]]
    for x in edges:
        assert {shown.at(x, y) for y in range(shown.height)} == {PALE}
    middle = round(tile_bounds()[3].y * SCALE)
    assert {shown.at(x, middle) for x in range(SHOWN_WIDTH)} == {PALE}


def test_every_title_is_drawn_and_keeps_off_the_edges(shown: Pixels) -> None:
    for number, area in enumerate(tile_bounds()):
        background = RED if number == 5 else WHITE
        left, right = round((area.x + 40) * SCALE), round((area.x + area.width - 40) * SCALE)
        # The band of the titles: from below the icon to above the English line.
        rows = range(round((area.y + 470) * SCALE), round((area.y + 640) * SCALE))
        inked = {x for x in range(left, right) for y in rows if shown.at(x, y) != background}
        assert len(inked) > 0.4 * (right - left), f"tile {number} has no title"
        for x in (left, right - 1):
            assert {shown.at(x, y) for y in rows} == {background}, f"tile {number} is too narrow"


def test_thai_is_drawn_by_our_own_font(menu: RichMenuFile) -> None:
    """Without a Thai font each letter would be the same empty box, or nothing."""
    first = menu.tiles[0]
    pictures = set[bytes]()
    for title in ("กกก", "ขขข", "ก้ก้ก้"):
        tiles = (first.model_copy(update={"title": title}), *menu.tiles[1:])
        pictures.add(draw_png(draw_svg(menu.model_copy(update={"tiles": tiles})), 250))
    assert len(pictures) == 3


def test_the_name_tells_the_content(menu: RichMenuFile) -> None:
    first = menu.tiles[0]
    names = {menu_request(FAMILY, menu)["name"]}
    for change in ({"title": "ก"}, {"icon": "menu"}, {"press": "menu"}):
        tiles = (first.model_copy(update=change), *menu.tiles[1:])
        names.add(menu_request(FAMILY, menu.model_copy(update={"tiles": tiles}))["name"])
    names.add(menu_request(FAMILY, menu.model_copy(update={"chat_bar": "ก"}))["name"])
    assert len(names) == 5
    assert menu_request(FAMILY, menu)["name"] in names
