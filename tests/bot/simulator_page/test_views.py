"""Phone and PC, font sizes, the bare phone, users, drawers."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.bot.simulator_page import samples
from tests.bot.simulator_page.fake_control import NO_FAULTS
from tests.bot.simulator_page.lookup import USER, Simulator, font_px, rect
from tests.bot.simulator_page.samples import bubble, button, postback, quick, text

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

PICKER = {"type": "datetimepicker", "label": "วันเกิด", "data": "b", "mode": "date"}


async def test_phones_stand_side_by_side_and_are_360_wide(simulator: Simulator) -> None:
    simulator.control.add_user("Uteacher", "คุณครู")
    await simulator.open(f"?user={USER}&user=Uteacher")
    first = await rect(simulator.phone())
    second = await rect(simulator.phone("Uteacher"))
    assert (first["width"], second["width"]) == (360, 360)
    assert first["height"] == 740
    assert first["y"] == second["y"]
    assert first["right"] < second["x"]


async def test_the_bare_phone_fills_the_window(simulator: Simulator) -> None:
    await simulator.page.set_viewport_size({"width": 360, "height": 740})
    phone = await simulator.open(f"?user={USER}&bare=1")
    assert await rect(phone) == {
        "x": 0, "y": 0, "width": 360, "height": 740, "right": 360, "bottom": 740,
    }  # fmt: skip
    assert await simulator.page.get_by_role("navigation").count() == 0
    size = "[document.documentElement.scrollWidth, document.documentElement.scrollHeight]"
    assert await simulator.page.evaluate(size) == [360, 740]
    # A card of LINE's usual size is as wide as on a real phone of this width.
    card = await simulator.shows_flex(bubble(samples.words("ก")))
    assert (await rect(card))["width"] == 300


async def test_line_for_pc_shows_no_quick_replies_and_no_rich_menu(simulator: Simulator) -> None:
    simulator.control.rich_menus["richmenu-1"] = samples.rich_menu()
    phone = await simulator.open(richMenuId="richmenu-1")
    await simulator.shows(text("กี่คำคะ", quickReply=quick(postback("ยังไม่มี", "0"))))
    await expect(phone.locator(".quick")).to_be_visible()
    await expect(phone.locator(".menu")).to_be_visible()
    await simulator.page.get_by_label("คอมพิวเตอร์").check(force=True)
    await expect(phone.locator(".quick")).to_be_hidden()
    await expect(phone.locator(".menu")).to_be_hidden()
    await simulator.page.get_by_label("มือถือ").check(force=True)
    await expect(phone.locator(".quick")).to_be_visible()
    await expect(phone.locator(".menu")).to_be_visible()


async def test_line_for_pc_refuses_what_only_phones_can_do(simulator: Simulator) -> None:
    simulator.control.add_user(USER, "คุณแม่แนน")
    simulator.control.says(USER, samples.flex(bubble(button(PICKER), button(postback("ได้", "1")))))
    phone = await simulator.open(f"?user={USER}&view=pc")
    pick = phone.get_by_role("button", name="วันเกิด")
    await expect(pick).to_have_attribute("aria-disabled", "true")
    await expect(pick).to_have_attribute("title", "Works only in LINE on a phone")
    await pick.click(force=True)
    await expect(phone.locator(".toast")).to_contain_text("ใช้ได้เฉพาะ LINE บนมือถือ")
    assert await simulator.page.get_by_role("dialog").count() == 0
    await phone.get_by_role("button", name="ได้", exact=True).click()
    assert await simulator.control.received("postback") == {"data": "1"}
    await phone.get_by_role("button", name="เพิ่มเติม").click()
    place = phone.get_by_role("button", name="ตำแหน่ง")
    await expect(place).to_have_attribute("aria-disabled", "true")


async def test_the_largest_font_grows_bubbles_too(simulator: Simulator) -> None:
    await simulator.open(f"?user={USER}&font=largest")
    entry = await simulator.shows(text("สวัสดีค่ะ"))
    template = await simulator.shows(samples.confirm_template())
    assert await font_px(entry.locator(".bubble")) == pytest.approx(15.5 * 1.4)
    assert await font_px(template.locator(".template-text")) == pytest.approx(14 * 1.4)
    await simulator.page.get_by_label("ปกติ").check(force=True)
    assert await font_px(entry.locator(".bubble")) == 15.5


async def test_the_view_is_kept_in_the_address(simulator: Simulator) -> None:
    await simulator.open()
    await simulator.page.get_by_label("คอมพิวเตอร์").check(force=True)
    await simulator.page.get_by_label("ใหญ่สุด").check(force=True)
    assert simulator.page.url.endswith(f"?user={USER}&view=pc&font=largest")


async def test_a_stranger_sees_the_add_friend_screen(simulator: Simulator) -> None:
    phone = await simulator.open(following=False)
    big = phone.get_by_role("button", name="เพิ่มเพื่อน")
    assert (await rect(big))["width"] >= 220
    assert "@tonkla" in await phone.locator(".door").inner_text()
    await expect(phone.locator(f"#say-{USER}")).to_be_hidden()
    await big.click()
    assert await simulator.control.received("follow") == {}
    await expect(phone.locator(".door")).to_be_hidden()
    await expect(phone.locator(f"#say-{USER}")).to_be_visible()


async def test_blocking_and_unblocking(simulator: Simulator) -> None:
    phone = await simulator.open()
    people = simulator.page.get_by_role("navigation", name="ผู้ใช้")
    await people.get_by_role("button", name="บล็อก คุณแม่แนน", exact=True).click()
    await expect(phone.locator(".door")).to_contain_text("คุณบล็อกบัญชีนี้อยู่")
    await expect(phone.locator(".composer")).to_be_hidden()
    await expect(people).to_contain_text("บล็อกอยู่")
    await phone.get_by_role("button", name="ปลดบล็อก").click()
    await expect(phone.locator(".composer")).to_be_visible()
    assert [path for path, _ in simulator.control.posted] == [f"{USER}/block", f"{USER}/unblock"]


async def test_adding_opening_and_closing_users(simulator: Simulator) -> None:
    await simulator.open()
    people = simulator.page.get_by_role("navigation", name="ผู้ใช้")
    await people.get_by_label("ชื่อผู้ใช้ใหม่").fill("คุณยาย")
    await people.get_by_role("button", name="เพิ่มผู้ใช้").click()
    await simulator.phone("U2").wait_for()
    name = people.get_by_role("button", name="คุณแม่แนน เป็นเพื่อน")
    await expect(name).to_have_attribute("aria-pressed", "true")
    await name.click()
    await expect(simulator.phone()).to_have_count(0)
    simulator.control.says(USER, text("หนึ่ง"))
    simulator.control.says(USER, text("สอง"))
    await expect(people.locator(".unread")).to_have_text("2")
    await people.get_by_role("button", name="คุณแม่แนน").first.click()
    await expect(simulator.phone().locator("article")).to_have_count(2)
    await expect(people.locator(".unread")).to_have_count(0)


async def test_the_quota_is_shown_as_it_is_used(simulator: Simulator) -> None:
    await simulator.open()
    note = simulator.page.get_by_text("โควตาเดือนนี้")
    await expect(note).to_have_text("โควตาเดือนนี้ 12 / 300")
    simulator.control.spend(299)
    await expect(note).to_have_text("โควตาเดือนนี้ 299 / 300")


async def test_faults_are_put_as_one_document(simulator: Simulator) -> None:
    await simulator.open()
    await simulator.page.get_by_role("button", name="จำลองปัญหา").click()
    drawer = simulator.page.get_by_role("complementary")
    await drawer.get_by_label("ตอบช้า").check()
    delay = drawer.get_by_label("มิลลิวินาที", exact=True)
    await delay.fill("800")
    await drawer.get_by_label("เฉพาะ API").fill("push, reply")
    await drawer.get_by_label("ส่ง webhook ซ้ำ").check()
    wanted = {
        **NO_FAULTS,
        "latency_ms": {"ms": 800, "scope": ["push", "reply"], "times": None},
        "webhooks": {**NO_FAULTS["webhooks"], "duplicate": True},
    }
    await simulator.control.until(lambda: simulator.control.faults == wanted)
    await expect(drawer.get_by_label("เฉพาะ API")).to_have_value("push, reply")
    await expect(drawer.get_by_label("ส่ง webhook ซ้ำ")).to_be_checked()
    await drawer.get_by_label("ตอบช้า").uncheck()
    await expect(delay).to_have_count(0)
    assert simulator.control.faults["latency_ms"] is None


async def test_the_log_grows_while_it_stands_open(simulator: Simulator) -> None:
    await simulator.open()
    control = simulator.control
    control.add_log(direction="webhook", method="POST", path="/webhook", status=200, note="")
    await simulator.page.get_by_role("button", name="บันทึก API").click()
    drawer = simulator.page.get_by_role("complementary", name="บันทึก API")
    await expect(drawer.get_by_role("listitem")).to_have_count(1)
    path = "/v2/bot/message/push"
    control.add_log(direction="api", method="POST", path=path, status=429, note="monthly limit")
    newest = drawer.get_by_role("listitem").first
    await expect(newest).to_contain_text("monthly limit")
    await expect(newest.locator("code")).to_have_text(f"POST {path}")
    assert await newest.locator(".call-status").inner_text() == "429"
    await simulator.page.get_by_role("button", name="ปิดแผง").click()
    await expect(drawer).to_be_hidden()
    await expect(simulator.page.get_by_role("button", name="บันทึก API")).to_be_focused()
