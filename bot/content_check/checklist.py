"""The checklist of development: every band and every item there, once, and short enough."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from bot.content_check.facts import facts_faults
from bot.content_check.places import Places
from bot.thai.counters import graphemes
from handlers.child.bands import Band, ItemText

BANDS, ITEMS = 23, 139

# What stays readable on a phone in the largest font, in grapheme clusters.
_LONGEST = {
    "th": {"name": 38, "ask": 140, "try": 200, "practise": 260},
    "en": {"name": 48, "ask": 170, "try": 240, "practise": 300},
}


def checklist_problems(
    bands: Sequence[tuple[str, Band]], folder: str, places: Places, today: date
) -> Iterator[str]:
    """What is wrong with the bands, given in the order of their files' names."""
    where = f"{places.folder.name}/{folder}"
    if len(bands) != BANDS:
        yield f"{where}: {len(bands)} bands instead of {BANDS}"
    yield from _numbering_problems([band for _, band in bands], where)
    for number, (name, band) in enumerate(bands, start=1):
        if band.band != number:
            yield f"{places.of(name, 'band')}: band {band.band} in the place of band {number}"
        for fault in facts_faults(band, today):
            yield f"{places.of(name)}: {fault}"
    yield from _month_problems(bands, places)
    for name, band in bands:
        yield from _length_problems(name, band, places)


def _numbering_problems(bands: Sequence[Band], where: str) -> Iterator[str]:
    counts = Counter(item.id for band in bands for item in band.items)
    wanted = range(1, ITEMS + 1)
    found = {
        "missing": [number for number in wanted if not counts[number]],
        "there more than once": [number for number in sorted(counts) if counts[number] > 1],
        f"none of 1 to {ITEMS}": [number for number in sorted(counts) if number not in wanted],
    }
    for fault, numbers in found.items():
        if numbers:
            yield f"{where}: items {fault}: {', '.join(map(str, numbers))}"


def _month_problems(bands: Sequence[tuple[str, Band]], places: Places) -> Iterator[str]:
    next_month = 0
    for name, band in bands:
        if band.from_month != next_month:
            line = places.of(name, "from_month")
            yield f"{line}: begins at month {band.from_month} instead of {next_month}"
        if band.to_month < band.from_month:
            yield f"{places.of(name, 'to_month')}: ends before it begins"
        next_month = band.to_month + 1


def _length_problems(name: str, band: Band, places: Places) -> Iterator[str]:
    for number, item in enumerate(band.items):
        for language, text in (("th", item.th), ("en", item.en)):
            for key, limit in _LONGEST[language].items():
                length = graphemes(_part(text, key))
                if length > limit:
                    line = places.of(name, "items", number, language, key)
                    yield f"{line}: item {item.id}: {key} has {length} characters, {limit} fit"
                elif not length:
                    line = places.of(name, "items", number, language, key)
                    yield f"{line}: item {item.id}: {key} is empty"


def _part(text: ItemText, key: str) -> str:
    part: str = text.model_dump(by_alias=True)[key]
    return part.strip()
