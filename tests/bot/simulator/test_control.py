"""The control API and the event stream, as the page uses them."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from starlette.applications import Starlette
from starlette.routing import Mount

from bot.simulator import Platform, SimulatorSettings, User, create_simulator
from tests.bot.simulator.harness import Bot, Line, serve

API = "/simulator/api"


@asynccontextmanager
async def news(line: Line) -> AsyncIterator[AsyncIterator[dict[str, Any]]]:
    """What the stream brings, from now on."""

    async def read(answer: aiohttp.ClientResponse) -> AsyncIterator[dict[str, Any]]:
        async for text in answer.content:
            if text.startswith(b"data: "):
                yield json.loads(text.removeprefix(b"data: "))

    async with aiohttp.ClientSession() as session, session.get(f"{line.url}{API}/stream") as answer:
        assert answer.headers["Content-Type"].startswith("text/event-stream")
        yield read(answer)


async def of_kind(stream: AsyncIterator[dict[str, Any]], kind: str) -> dict[str, Any]:
    async with asyncio.timeout(5):
        async for item in stream:
            if item["kind"] == kind:
                return item
    raise AssertionError("the stream has ended")


async def test_a_user_is_added_and_makes_friends(line: Line, bot: Bot, platform: Platform) -> None:
    user = (await line.post(f"{API}/users", {"name": "ครูสมศรี"})).json
    assert user == {
        "id": user["id"],
        "name": "ครูสมศรี",
        "following": False,
        "blocked": False,
        "richMenuId": None,
        "loadingUntil": None,
    }
    path = f"{API}/users/{user['id']}"
    assert (await line.post(f"{path}/follow")).json["following"] is True
    assert (await line.post(f"{path}/follow")).status == 409
    assert (await line.post(f"{path}/block")).json["blocked"] is True
    assert (await line.post(f"{path}/text", {"text": "ยังอยู่ไหม"})).status == 409
    assert (await line.post(f"{path}/unblock")).json["blocked"] is False
    await platform.settle()
    assert [received.event["type"] for received in bot.received] == [
        "follow",
        "unfollow",
        "follow",
    ]


async def test_everything_a_phone_can_do_is_in_the_chat(
    platform: Platform, line: Line, bot: Bot, mali: User
) -> None:
    path = f"{API}/users/{mali.id}"
    await line.post(f"{path}/text", {"text": "สวัสดี"})
    await line.post(f"{path}/sticker", {"packageId": "446", "stickerId": "1988"})
    await line.post(f"{path}/media", {"type": "image"})
    place = {"title": "บ้าน", "address": "", "latitude": 16, "longitude": 104.5}
    await line.post(f"{path}/location", place)
    await line.post(f"{path}/postback", {"data": "a=1", "displayText": "กด", "params": None})
    await platform.settle()
    entries = (await line.get(f"{API}/chats/{mali.id}")).json["messages"]
    kinds = [entry["message"]["type"] for entry in entries]
    assert kinds == ["text", "sticker", "image", "location", "text"]
    assert entries[0] == {
        "id": entries[0]["id"],
        "from": "user",
        "at": platform.clock(),
        "message": {"type": "text", "text": "สวัสดี"},
        "sender": None,
        "via": None,
        "unsent": False,
        "read": False,
    }
    assert entries[2]["message"]["previewImageUrl"].startswith("http://simulator.test/")
    assert entries[4]["echo"] is True
    assert len(bot.received) == 6
    await line.post(f"{path}/unsend", {"messageId": entries[0]["id"]})
    entries = (await line.get(f"{API}/chats/{mali.id}")).json["messages"]
    assert entries[0]["unsent"] is True


async def test_a_file_that_a_user_sent_is_shown_until_it_is_unsent(
    platform: Platform, line: Line, mali: User
) -> None:
    event = await platform.send_media(mali.id, "image")
    path = f"{API}/media/{event['message']['id']}"
    assert (await line.get(path)).headers["content-type"] == "image/jpeg"
    await platform.unsend(mali.id, event["message"]["id"])
    assert (await line.get(path)).status == 404


@pytest.mark.parametrize(
    ("verb", "body"),
    [
        ("text", {}),
        ("text", {"text": ""}),
        ("text", {"text": 5}),
        ("sticker", {"packageId": "1"}),
        ("media", {"type": "song"}),
        ("location", {"latitude": 91, "longitude": 0}),
        ("location", {"latitude": "x", "longitude": 0}),
        ("postback", {"data": "x", "params": {"a": 1}}),
        ("postback", []),
    ],
)
async def test_bad_bodies_are_400_and_say_why(
    line: Line, mali: User, verb: str, body: object
) -> None:
    heard = await line.post(f"{API}/users/{mali.id}/{verb}", body)
    assert heard.status == 400
    assert heard.json["message"]


@pytest.mark.parametrize(
    "path", ["/chats/nobody", "/richmenus/none", "/richmenus/none/image", "/media/none"]
)
async def test_what_does_not_exist_is_404(line: Line, path: str) -> None:
    assert (await line.get(API + path)).status == 404


async def test_unsending_others_messages_is_404(line: Line, mali: User) -> None:
    await line.push(mali.id)
    entry = (await line.get(f"{API}/chats/{mali.id}")).json["messages"][0]
    heard = await line.post(f"{API}/users/{mali.id}/unsend", {"messageId": entry["id"]})
    assert heard.status == 404


async def test_state_holds_bot_users_faults_and_quota(
    platform: Platform, line: Line, mali: User
) -> None:
    await line.push(mali.id)
    state = (await line.get(f"{API}/state")).json
    assert state["bot"]["userId"] == platform.settings.bot_user_id
    assert [user["name"] for user in state["users"]] == ["มะลิ"]
    assert state["quota"] == {"limit": 300, "used": 1}
    assert state["faults"] == platform.faults.as_json()


async def test_faults_are_set_and_shown(line: Line, mali: User) -> None:
    wanted = {"throttle_429": {"scope": ["push"], "times": 1}}
    shown = (await line.call("PUT", f"{API}/faults", wanted)).json
    assert shown["throttle_429"] == {"scope": ["push"], "times": 1}
    assert (await line.push(mali.id)).status == 429
    assert (await line.get(f"{API}/faults")).json["throttle_429"] is None
    assert (await line.call("PUT", f"{API}/faults", {"smoke": {}})).status == 400


async def test_the_log_goes_on_after_a_number(line: Line, mali: User) -> None:
    items = (await line.get(f"{API}/log?after=0")).json["items"]
    assert [(item["direction"], item["note"]) for item in items] == [("webhook", "follow")]
    assert items[0].keys() == {"n", "at", "direction", "method", "path", "status", "note"}
    await line.push(mali.id)
    (item,) = (await line.get(f"{API}/log?after={items[-1]['n']}")).json["items"]
    assert (item["direction"], item["path"]) == ("api", "/v2/bot/message/push")
    assert (await line.get(f"{API}/log?after=x")).status == 400


async def test_the_stream_brings_what_happens(platform: Platform, line: Line, mali: User) -> None:
    async with news(line) as stream:
        await line.push(mali.id, "ข่าว")
        item = await of_kind(stream, "entry")
        assert item["userId"] == mali.id
        assert item["entry"]["message"]["text"] == "ข่าว"
        assert item["entry"]["via"] == "push"
        event = await platform.say(mali.id, "ผิด")
        await platform.unsend(mali.id, event["message"]["id"])
        assert (await of_kind(stream, "unsend"))["entry"]["unsent"] is True
        await platform.block(mali.id)
        assert (await of_kind(stream, "user"))["user"]["blocked"] is True
        platform.faults.set("throttle_429", times=1)
        assert (await of_kind(stream, "faults"))["entry"]["throttle_429"]["times"] == 1
        await platform.settle()
        assert (await of_kind(stream, "log"))["entry"]["direction"] in ("webhook", "api")


async def test_closing_the_platform_ends_the_stream(platform: Platform, line: Line) -> None:
    async with news(line) as stream:
        await platform.close()
        assert [item async for item in stream] == []


async def test_until_waits_for_what_the_bot_does(
    platform: Platform, line: Line, mali: User
) -> None:
    waiting = asyncio.create_task(platform.until(lambda: bool(platform.accepted)))
    await line.push(mali.id)
    await waiting
    with pytest.raises(TimeoutError):
        await platform.until(lambda: False, within_seconds=0.01)


async def test_the_page_and_its_files_are_served(line: Line) -> None:
    page = await line.get("/simulator")
    assert page.status == 200
    assert page.headers["content-type"].startswith("text/html")
    script = await line.get("/simulator/static/main.js")
    assert script.headers["content-type"].startswith(("text/javascript", "application/javascript"))
    assert (await line.get("/simulator/static/none.js")).status == 404


async def test_without_the_pages_files_the_rest_still_works(
    settings: SimulatorSettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.simulator.app.PAGE", tmp_path / "page")
    async with serve(create_simulator(settings)) as url, aiohttp.ClientSession() as session:
        line = Line(session, url)
        assert (await line.get("/simulator/")).status == 404
        assert (await line.get("/v2/bot/info")).status == 200


async def test_mounted_in_another_application(settings: SimulatorSettings, bot: Bot) -> None:
    application = create_simulator(settings)
    platform: Platform = application.state.platform
    host = Starlette(routes=[Mount("/", application)])
    async with serve(host) as url, aiohttp.ClientSession() as session:
        line = Line(session, url)
        user = (await line.post(f"{API}/users", {"name": "มะลิ"})).json
        await line.post(f"{API}/users/{user['id']}/follow")
        assert (await line.push(user["id"])).status == 200
        await platform.settle()
        assert bot.received[-1].event["type"] == "follow"
        await platform.close()
