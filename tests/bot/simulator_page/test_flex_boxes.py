"""Flex boxes: how their children share the space."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.bot.simulator_page.lookup import Simulator, rect, style
from tests.bot.simulator_page.samples import box, bubble, postback, words

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


def block(**extra: object) -> dict[str, object]:
    return {"type": "box", "layout": "vertical", "contents": [], **extra}


async def test_a_horizontal_box_shares_its_width_by_flex(simulator: Simulator) -> None:
    await simulator.open()
    card = await simulator.shows_flex(
        bubble(box("horizontal", words("ก", flex=2), words("ข", flex=3), words("ค" * 60, flex=0)))
    )
    row = await rect(card.locator(".fx-horizontal"))
    first, second, third = [await rect(child) for child in await card.locator(".fx-text").all()]
    # The last takes what it needs, which is more than there is: nothing is left to share.
    assert third["width"] == pytest.approx(row["width"], abs=0.5)
    assert first["width"] == second["width"] == 0


async def test_widths_stand_in_the_ratio_of_the_factors(simulator: Simulator) -> None:
    await simulator.open()
    card = await simulator.shows_flex(
        bubble(box("horizontal", words("ก", flex=2), words("ข", flex=3), words("ค")))
    )
    first, second, third = [await rect(child) for child in await card.locator(".fx-text").all()]
    assert first["width"] == pytest.approx(2 * third["width"], abs=0.5)
    assert second["width"] == pytest.approx(3 * third["width"], abs=0.5)
    assert first["y"] == second["y"] == third["y"]


async def test_a_vertical_box_gives_each_child_the_height_it_needs(simulator: Simulator) -> None:
    await simulator.open()
    card = await simulator.shows_flex(bubble(words("หนึ่ง"), words("สอง", margin="lg")))
    first, second = [await rect(child) for child in await card.locator(".fx-text").all()]
    assert second["y"] == pytest.approx(first["bottom"] + 12, abs=0.5)
    assert first["width"] == second["width"] == 260


async def test_flex_in_a_vertical_box_shares_the_free_height(simulator: Simulator) -> None:
    await simulator.open()
    column = box("vertical", words("ก", flex=1), words("ข", flex=3), height="200px", flex=1)
    card = await simulator.shows_flex(bubble(column))
    first, second = [await rect(child) for child in await card.locator(".fx-text").all()]
    line = (await rect(card.locator("p").first))["height"]
    free = 200 - 2 * line
    assert first["height"] == pytest.approx(line + free / 4, abs=0.5)
    assert second["height"] == pytest.approx(line + 3 * free / 4, abs=0.5)


async def test_spacing_stands_between_children_unless_a_margin_says_otherwise(
    simulator: Simulator,
) -> None:
    await simulator.open()
    card = await simulator.shows_flex(
        bubble(
            box(
                "horizontal",
                block(width="30px", height="10px"),
                block(width="30px", height="10px"),
                block(width="30px", height="10px", margin="xxl"),
                block(width="30px", height="10px", margin="none"),
                block(width="30px", height="10px", margin="7px"),
                spacing="md",
            )
        )
    )
    row = card.locator(".fx-horizontal")
    places = [await rect(child) for child in await row.locator(":scope > .fx-box").all()]
    gaps = [after["x"] - before["right"] for before, after in pairwise(places)]
    assert gaps == pytest.approx([8, 20, 0, 7], abs=0.1)
    assert places[0]["x"] == (await rect(row))["x"]


@pytest.mark.parametrize(
    ("extra", "expected"),
    [
        ({}, (20, 20, 20, 20)),
        ({"paddingAll": "xl"}, (16, 16, 16, 16)),
        ({"paddingAll": "md", "paddingTop": "30px", "paddingStart": "none"}, (30, 8, 8, 0)),
        ({"paddingEnd": "10%"}, (20, 30, 20, 20)),
    ],
)
async def test_padding(
    simulator: Simulator, extra: dict[str, str], expected: tuple[int, ...]
) -> None:
    await simulator.open()
    card = await simulator.shows_flex({"type": "bubble", "body": box("vertical", **extra)})
    body = card.locator(".fx-body > .fx-box")
    sides = [await style(body, f"padding{side}") for side in ("Top", "Right", "Bottom", "Left")]
    assert sides == [f"{side}px" for side in expected]


async def test_ground_border_and_corners(simulator: Simulator) -> None:
    await simulator.open()
    card = await simulator.shows_flex(
        bubble(
            block(
                height="40px",
                backgroundColor="#ff000080",
                borderWidth="semi-bold",
                borderColor="#0000ff",
                cornerRadius="xl",
            )
        )
    )
    inner = card.locator(".fx-body > .fx-box > .fx-box")
    assert await style(inner, "backgroundColor") == "rgba(255, 0, 0, 0.5)"
    assert await style(inner, "borderTopWidth") == "3px"
    assert await style(inner, "borderTopStyle") == "solid"
    assert await style(inner, "borderTopColor") == "rgb(0, 0, 255)"
    assert await style(inner, "borderTopLeftRadius") == "16px"


async def test_a_linear_gradient_with_a_colour_stop(simulator: Simulator) -> None:
    await simulator.open()
    background = {
        "type": "linearGradient",
        "angle": "45deg",
        "startColor": "#ff0000",
        "centerColor": "#00ff00",
        "centerPosition": "10%",
        "endColor": "#0000ff",
    }
    card = await simulator.shows_flex(bubble(block(height="50px", background=background)))
    inner = card.locator(".fx-body > .fx-box > .fx-box")
    assert await style(inner, "backgroundImage") == (
        "linear-gradient(45deg, rgb(255, 0, 0), rgb(0, 255, 0) 10%, rgb(0, 0, 255))"
    )


async def test_width_height_and_their_limits(simulator: Simulator) -> None:
    await simulator.open()
    card = await simulator.shows_flex(
        bubble(
            block(width="50%", height="30px"),
            block(width="200px", maxWidth="80px", height="90px", maxHeight="25px"),
        )
    )
    boxes = card.locator(".fx-body > .fx-box > .fx-box")
    first, second = await rect(boxes.nth(0)), await rect(boxes.nth(1))
    assert (first["width"], first["height"]) == (130, 30)
    assert (second["width"], second["height"]) == (80, 25)


@pytest.mark.parametrize(
    ("justify", "starts"),
    [
        ("flex-start", (0, 20)),
        ("center", (110, 130)),
        ("flex-end", (220, 240)),
        ("space-between", (0, 240)),
        ("space-around", (55, 185)),
        ("space-evenly", (73.3, 166.7)),
    ],
)
async def test_justify_content(
    simulator: Simulator, justify: str, starts: tuple[float, ...]
) -> None:
    await simulator.open()
    small = {"width": "20px", "height": "20px"}
    card = await simulator.shows_flex(
        bubble(box("horizontal", block(**small), block(**small), justifyContent=justify))
    )
    row = card.locator(".fx-horizontal")
    left = (await rect(row))["x"]
    places = [await rect(child) for child in await row.locator(":scope > .fx-box").all()]
    assert [place["x"] - left for place in places] == pytest.approx(starts, abs=0.2)


@pytest.mark.parametrize(("align", "top"), [("flex-start", 0), ("center", 40), ("flex-end", 80)])
async def test_align_items(simulator: Simulator, align: str, top: int) -> None:
    await simulator.open()
    row = box("horizontal", block(width="20px", height="20px"), alignItems=align, height="100px")
    card = await simulator.shows_flex(bubble(row))
    outer = card.locator(".fx-horizontal")
    inner = await rect(outer.locator(".fx-box"))
    assert inner["y"] - (await rect(outer))["y"] == top


async def test_absolute_children_leave_the_others_alone_and_are_clipped(
    simulator: Simulator,
) -> None:
    await simulator.open()
    badge = block(
        position="absolute", offsetTop="5px", offsetEnd="lg", width="60px", height="300px"
    )
    card = await simulator.shows_flex(
        bubble(box("vertical", words("หนึ่ง"), badge, words("สอง"), spacing="md"))
    )
    outer = card.locator(".fx-body > .fx-box > .fx-box")
    frame, inner = await rect(outer), await rect(outer.locator(":scope > .fx-box"))
    first, second = [await rect(child) for child in await card.locator(".fx-text").all()]
    assert inner["y"] - frame["y"] == 5
    assert frame["right"] - inner["right"] == 12
    assert second["y"] - first["bottom"] == pytest.approx(8, abs=0.5)
    assert frame["height"] < 100
    assert await style(outer, "overflow") == "hidden"


async def test_relative_offsets_move_only_the_child_itself(simulator: Simulator) -> None:
    await simulator.open()
    card = await simulator.shows_flex(
        bubble(
            block(height="20px", width="50px", offsetTop="10px", offsetStart="40px"),
            block(height="20px"),
        )
    )
    body = await rect(card.locator(".fx-body > .fx-box"))
    moved, other = [
        await rect(child) for child in await card.locator(".fx-body > .fx-box > .fx-box").all()
    ]
    assert (moved["x"] - body["x"], moved["y"] - body["y"]) == (60, 30)
    assert other["y"] - body["y"] == 40


async def test_a_baseline_box_sets_all_on_one_line(simulator: Simulator) -> None:
    await simulator.open()
    icon = {"type": "icon", "url": f"{simulator.site}/pictures/20x20.svg", "size": "xl"}
    card = await simulator.shows_flex(
        bubble(box("baseline", icon, words("เล็ก", size="xs"), words("ใหญ่", size="3xl")))
    )
    row = card.locator(".fx-baseline")
    assert await style(row, "alignItems") == "baseline"
    small, large = [await rect(child) for child in await card.locator(".fx-text").all()]
    drawn = await rect(card.locator(".fx-icon"))
    assert (drawn["width"], drawn["height"]) == (22, 22)
    # The icon's foot stands on the line, above the descent of the large letters.
    assert small["y"] > large["y"]
    assert large["y"] < drawn["bottom"] < large["bottom"]


async def test_a_box_with_an_action_is_pressed_around_its_own_button(
    simulator: Simulator,
) -> None:
    await simulator.open()
    inner = {"type": "button", "action": postback("ปุ่มใน", "inner"), "height": "sm"}
    outer = box("vertical", words("แถวทั้งแถว"), inner, action=postback("เลือกแถวนี้", "outer"))
    card = await simulator.shows_flex(bubble(outer))
    await card.get_by_text("แถวทั้งแถว").click(position={"x": 5, "y": 5}, force=True)
    assert await simulator.control.received("postback") == {"data": "outer"}
    await card.get_by_role("button", name="ปุ่มใน").click()
    assert await simulator.control.received("postback", 2) == {"data": "inner"}
    row = card.get_by_role("button", name="เลือกแถวนี้")
    assert await row.get_attribute("data-action-type") == "postback"
    assert await row.get_attribute("data-action-data") == "outer"
    assert (await rect(row))["width"] == 260
