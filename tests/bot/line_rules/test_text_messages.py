"""Lengths in UTF-16 units, LINE emojis, placeholders, senders, and media beside them."""

from __future__ import annotations

from typing import Any

import pytest

from bot.line_rules import Violation, check_messages
from tests.bot.line_rules.accepted import ACCEPTED
from tests.bot.line_rules.samples import IMAGE, USER, imagemap, text

Json = dict[str, Any]

APPLE = "🍎"  # two UTF-16 units, one code point
WATER = "น้ำ"  # three UTF-16 units, one grapheme cluster


def test_an_empty_text() -> None:
    assert check_messages([text("")]) == [Violation("May not be empty", "messages[0].text")]


def test_a_missing_text() -> None:
    assert check_messages([text(), {"type": "text"}]) == [
        Violation("May not be empty", "messages[1].text")
    ]


@pytest.mark.parametrize("kind", ["text", "textV2"])
@pytest.mark.parametrize(
    ("inside", "outside"),
    [("ก" * 5000, "ก" * 5001), (APPLE * 2500, APPLE * 2500 + "."), (WATER * 1666, WATER * 1667)],
    ids=["letters", "surrogate pairs", "clusters"],
)
def test_text_is_counted_in_utf16_units(kind: str, inside: str, outside: str) -> None:
    assert check_messages([{"type": kind, "text": inside}]) == []
    assert check_messages([{"type": kind, "text": outside}]) == [
        Violation("Length must be between 0 and 5000", "messages[0].text")
    ]


def _emoji(index: int) -> Json:
    return {"index": index, "productId": "p", "emojiId": "e"}


def test_twenty_line_emojis() -> None:
    twenty = [_emoji(index) for index in range(20)]
    assert check_messages([text("$" * 21, emojis=twenty)]) == []
    assert check_messages([text("$" * 21, emojis=[*twenty, _emoji(20)])]) == [
        Violation("Size must be between 0 and 20", "messages[0].emojis")
    ]


@pytest.mark.parametrize("index", [0, 1, 3, 99])
def test_an_emoji_stands_at_its_dollar(index: int) -> None:
    assert check_messages([text(f"{APPLE}$.", emojis=[_emoji(2)])]) == []
    (found,) = check_messages([text(f"{APPLE}$.", emojis=[_emoji(index)])])
    assert found.property == "messages[0].emojis[0].index"


def _v2(words: str, **substitution: Json) -> Json:
    return {"type": "textV2", "text": words, "substitution": substitution}


_SMILE = {"type": "emoji", "productId": "p", "emojiId": "e"}
_ALL = {"type": "mention", "mentionee": {"type": "all"}}


@pytest.mark.parametrize("value", [_SMILE, _ALL], ids=["emoji", "mention"])
def test_twenty_substitutions_of_a_kind_in_one_text(value: Json) -> None:
    assert check_messages([_v2("{a}" * 20, a=value)]) == []
    (found,) = check_messages([_v2("{a}" * 21, a=value)])
    assert found.property == "messages[0].substitution"


def test_a_hundred_substitutions() -> None:
    hundred = {f"k{number}": _SMILE for number in range(100)}
    assert check_messages([_v2("a", **hundred)]) == []
    assert check_messages([_v2("a", **hundred, one_more=_SMILE)]) == [
        Violation("Size must be between 0 and 100", "messages[0].substitution")
    ]


def test_a_key_of_twenty_letters() -> None:
    assert check_messages([_v2("{" + "a" * 20 + "}", **{"a" * 20: _SMILE})]) == []
    for key in ("a" * 21, "a-b", "ก"):
        (found,) = check_messages([_v2("a", **{key: _SMILE})])
        assert found == Violation("unknown field", f"messages[0].substitution.{key}")


@pytest.mark.parametrize("words", ["{", "}", "{a", "a}", "{{a}", "{a}}"])
def test_a_brace_without_its_partner(words: str) -> None:
    assert Violation("{ and } must be used in pairs", "messages[0].text") in check_messages(
        [_v2(words, a=_SMILE)]
    )


def test_a_placeholder_without_substitution() -> None:
    assert check_messages([{"type": "textV2", "text": "{{a}} {{{{"}]) == []
    assert check_messages([{"type": "textV2", "text": "{a}"}]) == [
        Violation("{a} has no substitution", "messages[0].text")
    ]


def test_a_mentioned_user_id() -> None:
    for user_id, faults in ((USER, 0), (USER[:-1], 1), ("C" + USER[1:], 1)):
        mention = {"type": "mention", "mentionee": {"type": "user", "userId": user_id}}
        assert len(check_messages([_v2("{a}", a=mention)])) == faults


def test_sender_name() -> None:
    assert check_messages([text(sender={"name": "ก" * 20})]) == []
    assert check_messages([text(sender={"name": "ก" * 21})]) == [
        Violation("Length must be between 0 and 20", "messages[0].sender.name")
    ]
    assert check_messages([text(sender={"name": "Online"})]) == []
    for name in ("LINE", "line OA", "ทีมLINE"):
        (found,) = check_messages([text(sender={"name": name})])
        assert found.property == "messages[0].sender.name"


