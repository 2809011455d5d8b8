"""`tonkla richmenu sync`: the families' rich menu at LINE is the one of content/richmenu/.

A menu cannot be changed at LINE, only replaced. Its `name` holds a hash of all that it shows and
does, so an unchanged one is recognised and left alone.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

from bot.content import load_rich_menu
from bot.errors import TonklaError
from bot.line import Answer, LineGateway
from bot.richmenu_file import RichMenuFile
from bot.richmenu_picture import draw_png, draw_svg
from bot.richmenu_request import FAMILY, menu_request, name_prefix
from bot.settings import Settings

_NOT_FOUND = 404


def draw_family_menu() -> bytes:
    """The picture of the families' menu: PNG, 2500 × 1686 pixels, below LINE's 1 MB."""
    return draw_png(draw_svg(load_rich_menu(FAMILY)))


async def sync(settings: Settings) -> str:
    """Make, upload and set the families' menu where it is missing or old; says what was done.

    Raises TonklaError if LINE refuses a step or does not answer; to call it again is always safe.
    """
    menu = load_rich_menu(FAMILY)
    gateway = LineGateway(settings)
    try:
        return await _Sync(gateway, FAMILY, menu).run()
    finally:
        await gateway.close()


class _Sync:
    """One run for one menu. The old menu goes last, so that nobody is without one meanwhile."""

    def __init__(self, gateway: LineGateway, alias: str, menu: RichMenuFile) -> None:
        self._gateway = gateway
        self._alias = alias
        self._menu = menu
        self._wanted = menu_request(alias, menu)
        self._changed = False

    async def run(self) -> str:
        listed = (await self._ask("GET", "/v2/bot/richmenu/list")).data.get("richmenus", [])
        prefix = name_prefix(self._alias)
        ours = [one for one in listed if str(one.get("name")).startswith(prefix)]
        current = [one["richMenuId"] for one in ours if one["name"] == self._wanted["name"]]
        default = (await self._ask("GET", "/v2/bot/user/all/richmenu", missing=True)).data
        menu_id = await self._made(current, default.get("richMenuId"))
        await self._point_alias(menu_id)
        old = [one["richMenuId"] for one in ours if one["richMenuId"] != menu_id]
        for one in old:
            await self._do("DELETE", f"/v2/bot/richmenu/{one}", missing=True)
        if not self._changed:
            return f"the rich menu is up to date ({self._wanted['name']})"
        return f"the rich menu is now {self._wanted['name']}; older ones deleted: {len(old)}"

    async def _made(self, current: Sequence[str], default: str | None) -> str:
        """The id of the wanted menu, which is then the default and so has its picture."""
        if default in current:
            return str(default)
        menu_id = current[0] if current else await self._create()
        path = f"/v2/bot/richmenu/{menu_id}/content"
        if not (await self._ask("GET", path, data_host=True, missing=True)).ok:
            picture = await asyncio.to_thread(draw_png, draw_svg(self._menu))
            await self._do("POST", path, picture, content_type="image/png", data_host=True)
        await self._do("POST", f"/v2/bot/user/all/richmenu/{menu_id}")
        return menu_id

    async def _create(self) -> str:
        menu_id = (await self._do("POST", "/v2/bot/richmenu", self._wanted)).data.get("richMenuId")
        if not isinstance(menu_id, str):
            raise TonklaError("LINE made the rich menu but gave no richMenuId")
        return menu_id

    async def _point_alias(self, menu_id: str) -> None:
        path = f"/v2/bot/richmenu/alias/{self._alias}"
        found = await self._ask("GET", path, missing=True)
        if not found.ok:
            body = {"richMenuAliasId": self._alias, "richMenuId": menu_id}
            await self._do("POST", "/v2/bot/richmenu/alias", body)
        elif found.data.get("richMenuId") != menu_id:
            await self._do("POST", path, {"richMenuId": menu_id})

    async def _do(
        self, method: str, path: str, body: object = None, *, missing: bool = False, **how: Any
    ) -> Answer:
        self._changed = True
        return await self._ask(method, path, body, missing=missing, **how)

    async def _ask(
        self, method: str, path: str, body: object = None, *, missing: bool = False, **how: Any
    ) -> Answer:
        """LINE's answer; `missing` allows a 404."""
        answer = await self._gateway.call(method, path, body, **how)
        if answer.ok or (missing and answer.status == _NOT_FOUND):
            return answer
        raise TonklaError(f"LINE refused {method} {path}: {answer.status} {answer.detail}")
