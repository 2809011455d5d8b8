"""`tonkla richmenu sync` against the simulated LINE Platform, over HTTP."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot import richmenu
from bot.content import load_rich_menu
from bot.errors import TonklaError
from bot.richmenu import sync
from bot.richmenu_file import RichMenuFile
from bot.richmenu_request import FAMILY, menu_request
from bot.settings import Settings, load_settings
from bot.simulator import Platform, SimulatorSettings, create_simulator
from bot.simulator.rich_menus import RichMenu
from tests.support.town import SECRET, TOKEN, served


@pytest.fixture
async def line() -> AsyncIterator[tuple[Platform, Settings]]:
    simulator = create_simulator(SimulatorSettings(SECRET, TOKEN, "", "http://127.0.0.1"))
    async with served(simulator) as address:
        settings = load_settings(
            tonkla_env="demo",
            line_channel_secret=SECRET,
            line_channel_access_token=TOKEN,
            line_api_base_url=address,
            line_data_api_base_url=address,
        )
        yield simulator.state.platform, settings


@pytest.fixture
def platform(line: tuple[Platform, Settings]) -> Platform:
    return line[0]


@pytest.fixture
def settings(line: tuple[Platform, Settings]) -> Settings:
    return line[1]


def only_menu(platform: Platform) -> RichMenu:
    (menu,) = platform.rich_menus.newest_first()
    return menu


def written(platform: Platform, since: int = 0) -> list[str]:
    """The endpoints called to change something, in order."""
    return [call.endpoint for call in platform.journal.calls()[since:] if call.method != "GET"]


def other_menu() -> RichMenuFile:
    menu = load_rich_menu(FAMILY)
    first = menu.tiles[0].model_copy(update={"title": "เช็กลูก"})
    return menu.model_copy(update={"tiles": (first, *menu.tiles[1:])})


async def test_the_menu_is_made_uploaded_and_set(platform: Platform, settings: Settings) -> None:
    said = await sync(settings)
    menu = only_menu(platform)
    assert menu.body == menu_request(FAMILY, load_rich_menu(FAMILY))
    assert menu.image == richmenu.draw_family_menu()
    assert platform.rich_menus.default() == menu.id
    assert platform.rich_menus.aliases == {"family": menu.id}
    assert menu.body["name"] in said
    assert [area["action"]["data"] for area in menu.body["areas"]] == [
        "chk", "kids", "show:rights", "menu", "data", "sos:all",
    ]  # fmt: skip


async def test_an_unchanged_menu_is_left_alone(platform: Platform, settings: Settings) -> None:
    await sync(settings)
    before = len(platform.journal.calls())
    assert "up to date" in await sync(settings)
    assert written(platform, before) == []
    assert len(platform.journal.calls()) > before


async def test_a_changed_menu_replaces_the_old_one(
    platform: Platform, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    await sync(settings)
    old = only_menu(platform)
    before = len(platform.journal.calls())
    monkeypatch.setattr(richmenu, "load_rich_menu", lambda _name: other_menu())
    assert "older ones deleted: 1" in await sync(settings)
    new = only_menu(platform)
    assert new.id != old.id
    assert new.body["areas"][0]["action"]["label"] == "เช็กลูก"
    assert platform.rich_menus.default() == new.id
    assert platform.rich_menus.aliases == {"family": new.id}
    # Nobody is without a menu in between: the old one goes last.
    assert written(platform, before) == [
        "rich_menu_create", "rich_menu_image_upload", "rich_menu_default_set", "alias_update",
        "rich_menu_delete",
    ]  # fmt: skip


async def test_menus_of_others_stay(platform: Platform, settings: Settings) -> None:
    body = {**menu_request(FAMILY, load_rich_menu(FAMILY)), "name": "made by hand"}
    platform.rich_menus.create("richmenu-" + "0" * 32, body)
    await sync(settings)
    names = [menu.body["name"] for menu in platform.rich_menus.newest_first()]
    assert len(names) == 2
    assert "made by hand" in names


@pytest.mark.parametrize(
    "step",
    [
        "rich_menu_create", "rich_menu_image_upload", "rich_menu_default_set", "alias_create",
    ],
)  # fmt: skip
@pytest.mark.parametrize("when", ["before", "after"])
async def test_a_run_that_broke_off_is_finished_by_the_next(
    platform: Platform, settings: Settings, step: str, when: str
) -> None:
    platform.faults.set("status_500", scope=[step], times=1, when=when)  # type: ignore[arg-type]
    with pytest.raises(TonklaError, match="LINE refused POST"):
        await sync(settings)
    await sync(settings)
    menu = only_menu(platform)
    assert menu.image
    assert platform.rich_menus.default() == menu.id
    assert platform.rich_menus.aliases == {"family": menu.id}
    assert platform.journal.counts["rich_menu_image_upload", 200] <= 1


async def test_a_lost_default_and_alias_are_set_again(
    platform: Platform, settings: Settings
) -> None:
    await sync(settings)
    menu = only_menu(platform)
    platform.rich_menus.clear_default()
    platform.rich_menus.delete_alias("family")
    before = len(platform.journal.calls())
    await sync(settings)
    assert only_menu(platform).id == menu.id
    assert platform.rich_menus.default() == menu.id
    assert written(platform, before) == ["rich_menu_default_set", "alias_create"]


async def test_a_refused_token_is_one_clear_line(settings: Settings) -> None:
    wrong = settings.model_copy(update={"line_channel_access_token": "wrong-token"})
    with pytest.raises(TonklaError, match="401 Authentication failed") as raised:
        await sync(wrong)
    assert "wrong-token" not in str(raised.value)


async def test_no_answer_is_one_clear_line(settings: Settings) -> None:
    away = settings.model_copy(update={"line_api_base_url": "http://127.0.0.1:1"})
    with pytest.raises(TonklaError, match=r"no answer from http://127\.0\.0\.1:1"):
        await sync(away)
