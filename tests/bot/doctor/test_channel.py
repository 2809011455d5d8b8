"""What the doctor finds at LINE, asked over HTTP of the simulated platform."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.content import load_rich_menu
from bot.doctor.channel import channel_findings
from bot.doctor.finding import Finding
from bot.richmenu import sync
from bot.richmenu_request import FAMILY, menu_request
from bot.settings import Settings, load_settings
from bot.simulator import Platform, SimulatorSettings, create_simulator
from tests.support.town import SECRET, TOKEN, served

BASE = "https://tonkla.example"
CHANNEL = SimulatorSettings(SECRET, TOKEN, f"{BASE}/webhook", "http://127.0.0.1")


@pytest.fixture
async def line() -> AsyncIterator[tuple[Platform, Settings]]:
    """A channel that is set up as it should be, and settings that fit it."""
    simulator = create_simulator(CHANNEL)
    async with served(simulator) as address:
        settings = load_settings(
            tonkla_env="demo",
            line_channel_secret=SECRET,
            line_channel_access_token=TOKEN,
            line_api_base_url=address,
            line_data_api_base_url=address,
            line_bot_user_id=CHANNEL.bot_user_id,
            line_basic_id=CHANNEL.bot_basic_id,
            base_url=BASE,
        )
        yield simulator.state.platform, settings


@pytest.fixture
def platform(line: tuple[Platform, Settings]) -> Platform:
    return line[0]


@pytest.fixture
def settings(line: tuple[Platform, Settings]) -> Settings:
    return line[1]


def with_menu(platform: Platform, name: str) -> None:
    """A default rich menu of this name."""
    body = {**menu_request(FAMILY, load_rich_menu(FAMILY)), "name": name}
    menu = platform.rich_menus.create("richmenu-" + "0" * 32, body)
    menu.image = b"a picture"
    platform.rich_menus.set_default(menu.id)


async def the(subject: str, settings: Settings) -> Finding:
    """The one finding on a subject."""
    (found,) = [one for one in await channel_findings(settings) if one.subject == subject]
    return found


async def test_a_channel_as_it_should_be(platform: Platform, settings: Settings) -> None:
    await sync(settings)
    findings = await channel_findings(settings)
    assert {finding.state for finding in findings} == {"ok"}
    assert [finding.subject for finding in findings] == [
        "LINE token", "LINE account", "LINE account", "LINE webhook", "LINE quota",
        "LINE rich menu",
    ]  # fmt: skip
    assert any(CHANNEL.bot_user_id in finding.found for finding in findings)
    assert any(CHANNEL.bot_basic_id in finding.found for finding in findings)


async def test_a_refused_token_ends_the_examination(settings: Settings) -> None:
    wrong = settings.model_copy(update={"line_channel_access_token": "another-token"})
    (found,) = await channel_findings(wrong)
    assert (found.subject, found.state, found.found) == ("LINE token", "mend", "refused")


async def test_without_a_token_nothing_is_asked(platform: Platform, settings: Settings) -> None:
    (found,) = await channel_findings(settings.model_copy(update={"line_channel_access_token": ""}))
    assert (found.subject, found.state) == ("LINE token", "mend")
    assert platform.journal.calls() == []


async def test_ids_that_are_not_set_are_told(settings: Settings) -> None:
    bare = settings.model_copy(update={"line_bot_user_id": "", "line_basic_id": ""})
    found = [one for one in await channel_findings(bare) if one.subject == "LINE account"]
    assert [(one.state, one.next) for one in found] == [
        ("look", f"set LINE_BOT_USER_ID={CHANNEL.bot_user_id}"),
        ("look", f"set LINE_BASIC_ID={CHANNEL.bot_basic_id}"),
    ]


async def test_ids_of_another_account_are_to_be_mended(settings: Settings) -> None:
    other = settings.model_copy(
        update={"line_bot_user_id": "U" + "1" * 32, "line_basic_id": "@other"}
    )
    found = [one for one in await channel_findings(other) if one.subject == "LINE account"]
    assert [one.state for one in found] == ["mend", "mend"]
    assert CHANNEL.bot_user_id in found[0].next
    assert CHANNEL.bot_basic_id in found[1].next


@pytest.mark.parametrize(
    ("url", "active", "state", "told"),
    [
        (f"{BASE}/webhook", True, "ok", "goes to https://tonkla.example/webhook"),
        (f"{BASE}/webhook", False, "mend", "is switched off"),
        ("https://old.example/webhook", True, "mend", "goes to https://old.example/webhook"),
        ("", True, "mend", "no address is set"),
    ],
)
async def test_the_webhook(
    platform: Platform, settings: Settings, url: str, active: bool, state: str, told: str
) -> None:
    platform.webhooks.url, platform.webhooks.active = url, active
    found = await the("LINE webhook", settings)
    assert (found.state, found.found) == (state, told)
    assert bool(found.next) is (state != "ok")


async def test_a_base_url_may_end_with_a_slash(settings: Settings) -> None:
    slashed = settings.model_copy(update={"base_url": f"{BASE}/"})
    assert (await the("LINE webhook", slashed)).state == "ok"


@pytest.mark.parametrize(
    ("limit", "used", "state"),
    [(300, 0, "ok"), (300, 239, "ok"), (300, 240, "look"), (300, 300, "mend"), (None, 5, "ok")],
)
async def test_the_quota(
    platform: Platform, settings: Settings, limit: int | None, used: int, state: str
) -> None:
    platform.quota.limit = limit
    platform.quota.set_used(used)
    found = await the("LINE quota", settings)
    assert found.state == state
    assert str(used) in found.found


@pytest.mark.parametrize(
    ("name", "state"), [("", "mend"), ("tonkla-family-old", "mend"), ("made by hand", "look")]
)
async def test_the_rich_menu(platform: Platform, settings: Settings, name: str, state: str) -> None:
    if name:
        with_menu(platform, name)
    found = await the("LINE rich menu", settings)
    assert found.state == state
    assert "tonkla richmenu sync" in found.next


async def test_an_error_of_line_is_told_in_its_words(
    platform: Platform, settings: Settings
) -> None:
    platform.faults.set("throttle_429", scope=["quota"])
    found = await the("LINE quota", settings)
    assert found.state == "mend"
    assert "429 The API rate limit has been exceeded" in found.found
    assert (await the("LINE rich menu", settings)).found == "no default rich menu is set"


async def test_no_answer_is_told_once(settings: Settings) -> None:
    away = settings.model_copy(update={"line_api_base_url": "http://127.0.0.1:1"})
    (found,) = await channel_findings(away)
    assert (found.subject, found.state) == ("LINE", "mend")
    assert found.found.startswith("no answer from http://127.0.0.1:1")
