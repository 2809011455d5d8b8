"""The pretended LINE users, and which of them a message reaches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

DAY_MS = 86_400_000
# Somebody who is no friend can be pushed to for this long after they last wrote.
OPEN_CHAT_MS = 7 * DAY_MS


@dataclass(slots=True)
class User:
    """One person's account and how it stands towards the bot. Times in epoch milliseconds."""

    id: str
    name: str
    language: str = "th"
    following: bool = False
    blocked: bool = False
    loading_until: int | None = None
    last_wrote_at: int | None = None

    @property
    def is_friend(self) -> bool:
        return self.following and not self.blocked

    def is_reachable(self, now: int) -> bool:
        """Whether a push sent at `now` is shown (and counted)."""
        if self.blocked:
            return False
        wrote_lately = self.last_wrote_at is not None and now - self.last_wrote_at <= OPEN_CHAT_MS
        return self.following or wrote_lately


class Users:
    """Everybody whom the channel has ever met, and the groups it was asked into."""

    def __init__(self) -> None:
        self._users: dict[str, User] = {}
        self.groups: set[str] = set()

    def __iter__(self) -> Iterator[User]:
        return iter(self._users.values())

    def add(self, user: User) -> None:
        self._users[user.id] = user

    def find(self, user_id: str) -> User | None:
        return self._users.get(user_id)

    def knows(self, chat_id: str) -> bool:
        """Whether the channel has met this user or group: pushing to others is an error."""
        return chat_id in self._users or chat_id in self.groups

    def is_reachable(self, chat_id: str, now: int) -> bool:
        """Whether a push to this user or group would be shown."""
        user = self._users.get(chat_id)
        return user.is_reachable(now) if user else chat_id in self.groups

    def has_blocked(self, chat_id: str) -> bool:
        """Whether this is a user who blocked the bot; even replies are then not shown."""
        user = self._users.get(chat_id)
        return user is not None and user.blocked


class FollowerPages:
    """Continuation tokens of the list of friends; each holds for a day."""

    def __init__(self, users: Users) -> None:
        self._users = users
        self._places: dict[str, tuple[int, int]] = {}

    def read(self, start: str | None, limit: int, now: int) -> tuple[list[str], int | None] | None:
        """A page of friends' ids and where the next one begins (None at the end).

        None for a `start` that is unknown or older than a day.
        """
        place = 0
        if start is not None:
            found = self._places.get(start)
            if found is None or now - found[1] > DAY_MS:
                return None
            place = found[0]
        ids = [user.id for user in self._users if user.is_friend]
        end = place + limit
        return ids[place:end], end if end < len(ids) else None

    def remember(self, token: str, place: int, now: int) -> None:
        self._places[token] = (place, now)
