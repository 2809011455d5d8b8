"""Rich menus: made, given a picture, linked, named and taken away."""

from __future__ import annotations

import struct
import zlib
from typing import Any

import pytest

from bot.simulator import Platform, User
from bot.simulator.media import grey_jpeg
from tests.bot.simulator.harness import Heard, Line

MISSING = "richmenu-" + "0" * 32
MENU: dict[str, Any] = {
    "size": {"width": 1200, "height": 810},
    "selected": True,
    "name": "หลัก",
    "chatBarText": "เมนู",
    "areas": [
        {
            "bounds": {"x": 0, "y": 0, "width": 1200, "height": 810},
            "action": {"type": "message", "text": "เมนู"},
        }
    ],
}


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        checksum = zlib.crc32(kind + content)
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", checksum)

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + bytes(-(-width // 8))) * height)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


async def made(line: Line) -> str:
    menu_id: str = (await line.post("/v2/bot/richmenu", MENU)).json["richMenuId"]
    return menu_id


async def upload(line: Line, menu_id: str, image: bytes, kind: str = "image/png") -> Heard:
    headers = {"Content-Type": kind}
    return await line.post(f"/v2/bot/richmenu/{menu_id}/content", data=image, headers=headers)


async def ready(line: Line) -> str:
    """A menu with its picture."""
    menu_id = await made(line)
    assert (await upload(line, menu_id, png(1200, 810))).status == 200
    return menu_id


async def test_a_menu_is_kept_as_it_was_sent(line: Line) -> None:
    first, second = await made(line), await made(line)
    expected = {"richMenuId": first, **MENU}
    assert (await line.get(f"/v2/bot/richmenu/{first}")).json == expected
    listed = (await line.get("/v2/bot/richmenu/list")).json["richmenus"]
    assert [menu["richMenuId"] for menu in listed] == [second, first]


async def test_a_bad_menu_is_refused_by_both_endpoints(line: Line) -> None:
    bad = {**MENU, "chatBarText": "ก" * 15}
    assert (await line.post("/v2/bot/richmenu/validate", MENU)).json == {}
    for path in ("/v2/bot/richmenu", "/v2/bot/richmenu/validate"):
        heard = await line.post(path, bad)
        assert heard.status == 400
        assert heard.json["details"][0]["property"] == "chatBarText"
    assert (await line.get("/v2/bot/richmenu/list")).json == {"richmenus": []}


@pytest.mark.parametrize(
    ("image", "kind"), [(png(1200, 810), "image/png"), (grey_jpeg(1200, 810), "image/jpeg")]
)
async def test_a_picture_is_given_back_as_it_was(line: Line, image: bytes, kind: str) -> None:
    menu_id = await made(line)
    assert (await line.get(f"/v2/bot/richmenu/{menu_id}/content")).status == 404
    assert (await upload(line, menu_id, image, kind)).json == {}
    heard = await line.get(f"/v2/bot/richmenu/{menu_id}/content")
    assert (heard.content, heard.headers["content-type"]) == (image, kind)


@pytest.mark.parametrize(
    ("image", "kind", "status", "message"),
    [
        (png(1200, 811), "image/png", 400, "The image size is not allowed for richmenu"),
        (png(1200, 810), "image/jpeg", 400, "The image size is not allowed for richmenu"),
        (b"<svg/>", "image/png", 400, "The image size is not allowed for richmenu"),
        (
            png(1200, 810) + bytes(1_048_576),
            "image/png",
            400,
            "The image size is not allowed for richmenu",
        ),
        (png(1200, 810), "image/gif", 415, "The content type, image/gif, is not supported"),
    ],
)
async def test_a_wrong_picture_is_refused(
    line: Line, image: bytes, kind: str, status: int, message: str
) -> None:
    heard = await upload(line, await made(line), image, kind)
    assert (heard.status, heard.json) == (status, {"message": message})


async def test_a_picture_is_set_once(line: Line) -> None:
    heard = await upload(line, await ready(line), png(1200, 810))
    expected = {"message": "An image has already been uploaded to the richmenu"}
    assert (heard.status, heard.json) == (400, expected)


async def test_without_a_picture_a_menu_cannot_be_used(line: Line, mali: User) -> None:
    menu_id = await made(line)
    expected = {
        "message": "must upload richmenu image before applying it to user",
        "details": [],
    }
    for path in (
        f"/v2/bot/user/all/richmenu/{menu_id}",
        f"/v2/bot/user/{mali.id}/richmenu/{menu_id}",
    ):
        heard = await line.post(path)
        assert (heard.status, heard.json) == (400, expected)


async def test_default_menu(platform: Platform, line: Line, mali: User) -> None:
    path, menu_id = "/v2/bot/user/all/richmenu", await ready(line)
    unset = await line.get(path)
    assert (unset.status, unset.json) == (404, {"message": "no default richmenu", "details": []})
    assert (await line.post(f"{path}/{menu_id}")).json == {}
    assert (await line.get(path)).json == {"richMenuId": menu_id}
    assert platform.user_json(mali)["richMenuId"] == menu_id
    assert (await line.call("DELETE", path)).json == {}
    assert platform.user_json(mali)["richMenuId"] is None


async def test_a_linked_menu_goes_before_the_default(
    platform: Platform, line: Line, mali: User
) -> None:
    default, own = await ready(line), await ready(line)
    path = f"/v2/bot/user/{mali.id}/richmenu"
    await line.post(f"/v2/bot/user/all/richmenu/{default}")
    unlinked = await line.get(path)
    assert unlinked.json == {"message": "the user has no richmenu", "details": []}
    assert (await line.post(f"{path}/{own}")).json == {}
    assert (await line.get(path)).json == {"richMenuId": own}
    assert platform.user_json(mali)["richMenuId"] == own
    assert (await line.call("DELETE", path)).json == {}
    assert platform.user_json(mali)["richMenuId"] == default


async def test_only_friends_are_linked(platform: Platform, line: Line) -> None:
    stranger, menu_id = await platform.add_user("ยังไม่เพิ่มเพื่อน"), await ready(line)
    path = f"/v2/bot/user/{stranger.id}/richmenu"
    assert (await line.post(f"{path}/{menu_id}")).status == 200
    assert (await line.get(path)).status == 404
    assert (await line.post(f"/v2/bot/user/nobody/richmenu/{menu_id}")).status == 400
    assert (await line.post(f"{path}/{MISSING}")).json == {"message": "Not found"}


async def test_many_are_linked_and_unlinked(platform: Platform, line: Line, mali: User) -> None:
    menu_id = await ready(line)
    body = {"richMenuId": menu_id, "userIds": [mali.id, "U" + "9" * 32]}
    assert (await line.post("/v2/bot/richmenu/bulk/link", body)).status == 202
    assert platform.rich_menus.linked_to(mali.id) == menu_id
    taken = await line.post("/v2/bot/richmenu/bulk/unlink", {"userIds": [mali.id]})
    assert (taken.status, taken.json) == (202, {})
    assert platform.rich_menus.shown_to(mali.id) is None
    assert (await line.post("/v2/bot/richmenu/bulk/unlink", {"userIds": []})).status == 400


async def test_aliases(line: Line) -> None:
    first, second = await ready(line), await ready(line)
    path, body = "/v2/bot/richmenu/alias", {"richMenuAliasId": "staff", "richMenuId": first}
    assert (await line.post(path, body)).json == {}
    again = await line.post(path, body)
    assert again.json == {"message": "conflict richmenu alias id", "details": []}
    assert (await line.get(f"{path}/staff")).json == body
    assert (await line.post(f"{path}/staff", {"richMenuId": second})).json == {}
    listed = {"aliases": [{"richMenuAliasId": "staff", "richMenuId": second}]}
    assert (await line.get(f"{path}/list")).json == listed
    assert (await line.call("DELETE", f"{path}/staff")).json == {}
    gone = await line.get(f"{path}/staff")
    assert gone.json == {"message": "richmenu alias not found", "details": []}
    assert gone.status == 404


@pytest.mark.parametrize("menu_id", [MISSING, "without a picture"])
async def test_an_alias_needs_a_menu_with_a_picture(line: Line, menu_id: str) -> None:
    wanted = menu_id if menu_id == MISSING else await made(line)
    body = {"richMenuAliasId": "staff", "richMenuId": wanted}
    heard = await line.post("/v2/bot/richmenu/alias", body)
    assert (heard.status, heard.json) == (400, {"message": "richmenu not found", "details": []})


async def test_a_deleted_menu_is_nobodys(platform: Platform, line: Line, mali: User) -> None:
    menu_id = await ready(line)
    await line.post(f"/v2/bot/user/all/richmenu/{menu_id}")
    await line.post(f"/v2/bot/user/{mali.id}/richmenu/{menu_id}")
    assert (await line.call("DELETE", f"/v2/bot/richmenu/{menu_id}")).json == {}
    assert platform.user_json(mali)["richMenuId"] is None
    again = await line.call("DELETE", f"/v2/bot/richmenu/{menu_id}")
    assert (again.status, again.json) == (404, {"message": "Not found"})


async def test_a_tap_switches_menus_by_alias(platform: Platform, line: Line, mali: User) -> None:
    menu_id = await ready(line)
    body = {"richMenuAliasId": "rights", "richMenuId": menu_id}
    await line.post("/v2/bot/richmenu/alias", body)
    tapped = await platform.press_postback(
        mali.id, "tab=rights", params={"newRichMenuAliasId": "rights"}
    )
    expected = {"newRichMenuAliasId": "rights", "status": "SUCCESS"}
    assert tapped["postback"]["params"] == expected
    assert platform.rich_menus.linked_to(mali.id) == menu_id
    wrong = await platform.press_postback(mali.id, "x", params={"newRichMenuAliasId": "none"})
    assert wrong["postback"]["params"]["status"] == "RICHMENU_ALIAS_ID_NOTFOUND"
    await line.call("DELETE", f"/v2/bot/richmenu/{menu_id}")
    stale = await platform.press_postback(mali.id, "x", params={"newRichMenuAliasId": "rights"})
    assert stale["postback"]["params"]["status"] == "RICHMENU_NOTFOUND"
