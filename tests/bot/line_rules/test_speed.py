"""The simulator judges every call, so judging must cost next to nothing."""

from __future__ import annotations

import timeit

import orjson

from bot.line_rules import check_request
from tests.bot.line_rules.samples import box, bubble, button, flex, image, postback, quick, text

# Takes about 50 µs on a 2-core cloud machine; the slack is for machines that do more at once.
_ALLOWED_SECONDS = 450e-6


def test_a_card_of_five_kilobytes_is_judged_at_once() -> None:
    row = box(
        text("ลูกน้อยพูดได้กี่คำ", flex=2, weight="bold", wrap=True, size="md", scaling=True),
        text("ตัวอย่าง ข้อความ ภาษาไทย", flex=3, color="#333333", wrap=True, scaling=True),
        layout="horizontal",
        margin="md",
    )
    card = bubble(
        *[row] * 12,
        hero=image(size="full", aspectRatio="20:13", aspectMode="cover"),
        footer=box(*[button(postback(displayText="ทำได้"), style="primary")] * 4, spacing="sm"),
    )
    body = {"replyToken": "a", "messages": [flex(card, quickReply=quick(*[postback()] * 4))]}
    assert 4_500 < len(orjson.dumps(body)) < 6_000
    assert check_request("reply", body) == []
    runs = timeit.repeat(lambda: check_request("reply", body), number=20, repeat=20)
    assert min(runs) / 20 < _ALLOWED_SECONDS
