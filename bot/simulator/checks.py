"""Holds a request body against LINE's rules."""

from __future__ import annotations

from typing import Any

from bot.line_rules import check_request, error_body
from bot.simulator.calls import Refused


def check(operation: str, body: dict[str, Any]) -> None:
    """Answers 400 with LINE's words if `body` breaks a rule of this operation."""
    violations = check_request(operation, body)
    if violations:
        refusal = error_body(violations)
        raise Refused(400, str(refusal.pop("message")), more=refusal)
