"""What the doctor says about one thing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

State = Literal["ok", "mend", "look"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at.

    `mend`: it stands in the way. `look`: a person must see for themselves. `next` says what to do,
    and is empty where nothing is to be done. Never holds a secret.
    """

    subject: str
    state: State
    found: str
    next: str = ""


def ok(subject: str, found: str) -> Finding:
    """Nothing to do."""
    return Finding(subject, "ok", found)


def mend(subject: str, found: str, then: str) -> Finding:
    """Something to do, and what."""
    return Finding(subject, "mend", found, then)


def look(subject: str, found: str, then: str) -> Finding:
    """Something that only a person can judge, and how."""
    return Finding(subject, "look", found, then)
