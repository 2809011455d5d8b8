"""Ids and tokens in the shapes that LINE gives them."""

from __future__ import annotations

import base64
import random
import re
import uuid

USER_ID = re.compile(r"U[0-9a-f]{32}")

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_ULID_LENGTH = 26
_FIRST_MESSAGE_ID = 500_000_000_000_000_000


class Ids:
    """Draws every id of one simulator from one source, so that a seed repeats them all."""

    def __init__(self, seed: int | None = None) -> None:
        self._random = random.Random(seed)
        self._last_message_id = _FIRST_MESSAGE_ID

    def user_id(self) -> str:
        """`U` and 32 hexadecimal digits."""
        return "U" + self._random.randbytes(16).hex()

    def rich_menu_id(self) -> str:
        return "richmenu-" + self._random.randbytes(16).hex()

    def message_id(self) -> str:
        """Eighteen digits, larger than those of every earlier message."""
        self._last_message_id += self._random.randrange(1, 1 << 20)
        return str(self._last_message_id)

    def reply_token(self) -> str:
        return self._random.randbytes(16).hex()

    def opaque_token(self) -> str:
        """A quote token, a read token or a continuation token: 64 URL-safe characters."""
        return base64.urlsafe_b64encode(self._random.randbytes(48)).decode()

    def request_id(self) -> str:
        """A UUID, as in `X-Line-Request-Id`."""
        return str(uuid.UUID(bytes=self._random.randbytes(16), version=4))

    def webhook_event_id(self, at_ms: int) -> str:
        """A ULID: 48 bits of time and 80 random ones, so ids sort by the moment of the event."""
        number = (at_ms << 80) | self._random.getrandbits(80)
        return "".join(_CROCKFORD[(number >> 5 * place) & 31] for place in _ULID_PLACES)


_ULID_PLACES = range(_ULID_LENGTH - 1, -1, -1)
