"""Facts of law, money and health: where they come from, and whether they may still be trusted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.cards import Facts
from bot.content import Content
from bot.content_check.places import Places

# Folders in which every message states facts.
_ALL_FACTS = ("rights/", "urgent/")


def fact_problems(content: Content, places: Places, today: date) -> Iterator[str]:
    """Messages that state facts: missing sources, dates out of order, reviews that are due."""
    for name, file in content.messages.items():
        if file.facts is not None:
            for fault in facts_faults(file.facts, today):
                yield f"{places.of(name, 'facts')}: facts: {fault}"
        elif name.startswith(_ALL_FACTS):
            yield f"{places.of(name)}: facts: missing, with sources and days of review"


def facts_faults(facts: Facts, today: date) -> Iterator[str]:
    """What is wrong with the dates of these facts on this day."""
    if facts.review_by < today:
        yield f"the review was due on {facts.review_by}: check the sources again"
    if facts.reviewed_on > facts.review_by:
        yield f"reviewed_on {facts.reviewed_on} is after review_by {facts.review_by}"
    if facts.effective_from > facts.reviewed_on:
        yield f"effective_from {facts.effective_from} is after reviewed_on {facts.reviewed_on}"


def used_sources(content: Content, records: list[Facts]) -> set[str]:
    """The sources that a message or a record rests on."""
    stated = [file.facts for file in content.messages.values() if file.facts is not None]
    return {source for facts in (*stated, *records) for source in facts.sources}
