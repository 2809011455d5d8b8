"""What the doctor finds on our side: settings, database, Redis."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.doctor.house import database_finding, read_settings, redis_finding
from bot.settings import Settings, load_settings

PRODUCTION = {
    "TONKLA_ENV": "production",
    "LINE_CHANNEL_SECRET": "a-secret",
    "LINE_CHANNEL_ACCESS_TOKEN": "a-token",
    "ENCRYPTION_KEYS": "k" * 32,
    "SECRET_KEY": "s" * 32,
    "DATABASE_URL": "postgresql://tonkla@db/tonkla",
    "BASE_URL": "https://tonkla.example",
}


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Settings that are complete, and no .env file."""
    monkeypatch.chdir(tmp_path)
    for field in Settings.model_fields:
        monkeypatch.delenv(field.upper(), raising=False)
    for name, value in PRODUCTION.items():
        monkeypatch.setenv(name, value)


def demo(**values: Any) -> Settings:
    return load_settings(tonkla_env="demo", **values)


def test_complete_settings_are_ok() -> None:
    settings, findings = read_settings()
    assert settings is not None
    assert [(finding.state, finding.found) for finding in findings] == [("ok", "complete")]


def test_a_demo_is_to_be_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TONKLA_ENV", "demo")
    _, findings = read_settings()
    assert [finding.state for finding in findings] == ["look"]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"SECRET_KEY": ""}, ["SECRET_KEY"]),
        ({"SECRET_KEY": "", "DATABASE_URL": ""}, ["DATABASE_URL", "SECRET_KEY"]),
        ({"ENCRYPTION_KEYS": "too-short"}, ["ENCRYPTION_KEYS"]),
        ({"DATABASE_URL": "mysql://db"}, ["DATABASE_URL"]),
        ({"BASE_URL": ""}, ["BASE_URL"]),
        ({"BASE_URL": "http://tonkla.example"}, ["BASE_URL"]),
        ({"BASE_URL": "http://127.0.0.1:8000"}, []),
    ],
)
def test_each_unfit_setting_is_named(
    monkeypatch: pytest.MonkeyPatch, changes: dict[str, str], told: list[str]
) -> None:
    for name, value in changes.items():
        monkeypatch.setenv(name, value)
    settings, findings = read_settings()
    assert settings is not None
    faults = [finding for finding in findings if finding.state == "mend"]
    assert sorted(fault.found.split()[0] for fault in faults) == told


def test_a_setting_that_cannot_be_read_is_named_without_its_value(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LINE_TIMEOUT_SECONDS", "swordfish")
    settings, (finding,) = read_settings()
    assert settings is None
    assert finding.state == "mend"
    assert finding.found.startswith("LINE_TIMEOUT_SECONDS: ")
    assert "swordfish" not in repr(finding)


async def test_a_migrated_database_is_ok(database_url: str) -> None:
    finding = await database_finding(demo(database_url=database_url))
    assert finding.state == "ok"
    assert finding.found.split()[0] in ("SQLite", "PostgreSQL")


async def test_a_database_file_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    finding = await database_finding(demo(database_url=f"sqlite:///{path}"))
    assert finding.state == "mend"
    assert "tonkla migrate" in finding.next
    assert not path.exists()


async def test_an_empty_database_wants_to_be_migrated(tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    path.touch()
    finding = await database_finding(demo(database_url=f"sqlite:///{path}"))
    assert finding.state == "mend"
    assert "older than this code" in finding.found


async def test_a_database_that_is_away() -> None:
    url = "postgresql://tonkla:swordfish@127.0.0.1:1/tonkla"
    finding = await database_finding(demo(database_url=url))
    assert finding.state == "mend"
    assert "does not answer" in finding.found
    assert "swordfish" not in repr(finding)


async def test_a_database_that_does_not_know_us(postgres_url: str) -> None:
    head, _, query = postgres_url.partition("?")
    url = f"{head.rpartition('/')[0]}/no_such_database?{query}"
    finding = await database_finding(demo(database_url=url))
    assert finding.state == "mend"
    assert "does not answer" in finding.found


async def test_an_address_that_cannot_be_used() -> None:
    url = "postgresql://tonkla:swordfish@db:port/tonkla"
    finding = await database_finding(demo(database_url=url))
    assert (finding.state, finding.next) == ("mend", "correct DATABASE_URL")
    assert "swordfish" not in repr(finding)


async def test_redis(valkey: str) -> None:
    assert (await redis_finding(demo())).found.startswith("not used")
    assert (await redis_finding(demo(redis_url=valkey))).found == "answers"


@pytest.mark.parametrize("url", ["redis://:swordfish@127.0.0.1:1/0", "rodis://nowhere"])
async def test_redis_that_does_not_answer(url: str) -> None:
    finding = await redis_finding(demo(redis_url=url))
    assert finding.state == "mend"
    assert "swordfish" not in repr(finding)
