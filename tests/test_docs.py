"""What README, .env.example, Makefile, docker-compose.yml and the pins say is so."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from pydantic import TypeAdapter
from typer.testing import CliRunner

from bot.cards import MessageFile, TopicFile
from bot.cli import app
from bot.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
ENV_EXAMPLE = (ROOT / ".env.example").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

# Read by docker-compose.yml, for the PostgreSQL that it starts.
COMPOSE_ONLY = {"POSTGRES_PASSWORD"}
VARIABLES = {name.upper() for name in Settings.model_fields} | COMPOSE_ONLY
REQUIRED = re.compile(r"\$\{([A-Z_]+):\?[^}]+\}")


def _fenced(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


def _code() -> str:
    """README's code: blocks and what stands between backticks, a piece a line."""
    prose = re.sub(r"^```.*?^```", "", README, flags=re.MULTILINE | re.DOTALL)
    return "\n".join([*_fenced(""), *re.findall(r"`([^`\n]+)`", prose)])


def _commands(group: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from _commands(command, (*path, name))
        else:
            yield (*path, name)


COMMANDS = sorted(_commands(typer.main.get_command(app)))
WRITTEN_COMMANDS = sorted(set(re.findall(r"\btonkla((?: (?:--)?[a-z][a-z-]*)+)", _code())))


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """An environment that sets nothing of ours."""
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)


class TestSettings:
    def test_env_example_names_every_setting_once_and_no_other(self) -> None:
        named = re.findall(r"^(?:# )?([A-Z_]+)=", ENV_EXAMPLE, re.MULTILINE)
        assert sorted(named) == sorted(VARIABLES)

    def test_env_example_explains_every_setting(self) -> None:
        lines = ENV_EXAMPLE.splitlines()
        for above, line in pairwise(lines):
            if re.match(r"(# )?[A-Z_]+=", line):
                assert above.startswith("# "), f"nothing above {line} says what it is"

    def test_env_example_holds_no_value_but_defaults(self, bare: None) -> None:
        assert re.findall(r"^[A-Z_]+=.+$", ENV_EXAMPLE, re.MULTILINE) == []
        shown = re.findall(r"^# ([A-Z_]+)=(.+)$", ENV_EXAMPLE, re.MULTILINE)
        defaults = Settings(_env_file=None)
        for name, value in shown:
            assert str(getattr(defaults, name.lower())) == value

    def test_env_example_can_be_read_as_it_is(self, tmp_path: Path, bare: None) -> None:
        every_line = re.sub(r"^# ([A-Z_]+=)", r"\1", ENV_EXAMPLE, flags=re.MULTILINE)
        (tmp_path / ".env").write_text(every_line, encoding="utf-8")
        read = Settings(_env_file=tmp_path / ".env")
        assert read == Settings(_env_file=None)

    def test_readme_names_every_setting_and_no_other(self) -> None:
        rows = re.findall(r"^\| ((?:`[A-Z_]+`(?:, )?)+) \|", README, re.MULTILINE)
        assert sorted(re.findall(r"[A-Z_]+", " ".join(rows))) == sorted(VARIABLES)


class TestCommands:
    @pytest.mark.parametrize("written", WRITTEN_COMMANDS)
    def test_a_command_that_readme_names_exists(self, written: str) -> None:
        words = [word for word in written.split() if not word.startswith("--")]
        options = [word for word in written.split() if word.startswith("--")]
        answer = CliRunner().invoke(app, [*words, "--help"], env={"COLUMNS": "200"})
        assert answer.exit_code == 0, answer.output
        assert all(option in answer.output for option in options)

    def test_readme_names_every_command(self) -> None:
        rows = re.findall(r"^\| `tonkla ([a-z -]+)` \|", README, re.MULTILINE)
        assert sorted(tuple(row.split()) for row in rows) == COMMANDS

    def test_make_targets_that_are_named_exist(self) -> None:
        targets = set(re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE))
        ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
        in_loop = re.search(r"for target in ([a-z -]+);", ci)
        assert in_loop
        named = set(re.findall(r"\bmake ([a-z-]+)", _code())) | set(in_loop[1].split())
        assert {"demo", "test", "setup", "check"} <= named
        assert named <= targets

    def test_make_alone_lists_every_target(self) -> None:
        phony = re.search(r"^\.PHONY: (.+)$", MAKEFILE, re.MULTILINE)
        assert phony
        listed = re.findall(r"^([a-z-]+):.*## \S", MAKEFILE, re.MULTILINE)
        assert sorted(phony[1].split()) == sorted(listed)

    @pytest.mark.parametrize("service", ["web", "worker", "scheduler", "migrate"])
    def test_compose_runs_commands_that_exist(self, service: str) -> None:
        command: list[str] = COMPOSE["services"][service]["command"]
        assert (command[0],) in COMMANDS
        answer = CliRunner().invoke(app, [command[0], "--help"], env={"COLUMNS": "200"})
        options = [word for word in command if word.startswith("--")]
        assert all(option in answer.output for option in options)


