"""Judges what we send to LINE as strictly as LINE does, and says it in LINE's words.

The shapes stand in the `schema_*` modules as one closed JSON Schema per request, compiled when
first needed; what a schema cannot say (UTF-16 and grapheme lengths, rules between properties)
stands in the `*_rules` modules, which walk each message once. Numbers are in `limits`.
"""

from bot.line_rules.errors import Violation, error_body
from bot.line_rules.request_rules import check_messages, check_request, check_rich_menu

__all__ = ["Violation", "check_messages", "check_request", "check_rich_menu", "error_body"]
