"""Every kind of message but Flex."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.bot.simulator_page import samples
from tests.bot.simulator_page.lookup import USER, Simulator, font_px, rect, style

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_own_words_are_green_at_the_right_and_theirs_white_at_the_left(
    simulator: Simulator,
) -> None:
    phone = await simulator.open()
    mine = simulator.entry(simulator.control.hears(USER, samples.text("สวัสดีค่ะ")))
    theirs = await simulator.shows(samples.text("สวัสดีค่ะคุณแม่"))
    await mine.wait_for()
    chat = await rect(phone.get_by_role("log"))
    own, other = mine.locator(".bubble"), theirs.locator(".bubble")
    assert await style(own, "backgroundColor") == "rgb(141, 224, 114)"
    assert await style(other, "backgroundColor") == "rgb(255, 255, 255)"
    assert (await rect(own))["right"] == chat["right"] - 8
    assert (await rect(other))["x"] == chat["x"] + 8 + 36 + 8
    # Neither is wider or higher than its one line needs.
    assert (await rect(own))["height"] == (await rect(other))["height"] < 42
    assert (await rect(own))["width"] < (await rect(other))["width"] < 180
    assert await mine.get_attribute("data-from") == "user"
    assert await theirs.get_attribute("data-from") == "bot"
    assert await theirs.get_attribute("data-kind") == "text"
    assert await theirs.get_attribute("data-via") == "reply"
    assert "อ่านแล้ว" in await mine.inner_text()
    assert await theirs.locator("time").inner_text() == "08:52"


async def test_sender_name_and_picture_take_the_place_of_the_accounts(
    simulator: Simulator,
) -> None:
    await simulator.open()
    usual = await simulator.shows(samples.text("จากบัญชี"))
    again = await simulator.shows(samples.text("อีกข้อความ"))
    sender = {"name": "พมจ.มุกดาหาร", "iconUrl": f"{simulator.site}/pictures/40x40.svg"}
    office = await simulator.shows(samples.text("ประกาศ", sender=sender))
    assert await usual.locator(".speaker").inner_text() == "ต้นกล้า"
    assert await usual.locator(".avatar svg").count() == 1
    # The same speaker is named once.
    assert await again.locator(".speaker, .avatar > *").count() == 0
    assert await office.locator(".speaker").inner_text() == "พมจ.มุกดาหาร"
    picture = await rect(office.locator(".avatar img"))
    assert (picture["width"], picture["height"]) == (36, 36)


async def test_links_in_text(simulator: Simulator) -> None:
    await simulator.open()
    entry = await simulator.shows(
        samples.text("ดู https://example.go.th/a?b=1&c=2.\nหรือ (http://example.com/x)")
    )
    links = entry.locator("a")
    assert [await link.get_attribute("href") for link in await links.all()] == [
        "https://example.go.th/a?b=1&c=2",
        "http://example.com/x",
    ]
    assert await links.first.get_attribute("rel") == "noopener noreferrer"
    assert "c=2.\nหรือ (" in await entry.locator(".bubble").inner_text()


async def test_markup_in_a_message_stays_text(simulator: Simulator) -> None:
    await simulator.open()
    nasty = '<img src=x onerror="window.hurt=1"><script>window.hurt=1</script>'
    await simulator.shows(samples.text(nasty, sender={"name": "<b>ผู้ส่ง</b>"}))
    card = samples.bubble(
        samples.words(nasty, color='red;background:url("http://evil.example")'),
        samples.button({"type": "uri", "label": nasty, "uri": "javascript:window.hurt=1"}),
        {"type": "image", "url": "javascript:window.hurt=1"},
    )
    bubble = await simulator.shows_flex(card)
    await bubble.locator(".fx-button").click()
    await expect(simulator.phone().locator(".toast")).to_contain_text("เปิดลิงก์นี้ไม่ได้")
    assert await simulator.phone().locator("script, img").count() == 0
    assert await simulator.page.evaluate("window.hurt") is None
    assert await bubble.locator("p").inner_text() == nasty
    assert await style(bubble.locator("p"), "color") == "rgb(17, 17, 17)"


async def test_line_emoji_and_text_v2(simulator: Simulator) -> None:
    await simulator.open()
    emoji = {"productId": "5ac1bfd5", "emojiId": "001"}
    old = await simulator.shows(
        samples.text("ดี $ มาก $", emojis=[{"index": 3, **emoji}, {"index": 9, **emoji}])
    )
    new = await simulator.shows(
        {
            "type": "textV2",
            "text": "ถึง {who} {{x}} {smile} {unknown}",
            "substitution": {
                "who": {"type": "mention", "mentionee": {"type": "all"}},
                "smile": {"type": "emoji", **emoji},
            },
        }
    )
    assert await old.locator(".bubble").inner_text() == "ดี  มาก "
    assert await old.get_by_role("img").count() == 2
    assert await new.locator(".bubble").inner_text() == "ถึง @who {x}  {unknown}"
    drawn = await rect(new.get_by_role("img"))
    assert drawn["width"] == pytest.approx(1.3 * 15.5, abs=0.5)


async def test_a_sticker_is_a_face_with_its_ids(simulator: Simulator) -> None:
    await simulator.open()
    entry = await simulator.shows({"type": "sticker", "packageId": "446", "stickerId": "1988"})
    face = await rect(entry.locator("svg.sticker-face"))
    assert (face["width"], face["height"]) == (112, 112)
    assert await entry.inner_text() == "ต้นกล้า\n446 / 1988\n08:52"
    assert await entry.get_by_role("img", name="สติกเกอร์ 446/1988").is_visible()


async def test_image_and_video(simulator: Simulator) -> None:
    await simulator.open()
    preview = f"{simulator.site}/pictures/400x300.svg"
    full = f"{simulator.site}/pictures/800x600.svg"
    media = {"originalContentUrl": full, "previewImageUrl": preview}
    image = await simulator.shows({"type": "image", **media})
    video = await simulator.shows({"type": "video", **media})
    await expect(image.locator("img")).to_have_js_property("complete", True)
    shown = await rect(image.locator("img"))
    assert (shown["width"], shown["height"]) == (216, 162)
    assert await image.locator("a").get_attribute("href") == full
    await video.get_by_role("button", name="เล่น").click()
    assert await video.locator("video").get_attribute("src") == full


async def test_a_picture_that_does_not_load_leaves_a_field_of_its_size(
    simulator: Simulator,
) -> None:
    simulator.expect_errors("404")
    await simulator.open()
    gone = f"{simulator.site}/gone.jpg"
    entry = await simulator.shows(
        {"type": "image", "originalContentUrl": gone, "previewImageUrl": gone}
    )
    field = entry.locator(".picture-missing")
    await field.wait_for()
    assert (await rect(field))["width"] == 216
    assert await field.get_attribute("title") == gone


async def test_audio_file_and_the_pictures_sent_from_here(simulator: Simulator) -> None:
    await simulator.open()
    audio = await simulator.shows(
        {"type": "audio", "originalContentUrl": f"{simulator.site}/a.m4a", "duration": 64_000}
    )
    file = simulator.entry(
        simulator.control.hears(
            USER, {"type": "file", "fileName": "รายงาน.pdf", "fileSize": 20_480}
        )
    )
    photo = simulator.entry(simulator.control.hears(USER, {"type": "image"}))
    await photo.wait_for()
    assert await audio.locator(".audio-length").inner_text() == "1:04"
    assert await audio.get_by_role("button", name="เล่น").is_enabled()
    assert "รายงาน.pdf" in await file.inner_text()
    assert "20 KB" in await file.inner_text()
    assert (await rect(photo.locator(".sample-photo")))["width"] == 200


async def test_a_place(simulator: Simulator) -> None:
    await simulator.open()
    entry = await simulator.shows(
        {
            "type": "location",
            "title": "รพ.สต.บ้านนา",
            "address": "อ.ดอนตาล มุกดาหาร",
            "latitude": 16.3,
            "longitude": 104.9,
        }
    )
    card = entry.locator(".place-card")
    assert (await card.inner_text()).splitlines() == [
        "รพ.สต.บ้านนา",
        "อ.ดอนตาล มุกดาหาร",
        "16.3000, 104.9000",
    ]
    assert (await rect(card))["width"] == 250


async def test_a_buttons_template(simulator: Simulator) -> None:
    await simulator.open()
    entry = await simulator.shows(samples.buttons_template(simulator.site))
    picture, card = entry.locator(".thumbnail"), entry.locator(".card")
    assert await entry.get_attribute("aria-label") == "รายงานวันนี้"
    drawn = await rect(picture)
    assert drawn["width"] / drawn["height"] == pytest.approx(1.51, abs=0.01)
    rows = [await rect(row) for row in await card.get_by_role("button").all()]
    assert [row["width"] for row in rows] == [250, 250, 250]
    assert rows[0]["bottom"] == rows[1]["y"]
    await card.get_by_role("button", name="แก้").click()
    assert await simulator.control.received("text") == {"text": "แก้รายงาน"}


async def test_a_confirm_template(simulator: Simulator) -> None:
    await simulator.open()
    entry = await simulator.shows(samples.confirm_template())
    yes = await rect(entry.get_by_role("button", name="ส่ง", exact=True))
    no = await rect(entry.get_by_role("button", name="ยังไม่ส่ง"))
    assert yes["y"] == no["y"]
    assert yes["width"] == no["width"] == 125


async def test_carousel_templates(simulator: Simulator) -> None:
    await simulator.open()
    cards = await simulator.shows(samples.carousel_template(simulator.site))
    images = await simulator.shows(samples.image_carousel_template(simulator.site))
    columns = [await rect(card) for card in await cards.locator(".template").all()]
    assert [column["width"] for column in columns] == [236, 236, 236]
    assert columns[1]["x"] - columns[0]["right"] == 8
    square = await rect(cards.locator(".thumbnail").first)
    assert square["width"] == square["height"]
    picture = await rect(images.locator(".image-column").first)
    assert picture["width"] == picture["height"] == 236
    await images.get_by_role("button", name="ภาพ 1").click()
    assert await simulator.control.received("postback") == {"data": "picture=1"}


async def test_an_imagemap_is_pressed_by_area(simulator: Simulator) -> None:
    simulator.expect_errors("404")
    await simulator.open()
    entry = await simulator.shows(samples.imagemap(simulator.site))
    whole = await rect(entry.locator(".imagemap"))
    left, right = entry.get_by_role("button", name="ซ้าย"), entry.get_by_role("button", name="ขวา")
    assert whole["width"] / whole["height"] == pytest.approx(2)
    assert (await rect(right))["x"] - whole["x"] == pytest.approx(whole["width"] / 2)
    await left.click()
    assert await simulator.control.received("text") == {"text": "ไปทางซ้าย"}
    await right.click()
    await expect(simulator.phone().locator(".toast")).to_contain_text("แชร์ข้อความ\nขวา")


async def test_a_kind_from_the_future_is_named(simulator: Simulator) -> None:
    await simulator.open()
    entry = await simulator.shows({"type": "hologram"})
    assert "hologram" in await entry.locator(".bubble").inner_text()
    assert await font_px(entry.locator(".bubble")) == 15.5
