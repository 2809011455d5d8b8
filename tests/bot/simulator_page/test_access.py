"""The page can be used by everybody: axe, the keyboard, a screen reader."""

from __future__ import annotations

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import expect

from tests.bot.simulator_page import samples
from tests.bot.simulator_page.lookup import USER, Simulator
from tests.bot.simulator_page.samples import postback, quick, text

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def serious(simulator: Simulator) -> list[str]:
    """What axe holds against the page, without the lesser things."""
    results = await Axe().run(simulator.page)
    return [
        f"{found['id']}: {[node['html'] for node in found['nodes']]}"
        for found in results.response["violations"]
        if found["impact"] in ("serious", "critical")
    ]


def fill(simulator: Simulator) -> None:
    control, site = simulator.control, simulator.site
    control.rich_menus["richmenu-1"] = samples.rich_menu()
    control.add_user(USER, "คุณแม่แนน", richMenuId="richmenu-1")
    control.hears(USER, text("ลูก 2 ขวบแล้วยังไม่พูด"))
    unsent = control.hears(USER, text("ผิด"))
    unsent["unsent"] = True
    control.says(USER, {"type": "sticker", "packageId": "446", "stickerId": "1988"})
    control.says(USER, samples.buttons_template(site))
    control.says(USER, samples.carousel_template(site))
    control.says(USER, samples.image_carousel_template(site))
    control.says(USER, samples.question_card(site))
    control.says(USER, text("กี่คำคะ", quickReply=quick(postback("ยังไม่มี", "0"))))


async def test_axe_finds_nothing_serious_in_a_full_chat(simulator: Simulator) -> None:
    fill(simulator)
    simulator.control.add_user("Ustranger", "คุณยาย", following=False)
    simulator.control.add_user("Ublocked", "คุณลุง", blocked=True)
    await simulator.open(f"?user={USER}&user=Ustranger&user=Ublocked")
    await simulator.phone().get_by_role("button", name="ยังไม่มี").wait_for()
    assert await serious(simulator) == []


@pytest.mark.parametrize("drawer", ["จำลองปัญหา", "บันทึก API"])
async def test_axe_finds_nothing_serious_in_the_drawers(simulator: Simulator, drawer: str) -> None:
    fill(simulator)
    simulator.control.faults = {
        **simulator.control.faults,
        "status_500": {"when": "before", "scope": [], "times": 2},
    }
    simulator.control.add_log(
        direction="api", method="POST", path="/v2/bot/message/push", status=500, note="fault"
    )
    await simulator.open(f"?user={USER}&view=pc")
    await simulator.page.get_by_role("button", name=drawer).click()
    await expect(simulator.page.get_by_role("complementary", name=drawer)).to_be_visible()
    assert await serious(simulator) == []


async def test_axe_finds_nothing_serious_in_sheets_and_trays(simulator: Simulator) -> None:
    await simulator.open(f"?user={USER}&bare=1&font=largest")
    await simulator.page.get_by_role("button", name="สติกเกอร์").click()
    assert await serious(simulator) == []
    await simulator.page.get_by_role("button", name="เพิ่มเติม").click()
    await simulator.page.get_by_role("button", name="ตำแหน่ง").click()
    await simulator.page.get_by_role("dialog").wait_for()
    assert await serious(simulator) == []


async def test_a_question_is_answered_with_the_keyboard_alone(simulator: Simulator) -> None:
    phone = await simulator.open()
    await simulator.shows(samples.question_card(simulator.site))
    await phone.get_by_role("log").focus()
    await simulator.page.keyboard.press("Tab")
    await expect(phone.get_by_role("button", name="ได้แล้ว")).to_be_focused()
    await simulator.page.keyboard.press("Tab")
    await simulator.page.keyboard.press("Enter")
    assert await simulator.control.received("postback") == {"data": "a=1&v=not_yet"}


async def test_new_messages_are_spoken_and_old_ones_are_not_spoken_again(
    simulator: Simulator,
) -> None:
    phone = await simulator.open()
    first = await simulator.shows(text("หนึ่ง"))
    handle = await first.element_handle()
    log = phone.get_by_role("log")
    await expect(log).to_have_attribute("aria-live", "polite")
    await simulator.shows(text("สอง"))
    assert await first.evaluate("(node, before) => node === before", handle)
