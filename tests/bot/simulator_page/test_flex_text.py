"""Flex text, spans and buttons."""

from __future__ import annotations

import pytest

from tests.bot.simulator_page.lookup import Simulator, font_px, rect, style
from tests.bot.simulator_page.samples import box, bubble, button, postback, words

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

LONG = "เด็กวัยนี้ควรได้วิ่งเล่นกลางแจ้งทุกวัน วันละอย่างน้อยหนึ่งชั่วโมง พร้อมผู้ใหญ่ดูแล"


@pytest.mark.parametrize(
    ("size", "pixels"),
    [
        (None, 16), ("xxs", 11), ("xs", 13), ("sm", 14), ("md", 16), ("lg", 19), ("xl", 22),
        ("xxl", 29), ("3xl", 35), ("4xl", 48), ("5xl", 74), ("23.5px", 23.5),
    ],
)  # fmt: skip
async def test_font_sizes(simulator: Simulator, size: str | None, pixels: float) -> None:
    await simulator.open()
    extra = {"size": size} if size else {}
    card = await simulator.shows_flex(bubble(words("ก", **extra)))
    assert await font_px(card.locator("p")) == pixels


async def test_letters(simulator: Simulator) -> None:
    await simulator.open()
    card = await simulator.shows_flex(
        bubble(
            words("ก", weight="bold", color="#1d7a45", style="italic", decoration="underline"),
            words("ข"),
        )
    )
    made, plain = card.locator("p").nth(0), card.locator("p").nth(1)
    assert await style(made, "fontWeight") == "700"
    assert await style(made, "color") == "rgb(29, 122, 69)"
    assert await style(made, "fontStyle") == "italic"
    assert await style(made, "textDecorationLine") == "underline"
    assert await style(plain, "fontWeight") == "400"
    assert await style(plain, "color") == "rgb(17, 17, 17)"
    assert await style(plain, "textAlign") == "start"


@pytest.mark.parametrize("align", ["start", "center", "end"])
async def test_align(simulator: Simulator, align: str) -> None:
    await simulator.open()
    card = await simulator.shows_flex(bubble(words("ก", align=align)))
    assert await style(card.locator("p"), "textAlign") == align


@pytest.mark.parametrize(("gravity", "top"), [("top", 0), ("center", 0.5), ("bottom", 1)])
async def test_gravity(simulator: Simulator, gravity: str, top: float) -> None:
    await simulator.open()
    row = box("horizontal", words("ก", gravity=gravity), height="100px")
    card = await simulator.shows_flex(bubble(row))
    outer, line = await rect(card.locator(".fx-horizontal")), await rect(card.locator("p"))
    assert line["y"] - outer["y"] == pytest.approx(top * (100 - line["height"]), abs=0.5)


async def test_text_is_cut_unless_it_wraps(simulator: Simulator) -> None:
    await simulator.open()
    card = await simulator.shows_flex(bubble(words(LONG), words(LONG, wrap=True)))
    cut, wrapped = card.locator("p").nth(0), card.locator("p").nth(1)
    assert await cut.evaluate("node => node.scrollWidth > node.clientWidth")
    assert await style(cut, "textOverflow") == "ellipsis"
    assert (await rect(cut))["height"] == pytest.approx(16 * 1.4, abs=0.5)
    assert (await rect(wrapped))["height"] > 2 * 16 * 1.4


async def test_max_lines_and_line_spacing(simulator: Simulator) -> None:
    await simulator.open()
    card = await simulator.shows_flex(
        bubble(
            words(LONG, wrap=True, maxLines=2),
            words("หนึ่ง\nสอง\nสาม", wrap=True, lineSpacing="10px"),
        )
    )
    limited, spaced = await rect(card.locator("p").nth(0)), await rect(card.locator("p").nth(1))
    place = await rect(card.locator(".fx-text").nth(1))
    assert limited["height"] == pytest.approx(2 * 22.4, abs=0.5)
    assert spaced["height"] == pytest.approx(3 * 32.4, abs=0.5)
    # Between three lines the space is used twice.
    assert place["height"] == pytest.approx(3 * 22.4 + 2 * 10, abs=0.5)


