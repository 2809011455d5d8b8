"""Where things stand in the files, as problems write it."""

from __future__ import annotations

from pathlib import Path

from bot.yaml_file import Location, line_of, short_name


class Places:
    """Files of one content folder by their names (`menu/card` is `menu/card.yaml`)."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def of(self, name: str, *location: int | str) -> str:
        """`content/menu/card.yaml:7`, the line being that of the part at `location`."""
        path = self.folder / f"{name}.yaml"
        return f"{short_name(path)}:{line_of(path, location)}"


__all__ = ["Location", "Places"]
