"""What the environment may say, and what keeps a process from starting."""

from __future__ import annotations

import asyncio
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from bot.db import ServingLock
from bot.errors import AlreadyServingError, SettingsError
from bot.service import Service
from bot.settings import (
    DEMO_ACCESS_TOKEN,
    DEMO_CHANNEL_SECRET,
    DEMO_ENCRYPTION_KEY,
    DEMO_SECRET_KEY,
    Settings,
    load_settings,
)
from handlers import make_conversation

WHOLE = {
    "TONKLA_ENV": "production",
    "LINE_CHANNEL_SECRET": "0123456789abcdef0123456789abcdef",
    "LINE_CHANNEL_ACCESS_TOKEN": "an-access-token-of-a-real-channel",
    "DATABASE_URL": "postgresql://tonkla@db/tonkla",
    "ENCRYPTION_KEYS": "an-encryption-key-that-is-long-enough",
    "SECRET_KEY": "a-secret-key-that-is-surely-long-enough",
}
DEMO = {
    "LINE_CHANNEL_SECRET": DEMO_CHANNEL_SECRET,
    "LINE_CHANNEL_ACCESS_TOKEN": DEMO_ACCESS_TOKEN,
    "ENCRYPTION_KEYS": DEMO_ENCRYPTION_KEY,
    "SECRET_KEY": DEMO_SECRET_KEY,
}
REQUIRED = [name for name in WHOLE if name != "TONKLA_ENV"]


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    """A whole production environment, and nothing else that could say something."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    for name, value in WHOLE.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)  # away from any .env
    return monkeypatch


def _refusal() -> str:
    with pytest.raises(SettingsError) as refused:
        load_settings()
    assert "\n" not in str(refused.value)
    return str(refused.value)


def test_a_whole_environment_starts(environment: pytest.MonkeyPatch) -> None:
    settings = load_settings()
    assert settings.tonkla_env == "production"
    assert settings.channel_secrets == (WHOLE["LINE_CHANNEL_SECRET"].encode(),)


def test_nothing_said_is_production_and_names_all_that_is_missing(
    environment: pytest.MonkeyPatch,
) -> None:
    for name in WHOLE:
        environment.delenv(name)
    refusal = _refusal()
    assert [name for name in REQUIRED if name in refusal] == REQUIRED


@pytest.mark.parametrize("value", ["", " ", ",", " , "])
@pytest.mark.parametrize("name", REQUIRED)
def test_production_wants_each_secret(
    environment: pytest.MonkeyPatch, name: str, value: str
) -> None:
    environment.setenv(name, value)
    refusal = _refusal()
    assert [other for other in REQUIRED if other in refusal] == [name]


@pytest.mark.parametrize("name", DEMO)
def test_production_refuses_what_everybody_knows(
    environment: pytest.MonkeyPatch, name: str
) -> None:
    for value in (DEMO[name], f"{WHOLE[name]},{DEMO[name]}"):
        environment.setenv(name, value)
        refusal = _refusal()
        assert [other for other in REQUIRED if other in refusal] == [name]
        assert value not in refusal


def test_short_keys_are_refused_by_name(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("ENCRYPTION_KEYS", f"{WHOLE['ENCRYPTION_KEYS']},short")
    environment.setenv("SECRET_KEY", "short")
    refusal = _refusal()
    assert "ENCRYPTION_KEYS" in refusal
    assert "SECRET_KEY" in refusal


def test_every_problem_is_told_at_once(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("DATABASE_URL", "mysql://db/tonkla")
    environment.setenv("SECRET_KEY", "")
    environment.setenv("LINE_CHANNEL_SECRET", DEMO_CHANNEL_SECRET)
    refusal = _refusal()
    assert all(name in refusal for name in ("DATABASE_URL", "SECRET_KEY", "LINE_CHANNEL_SECRET"))


def test_two_secrets_are_read_while_one_replaces_the_other(
    environment: pytest.MonkeyPatch,
) -> None:
    environment.setenv("LINE_CHANNEL_SECRET", "the-old-secret, the-new-secret ,")
    assert load_settings().channel_secrets == (b"the-old-secret", b"the-new-secret")


def test_what_an_old_key_sealed_can_still_be_read(environment: pytest.MonkeyPatch) -> None:
    sealed = load_settings().cipher.encrypt("มะลิ".encode())
    environment.setenv(
        "ENCRYPTION_KEYS", f"another-key-that-is-long-enough-too,{WHOLE['ENCRYPTION_KEYS']}"
    )
    assert load_settings().cipher.decrypt(sealed).decode() == "มะลิ"


def test_the_demo_needs_nothing(environment: pytest.MonkeyPatch) -> None:
    for name in WHOLE:
        environment.delenv(name)
    environment.setenv("TONKLA_ENV", "demo")
    settings = load_settings()
    assert settings.on_sqlite
    assert settings.channel_secrets == (DEMO_CHANNEL_SECRET.encode(),)


@pytest.mark.parametrize(
    ("url", "driver_url", "path"),
    [
        ("sqlite:///tonkla.db", "sqlite+aiosqlite:///tonkla.db", "tonkla.db"),
        ("sqlite:////var/lib/t.db", "sqlite+aiosqlite:////var/lib/t.db", "/var/lib/t.db"),
        ("sqlite+aiosqlite:///t.db", "sqlite+aiosqlite:///t.db", "t.db"),
        ("sqlite:///t.db?timeout=9", "sqlite+aiosqlite:///t.db?timeout=9", "t.db"),
        ("postgres://u:p@db/t", "postgresql+asyncpg://u:p@db/t", None),
        ("postgresql://u@db:5432/t", "postgresql+asyncpg://u@db:5432/t", None),
        ("postgresql+asyncpg://u@db/t", "postgresql+asyncpg://u@db/t", None),
        ("postgresql+psycopg://u@db/t", "postgresql+asyncpg://u@db/t", None),
        ("postgresql://u@/t?host=/run/pg", "postgresql+asyncpg://u@/t?host=/run/pg", None),
    ],
)
def test_database_urls_as_people_write_them(
    environment: pytest.MonkeyPatch, url: str, driver_url: str, path: str | None
) -> None:
    environment.setenv("DATABASE_URL", url)
    settings = load_settings()
    assert settings.async_database_url == driver_url
    assert settings.sqlite_path == (Path(path) if path else None)
    assert settings.on_sqlite == (path is not None)


@pytest.mark.parametrize(
    "url",
    [
        "mysql://db/tonkla",
        "tonkla.db",
        "sqlite",
        "sqlite:tonkla.db",
        "sqlite://tonkla.db",
        "sqlite://",
        "sqlite:///",
        "sqlite:///:memory:",
        "postgresql",
        "postgresql:db/tonkla",
        "postgresql://",
    ],
)
def test_a_database_that_cannot_be_meant_is_refused(
    environment: pytest.MonkeyPatch, url: str
) -> None:
    environment.setenv("DATABASE_URL", url)
    assert _refusal().startswith("DATABASE_URL wants")


async def test_a_second_process_on_the_same_file_is_refused(sqlite_url: str) -> None:
    settings = load_settings(tonkla_env="demo", database_url=sqlite_url)
    first, second = (Service(settings, make_conversation()) for _ in range(2))
    async with first.web():
        with pytest.raises(AlreadyServingError, match="PostgreSQL"):
            async with second.web():
                pytest.fail("it started")
        answer = await asyncio.to_thread(_serve_elsewhere, sqlite_url)
    assert answer.returncode == 2
    assert re.fullmatch("tonkla: another tonkla already serves [^\n]+\n", answer.stderr)
    async with second.web():
        assert second.webhook is not None


def test_a_lock_ends_with_its_process(tmp_path: Path) -> None:
    """However it ended: a lock file that is left behind stops nobody."""
    path = tmp_path / "tonkla.db"
    code = (
        "import os, pathlib; from bot.db import ServingLock;"
        f"ServingLock(pathlib.Path({str(path)!r})).__enter__(); os.kill(os.getpid(), 9)"
    )
    killed = subprocess.run([sys.executable, "-c", code], check=False, timeout=60)
    assert killed.returncode == -9
    assert list(tmp_path.iterdir())
    with ServingLock(path), pytest.raises(AlreadyServingError), ServingLock(path):
        pytest.fail("it was taken twice")


def _serve_elsewhere(database_url: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "TONKLA_ENV": "demo", "DATABASE_URL": database_url}
    command = [sys.executable, "-c", "from bot.cli import main; main()", "serve", "--port", "1"]
    return subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=60, check=False
    )
