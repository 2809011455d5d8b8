"""What stands in each chat, as its user sees it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any, Literal

Via = Literal["reply", "push", "multicast"]


@dataclass(slots=True)
class Entry:
    """One bubble. `message` is LINE's message object; `at` is in epoch milliseconds."""

    id: str
    sender_side: Literal["user", "bot"]
    at: int
    message: dict[str, Any]
    via: Via | None = None
    # A postback's displayText: shown like a text that the user wrote, but never sent as one.
    echo: bool = False
    unsent: bool = False
    read: bool = False

    def as_json(self) -> dict[str, Any]:
        """The shape that the page gets."""
        shown: dict[str, Any] = {
            "id": self.id,
            "from": self.sender_side,
            "at": self.at,
            "message": self.message,
            "sender": self.message.get("sender"),
            "via": self.via,
            "unsent": self.unsent,
            "read": self.read,
        }
        if self.echo:
            shown["echo"] = True
        return shown


class Chats(defaultdict[str, list[Entry]]):
    """Entries by user (or group) id, oldest first."""

    def __init__(self) -> None:
        super().__init__(list)

    def find(self, chat_id: str, message_id: str) -> Entry | None:
        """The entry with this message id in this chat, looked for from the newest."""
        entries = self.get(chat_id, [])
        return next((entry for entry in reversed(entries) if entry.id == message_id), None)
