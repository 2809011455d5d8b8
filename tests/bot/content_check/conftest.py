"""A copy of content/ to spoil, and small folders of a single message."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.content import CONTENT_FOLDER, Content, load_content
from bot.content_check.places import Places

Loaded = tuple[Content, Places]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of content/."""
    return Path(shutil.copytree(CONTENT_FOLDER, tmp_path / "content"))


@pytest.fixture
def load(tmp_path: Path) -> Callable[[dict[str, str]], Loaded]:
    """Loads a folder that holds just these files (texts by names, without records)."""

    def load_these(files: dict[str, str]) -> Loaded:
        root = tmp_path / "content"
        for name, text in files.items():
            path = root / f"{name}.yaml"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return load_content({}, root), Places(root)

    return load_these
