"""The control API under /simulator/api: what the page's phones and switches call."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from bot.simulator.calls import Refused
from bot.simulator.events import Event
from bot.simulator.faults import FaultError
from bot.simulator.media import MEDIA_KINDS
from bot.simulator.platform import Platform, PlatformError

Body = dict[str, Any]
Act = Callable[[Platform, str, Body], Awaitable[Event]]

_NO_STORE = {"Cache-Control": "no-store"}


class ControlError(ValueError):
    """The request's body lacks something or holds the wrong kind of value."""


def routes(platform: Platform) -> list[Route]:
    """All routes, with paths below /simulator/api."""
    control = _Control(platform)
    plain = [
        Route("/state", _guard(control.state)),
        Route("/stream", control.stream),
        Route("/log", _guard(control.log)),
        Route("/faults", _guard(control.faults)),
        Route("/faults", _guard(control.set_faults), methods=["PUT"]),
        Route("/chats/{user_id}", _guard(control.chat)),
        Route("/users", _guard(control.add_user), methods=["POST"]),
        Route("/richmenus/{menu_id}", _guard(control.rich_menu)),
        Route("/richmenus/{menu_id}/image", _guard(control.rich_menu_image)),
        Route("/media/{message_id}", _guard(control.media)),
    ]
    acts = [
        Route(f"/users/{{user_id}}/{verb}", _guard(control.acting(act)), methods=["POST"])
        for verb, act in ACTS.items()
    ]
    return [*plain, *acts]


class _Control:
    def __init__(self, platform: Platform) -> None:
        self._platform = platform

    async def state(self, request: Request) -> Response:
        settings, platform = self._platform.settings, self._platform
        return _json(
            {
                "bot": {
                    "userId": settings.bot_user_id,
                    "basicId": settings.bot_basic_id,
                    "displayName": settings.bot_display_name,
                },
                "users": [platform.user_json(user) for user in platform.users],
                "faults": platform.faults.as_json(),
                "quota": platform.quota.as_json(),
            }
        )

    async def chat(self, request: Request) -> Response:
        user = self._platform.user(request.path_params["user_id"])
        entries = self._platform.chats.get(user.id, [])
        return _json({"messages": [entry.as_json() for entry in entries]})

    async def stream(self, request: Request) -> Response:
        lines = self._platform.bus.listen()
        headers = {**_NO_STORE, "X-Accel-Buffering": "no"}
        return StreamingResponse(lines, media_type="text/event-stream", headers=headers)

    async def log(self, request: Request) -> Response:
        after = request.query_params.get("after", "0")
        if not after.isascii() or not after.isdecimal():
            raise ControlError("after must be a number")
        items = self._platform.journal.after(int(after))
        return _json({"items": [item.as_json() for item in items]})

    async def faults(self, request: Request) -> Response:
        return _json(self._platform.faults.as_json())

    async def set_faults(self, request: Request) -> Response:
        self._platform.faults.replace(await _body(request))
        return _json(self._platform.faults.as_json())

    async def add_user(self, request: Request) -> Response:
        name = _text(await _body(request), "name")
        return _json(self._platform.user_json(await self._platform.add_user(name)))

    async def rich_menu(self, request: Request) -> Response:
        return _json(self._platform.rich_menus.get(request.path_params["menu_id"]).as_json())

    async def rich_menu_image(self, request: Request) -> Response:
        menu = self._platform.rich_menus.get(request.path_params["menu_id"])
        if not menu.image:
            raise PlatformError("the rich menu has no image yet", 404)
        return Response(menu.image, media_type=menu.image_type)

    async def media(self, request: Request) -> Response:
        media = self._platform.media.get(request.path_params["message_id"])
        if media is None:
            raise PlatformError("no such file", 404)
        return Response(media.content, media_type=media.content_type, headers=_NO_STORE)

    def acting(self, act: Act) -> Callable[[Request], Awaitable[Response]]:
        """An endpoint that lets a user act; it answers with the user as they then are."""

        async def endpoint(request: Request) -> Response:
            user = self._platform.user(request.path_params["user_id"])
            await act(self._platform, user.id, await _body(request))
            return _json(self._platform.user_json(user))

        return endpoint


async def _follow(platform: Platform, user_id: str, body: Body) -> Event:
    return await platform.follow(user_id)


async def _block(platform: Platform, user_id: str, body: Body) -> Event:
    return await platform.block(user_id)


async def _unblock(platform: Platform, user_id: str, body: Body) -> Event:
    return await platform.unblock(user_id)


async def _say(platform: Platform, user_id: str, body: Body) -> Event:
    return await platform.say(user_id, _text(body, "text"))


async def _sticker(platform: Platform, user_id: str, body: Body) -> Event:
    package_id, sticker_id = _text(body, "packageId"), _text(body, "stickerId")
    return await platform.send_sticker(user_id, package_id, sticker_id)


async def _media(platform: Platform, user_id: str, body: Body) -> Event:
    wanted = body.get("type")
    for kind in MEDIA_KINDS:
        if wanted == kind:
            return await platform.send_media(user_id, kind)
    raise ControlError(f"type must be one of {', '.join(MEDIA_KINDS)}")


async def _location(platform: Platform, user_id: str, body: Body) -> Event:
    latitude, longitude = _degrees(body, "latitude", 90), _degrees(body, "longitude", 180)
    title, address = _text(body, "title", ""), _text(body, "address", "")
    return await platform.send_location(user_id, latitude, longitude, title, address)


async def _postback(platform: Platform, user_id: str, body: Body) -> Event:
    params = body.get("params")
    if params is not None and not _is_text_map(params):
        raise ControlError("params must be an object of texts")
    shown = _text(body, "displayText", "")
    return await platform.press_postback(user_id, _text(body, "data"), shown or None, params)


async def _unsend(platform: Platform, user_id: str, body: Body) -> Event:
    return await platform.unsend(user_id, _text(body, "messageId"))


ACTS: dict[str, Act] = {
    "follow": _follow,
    "block": _block,
    "unblock": _unblock,
    "text": _say,
    "sticker": _sticker,
    "media": _media,
    "location": _location,
    "postback": _postback,
    "unsend": _unsend,
}


def _guard(
    endpoint: Callable[[Request], Awaitable[Response]],
) -> Callable[[Request], Awaitable[Response]]:
    async def guarded(request: Request) -> Response:
        try:
            return await endpoint(request)
        except (PlatformError, Refused) as error:
            return _json({"message": str(error)}, error.status)
        except (ControlError, FaultError) as error:
            return _json({"message": str(error)}, 400)

    return guarded


async def _body(request: Request) -> Body:
    raw = await request.body()
    try:
        body = orjson.loads(raw or b"{}")
    except orjson.JSONDecodeError:
        raise ControlError("the body is not JSON") from None
    if not isinstance(body, dict):
        raise ControlError("the body must be a JSON object")
    return body


def _json(content: object, status: int = 200) -> Response:
    body = orjson.dumps(content)
    return Response(body, status, headers=_NO_STORE, media_type="application/json")


def _text(body: Body, name: str, default: str | None = None) -> str:
    value = body.get(name)
    if value is None and default is not None:
        return default
    if not isinstance(value, str) or (not value and default is None):
        raise ControlError(f"{name} must be a text")
    return value


def _degrees(body: Body, name: str, limit: int) -> float:
    value = body.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) > limit:
        raise ControlError(f"{name} must be a number from -{limit} to {limit}")
    return float(value)


def _is_text_map(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(item, str) for item in value.values())
