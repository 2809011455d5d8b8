"""A nickname as people type it: "ชื่อน้องมะลิค่ะ" is มะลิ, and a question is no name."""

from __future__ import annotations

import re

from bot.thai import graphemes, normalise

LONGEST = 20
_MOST_WORDS = 3
_MOST_DIGITS = 3
_BEFORE = re.compile(
    r"(?:ลูก|หลาน)?ชื่อเล่น(?:ใหม่)?|(?:ลูก|หลาน)?ชื่อ(?:ใหม่)?|เรียก|น้อง"
    r"|(?:(?:his|her|the) )?(?:nick)?name is|call (?:him|her|it)",
    re.IGNORECASE,
)
_THAT = re.compile("ว่า|คือ")  # only after one of the above: ว่าน is a nickname
_AFTER = re.compile(r"(?:นะ)?(?:ค่ะ|คะ|ครับ|คับ)|ก็ได้|จ้า|จ้ะ|จ๊ะ|[.!]")
_NO_NAME = re.compile(
    r"ไหม|มั้ย|ยังไง|อย่างไร|ทำไง|ทำไม|เท่าไ|เมื่อไ|อยาก|หรือยัง|หรือเปล่า|ขอบคุณ|ขอบใจ|วันเกิด|^เกิด|วันที่|[?？]"
    r"|\b(?:what|how|why|when|where|who|can|do|does)\b",
    re.IGNORECASE,
)


def read_nickname(text: str) -> str | None:
    """The nickname in an answer to our question: one line, at most twenty characters.

    None for what is no nickname: a question, a sentence, or a long number.
    """
    line = " ".join(normalise(text).split())
    if holds_long_number(line) or _NO_NAME.search(line):
        return None
    name = _bare(line)
    fits = 0 < graphemes(name) <= LONGEST and len(name.split()) <= _MOST_WORDS
    return name if fits else None


def holds_long_number(text: str) -> bool:
    """Whether the text may hold an identity card's or a phone's number."""
    return sum(letter.isdigit() for letter in text) > _MOST_DIGITS


def _bare(line: str) -> str:
    """Without what was said around the name; a name that looks like that itself is kept."""
    name = line
    while (found := _BEFORE.match(name)) and _is_a_name(rest := name[found.end() :].strip()):
        name = rest
        if (that := _THAT.match(name)) and _is_a_name(rest := name[that.end() :].strip()):
            name = rest
    while (found := _last_match(name)) and _is_a_name(rest := name[: found.start()].strip()):
        name = rest
    return name


def _last_match(name: str) -> re.Match[str] | None:
    return next((found for found in _AFTER.finditer(name) if found.end() == len(name)), None)


def _is_a_name(rest: str) -> bool:
    return len(rest) > 1
