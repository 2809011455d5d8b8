"""SIGKILL of the real process at every step of an event's path, and a restart.

Back within the token's life: each event is handled once and each message accepted once. Later:
never twice, and what nobody can know any more is counted as `unknown`.
"""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass

import pytest
import pytest_asyncio

from bot.simulator import Accepted
from tests.faults.household import Household, open_household
from tests.support.chat import Chat
from tests.support.servers import Postgres
from tests.support.trouble import says_one_by_one, stale_event

pytestmark = pytest.mark.asyncio(loop_scope="module")

# Past every lease (15 s) and hold (20 s), within the reply token's life (50 s).
SOON = 21
# Past the lease alone, so that a token outlives it twice.
SOONER = 16
# Past the token's life at LINE too (60 s).
LATE = 75
# Past the retry key's life (23 h).
NEXT_DAY = 25 * 3600

INTAKE = ("before the intake's commit", "after the intake's commit", "before the 200",
          "after the wake-up")  # fmt: skip
ANSWER = ("before the drain's commit", "after the drain's commit", "before the call",
          "accepted, the answer unread", "before the settling commit",
          "after the settling commit")  # fmt: skip


@pytest.fixture(scope="module", params=["sqlite", "postgres+valkey"])
def engines(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, str]]:
    """DATABASE_URL and REDIS_URL: the embedded default, and production's."""
    if request.param == "sqlite":
        path = tmp_path_factory.mktemp("kills") / "tonkla.db"
        shutil.copyfile(request.getfixturevalue("migrated_sqlite"), path)
        yield f"sqlite:///{path}", ""
        return
    server: Postgres = request.getfixturevalue("postgres")
    url = server.new_database()
    yield url, request.getfixturevalue("valkey")
    server.drop(url)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def running(engines: tuple[str, str]) -> AsyncIterator[Household]:
    """One household for all tests on an engine: each restart is the next test's start."""
    async with open_household(*engines) as household:
        yield household


@pytest_asyncio.fixture(loop_scope="module")
async def house(running: Household) -> Household:
    """Everything runs, nothing is under way."""
    running.orders.live()
    await running.start()
    await running.settled()
    return running


@pytest.mark.parametrize(
    ("step", "time"),
    [
        *((step, 1) for step in (*INTAKE, *ANSWER)),
        # Here some of three answers are out and some are not.
        ("before the call", 2),
        ("accepted, the answer unread", 3),
    ],
)
async def test_an_answer_survives(house: Household, step: str, time: int) -> None:
    control, mali, boon = [await house.person(name) for name in ("ก", "แม่มะลิ", "ยายบุญ")]
    for text in ("เมนู", "วิธีใช้"):
        await control.says(text)
    events, rows = await house.events(), len(await house.deliveries())
    house.orders.die(step, time)
    await says_one_by_one(mali, "เมนู")
    await says_one_by_one(boon, "เมนู")
    await says_one_by_one(mali, "วิธีใช้")
    await house.killed("web" if step in INTAKE else house.answering)
    house.passes(SOON)
    await house.start()
    await house.settled()
    assert await house.events() == events + 3
    made = (await house.deliveries())[rows:]
    assert [(row.kind, row.outcome) for row in made] == [("reply", "accepted")] * 3
    assert mali.messages[1:] == control.messages[1:]
    assert boon.messages[1:] == control.messages[1:2]
    assert [one.kind for one in _to(house, mali, boon)] == ["reply"] * 5


@pytest.mark.parametrize(
    "step",
    ["before the claim's commit", "before the call", "accepted, the answer unread",
     "before the settling commit"],
)  # fmt: skip
async def test_an_answer_survives_a_second_death_on_the_way_back(
    house: Household, step: str
) -> None:
    mali = await house.person("แม่มะลิ")
    events, rows = await house.events(), len(await house.deliveries())
    house.orders.die("after the drain's commit")
    await house.platform.say(mali.user_id, "เมนู")
    await house.killed(house.answering)
    house.passes(SOONER)
    house.orders.die(step)
    await house.start(wait=False)
    await house.killed(house.answering)
    house.passes(SOONER)
    await house.start()
    await house.settled()
    assert await house.events() == events + 1
    assert [row.outcome for row in (await house.deliveries())[rows:]] == ["accepted"]
    assert [one.kind for one in _to(house, mali)] == ["reply", "reply"]