class TestCompose:
    def test_no_secret_stands_in_it(self) -> None:
        for service in COMPOSE["services"].values():
            for name, value in service.get("environment", {}).items():
                if re.search(r"SECRET|TOKEN|KEY|PASSWORD", name):
                    assert REQUIRED.fullmatch(value), f"{name} has a value of its own"
                for password in re.findall(r"://[^/@]*?:([^@]*)@", value):
                    assert REQUIRED.fullmatch(password), f"{name} holds a password"

    def test_what_production_demands_is_demanded_before_anything_starts(self) -> None:
        demanded = set(REQUIRED.findall(yaml.safe_dump(COMPOSE, width=10_000)))
        assert demanded == {
            "LINE_CHANNEL_SECRET",
            "LINE_CHANNEL_ACCESS_TOKEN",
            "ENCRYPTION_KEYS",
            "SECRET_KEY",
            "POSTGRES_PASSWORD",
        }

    def test_its_variables_are_known(self) -> None:
        for service in ("web", "worker", "scheduler", "migrate"):
            assert set(COMPOSE["services"][service]["environment"]) <= VARIABLES

    def test_everything_restarts_but_the_migration_and_can_stop_in_time(self) -> None:
        for name, service in COMPOSE["services"].items():
            assert service["restart"] == ("no" if name == "migrate" else "unless-stopped")
            assert "healthcheck" in service
            assert "stop_grace_period" in service


def _pins(file: str) -> dict[str, Requirement]:
    lines = (ROOT / file).read_text(encoding="utf-8").splitlines()
    pins = [Requirement(line) for line in lines if not line.startswith("#")]
    return {canonicalize_name(pin.name): pin for pin in pins}


class TestPins:
    @pytest.mark.parametrize("file", ["pins.txt", "pins-dev.txt"])
    def test_every_pin_is_one_exact_release(self, file: str) -> None:
        for pin in _pins(file).values():
            assert re.fullmatch(r"==[0-9a-z.]+", str(pin.specifier)), pin
            assert pin.url is None

    def test_nothing_is_pinned_twice(self) -> None:
        assert not _pins("pins.txt").keys() & _pins("pins-dev.txt").keys()

    @pytest.mark.parametrize(
        ("file", "wanted"),
        [
            ("pins.txt", PYPROJECT["project"]["dependencies"]),
            ("pins-dev.txt", PYPROJECT["project"]["optional-dependencies"]["dev"]),
        ],
    )
    def test_every_dependency_is_pinned_to_what_it_allows(
        self, file: str, wanted: list[str]
    ) -> None:
        pins = _pins(file)
        for dependency in map(Requirement, wanted):
            pin = pins[canonicalize_name(dependency.name)]
            assert pin.marker == dependency.marker
            version = str(pin.specifier).removeprefix("==")
            assert dependency.specifier.contains(version, prereleases=True), dependency

    def test_every_dependency_has_an_upper_bound(self) -> None:
        project = PYPROJECT["project"]
        for line in [*project["dependencies"], *project["optional-dependencies"]["dev"]]:
            assert any(one.operator == "<" for one in Requirement(line).specifier), line


def test_readmes_example_of_a_topic_is_valid_content() -> None:
    topic, message = (yaml.safe_load(block) for block in _fenced("yaml"))
    assert TypeAdapter(TopicFile).validate_python(topic).answer == "office/card"
    assert TypeAdapter(MessageFile).validate_python(message).messages


def test_readmes_links_and_folders_exist() -> None:
    paths = re.findall(r"`((?:bot|handlers|models|content|alembic|tests)/[\w./]*)`", README)
    examples = {"content/office/topic.yaml", "content/office/card.yaml"}
    missing = [path for path in paths if path not in examples and not (ROOT / path).exists()]
    assert paths
    assert missing == []


def test_every_module_has_its_floor_in_the_import_contracts() -> None:
    floors = PYPROJECT["tool"]["importlinter"]["contracts"][0]["layers"]
    placed = {name.strip("() ") for floor in floors for name in floor.split("|")}
    found = {
        f"bot.{path.stem}"
        for path in (ROOT / "bot").iterdir()
        if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    assert placed == (found - {"bot.__init__"}) | {"handlers", "models"}


def test_where_packages_come_from_is_left_to_the_machine() -> None:
    files = ["README.md", "Makefile", "Dockerfile", ".ci/run", "pins.txt", "pins-dev.txt"]
    for file in [*files, "docker-compose.yml", ".env.example", "pyproject.toml"]:
        text = (ROOT / file).read_text(encoding="utf-8")
        assert not re.search(r"index-url|find-links", text), file
