"""Action objects, and which of them may stand where."""

from __future__ import annotations

from bot.line_rules.schema_words import (
    ACTION_URI,
    FULL_TEXT,
    TEXT,
    Schema,
    closed,
    dispatch,
    matching,
    one_of,
    typed,
)

ALIAS_ID: Schema = matching("^[a-z0-9_-]{1,32}$", "invalid richMenuAliasId")

_Required = tuple[str, ...]
_ACTIONS: dict[str, tuple[_Required, dict[str, Schema]]] = {
    "postback": (
        ("data",),
        {
            "data": TEXT,
            "displayText": FULL_TEXT,
            "text": FULL_TEXT,
            "inputOption": one_of("closeRichMenu", "openRichMenu", "openKeyboard", "openVoice"),
            "fillInText": FULL_TEXT,
        },
    ),
    "message": (("text",), {"text": FULL_TEXT}),
    "uri": (("uri",), {"uri": ACTION_URI, "altUri": closed(("desktop",), desktop=ACTION_URI)}),
    "datetimepicker": (
        ("data", "mode"),
        {
            "data": TEXT,
            "mode": one_of("date", "time", "datetime"),
            "initial": TEXT,
            "max": TEXT,
            "min": TEXT,
        },
    ),
    "clipboard": (("clipboardText",), {"clipboardText": FULL_TEXT}),
    "camera": ((), {}),
    "cameraRoll": ((), {}),
    "location": ((), {}),
    "richmenuswitch": (("richMenuAliasId", "data"), {"richMenuAliasId": ALIAS_ID, "data": TEXT}),
}

_ANYWHERE = ("postback", "message", "uri", "datetimepicker", "clipboard")
_QUICK_REPLY = (*_ANYWHERE, "camera", "cameraRoll", "location")
_RICH_MENU = (*_ANYWHERE, "richmenuswitch")


def _actions(kinds: tuple[str, ...], *, label_required: bool) -> Schema:
    by_type = {}
    for kind in kinds:
        required, properties = _ACTIONS[kind]
        labelled = ("label", *required) if label_required else required
        by_type[kind] = typed(labelled, label=FULL_TEXT, **properties)
    return dispatch(by_type)


ACTION_DEFS: dict[str, Schema] = {
    "templateAction": _actions(_ANYWHERE, label_required=True),
    "imageCarouselAction": _actions(_ANYWHERE, label_required=False),
    "quickReplyAction": _actions(_QUICK_REPLY, label_required=True),
    "flexButtonAction": _actions(_ANYWHERE, label_required=True),
    "flexAction": _actions(_ANYWHERE, label_required=False),
    "flexVideoAction": _actions(("uri",), label_required=False),
    "richMenuAction": _actions(_RICH_MENU, label_required=False),
}
