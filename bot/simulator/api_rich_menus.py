"""LINE's endpoints for rich menus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.simulator.api_account import checked_user_id
from bot.simulator.calls import Answer, Call, Endpoint, Handler, Refused
from bot.simulator.checks import check
from bot.simulator.users import User

if TYPE_CHECKING:
    from bot.simulator.platform import Platform


async def create(platform: Platform, call: Call) -> Answer:
    check("rich_menu", call.body)
    menu = platform.rich_menus.create(platform.ids.rich_menu_id(), call.body)
    return Answer({"richMenuId": menu.id})


async def validate(platform: Platform, call: Call) -> Answer:
    check("rich_menu", call.body)
    return Answer()


async def get_one(platform: Platform, call: Call) -> Answer:
    return Answer(platform.rich_menus.get(call.path["richMenuId"]).as_json())


async def list_all(platform: Platform, call: Call) -> Answer:
    return Answer({"richmenus": [menu.as_json() for menu in platform.rich_menus.newest_first()]})


async def delete(platform: Platform, call: Call) -> Answer:
    platform.rich_menus.delete(call.path["richMenuId"])
    _tell_all(platform)
    return Answer()


async def upload_image(platform: Platform, call: Call) -> Answer:
    content_type = call.content_type.partition(";")[0].strip().lower()
    platform.rich_menus.set_image(call.path["richMenuId"], call.body, content_type)
    return Answer()


async def download_image(platform: Platform, call: Call) -> Answer:
    menu = platform.rich_menus.get(call.path["richMenuId"])
    if not menu.image:
        raise Refused(404, "Not found")
    return Answer(menu.image, content_type=menu.image_type)


async def set_default(platform: Platform, call: Call) -> Answer:
    platform.rich_menus.set_default(call.path["richMenuId"])
    _tell_all(platform)
    return Answer()


async def get_default(platform: Platform, call: Call) -> Answer:
    return Answer({"richMenuId": platform.rich_menus.default()})


async def clear_default(platform: Platform, call: Call) -> Answer:
    platform.rich_menus.clear_default()
    _tell_all(platform)
    return Answer()


async def link(platform: Platform, call: Call) -> Answer:
    users = _known(platform, [checked_user_id(call)])
    platform.rich_menus.link(call.path["richMenuId"], users)
    _tell(platform, users)
    return Answer()


async def get_linked(platform: Platform, call: Call) -> Answer:
    return Answer({"richMenuId": platform.rich_menus.linked_to(checked_user_id(call))})


async def unlink(platform: Platform, call: Call) -> Answer:
    user_id = checked_user_id(call)
    platform.rich_menus.unlink([user_id])
    _tell(platform, _known(platform, [user_id]))
    return Answer()


async def link_many(platform: Platform, call: Call) -> Answer:
    """LINE does this in the background; here it is done when the answer is given."""
    check("rich_menu_bulk", call.body)
    users = _known(platform, call.body["userIds"])
    platform.rich_menus.link(call.body["richMenuId"], users)
    _tell(platform, users)
    return Answer(status=202)


async def unlink_many(platform: Platform, call: Call) -> Answer:
    check("rich_menu_bulk_unlink", call.body)
    platform.rich_menus.unlink(call.body["userIds"])
    _tell(platform, _known(platform, call.body["userIds"]))
    return Answer(status=202)


async def create_alias(platform: Platform, call: Call) -> Answer:
    check("rich_menu_alias", call.body)
    platform.rich_menus.create_alias(call.body["richMenuAliasId"], call.body["richMenuId"])
    return Answer()


async def update_alias(platform: Platform, call: Call) -> Answer:
    alias_id = call.path["richMenuAliasId"]
    platform.rich_menus.alias(alias_id)
    check("rich_menu_alias_update", call.body)
    platform.rich_menus.update_alias(alias_id, call.body["richMenuId"])
    return Answer()


async def get_alias(platform: Platform, call: Call) -> Answer:
    alias_id = call.path["richMenuAliasId"]
    menu_id = platform.rich_menus.alias(alias_id)
    return Answer({"richMenuAliasId": alias_id, "richMenuId": menu_id})


async def list_aliases(platform: Platform, call: Call) -> Answer:
    aliases = platform.rich_menus.aliases.items()
    shown = [{"richMenuAliasId": alias, "richMenuId": menu} for alias, menu in aliases]
    return Answer({"aliases": shown})


async def delete_alias(platform: Platform, call: Call) -> Answer:
    platform.rich_menus.delete_alias(call.path["richMenuAliasId"])
    return Answer()


def _known(platform: Platform, user_ids: list[str]) -> list[User]:
    found = (platform.users.find(user_id) for user_id in user_ids)
    return [user for user in found if user is not None]


def _tell(platform: Platform, users: list[User]) -> None:
    for user in users:
        platform.tell_user(user)


def _tell_all(platform: Platform) -> None:
    _tell(platform, list(platform.users))


def _get(path: str, name: str, handler: Handler) -> Endpoint:
    return Endpoint("GET", path, name, "rich_menu", handler)


def _delete(path: str, name: str, handler: Handler) -> Endpoint:
    return Endpoint("DELETE", path, name, "rich_menu", handler)


def _post(path: str, name: str, handler: Handler) -> Endpoint:
    return Endpoint("POST", path, name, "rich_menu", handler)


def _post_json(path: str, name: str, handler: Handler) -> Endpoint:
    return Endpoint("POST", path, name, "rich_menu", handler, "json")


_MENU = "/richmenu/{richMenuId}"
_CONTENT = _MENU + "/content"
_ALIAS = "/richmenu/alias/{richMenuAliasId}"
_DEFAULT = "/user/all/richmenu"
_OF_USER = "/user/{userId}/richmenu"

# Of two patterns that fit a path, the earlier one is taken.
ENDPOINTS = (
    _post_json("/richmenu", "rich_menu_create", create),
    _post_json("/richmenu/validate", "rich_menu_validate", validate),
    _get("/richmenu/list", "rich_menu_list", list_all),
    _post_json("/richmenu/alias", "alias_create", create_alias),
    _get("/richmenu/alias/list", "alias_list", list_aliases),
    _post_json("/richmenu/bulk/link", "rich_menu_bulk_link", link_many),
    _post_json("/richmenu/bulk/unlink", "rich_menu_bulk_unlink", unlink_many),
    _get(_ALIAS, "alias_get", get_alias),
    _post_json(_ALIAS, "alias_update", update_alias),
    _delete(_ALIAS, "alias_delete", delete_alias),
    Endpoint("POST", _CONTENT, "rich_menu_image_upload", "rich_menu", upload_image, "bytes"),
    _get(_CONTENT, "rich_menu_image_download", download_image),
    _get(_MENU, "rich_menu_get", get_one),
    _delete(_MENU, "rich_menu_delete", delete),
    _get(_DEFAULT, "rich_menu_default_get", get_default),
    _delete(_DEFAULT, "rich_menu_default_clear", clear_default),
    _post(_DEFAULT + "/{richMenuId}", "rich_menu_default_set", set_default),
    _get(_OF_USER, "rich_menu_of_user", get_linked),
    _delete(_OF_USER, "rich_menu_unlink", unlink),
    _post(_OF_USER + "/{richMenuId}", "rich_menu_link", link),
)
