"""What was found wrong, and the answer that LINE gives for it."""

from __future__ import annotations

import re
from typing import NamedTuple

# Faults that LINE finds while it reads the JSON are told in `message` alone, one at a time.
_WHOLE_ANSWER = ("The property, ", "The request body could not ")
_POINTER = re.compile(r"(messages\[\d+\])(/.*)", re.DOTALL)


class Violation(NamedTuple):
    """One broken rule.

    `property` is `messages[0].text` in general, and `messages[0]/hero/url` (the message, then a
    pointer into its `contents`) inside Flex and template messages, where LINE speaks differently.
    """

    message: str
    property: str


def error_body(violations: list[Violation]) -> dict[str, object]:
    """The JSON body of LINE's 400 answer to a request with these violations.

    Raises ValueError without violations: there is no such answer.
    """
    if not violations:
        raise ValueError("a request without violations has no error body")
    for violation in violations:
        if violation.message.startswith(_WHOLE_ANSWER):
            return {"message": violation.message}
    plain = [found for found in violations if not _POINTER.fullmatch(found.property)]
    if plain:
        details = [_detail(found.message, found.property) for found in plain]
        return {"message": f"The request body has {len(plain)} error(s)", "details": details}
    return _rich_message_body(violations)


def _rich_message_body(violations: list[Violation]) -> dict[str, object]:
    """LINE stops at the first Flex or template message that it cannot use."""
    first = ""
    details = []
    for found in violations:
        match = _POINTER.fullmatch(found.property)
        message, pointer = match.groups() if match else ("", "")
        first = first or message
        if message == first:
            details.append(_detail(found.message, _as_line_writes(pointer)))
    # The space before "in" is a no-break space in LINE's own answer.
    return {
        "message": f"A message ({first})\u00a0in the request body is invalid",
        "details": details,
    }


def _as_line_writes(pointer: str) -> str:
    """Template faults come without the leading slash: `template/columns/5/title`."""
    return pointer[1:] if pointer.startswith("/template/") else pointer


def _detail(message: str, place: str) -> dict[str, str]:
    return {"message": message, "property": place}
