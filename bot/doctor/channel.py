"""What lies at LINE: the token, the account, the webhook, the quota, the rich menu."""

from __future__ import annotations

from bot.content import load_rich_menu
from bot.doctor.finding import Finding, look, mend, ok
from bot.errors import ContentError, TonklaError
from bot.line import Answer, LineGateway
from bot.richmenu_request import FAMILY, menu_request, name_prefix
from bot.settings import Settings

_TOKEN, _ACCOUNT, _WEBHOOK = "LINE token", "LINE account", "LINE webhook"
_QUOTA, _MENU = "LINE quota", "LINE rich menu"
_NEARLY_PER_CENT = 80
_SYNC = "run `tonkla richmenu sync`"


async def channel_findings(settings: Settings) -> list[Finding]:
    """All that LINE's API tells about this channel; stops where nothing more can be asked."""
    if not settings.line_channel_access_token:
        found = "not looked at: LINE_CHANNEL_ACCESS_TOKEN is missing"
        return [mend(_TOKEN, found, "issue a channel access token in LINE's console")]
    gateway = LineGateway(settings)
    findings: list[Finding] = []
    try:
        info = await gateway.call("GET", "/v2/bot/info")
        if not info.ok:
            return [_refused_token(info)]
        findings = [ok(_TOKEN, "accepted"), *_account(info, settings)]
        findings.append(await _webhook(gateway, settings))
        findings.append(await _quota(gateway))
        findings.append(await _menu(gateway))
    except TonklaError as error:
        then = "check the network and LINE_API_BASE_URL"
        findings.append(mend("LINE", str(error), then))
    finally:
        await gateway.close()
    return findings


def _refused_token(info: Answer) -> Finding:
    if info.status == 401:
        then = "issue a new token in LINE's console and set LINE_CHANNEL_ACCESS_TOKEN"
        return mend(_TOKEN, "refused", then)
    return _unexpected(_TOKEN, info)


def _account(info: Answer, settings: Settings) -> list[Finding]:
    """The account behind the token must be the one that the settings speak of."""
    user_id, basic_id = str(info.data.get("userId", "")), str(info.data.get("basicId", ""))
    known_ids = (basic_id, info.data.get("premiumId"))
    return [
        _named("LINE_BOT_USER_ID", settings.line_bot_user_id, user_id, (user_id,)),
        _named("LINE_BASIC_ID", settings.line_basic_id, basic_id, known_ids),
    ]


def _named(name: str, given: str, at_line: str, known: tuple[object, ...]) -> Finding:
    if not given:
        return look(_ACCOUNT, f"{name} is not set", f"set {name}={at_line}")
    if given not in known:
        found = f"{name} is {given}, but the token is that of {at_line}"
        return mend(_ACCOUNT, found, f"set {name}={at_line}, or the token of the right account")
    return ok(_ACCOUNT, f"{name} is that of the token: {given}")


async def _webhook(gateway: LineGateway, settings: Settings) -> Finding:
    answer = await gateway.call("GET", "/v2/bot/channel/webhook/endpoint")
    wanted = f"{settings.base_url.rstrip('/')}/webhook" if settings.base_url else ""
    address = wanted or "BASE_URL followed by /webhook"
    then = f"set the webhook URL in LINE's console to {address}"
    if answer.status == 404:
        return mend(_WEBHOOK, "no address is set", then)
    if not answer.ok:
        return _unexpected(_WEBHOOK, answer)
    endpoint = answer.data.get("endpoint")
    if endpoint != wanted:
        return mend(_WEBHOOK, f"goes to {endpoint}", then)
    if not answer.data.get("active"):
        return mend(_WEBHOOK, "is switched off", 'switch on "Use webhook" in LINE\'s console')
    return ok(_WEBHOOK, f"goes to {endpoint}")


async def _quota(gateway: LineGateway) -> Finding:
    quota = await gateway.call("GET", "/v2/bot/message/quota")
    used = await gateway.call("GET", "/v2/bot/message/quota/consumption")
    for answer in (quota, used):
        if not answer.ok:
            return _unexpected(_QUOTA, answer)
    spent, limit = int(used.data.get("totalUsage", 0)), quota.data.get("value")
    if quota.data.get("type") != "limited" or limit is None:
        return ok(_QUOTA, f"{spent} messages sent this month, no limit")
    found = f"{spent} of this month's {limit} messages used"
    if spent >= int(limit):
        then = "buy messages or wait for the next month; replies are free and go on"
        return mend(_QUOTA, found, then)
    if spent * 100 >= int(limit) * _NEARLY_PER_CENT:
        return look(_QUOTA, found, "pushes stop when it is used up; replies are free and go on")
    return ok(_QUOTA, found)


async def _menu(gateway: LineGateway) -> Finding:
    default = await gateway.call("GET", "/v2/bot/user/all/richmenu")
    if default.status == 404:
        return mend(_MENU, "no default rich menu is set", _SYNC)
    if not default.ok:
        return _unexpected(_MENU, default)
    menu_id = default.data.get("richMenuId")
    name = str((await gateway.call("GET", f"/v2/bot/richmenu/{menu_id}")).data.get("name", ""))
    try:
        wanted = menu_request(FAMILY, load_rich_menu(FAMILY))["name"]
    except ContentError:
        return mend(_MENU, "content/richmenu cannot be read", "run `tonkla check-content`")
    if name == wanted:
        return ok(_MENU, "the default one is that of content/richmenu")
    if name.startswith(name_prefix(FAMILY)):
        return mend(_MENU, "the default one is older than content/richmenu", _SYNC)
    return look(_MENU, "the default one is not made by Tonkla", f"{_SYNC} to have ours instead")


def _unexpected(subject: str, answer: Answer) -> Finding:
    found = f"LINE answers {answer.status} {answer.detail}".rstrip()
    return mend(subject, found, "try again in a minute, then look at LINE's status page")
