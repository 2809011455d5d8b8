"""Draws a rich menu: tiles with an icon, a Thai title and an English line, as SVG and as PNG."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from importlib.resources import as_file, files
from itertools import pairwise
from typing import NamedTuple
from xml.sax.saxutils import escape

import resvg_py

from bot.richmenu_file import COLUMNS, ROWS, RichMenuFile, Tile
from bot.richmenu_icons import icon

WIDTH, HEIGHT = 2500, 1686
_GAP = 28
_FONTS = ("Sarabun-Bold.ttf", "Sarabun-SemiBold.ttf")

_GREEN, _DARK, _PALE, _GREY = "#2E7D4F", "#1F4D33", "#DCEBDF", "#4A5A51"
_RED, _WHITE, _ROSE = "#B3261E", "#FFFFFF", "#FFE3E0"


class Bounds(NamedTuple):
    """Where a tile lies, in pixels of the picture."""

    x: int
    y: int
    width: int
    height: int


class _Colours(NamedTuple):
    tile: str
    disc: str
    icon: str
    title: str
    english: str


_TONES = {
    "calm": _Colours(_WHITE, _GREEN, _WHITE, _DARK, _GREY),
    "danger": _Colours(_RED, _WHITE, _RED, _WHITE, _ROSE),
}


def tile_bounds() -> list[Bounds]:
    """Each tile's touching area, row by row; together they cover the picture without a gap."""
    return [
        Bounds(left, top, right - left, bottom - top)
        for top, bottom in _steps(HEIGHT, ROWS)
        for left, right in _steps(WIDTH, COLUMNS)
    ]


def draw_svg(menu: RichMenuFile) -> str:
    """The picture as SVG; its texts need Sarabun."""
    tiles = (_tile(tile, bounds) for tile, bounds in zip(menu.tiles, tile_bounds(), strict=True))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}"'
        f' width="{WIDTH}" height="{HEIGHT}" font-family="Sarabun" text-anchor="middle">'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{_PALE}"/>{"".join(tiles)}</svg>'
    )


def draw_png(svg: str, width: int = WIDTH) -> bytes:
    """The picture as PNG, `width` pixels wide; no font of this machine is used."""
    folder = files("fontpkg_sarabun") / "files"
    with ExitStack() as stack:
        fonts = [str(stack.enter_context(as_file(folder / name))) for name in _FONTS]
        return resvg_py.svg_to_bytes(
            svg_string=svg, width=width, font_files=fonts, skip_system_fonts=True
        )


def _tile(tile: Tile, bounds: Bounds) -> str:
    colours = _TONES[tile.tone]
    x, y = bounds.x + _GAP // 2, bounds.y + _GAP // 2
    width, height = bounds.width - _GAP, bounds.height - _GAP
    middle = bounds.x + bounds.width / 2
    return (
        f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="56" fill="{colours.tile}"/>'
        f'<circle cx="{middle}" cy="{y + 232}" r="178" fill="{colours.disc}"/>'
        f'<g transform="translate({middle - 122} {y + 110}) scale(2.44)">'
        f"{icon(tile.icon, line=colours.icon, field=colours.disc)}</g>"
        f"{_text(tile.title, middle, y + 605, 122, 'bold', colours.title)}"
        f"{_text(tile.english, middle, y + 725, 80, '600', colours.english)}"
    )


def _text(text: str, x: float, y: int, size: int, weight: str, colour: str) -> str:
    return (
        f'<text x="{x}" y="{y}" font-size="{size}" font-weight="{weight}" fill="{colour}">'
        f"{escape(text)}</text>"
    )


def _steps(length: int, count: int) -> Iterator[tuple[int, int]]:
    """`count` nearly equal parts of a length, as (begin, end)."""
    edges = [length * number // count for number in range(count + 1)]
    return pairwise(edges)