@pytest.mark.parametrize(
    ("step", "time", "arrives"),
    [
        # LINE's refusal dies with the process: nobody can then know that the token was not used.
        ("before the first attempt's commit", 1, 0),
        ("after the first attempt's commit", 1, 1),
        ("before the call", 2, 1),
        ("accepted, the answer unread", 2, 1),
        ("before the settling commit", 1, 1),
        ("after the settling commit", 1, 1),
    ],
)
async def test_a_push_survives(house: Household, step: str, time: int, arrives: int) -> None:
    mali = await house.person("แม่มะลิ")
    events, rows = await house.events(), len(await house.deliveries())
    house.platform.quota.set_used(0)
    house.orders.die(step, time)
    event = stale_event(mali.user_id, "เมนู", house.platform.clock())
    await house.platform.send_event(mali.user_id, event)
    await house.killed(house.answering)
    house.passes(SOON)
    await house.start()
    await house.settled()
    assert await house.events() == events + 1
    assert [row.outcome for row in (await house.deliveries())[rows:]] == ["accepted"]
    assert [one.kind for one in _to(house, mali)] == ["reply"] + ["push"] * arrives
    assert house.platform.quota.used == arrives


@dataclass(frozen=True)
class Later:
    """A restart after the token's life: what was accepted in all, and how the delivery ends."""

    step: str
    accepted: tuple[str, ...]
    outcome: str
    text: str = "เมนู"

    @property
    def promise(self) -> str:
        """The name of the test."""
        return self.step + (" of a danger card" if self.text == DANGER else "")


DANGER = "ลูกชัก"
LATER = [
    Later("before the intake's commit", ("reply",), "accepted"),
    Later("before the drain's commit", ("push",), "accepted"),
    Later("after the drain's commit", (), "unknown"),
    Later("before the call", (), "unknown"),
    Later("accepted, the answer unread", ("reply",), "unknown"),
    Later("before the settling commit", ("reply",), "unknown"),
    Later("after the settling commit", ("reply",), "accepted"),
    Later("before the call", ("push",), "accepted", DANGER),
    Later("accepted, the answer unread", ("reply", "push"), "accepted", DANGER),
]


@pytest.mark.parametrize("later", LATER, ids=lambda one: one.promise)
async def test_back_too_late_nothing_is_said_twice_and_doubt_is_counted(
    house: Household, later: Later
) -> None:
    mali = await house.person("แม่มะลิ")
    events, rows = await house.events(), len(await house.deliveries())
    role = "web" if later.step in INTAKE else house.answering
    house.orders.die(later.step)
    await house.platform.say(mali.user_id, later.text)
    await house.killed(role)
    house.passes(LATE)
    await house.start()
    await house.settled()
    assert await house.events() == events + 1
    assert [row.outcome for row in (await house.deliveries())[rows:]] == [later.outcome]
    assert tuple(one.kind for one in _to(house, mali)[1:]) == later.accepted
    counted = 'tonkla_deliveries_total{kind="reply",outcome="unknown"} 1.0'
    assert (counted in await house.metrics(house.answering)) is (later.outcome == "unknown")


async def test_a_push_is_not_repeated_when_its_key_has_died(house: Household) -> None:
    mali = await house.person("แม่มะลิ")
    house.orders.die("accepted, the answer unread", 2)
    event = stale_event(mali.user_id, "เมนู", house.platform.clock())
    await house.platform.send_event(mali.user_id, event)
    await house.killed(house.answering)
    house.passes(NEXT_DAY)
    await house.start()
    await house.settled()
    assert (await house.deliveries())[-1].outcome == "unknown"
    assert [one.kind for one in _to(house, mali)] == ["reply", "push"]
    counted = 'tonkla_deliveries_total{kind="push",outcome="unknown"} 1.0'
    assert counted in await house.metrics(house.answering)


def _to(house: Household, *chats: Chat) -> list[Accepted]:
    """What LINE accepted for these people, the greeting first."""
    people = {chat.user_id for chat in chats}
    return [one for one in house.platform.accepted if one.recipients[0] in people]
