"""The page's code stays small, builds DOM nodes only and loads nothing from elsewhere."""

from __future__ import annotations

import re

import pytest

from tests.bot.simulator_page.fake_server import PAGE_FOLDER


def page_code() -> list[str]:
    return sorted(
        str(path.relative_to(PAGE_FOLDER))
        for path in PAGE_FOLDER.rglob("*")
        if path.suffix in (".js", ".css", ".html")
    )


@pytest.mark.parametrize("name", page_code())
def test_a_file_is_small_and_builds_nodes_only(name: str) -> None:
    code = (PAGE_FOLDER / name).read_text(encoding="utf-8")
    assert len(code.splitlines()) <= 250
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", code)
    # Nothing is loaded from elsewhere; LINE's own addresses are only compared with.
    loaded = re.findall(r"(?:src|href|import|url\()\W{0,3}(https?:[^\s\"')]+)", code)
    assert loaded == []
