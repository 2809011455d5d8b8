"""`tonkla doctor` as a command: what it prints, and its exit code."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.doctor import print_findings
from bot.richmenu import sync
from bot.settings import Settings, load_settings
from bot.simulator import Platform, SimulatorSettings, create_simulator
from tests.support.town import served

BASE = "https://tonkla.example"
SECRETS = {
    "LINE_CHANNEL_SECRET": "swordfish-channel-secret",
    "LINE_CHANNEL_ACCESS_TOKEN": "swordfish-access-token",
    "ENCRYPTION_KEYS": "swordfish-encryption-key-of-many-characters",
    "SECRET_KEY": "swordfish-secret-key-of-many-characters",
}
CHANNEL = SimulatorSettings(
    SECRETS["LINE_CHANNEL_SECRET"],
    SECRETS["LINE_CHANNEL_ACCESS_TOKEN"],
    f"{BASE}/webhook",
    "http://127.0.0.1",
)


@pytest.fixture
async def platform(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, sqlite_url: str
) -> AsyncIterator[Platform]:
    """A channel with everything in order, and an environment that fits it."""
    monkeypatch.chdir(tmp_path)
    for field in Settings.model_fields:
        monkeypatch.delenv(field.upper(), raising=False)
    simulator = create_simulator(CHANNEL)
    async with served(simulator) as address:
        values = {
            **SECRETS,
            "DATABASE_URL": sqlite_url,
            "BASE_URL": BASE,
            "LINE_API_BASE_URL": address,
            "LINE_DATA_API_BASE_URL": address,
            "LINE_BOT_USER_ID": CHANNEL.bot_user_id,
            "LINE_BASIC_ID": CHANNEL.bot_basic_id,
        }
        for name, value in values.items():
            monkeypatch.setenv(name, value)
        await sync(load_settings())
        yield simulator.state.platform


async def test_nothing_to_mend(platform: Platform, capsys: pytest.CaptureFixture[str]) -> None:
    assert await print_findings(as_json=False) == 0
    *lines, summary = capsys.readouterr().out.splitlines()
    assert not any(line.startswith("mend") for line in lines)
    assert summary == "0 to mend, 4 to look at"


async def test_what_no_api_tells_is_always_named(
    platform: Platform, capsys: pytest.CaptureFixture[str]
) -> None:
    await print_findings(as_json=False)
    printed = capsys.readouterr().out
    for subject in ("webhook redelivery", "greeting message", "auto-reply", "group chats"):
        assert f"look  {subject}: " in printed


async def test_something_to_mend(platform: Platform, capsys: pytest.CaptureFixture[str]) -> None:
    platform.webhooks.active = False
    assert await print_findings(as_json=False) == 1
    printed = capsys.readouterr().out.splitlines()
    assert printed[-1] == "1 to mend, 4 to look at"
    place = printed.index("mend  LINE webhook: is switched off")
    assert printed[place + 1].strip().startswith("→ ")


async def test_json(platform: Platform, capsys: pytest.CaptureFixture[str]) -> None:
    platform.rich_menus.clear_default()
    assert await print_findings(as_json=True) == 1
    printed = json.loads(capsys.readouterr().out)
    assert printed["mend"] == 1
    (to_mend,) = [one for one in printed["findings"] if one["state"] == "mend"]
    assert to_mend == {
        "subject": "LINE rich menu",
        "state": "mend",
        "found": "no default rich menu is set",
        "next": "run `tonkla richmenu sync`",
    }


async def test_no_secret_is_ever_printed(
    platform: Platform, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://tonkla:swordfish@127.0.0.1:1/tonkla")
    monkeypatch.setenv("REDIS_URL", "redis://:swordfish@127.0.0.1:1/0")
    monkeypatch.setenv("LINE_CHANNEL_ACCESS_TOKEN", "swordfish-of-another-channel")
    assert await print_findings(as_json=False) == 1
    assert await print_findings(as_json=True) == 1
    assert "swordfish" not in capsys.readouterr().out


async def test_settings_that_cannot_be_read_leave_the_console_to_look_at(
    platform: Platform, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LINE_CONNECTIONS", "many")
    before = len(platform.journal.calls())
    assert await print_findings(as_json=False) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "1 to mend, 4 to look at"
    assert len(platform.journal.calls()) == before
