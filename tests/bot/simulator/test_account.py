"""Profiles, friends, what users sent, the loading animation and read marks."""

from __future__ import annotations

import pytest

from bot.simulator import Platform, User
from bot.simulator.images import read_picture
from bot.simulator.media import Media
from tests.bot.simulator.harness import Line, ManualClock


async def test_info_names_the_bot(platform: Platform, line: Line) -> None:
    info = (await line.get("/v2/bot/info")).json
    assert info["userId"] == platform.settings.bot_user_id
    assert info.keys() >= {"basicId", "displayName", "chatMode", "markAsReadMode"}


async def test_profile_of_a_friend(line: Line, mali: User) -> None:
    heard = await line.get(f"/v2/bot/profile/{mali.id}")
    assert heard.json == {"userId": mali.id, "displayName": "มะลิ", "language": "th"}


async def test_profile_is_refused_for_others(platform: Platform, line: Line, mali: User) -> None:
    bad = await line.get("/v2/bot/profile/somebody")
    assert bad.json == {"message": "The value for the 'userId' parameter is invalid"}
    assert bad.status == 400
    assert (await line.get(f"/v2/bot/profile/U{'9' * 32}")).status == 404
    await platform.block(mali.id)
    assert (await line.get(f"/v2/bot/profile/{mali.id}")).json == {"message": "Not found"}


async def test_friends_come_in_pages(platform: Platform, line: Line, clock: ManualClock) -> None:
    users = [await platform.add_user(str(n)) for n in range(6)]
    for user in users[:5]:
        await platform.follow(user.id)
    await platform.block(users[0].id)
    ids = [user.id for user in users[1:5]]
    first = (await line.get("/v2/bot/followers/ids?limit=3")).json
    assert first["userIds"] == ids[:3]
    rest = (await line.get(f"/v2/bot/followers/ids?start={first['next']}")).json
    assert rest == {"userIds": ids[3:]}
    clock.advance(hours=24, ms=1)
    late = await line.get(f"/v2/bot/followers/ids?start={first['next']}")
    assert (late.status, late.json) == (400, {"message": "Invalid start param"})
    assert (await line.get("/v2/bot/followers/ids?limit=1001")).status == 400


@pytest.mark.parametrize("settings", [{"verified": False}], indirect=True)
async def test_friends_are_not_listed_for_an_unverified_account(line: Line) -> None:
    heard = await line.get("/v2/bot/followers/ids")
    assert heard.status == 403
    assert heard.json == {"message": "Access to this API is not available for your account"}


@pytest.mark.parametrize(
    ("kind", "content_type", "magic"),
    [
        ("image", "image/jpeg", b"\xff\xd8\xff"),
        ("audio", "audio/wav", b"RIFF"),
        ("video", "video/mp4", b"\x00\x00\x00"),
        ("file", "text/plain; charset=utf-8", b"\xe0"),
    ],
)
async def test_content_of_media_until_it_is_unsent(
    platform: Platform, line: Line, mali: User, kind: str, content_type: str, magic: bytes
) -> None:
    event = await platform.send_media(mali.id, kind)  # type: ignore[arg-type]
    message_id = event["message"]["id"]
    path = f"/v2/bot/message/{message_id}/content"
    heard = await line.get(path)
    assert heard.headers["content-type"] == content_type
    assert heard.content.startswith(magic)
    await platform.unsend(mali.id, message_id)
    gone = await line.get(path)
    assert (gone.status, gone.json) == (410, {"message": "The content is gone"})
    assert platform.chats[mali.id][-1].unsent


async def test_unknown_content_is_404(line: Line) -> None:
    heard = await line.get("/v2/bot/message/123/content")
    assert (heard.status, heard.json) == (404, {"message": "not found"})


async def test_content_may_be_ones_own(platform: Platform, line: Line, mali: User) -> None:
    event = await platform.send_media(mali.id, "image", Media(b"own bytes", "image/png"))
    heard = await line.get(f"/v2/bot/message/{event['message']['id']}/content")
    assert (heard.content, heard.headers["content-type"]) == (b"own bytes", "image/png")


async def test_preview_and_transcoding_go_by_kind(
    platform: Platform, line: Line, mali: User
) -> None:
    video = await platform.send_media(mali.id, "video")
    image = await platform.send_media(mali.id, "image")
    path = f"/v2/bot/message/{video['message']['id']}/content"
    preview = await line.get(f"{path}/preview")
    assert read_picture(preview.content) == ("image/jpeg", 240, 160)
    assert (await line.get(f"{path}/transcoding")).json == {"status": "succeeded"}
    path = f"/v2/bot/message/{image['message']['id']}/content"
    assert (await line.get(f"{path}/preview")).status == 200
    assert (await line.get(f"{path}/transcoding")).status == 404


async def test_loading_lasts_until_a_message_comes(
    platform: Platform, line: Line, mali: User, clock: ManualClock
) -> None:
    body = {"chatId": mali.id, "loadingSeconds": 40}
    heard = await line.post("/v2/bot/chat/loading/start", body)
    assert (heard.status, heard.json) == (202, {})
    assert mali.loading_until == clock.now + 40_000
    await line.push(mali.id)
    assert mali.loading_until is None


@pytest.mark.parametrize("seconds", [0, 7, 65])
async def test_loading_seconds_are_checked(line: Line, mali: User, seconds: int) -> None:
    body = {"chatId": mali.id, "loadingSeconds": seconds}
    heard = await line.post("/v2/bot/chat/loading/start", body)
    assert heard.status == 400
    assert heard.json["details"][0]["property"] == "loadingSeconds"


async def test_reading_marks_what_came_up_to_the_message(
    platform: Platform, line: Line, mali: User
) -> None:
    first = await platform.say(mali.id, "หนึ่ง")
    await platform.say(mali.id, "สอง")
    body = {"markAsReadToken": first["message"]["markAsReadToken"]}
    assert (await line.post("/v2/bot/chat/markAsRead", body)).json == {}
    assert [entry.read for entry in platform.chats[mali.id]] == [True, False]
    wrong = await line.post("/v2/bot/chat/markAsRead", {"markAsReadToken": "x"})
    assert wrong.status == 400
    assert wrong.json["message"].startswith("Invalid markAsReadToken.")
