"""Whole requests: the shape first, then the rules for every message whose shape is right."""

from __future__ import annotations

import re
from typing import Any

from bot.line_rules.errors import Violation
from bot.line_rules.message_rules import check_message
from bot.line_rules.rich_menu_rules import check_menu
from bot.line_rules.schema_faults import NO_JSON, shape_faults

Body = dict[str, Any]
Found = list[Violation]

_WITH_MESSAGES = ("reply", "push", "multicast", "validate")
_NUMBER = re.compile(r"messages\[(\d+)\]")


def check_request(operation: str, body: object) -> list[Violation]:
    """What LINE would refuse in this request's parsed JSON body; empty if it would accept it.

    Operations: reply, push, multicast, validate (`messages` alone), loading, markAsRead,
    rich_menu, rich_menu_alias (create), rich_menu_alias_update, rich_menu_bulk (link),
    rich_menu_bulk_unlink. Raises ValueError for any other. Never raises for a body.
    """
    try:
        faults = shape_faults(operation, body)
    except KeyError:
        raise ValueError(f"unknown LINE operation: {operation}") from None
    found = [violation for _, violation in faults]
    # Shape faults outside `messages` leave the messages themselves readable.
    if isinstance(body, dict) and NO_JSON not in found:
        if operation in _WITH_MESSAGES:
            _check_messages(operation, body, [path for path, _ in faults], found)
        elif operation == "rich_menu" and not faults:
            check_menu(body, found)
    return sorted(found, key=_message_number)


def check_messages(messages: object) -> list[Violation]:
    """What LINE would refuse in a list of message objects, wherever they are sent."""
    return check_request("validate", {"messages": messages})


def check_rich_menu(menu: object) -> list[Violation]:
    """What LINE would refuse in a rich menu object (without its image)."""
    return check_request("rich_menu", menu)


def _message_number(violation: Violation) -> int:
    """The message at fault; faults of the request itself come first."""
    match = _NUMBER.match(violation.property)
    return int(match[1]) if match else -1


def _check_messages(
    operation: str, body: Body, bad_paths: list[list[str | int]], found: Found
) -> None:
    messages = body.get("messages")
    if not isinstance(messages, list):
        return
    bad = {path[1] for path in bad_paths if len(path) > 1 and path[0] == "messages"}
    for number, message in enumerate(messages):
        if number not in bad:
            place = f"messages[{number}]"
            check_message(message, place, found)
            _check_destination(operation, body.get("to"), message, place, found)


def _check_destination(operation: str, to: object, message: Body, place: str, found: Found) -> None:
    """Mentions go to groups and rooms alone, tracked videos to users alone."""
    in_group = isinstance(to, str) and to[:1] in ("C", "R")
    if message["type"] == "textV2" and not (in_group or operation in ("reply", "validate")):
        for key, value in message.get("substitution", {}).items():
            if value["type"] == "mention":
                found.append(
                    Violation("mention can only be sent to a group", f"{place}.substitution.{key}")
                )
    if in_group and "trackingId" in message:
        found.append(Violation("can't be sent to a group", f"{place}.trackingId"))
