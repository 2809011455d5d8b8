"""One spelling for what people type: marks in order, digits, white space, common misspellings."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

import regex  # type: ignore[import-untyped]

# Everything but the search for danger words reads only this many characters, so that a long
# or hostile message costs no more than an ordinary one.
READ_LIMIT: Final = 1_000

_DIGIT_ZEROS: Final = (0x0E50, 0x0ED0, 0x1040, 0x1090, 0x17E0, 0x0660, 0x06F0)
# Zero-width spaces and non-joiners, bidirectional marks, byte-order marks, soft hyphens,
# variation selectors, tag characters and the keycap ring: nobody sees them, all break matching.
_INVISIBLE: Final = (
    *range(0x09),
    *range(0x0E, 0x1C),
    *range(0x7F, 0x85),
    *range(0x86, 0xA0),
    *(0xAD, 0x034F, 0x061C, 0x17B4, 0x17B5, 0x180E, 0x200B, 0x200C, 0x200E, 0x200F, 0x20E3),
    *range(0x202A, 0x202F),
    *range(0x2060, 0x2070),
    *range(0xFE00, 0xFE10),
    *(0xFEFF, *range(0xFFF9, 0xFFFC)),
    *range(0xE0000, 0xE0080),
)


def _character_table() -> dict[int, str | None]:
    table: dict[int, str | None] = dict.fromkeys(_INVISIBLE)
    # A lone surrogate cannot be stored or sent; it becomes the replacement character.
    table.update(dict.fromkeys(range(0xD800, 0xE000), "\ufffd"))
    table.update({zero + n: str(n) for zero in _DIGIT_ZEROS for n in range(10)})
    table.update({code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)})
    table[ord("๎")] = None  # an obsolete sign
    table[ord("ฃ")] = "ข"  # obsolete letters, hit by mistake on the keyboard
    table[ord("ฅ")] = "ค"
    return table


_CHARACTERS: Final = _character_table()
# A zero-width joiner holds an emoji family together; beside ASCII or Thai it is noise, and so
# are the accents of other scripts on Thai letters.
_JOINER = re.compile("(?<![^\x00-\x7f])\u200d+|\u200d+(?![^\x00-\x7f])")
_FOREIGN_MARK = r"[\u200d[\p{M}--\p{Thai}]]"
_FOREIGN_MARKS = regex.compile(
    rf"(?<=\p{{Thai}}){_FOREIGN_MARK}++|(?<!{_FOREIGN_MARK}){_FOREIGN_MARK}++(?=\p{{Thai}})",
    regex.V1,
)
_WHITE_SPACE = re.compile(r"\s+")
_LONG_A = re.compile("(?<![ฤฦ])ๅ")
# A tone typed after ะ, า or ำ (which is taken apart first) belongs to the consonant before it.
_VOWEL_THEN_MARKS = re.compile("([ะา])([ะา่-ํ]+)")
_MARK_RUN = re.compile("[ัิ-ฺ็-ํ]{2,}")
_DOUBLE_E = re.compile("เ{2,}")
_LEADING_VOWEL_RUN = re.compile("([แโใไๆ])\\1+")
_REPEAT = re.compile(r"([^\d])\1{2,}")
_TONES: Final = "่้๊๋"
_LAST_MARKS: Final = "์ํ"

# What may not follow a misspelling: a mark or vowel would make it the start of another word.
_END = "(?![ะ-ฺๅ็-ํ])"
_MISSPELLINGS: Final = {
    "ขวบ": rf"ชวบ{_END}|ขว[ปพ]{_END}|ข่วบ{_END}|ขวบ์",
    "เดือน": rf"เด(?:[ิีึ][่้๊๋]?อ+|ื[่้๊๋]?ออ|ื[่้๊๋]อ|อ[ืิีึ][่้๊๋]?อ?)[นณ]{_END}|เดือณ{_END}|เดืน{_END}",
    "อาทิตย์": rf"อาทิ(?:ตย{_END}|ต์|ต(?!ย){_END}|ดย์|ด(?!ย){_END})",
    "สัปดาห์": rf"สั[บปพ]ดา(?:ห์|ห(?![ก-ฮ]){_END}|ร์|์|{_END})",
    "ครึ่ง": rf"คร(?:ึ[้๊๋]?|[ื]่|ี่|ิ่)ง{_END}|คล?ึ่ง{_END}",
    "คลอด": rf"ครอด{_END}",
    "ตั้งครรภ์": rf"ตั้งครร(?:ภ{_END}|[คพณ]์)",
    "วัคซีน": rf"วั(?:คซิน|กซีน|คชีน|คซีณ|คซืน|ซซีน){_END}",
    "นิทาน": rf"นิ(?:ทาณ|ธาน|ทาร){_END}",
    "พัฒนาการ": rf"พั(?:ฒนการ|ทนาการ|ฒณาการ|ฒนากาน|นาการ){_END}",
    "ประกันสังคม": rf"ประกันสังค[นท]{_END}",
}
_RIGHT_SPELLING: Final = tuple(_MISSPELLINGS)
_MISSPELLED = re.compile("|".join(f"({wrong})" for wrong in _MISSPELLINGS.values()))


def normalise(text: str, limit: int | None = READ_LIMIT) -> str:
    """The text in one spelling, at most `limit` characters long; case is kept.

    Thai marks come in canonical order, digits and full-width forms become ASCII, invisible
    characters go, a letter repeats at most twice (a mark or vowel sign once), digits repeat
    freely, each stretch of white space becomes one space. `limit=None` reads all of the text;
    that is for danger words. Doing it twice changes nothing. Never raises.
    """
    if limit is not None:
        text = text[:limit]
    text = unicodedata.normalize("NFC", text.translate(_CHARACTERS))
    text = _JOINER.sub("", _FOREIGN_MARKS.sub("", text))
    text = _WHITE_SPACE.sub(" ", text)
    text = _REPEAT.sub(r"\1\1", _thai_order(text))
    text = unicodedata.normalize("NFC", _MISSPELLED.sub(_right_spelling, text))
    return text.strip()[:limit].rstrip()


def fold(text: str, limit: int | None = READ_LIMIT) -> str:
    """`normalise`, without the difference between capital and small letters."""
    once = normalise(text, limit)
    folded = once.casefold()
    return once if folded == once else normalise(folded, limit)


def _thai_order(text: str) -> str:
    if text.isascii():
        return text
    # NFKC would take ำ apart for good; here it is apart only while its marks are sorted.
    text = _LONG_A.sub("า", text).replace("ำ", "ํา")
    text = _VOWEL_THEN_MARKS.sub(_marks_first, text)
    text = _MARK_RUN.sub(_sorted_marks, text).replace("ํา", "ำ")
    return _LEADING_VOWEL_RUN.sub(r"\1", _DOUBLE_E.sub("แ", text))


def _marks_first(match: re.Match[str]) -> str:
    vowel, rest = match.groups()
    # ์ silences a consonant; after a vowel it is a slip of the finger.
    return "".join(mark for mark in rest if mark not in "ะา์") + str(vowel)


def _sorted_marks(match: re.Match[str]) -> str:
    marks = sorted(dict.fromkeys(match[0]), key=_mark_rank)
    tones = [mark for mark in marks if mark in _TONES]
    return "".join(mark for mark in marks if mark not in tones[1:])


def _mark_rank(mark: str) -> tuple[int, str]:
    if mark in _TONES:
        return 1, ""  # equal among themselves: of two different tones the first typed stays
    return (2 if mark in _LAST_MARKS else 0), mark


def _right_spelling(match: re.Match[str]) -> str:
    return _RIGHT_SPELLING[(match.lastindex or 1) - 1]
