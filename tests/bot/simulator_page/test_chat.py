"""The chat as it goes on: writing, quick replies, loading, unsending, the rich menu."""

from __future__ import annotations

import time

import pytest
from playwright.async_api import expect

from tests.bot.simulator_page import samples
from tests.bot.simulator_page.lookup import USER, Simulator, rect, style
from tests.bot.simulator_page.samples import postback, quick, text

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_writing(simulator: Simulator) -> None:
    await simulator.open()
    box = simulator.page.locator(f"#say-{USER}")
    await expect(simulator.page.get_by_role("button", name="ไมโครโฟน")).to_be_visible()
    await box.fill("ลูก 2 ขวบ")
    await expect(simulator.page.get_by_role("button", name="ไมโครโฟน")).to_be_hidden()
    await box.press("Shift+Enter")
    await box.press_sequentially("ยังไม่พูด")
    await box.press("Enter")
    assert await simulator.control.received("text") == {"text": "ลูก 2 ขวบ\nยังไม่พูด"}
    await expect(box).to_have_value("")
    await expect(simulator.phone().locator("article")).to_contain_text("ลูก 2 ขวบ")
    await box.fill("   ")
    await box.press("Enter")
    await box.fill("ต่อ")
    await simulator.page.get_by_role("button", name="ส่ง", exact=True).click()
    assert await simulator.control.received("text", 2) == {"text": "ต่อ"}


async def test_the_microphone_tells_how_to_dictate(simulator: Simulator) -> None:
    await simulator.open()
    await simulator.page.get_by_role("button", name="ไมโครโฟน").click()
    await expect(simulator.phone().locator(".toast")).to_contain_text("กดไมค์ที่แป้นพิมพ์")


async def test_sending_a_sticker_and_other_things(simulator: Simulator) -> None:
    await simulator.open()
    await simulator.page.get_by_role("button", name="สติกเกอร์").click()
    await simulator.page.get_by_role("button", name="สติกเกอร์ 446/1988").click()
    sent = await simulator.control.received("sticker")
    assert sent == {"packageId": "446", "stickerId": "1988"}
    await expect(simulator.phone().locator("article .sticker-face")).to_be_visible()
    for count, (name, kind) in enumerate(
        (("รูปภาพ", "image"), ("วิดีโอ", "video"), ("เสียง", "audio"), ("ไฟล์", "file")), 1
    ):
        await simulator.page.get_by_role("button", name="เพิ่มเติม").click()
        await simulator.page.get_by_role("button", name=name, exact=True).click()
        assert await simulator.control.received("media", count) == {"type": kind}


async def test_quick_replies_stand_above_the_writing_row_until_a_newer_message(
    simulator: Simulator,
) -> None:
    phone = await simulator.open()
    actions = [postback("ยังไม่มี", "0"), {"type": "message", "label": "1–3", "text": "1–3"}]
    await simulator.shows(text("กี่คำคะ", quickReply=quick(*actions)))
    row = phone.get_by_role("group", name="ปุ่มตอบด่วน")
    await expect(row.get_by_role("button")).to_have_text(["ยังไม่มี", "1–3"])
    assert (await rect(row))["bottom"] <= (await rect(phone.locator(".composer")))["y"]
    await simulator.shows(text("ไม่รีบนะคะ"))
    await expect(row).to_be_hidden()


async def test_a_pressed_quick_reply_takes_the_row_away(simulator: Simulator) -> None:
    phone = await simulator.open()
    await simulator.shows(text("กี่คำคะ", quickReply=quick(postback("ยังไม่มี", "0"))))
    await phone.get_by_role("button", name="ยังไม่มี").click()
    assert await simulator.control.received("postback") == {"data": "0"}
    await expect(phone.get_by_role("group", name="ปุ่มตอบด่วน")).to_be_hidden()


async def test_only_the_last_message_of_a_reply_has_quick_replies(simulator: Simulator) -> None:
    simulator.control.add_user(USER, "คุณแม่แนน")
    simulator.control.says(USER, text("หนึ่ง", quickReply=quick(postback("เก่า", "old"))))
    simulator.control.says(USER, text("สอง", quickReply=quick(postback("ใหม่", "new"))))
    phone = await simulator.open()
    await expect(phone.locator(".quick").get_by_role("button")).to_have_text(["ใหม่"])


async def test_loading_dots_last_until_their_time_is_over(simulator: Simulator) -> None:
    phone = await simulator.open()
    dots = phone.get_by_role("status", name="กำลังพิมพ์")
    await expect(dots).to_have_count(0)
    simulator.control.change(USER, loadingUntil=int(time.time() * 1000) + 1500)
    await expect(dots).to_be_visible()
    assert await dots.locator(".dot").count() == 3
    await expect(phone.locator(".loading")).to_be_hidden()


async def test_loading_dots_end_with_a_message(simulator: Simulator) -> None:
    phone = await simulator.open()
    simulator.control.change(USER, loadingUntil=int(time.time() * 1000) + 60_000)
    await expect(phone.locator(".loading")).to_be_visible()
    await simulator.shows(text("มาแล้วค่ะ"))
    await expect(phone.locator(".loading")).to_be_hidden()


