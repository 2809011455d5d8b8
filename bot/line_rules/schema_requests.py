"""The body of every request that we send, as JSON Schema 2020-12."""

from __future__ import annotations

from bot.line_rules import limits
from bot.line_rules.schema_actions import ACTION_DEFS, ALIAS_ID
from bot.line_rules.schema_messages import MESSAGE_DEFS, MESSAGES, USER_ID
from bot.line_rules.schema_words import (
    FLAG,
    FULL_TEXT,
    OFFSET_PIXELS,
    PIXELS,
    Schema,
    array,
    closed,
    matching,
    ref,
    says,
)

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_ONLY_USERS = (
    "Only user id is acceptable, please confirm if there are any group/room ids or illegal ids."
)


def _between(least: int, most: int) -> Schema:
    return {"type": "integer", "minimum": least, "maximum": most}


_MENU_ID = matching("^richmenu-[0-9a-f]{32}$", "invalid richMenuId")
_UNIT_NAMES = array(
    matching("^[A-Za-z0-9_]{1,30}$", "Invalid characters are included in custom aggregation unit"),
    0,
    limits.AGGREGATION_UNITS,
)
_USER_IDS = array(matching(USER_ID, "quoted property"), 1, limits.RECIPIENTS)

_REPLY = closed(
    ("replyToken", "messages"), replyToken=FULL_TEXT, messages=MESSAGES, notificationDisabled=FLAG
)
_PUSH = closed(
    ("to", "messages"),
    to=matching("^[UCR][0-9a-f]{32}$", "quoted property"),
    messages=MESSAGES,
    notificationDisabled=FLAG,
    customAggregationUnits=_UNIT_NAMES,
)
_MULTICAST = closed(
    ("to", "messages"),
    to=array(matching(USER_ID, "property"), 1, limits.RECIPIENTS),
    messages=MESSAGES,
    notificationDisabled=FLAG,
    customAggregationUnits=_UNIT_NAMES,
)
# LINE's validate endpoints look at `messages` and at nothing beside it.
_VALIDATE: Schema = {
    "type": "object",
    "required": ["messages"],
    "properties": {"messages": MESSAGES},
}
_LOADING = closed(
    ("chatId",),
    chatId=matching(USER_ID, _ONLY_USERS),
    loadingSeconds=says(
        {**_between(*limits.LOADING_SECONDS), "multipleOf": limits.LOADING_STEP_SECONDS},
        multipleOf="must be a multiple of five",
    ),
)
_AREA = closed(
    ("bounds", "action"),
    bounds=closed(
        ("x", "y", "width", "height"),
        x=OFFSET_PIXELS,
        y=OFFSET_PIXELS,
        width=PIXELS,
        height=PIXELS,
    ),
    action=ref("richMenuAction"),
)
_RICH_MENU = closed(
    ("size", "selected", "name", "chatBarText", "areas"),
    size=closed(
        ("width", "height"),
        width=_between(*limits.MENU_WIDTH),
        height=_between(limits.MENU_MIN_HEIGHT, limits.MENU_WIDTH[1]),
    ),
    selected=FLAG,
    name=FULL_TEXT,
    chatBarText=FULL_TEXT,
    areas=array(_AREA, 1, limits.MENU_AREAS),
)

_BODIES: dict[str, tuple[Schema, dict[str, Schema]]] = {
    "reply": (_REPLY, MESSAGE_DEFS),
    "push": (_PUSH, MESSAGE_DEFS),
    "multicast": (_MULTICAST, MESSAGE_DEFS),
    "validate": (_VALIDATE, MESSAGE_DEFS),
    "loading": (_LOADING, {}),
    "markAsRead": (closed(("markAsReadToken",), markAsReadToken=FULL_TEXT), {}),
    "rich_menu": (_RICH_MENU, ACTION_DEFS),
    "rich_menu_alias": (
        closed(("richMenuAliasId", "richMenuId"), richMenuAliasId=ALIAS_ID, richMenuId=_MENU_ID),
        {},
    ),
    "rich_menu_alias_update": (closed(("richMenuId",), richMenuId=_MENU_ID), {}),
    "rich_menu_bulk": (
        closed(("richMenuId", "userIds"), richMenuId=_MENU_ID, userIds=_USER_IDS),
        {},
    ),
    "rich_menu_bulk_unlink": (closed(("userIds",), userIds=_USER_IDS), {}),
}


def request_schema(operation: str) -> Schema:
    """The schema of this operation's body. Raises KeyError for an unknown operation."""
    body, definitions = _BODIES[operation]
    return {"$schema": _DRAFT, "$defs": definitions, **body}
