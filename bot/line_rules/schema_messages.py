"""Message objects of every kind, with what all of them share."""

from __future__ import annotations

from bot.line_rules import limits
from bot.line_rules.schema_actions import ACTION_DEFS
from bot.line_rules.schema_flex import FLEX_DEFS
from bot.line_rules.schema_templates import TEMPLATE_DEFS
from bot.line_rules.schema_words import (
    ACTION_URI,
    COUNT,
    FULL_TEXT,
    HTTPS_URL,
    OFFSET_PIXELS,
    PIXELS,
    Schema,
    array,
    closed,
    dispatch,
    matching,
    one_of,
    ref,
    says,
    typed,
)

USER_ID = "^U[0-9a-f]{32}$"

_TRACKING_ID = matching(r"^[A-Za-z0-9\-.=,+*()%$&;:@{}!?<>\[\]]{1,100}$", "Invalid trackingId")
_DELIVERY_TAG = matching("^[A-Za-z0-9_]{1,30}$", "Invalid deliveryTag")


def _message(required: tuple[str, ...], **properties: Schema) -> Schema:
    return typed(required, quickReply=ref("quickReply"), sender=ref("sender"), **properties)


_EMOJI = {"productId": FULL_TEXT, "emojiId": FULL_TEXT}
_MENTIONEE = dispatch(
    {"user": typed(("userId",), userId=matching(USER_ID, "property")), "all": typed()}
)
_SUBSTITUTION: Schema = {
    "type": "object",
    "maxProperties": limits.SUBSTITUTIONS,
    "patternProperties": {"^[0-9A-Za-z_]{1,20}$": ref("substitution")},
    "additionalProperties": False,
}
_AREA = closed(
    ("x", "y", "width", "height"), x=OFFSET_PIXELS, y=OFFSET_PIXELS, width=PIXELS, height=PIXELS
)
_IMAGEMAP_ACTION = dispatch(
    {
        "uri": typed(("linkUri", "area"), label=FULL_TEXT, linkUri=ACTION_URI, area=_AREA),
        "message": typed(("text", "area"), label=FULL_TEXT, text=FULL_TEXT, area=_AREA),
        "clipboard": typed(
            ("clipboardText", "area"), label=FULL_TEXT, clipboardText=FULL_TEXT, area=_AREA
        ),
    }
)
_IMAGEMAP_VIDEO = closed(
    ("originalContentUrl", "previewImageUrl", "area"),
    originalContentUrl=HTTPS_URL,
    previewImageUrl=HTTPS_URL,
    area=_AREA,
    externalLink=closed(("linkUri", "label"), linkUri=ACTION_URI, label=FULL_TEXT),
)

_BY_TYPE: dict[str, Schema] = {
    "text": _message(
        ("text",),
        text=FULL_TEXT,
        quoteToken=FULL_TEXT,
        emojis=array(
            closed(("index", "productId", "emojiId"), index=COUNT, **_EMOJI),
            0,
            limits.LINE_EMOJIS,
        ),
    ),
    "image": _message(
        ("originalContentUrl", "previewImageUrl"),
        originalContentUrl=HTTPS_URL,
        previewImageUrl=HTTPS_URL,
    ),
    "video": _message(
        ("originalContentUrl", "previewImageUrl"),
        originalContentUrl=HTTPS_URL,
        previewImageUrl=HTTPS_URL,
        trackingId=_TRACKING_ID,
    ),
    "audio": _message(
        ("originalContentUrl", "duration"),
        originalContentUrl=HTTPS_URL,
        duration=says({"type": "integer", "minimum": 1}, minimum="Must be a positive value"),
    ),
    "location": _message(
        ("title", "address", "latitude", "longitude"),
        title=FULL_TEXT,
        address=FULL_TEXT,
        latitude={"type": "number", "minimum": -90, "maximum": 90},
        longitude={"type": "number", "minimum": -180, "maximum": 180},
    ),
    "sticker": _message(
        ("packageId", "stickerId"), packageId=FULL_TEXT, stickerId=FULL_TEXT, quoteToken=FULL_TEXT
    ),
    "template": _message(("altText", "template"), altText=FULL_TEXT, template=ref("template")),
    "imagemap": _message(
        ("baseUrl", "altText", "baseSize", "actions"),
        baseUrl=HTTPS_URL,
        altText=FULL_TEXT,
        baseSize=closed(("width", "height"), width=one_of(limits.IMAGEMAP_WIDTH), height=PIXELS),
        video=_IMAGEMAP_VIDEO,
        actions=array(_IMAGEMAP_ACTION, 1, limits.IMAGEMAP_ACTIONS),
    ),
    "flex": _message(("altText", "contents"), altText=FULL_TEXT, contents=ref("flexContainer")),
    "textV2": _message(("text",), text=FULL_TEXT, quoteToken=FULL_TEXT, substitution=_SUBSTITUTION),
    "coupon": _message(("couponId",), couponId=FULL_TEXT, deliveryTag=_DELIVERY_TAG),
}

_QUICK_REPLY_BUTTON = closed(
    ("type", "action"), type=one_of("action"), imageUrl=HTTPS_URL, action=ref("quickReplyAction")
)

MESSAGE_DEFS: dict[str, Schema] = {
    **ACTION_DEFS,
    **FLEX_DEFS,
    **TEMPLATE_DEFS,
    "quickReply": closed(("items",), items=array(_QUICK_REPLY_BUTTON, 1, limits.QUICK_REPLIES)),
    "sender": closed((), name=FULL_TEXT, iconUrl=HTTPS_URL),
    "substitution": dispatch(
        {
            "mention": typed(("mentionee",), mentionee=_MENTIONEE),
            "emoji": typed(("productId", "emojiId"), **_EMOJI),
        }
    ),
    "message": dispatch(_BY_TYPE),
}
MESSAGES: Schema = array(ref("message"), 1, limits.MESSAGES)
