"""Flex Messages: containers, components, and every value LINE publishes for their properties."""

from __future__ import annotations

from bot.line_rules import limits
from bot.line_rules.schema_words import (
    ANGLE,
    ASPECT_RATIO,
    COUNT,
    FLAG,
    FULL_TEXT,
    HTTPS_URL,
    PERCENT_POSITION,
    RGBA,
    Schema,
    array,
    closed,
    dispatch,
    length,
    one_of,
    ref,
    typed,
)

_STEPS = ("none", "xs", "sm", "md", "lg", "xl", "xxl")
_SIZES = ("xxs", "xs", "sm", "md", "lg", "xl", "xxl", "3xl", "4xl", "5xl")

_SPACE = length(*_STEPS)
_PADDING = length(*_STEPS, percent=True)
_OFFSET = length(*_STEPS, percent=True, negative=True)
_EXTENT = length(percent=True)
_FONT_SIZE = length(*_SIZES)
_GRAVITY = one_of("top", "bottom", "center")
_ALIGN = one_of("start", "end", "center")

_PLACED: dict[str, Schema] = {
    "margin": _SPACE,
    "position": one_of("relative", "absolute"),
    "offsetTop": _OFFSET,
    "offsetBottom": _OFFSET,
    "offsetStart": _OFFSET,
    "offsetEnd": _OFFSET,
}
_LETTERS: dict[str, Schema] = {
    "text": FULL_TEXT,
    "size": _FONT_SIZE,
    "color": RGBA,
    "weight": one_of("regular", "bold"),
    "style": one_of("normal", "italic"),
    "decoration": one_of("none", "underline", "line-through"),
}

_BOX = typed(
    ("layout", "contents"),
    **_PLACED,
    layout=one_of("horizontal", "vertical", "baseline"),
    contents={"type": "array"},
    backgroundColor=RGBA,
    borderColor=RGBA,
    borderWidth=length("none", "light", "normal", "medium", "semi-bold", "bold"),
    cornerRadius=length(*_STEPS),
    width=_EXTENT,
    maxWidth=_EXTENT,
    height=_EXTENT,
    maxHeight=_EXTENT,
    flex=COUNT,
    spacing=_SPACE,
    paddingAll=_PADDING,
    paddingTop=_PADDING,
    paddingBottom=_PADDING,
    paddingStart=_PADDING,
    paddingEnd=_PADDING,
    action=ref("flexAction"),
    justifyContent=one_of(
        "center", "flex-start", "flex-end", "space-between", "space-around", "space-evenly"
    ),
    alignItems=one_of("center", "flex-start", "flex-end"),
    background=ref("flexBackground"),
)
# What a box may hold depends on its layout.
_BOX_WITH_CONTENTS: Schema = {
    **_BOX,
    "if": {"required": ["layout"], "properties": {"layout": {"const": "baseline"}}},
    "then": {"properties": {"contents": {"items": ref("flexInBaseline")}}},
    "else": {"properties": {"contents": {"items": ref("flexInBox")}}},
}

_BUTTON = typed(
    ("action",),
    **_PLACED,
    action=ref("flexButtonAction"),
    flex=COUNT,
    height=one_of("sm", "md"),
    style=one_of("primary", "secondary", "link"),
    color=RGBA,
    gravity=_GRAVITY,
    adjustMode=one_of("shrink-to-fit"),
    scaling=FLAG,
)
_IMAGE = typed(
    ("url",),
    **_PLACED,
    url=HTTPS_URL,
    flex=COUNT,
    align=_ALIGN,
    gravity=_GRAVITY,
    size=length(*_SIZES, "full", percent=True),
    aspectRatio=ASPECT_RATIO,
    aspectMode=one_of("fit", "cover"),
    backgroundColor=RGBA,
    action=ref("flexAction"),
    animated=FLAG,
)
_VIDEO = typed(
    ("url", "previewUrl", "altContent"),
    url=HTTPS_URL,
    previewUrl=HTTPS_URL,
    altContent=ref("flexAltContent"),
    aspectRatio=ASPECT_RATIO,
    action=ref("flexVideoAction"),
)
_ICON = typed(
    ("url",), **_PLACED, url=HTTPS_URL, size=_FONT_SIZE, scaling=FLAG, aspectRatio=ASPECT_RATIO
)
_TEXT = typed(
    (),
    **_PLACED,
    **_LETTERS,
    contents={"type": "array", "items": dispatch({"span": typed((), **_LETTERS)})},
    adjustMode=one_of("shrink-to-fit"),
    flex=COUNT,
    scaling=FLAG,
    align=_ALIGN,
    gravity=_GRAVITY,
    wrap=FLAG,
    lineSpacing=length(),
    maxLines=COUNT,
    action=ref("flexAction"),
)
_SEPARATOR = typed((), margin=_SPACE, color=RGBA)
_FILLER = typed((), flex=COUNT)

_BLOCK_STYLE = closed((), backgroundColor=RGBA, separator=FLAG, separatorColor=RGBA)
_BUBBLE = typed(
    (),
    size=one_of("nano", "micro", "deca", "hecto", "kilo", "mega", "giga"),
    direction=one_of("ltr", "rtl"),
    header=ref("flexBlock"),
    hero=ref("flexHero"),
    body=ref("flexBlock"),
    footer=ref("flexBlock"),
    styles=closed(
        (), header=_BLOCK_STYLE, hero=_BLOCK_STYLE, body=_BLOCK_STYLE, footer=_BLOCK_STYLE
    ),
    action=ref("flexAction"),
)
_CAROUSEL = typed(
    ("contents",), contents=array(dispatch({"bubble": ref("flexBubble")}), 1, limits.BUBBLES)
)

FLEX_DEFS: dict[str, Schema] = {
    "flexBox": _BOX_WITH_CONTENTS,
    "flexText": _TEXT,
    "flexImage": _IMAGE,
    "flexFiller": _FILLER,
    "flexBubble": _BUBBLE,
    "flexBackground": dispatch(
        {
            "linearGradient": typed(
                ("angle", "startColor", "endColor"),
                angle=ANGLE,
                startColor=RGBA,
                endColor=RGBA,
                centerColor=RGBA,
                centerPosition=PERCENT_POSITION,
            )
        }
    ),
    "flexInBox": dispatch(
        {
            "text": ref("flexText"),
            "box": ref("flexBox"),
            "button": _BUTTON,
            "separator": _SEPARATOR,
            "image": ref("flexImage"),
            "filler": ref("flexFiller"),
        }
    ),
    "flexInBaseline": dispatch(
        {"text": ref("flexText"), "icon": _ICON, "filler": ref("flexFiller")}
    ),
    "flexBlock": dispatch({"box": ref("flexBox")}),
    "flexHero": dispatch({"image": ref("flexImage"), "box": ref("flexBox"), "video": _VIDEO}),
    "flexAltContent": dispatch({"image": ref("flexImage"), "box": ref("flexBox")}),
    "flexContainer": dispatch({"bubble": ref("flexBubble"), "carousel": _CAROUSEL}),
}
