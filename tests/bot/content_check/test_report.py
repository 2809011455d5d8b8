"""The whole check: on our own content, on spoilt copies of it, and as a command."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from bot.content import CONTENT_FOLDER
from bot.content_check import Report, check_folder, print_report
from bot.errors import TonklaError

TODAY = date(2026, 11, 22)


def spoil(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / f"{name}.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture(scope="module")
def sound() -> Report:
    """What is found in our own content."""
    return check_folder(CONTENT_FOLDER, TODAY)


def new_problems(folder: Path, sound: Report) -> list[str]:
    """What is found in a spoilt copy and not in the original."""
    here = f"{folder.parent}/"
    found = [problem.removeprefix(here) for problem in check_folder(folder, TODAY).problems]
    return [problem for problem in found if problem not in sound.problems]


def test_our_own_content_is_sound(sound: Report) -> None:
    assert sound.problems == []
    assert sound.files > 90
    assert sound.messages > 50


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
        ("menu/card", "press: kids", "press: kidz", "'kidz' is the data of no button"),
        ("menu/card", "show:help", "show:halp", "'show:halp' shows a message that does not exist"),
        ("media/voice", "th: ต้นกล้าตอบแล้วค่ะ", "th: ผลออกแล้วค่ะ", "a locked phone would show 'ผล'"),
        ("rights/leave", "review_by: 2027-05-22", "review_by: 2026-11-21", "review was due"),
        ("checklist/bands/05", "from_month: ", "from_month: 1", "begins at month"),
        ("richmenu/family", "press: data", "press: date", "'date' is the data of no button"),
        ("shared/buttons", "press: sos", "press: sas", "'sas' is the data of no button"),
        ("profile/nickname", "sample: [{skip:", "sample: [{skap:", "th: 'skip' is undefined"),
    ],
)
def test_what_was_spoilt_is_found_with_its_line(
    folder: Path, sound: Report, name: str, old: str, new: str, told: str
) -> None:
    spoil(folder, name, old, new)
    found = new_problems(folder, sound)
    lines = (folder / f"{name}.yaml").read_text(encoding="utf-8").splitlines()
    spoilt = next(number for number, line in enumerate(lines, start=1) if new in line)
    assert any(f"content/{name}.yaml:{spoilt}: " in one and told in one for one in found), found
    assert all(f"content/{name}.yaml:" in one for one in found), found


def test_what_nothing_uses_is_a_warning(folder: Path, sound: Report) -> None:
    (folder / "menu" / "forgotten.yaml").write_text("messages: [{text: hello}]", encoding="utf-8")
    sources = folder / "sources.yaml"
    entry = "\nlost: {title: a, publisher: b, published: c, address: https://d.example}\n"
    sources.write_text(sources.read_text(encoding="utf-8") + entry, encoding="utf-8")
    report = check_folder(folder, TODAY)
    assert len(report.problems) == len(sound.problems)
    assert set(report.warnings) - set(sound.warnings) == {
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
    assert any("menu/card.yaml:" in line and "'kidz'" in line for line in lines)
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
