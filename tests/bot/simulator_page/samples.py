"""Messages of every kind, written for these tests. `site` is the fake server's address."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]


def text(words: str, **extra: Any) -> Json:
    return {"type": "text", "text": words, **extra}


def postback(label: str, data: str, **extra: Any) -> Json:
    return {"type": "postback", "label": label, "data": data, **extra}


def flex(contents: Json, alt: str = "การ์ด") -> Json:
    return {"type": "flex", "altText": alt, "contents": contents}


def bubble(*contents: Json, **extra: Any) -> Json:
    """A bubble whose body is a vertical box of `contents`."""
    return {"type": "bubble", "body": box("vertical", *contents), **extra}


def box(layout: str, *contents: Json, **extra: Any) -> Json:
    return {"type": "box", "layout": layout, "contents": list(contents), **extra}


def words(value: str, **extra: Any) -> Json:
    return {"type": "text", "text": value, **extra}


def button(action: Json, **extra: Any) -> Json:
    return {"type": "button", "action": action, **extra}


def quick(*actions: Json) -> Json:
    return {"items": [{"type": "action", "action": action} for action in actions]}


def question_card(site: str) -> Json:
    """A card like the product's own: a question with three answers."""
    return flex(
        {
            "type": "bubble",
            "size": "mega",
            "hero": {
                "type": "image",
                "url": f"{site}/pictures/600x390.svg",
                "size": "full",
                "aspectRatio": "20:13",
                "aspectMode": "cover",
            },
            "body": box(
                "vertical",
                words("ข้อ 1 จาก 5", size="sm", color="#6b7280", scaling=True),
                words(
                    "หนูน้อยเดินขึ้นบันไดเองได้ไหมคะ",
                    weight="bold",
                    size="xl",
                    wrap=True,
                    scaling=True,
                ),
                words(
                    "จับราวบันไดด้วยก็นับว่าได้ค่ะ ลองสังเกตตอนอยู่บ้านหรือที่ศูนย์",
                    wrap=True,
                    color="#374151",
                    scaling=True,
                ),
                spacing="md",
            ),
            "footer": box(
                "vertical",
                button(
                    postback("ได้แล้ว", "a=1&v=yes"),
                    style="primary",
                    height="sm",
                    color="#1d7a45",
                    scaling=True,
                ),
                button(
                    postback("ยังไม่ได้", "a=1&v=not_yet"),
                    style="secondary",
                    height="sm",
                    scaling=True,
                ),
                button(
                    postback("ไม่แน่ใจ", "a=1&v=not_sure"), style="link", height="sm", scaling=True
                ),
                spacing="sm",
            ),
            "styles": {"footer": {"separator": True}},
        },
        alt="ข้อ 1: เดินขึ้นบันได",
    )


def buttons_template(site: str) -> Json:
    return {
        "type": "template",
        "altText": "รายงานวันนี้",
        "template": {
            "type": "buttons",
            "thumbnailImageUrl": f"{site}/pictures/600x400.svg",
            "title": "รายงานวันนี้",
            "text": "มา 24 ขาด 1 ครู 3",
            "actions": [
                postback("ไม่มีป่วย", "ill=0", displayText="ไม่มีป่วย"),
                {"type": "message", "label": "แก้", "text": "แก้รายงาน"},
                {"type": "uri", "label": "โทร 1669", "uri": "tel:1669"},
            ],
        },
    }


def confirm_template() -> Json:
    return {
        "type": "template",
        "altText": "ส่งไหม",
        "template": {
            "type": "confirm",
            "text": "ส่งถึง 22 ครอบครัวเลยไหมคะ",
            "actions": [postback("ส่ง", "send=1"), postback("ยังไม่ส่ง", "send=0")],
        },
    }


def carousel_template(site: str) -> Json:
    columns = [
        {
            "thumbnailImageUrl": f"{site}/pictures/600x400.svg",
            "title": f"นิทานเรื่องที่ {number}",
            "text": "ปลาน้อยหาแม่",
            "actions": [postback("ฟัง", f"tale={number}")],
        }
        for number in (1, 2, 3)
    ]
    return {
        "type": "template",
        "altText": "นิทาน",
        "template": {"type": "carousel", "imageAspectRatio": "square", "columns": columns},
    }


def image_carousel_template(site: str) -> Json:
    columns = [
        {
            "imageUrl": f"{site}/pictures/400x400.svg",
            "action": postback(f"ภาพ {number}", f"picture={number}"),
        }
        for number in (1, 2)
    ]
    return {
        "type": "template",
        "altText": "ภาพ",
        "template": {"type": "image_carousel", "columns": columns},
    }


def imagemap(site: str) -> Json:
    return {
        "type": "imagemap",
        "baseUrl": f"{site}/maps",
        "altText": "แผนที่",
        "baseSize": {"width": 1040, "height": 520},
        "actions": [
            {
                "type": "message",
                "label": "ซ้าย",
                "text": "ไปทางซ้าย",
                "area": {"x": 0, "y": 0, "width": 520, "height": 520},
            },
            {
                "type": "uri",
                "label": "ขวา",
                "linkUri": "https://line.me/R/share?text=%E0%B8%82%E0%B8%A7%E0%B8%B2",
                "area": {"x": 520, "y": 0, "width": 520, "height": 520},
            },
        ],
    }


def rich_menu() -> Json:
    third = 2500 // 3
    labels = (("ลูกหลาน", "menu=child"), ("ท้องและสิทธิ", "menu=rights"), ("ครู", "menu=staff"))
    return {
        "richMenuId": "richmenu-1",
        "size": {"width": 2500, "height": 843},
        "selected": True,
        "name": "main",
        "chatBarText": "เมนู",
        "areas": [
            {
                "bounds": {"x": place * third, "y": 0, "width": third, "height": 843},
                "action": postback(label, data),
            }
            for place, (label, data) in enumerate(labels)
        ],
    }
