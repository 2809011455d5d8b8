"""Whole requests: recipients, tokens, counts, and bodies that are no messages at all."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from bot.line_rules import Violation, check_messages, check_request, error_body
from tests.bot.line_rules.accepted import ACCEPTED
from tests.bot.line_rules.samples import GROUP, ROOM, USER, box, bubble, flex, text

Json = dict[str, Any]


@pytest.mark.parametrize(
    ("operation", "body"),
    [
        ("reply", {"replyToken": "nHuyWiB7yP5Zw52F", "messages": [text()]}),
        ("push", {"to": USER, "messages": [text()], "notificationDisabled": True}),
        ("push", {"to": GROUP, "messages": [text()]}),
        ("push", {"to": ROOM, "messages": [text()], "customAggregationUnits": ["a" * 30]}),
        ("multicast", {"to": [USER] * 500, "messages": [text()], "customAggregationUnits": []}),
        ("validate", {"messages": [text()], "to": "anything"}),
        ("loading", {"chatId": USER}),
        ("loading", {"chatId": USER, "loadingSeconds": 5}),
        ("loading", {"chatId": USER, "loadingSeconds": 60}),
        ("markAsRead", {"markAsReadToken": "abc"}),
    ],
)
def test_accepts(operation: str, body: Json) -> None:
    assert check_request(operation, body) == []


@pytest.mark.parametrize("operation", ["reply", "push", "multicast", "validate"])
def test_one_to_five_messages(operation: str) -> None:
    rest: dict[str, Json] = {
        "reply": {"replyToken": "a"},
        "push": {"to": USER},
        "multicast": {"to": [USER]},
        "validate": {},
    }
    assert check_request(operation, rest[operation] | {"messages": [text()] * 5}) == []
    for count in (0, 6):
        body = rest[operation] | {"messages": [text()] * count}
        assert check_request(operation, body) == [
            Violation("Size must be between 1 and 5", "messages")
        ]


def test_reply_token() -> None:
    for body in ({"replyToken": ""}, {}):
        assert check_request("reply", body | {"messages": [text()]}) == [
            Violation("May not be empty", "replyToken")
        ]


@pytest.mark.parametrize("to", ["", "U1", USER.upper(), USER + "0", "X" + USER[1:], "@tonkla"])
def test_push_to_no_such_id(to: str) -> None:
    found = check_request("push", {"to": to, "messages": [text()]})
    assert error_body(found) == {
        "message": "The property, 'to', in the request body is invalid (line: -, column: -)"
    }


@pytest.mark.parametrize("wrong", [GROUP, ROOM, "U1"])
def test_multicast_goes_to_users_only(wrong: str) -> None:
    found = check_request("multicast", {"to": [USER, wrong], "messages": [text()]})
    assert error_body(found) == {
        "message": "The property, to[1], in the request body is invalid (line: -, column: -)"
    }


def test_at_most_500_recipients() -> None:
    for count in (0, 501):
        assert check_request("multicast", {"to": [USER] * count, "messages": [text()]}) == [
            Violation("Size must be between 1 and 500", "to")
        ]


@pytest.mark.parametrize("units", [["a", "b"], ["a" * 31], ["a-b"], [""]])
def test_aggregation_units(units: list[str]) -> None:
    assert check_request(
        "push", {"to": USER, "messages": [text()], "customAggregationUnits": units}
    )


def test_loading_seconds() -> None:
    low = Violation("Must be between 5 and 60", "loadingSeconds")
    step = Violation("must be a multiple of five", "loadingSeconds")
    for seconds, expected in (
        (4, {low, step}),
        (0, {low}),
        (65, {low}),
        (61, {low, step}),
        (7, {step}),
    ):
        found = check_request("loading", {"chatId": USER, "loadingSeconds": seconds})
        assert set(found) == expected
    for chat in (GROUP, ROOM, "U1"):
        (fault,) = check_request("loading", {"chatId": chat})
        assert fault == Violation(
            "Only user id is acceptable, please confirm if there are any group/room ids"
            " or illegal ids.",
            "chatId",
        )


def test_mark_as_read_needs_its_token() -> None:
    for body in ({}, {"markAsReadToken": ""}):
        assert check_request("markAsRead", body) == [
            Violation("May not be empty", "markAsReadToken")
        ]


def test_mentions_go_to_groups_only() -> None:
    message = ACCEPTED["textV2"]
    assert check_request("reply", {"replyToken": "a", "messages": [message]}) == []
    for to in (GROUP, ROOM):
        assert check_request("push", {"to": to, "messages": [message]}) == []
    refused: list[tuple[str, object]] = [("push", USER), ("multicast", [USER])]
    for operation, user in refused:
        found = check_request(operation, {"to": user, "messages": [message]})
        assert [violation.property for violation in found] == [
            "messages[0].substitution.who",
            "messages[0].substitution.all",
        ]


def test_tracked_videos_go_to_users_only() -> None:
    message = ACCEPTED["video"]
    assert check_request("push", {"to": USER, "messages": [message]}) == []
    for to in (GROUP, ROOM):
        (found,) = check_request("push", {"to": to, "messages": [message]})
        assert found.property == "messages[0].trackingId"


def test_an_unknown_property_of_a_request() -> None:
    assert check_request("reply", {"replyToken": "a", "messages": [text()], "to": USER}) == [
        Violation("unknown field", "to")
    ]


@pytest.mark.parametrize("name", ACCEPTED)
def test_no_message_takes_an_unknown_property(name: str) -> None:
    assert check_messages([ACCEPTED[name] | {"colour": "red"}]) == [
        Violation("unknown field", "messages[0].colour")
    ]


def test_an_unknown_kind_of_message() -> None:
    (found,) = check_messages([text(), {"type": "gif"}])
    assert found.property == "messages[1].type"
    assert found.message.startswith("Must be one of the following values: [text, image, video, ")


def test_a_wrong_json_type() -> None:
    assert error_body(check_messages([text(), {"type": "text", "text": 5}])) == {
        "message": "The property, messages[1].text, in the request body is invalid"
        " (line: -, column: -)"
    }
    assert check_messages([None])[0].property == "messages[0]"
    assert check_messages(None)[0].property == "messages"


def test_one_bad_message_does_not_hide_the_faults_of_another() -> None:
    found = check_request(
        "reply", {"messages": [{"type": "text"}, text("ก" * 5001), flex(bubble(text("")))]}
    )
    assert [violation.property for violation in found] == [
        "replyToken",
        "messages[0].text",
        "messages[1].text",
        "messages[2]/body/contents/0/text",
    ]


def _nested(levels: int) -> Json:
    inner = text()
    for _ in range(levels):
        inner = box(inner)
    return flex(bubble(inner))


@pytest.mark.parametrize(
    "messages",
    [
        [text("\ud800")],
        [{"type": "text", "text": datetime.date(2026, 11, 22)}],
        [{"type": "text", "text": b"bytes"}],
        [{1: 2}],
        [{"a", "b"}],
        [_nested(5000)],
    ],
    ids=["lone surrogate", "date", "bytes", "number as key", "set", "bottomless"],
)
def test_what_json_has_no_word_for(messages: object) -> None:
    (found,) = check_messages(messages)
    assert found.message.startswith("The request body could not be parsed as JSON")


def test_deep_nesting_alone_is_no_fault() -> None:
    assert check_messages([_nested(40)]) == []


@pytest.mark.parametrize("body", [None, [], "text", 5, True])
def test_a_body_that_is_no_object(body: object) -> None:
    assert error_body(check_request("push", body)) == {
        "message": "The request body could not be parsed as JSON (line: -, column: -)"
    }


def test_an_unknown_operation_is_our_own_mistake() -> None:
    with pytest.raises(ValueError, match="narrowcast"):
        check_request("narrowcast", {})
