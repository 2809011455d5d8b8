"""What the environment decides. Every field stands in `.env.example` under its name."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cached_property
from pathlib import Path
from typing import Literal
from urllib.parse import quote

from cryptography.fernet import Fernet, MultiFernet
from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.errors import SettingsError

ROOT = Path(__file__).resolve().parent.parent

# Known to everybody who reads this file, so production refuses each of them.
DEMO_CHANNEL_SECRET = "demo-channel-secret-not-for-production"
DEMO_ACCESS_TOKEN = "demo-access-token-not-for-production"
DEMO_ENCRYPTION_KEY = "demo-encryption-key-not-for-production"
DEMO_SECRET_KEY = "demo-secret-key-not-for-production-use"

_REQUIRED_IN_PRODUCTION = {
    "line_channel_secret": DEMO_CHANNEL_SECRET,
    "line_channel_access_token": DEMO_ACCESS_TOKEN,
    "encryption_keys": DEMO_ENCRYPTION_KEY,
    "secret_key": DEMO_SECRET_KEY,
    "database_url": None,
}
_SHORTEST_KEY = 32
# A file (a database in memory would be gone for the next process), or a server.
_DATABASE_URL = re.compile(r"sqlite(\+\w+)?:///(?!:memory:)[^?]+.*|postgres(ql)?(\+\w+)?://.+")


class Settings(BaseSettings):
    """Settings by environment; names of fields are the variables' names in lower case."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", frozen=True)

    tonkla_env: Literal["production", "demo"] = "production"
    line_channel_secret: str = ""
    line_channel_access_token: str = ""
    line_api_base_url: str = "https://api.line.me"
    line_data_api_base_url: str = "https://api-data.line.me"
    line_bot_user_id: str = ""
    line_basic_id: str = ""
    database_url: str = ""
    redis_url: str = ""
    base_url: str = ""
    encryption_keys: str = ""
    secret_key: str = ""

    line_timeout_seconds: float = Field(default=10.0, gt=0, le=14)
    line_connections: int = Field(default=200, ge=1, le=2000)
    webhook_body_limit_bytes: int = Field(default=1_000_000, ge=1_000)
    sweep_every_seconds: float = Field(default=2.0, gt=0)
    keep_settled_days: int = Field(default=30, ge=1)
    log_level: Literal["debug", "info", "warning", "error"] = "info"

    @cached_property
    def channel_secrets(self) -> tuple[bytes, ...]:
        """One secret, or two while LINE's is being rotated."""
        parts = (part.strip() for part in self.line_channel_secret.split(","))
        return tuple(part.encode() for part in parts if part)

    @cached_property
    def cipher(self) -> MultiFernet:
        """Encrypts with the first key and decrypts with any, so keys can be rotated."""
        keys = [part.strip() for part in self.encryption_keys.split(",") if part.strip()]
        return MultiFernet([Fernet(_fernet_key(key)) for key in keys])

    @cached_property
    def async_database_url(self) -> str:
        """`DATABASE_URL` with the driver that we use, whichever way the operator wrote it."""
        scheme, _, rest = self.database_url.partition("://")
        if scheme.startswith("sqlite"):
            return f"sqlite+aiosqlite://{rest}"
        return f"postgresql+asyncpg://{rest}"

    @property
    def add_friend_url(self) -> str:
        """Where others add this account; "" while `LINE_BASIC_ID` is not set."""
        return f"https://line.me/R/ti/p/{quote(self.line_basic_id)}" if self.line_basic_id else ""

    @property
    def on_sqlite(self) -> bool:
        """Whether the embedded database is in use (one serving process)."""
        return self.async_database_url.startswith("sqlite")

    @property
    def sqlite_path(self) -> Path | None:
        """The SQLite file, or None for PostgreSQL."""
        if not self.on_sqlite:
            return None
        return Path(self.async_database_url.partition(":///")[2].partition("?")[0])


def _fernet_key(key: str) -> bytes:
    """Fernet wants 32 bytes in base64; hashing lets operators use any long random text."""
    return base64.urlsafe_b64encode(hashlib.sha256(key.encode()).digest())


def load_settings(**overrides: object) -> Settings:
    """Settings of this process, fit to start with.

    Raises SettingsError naming every variable that is missing or unsafe.
    """
    settings = Settings(**overrides)  # type: ignore[arg-type]
    if settings.tonkla_env == "demo":
        return _with_demo_defaults(settings)
    problems = [*_production_problems(settings), *_url_problems(settings)]
    if problems:
        raise SettingsError("; ".join(problems))
    return settings


def _with_demo_defaults(settings: Settings) -> Settings:
    defaults = {
        "line_channel_secret": DEMO_CHANNEL_SECRET,
        "line_channel_access_token": DEMO_ACCESS_TOKEN,
        "encryption_keys": DEMO_ENCRYPTION_KEY,
        "secret_key": DEMO_SECRET_KEY,
        "base_url": "http://127.0.0.1:8000",
        "database_url": f"sqlite:///{ROOT / 'var' / 'demo.db'}",
    }
    missing = {name: value for name, value in defaults.items() if not getattr(settings, name)}
    filled = Settings(**{**settings.model_dump(), **missing})
    problems = _url_problems(filled)
    if problems:
        raise SettingsError("; ".join(problems))
    return filled


def _production_problems(settings: Settings) -> list[str]:
    problems = []
    for name, demo_value in _REQUIRED_IN_PRODUCTION.items():
        value = getattr(settings, name)
        variable = name.upper()
        if not value.strip(" ,"):
            problems.append(f"{variable} is missing (see .env.example)")
        elif demo_value and demo_value in value:
            problems.append(f"{variable} is the demo's value, which everybody knows: make your own")
    for name in ("encryption_keys", "secret_key"):
        parts = [part.strip() for part in getattr(settings, name).split(",")]
        if any(0 < len(part) < _SHORTEST_KEY for part in parts):
            problems.append(f"{name.upper()} wants at least {_SHORTEST_KEY} characters a key")
    return problems


def _url_problems(settings: Settings) -> list[str]:
    # Whatever is blank is named as missing already.
    if settings.database_url.strip(" ,") and not _DATABASE_URL.fullmatch(settings.database_url):
        return ["DATABASE_URL wants sqlite:///file.db or postgresql://user@host/name"]
    return []
