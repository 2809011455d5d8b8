"""The result: by domain, in a parent's words, what to practise and when to look again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from handlers.child.result import LOOK_AGAIN_DAYS
from tests.support.chat import Chat
from tests.support.parent import answers, begins_check, has_remembered, said, thai, today
from tests.support.town import Town

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_each_domain_has_its_own_line(mother: Chat) -> None:
    await begins_check(mother, 14)
    await answers(mother, "ได้", "ยังไม่ได้", "ไม่แน่ใจ", "ได้", "ได้")
    mother.heard("✓ การเคลื่อนไหว: ทำได้แล้ว", "มือและการคิด: ยังต้องฝึก — ขีดเส้นบนกระดาษเมื่อทำให้ดู")
    mother.heard("ความเข้าใจภาษา: วันนี้ลองดู — หยิบของถูกตามที่บอก จาก 2 อย่าง")
    mother.heard("✓ การช่วยเหลือตัวเองและเข้ากับคนอื่น: ทำได้แล้ว")


async def test_what_to_practise_is_told_with_its_warning(mother: Chat) -> None:
    await begins_check(mother, 14)
    await answers(mother, "ยังไม่ได้", "ได้")
    mother.heard("ฝึกแบบนี้ · การเคลื่อนไหว", "วันละหลายรอบ ชวนลูกยืนเล่นกลางห้อง")
    mother.heard("อยู่ใกล้ ๆ คอยรับ พื้นไม่ลื่นนะคะ", "ลูกไม่สนุกเมื่อไรก็หยุด")


async def test_it_says_when_to_look_again_and_whom_to_see_then(mother: Chat) -> None:
    await begins_check(mother, 14)
    await answers(mother, "ยังไม่ได้", "ได้")
    again = thai(today(mother) + timedelta(days=LOOK_AGAIN_DAYS))
    mother.heard(f"มาดูอีกครั้งราว {again}", "พาไป รพ.สต. หรือคลินิกเด็กดี")


@pytest.mark.parametrize(
    ("months", "given"),
    [
        (14, ("ยังไม่ได้", "ยังไม่ได้", "ยังไม่ได้", "ได้")),
        (26, ("ได้", "ได้", "ได้", "ยังไม่ได้", "ได้")),
    ],
    ids=["much is missing", "does not talk at two"],
)
async def test_what_should_be_seen_soon_does_not_wait_thirty_days(
    mother: Chat, months: int, given: tuple[str, ...]
) -> None:
    await begins_check(mother, months)
    await answers(mother, *given)
    mother.heard("ได้เลย ไม่ต้องรอ", "ขอตรวจการได้ยินด้วยนะคะ", "ไม่ใช่ความผิดของใครค่ะ")
    assert "มาดูอีกครั้งราว" not in said(mother)


async def test_most_of_it_is_said_only_of_what_was_seen(mother: Chat) -> None:
    await begins_check(mother, 14)
    await answers(mother, "ยังไม่ได้", "ได้")
    mother.heard("ส่วนใหญ่ทำได้แล้ว")
    await begins_check(mother, 14)
    await answers(mother, "ยังไม่ได้", "ไม่แน่ใจ")
    assert "ส่วนใหญ่ทำได้แล้ว" not in said(mother)


async def test_not_sure_never_counts_as_unmet(mother: Chat) -> None:
    await begins_check(mother, 14)
    await answers(mother, "ไม่แน่ใจ")
    told = said(mother)
    assert "ยังต้องฝึก" not in told and "มาดูอีกครั้งราว" not in told
    mother.heard("ข้อที่ไม่แน่ใจ ลองดูวันนี้ แล้วกดตอบในการ์ดถัดไปค่ะ")


async def test_not_sure_is_not_named_beside_what_is_unmet_in_its_domain(mother: Chat) -> None:
    await begins_check(mother, 8)  # two items of moving
    await answers(mother, "ยังไม่ได้", "ไม่แน่ใจ", "ได้")
    told = said(mother)
    assert "การเคลื่อนไหว: ยังต้องฝึก — นั่งมั่นคง เอี้ยวตัวหยิบของเล่น\n" in told
    assert "การเคลื่อนไหว: วันนี้ลองดู — ยืนเกาะเก้าอี้หรือโต๊ะ\n" in told


async def test_what_was_tried_today_is_answered_on_its_card(mother: Chat) -> None:
    await begins_check(mother, 14)
    await answers(mother, "ได้", "ไม่แน่ใจ", "ได้")
    await mother.presses("ลองแล้ว ได้")
    mother.heard("ทำได้ครบทุกข้อ เก่งมากค่ะ")


async def test_all_done_names_the_next_age(mother: Chat) -> None:
    await begins_check(mother, 14)
    await answers(mother, "ได้")
    mother.heard("ทำได้ครบทุกข้อ เก่งมากค่ะ", "เช็กครั้งต่อไปได้ตั้งแต่อายุ 1 ปี 4 เดือน")


async def test_the_last_band_has_no_next_age(mother: Chat) -> None:
    await begins_check(mother, 75)
    await answers(mother, "ได้")
    mother.heard("นี่คือช่วงสุดท้ายของรายการเช็กแล้วค่ะ")


@pytest.mark.parametrize(
    ("months", "screened"), [(9, True), (18, True), (30, True), (42, True), (60, True), (14, False)]
)
async def test_at_a_screening_age_the_health_staff_are_named(
    mother: Chat, months: int, screened: bool
) -> None:
    await begins_check(mother, months)
    await answers(mother, "ได้")
    assert ("อายุนี้เจ้าหน้าที่ตรวจพัฒนาการให้ฟรีด้วย" in said(mother)) is screened


async def test_every_result_says_what_it_is_not_and_when_not_to_wait(mother: Chat) -> None:
    for answer in ("ได้", "ยังไม่ได้", "ไม่แน่ใจ"):
        await begins_check(mother, 14)
        await answers(mother, answer)
        mother.heard("แชตนี้ไม่ใช่การตรวจของแพทย์", "เคยทำได้แล้วหายไป ไปพบเจ้าหน้าที่ได้เลย")


async def test_a_remembered_result_keeps_its_day(village: Town, mother: Chat) -> None:
    await has_remembered(mother, 14, "มะลิ", "ยังไม่ได้", "ได้")
    again = today(mother) + timedelta(days=LOOK_AGAIN_DAYS)
    assert village.calendar is not None
    village.calendar.let_pass(days=LOOK_AGAIN_DAYS - 1)
    await mother.presses("ดูหน้าของลูก")
    await mother.presses("ดูรอบล่าสุด")
    mother.heard(f"มาดูอีกครั้งราว {thai(again)}")
    village.calendar.let_pass(days=1)
    await mother.presses("ดูรอบล่าสุด")
    mother.heard("ถึงเวลาดูอีกครั้งแล้วค่ะ")
