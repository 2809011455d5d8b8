"""What operators see: health, metrics, and logs in which nobody can be recognised."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import func, select, text
from structlog.testing import capture_logs

from bot.db import Database
from bot.settings import load_settings
from bot.simulator import SimulatorSettings, create_simulator
from models import Delivery, InboundEvent
from models.event import is_waiting
from tests.support.chat import Chat
from tests.support.line_events import body_of, sign
from tests.support.line_events import text as typed
from tests.support.outage import database_away
from tests.support.own_process import FAILS_IN_DATABASE, FAILS_IN_HANDLER, own_process
from tests.support.postman import post
from tests.support.town import Town, open_town, served, until
from tests.support.trouble import ShiftedClock, all_settled


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    """An HTTP client."""
    async with aiohttp.ClientSession() as opened:
        yield opened


async def _readyz(session: aiohttp.ClientSession, town: Town) -> tuple[int, dict[str, Any]]:
    async with session.get(f"{town.address}/readyz") as answer:
        return answer.status, await answer.json()


async def _revision(town: Town, statement: str) -> None:
    async with town.service.db.write() as connection:
        await connection.execute(text(statement))


async def test_ready_means_that_the_schema_is_not_older(
    either_town: Town, session: aiohttp.ClientSession
) -> None:
    assert await _readyz(session, either_town) == (200, {"ready": True})
    # The next release has migrated already, and this one serves on meanwhile.
    await _revision(either_town, "UPDATE alembic_version SET version_num = 'of_next_year'")
    assert (await _readyz(session, either_town))[0] == 200
    await _revision(either_town, "DELETE FROM alembic_version")
    status, why = await _readyz(session, either_town)
    assert (status, why["ready"]) == (503, False)
    assert "older" in why["why"]
    assert "tonkla migrate" in why["why"]


async def test_without_its_database_a_process_lives_but_is_not_ready(
    database_url: str, session: aiohttp.ClientSession
) -> None:
    with capture_logs():
        async with open_town(database_url, sweep_every_seconds=600) as town:
            await town.settle()
            async with database_away(town.service.db, town.settings):
                status, why = await _readyz(session, town)
                assert (status, why["ready"]) == (503, False)
                assert "does not answer" in why["why"]
                async with session.get(f"{town.address}/healthz") as answer:
                    assert (answer.status, await answer.text()) == (200, "ok\n")
            assert await _readyz(session, town) == (200, {"ready": True})


Metrics = dict[tuple[str, tuple[tuple[str, str], ...]], float]


async def _metrics(session: aiohttp.ClientSession, town: Town) -> Metrics:
    async with session.get(f"{town.address}/metrics") as answer:
        assert answer.status == 200
        families = text_string_to_metric_families(await answer.text())
        return {
            (sample.name, tuple(sorted(sample.labels.items()))): sample.value
            for family in families
            for sample in family.samples
        }


def _grown(before: Metrics, after: Metrics, name: str, **labels: str) -> float:
    key = name, tuple(sorted(labels.items()))
    return after[key] - before.get(key, 0.0)


async def test_metrics_count_what_came_what_was_answered_and_what_was_sent(
    town: Town, session: aiohttp.ClientSession
) -> None:
    chat = await town.person()
    before = await _metrics(session, town)
    await chat.says("เมนู")
    await chat.does(town.platform.send_sticker(chat.user_id))
    await post(session, town.address, body_of(typed("สวัสดี")), "wrong")
    strange = {**typed("x"), "type": f"event of {chat.user_id}"}
    body = body_of(strange)
    await post(session, town.address, body, sign(body))
    await town.settle()
    after = await _metrics(session, town)
    assert _grown(before, after, "tonkla_webhooks_total", status="200") == 3
    assert _grown(before, after, "tonkla_webhooks_total", status="401") == 1
    assert _grown(before, after, "tonkla_events_total", kind="message.text") == 1
    assert _grown(before, after, "tonkla_events_total", kind="message.sticker") == 1
    assert _grown(before, after, "tonkla_events_total", kind="other") == 1
    assert _grown(before, after, "tonkla_turns_total", topic="menu") == 1
    attempts = {"kind": "reply", "result": "accepted"}
    assert _grown(before, after, "tonkla_delivery_attempts_total", **attempts) == 2
    outcome = {"kind": "reply", "outcome": "accepted"}
    assert _grown(before, after, "tonkla_deliveries_total", **outcome) == 2
    for histogram, count in (("webhook", 3), ("turn", 3), ("delivery", 2)):
        assert _grown(before, after, f"tonkla_{histogram}_seconds_count") == count, histogram
    assert not any(chat.user_id in str(key) for key in after)


async def test_metrics_show_the_queues_and_what_nobody_will_ever_know(
    sqlite_url: str, session: aiohttp.ClientSession
) -> None:
    clock = ShiftedClock()
    with capture_logs():
        async with open_town(
            sqlite_url, clock=clock, sweep_every_seconds=0.05, line_timeout_seconds=0.2
        ) as town:
            chat = await town.person()
            before = await _metrics(session, town)
            town.platform.faults.set("timeout", scope=["reply"])
            await town.platform.say(chat.user_id, "เมนู")

            async def waits() -> bool:
                return (await _metrics(session, town))[("tonkla_deliveries_waiting", ())] == 1

            await until(waits)
            await all_settled(town, clock)
            after = await _metrics(session, town)
            lost = {"kind": "reply", "outcome": "unknown"}
            assert _grown(before, after, "tonkla_deliveries_total", **lost) == 1
            assert ("tonkla_events_waiting", ()) in after
            assert ("tonkla_events_aside", ()) in after


SECRETS = {
    "LINE_CHANNEL_SECRET": "channel-secret-5up3r",
    "LINE_CHANNEL_ACCESS_TOKEN": "access-token-5up3r",
    "ENCRYPTION_KEYS": "encryption-key-5up3r-that-is-long-enough",
    "SECRET_KEY": "secret-key-5up3r-that-is-long-enough",
}
TOLD = "ความลับของแม่"
NAMES = ("แม่ผู้ไม่ประสงค์ออกนาม", "มะลิวัลย์")


async def test_logs_never_tell_who_said_what(sqlite_url: str, tmp_path: Path) -> None:
    simulator = create_simulator(
        SimulatorSettings(
            SECRETS["LINE_CHANNEL_SECRET"], SECRETS["LINE_CHANNEL_ACCESS_TOKEN"], "", "http://x"
        )
    )
    platform = simulator.state.platform
    db = Database(load_settings(tonkla_env="demo", database_url=sqlite_url))
    async with served(simulator) as line:
        environment = {
            **SECRETS,
            "TONKLA_ENV": "production",
            "DATABASE_URL": sqlite_url,
            "LINE_API_BASE_URL": line,
            "LINE_DATA_API_BASE_URL": line,
            "SWEEP_EVERY_SECONDS": "0.1",
            "LINE_TIMEOUT_SECONDS": "0.5",
            "LOG_LEVEL": "debug",
        }
        async with own_process(tmp_path, environment) as own:
            platform.webhooks.url = f"{own.address}/webhook"

            async def settle() -> None:
                await platform.settle()
                await until(lambda: _is_quiet(db))

            user = await platform.add_user(NAMES[0])
            await _everything_that_may_be_logged(Chat(platform, user.id, settle), own.address)
    await db.close()
    lines = [json.loads(line) for line in own.words.splitlines()]
    told = {line["event"] for line in lines}
    assert told >= {
        "handler_failed", "batch_failed", "person_failed", "event_set_aside",
        "webhook_unreadable", "delivery_attempt",
    }  # fmt: skip
    for secret in (*SECRETS.values(), *NAMES, TOLD, user.id, "5up3r", "reply-token-of-somebody"):
        assert secret not in own.words
        assert json.dumps(secret)[1:-1] not in own.words


async def _everything_that_may_be_logged(chat: Chat, address: str) -> None:
    """A whole journey, and on the way everything goes wrong that can."""
    platform, faults = chat.platform, chat.platform.faults
    await chat.does(platform.follow(chat.user_id))
    await chat.says(f"{TOLD} {FAILS_IN_HANDLER}")
    await chat.says(f"{TOLD} {FAILS_IN_DATABASE}")
    for fault in ("throttle_429", "reset_after_acceptance"):
        faults.set(fault, scope=["reply"], times=1)
        await chat.says(f"{TOLD} เมนู")
        assert len(chat.last) == 1, fault
    await chat.says("เช็กลูก 14 เดือน")
    await chat.presses("ครบกำหนด")
    while any(shown.label == "พักไว้ก่อน" for shown in chat.buttons()):
        await chat.presses("ได้")
    await chat.presses("ให้จำไว้")
    await chat.presses("แม่")
    await chat.presses("ยินยอมทั้งข้อ 1 และ 2")
    await chat.says(NAMES[1])
    chat.heard(NAMES[1])
    odd = typed(TOLD, chat.user_id, tail="\0")
    odd["replyToken"] = "reply-token-of-somebody"
    secret = SECRETS["LINE_CHANNEL_SECRET"]
    async with aiohttp.ClientSession() as session:
        for body in (body_of(odd), body_of(odd)[:-3], b'{"said":"%b"}' % TOLD.encode()):
            assert await post(session, address, body, sign(body, secret)) == 200
            assert await post(session, address, body, "wrong") == 401
    await chat.does(platform.block(chat.user_id))


async def _is_quiet(db: Database) -> bool:
    waiting = select(func.count()).select_from(InboundEvent).where(is_waiting())
    unsent = select(func.count()).select_from(Delivery).where(Delivery.settled_at.is_(None))
    async with db.read() as connection:
        counts = [(await connection.execute(one)).scalar_one() for one in (waiting, unsent)]
    return not any(counts)
