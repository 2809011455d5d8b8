"""Small builders of well-formed parts, for the tests to send and to break."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]

IMAGE = "https://example.org/cards/nest.png"
USER = "U" + "0123456789abcdef" * 2
GROUP = "C" + "0123456789abcdef" * 2
ROOM = "R" + "0123456789abcdef" * 2
MENU_ID = "richmenu-" + "0123456789abcdef" * 2


def text(words: str = "สวัสดีค่ะ", **more: Any) -> Json:
    return {"type": "text", "text": words, **more}


def postback(**more: Any) -> Json:
    return {"type": "postback", "label": "ทำได้", "data": "check:1", **more}


def say(words: str = "เมนู", **more: Any) -> Json:
    return {"type": "message", "label": "เมนู", "text": words, **more}


def link(uri: str = "https://example.org/a?b=%E0%B8%81#c", **more: Any) -> Json:
    return {"type": "uri", "label": "อ่านต่อ", "uri": uri, **more}


def picker(**more: Any) -> Json:
    return {"type": "datetimepicker", "label": "วันเกิด", "data": "born", "mode": "date", **more}


def copy(**more: Any) -> Json:
    return {"type": "clipboard", "label": "คัดลอก", "clipboardText": "1669", **more}


def quick(*actions: Json) -> Json:
    return {"items": [{"type": "action", "action": action} for action in actions]}


def box(*contents: Any, layout: str = "vertical", **more: Any) -> Json:
    return {"type": "box", "layout": layout, "contents": list(contents), **more}


def button(action: Json | None = None, **more: Any) -> Json:
    return {"type": "button", "action": action or postback(), **more}


def image(**more: Any) -> Json:
    return {"type": "image", "url": IMAGE, **more}


def bubble(*contents: Any, **more: Any) -> Json:
    return {"type": "bubble", "body": box(*(contents or (text(),))), **more}


def carousel(*bubbles: Json) -> Json:
    return {"type": "carousel", "contents": list(bubbles)}


def flex(contents: Json, **more: Any) -> Json:
    return {"type": "flex", "altText": "การ์ด", "contents": contents, **more}


def template(kind: str, **more: Any) -> Json:
    return {"type": "template", "altText": "เลือกค่ะ", "template": {"type": kind, **more}}


def column(**more: Any) -> Json:
    return {"text": "หนึ่ง", "actions": [postback()], **more}


def area(x: int = 0, y: int = 0, width: int = 520, height: int = 520) -> Json:
    return {"x": x, "y": y, "width": width, "height": height}


def imagemap(**more: Any) -> Json:
    return {
        "type": "imagemap",
        "baseUrl": "https://example.org/maps/1",
        "altText": "แผนที่",
        "baseSize": {"width": 1040, "height": 520},
        "actions": [{"type": "uri", "linkUri": "https://example.org", "area": area()}],
        **more,
    }


def video_hero(**more: Any) -> Json:
    return {
        "type": "video",
        "url": "https://example.org/story.mp4",
        "previewUrl": IMAGE,
        "altContent": image(),
        **more,
    }


def rich_menu(**more: Any) -> Json:
    return {
        "size": {"width": 2500, "height": 1686},
        "selected": True,
        "name": "parents",
        "chatBarText": "เมนู",
        "areas": [{"bounds": area(width=2500, height=1686), "action": postback()}],
        **more,
    }
