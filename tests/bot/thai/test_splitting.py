"""Long texts in pieces that LINE takes."""

from __future__ import annotations

import time

import pytest
import regex  # type: ignore[import-untyped]
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.thai import split_text, utf16_units

SENTENCE = "วันนี้ชวนลูกเล่นซ่อนของใต้ผ้า แล้วถามว่าอยู่ไหน ลูกจะได้ฝึกจำและฝึกฟัง"


def test_a_short_text_is_one_piece_and_a_blank_one_none() -> None:
    assert split_text("สวัสดีค่ะ") == ["สวัสดีค่ะ"]
    assert split_text(" \n ") == []
    assert split_text("") == []


def test_a_text_exactly_at_the_limit_is_one_piece() -> None:
    assert split_text("ก" * 5000) == ["ก" * 5000]
    assert [len(piece) for piece in split_text("🍎" * 2501)] == [2500, 1]


def test_paragraphs_part_first() -> None:
    text = "ย่อหน้าแรก มีสองประโยค\n\nย่อหน้าสอง\nบรรทัดที่สอง"
    assert split_text(text, 40) == ["ย่อหน้าแรก มีสองประโยค", "ย่อหน้าสอง\nบรรทัดที่สอง"]


def test_then_lines_then_spaces() -> None:
    assert split_text("บรรทัดหนึ่งยาว\nบรรทัดสองก็ยาว", 20) == ["บรรทัดหนึ่งยาว", "บรรทัดสองก็ยาว"]
    assert split_text("ประโยคแรกยาว ประโยคสองยาว", 20) == ["ประโยคแรกยาว", "ประโยคสองยาว"]


def test_a_number_stays_with_what_it_counts() -> None:
    assert split_text("เด็กคนนี้อายุ ตอนนี้ 2 ขวบ", 22) == ["เด็กคนนี้อายุ", "ตอนนี้ 2 ขวบ"]


def test_without_any_space_words_stay_whole() -> None:
    pieces = split_text("นักเรียนกินข้าวกลางวันแล้วนอนหลับสบาย", 20)
    assert "".join(pieces) == "นักเรียนกินข้าวกลางวันแล้วนอนหลับสบาย"
    assert pieces[0] == "นักเรียนกิน"  # the next word, ข้าวกลางวัน, no longer fits


def test_pieces_are_filled_before_the_next_begins() -> None:
    text = " ".join([SENTENCE] * 200)
    pieces = split_text(text)
    assert len(pieces) == -(-utf16_units(text) // 5000)


def test_a_cluster_longer_than_the_limit_is_cut_between_characters() -> None:
    zalgo = "ก" + "\u0301" * 50
    pieces = split_text(zalgo, 20)
    assert "".join(pieces) == zalgo
    assert all(utf16_units(piece) <= 20 for piece in pieces)


@pytest.mark.parametrize("limit", [1, 0, -5])
def test_a_limit_into_which_nothing_fits_is_refused(limit: int) -> None:
    with pytest.raises(ValueError, match="limit_utf16"):
        split_text("ก", limit)


@pytest.mark.parametrize("unit", ["ก", "5", " ", "\n", "า้", "🍎", "กา ", "น้ำ", SENTENCE])
def test_a_hostile_text_takes_no_longer_than_a_moment(unit: str) -> None:
    text = unit * (20_000 // len(unit))
    split_text("ลูก", 5000)
    start = time.perf_counter()
    split_text(text)
    assert time.perf_counter() - start < 1.5


THAI_TEXT = st.lists(
    st.sampled_from(
        [
            *(
                "ลูก",
                "น้ำ",
                "กิน",
                "ข้าว",
                "ที่",
                "เด็ก",
                "พัฒนาการ",
                "ครึ่ง",
                " ",
                "\n",
                "\n\n",
                ". ",
                "🍎",
                "ๆ",
            ),
            *("👩\u200d👧", "12", "hello", "•", "ำ", "่", "https://example.org/a?b=c"),
        ]
    ),
    max_size=120,
).map("".join)


@settings(max_examples=200, deadline=None)
@given(st.one_of(THAI_TEXT, st.text()), st.integers(12, 80))
def test_nothing_but_white_space_is_lost_and_no_piece_is_over(text: str, limit: int) -> None:
    pieces = split_text(text, limit)
    assert "".join("".join(pieces).split()) == "".join(text.split())
    assert all(0 < utf16_units(piece) <= limit for piece in pieces)


@settings(max_examples=200, deadline=None)
@given(THAI_TEXT.map(lambda t: t.replace("ำ", "").replace("่", "")), st.integers(12, 80))
def test_no_cut_falls_inside_a_cluster(text: str, limit: int) -> None:
    pieces = split_text(text, limit)
    apart = [c for piece in pieces for c in regex.findall(r"\X", piece) if not c.isspace()]
    assert apart == [c for c in regex.findall(r"\X", text) if not c.isspace()]
