"""What the schema cannot say about templates: lengths that depend on a title, equal columns."""

from __future__ import annotations

from typing import Any

from bot.line_rules import limits
from bot.line_rules.action_rules import check_action
from bot.line_rules.errors import Violation
from bot.line_rules.lengths import over_graphemes, too_long

Template = dict[str, Any]
Found = list[Violation]


def check_template(template: Template, place: str, found: Found) -> None:
    """A well-shaped template at `place`, which is a pointer (`messages[0]/template`)."""
    kind = template["type"]
    if kind == "buttons":
        _card(template, place, limits.BUTTONS_TEXT_GRAPHEMES, found)
    elif kind == "confirm":
        _text(template, place, limits.CONFIRM_TEXT_GRAPHEMES, found)
        _actions(template, place, found)
    elif kind == "carousel":
        _carousel(template["columns"], f"{place}/columns", found)
    else:
        for number, column in enumerate(template["columns"]):
            check_action(
                column["action"],
                f"{place}/columns/{number}/action",
                limits.IMAGE_CAROUSEL_LABEL_GRAPHEMES,
                found,
            )


def _card(card: Template, place: str, bare_text_limit: int, found: Found) -> None:
    """A buttons template, or one column of a carousel."""
    beside = "title" in card or "thumbnailImageUrl" in card
    _text(card, place, limits.TEXT_BESIDE_TITLE_GRAPHEMES if beside else bare_text_limit, found)
    if "title" in card and over_graphemes(card["title"], limits.TITLE_GRAPHEMES):
        found.append(too_long(f"{place}/title", limits.TITLE_GRAPHEMES))
    if "defaultAction" in card:
        action_place = f"{place}/defaultAction"
        check_action(card["defaultAction"], action_place, limits.LABEL_GRAPHEMES, found)
    _actions(card, place, found)


def _text(card: Template, place: str, limit: int, found: Found) -> None:
    if over_graphemes(card["text"], limit):
        found.append(too_long(f"{place}/text", limit))


def _actions(card: Template, place: str, found: Found) -> None:
    for number, action in enumerate(card["actions"]):
        check_action(action, f"{place}/actions/{number}", limits.LABEL_GRAPHEMES, found)


def _carousel(columns: list[Template], place: str, found: Found) -> None:
    for number, column in enumerate(columns):
        _card(column, f"{place}/{number}", limits.COLUMN_TEXT_GRAPHEMES, found)
    first = _makeup(columns[0])
    for number, column in enumerate(columns):
        if _makeup(column) != first:
            found.append(
                Violation(
                    "must have as many actions, and a title and an image or not, as the first",
                    f"{place}/{number}",
                )
            )


def _makeup(column: Template) -> tuple[int, bool, bool]:
    return len(column["actions"]), "title" in column, "thumbnailImageUrl" in column
