"""LINE's endpoints about the account, its friends, its quota and what its users sent."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.simulator.calls import Answer, Call, Endpoint, Refused
from bot.simulator.ids import USER_ID
from bot.simulator.media import Media, sample
from bot.simulator.quota import FIRST_DAY

if TYPE_CHECKING:
    from bot.simulator.platform import Platform

FOLLOWERS_DEFAULT = 300
FOLLOWERS_MAX = 1_000


async def get_info(platform: Platform, call: Call) -> Answer:
    settings = platform.settings
    return Answer(
        {
            "userId": settings.bot_user_id,
            "basicId": settings.bot_basic_id,
            "displayName": settings.bot_display_name,
            "chatMode": "bot",
            "markAsReadMode": "auto",
        }
    )


async def get_profile(platform: Platform, call: Call) -> Answer:
    user_id = checked_user_id(call)
    user = platform.users.find(user_id)
    if user is None or not user.is_reachable(platform.clock()):
        raise Refused(404, "Not found")
    return Answer({"userId": user.id, "displayName": user.name, "language": user.language})


async def get_followers(platform: Platform, call: Call) -> Answer:
    if not platform.settings.verified:
        raise Refused(403, "Access to this API is not available for your account")
    limit, start = _followers_limit(call), call.query("start")
    page = platform.followers.read(start, limit, platform.clock())
    if page is None:
        raise Refused(400, "Invalid start param")
    user_ids, next_place = page
    if next_place is None:
        return Answer({"userIds": user_ids})
    token = platform.ids.opaque_token()
    platform.followers.remember(token, next_place, platform.clock())
    return Answer({"userIds": user_ids, "next": token})


async def get_quota(platform: Platform, call: Call) -> Answer:
    limit = platform.quota.limit
    return Answer({"type": "none"} if limit is None else {"type": "limited", "value": limit})


async def get_consumption(platform: Platform, call: Call) -> Answer:
    return Answer({"totalUsage": platform.quota.used})


async def get_sent_count(platform: Platform, call: Call) -> Answer:
    """The day's figure of one kind of message (`date` as yyyyMMdd)."""
    day = call.query("date") or ""
    if not re.fullmatch(r"\d{8}", day):
        raise Refused(400, "The value for the 'date' parameter is invalid")
    if day < FIRST_DAY:
        return Answer({"status": "out_of_service"})
    count = platform.quota.sent_on(call.path["kind"], day)
    return Answer({"status": "unready"} if count is None else {"status": "ready", "success": count})


async def get_content(platform: Platform, call: Call) -> Answer:
    media = _media(platform, call)
    return Answer(media.content, content_type=media.content_type)


async def get_preview(platform: Platform, call: Call) -> Answer:
    """A still picture of an image or a film."""
    media = _media(platform, call)
    if media.content_type.startswith("image/"):
        return Answer(media.content, content_type=media.content_type)
    if not media.content_type.startswith("video/"):
        raise Refused(404, "not found")
    still = sample("image")
    return Answer(still.content, content_type=still.content_type)


async def get_transcoding(platform: Platform, call: Call) -> Answer:
    if not _media(platform, call).content_type.startswith(("video/", "audio/")):
        raise Refused(404, "not found")
    return Answer({"status": "succeeded"})


def checked_user_id(call: Call) -> str:
    """The `userId` of the path, if it has the form of one."""
    user_id = call.path["userId"]
    if not USER_ID.fullmatch(user_id):
        raise Refused(400, "The value for the 'userId' parameter is invalid")
    return user_id


def _followers_limit(call: Call) -> int:
    text = call.query("limit") or str(FOLLOWERS_DEFAULT)
    if not re.fullmatch(r"[1-9]\d{0,3}", text) or int(text) > FOLLOWERS_MAX:
        raise Refused(400, "The value for the 'limit' parameter is invalid")
    return int(text)


def _media(platform: Platform, call: Call) -> Media:
    message_id = call.path["messageId"]
    if message_id not in platform.media:
        raise Refused(404, "not found")
    media = platform.media[message_id]
    if media is None:
        raise Refused(410, "The content is gone")
    return media


ENDPOINTS = (
    Endpoint("GET", "/info", "info", "account", get_info),
    Endpoint("GET", "/profile/{userId}", "profile", "account", get_profile),
    Endpoint("GET", "/followers/ids", "followers", "account", get_followers),
    Endpoint("GET", "/message/quota", "quota", "account", get_quota),
    Endpoint("GET", "/message/quota/consumption", "consumption", "account", get_consumption),
    Endpoint("GET", "/message/delivery/{kind}", "delivery", "account", get_sent_count),
    Endpoint("GET", "/message/{messageId}/content", "content", "content", get_content),
    Endpoint("GET", "/message/{messageId}/content/preview", "preview", "content", get_preview),
    Endpoint(
        "GET", "/message/{messageId}/content/transcoding", "transcoding", "content", get_transcoding
    ),
)
