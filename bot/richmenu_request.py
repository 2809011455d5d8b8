"""A rich menu as LINE is asked to make it, under a name that tells its content."""

from __future__ import annotations

import hashlib
from typing import Any

import orjson

from bot.richmenu_file import RichMenuFile, Tile
from bot.richmenu_picture import HEIGHT, WIDTH, draw_svg, tile_bounds

Json = dict[str, Any]

# The families' menu: its file in content/richmenu/ and its alias at LINE.
FAMILY = "family"


def menu_request(alias: str, menu: RichMenuFile) -> Json:
    """LINE's rich menu object; `name` changes whenever the menu shows or does something else."""
    shown: Json = {
        "size": {"width": WIDTH, "height": HEIGHT},
        # Closed at first: open, it covers half of a small phone and the question above it.
        "selected": False,
        "chatBarText": menu.chat_bar,
        "areas": [
            {"bounds": bounds._asdict(), "action": _action(tile)}
            for tile, bounds in zip(menu.tiles, tile_bounds(), strict=True)
        ],
    }
    content = orjson.dumps(shown) + draw_svg(menu).encode()
    return {**shown, "name": name_prefix(alias) + hashlib.sha256(content).hexdigest()[:16]}


def name_prefix(alias: str) -> str:
    """How the names of all our menus behind this alias begin."""
    return f"tonkla-{alias}-"


def _action(tile: Tile) -> Json:
    return {
        "type": "postback",
        "label": tile.title,
        "data": tile.press,
        "displayText": tile.title,
    }
