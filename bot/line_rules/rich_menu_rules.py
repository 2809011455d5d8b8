"""What the schema cannot say about rich menus: proportions, areas within the image, lengths."""

from __future__ import annotations

from typing import Any

from bot.line_rules import limits
from bot.line_rules.action_rules import check_action
from bot.line_rules.errors import Violation
from bot.line_rules.lengths import over_graphemes
from bot.line_rules.wording import Form
from bot.line_rules.wording import too_long as too_long_text

Menu = dict[str, Any]
Found = list[Violation]

_COUNTED = (
    ("name", limits.MENU_NAME_GRAPHEMES),
    ("chatBarText", limits.CHAT_BAR_GRAPHEMES),
)


def check_menu(menu: Menu, found: Found) -> None:
    """Adds to `found` what is wrong with a well-shaped rich menu."""
    for name, limit in _COUNTED:
        if over_graphemes(menu[name], limit):
            found.append(Violation(too_long_text(Form.ACTION, limit), name))
    size = menu["size"]
    if 100 * size["width"] < limits.MENU_MIN_RATIO_PERCENT * size["height"]:
        found.append(Violation("width / height must be at least 1.45", "size"))
    for number, area in enumerate(menu["areas"]):
        place = f"areas[{number}]"
        if not _inside(area["bounds"], size):
            found.append(Violation("must be within the size of the menu", f"{place}.bounds"))
        check_action(area["action"], f"{place}.action", limits.LABEL_GRAPHEMES, found)


def _inside(bounds: Menu, size: Menu) -> bool:
    right = bounds["x"] + bounds["width"]
    bottom = bounds["y"] + bounds["height"]
    return bool(right <= size["width"] and bottom <= size["height"])
