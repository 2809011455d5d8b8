"""Reply tokens and read tokens: what they open, and until when."""

from __future__ import annotations

from dataclasses import dataclass

# A reply token lives this long after the webhook that carried it was (last) delivered …
REPLY_WINDOW_MS = 60_000
# … and never longer than this after the event, however often the webhook is delivered again.
REPLY_LIMIT_MS = 20 * 60_000


@dataclass(slots=True)
class _ReplyToken:
    chat_id: str
    event_at: int
    delivered_at: int | None = None


class ReplyTokens:
    """Single-use tokens. Times in epoch milliseconds."""

    def __init__(self) -> None:
        self._tokens: dict[str, _ReplyToken] = {}

    def issue(self, token: str, chat_id: str, event_at: int) -> None:
        self._forget_dead(event_at)
        self._tokens[token] = _ReplyToken(chat_id, event_at)

    def delivered(self, token: str, at: int) -> None:
        """The webhook with this token leaves for the bot now; a redelivery renews the minute."""
        if issued := self._tokens.get(token):
            issued.delivered_at = at

    def use(self, token: str, at: int) -> str | None:
        """The chat that the token opens, once; None if it is unknown, used or too old."""
        issued = self._tokens.get(token)
        if issued is None or issued.delivered_at is None:
            return None
        if at - issued.delivered_at > REPLY_WINDOW_MS or at - issued.event_at > REPLY_LIMIT_MS:
            return None
        del self._tokens[token]
        return issued.chat_id

    def _forget_dead(self, now: int) -> None:
        # Issued in the order of their events, so the dead ones stand first.
        while self._tokens:
            oldest = next(iter(self._tokens))
            if now - self._tokens[oldest].event_at <= REPLY_LIMIT_MS:
                return
            del self._tokens[oldest]


class ReadTokens:
    """Tokens that mark a chat as read up to a message; they never expire."""

    def __init__(self) -> None:
        self._places: dict[str, tuple[str, str]] = {}

    def issue(self, token: str, chat_id: str, message_id: str) -> None:
        self._places[token] = (chat_id, message_id)

    def place(self, token: str) -> tuple[str, str] | None:
        """Chat id and message id, or None for a token that was never given."""
        return self._places.get(token)
