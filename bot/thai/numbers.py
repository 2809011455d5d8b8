"""Numbers as people type and say them: 12, ๑๒, 1,250, 1.5, ½, สิบสอง, ยี่สิบเอ็ด, twelve.

The patterns of this module are for folded text (`normalise.fold`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bot.thai.normalise import fold

_THAI_UNITS: Final = {
    "หนึ่ง": 1,
    "หนึง": 1,
    "นึ่ง": 1,
    "นึง": 1,
    "เอ็ด": 1,
    "สอง": 2,
    "ยี่": 2,
    "สาม": 3,
    "สี่": 4,
    "ห้า": 5,
    "หก": 6,
    "เจ็ด": 7,
    "แปด": 8,
    "เก้า": 9,
}
_THAI_SCALES: Final = {"สิบ": 10, "ร้อย": 100, "พัน": 1000}
_TWENTY: Final = "ซาว"  # twenty, in the north and north-east

_ENGLISH_UNITS: Final = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "thirteen": 13,
    "fourteen": 14,
    "fifteen": 15,
    "sixteen": 16,
    "seventeen": 17,
    "eighteen": 18,
    "nineteen": 19,
}
_ENGLISH_TENS: Final = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}

# Number words that begin another word: husband, can, forbid, fall, chair, …
_UNIT: Final = (
    "(?:หนึ่ง|หนึง|นึ่ง|นึง|สอง|สี่|เจ็ด"
    "|สาม(?!ี|าร|ัค|ัญ|เณร|เหลี่ยม)"
    "|ห้า(?!ม(?!ื้อ|ีนา|กรา|ิถุ)|ว(?!ัน)|ง)"
    "|(?<!โก)หก(?!ล้ม|คะเมน)"
    "|แปด(?!เปื้อน)|เก้า(?!อี้))"
)
_TENS: Final = f"(?:(?:ยี่|{_UNIT})?(?<!กระ)สิบ|{_TWENTY})(?:เอ็ด|{_UNIT})?"
_HUNDREDS: Final = (
    # ร้อยเอ็ด alone is the province, ร้อยละ is per cent.
    f"(?:{_UNIT}ร้อย|ร้อย(?!เอ็ด|ละ))(?:{_TENS}|{_UNIT}|เอ็ด)?"
)
_THOUSANDS: Final = f"{_UNIT}พัน(?!ธ)(?:{_HUNDREDS}|{_TENS}|{_UNIT})?"
THAI_NUMBER: Final = f"(?:{_THOUSANDS}|{_HUNDREDS}|{_TENS}|{_UNIT})"

_ENGLISH_NUMBER: Final = (
    "(?<![a-z])(?:"
    f"(?:{'|'.join(_ENGLISH_TENS)})(?:[ -](?:{'|'.join(list(_ENGLISH_UNITS)[:9])}))?"
    f"|{'|'.join(sorted(_ENGLISH_UNITS, key=len, reverse=True))})(?![a-z])"
)
DIGITS: Final = (
    # Possessive, and never begun inside a longer number: a thousand fives cost as much as one.
    r"(?<![\d/])(?:\d{1,3}+ )?1/2(?![\d/])|(?<!\d)\d{0,3}+½"
    r"|(?<!\d)\d{1,3}+(?:,\d{3})++(?!\d)(?:\.\d++)?|(?<!\d)\d++(?:\.\d++)?"
)
NUMBER: Final = f"(?:{DIGITS}|{THAI_NUMBER}|{_ENGLISH_NUMBER})"
HALF: Final = "(?:(?:กับ)?(?:ครึ่ง|เคิ่ง|เกิ่ง)|½|and (?:a )?half)"

_FIND = re.compile(f"(?P<number>{NUMBER})(?P<half> ?{HALF})?|(?P<only_half>ครึ่ง)")
_THAI_WORD = re.compile("|".join([*_THAI_UNITS, *_THAI_SCALES, _TWENTY]))
_THAI_SPOKEN = re.compile(f"(?P<pair>{_UNIT}{_UNIT}(?!สิบ|ร้อย|พัน))|{THAI_NUMBER}")
_ZERO: Final = ("ศูนย์", "zero")
_LONGEST_NUMBER: Final = 15  # digits; what is longer is a code, and float would lie about it


@dataclass(frozen=True, slots=True)
class Number:
    """A number found in a text; `start` and `end` count characters of the folded text."""

    value: float
    start: int
    end: int


def parse_number(text: str) -> Number | None:
    """The first number of the text, or None. "ศูนย์" is zero only where it stands alone."""
    folded = fold(text)
    if folded in _ZERO:
        return Number(0.0, 0, len(folded))
    return next(find_numbers(folded), None)


def find_numbers(folded: str) -> Iterator[Number]:
    """All numbers of a folded text, from left to right; "สองครึ่ง" is one number, 2.5."""
    for match in _FIND.finditer(folded):
        if match["only_half"]:
            yield Number(0.5, match.start(), match.end())
            continue
        value = value_of(match["number"])
        if value is not None:
            half = 0.5 if match["half"] else 0.0
            yield Number(value + half, match.start(), match.end())


def value_of(number: str) -> float | None:
    """What a text that `NUMBER` matched stands for; None if it has too many digits."""
    if number[0].isdigit() or number[0] == "½":
        return _digits_value(number)
    if number.isascii():
        return float(sum(_ENGLISH_TENS.get(w) or _ENGLISH_UNITS[w] for w in _english(number)))
    return float(_thai_value(number))


def spell_out_digits(folded: str) -> str:
    """The text with Thai number words as digits; two units beside each other are two digits.

    So "สิบสอง มีนา หกหก" becomes "12 มีนา 66", as dates are spoken.
    """
    return _THAI_SPOKEN.sub(_spelt_out, folded)


def _spelt_out(match: re.Match[str]) -> str:
    if match["pair"]:
        return "".join(str(_THAI_UNITS[word]) for word in _thai(match["pair"]))
    return str(_thai_value(match[0]))


def _digits_value(number: str) -> float | None:
    if len(number) > _LONGEST_NUMBER:
        return None
    for half in ("½", "1/2"):
        if number.endswith(half):
            return float(number.removesuffix(half).strip() or 0) + 0.5
    return float(number.replace(",", ""))


def _thai_value(number: str) -> int:
    total, unit = 0, 0
    for word in _thai(number):
        if word in _THAI_SCALES:
            total += (unit or 1) * _THAI_SCALES[word]
            unit = 0
        elif word == _TWENTY:
            total += 20
        else:
            unit = _THAI_UNITS[word]
    return total + unit


def _thai(number: str) -> list[str]:
    found: list[str] = _THAI_WORD.findall(number)
    return found


def _english(number: str) -> list[str]:
    return re.split("[ -]", number)
