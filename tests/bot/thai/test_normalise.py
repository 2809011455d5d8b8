"""One spelling for what people type."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.thai import READ_LIMIT, fold, normalise

TABLE = [
    # marks in order, ำ whole
    ("น\u0e4d\u0e49า", "น้ำ"),
    ("น\u0e49\u0e4dา", "น้ำ"),
    ("นำ้", "น้ำ"),
    ("น้ำ", "น้ำ"),
    ("ทํา", "ทำ"),
    ("กา้ว", "ก้าว"),
    ("ก่ินข้าว", "กิ่นข้าว"),
    ("ที\u0e48\u0e35", "ที่"),
    ("สิทธ์ิ", "สิทธิ์"),
    ("เเม่", "แม่"),
    ("เดก็", "เดก็"),
    ("เด็็ก", "เด็ก"),
    ("น้้้อง", "น้อง"),
    ("น้่อง", "น้อง"),
    ("มๅ", "มา"),
    ("ฤๅษี", "ฤๅษี"),
    ("ฃวด", "ขวด"),
    ("ม\u0e32\u0e4c\u0e48", "ม่า"),
    ("ก\u0301า", "กา"),
    # what nobody sees
    ("ลูก\u200bสอง\u200cขวบ", "ลูกสองขวบ"),
    ("\ufeffสวัสดี", "สวัสดี"),
    ("\u202eลูก\u202c \u2066x\u2069", "ลูก x"),
    ("ก\u200dข", "กข"),
    ("2\ufe0f\u20e3 ขวบ", "2 ขวบ"),
    ("a\u00adb", "ab"),
    ("a\x00b\x07", "ab"),
    ("👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"),
    # digits and full-width forms
    ("๐๑๒๓๔๕๖๗๘๙", "0123456789"),
    ("໒ ၃ ៤ ٥", "2 3 4 5"),
    ("１２／３／６６　Ａ", "12/3/66 A"),
    # repeats
    ("มากกกกก", "มากก"),
    ("กรรม", "กรรม"),
    ("ค่าาาา", "ค่า"),
    ("จ้ะะะ", "จ้ะ"),
    ("น้ำำำ", "น้ำ"),
    ("ไไไป", "ไป"),
    ("เร็วๆๆๆ", "เร็วๆ"),
    ("5555555", "5555555"),
    ("helppppp!!!!!", "helpp!!"),
    # white space
    ("  ก \t\n\u00a0 ข\r\n", "ก ข"),
    ("", ""),
    (" \u200b\n", ""),
    # the words of our domain
    ("2 ขวป", "2 ขวบ"),
    ("2 ชวบ", "2 ขวบ"),
    ("3 เดื่อน", "3 เดือน"),
    ("3 เดือณ", "3 เดือน"),
    ("3 เดอืน", "3 เดือน"),
    ("3 เดีอน", "3 เดือน"),
    ("3 เดืน", "3 เดือน"),
    ("2 อาทิต", "2 อาทิตย์"),
    ("2 อาทิตย", "2 อาทิตย์"),
    ("2 อาทิตหน้า", "2 อาทิตย์หน้า"),
    ("2 สับดา", "2 สัปดาห์"),
    ("2 สับดาห์", "2 สัปดาห์"),
    ("สัปดาหน้า", "สัปดาห์หน้า"),
    ("2 ขวบครึง", "2 ขวบครึ่ง"),
    ("2 ขวบคึ่ง", "2 ขวบครึ่ง"),
    ("ครอดลูก", "คลอดลูก"),
    ("ตั้งครรค์", "ตั้งครรภ์"),
    ("วัคชีน", "วัคซีน"),
    ("นิทาณ", "นิทาน"),
    ("พัฒนการ", "พัฒนาการ"),
    ("ประกันสังคน", "ประกันสังคม"),
    # words that only begin like them
    ("อาทิตยา", "อาทิตยา"),
    ("เดินออกไป", "เดินออกไป"),
    ("เดือดร้อน", "เดือดร้อน"),
    ("สามครั้ง", "สามครั้ง"),
    ("คลึง", "คลึง"),
    ("ขวด", "ขวด"),
    ("ควบ", "ควบ"),
    # case is kept
    ("LINE Official", "LINE Official"),
]


@pytest.mark.parametrize(("typed", "normal"), TABLE)
def test_a_spelling_is_made_normal(typed: str, normal: str) -> None:
    assert normalise(typed) == normal


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("DSPM ลูก", "dspm ลูก"),
        ("ＡＢＣ", "abc"),
        ("AaAa", "aa"),
        ("STRASSE", "strasse"),
        ("ẞ", "ss"),
    ],
)
def test_fold_takes_the_capitals_away(typed: str, folded: str) -> None:
    assert fold(typed) == folded


def test_only_the_first_characters_are_read_unless_all_are_asked_for() -> None:
    long = "ก ข " * 400 + "ชัก"
    assert len(normalise(long)) <= READ_LIMIT
    assert "ชัก" not in normalise(long)
    assert normalise(long, limit=None).endswith("ชัก")
    assert fold(long.upper(), limit=None).endswith("ชัก")


def test_a_lone_surrogate_becomes_something_that_can_be_stored() -> None:
    assert normalise("ก\ud800ข").encode() == "ก\ufffdข".encode()


THAI = st.text(st.characters(min_codepoint=0x0E01, max_codepoint=0x0E5B))
NOISY = st.lists(
    st.sampled_from(
        [
            *(
                "อาทิต",
                "ย",
                "์",
                "่",
                "้",
                "ํ",
                "า",
                "ำ",
                "ะ",
                "เ",
                "แ",
                "เดื",
                "เดือ",
                "อน",
                "ณ",
                "สับดา",
                "ห",
            ),
            *(
                "ขว",
                "ป",
                "บ",
                "ครึ",
                "ง",
                "ครร",
                "ภ",
                "ั",
                "ิ",
                "ุ",
                "ฺ",
                " ",
                "\u200d",
                "😀",
                "\u0301",
                "a",
                "1",
            ),
        ]
    ),
    max_size=30,
).map("".join)
ANY = st.one_of(st.text(st.characters()), THAI, NOISY)


@settings(max_examples=400)
@given(ANY)
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert fold(fold(text)) == fold(text)


@given(st.sampled_from(["อาทิต", "สับดา", "ครึง", "ขวป ", "วัคชีน", "เดอืน"]), st.integers(0, 9))
def test_it_stays_the_same_where_the_limit_cuts_a_correction(word: str, shift: int) -> None:
    once = normalise("ก" * (shift % 3) + " " * shift + word * 300)
    assert normalise(once) == once
    assert len(once) <= READ_LIMIT


@given(ANY)
def test_no_letter_stands_three_times_in_a_row(text: str) -> None:
    normal = normalise(text)
    for a, b, c in zip(normal, normal[1:], normal[2:], strict=False):
        assert not (a == b == c) or a.isdecimal()


@given(st.text("0123456789", max_size=60))
def test_digits_are_never_lost(digits: str) -> None:
    assert normalise(digits) == digits


@pytest.mark.parametrize(
    "unit", ["ก", "า", "า่", "\u0301", "\u200d", " \n", "เ", "5", "ครึง", "a\u0316\u0301"]
)
def test_a_hostile_text_read_whole_takes_no_longer_than_a_moment(unit: str) -> None:
    text = unit * (5_000 // len(unit))
    start = time.perf_counter()
    normalise(text, limit=None)
    assert time.perf_counter() - start < 0.5
