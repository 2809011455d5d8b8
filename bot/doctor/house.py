"""What lies on our side: settings, database, Redis."""

from __future__ import annotations

from urllib.parse import urlsplit

from pydantic import ValidationError
from redis.asyncio import Redis
from redis.exceptions import RedisError

from bot.db import Database
from bot.doctor.finding import Finding, look, mend, ok
from bot.errors import SchemaError, SettingsError
from bot.schema import check_schema
from bot.settings import Settings, load_settings

_SETTINGS, _DATABASE, _REDIS = "settings", "database", "Redis"
_SEE_EXAMPLE = "set it in the environment or in .env"
_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_REDIS_SECONDS = 3


def read_settings() -> tuple[Settings | None, list[Finding]]:
    """The settings as far as they can be read (None: not at all), and what is wrong with them."""
    try:
        settings = load_settings()
    except ValidationError as error:
        # The given values stay untold: one of them may be a secret.
        details = error.errors(include_url=False, include_context=False, include_input=False)
        return None, [mend(_SETTINGS, _unreadable(one["loc"], one["msg"]), _SEE_EXAMPLE)
                      for one in details]  # fmt: skip
    except SettingsError as error:
        faults = [mend(_SETTINGS, fault, _SEE_EXAMPLE) for fault in str(error).split("; ")]
        settings = Settings()
        return settings, [*faults, *_address_faults(settings)]
    return settings, _address_faults(settings) or [_fit(settings)]


async def database_finding(settings: Settings) -> Finding:
    """Whether the database answers and has this code's schema."""
    if not settings.database_url:
        return mend(_DATABASE, "not looked at: DATABASE_URL is missing", _SEE_EXAMPLE)
    path = settings.sqlite_path
    if path is not None and not path.exists():
        # To open it would make an empty one.
        return mend(_DATABASE, "the SQLite file is not there yet", "run `tonkla migrate`")
    kind = "SQLite" if settings.on_sqlite else "PostgreSQL"
    try:
        db = Database(settings, connections=1)
        try:
            await check_schema(db)
        finally:
            await db.close()
    except SchemaError as error:
        then = "start the database or correct DATABASE_URL, then run `tonkla migrate`"
        return mend(_DATABASE, f"{kind}: {error}", then)
    except Exception as error:  # a driver's words may hold the address, and so a password
        found = f"its address cannot be used ({type(error).__name__})"
        return mend(_DATABASE, found, "correct DATABASE_URL")
    return ok(_DATABASE, f"{kind} answers, its schema is current")


async def redis_finding(settings: Settings) -> Finding:
    """Whether Redis answers, if it is used."""
    if not settings.redis_url:
        return ok(_REDIS, "not used: `tonkla serve` does the work of worker and scheduler too")
    try:
        client = Redis.from_url(
            settings.redis_url,
            socket_connect_timeout=_REDIS_SECONDS,
            socket_timeout=_REDIS_SECONDS,
        )
        try:
            await client.ping()
        finally:
            await client.aclose()
    except (RedisError, OSError, ValueError) as error:
        found = f"does not answer ({type(error).__name__})"
        return mend(_REDIS, found, "start Redis, or check REDIS_URL; meanwhile nothing is lost")
    return ok(_REDIS, "answers")


def _unreadable(location: tuple[int | str, ...], message: str) -> str:
    return f"{'.'.join(map(str, location)).upper()}: {message}"


def _address_faults(settings: Settings) -> list[Finding]:
    if not settings.base_url:
        return [mend(_SETTINGS, "BASE_URL is missing", "set it to this service's https address")]
    parts = urlsplit(settings.base_url)
    if parts.scheme != "https" and parts.hostname not in _LOOPBACK:
        return [mend(_SETTINGS, "BASE_URL is not https", "LINE calls https addresses only")]
    return []


def _fit(settings: Settings) -> Finding:
    if settings.tonkla_env == "demo":
        then = "set TONKLA_ENV=production before anybody follows the account"
        return look(_SETTINGS, "complete, for a demo: its secrets are known to everybody", then)
    return ok(_SETTINGS, "complete")
