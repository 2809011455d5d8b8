"""Facts have sources, and days that make sense."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from bot.cards import Facts
from bot.content import Content
from bot.content_check.facts import fact_problems, facts_faults
from bot.content_check.places import Places

Load = Callable[[dict[str, str]], tuple[Content, Places]]

FACTS = Facts(
    sources=("law",),
    effective_from=date(2025, 12, 7),
    reviewed_on=date(2026, 11, 22),
    review_by=date(2027, 5, 22),
)


def test_a_review_is_due_after_its_day() -> None:
    assert list(facts_faults(FACTS, date(2027, 5, 22))) == []
    (fault,) = facts_faults(FACTS, date(2027, 5, 23))
    assert fault.startswith("the review was due on 2027-05-22")


def test_facts_are_reviewed_after_they_came_into_force() -> None:
    early = FACTS.model_copy(update={"reviewed_on": date(2025, 12, 6)})
    (fault,) = facts_faults(early, date(2026, 11, 22))
    assert fault == "effective_from 2025-12-07 is after reviewed_on 2025-12-06"


def test_rights_and_danger_without_facts_are_a_problem(load: Load) -> None:
    hello = "messages: [{text: hello}]"
    content, places = load({"rights/a": hello, "urgent/b": hello, "menu/c": hello})
    found = list(fact_problems(content, places, date(2026, 11, 22)))
    root = places.folder
    assert found == [
        f"{root}/rights/a.yaml:1: facts: missing, with sources and days of review",
        f"{root}/urgent/b.yaml:1: facts: missing, with sources and days of review",
    ]
