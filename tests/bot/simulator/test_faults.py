"""Faults on purpose: each does what it says, as often as it says, to whom it says."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from uuid import uuid4

import aiohttp
import pytest
import uvloop
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.simulator import Platform, SimulatorSettings, User, create_simulator
from bot.simulator.faults import FaultError, FaultKind
from tests.bot.simulator.harness import SECRET, TOKEN, Line, ManualClock, pretended_bot, serve


@pytest.mark.parametrize(
    ("kind", "when", "accepted"),
    [
        ("status_500", "before", 0),
        ("status_500", "after", 1),
        ("throttle_429", "before", 0),
        ("quota_exhausted", "before", 0),
    ],
)
async def test_a_refusal_on_purpose_hits_as_often_as_told(
    platform: Platform, line: Line, mali: User, kind: FaultKind, when: str, accepted: int
) -> None:
    platform.faults.set(kind, when=when, times=2)  # type: ignore[arg-type]
    keys = [str(uuid4()) for _ in range(3)]
    statuses = [(await line.push(mali.id, key=key)).status for key in keys]
    expected = 500 if kind == "status_500" else 429
    assert statuses == [expected, expected, 200]
    assert len(platform.accepted) == 2 * accepted + 1


async def test_a_retry_after_a_hidden_acceptance_is_409(
    platform: Platform, line: Line, mali: User
) -> None:
    platform.faults.set("status_500", when="after", times=1)
    key = str(uuid4())
    assert (await line.push(mali.id, key=key)).status == 500
    assert (await line.push(mali.id, key=key)).status == 409
    assert len(platform.accepted) == 1


async def test_the_two_kinds_of_429_speak_differently(
    platform: Platform, line: Line, mali: User
) -> None:
    platform.faults.set("throttle_429", times=1)
    assert "rate limit" in (await line.push(mali.id)).json["message"]
    platform.faults.set("quota_exhausted", times=1)
    assert "monthly limit" in (await line.push(mali.id)).json["message"]


async def test_quota_exhausted_leaves_replies_alone(
    platform: Platform, line: Line, mali: User
) -> None:
    platform.faults.set("quota_exhausted")
    event = await platform.say(mali.id, "ถาม")
    await platform.settle()
    assert (await line.reply(event["replyToken"])).status == 200


@pytest.mark.parametrize("scope", ["push", "message"])
async def test_scope_is_an_endpoint_or_a_group(
    platform: Platform, line: Line, mali: User, scope: str
) -> None:
    platform.faults.set("throttle_429", scope=[scope])
    assert (await line.push(mali.id)).status == 429
    assert (await line.get(f"/v2/bot/profile/{mali.id}")).status == 200


async def test_latency_delays_the_answer(platform: Platform, line: Line, mali: User) -> None:
    platform.faults.set("latency_ms", ms=40)
    loop = asyncio.get_running_loop()
    started = loop.time()
    assert (await line.push(mali.id)).status == 200
    assert loop.time() - started >= 0.04


@pytest.mark.parametrize(("when", "accepted"), [("before", 0), ("after", 1)])
async def test_a_timeout_takes_the_body_and_never_answers(
    platform: Platform, line: Line, mali: User, when: str, accepted: int
) -> None:
    platform.faults.set("timeout", when=when, times=1)  # type: ignore[arg-type]
    with pytest.raises(TimeoutError):
        await line.push(mali.id, seconds=0.2)
    assert len(platform.accepted) == accepted
    assert platform.calls[-1].status == 0
    assert (await line.push(mali.id)).status == 200


@pytest.mark.parametrize("http", ["httptools", "h11"])
@pytest.mark.parametrize("new_loop", [asyncio.new_event_loop, uvloop.new_event_loop])
def test_a_reset_closes_the_connection_after_acceptance(
    http: str, new_loop: Callable[[], asyncio.AbstractEventLoop]
) -> None:
    async def scenario() -> None:
        async with pretended_bot() as bot:
            settings = SimulatorSettings(SECRET, TOKEN, bot.url, "http://simulator.test")
            application = create_simulator(settings)
            platform: Platform = application.state.platform
            user = await platform.add_user("มะลิ")
            await platform.follow(user.id)
            key = str(uuid4())
            async with serve(application, http=http) as url, aiohttp.ClientSession() as session:
                line = Line(session, url)
                assert (await line.push(user.id)).status == 200
                platform.faults.set("reset_after_acceptance", times=1)
                with pytest.raises(aiohttp.ServerDisconnectedError):
                    await line.push(user.id, key=key)
                assert len(platform.accepted) == 2
                assert (await line.push(user.id, key=key)).status == 409
                await platform.close()

    with asyncio.Runner(loop_factory=new_loop) as runner:
        runner.run(scenario())


async def test_a_reset_reaches_the_client_through_a_middleware_that_wraps_receive(
    settings: SimulatorSettings, clock: ManualClock
) -> None:
    application = create_simulator(settings, clock)
    platform: Platform = application.state.platform
    user = await platform.add_user("มะลิ")
    await platform.follow(user.id)
    platform.faults.set("reset_after_acceptance", times=1)
    async with serve(_wrapping(application)) as url, aiohttp.ClientSession() as session:
        with pytest.raises(aiohttp.ClientPayloadError):
            await Line(session, url).push(user.id)
        await platform.close()
    assert len(platform.accepted) == 1


def _wrapping(application: ASGIApp) -> ASGIApp:
    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        async def receive_wrapped() -> object:
            return await receive()

        await application(scope, receive_wrapped, send)  # type: ignore[arg-type]

    return wrapped


async def test_json_there_and_back(platform: Platform) -> None:
    document = {
        "latency_ms": {"ms": 250, "scope": ["push", "reply"], "times": None},
        "status_500": {"when": "after", "times": 3},
        "timeout": None,
        "webhooks": {"duplicate": True, "delay_ms": 20},
    }
    platform.faults.replace(document)
    shown = platform.faults.as_json()
    assert shown["latency_ms"] == {"ms": 250, "scope": ["push", "reply"], "times": None}
    assert shown["status_500"] == {"when": "after", "scope": [], "times": 3}
    assert shown["timeout"] is None
    assert (shown["webhooks"]["duplicate"], shown["webhooks"]["delay_ms"]) == (True, 20)
    platform.faults.replace(shown)
    assert platform.faults.as_json() == shown
    platform.faults.clear()
    assert not any(value for name, value in platform.faults.as_json().items() if name != "webhooks")


@pytest.mark.parametrize(
    ("document", "named"),
    [
        ([], "faults"),
        ({"smoke": {}}, "smoke"),
        ({"timeout": 3}, "timeout"),
        ({"timeout": {"when": "never"}}, "timeout.when"),
        ({"timeout": {"times": 0}}, "timeout.times"),
        ({"status_500": {"scope": "push"}}, "status_500.scope"),
        ({"latency_ms": {"ms": -1}}, "latency_ms.ms"),
        ({"webhooks": {"delay_ms": True}}, "webhooks.delay_ms"),
        ({"webhooks": {"eat": True}}, "webhooks.eat"),
    ],
)
async def test_json_that_makes_no_sense_changes_nothing(
    platform: Platform, document: object, named: str
) -> None:
    platform.faults.set("throttle_429")
    with pytest.raises(FaultError, match=named):
        platform.faults.replace(document)
    assert platform.faults.as_json()["throttle_429"] is not None
