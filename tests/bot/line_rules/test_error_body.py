"""The answers of LINE's 400, in the forms that its documentation and users have shown."""

from __future__ import annotations

import pytest

from bot.line_rules import Violation, check_messages, error_body
from tests.bot.line_rules.samples import bubble, column, flex, image, link, say, template, text


def test_general_faults_are_counted() -> None:
    assert error_body(check_messages([text(""), text("ก" * 5001)])) == {
        "message": "The request body has 2 error(s)",
        "details": [
            {"message": "May not be empty", "property": "messages[0].text"},
            {"message": "Length must be between 0 and 5000", "property": "messages[1].text"},
        ],
    }


def test_flex_faults_come_as_pointers_after_a_no_break_space() -> None:
    wrong = flex(bubble(hero=image(url="http://example.org/a.png"), styles={"type": "a"}))
    assert error_body(check_messages([text(), wrong])) == {
        "message": "A message (messages[1])\u00a0in the request body is invalid",
        "details": [
            {"message": "invalid uri scheme", "property": "/hero/url"},
            {"message": "unknown field", "property": "/styles/type"},
        ],
    }


def test_template_faults_come_without_a_leading_slash() -> None:
    long_title = template("carousel", columns=[column(title="ก" * 41)])
    assert error_body(check_messages([long_title])) == {
        "message": "A message (messages[0])\u00a0in the request body is invalid",
        "details": [
            {
                "message": "must not be longer than 40 characters",
                "property": "template/columns/0/title",
            }
        ],
    }
    bad_link = template("buttons", text="a", actions=[say(), link("sms:1")])
    assert error_body(check_messages([bad_link]))["details"] == [
        {"message": "invalid uri", "property": "template/actions/1/uri"}
    ]


def test_only_the_first_unusable_rich_message_is_told() -> None:
    body = error_body(check_messages([flex({"type": "bubble"}), flex(bubble(text("")))]))
    assert body == {
        "message": "A message (messages[0])\u00a0in the request body is invalid",
        "details": [{"message": "must be specified", "property": "/body"}],
    }


def test_general_faults_are_told_before_those_of_flex() -> None:
    body = error_body(check_messages([flex({"type": "bubble"}), text("")]))
    assert body["details"] == [{"message": "May not be empty", "property": "messages[1].text"}]


def test_an_unreadable_property_is_the_whole_answer() -> None:
    body = error_body(check_messages([text(""), {"type": "text", "text": []}]))
    assert list(body) == ["message"]


def test_quick_reply_faults_are_general_ones() -> None:
    item = {"type": "action", "action": {"type": "message", "label": "a"}}
    assert error_body(check_messages([text(quickReply={"items": [item]})])) == {
        "message": "The request body has 1 error(s)",
        "details": [
            {
                "message": "must be specified",
                "property": "messages[0].quickReply.items[0].action.text",
            }
        ],
    }


def test_a_slash_in_an_unknown_name_is_not_taken_for_a_pointer() -> None:
    found = check_messages([text() | {"a]/b": 1}])
    assert error_body(found) == {
        "message": "The request body has 1 error(s)",
        "details": [{"message": "unknown field", "property": "messages[0].a]/b"}],
    }


def test_there_is_no_error_body_without_an_error() -> None:
    with pytest.raises(ValueError, match="without violations"):
        error_body([])
    assert error_body([Violation("a", "b")])["message"] == "The request body has 1 error(s)"
