"""Rich menus as LINE would be asked to make them."""

from __future__ import annotations

from collections.abc import Iterator

from bot.content import RICH_MENUS, Content
from bot.content_check.places import Places
from bot.line_rules import check_rich_menu
from bot.richmenu_request import menu_request


def rich_menu_problems(content: Content, places: Places) -> Iterator[str]:
    """What LINE would refuse in a rich menu."""
    for name, menu in content.rich_menus.items():
        for violation in check_rich_menu(menu_request(name, menu)):
            line = places.of(f"{RICH_MENUS}/{name}")
            yield f"{line}: {violation.property}: {violation.message}"
