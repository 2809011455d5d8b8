"""What no API tells, and the operator must look at in LINE's console."""

from __future__ import annotations

from bot.doctor.finding import Finding, look

CONSOLE_FINDINGS: tuple[Finding, ...] = (
    look(
        "webhook redelivery",
        "must be ON: else what arrives while we are down is lost",
        "LINE Developers console > Messaging API > Webhook redelivery",
    ),
    look(
        "greeting message",
        "LINE's own must be OFF: Tonkla greets itself",
        "LINE Official Account Manager > Settings > Response settings > Greeting message",
    ),
    look(
        "auto-reply",
        "LINE's own must be OFF: else every answer comes with a second one",
        "LINE Official Account Manager > Settings > Response settings > Auto-response",
    ),
    look(
        "group chats",
        "joining should be OFF unless you want it: in groups Tonkla only says to talk in private",
        "LINE Developers console > Messaging API > Allow bot to join group chats",
    ),
)
