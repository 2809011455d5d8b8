"""Flex containers, and the components that hold nothing."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.bot.simulator_page.lookup import Simulator, rect, style
from tests.bot.simulator_page.samples import box, bubble, button, postback, words

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


@pytest.mark.parametrize(
    ("size", "width"),
    [
        (None, 300), ("nano", 120), ("micro", 160), ("deca", 220), ("hecto", 241), ("kilo", 260),
        ("mega", 300), ("giga", 344),
    ],
)  # fmt: skip
async def test_bubble_sizes(simulator: Simulator, size: str | None, width: int) -> None:
    await simulator.open()
    extra = {"size": size} if size else {}
    card = await simulator.shows_flex(bubble(words("ก"), **extra))
    # The largest is as wide as a phone of 360 pixels allows.
    assert (await rect(card))["width"] == width


async def test_blocks_stand_in_order_with_lines_and_grounds(simulator: Simulator) -> None:
    await simulator.open()
    card = await simulator.shows_flex(
        {
            "type": "bubble",
            "footer": box("vertical", words("ท้าย")),
            "header": box("vertical", words("หัว")),
            "body": box("vertical", words("ตัว")),
            "styles": {
                "header": {"backgroundColor": "#e4f3e6", "separator": True},
                "footer": {"separator": True, "separatorColor": "#ff0000"},
            },
        }
    )
    assert (await card.inner_text()).split() == ["หัว", "ตัว", "ท้าย"]
    header, footer = card.locator(".fx-header"), card.locator(".fx-footer")
    assert await style(header, "backgroundColor") == "rgb(228, 243, 230)"
    # No line above the first block.
    assert await style(header, "borderTopWidth") == "0px"
    assert await style(footer, "borderTopWidth") == "1px"
    assert await style(footer, "borderTopColor") == "rgb(255, 0, 0)"
    assert await style(footer.locator(".fx-box"), "paddingTop") == "10px"
    # Above a footer the body's foot is narrower.
    assert await style(card.locator(".fx-body > .fx-box"), "paddingBottom") == "10px"


async def test_right_to_left(simulator: Simulator) -> None:
    await simulator.open()
    row = box("horizontal", words("ก"), words("ข"), spacing="md")
    card = await simulator.shows_flex(bubble(row, direction="rtl"))
    first, second = [await rect(child) for child in await card.locator(".fx-text").all()]
    assert first["x"] == pytest.approx(second["right"] + 8, abs=0.5)


async def test_a_bubble_with_an_action(simulator: Simulator) -> None:
    await simulator.open()
    card = await simulator.shows_flex(bubble(words("ทั้งใบ"), action=postback("เปิดใบนี้", "all")))
    await card.get_by_role("button", name="เปิดใบนี้").click()
    assert await simulator.control.received("postback") == {"data": "all"}


async def test_a_carousel_scrolls_sideways_with_feet_in_line(simulator: Simulator) -> None:
    await simulator.open()
    foot = box("vertical", button(postback("เปิด", "x"), style="primary"))
    strip = await simulator.shows_flex(
        {
            "type": "carousel",
            "contents": [
                bubble(words("สั้น"), footer=foot),
                bubble(words("ยาว\n" * 6, wrap=True), footer=foot),
                bubble(words("สาม"), footer=foot),
            ],
        }
    )
    bubbles = [await rect(card) for card in await strip.locator(".fx-bubble").all()]
    # A bubble in a carousel takes at most four fifths of the screen.
    assert [card["width"] for card in bubbles] == [288, 288, 288]
    assert len({card["height"] for card in bubbles}) == 1
    assert len({card["y"] for card in bubbles}) == 1
    assert bubbles[1]["x"] - bubbles[0]["right"] == 8
    feet = [await rect(foot) for foot in await strip.locator(".fx-footer").all()]
    assert len({foot["bottom"] for foot in feet}) == 1
    assert await strip.evaluate("node => node.scrollWidth > node.clientWidth")
    assert "x mandatory" in await style(strip, "scrollSnapType")
    await strip.focus()
    await simulator.page.keyboard.press("ArrowRight")
    moved = await strip.element_handle()
    await simulator.page.wait_for_function("node => node.scrollLeft > 0", arg=moved)


@pytest.mark.parametrize(
    ("size", "width"), [(None, 100), ("xxs", 40), ("xl", 140), ("5xl", 220), ("full", 260),
                        ("50%", 130), ("77px", 77)],
)  # fmt: skip
async def test_image_sizes(simulator: Simulator, size: str | None, width: int) -> None:
    await simulator.open()
    extra = {"size": size} if size else {}
    image = {"type": "image", "url": f"{simulator.site}/pictures/300x100.svg", **extra}
    card = await simulator.shows_flex(bubble(image))
    frame = await rect(card.locator(".fx-frame"))
    assert frame["width"] == width
    assert frame["height"] == width


async def test_image_ratio_mode_ground_and_place(simulator: Simulator) -> None:
    await simulator.open()
    url = f"{simulator.site}/pictures/300x100.svg"
    card = await simulator.shows_flex(
        bubble(
            {"type": "image", "url": url, "aspectRatio": "2:1", "aspectMode": "cover",
             "align": "end"},
            {"type": "image", "url": url, "backgroundColor": "#00ff00"},
        )
    )  # fmt: skip
    frames, images = card.locator(".fx-frame"), card.locator("img")
    wide, square = await rect(frames.nth(0)), await rect(frames.nth(1))
    body = await rect(card)
    assert (wide["width"], wide["height"]) == (100, 50)
    assert body["right"] - wide["right"] == 20
    assert await style(images.nth(0), "objectFit") == "cover"
    # An image stands in the middle unless told otherwise, and is shown whole.
    assert square["x"] - body["x"] == pytest.approx(100, abs=0.5)
    assert await style(images.nth(1), "objectFit") == "contain"
    assert await style(frames.nth(1), "backgroundColor") == "rgb(0, 255, 0)"


async def test_an_image_with_an_action_is_a_named_button(simulator: Simulator) -> None:
    await simulator.open()
    image = {
        "type": "image",
        "url": f"{simulator.site}/pictures/9x9.svg",
        "action": {"type": "message", "label": "ดูภาพ", "text": "ขอดูภาพ"},
    }
    card = await simulator.shows_flex(bubble(image))
    await card.get_by_role("button", name="ดูภาพ").click()
    assert await simulator.control.received("text") == {"text": "ขอดูภาพ"}


async def test_separators_lie_or_stand(simulator: Simulator) -> None:
    await simulator.open()
    line = {"type": "separator"}
    coloured = {"type": "separator", "color": "#ff0000", "margin": "xl"}
    card = await simulator.shows_flex(
        bubble(
            words("บน"), coloured, box("horizontal", words("ก"), line, words("ข"), height="60px")
        )
    )
    lying, standing = card.locator(".fx-lying"), card.locator(".fx-standing")
    flat, upright = await rect(lying), await rect(standing)
    assert (flat["width"], flat["height"]) == (260, 1)
    assert await style(lying, "backgroundColor") == "rgb(255, 0, 0)"
    assert await style(lying, "marginTop") == "16px"
    assert (upright["width"], upright["height"]) == (1, 60)
    assert await style(standing, "backgroundColor") == "rgb(212, 214, 218)"


async def test_a_filler_takes_the_free_space(simulator: Simulator) -> None:
    await simulator.open()
    column = box("vertical", words("บน"), {"type": "filler"}, words("ล่าง"), height="150px")
    card = await simulator.shows_flex(bubble(column))
    outer = await rect(card.locator(".fx-body > .fx-box > .fx-box"))
    texts = [await rect(child) for child in await card.locator(".fx-text").all()]
    assert texts[0]["y"] == outer["y"]
    assert texts[1]["bottom"] == pytest.approx(outer["bottom"], abs=0.5)


async def test_an_icon_keeps_its_ratio(simulator: Simulator) -> None:
    await simulator.open()
    icon = {
        "type": "icon",
        "url": f"{simulator.site}/pictures/40x20.svg",
        "aspectRatio": "2:1",
        "size": "lg",
        "margin": "md",
    }
    card = await simulator.shows_flex(bubble(box("baseline", words("ก", flex=0), icon)))
    drawn, text = await rect(card.locator(".fx-icon")), await rect(card.locator(".fx-text"))
    assert (drawn["width"], drawn["height"]) == (38, 19)
    assert drawn["x"] - text["right"] == pytest.approx(8, abs=0.1)


async def test_a_video_shows_its_poster_until_played(simulator: Simulator) -> None:
    await simulator.open()
    card = await simulator.shows_flex(
        {
            "type": "bubble",
            "hero": {
                "type": "video",
                "url": f"{simulator.site}/pictures/16x9.svg",
                "previewUrl": f"{simulator.site}/pictures/160x90.svg",
                "altContent": {"type": "image", "url": f"{simulator.site}/pictures/1x1.svg"},
                "aspectRatio": "16:9",
                "action": {"type": "uri", "label": "ดูต่อ", "uri": "tel:1669"},
            },
        }
    )
    frame = await rect(card.locator(".fx-video"))
    assert (frame["width"], frame["height"]) == (300, pytest.approx(168.75, abs=0.5))
    assert await card.get_by_role("button", name="ดูต่อ").is_visible()
    await card.get_by_role("button", name="เล่น").click()
    await expect(card.locator("video")).to_be_visible()
    assert await card.locator("img").count() == 0