async def test_unsending_by_right_click(simulator: Simulator) -> None:
    await simulator.open()
    entry = simulator.control.hears(USER, text("1 1037 00000 00 0"))
    article = simulator.entry(entry)
    await article.locator(".bubble").click(button="right")
    await simulator.page.get_by_role("menuitem", name="ยกเลิกข้อความ").click()
    assert await simulator.control.received("unsend") == {"messageId": entry["id"]}
    await expect(article).to_have_text("คุณยกเลิกข้อความแล้ว")
    assert await article.get_attribute("data-unsent") == "true"
    assert await style(article, "justifyContent") == "center"
    assert "1037" not in await simulator.page.content()


async def test_unsending_by_long_press_and_by_keyboard(simulator: Simulator) -> None:
    await simulator.open()
    entry = simulator.control.hears(USER, text("ผิด"))
    article = simulator.entry(entry)
    place = await rect(article.locator(".bubble"))
    await simulator.page.mouse.move(place["x"] + 5, place["y"] + 5)
    await simulator.page.mouse.down()
    menu = article.get_by_role("menu")
    await expect(menu).to_be_visible()
    await simulator.page.mouse.up()
    await simulator.page.keyboard.press("Escape")
    await expect(menu).to_have_count(0)
    await expect(article.get_by_role("button", name="ตัวเลือกข้อความ")).to_be_focused()
    await simulator.page.keyboard.press("Enter")
    await expect(article.get_by_role("menuitem").first).to_be_focused()
    await simulator.page.keyboard.press("Tab")
    await simulator.page.keyboard.press("Enter")
    assert await simulator.control.received("unsend") == {"messageId": entry["id"]}


async def test_what_a_postback_showed_cannot_be_unsent(simulator: Simulator) -> None:
    await simulator.open()
    article = simulator.entry(simulator.control.hears(USER, text("ได้แล้ว"), echo=True))
    await article.locator(".bubble").click(button="right")
    await expect(article.get_by_role("menuitem")).to_have_text(["คัดลอก"])


async def test_the_rich_menu_is_pressed_by_area(simulator: Simulator) -> None:
    simulator.control.rich_menus["richmenu-1"] = samples.rich_menu()
    phone = await simulator.open(richMenuId="richmenu-1")
    area = phone.get_by_role("button", name="ท้องและสิทธิ")
    panel = await rect(phone.locator(".menu-panel"))
    place = await rect(area)
    assert panel["width"] == 360
    assert panel["height"] == pytest.approx(360 * 843 / 2500, abs=0.5)
    assert place["x"] - panel["x"] == pytest.approx(120, abs=0.5)
    assert place["height"] == pytest.approx(panel["height"], abs=0.5)
    await area.click()
    assert await simulator.control.received("postback") == {"data": "menu=rights"}


async def test_the_rich_menu_folds_behind_its_bar(simulator: Simulator) -> None:
    simulator.control.rich_menus["richmenu-1"] = samples.rich_menu()
    phone = await simulator.open(richMenuId="richmenu-1")
    bar = phone.get_by_role("button", name="เมนู", exact=True)
    await expect(bar).to_have_attribute("aria-expanded", "true")
    await bar.click()
    await expect(phone.locator(".menu-panel")).to_be_hidden()
    await bar.click()
    await expect(phone.locator(".menu-panel")).to_be_visible()


async def test_the_rich_menu_switches(simulator: Simulator) -> None:
    first, second = samples.rich_menu(), {**samples.rich_menu(), "chatBarText": "หน้าสอง"}
    switch = {"type": "richmenuswitch", "richMenuAliasId": "page-2", "data": "to=2"}
    first["areas"][0]["action"] = {**switch, "label": "ถัดไป"}
    simulator.control.rich_menus.update({"richmenu-1": first, "richmenu-2": second})
    phone = await simulator.open(richMenuId="richmenu-1")
    await phone.get_by_role("button", name="ถัดไป").click()
    assert await simulator.control.received("postback") == {
        "data": "to=2",
        "params": {"newRichMenuAliasId": "page-2", "status": "SUCCESS"},
    }
    simulator.control.change(USER, richMenuId="richmenu-2")
    await expect(phone.get_by_role("button", name="หน้าสอง")).to_be_visible()
    simulator.control.change(USER, richMenuId=None)
    await expect(phone.locator(".menu")).to_be_hidden()


async def test_the_chat_keeps_at_its_end_unless_one_reads_further_up(
    simulator: Simulator,
) -> None:
    simulator.control.add_user(USER, "คุณแม่แนน")
    for number in range(30):
        simulator.control.says(USER, text(f"ข้อความที่ {number}"))
    phone = await simulator.open()
    log = await phone.get_by_role("log").element_handle()
    at_end = "node => node.scrollHeight - node.scrollTop - node.clientHeight < 2"
    await simulator.page.wait_for_function(at_end, arg=log)
    await simulator.shows(samples.question_card(simulator.site))
    await simulator.page.wait_for_function(at_end, arg=log)
    assert await simulator.phone().get_by_role("button", name="ไม่แน่ใจ").is_visible()


async def test_what_was_missed_while_away_is_fetched(simulator: Simulator) -> None:
    await simulator.open()
    simulator.control.drop_listeners(lambda: simulator.control.says(USER, text("ระหว่างหลุด")))
    await expect(simulator.phone().locator("article")).to_contain_text("ระหว่างหลุด")
