"""What happens when something is pressed."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.async_api import Locator, expect

from tests.bot.simulator_page import samples
from tests.bot.simulator_page.lookup import USER, Simulator
from tests.bot.simulator_page.samples import bubble, button, postback

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def offered(simulator: Simulator, action: dict[str, Any]) -> Locator:
    """The one button of a card that offers `action`."""
    await simulator.open()
    return (await simulator.shows_flex(bubble(button(action)))).get_by_role("button")


async def test_postback_posts_its_data(simulator: Simulator) -> None:
    pressed = await offered(simulator, postback("ได้แล้ว", "a=1&v=yes"))
    assert await pressed.get_attribute("data-action-type") == "postback"
    assert await pressed.get_attribute("data-action-data") == "a=1&v=yes"
    await pressed.click()
    assert await simulator.control.received("postback") == {"data": "a=1&v=yes"}


async def test_postback_with_display_text_shows_it_as_ones_own_words(
    simulator: Simulator,
) -> None:
    pressed = await offered(simulator, postback("ได้แล้ว", "v=yes", displayText="ทำได้แล้วค่ะ"))
    await pressed.click()
    posted = await simulator.control.received("postback")
    assert posted == {"data": "v=yes", "displayText": "ทำได้แล้วค่ะ"}
    echo = simulator.phone().locator('article[data-from="user"]')
    await expect(echo).to_contain_text("ทำได้แล้วค่ะ")
    assert await echo.get_attribute("data-echo") == "true"


async def test_postback_may_open_the_keyboard_with_words_in_it(simulator: Simulator) -> None:
    pressed = await offered(
        simulator,
        postback("เขียนเอง", "w", inputOption="openKeyboard", fillInText="มา  ขาด  ครู"),
    )
    await pressed.click()
    box = simulator.page.locator(f"#say-{USER}")
    await expect(box).to_have_value("มา  ขาด  ครู")
    await expect(box).to_be_focused()


async def test_message_is_sent_as_text(simulator: Simulator) -> None:
    await (await offered(simulator, {"type": "message", "label": "ขอ", "text": "นิทาน"})).click()
    assert await simulator.control.received("text") == {"text": "นิทาน"}


@pytest.mark.parametrize(
    ("uri", "told"),
    [
        ("tel:1669", "โทร 1669"),
        ("https://line.me/R/share?text=%E0%B8%99%E0%B8%B4%E0%B8%97%E0%B8%B2%E0%B8%99%20a%2Bb",
         "แชร์ข้อความ\nนิทาน a+b"),
        ("https://line.me/R/nv/location/", "เปิดในแอป LINE"),
    ],
)  # fmt: skip
async def test_uris_that_leave_the_chat_are_told(simulator: Simulator, uri: str, told: str) -> None:
    await (await offered(simulator, {"type": "uri", "label": "ไป", "uri": uri})).click()
    await expect(simulator.phone().locator(".toast.shown")).to_contain_text(told)


async def test_a_web_page_opens_in_a_tab_that_knows_nothing_of_this_one(
    simulator: Simulator,
) -> None:
    uri = f"{simulator.site}/pictures/20x20.svg"
    pressed = await offered(simulator, {"type": "uri", "label": "ไป", "uri": uri})
    async with simulator.page.context.expect_page() as opened:
        await pressed.click()
    tab = await opened.value
    await tab.wait_for_load_state()
    assert tab.url == uri
    assert await tab.evaluate("window.opener") is None


async def test_clipboard(simulator: Simulator) -> None:
    pressed = await offered(
        simulator, {"type": "clipboard", "label": "คัดลอก", "clipboardText": "ขอเปลี่ยนงาน"}
    )
    await pressed.click()
    await expect(simulator.phone().locator(".toast")).to_contain_text("คัดลอกแล้ว")
    copied = await simulator.page.evaluate("navigator.clipboard.readText()")
    assert copied == "ขอเปลี่ยนงาน"


@pytest.mark.parametrize(
    ("mode", "initial", "chosen", "params"),
    [
        ("date", "2024-05-01", "2025-02-28", {"date": "2025-02-28"}),
        ("time", "08:30", "09:15", {"time": "09:15"}),
        ("datetime", "2026-11-22t08:30", "2026-11-23T16:00", {"datetime": "2026-11-23T16:00"}),
    ],
)
async def test_the_date_picker_posts_what_was_chosen(
    simulator: Simulator, mode: str, initial: str, chosen: str, params: dict[str, str]
) -> None:
    pressed = await offered(
        simulator,
        {"type": "datetimepicker", "label": "เลือก", "data": "b", "mode": mode,
         "initial": initial},
    )  # fmt: skip
    await pressed.click()
    field = simulator.page.get_by_role("dialog").locator("input")
    await expect(field).to_have_value(initial.replace("t", "T"))
    await field.fill(chosen)
    await simulator.page.get_by_role("button", name="ตกลง").click()
    assert await simulator.control.received("postback") == {"data": "b", "params": params}
    await expect(simulator.page.get_by_role("dialog")).to_have_count(0)


async def test_the_date_picker_keeps_within_its_limits(simulator: Simulator) -> None:
    action = {"type": "datetimepicker", "label": "เลือก", "data": "b", "mode": "date",
              "initial": "2026-01-05", "min": "2026-01-01", "max": "2026-01-31"}  # fmt: skip
    pressed = await offered(simulator, action)
    await pressed.click()
    field = simulator.page.get_by_role("dialog").locator("input")
    assert await field.get_attribute("min") == "2026-01-01"
    assert await field.get_attribute("max") == "2026-01-31"
    # Behind it nothing can be reached, by mouse or keyboard.
    await expect(simulator.phone().locator(".screen")).to_have_js_property("inert", True)
    await field.fill("2026-02-01")
    await simulator.page.get_by_role("button", name="ตกลง").click()
    await expect(simulator.page.get_by_role("dialog")).to_be_visible()
    await simulator.page.keyboard.press("Escape")
    await expect(simulator.page.get_by_role("dialog")).to_have_count(0)
    await expect(pressed).to_be_focused()
    assert simulator.control.bodies("postback") == []


async def test_a_location_is_asked_for_and_sent(simulator: Simulator) -> None:
    await simulator.open()
    action = {"type": "location", "label": "ส่งตำแหน่ง"}
    await simulator.shows(samples.text("อยู่ที่ไหนคะ", quickReply=samples.quick(action)))
    await simulator.page.get_by_role("button", name="ส่งตำแหน่ง").click()
    dialog = simulator.page.get_by_role("dialog")
    await dialog.get_by_label("ชื่อสถานที่").fill("บ้านยาย")
    await dialog.get_by_label("ละติจูด").fill("16.5")
    await dialog.get_by_role("button", name="ส่ง").click()
    posted = await simulator.control.received("location")
    assert posted["title"] == "บ้านยาย"
    assert posted["latitude"] == 16.5
    assert posted["longitude"] == 104.7235


async def test_camera_tells_what_a_phone_would_do(simulator: Simulator) -> None:
    await simulator.open()
    action = {"type": "camera", "label": "ถ่ายรูป"}
    await simulator.shows(samples.text("ขอดูผื่นค่ะ", quickReply=samples.quick(action)))
    await simulator.page.get_by_role("button", name="ถ่ายรูป").click()
    await expect(simulator.phone().locator(".toast")).to_contain_text("เปิดกล้อง")
    await simulator.page.get_by_role("button", name="รูปภาพ").click()
    assert await simulator.control.received("media") == {"type": "image"}


async def test_a_refusal_is_told_and_the_words_come_back(simulator: Simulator) -> None:
    simulator.expect_errors("500")
    await simulator.open()
    simulator.control.refuse_with = 500
    box = simulator.page.locator(f"#say-{USER}")
    await box.fill("ส่งไม่ได้")
    await box.press("Enter")
    await expect(simulator.phone().locator(".toast")).to_contain_text("ทำไม่สำเร็จ")
    await expect(box).to_have_value("ส่งไม่ได้")
