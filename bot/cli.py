"""`tonkla …`: every command; each exits non-zero with one clear line on bad input."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from pydantic import ValidationError
from sqlalchemy.exc import SQLAlchemyError

from bot.errors import ContentError, TonklaError
from bot.settings import Settings, load_settings

app = typer.Typer(
    name="tonkla",
    help="Tonkla (ต้นกล้า): a LINE Official Account for early childhood in Thailand.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
events_app = typer.Typer(help="Events that were set aside after three failures.",
                         no_args_is_help=True)  # fmt: skip
richmenu_app = typer.Typer(help="The rich menu below the chat.", no_args_is_help=True)
app.add_typer(events_app, name="events")
app.add_typer(richmenu_app, name="richmenu")

Port = Annotated[int, typer.Option(help="Port to listen on.", min=1, max=65535)]
Host = Annotated[str, typer.Option(help="Address to listen on.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def main() -> None:
    """The command's entry point: errors of ours become one line and exit code 2."""
    try:
        app()
    except ContentError as error:
        for problem in error.problems:
            print(problem, file=sys.stderr)
        sys.exit(2)
    except TonklaError as error:
        _end(str(error))
    except ValidationError as error:
        # Only where and why: pydantic would quote the value, which may be a secret.
        _end("; ".join(f"{one['loc'][0]}: {one['msg']}".upper() for one in error.errors()))
    except (SQLAlchemyError, OSError) as error:
        _end(f"the database does not answer ({type(error).__name__}): is DATABASE_URL right?")


def _end(why: str) -> NoReturn:
    print(f"tonkla: {why}", file=sys.stderr)
    sys.exit(2)


@app.command()
def serve(port: Port = 8000, host: Host = "127.0.0.1") -> None:
    """Take LINE's webhooks; without REDIS_URL also answer them in this same process."""
    from bot.serving import serve_web

    serve_web(load_settings(), host=host, port=port)


@app.command()
def demo(port: Port = 8000, fresh: Annotated[bool, typer.Option(
    help="Forget the demo's data first.")] = False) -> None:  # fmt: skip
    """Everything in one process with a built-in LINE simulator: no account, no Docker."""
    from bot.demo import run_demo

    run_demo(port=port, fresh=fresh)


@app.command()
def worker(port: Port = 8001, host: Host = "127.0.0.1") -> None:
    """Answer events; needs REDIS_URL. Health and metrics are on the port."""
    from bot.serving import serve_worker

    serve_worker(load_settings(), host=host, port=port)


@app.command()
def scheduler() -> None:
    """Put scheduled work on the queue; run exactly one. Needs REDIS_URL."""
    from bot.serving import serve_scheduler

    serve_scheduler(load_settings())


@app.command()
def migrate() -> None:
    """Bring the database's schema up to date (needs only DATABASE_URL)."""
    from bot.schema import migrate as run

    settings = Settings()
    if not settings.database_url:
        settings = load_settings()
    run(settings)
    print("the schema is up to date")


@app.command("check-content")
def check_content(
    folder: Annotated[Path | None, typer.Option(help="Another content folder.")] = None,
    as_json: AsJson = False,
) -> None:
    """Check every file of content/: form, both languages, LINE's limits, sources, reviews."""
    from bot.content_check import print_report

    sys.exit(print_report(folder, as_json=as_json))


@app.command()
def doctor(as_json: AsJson = False) -> None:
    """Look at settings, database, queue and LINE channel, and say what to mend."""
    from bot.doctor import print_findings

    sys.exit(asyncio.run(print_findings(as_json=as_json)))


@richmenu_app.command("sync")
def richmenu_sync() -> None:
    """Draw, upload and link the families' rich menu; unchanged menus are left alone."""
    from bot.richmenu import sync

    print(asyncio.run(sync(load_settings())))


@events_app.command("retry")
def events_retry(
    event_id: Annotated[list[str] | None, typer.Argument(help="Which; without one, all.")] = None,
) -> None:
    """Bring events back that were set aside; a running service takes them at its next sweep."""
    from bot.setbacks import retry

    print(asyncio.run(retry(load_settings(), event_id or [])))


@events_app.command("list")
def events_list(as_json: AsJson = False) -> None:
    """The events that were set aside: id, kind, time, and how often they were tried."""
    from bot.setbacks import print_list

    asyncio.run(print_list(load_settings(), as_json=as_json))
