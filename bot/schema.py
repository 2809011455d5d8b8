"""The database's schema: bringing it up to date, and telling whether it is."""

from __future__ import annotations

from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.exc import SQLAlchemyError

from alembic import command
from bot.db import Database
from bot.errors import SchemaError
from bot.settings import ROOT, Settings


def migrate(settings: Settings) -> None:
    """Bring the schema up to this code's newest migration (runs its own event loop)."""
    if path := settings.sqlite_path:
        path.parent.mkdir(parents=True, exist_ok=True)
    config = _config()
    config.attributes["url"] = settings.async_database_url
    command.upgrade(config, "head")


async def check_schema(db: Database) -> None:
    """Raises SchemaError if the database is away or its schema older than this code."""
    script = ScriptDirectory.from_config(_config())
    try:
        async with db.read() as connection:
            current = await connection.run_sync(
                lambda sync: MigrationContext.configure(sync).get_current_revision()
            )
    except (SQLAlchemyError, OSError) as error:
        raise SchemaError(f"the database does not answer ({type(error).__name__})") from error
    known = {revision.revision for revision in script.walk_revisions()}
    # A revision that we do not know is newer: the release before keeps serving meanwhile.
    if current is None or (current in known and current != script.get_current_head()):
        raise SchemaError("the database's schema is older than this code: run `tonkla migrate`")


def _config() -> Config:
    config = Config(toml_file=str(ROOT / "pyproject.toml"))
    config.set_main_option("script_location", str(ROOT / "alembic"))
    return config
