"""Thai words; and the dictionary that must not be loaded before they are needed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bot.thai
from bot.thai import normalise, words

ROOT = Path(bot.thai.__file__).parents[2]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("  ", []),
        ("ลูกสองขวบครึ่งยังไม่พูด", ["ลูก", "สอง", "ขวบ", "ครึ่ง", "ยัง", "ไม่", "พูด"]),
        ("ลูก ๒ ขวป", ["ลูก", "2", "ขวบ"]),
        ("น\u0e4d\u0e49านม", ["น้ำนม"]),
        ("DSPM ลูก", ["DSPM", "ลูก"]),
    ],
)
def test_text_is_taken_apart_into_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_only_the_beginning_of_a_long_text_is_read() -> None:
    assert sum(map(len, words("ลูก " * 1000))) == 750


@pytest.mark.parametrize("unit", ["5", "ก", "เ", "า", "ตากลม", "!", "a ", "้", "😀"])
def test_a_hostile_text_takes_no_longer_than_a_moment(unit: str) -> None:
    words("ลูก")
    start = time.perf_counter()
    words(unit * (5_000 // len(unit)))
    assert time.perf_counter() - start < 0.5


@settings(deadline=None)
@given(st.one_of(st.text(), st.text(st.characters(min_codepoint=0xE01, max_codepoint=0xE5B))))
def test_no_text_raises_and_short_text_loses_only_white_space_and_long_runs(text: str) -> None:
    found = words(text)
    assert all(word and not word.isspace() for word in found)
    bounded = re.sub(r"(.)\1{8,}", lambda run: run[1] * 8, normalise(text))
    assert "".join("".join(found).split()) == "".join(bounded.split())


def run(code: str, home: Path) -> str:
    """Run code in a fresh interpreter whose home is `home`; what it printed."""
    environment = {key: value for key, value in os.environ.items() if "PYTHAINLP" not in key}
    environment |= {"HOME": str(home), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_the_dictionary_is_not_imported_until_words_are_needed(tmp_path: Path) -> None:
    code = (
        "import sys, bot.thai as t; t.parse_age('สองขวบ'); t.split_text('สั้น');"
        "print('pythainlp' in sys.modules, end=' ');"
        "t.words('ลูก'); print('pythainlp' in sys.modules)"
    )
    assert run(code, tmp_path) == "False True"


def test_nothing_is_written_into_the_home_directory(tmp_path: Path) -> None:
    run("import bot.thai as t; t.warm_up(); t.words('ลูก')", tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_no_other_module_imports_pythainlp() -> None:
    folders = [ROOT / name for name in ("bot", "handlers", "models")]
    files = [file for folder in folders for file in folder.rglob("*.py")]
    importing = [f for f in files if re.search(r"(?:import|from) pythainlp", f.read_text("utf-8"))]
    assert importing == [ROOT / "bot" / "thai" / "words.py"]