def _with(name: str, place: str, value: object) -> Json:
    message = dict(ACCEPTED[name])
    return message | {place: value}


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("image", "originalContentUrl"),
        ("image", "previewImageUrl"),
        ("video", "originalContentUrl"),
        ("video", "previewImageUrl"),
        ("audio", "originalContentUrl"),
        ("imagemap", "baseUrl"),
    ],
)
def test_media_is_https_of_at_most_2000(name: str, place: str) -> None:
    longest = "https://example.org/" + "a" * 1980
    assert check_messages([_with(name, place, longest)]) == []
    assert check_messages([_with(name, place, longest + "a")]) == [
        Violation("Length must be between 0 and 2000", f"messages[0].{place}")
    ]
    for wrong in ("http://example.org/a", "https://", "https://example.org/ a", "ftp://a", ""):
        assert check_messages([_with(name, place, wrong)]) == [
            Violation("Must be a valid HTTPS URL", f"messages[0].{place}")
        ]


def test_icon_urls_are_https() -> None:
    items = [{"type": "action", "imageUrl": "http://a.b", "action": {"type": "camera"}}]
    items[0]["action"]["label"] = "รูป"  # type: ignore[index]
    assert check_messages([text(quickReply={"items": items}, sender={"iconUrl": "a"})]) == [
        Violation("Must be a valid HTTPS URL", "messages[0].quickReply.items[0].imageUrl"),
        Violation("Must be a valid HTTPS URL", "messages[0].sender.iconUrl"),
    ]


@pytest.mark.parametrize(
    ("name", "place", "inside", "outside"),
    [
        ("video", "trackingId", "a" * 100, "a" * 101),
        ("video", "trackingId", "a-1", "a_1"),
        ("audio", "duration", 1, 0),
        ("location", "title", "ก" * 100, "ก" * 101),
        ("location", "address", APPLE * 50, APPLE * 51),
        ("location", "latitude", -90, -90.1),
        ("location", "longitude", 180, 180.1),
        ("coupon", "deliveryTag", "a" * 30, "a" * 31),
        ("sticker", "stickerId", "1", 1),
        ("sticker", "packageId", "1", ""),
        ("flex bubble", "altText", "ก" * 1500, "ก" * 1501),
        ("buttons", "altText", "ก" * 1500, "ก" * 1501),
        ("imagemap", "altText", "ก" * 1500, "ก" * 1501),
    ],
)
def test_other_limits(name: str, place: str, inside: object, outside: object) -> None:
    assert check_messages([_with(name, place, inside)]) == []
    (found,) = check_messages([_with(name, place, outside)])
    assert found.property == f"messages[0].{place}"


def test_known_wording_of_a_duration() -> None:
    (found,) = check_messages([_with("audio", "duration", -1)])
    assert found.message == "Must be a positive value"


_AREA = {"x": 0, "y": 0, "width": 1, "height": 1}


@pytest.mark.parametrize(
    ("inside", "outside", "place"),
    [
        ({"type": "message", "text": "ก" * 400}, {"type": "message", "text": "ก" * 401}, "text"),
        (
            {"type": "message", "text": "a", "label": "ก" * 100},
            {"type": "message", "text": "a", "label": "ก" * 101},
            "label",
        ),
        (
            {"type": "clipboard", "clipboardText": "ก" * 1000},
            {"type": "clipboard", "clipboardText": "ก" * 1001},
            "clipboardText",
        ),
        (
            {"type": "uri", "linkUri": "https://a/" + "a" * 990},
            {"type": "uri", "linkUri": "https://a/" + "a" * 991},
            "linkUri",
        ),
        ({"type": "uri", "linkUri": "tel:1"}, {"type": "uri", "linkUri": "sms:1"}, "linkUri"),
    ],
)
def test_imagemap_actions(inside: Json, outside: Json, place: str) -> None:
    assert check_messages([imagemap(actions=[inside | {"area": _AREA}])]) == []
    (found,) = check_messages([imagemap(actions=[outside | {"area": _AREA}])])
    assert found.property == f"messages[0].actions[0].{place}"


def test_imagemap_counts_and_width() -> None:
    action = imagemap()["actions"][0]
    assert check_messages([imagemap(actions=[action] * 50)]) == []
    for count in (0, 51):
        assert check_messages([imagemap(actions=[action] * count)]) == [
            Violation("Size must be between 1 and 50", "messages[0].actions")
        ]
    (found,) = check_messages([imagemap(baseSize={"width": 1039, "height": 1})])
    assert found.property == "messages[0].baseSize.width"


def test_imagemap_video_label() -> None:
    for length, faults in ((30, 0), (31, 1)):
        video = {
            "originalContentUrl": "https://example.org/a.mp4",
            "previewImageUrl": IMAGE,
            "area": _AREA,
            "externalLink": {"linkUri": "https://example.org", "label": "ก" * length},
        }
        assert len(check_messages([imagemap(video=video)])) == faults
