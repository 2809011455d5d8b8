"""Numbers in digits and in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.thai import find_numbers, parse_number
from bot.thai.numbers import spell_out_digits

UNITS = ["", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า"]


def in_words(number: int) -> str:
    """Thai words for 1 to 9,999, by the rules a schoolbook gives."""
    thousands, hundreds, tens, unit = (number // 10**n % 10 for n in (3, 2, 1, 0))
    text = f"{UNITS[thousands]}พัน" if thousands else ""
    text += f"{UNITS[hundreds]}ร้อย" if hundreds else ""
    if tens:
        text += {1: "", 2: "ยี่"}.get(tens, UNITS[tens]) + "สิบ"
    return text + ("เอ็ด" if unit == 1 and number > 1 else UNITS[unit])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12),
        ("๑๒", 12),
        ("1,250", 1250),
        ("12,000 บาท", 12000),
        ("1.5", 1.5),
        ("½", 0.5),
        ("1½", 1.5),
        ("1/2", 0.5),
        ("1 1/2", 1.5),
        ("สิบ", 10),
        ("สิบเอ็ด", 11),
        ("สิบสอง", 12),
        ("ยี่สิบ", 20),
        ("ยี่สิบเอ็ด", 21),
        ("ซาว", 20),
        ("ซาวเอ็ด", 21),
        ("เก้าสิบเก้า", 99),
        ("ร้อยยี่สิบ", 120),
        ("สองร้อยเอ็ด", 201),
        ("สองพันห้าร้อยหกสิบหก", 2566),
        ("ครึ่ง", 0.5),
        ("สองครึ่ง", 2.5),
        ("2 ครึ่ง", 2.5),
        ("one", 1),
        ("Twelve", 12),
        ("twenty", 20),
        ("twenty-one", 21),
        ("two and a half", 2.5),
        ("คนนึง", 1),
        ("ครูสามคน", 3),
        ("ห้ามื้อ", 5),
        ("ห้าวัน", 5),
        ("ศูนย์", 0),
        ("zero", 0),
    ],
)
def test_a_number_is_read(text: str, value: float) -> None:
    number = parse_number(text)
    assert number is not None
    assert number.value == value


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "ไม่มี",
            "สามี",
            "สามารถ",
            "ห้าม",
            "ห้าง",
            "หกล้ม",
            "โกหก",
            "เก้าอี้",
            "แปดเปื้อน",
            "ร้อยเอ็ด",
            "ร้อยละ",
        ),
        *("กระสิบ", "ศูนย์เด็กเล็ก", "someone", "often", "tend", "พันธุ์"),
    ],
)
def test_a_word_that_begins_like_a_number_is_none(text: str) -> None:
    assert parse_number(text) is None


def test_all_numbers_come_from_left_to_right() -> None:
    found = list(find_numbers("มา 24 ขาดหนึ่ง ครู 3"))
    assert [number.value for number in found] == [24, 1, 3]
    assert [("มา 24 ขาดหนึ่ง ครู 3"[n.start : n.end]) for n in found] == ["24", "หนึ่ง", "3"]


def test_a_code_of_many_digits_is_no_number() -> None:
    assert parse_number("1103701234567890123") is None


@pytest.mark.parametrize(
    ("spoken", "digits"),
    [
        ("สิบสองมีนาหกหก", "12มีนา66"),
        ("สองห้าหกหก", "2566"),
        ("ห้ามีนา", "5มีนา"),
        ("ปีหกสี่", "ปี64"),
        ("สามี", "สามี"),
    ],
)
def test_spoken_digits_are_spelt_out(spoken: str, digits: str) -> None:
    assert spell_out_digits(spoken) == digits


@given(st.integers(1, 9999).filter(lambda n: n not in (100, 101)))
def test_every_number_up_to_9999_is_read_from_its_words(number: int) -> None:
    read = parse_number(in_words(number))
    assert read is not None
    assert read.value == number


@given(st.text())
def test_no_text_raises(text: str) -> None:
    number = parse_number(text)
    assert number is None or number.start < number.end
