"""Template messages: buttons, confirm, carousel, image carousel."""

from __future__ import annotations

from bot.line_rules import limits
from bot.line_rules.schema_words import (
    FULL_TEXT,
    HTTPS_URL,
    RGB,
    Schema,
    array,
    closed,
    dispatch,
    one_of,
    ref,
    typed,
)

_ACTION = ref("templateAction")
_PICTURE_STYLE: dict[str, Schema] = {
    "imageAspectRatio": one_of("rectangle", "square"),
    "imageSize": one_of("cover", "contain"),
}
_PICTURE_AND_TEXT: dict[str, Schema] = {
    "thumbnailImageUrl": HTTPS_URL,
    "imageBackgroundColor": RGB,
    "title": FULL_TEXT,
    "text": FULL_TEXT,
    "defaultAction": _ACTION,
}

_BUTTONS = typed(
    ("text", "actions"),
    **_PICTURE_AND_TEXT,
    **_PICTURE_STYLE,
    actions=array(_ACTION, 1, limits.BUTTONS_ACTIONS),
)
_CONFIRM = typed(
    ("text", "actions"),
    text=FULL_TEXT,
    actions=array(_ACTION, limits.CONFIRM_ACTIONS, limits.CONFIRM_ACTIONS),
)
_COLUMN = closed(
    ("text", "actions"),
    **_PICTURE_AND_TEXT,
    actions=array(_ACTION, 1, limits.COLUMN_ACTIONS),
)
_CAROUSEL = typed(("columns",), **_PICTURE_STYLE, columns=array(_COLUMN, 1, limits.COLUMNS))
_IMAGE_COLUMN = closed(
    ("imageUrl", "action"), imageUrl=HTTPS_URL, action=ref("imageCarouselAction")
)
_IMAGE_CAROUSEL = typed(("columns",), columns=array(_IMAGE_COLUMN, 1, limits.COLUMNS))

TEMPLATE_DEFS: dict[str, Schema] = {
    "template": dispatch(
        {
            "buttons": _BUTTONS,
            "confirm": _CONFIRM,
            "carousel": _CAROUSEL,
            "image_carousel": _IMAGE_CAROUSEL,
        }
    )
}
