"""LINE's own SDK as the judge: it can use the API and reads every event as what it is."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import pytest
from linebot.v3 import messaging, webhooks
from linebot.v3.webhook import WebhookParser

from bot.simulator import Platform, User
from tests.bot.simulator.harness import SECRET, TOKEN, Bot, Line
from tests.bot.simulator.test_rich_menus import MENU, png


@pytest.fixture
async def client(line: Line, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Any]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    made = messaging.AsyncApiClient(messaging.Configuration(host=line.url, access_token=TOKEN))
    yield made
    await made.close()


@pytest.fixture
def api(client: Any) -> Any:
    return messaging.AsyncMessagingApi(client)


def parsed(bot: Bot) -> Any:
    received = bot.received[-1]
    parser = WebhookParser(SECRET)
    (event,) = parser.parse(received.body.decode(), received.headers["x-line-signature"])
    return event


async def test_events_are_read_as_what_they_are(platform: Platform, bot: Bot, mali: User) -> None:
    expected = [
        (platform.say(mali.id, "ข้อความ"), webhooks.TextMessageContent),
        (platform.send_sticker(mali.id), webhooks.StickerMessageContent),
        (platform.send_media(mali.id, "image"), webhooks.ImageMessageContent),
        (platform.send_media(mali.id, "video"), webhooks.VideoMessageContent),
        (platform.send_media(mali.id, "audio"), webhooks.AudioMessageContent),
        (platform.send_media(mali.id, "file"), webhooks.FileMessageContent),
        (platform.send_location(mali.id, 16.5, 104.7), webhooks.LocationMessageContent),
        (platform.press_postback(mali.id, "a=1"), webhooks.PostbackEvent),
        (platform.block(mali.id), webhooks.UnfollowEvent),
        (platform.unblock(mali.id), webhooks.FollowEvent),
    ]
    for act, kind in expected:
        caused = await act
        await platform.settle()
        event = parsed(bot)
        read = event.message if isinstance(event, webhooks.MessageEvent) else event
        assert type(read) is kind
        assert event.webhook_event_id == caused["webhookEventId"]
        assert event.source.user_id == mali.id


async def test_an_unsend_is_read_as_one(platform: Platform, bot: Bot, mali: User) -> None:
    said = await platform.say(mali.id, "เลขบัตร")
    await platform.unsend(mali.id, said["message"]["id"])
    await platform.settle()
    event = parsed(bot)
    assert isinstance(event, webhooks.UnsendEvent)
    assert event.unsend.message_id == said["message"]["id"]


async def test_sending(platform: Platform, api: Any, mali: User) -> None:
    text = messaging.TextMessage(text="สวัสดีค่ะ")
    said = await platform.say(mali.id, "สวัสดี")
    await platform.settle()
    reply = messaging.ReplyMessageRequest(replyToken=said["replyToken"], messages=[text])
    replied = await api.reply_message(reply)
    assert replied.sent_messages[0].id == platform.chats[mali.id][-1].id
    key = str(uuid4())
    push = messaging.PushMessageRequest(to=mali.id, messages=[text])
    first = await api.push_message_with_http_info(push, x_line_retry_key=key)
    with pytest.raises(messaging.ApiException) as refused:
        await api.push_message(push, x_line_retry_key=key)
    assert refused.value.status == 409
    accepted_id = refused.value.headers["x-line-accepted-request-id"]
    assert accepted_id == first.headers["x-line-request-id"]
    repeated = messaging.ErrorResponse.from_json(refused.value.body).sent_messages
    assert repeated == first.data.sent_messages
    many = messaging.MulticastRequest(to=[mali.id], messages=[text])
    await api.multicast(many, x_line_retry_key=str(uuid4()))
    assert [accepted.kind for accepted in platform.accepted] == ["reply", "push", "multicast"]


async def test_reading(platform: Platform, api: Any, client: Any, mali: User) -> None:
    assert (await api.get_bot_info()).user_id == platform.settings.bot_user_id
    assert (await api.get_profile(mali.id)).display_name == "มะลิ"
    assert (await api.get_followers()).user_ids == [mali.id]
    assert (await api.get_message_quota()).value == 300
    assert (await api.get_message_quota_consumption()).total_usage == 0
    assert (await api.get_number_of_sent_push_messages("20261117")).success == 0
    assert (await api.get_webhook_endpoint()).active is True
    tested = await api.test_webhook_endpoint(messaging.TestWebhookEndpointRequest())
    assert tested.success is True
    sent = await platform.send_media(mali.id, "image")
    blob = messaging.AsyncMessagingApiBlob(client)
    content = await blob.get_message_content(sent["message"]["id"])
    assert bytes(content).startswith(b"\xff\xd8")


async def test_rich_menus(platform: Platform, api: Any, client: Any, mali: User) -> None:
    request = messaging.RichMenuRequest.from_dict(MENU)
    await api.validate_rich_menu_object(request)
    menu_id = (await api.create_rich_menu(request)).rich_menu_id
    blob = messaging.AsyncMessagingApiBlob(client)
    image = png(1200, 810)
    await blob.set_rich_menu_image(
        menu_id, bytearray(image), _headers={"Content-Type": "image/png"}
    )
    assert bytes(await blob.get_rich_menu_image(menu_id)) == image
    await api.set_default_rich_menu(menu_id)
    assert (await api.get_default_rich_menu_id()).rich_menu_id == menu_id
    alias = messaging.CreateRichMenuAliasRequest(richMenuAliasId="staff", richMenuId=menu_id)
    await api.create_rich_menu_alias(alias)
    assert (await api.get_rich_menu_alias_list()).aliases[0].rich_menu_id == menu_id
    await api.link_rich_menu_id_to_user(mali.id, menu_id)
    assert (await api.get_rich_menu_id_of_user(mali.id)).rich_menu_id == menu_id
    many = messaging.RichMenuBulkUnlinkRequest(userIds=[mali.id])
    await api.unlink_rich_menu_id_from_users(many)
    listed = await api.get_rich_menu_list()
    assert [menu.rich_menu_id for menu in listed.richmenus] == [menu_id]
    await api.delete_rich_menu(menu_id)
    assert platform.rich_menus.newest_first() == []


async def test_loading_and_reading_marks(platform: Platform, api: Any, mali: User) -> None:
    loading = messaging.ShowLoadingAnimationRequest(chatId=mali.id, loadingSeconds=5)
    await api.show_loading_animation(loading)
    assert mali.loading_until == platform.clock() + 5_000
    said = await platform.say(mali.id, "อ่านไหม")
    token = said["message"]["markAsReadToken"]
    marked = messaging.MarkMessagesAsReadByTokenRequest(markAsReadToken=token)
    await api.mark_messages_as_read_by_token(marked)
    assert platform.chats[mali.id][-1].read
