"""What a parent does so often in these tests that it has a name."""

from __future__ import annotations

from datetime import date

from bot.clock import from_epoch_ms, thai_date
from tests.support.chat import Chat, words_of
from tests.support.talk import months_ago

MONTHS = (
    "ม.ค.",
    "ก.พ.",
    "มี.ค.",
    "เม.ย.",
    "พ.ค.",
    "มิ.ย.",
    "ก.ค.",
    "ส.ค.",
    "ก.ย.",
    "ต.ค.",
    "พ.ย.",
    "ธ.ค.",
)


def today(chat: Chat) -> date:
    """The day on which this person lives."""
    return thai_date(from_epoch_ms(chat.platform.clock()))


async def presses_old(chat: Chat, data: str) -> None:
    """Press a button of any earlier message, by what it carries."""
    await chat.does(chat.platform.press_postback(chat.user_id, data))


def thai(day: date) -> str:
    """A date as people type it, and as it is said back: "12 มี.ค. 2568"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year + 543}"


async def begins_check(chat: Chat, months: int) -> None:
    """Begin a check for a child of this age that was born on time."""
    await chat.says(f"เช็กลูก {months} เดือน")
    if months < 24:
        await chat.presses("ครบกำหนด")


async def answers(chat: Chat, *labels: str) -> None:
    """Give these answers to the questions to come; the last one to all that are left."""
    given = iter(labels)
    label = labels[-1]
    while any(shown.label == "พักไว้ก่อน" for shown in chat.buttons()):
        label = next(given, label)
        await chat.presses(label)


async def has_remembered(chat: Chat, months: int, name: str = "", *labels: str) -> date:
    """Check a child of this age, have it and its checks remembered; the birth date."""
    birth = months_ago(months, today(chat))
    await begins_check(chat, months)
    await answers(chat, *(labels or ("ได้",)))
    await chat.presses("ให้จำไว้")
    await chat.presses("แม่")
    await chat.presses("ยินยอมทั้งข้อ 1 และ 2")
    if name:
        await chat.says(name)
    else:
        await chat.presses("ไม่ใส่ชื่อ")
    await chat.says(thai(birth))
    return birth


def said(chat: Chat) -> str:
    """All words of the last answer."""
    return "\n".join(words_of(chat.last))
