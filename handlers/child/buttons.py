"""Buttons of the child's pages. A guest's whole check travels in them and is stored nowhere."""

from __future__ import annotations

import uuid
from datetime import date

from bot.postback import Button, button


@button("chk")
class StartCheck(Button):
    """Begin a check: which child, or how old."""


@button("chk-new")
class StartForGuest(Button):
    """Begin a check for a child that we do not know."""


@button("chk-kid")
class StartForChild(Button):
    """Begin or go on with a check for a remembered child."""

    child: uuid.UUID


@button("chk-anew")
class CheckAnew(Button):
    """Begin another round of the band for a remembered child."""

    child: uuid.UUID


@button("chk-born")
class PickedBirth(Button):
    """The date picker under the question of age."""


@button("chk-ages")
class ListAges(Button):
    """Show all ages as buttons, for those who cannot type or have no date picker."""


@button("chk-age")
class TellAge(Button):
    """An age or a birth date was chosen; `weeks_early` is None until it was asked."""

    months: int | None
    birth: date | None = None
    weeks_early: int | None = None


@button("chk-early")
class AskWeeks(Button):
    """Born early: ask in which week."""

    months: int | None
    birth: date | None = None


@button("chk-a")
class Answered(Button):
    """An answer to an item: y, n or s (not sure). Without `check` it is a guest's check."""

    band: int
    answers: str
    months: int | None
    birth: date | None
    weeks_early: int
    check: uuid.UUID | None
    item: int
    answer: str


@button("chk-q")
class ShowItem(Button):
    """Go to an item (0: the next one without an answer)."""

    band: int
    answers: str
    months: int | None
    birth: date | None
    weeks_early: int
    check: uuid.UUID | None
    item: int


@button("chk-p")
class Pause(Button):
    """Stop here and go on later."""

    band: int
    answers: str
    months: int | None
    birth: date | None
    weeks_early: int
    check: uuid.UUID | None


@button("chk-c")
class ChangeAnswers(Button):
    """List the answers, to change one."""

    band: int
    answers: str
    months: int | None
    birth: date | None
    weeks_early: int
    check: uuid.UUID | None


@button("mem")
class Remember(Button):
    """Have the child remembered, with a check if `band` is not 0.

    `draft` is made of the event that offered it, so that pressing twice makes one child.
    """

    draft: str
    band: int = 0
    answers: str = ""
    months: int | None = None
    birth: date | None = None
    weeks_early: int = 0


@button("mem-r")
class TellRelation(Button):
    """Who the person is to the child."""

    relation: str
    draft: str
    band: int = 0
    answers: str = ""
    months: int | None = None
    birth: date | None = None
    weeks_early: int = 0


@button("mem-c")
class GiveConsent(Button):
    """Consent to purposes: p (profile), or pc (profile and checks)."""

    purposes: str
    relation: str
    draft: str
    band: int = 0
    answers: str = ""
    months: int | None = None
    birth: date | None = None
    weeks_early: int = 0


@button("mem-no")
class Decline(Button):
    """Rather not be remembered."""


@button("mem-sn")
class SkipNickname(Button):
    """No nickname."""

    child: uuid.UUID


@button("mem-sb")
class SkipBirth(Button):
    """No birth date for now."""

    child: uuid.UUID


@button("mem-b")
class PickedBirthOf(Button):
    """The date picker for a remembered child's birth date."""

    child: uuid.UUID


@button("kids")
class MyChildren(Button):
    """List the remembered children."""


@button("kid")
class ShowChild(Button):
    """One remembered child, with what can be done."""

    child: uuid.UUID


@button("kid-new")
class AddChild(Button):
    """Have a child remembered without a check."""


@button("kid-name")
class Rename(Button):
    """Give the child another nickname."""

    child: uuid.UUID


@button("kid-born")
class ChangeBirth(Button):
    """Correct the birth date."""

    child: uuid.UUID


@button("kid-early")
class AskIfEarly(Button):
    """Ask whether a remembered child was born early."""

    child: uuid.UUID


@button("kid-week")
class AskWeeksOf(Button):
    """A remembered child was born early: ask in which week."""

    child: uuid.UUID


@button("kid-weeks")
class TellWeeks(Button):
    """How many whole weeks before the fortieth a remembered child was born (0: at term)."""

    child: uuid.UUID
    weeks_early: int


@button("kid-chk")
class AskToKeepChecks(Button):
    """Ask for the consent to keep this child's checks too."""

    child: uuid.UUID


@button("kid-chk2")
class KeepChecks(Button):
    """Consent to keep this child's checks too."""

    child: uuid.UUID


@button("kid-nochk")
class WithdrawChecks(Button):
    """Withdraw the consent to keep checks."""

    child: uuid.UUID


@button("kid-del")
class AskToForget(Button):
    """Ask before a child is forgotten."""

    child: uuid.UUID


@button("kid-del2")
class ForgetNow(Button):
    """Forget the child."""

    child: uuid.UUID
