"""Rich menus: what exists, which is the default, who is linked to which, and their aliases."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from bot.simulator.calls import NO_DETAILS, Refused
from bot.simulator.images import read_picture
from bot.simulator.users import User

MAX_MENUS = 1_000
MAX_ALIASES = 1_000
MAX_IMAGE_BYTES = 1_048_576

_ALIAS_ID = re.compile(r"[a-z0-9_-]{1,32}")


@dataclass(slots=True)
class RichMenu:
    """One menu as it was sent, and its picture once there is one."""

    id: str
    body: dict[str, Any]
    image: bytes = b""
    image_type: str = ""

    def as_json(self) -> dict[str, Any]:
        return {"richMenuId": self.id, **self.body}


class RichMenus:
    """Every method raises `Refused` with LINE's status and words where LINE would refuse."""

    def __init__(self) -> None:
        self._menus: dict[str, RichMenu] = {}
        self._links: dict[str, str] = {}
        self._default: str | None = None
        self.aliases: dict[str, str] = {}

    def create(self, menu_id: str, body: dict[str, Any]) -> RichMenu:
        if len(self._menus) >= MAX_MENUS:
            raise Refused(400, "The maximum number of rich menus has been reached")
        menu = self._menus[menu_id] = RichMenu(menu_id, body)
        return menu

    def get(self, menu_id: str) -> RichMenu:
        menu = self._menus.get(menu_id)
        if menu is None:
            raise Refused(404, "Not found")
        return menu

    def newest_first(self) -> list[RichMenu]:
        return list(reversed(self._menus.values()))

    def delete(self, menu_id: str) -> None:
        """Removes the menu, its links and its place as the default; aliases keep pointing at it."""
        self.get(menu_id)
        del self._menus[menu_id]
        self._links = {user: menu for user, menu in self._links.items() if menu != menu_id}
        if self._default == menu_id:
            self._default = None

    def set_image(self, menu_id: str, image: bytes, content_type: str) -> None:
        menu = self.get(menu_id)
        if content_type not in ("image/jpeg", "image/png"):
            raise Refused(415, f"The content type, {content_type}, is not supported")
        if menu.image:
            raise Refused(400, "An image has already been uploaded to the richmenu")
        picture = read_picture(image)
        size = menu.body["size"]
        fits = picture is not None and picture == (content_type, size["width"], size["height"])
        if not fits or len(image) > MAX_IMAGE_BYTES:
            raise Refused(400, "The image size is not allowed for richmenu")
        menu.image, menu.image_type = image, content_type

    def set_default(self, menu_id: str) -> None:
        self._default = self._with_image(menu_id).id

    def default(self) -> str:
        if self._default is None:
            raise Refused(404, "no default richmenu", more=NO_DETAILS)
        return self._default

    def clear_default(self) -> None:
        self._default = None

    def link(self, menu_id: str, users: list[User]) -> None:
        """Links the menu to those who are friends; the others are passed over, as at LINE."""
        menu = self._with_image(menu_id)
        self._links.update({user.id: menu.id for user in users if user.is_friend})

    def unlink(self, user_ids: list[str]) -> None:
        for user_id in user_ids:
            self._links.pop(user_id, None)

    def linked_to(self, user_id: str) -> str:
        """The menu linked to this user alone; the default does not count."""
        menu_id = self._links.get(user_id)
        if menu_id is None:
            raise Refused(404, "the user has no richmenu", more=NO_DETAILS)
        return menu_id

    def shown_to(self, user_id: str) -> str | None:
        """The menu that this user sees: the linked one, else the default."""
        return self._links.get(user_id) or self._default

    def create_alias(self, alias_id: str, menu_id: str) -> None:
        if alias_id in self.aliases:
            raise Refused(400, "conflict richmenu alias id", more=NO_DETAILS)
        if len(self.aliases) >= MAX_ALIASES:
            raise Refused(400, "The maximum number of rich menu aliases has been reached")
        self.aliases[alias_id] = self._to_alias(menu_id)

    def update_alias(self, alias_id: str, menu_id: str) -> None:
        self.alias(alias_id)
        self.aliases[alias_id] = self._to_alias(menu_id)

    def alias(self, alias_id: str) -> str:
        """The id of the menu behind the alias."""
        if not _ALIAS_ID.fullmatch(alias_id):
            raise Refused(400, "The value for the 'richMenuAliasId' parameter is invalid")
        if alias_id not in self.aliases:
            raise Refused(404, "richmenu alias not found", more=NO_DETAILS)
        return self.aliases[alias_id]

    def delete_alias(self, alias_id: str) -> None:
        self.alias(alias_id)
        del self.aliases[alias_id]

    def switch(self, user: User, alias_id: str) -> str:
        """What a tap on a richmenuswitch area does; gives the `status` of its postback."""
        menu_id = self.aliases.get(alias_id)
        if menu_id is None:
            return "RICHMENU_ALIAS_ID_NOTFOUND"
        if menu_id not in self._menus:
            return "RICHMENU_NOTFOUND"
        self.link(menu_id, [user])
        return "SUCCESS"

    def _with_image(self, menu_id: str) -> RichMenu:
        menu = self.get(menu_id)
        if not menu.image:
            words = "must upload richmenu image before applying it to user"
            raise Refused(400, words, more=NO_DETAILS)
        return menu

    def _to_alias(self, menu_id: str) -> str:
        menu = self._menus.get(menu_id)
        if menu is None or not menu.image:
            raise Refused(400, "richmenu not found", more=NO_DETAILS)
        return menu_id
