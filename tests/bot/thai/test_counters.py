"""Lengths as LINE counts them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.thai import cut_graphemes, graphemes, utf16_units

FAMILY = "👩‍👩‍👧‍👦"


@pytest.mark.parametrize(
    ("text", "units", "clusters"),
    [
        ("", 0, 0),
        ("น้ำ", 3, 1),
        (FAMILY, 11, 1),
        ("🍎", 2, 1),
        ("abc", 3, 3),
        ("ที่นี่", 6, 2),
        ("เด็ก", 4, 3),
        ("🇹🇭", 4, 1),
        ("\r\n", 2, 1),
        ("\ud800", 1, 1),
    ],
)
def test_the_two_counts_differ(text: str, units: int, clusters: int) -> None:
    assert utf16_units(text) == units
    assert graphemes(text) == clusters


@pytest.mark.parametrize(
    ("text", "limit", "cut"),
    [
        ("น้ำที่นี่", 3, "น้ำที่นี่"),
        ("น้ำที่นี่", 2, "น้ำ…"),
        ("น้ำที่นี่", 1, "…"),
        ("น้ำ", 0, ""),
        ("น้ำ", -1, ""),
        ("", 0, ""),
        (FAMILY + "ab", 2, FAMILY + "…"),
        ("ก ข ค", 3, "ก…"),
    ],
)
def test_a_cut_text_ends_with_an_ellipsis(text: str, limit: int, cut: str) -> None:
    assert cut_graphemes(text, limit) == cut


@given(st.text())
def test_units_are_those_of_the_encoding(text: str) -> None:
    assert utf16_units(text) == len(text.encode("utf-16-le", "surrogatepass")) // 2


@given(st.text("กำ้นิ👩\u200d👧🇹🇭 ab\u0301"), st.integers(0, 20))
def test_a_cut_text_is_a_beginning_within_the_limit(text: str, limit: int) -> None:
    cut = cut_graphemes(text, limit)
    assert graphemes(cut) <= limit
    assert cut == text or text.startswith(cut.removesuffix("…"))
