"""The whole check: on our own content, on spoilt copies of it, and as a command."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from bot.content import CONTENT_FOLDER
from bot.content_check import check_folder, print_report
from bot.errors import TonklaError

TODAY = date(2026, 11, 22)


def spoil(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / f"{name}.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_our_own_content_is_sound() -> None:
    report = check_folder(CONTENT_FOLDER, TODAY)
    assert report.problems == []
    assert report.files > 90
    assert report.messages > 50


def test_a_file_that_cannot_be_read_is_all_that_is_reported(folder: Path) -> None:
    spoil(folder, "menu/card", "title:", "tittle:")
    spoil(folder, "rights/leave", "facts:", "facts_:")
    report = check_folder(folder, TODAY)
    assert any("menu/card.yaml:" in problem for problem in report.problems)
    assert any("rights/leave.yaml:1: facts_" in problem for problem in report.problems)
    assert report.messages == 0


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("menu/card", "press: kids", "press: kidz", "menu/card.yaml:9: 'kidz' is the data of no"),
        ("menu/card", "show:help", "show:halp", "shows a message that does not exist"),
        ("profile/nickname", "skip:", "skap:", "th: 'skip' is undefined"),
        ("media/voice", "th: ต้นกล้าตอบแล้วค่ะ", "th: ผลออกแล้วค่ะ", "would show 'ผล'"),
        ("rights/leave", "review_by: 2027-05-22", "review_by: 2026-11-21", "review was due on"),
        (
            "checklist/bands/05",
            "from_month: ",
            "from_month: 1",
            "checklist/bands/05.yaml:2: begins",
        ),
        ("richmenu/family", "press: data", "press: date", "richmenu/family.yaml:9: 'date' is the"),
        ("shared/buttons", "press: sos", "press: sas", "shared/buttons.yaml:12: 'sas' is the data"),
    ],
)
def test_what_was_spoilt_is_found(folder: Path, name: str, old: str, new: str, told: str) -> None:
    sound = check_folder(folder, TODAY)
    spoil(folder, name, old, new)
    spoilt = check_folder(folder, TODAY)
    found = [problem for problem in spoilt.problems if problem not in sound.problems]
    assert any(told in problem for problem in found), found
    assert all(name in problem for problem in found), found


def test_what_nothing_uses_is_a_warning(folder: Path) -> None:
    (folder / "menu" / "forgotten.yaml").write_text("messages: [{text: hello}]", encoding="utf-8")
    sources = folder / "sources.yaml"
    entry = "\nlost: {title: a, publisher: b, published: c, address: https://d.example}\n"
    sources.write_text(sources.read_text(encoding="utf-8") + entry, encoding="utf-8")
    before = check_folder(CONTENT_FOLDER, TODAY)
    after = check_folder(folder, TODAY)
    assert len(after.problems) == len(before.problems)
    assert set(after.warnings) - set(before.warnings) == {
        "content/menu/forgotten.yaml: shown by nothing",
        "content/sources.yaml: lost is the source of nothing",
    }


def test_an_empty_folder_has_no_checklist(tmp_path: Path) -> None:
    report = check_folder(tmp_path, TODAY)
    assert (report.files, report.messages) == (0, 0)
    assert any("0 bands instead of 23" in problem for problem in report.problems)


def test_the_command_prints_a_line_a_problem_and_a_summary(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(folder, "menu/card", "press: kids", "press: kidz")
    assert print_report(folder, as_json=False) == 1
    *lines, summary = capsys.readouterr().out.splitlines()
    assert any("menu/card.yaml:9:" in line for line in lines)
    assert f"{len(lines)} problems, 0 warnings" in summary


def test_the_command_prints_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(folder, "menu/card", "press: kids", "press: kidz")
    assert print_report(folder, as_json=True) == 1
    printed = json.loads(capsys.readouterr().out)
    assert set(printed) == {"files", "messages", "problems", "warnings"}
    assert any("'kidz'" in problem for problem in printed["problems"])


def test_a_folder_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(TonklaError, match="is no folder"):
        print_report(tmp_path / "nowhere", as_json=False)
