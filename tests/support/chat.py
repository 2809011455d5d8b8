"""One person's chat, as a test reads it: `await chat.says("…")`, `chat.heard("…")`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from bot.simulator import Platform

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Shown:
    """A button that a person sees: its label, and LINE's action."""

    label: str
    action: Json


@dataclass(slots=True)
class Chat:
    """A person at their phone. Everything they do waits for the answer."""

    platform: Platform
    user_id: str
    _settle: Callable[[], Awaitable[None]]
    _read_up_to: int = field(default=0)

    async def says(self, text: str) -> None:
        """Type and send."""
        await self._do(self.platform.say(self.user_id, text))

    async def presses(self, label: str) -> None:
        """Press the newest button whose label is (or begins with) `label`."""
        shown = self.button(label)
        action = shown.action
        match action["type"]:
            case "postback":
                await self._do(
                    self.platform.press_postback(
                        self.user_id, action["data"], action.get("displayText")
                    )
                )
            case "message":
                await self.says(action["text"])
            case kind:
                raise AssertionError(f"{label!r} is a {kind} action, which a test cannot press")

    async def picks(self, label: str, day: str) -> None:
        """Use the date picker behind a button ("2025-03-12")."""
        action = self.button(label).action
        assert action["type"] == "datetimepicker", action
        await self._do(
            self.platform.press_postback(self.user_id, action["data"], params={"date": day})
        )

    async def does(self, act: Awaitable[Any]) -> None:
        """Any other act of the platform (a sticker, a block …)."""
        await self._do(act)

    @property
    def messages(self) -> list[Json]:
        """All that the bot said, oldest first."""
        return [
            entry.message
            for entry in self.platform.chats[self.user_id]
            if entry.sender_side == "bot"
        ]

    @property
    def last(self) -> list[Json]:
        """What the bot said since the person's last act."""
        return self.messages[self._read_up_to :]

    def heard(self, *parts: str) -> None:
        """Assert that the last answer holds these words."""
        text = "\n".join(words_of(self.last))
        for part in parts:
            assert part in text, f"{part!r} is not in:\n{text}"

    def heard_nothing(self) -> None:
        """Assert that the last act got no answer."""
        assert not self.last, self.last

    def buttons(self) -> list[Shown]:
        """Every button of the last answer."""
        return [Shown(str(action.get("label", "")), action) for action in actions_of(self.last)]

    def button(self, label: str) -> Shown:
        """The newest button with this label."""
        for message in reversed(self.messages):
            found = list(actions_of([message]))
            for action in found:
                if action.get("label") == label:
                    return Shown(label, action)
            for action in found:
                if str(action.get("label", "")).startswith(label):
                    return Shown(str(action["label"]), action)
        raise AssertionError(f"no button {label!r} among {[b.label for b in self.buttons()]}")

    async def _do(self, act: Awaitable[Any]) -> None:
        self._read_up_to = len(self.messages)
        await act
        await self._settle()


def words_of(node: Any) -> Iterator[str]:
    """Every text in messages, in reading order (labels and altTexts too)."""
    if isinstance(node, dict):
        for key in ("altText", "text", "label"):
            if isinstance(node.get(key), str):
                yield node[key]
        for value in node.values():
            yield from words_of(value)
    elif isinstance(node, list):
        for value in node:
            yield from words_of(value)


def actions_of(node: Any) -> Iterator[Json]:
    """Every action in messages, in reading order."""
    if isinstance(node, dict):
        action = node.get("action")
        if isinstance(action, dict):
            yield action
        for key, value in node.items():
            if key != "action":
                yield from actions_of(value)
    elif isinstance(node, list):
        for value in node:
            yield from actions_of(value)