async def test_spans_have_letters_of_their_own(simulator: Simulator) -> None:
    await simulator.open()
    text = {
        "type": "text",
        "size": "sm",
        "color": "#888888",
        "contents": [
            {"type": "span", "text": "มา "},
            {"type": "span", "text": "24", "weight": "bold", "size": "xl", "color": "#1d7a45"},
            {"type": "span", "text": " เก่า", "decoration": "line-through"},
        ],
    }
    card = await simulator.shows_flex(bubble(text))
    first, second, third = [card.locator("span").nth(number) for number in range(3)]
    assert await card.locator("p").inner_text() == "มา 24 เก่า"
    assert await font_px(first) == 14
    assert await style(first, "color") == "rgb(136, 136, 136)"
    assert await font_px(second) == 22
    assert await style(second, "fontWeight") == "700"
    assert await style(third, "textDecorationLine") == "line-through"


async def test_scaling_follows_the_font_setting_and_nothing_else_does(
    simulator: Simulator,
) -> None:
    await simulator.open()
    icon = {"type": "icon", "url": f"{simulator.site}/pictures/9x9.svg", "scaling": True}
    card = await simulator.shows_flex(
        bubble(
            words("ตาม", scaling=True),
            words("ไม่ตาม"),
            words("ตาม 20", size="20px", scaling=True),
            button(postback("ปุ่ม", "x"), scaling=True),
            button(postback("ปุ่มนิ่ง", "y")),
            box("baseline", icon, words("ก")),
        )
    )
    await simulator.page.get_by_label("ใหญ่สุด").check(force=True)
    lines, buttons = card.locator("p"), card.locator(".fx-button")
    assert await font_px(lines.nth(0)) == pytest.approx(22.4)
    assert await font_px(lines.nth(1)) == 16
    assert await font_px(lines.nth(2)) == pytest.approx(28)
    assert await font_px(buttons.nth(0)) == pytest.approx(22.4)
    assert await font_px(buttons.nth(1)) == 16
    assert (await rect(card.locator(".fx-icon")))["height"] == pytest.approx(22.4, abs=0.1)


async def test_button_styles_and_heights(simulator: Simulator) -> None:
    await simulator.open()
    card = await simulator.shows_flex(
        bubble(
            button(postback("หนึ่ง", "1"), style="primary"),
            button(postback("สอง", "2"), style="secondary", height="sm"),
            button(postback("สาม", "3")),
            button(postback("สี่", "4"), style="primary", color="#1d7a45"),
            button(postback("ห้า", "5"), style="link", color="#aa0000"),
        )
    )
    primary, secondary, link, green, red = [card.locator(".fx-button").nth(n) for n in range(5)]
    assert await style(primary, "backgroundColor") == "rgb(23, 201, 80)"
    assert await style(primary, "color") == "rgb(255, 255, 255)"
    assert await style(secondary, "backgroundColor") == "rgb(220, 223, 229)"
    assert await style(secondary, "color") == "rgb(17, 17, 17)"
    assert await style(link, "backgroundColor") == "rgba(0, 0, 0, 0)"
    assert await style(link, "color") == "rgb(66, 101, 154)"
    assert await style(green, "backgroundColor") == "rgb(29, 122, 69)"
    assert await style(red, "color") == "rgb(170, 0, 0)"
    assert (await rect(primary))["height"] == 52
    assert (await rect(secondary))["height"] == 40
    assert (await rect(primary))["width"] == 260


async def test_a_long_button_label_is_cut_as_in_line(simulator: Simulator) -> None:
    await simulator.open()
    label = "ป้ายที่ยาวเกินกว่าปุ่มของ LINE จะแสดงได้ทั้งหมด"
    card = await simulator.shows_flex(
        bubble(
            button(postback(label, "1"), style="primary"),
            button(postback(label, "2"), style="primary", adjustMode="shrink-to-fit"),
        )
    )
    cut, shrunk = card.locator(".fx-label").nth(0), card.locator(".fx-label").nth(1)
    assert await cut.evaluate("node => node.scrollWidth > node.clientWidth")
    assert await style(cut, "whiteSpace") == "nowrap"
    assert await style(cut, "textOverflow") == "ellipsis"
    assert await font_px(cut) == 16
    assert await shrunk.evaluate("node => node.scrollWidth <= node.clientWidth")
    assert 8 <= await font_px(shrunk) < 16
    # What is cut for the eye is whole for a screen reader.
    assert await card.get_by_role("button", name=label, exact=True).count() == 2
