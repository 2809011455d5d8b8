"""The checklist is whole: bands, months, items, lengths."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.content import CONTENT_FOLDER, load_content
from bot.content_check.checklist import checklist_problems
from bot.content_check.places import Places
from handlers import make_conversation
from handlers.child.bands import Band

FOLDER = "checklist/bands"
TODAY = date(2026, 11, 22)

Named = list[tuple[str, Band]]


@pytest.fixture(scope="module")
def bands() -> Named:
    records = load_content(make_conversation().record_types).records(Band)
    return [(f"{FOLDER}/{band.band:02}", band) for band in records]


def problems(bands: Named, today: date = TODAY) -> list[str]:
    return list(checklist_problems(bands, FOLDER, Places(CONTENT_FOLDER), today))


def changed(bands: Named, number: int, **values: Any) -> Named:
    """The bands, one of them with other values."""
    return [
        (name, band.model_copy(update=values) if band.band == number else band)
        for name, band in bands
    ]


def with_name(band: Band, language: str, name: str) -> Band:
    """The band with another name of its first item."""
    text = getattr(band.items[0], language).model_copy(update={"name": name})
    first = band.items[0].model_copy(update={language: text})
    return band.model_copy(update={"items": (first, *band.items[1:])})


def test_ours_is_whole(bands: Named) -> None:
    assert problems(bands) == []


def test_a_band_too_few(bands: Named) -> None:
    found = problems(bands[:-1])
    assert f"content/{FOLDER}: 22 bands instead of 23" in found
    assert f"content/{FOLDER}: items missing: 135, 136, 137, 138, 139" in found


def test_bands_in_another_order(bands: Named) -> None:
    found = problems([bands[1], bands[0], *bands[2:]])
    assert f"content/{FOLDER}/02.yaml:1: band 2 in the place of band 1" in found


def test_a_month_between_two_bands(bands: Named) -> None:
    (problem,) = problems(changed(bands, 8, from_month=14))
    assert problem == f"content/{FOLDER}/08.yaml:2: begins at month 14 instead of 13"


def test_a_band_that_ends_before_it_begins(bands: Named) -> None:
    found = problems(changed(bands, 23, to_month=1))
    assert found == [f"content/{FOLDER}/23.yaml:3: ends before it begins"]


def test_an_item_twice_and_one_beyond(bands: Named) -> None:
    items = list(bands[22][1].items)
    items[0] = items[0].model_copy(update={"id": 1})
    items[1] = items[1].model_copy(update={"id": 140})
    assert problems(changed(bands, 23, items=tuple(items))) == [
        f"content/{FOLDER}: items missing: 135, 136",
        f"content/{FOLDER}: items there more than once: 1",
        f"content/{FOLDER}: items none of 1 to 139: 140",
    ]


@pytest.mark.parametrize(
    ("language", "name", "told"),
    [
        ("th", "น้ำ" * 38, None),
        ("th", "น้ำ" * 39, "item 1: name has 39 characters, 38 fit"),
        ("en", "a" * 48, None),
        ("en", "a" * 49, "item 1: name has 49 characters, 48 fit"),
        ("en", " ", "item 1: name is empty"),
    ],
)
def test_texts_are_counted_as_people_count(
    bands: Named, language: str, name: str, told: str | None
) -> None:
    first, band = bands[0]
    found = problems([(first, with_name(band, language, name)), *bands[1:]])
    line = Path(CONTENT_FOLDER / f"{first}.yaml").read_text(encoding="utf-8").splitlines()
    assert len(found) == (told is not None)
    for problem in found:
        place, _, fault = problem.partition(": ")
        assert fault == told
        assert line[int(place.rpartition(":")[2]) - 1].lstrip().startswith("name:")


def test_a_band_whose_review_is_due(bands: Named) -> None:
    found = problems(changed(bands, 3, review_by=date(2026, 11, 21), reviewed_on=TODAY))
    assert found == [
        f"content/{FOLDER}/03.yaml:1: the review was due on 2026-11-21: check the sources again",
        f"content/{FOLDER}/03.yaml:1: reviewed_on 2026-11-22 is after review_by 2026-11-21",
    ]
