"""Files become models; where one does not fit, the line says where."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.cards import MessageFile, Source
from bot.errors import ContentError
from bot.yaml_file import line_of, read_file, read_map

CARD = """\
messages:
  - alt: {th: สวัสดี, en: Hello}
    card:
      title: Hello
      blocks:
        - text: one
        - note: two
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "card.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def problems_of(path: Path) -> list[str]:
    with pytest.raises(ContentError) as raised:
        read_file(path, MessageFile)
    return raised.value.problems


def test_a_file_becomes_a_model(tmp_path: Path) -> None:
    assert len(read_file(written(tmp_path, CARD), MessageFile).messages) == 1


def test_an_unknown_key_is_told_with_its_line(tmp_path: Path) -> None:
    path = written(tmp_path, CARD.replace("note: two", "nota: two"))
    (first, *_) = problems_of(path)
    assert first.startswith(f"{path}:7: messages.0.card.card.blocks.1")


def test_broken_yaml_is_told_with_its_line(tmp_path: Path) -> None:
    path = written(tmp_path, CARD.replace("title: Hello", "title: [Hello"))
    (problem,) = problems_of(path)
    assert problem.startswith(f"{path}:")
    assert int(problem.removeprefix(f"{path}:").partition(":")[0]) in (4, 5)


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"messages: \x00"])
def test_bytes_that_are_no_text_are_one_problem(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "card.yaml"
    path.write_bytes(content)
    (problem,) = problems_of(path)
    assert problem.startswith(f"{path}:1:")


def test_an_empty_file_is_a_problem(tmp_path: Path) -> None:
    assert len(problems_of(written(tmp_path, ""))) == 1


def test_a_map_of_models(tmp_path: Path) -> None:
    text = "law: {title: a, publisher: b, published: c, address: d}\n"
    assert read_map(written(tmp_path, text), Source)["law"].publisher == "b"


def test_the_line_of_a_part(tmp_path: Path) -> None:
    path = written(tmp_path, CARD)
    assert line_of(path, ()) == 1
    assert line_of(path, ("messages", 0, "alt", "en")) == 2
    assert line_of(path, ("messages", 0, "card", "blocks", 1, "note")) == 7
    # Names that YAML lacks are passed over, as those of a union's members.
    assert line_of(path, ("messages", 0, "card", "card", "title")) == 4
