"""What a file of content/richmenu/ may hold: the menu below the chat, tile by tile."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from bot.cards import Strict

COLUMNS, ROWS = 3, 2


class Tile(Strict):
    """One tile: a Thai title, an English line below it, an icon, and the button's postback data.

    The titles' lengths are what fits a tile on a phone, in characters.
    """

    title: str = Field(min_length=1, max_length=12)
    english: str = Field(min_length=1, max_length=18)
    icon: Literal["check", "child", "pregnancy", "menu", "data", "urgent"]
    tone: Literal["calm", "danger"] = "calm"
    press: str


class RichMenuFile(Strict):
    """A rich menu: its tiles row by row, and the words of the bar that opens and closes it."""

    chat_bar: str = Field(min_length=1, max_length=14)
    tiles: tuple[Tile, ...] = Field(min_length=COLUMNS * ROWS, max_length=COLUMNS * ROWS)

    @model_validator(mode="after")
    def _keeps_danger_in_its_corner(self) -> RichMenuFile:
        red = [number for number, tile in enumerate(self.tiles) if tile.tone == "danger"]
        if red != [len(self.tiles) - 1]:
            raise ValueError("urgent help is the one red tile, and the last: bottom right")
        return self
