"""Runs all checks of content/ and prints what they found."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from bot.cards import Facts
from bot.clock import thai_date, utc_now
from bot.content import CONTENT_FOLDER, Content, load_content
from bot.content_check.checklist import checklist_problems
from bot.content_check.facts import fact_problems, used_sources
from bot.content_check.lock_screen import lock_screen_problems
from bot.content_check.messages import message_problems
from bot.content_check.places import Places
from bot.content_check.presses import press_problems
from bot.content_check.rich_menus import rich_menu_problems
from bot.content_check.unused import unused_warnings
from bot.errors import ContentError, TonklaError
from handlers import make_conversation
from handlers.child.bands import Band


@dataclass(frozen=True, slots=True)
class Report:
    """How much was looked at, and one line for each thing found."""

    files: int
    messages: int
    problems: list[str]
    warnings: list[str]


def print_report(folder: Path | None, *, as_json: bool) -> int:
    """Check a folder (without one, content/) and print what is wrong; 1 if anything is.

    Raises TonklaError if there is no such folder.
    """
    report = check_folder(folder or CONTENT_FOLDER, thai_date(utc_now()))
    if as_json:
        print(json.dumps(asdict(report), ensure_ascii=False, indent=2))
    else:
        for line in (*report.problems, *(f"warning: {one}" for one in report.warnings)):
            print(line)
        print(_summary(report))
    return 1 if report.problems else 0


def check_folder(folder: Path, today: date) -> Report:
    """Everything that is wrong with this folder's files on this day (reviews fall due).

    Where a file cannot be read as what it should be, that alone is reported. Raises TonklaError
    if there is no such folder.
    """
    if not folder.is_dir():
        raise TonklaError(f"{folder} is no folder")
    folder = folder.resolve()
    files = len(list(folder.rglob("*.yaml")))
    record_folders = make_conversation().record_types
    try:
        content = load_content(record_folders, folder)
    except ContentError as error:
        return Report(files, 0, error.problems, [])
    places = Places(folder)
    bands_folder = next(name for name, kind in record_folders.items() if kind is Band)
    names = sorted(f"{bands_folder}/{path.stem}" for path in (folder / bands_folder).glob("*.yaml"))
    bands = list(zip(names, content.records(Band), strict=True))
    problems = [
        *message_problems(content, places),
        *press_problems(content, places),
        *lock_screen_problems(content, places),
        *rich_menu_problems(content, places),
        *fact_problems(content, places, today),
        *checklist_problems(bands, bands_folder, places, today),
    ]
    used = used_sources(content, list(_records_of_facts(content)))
    return Report(files, len(content.messages), problems, list(unused_warnings(content, used)))


def _records_of_facts(content: Content) -> Iterator[Facts]:
    for kind in make_conversation().record_types.values():
        for record in content.records(kind):
            if isinstance(record, Facts):
                yield record


def _summary(report: Report) -> str:
    looked_at = f"{report.files} files, {report.messages} messages"
    found = f"{len(report.problems)} problems, {len(report.warnings)} warnings"
    return f"{looked_at}: {found}"
