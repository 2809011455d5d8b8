"""When two acts come to the same, so that a walk does one of them and ends.

A guest's check alone has four answers to each of up to eleven items: a million states. What an
answer shows of them is little, and that little is what is compared here.
"""

from __future__ import annotations

from bot.content import Content
from bot.context import ChildState, PersonState
from bot.postback import Button
from bot.thai import completed_months
from handlers.child import buttons as our
from handlers.child.bands import CORRECTED_UNTIL_MONTHS, Band
from handlers.child.round import Carrier
from tests.support.talk import TODAY, Act

Shape = tuple[object, ...]

_LETTERS = {"yes": "y", "not_yet": "n", "not_sure": "s"}
MOST_CHILDREN = 2


class Sameness:
    """Knows the bands, in which the answers of a round are counted."""

    def __init__(self, content: Content) -> None:
        self._bands = {band.band: band for band in content.records(Band)}

    def shape_of(self, person: PersonState, act: Act) -> Shape | None:
        """What the act comes to; None for one that a walk leaves out."""
        button = act.button
        match button:
            case None:
                asked = person.position.name if person.position else ""
                return ("says", act.said, repr(act.other), asked)
            case our.Answered() | our.ShowItem() | our.Pause() | our.ChangeAnswers():
                return self._of_round(person, button)
            case our.GiveConsent():
                if len(person.children) == MOST_CHILDREN:
                    return None
                of_band = button.band if button.relation == "mother" else bool(button.band)
                return (button.prefix, button.purposes, button.relation, of_band)
            case our.TellRelation():
                return (button.prefix, button.relation, bool(button.band))
            case our.Remember():
                return (button.prefix, bool(button.band))
            case our.TellAge() | our.AskWeeks() | our.PickedBirth():
                return (act.pressed, act.picked)
        if child := _child_of(button, person):
            rest = [part for part in str(button).split(":")[1:] if part != child.child_id.hex]
            by_band = isinstance(button, our.StartForChild | our.CheckAnew)
            return (button.prefix, *rest, act.picked, *self._of_child(child, by_band=by_band))
        return (act.pressed, *self._of_person(person))

    def letters(self, person: PersonState, button: Carrier) -> str:
        """The round's answers before this press (y, n, s or -), in the band's order."""
        if button.check is None:
            return button.answers
        found = person.check(button.check)
        if found is None:
            return ""
        answers = found[1].answers
        return "".join(
            _LETTERS[answers[item.id]] if item.id in answers else "-"
            for item in self._bands[found[1].band].items
        )

    def _of_round(self, person: PersonState, button: Carrier) -> Shape:
        letters = self.letters(person, button)
        kept = button.check is not None
        known = not kept and button.birth in {child.birth_date for child in person.children}
        round_: Shape = (button.prefix, kept, known, button.band)
        given = frozenset(letters) - {"-"}
        left = letters.count("-")
        match button:
            case our.Answered() if letters:
                if self._own(letters, button) != "-":
                    return (*round_, button.item, button.answer, "again", left == 0)
                return (*round_, button.item, button.answer, given, left == 1)
            case our.ShowItem() if letters and button.item:
                return (*round_, button.item, self._own(letters, button), left == 0)
            case our.ShowItem():
                return (*round_, letters.find("-"), given if not left else None)
            case our.ChangeAnswers():
                return (*round_, given, left == 0)
            case _:
                return (*round_, left)

    def _own(self, letters: str, button: our.Answered | our.ShowItem) -> str:
        return letters[self._bands[button.band].position(button.item) or 0]

    def _of_child(self, child: ChildState, *, by_band: bool = False) -> Shape:
        """What a child's page shows, or (`by_band`) what decides on the check to begin."""
        months = completed_months(child.birth_date, TODAY) if child.birth_date else None
        band = self._band_of(months)
        round_: object = None
        if child.check is not None:
            items = self._bands[child.check.band].items
            round_ = (child.check.band == band, len(child.check.answers) == len(items))
        if by_band:
            return (band, child.keeps_checks, round_)
        young = None if months is None else months < CORRECTED_UNTIL_MONTHS
        return (bool(child.nickname), young, bool(child.weeks_early), child.keeps_checks, round_)

    def _of_person(self, person: PersonState) -> Shape:
        """What the person's own pages show of their children."""
        children = person.children
        return self._of_child(children[0]) if len(children) == 1 else (len(children),)

    def _band_of(self, months: int | None) -> int | None:
        fits = (b.band for b in self._bands.values() if b.from_month <= (months or 0) <= b.to_month)
        return None if months is None else next(fits, 0)


def _child_of(button: Button, person: PersonState) -> ChildState | None:
    child_id = getattr(button, "child", None)
    return person.child(child_id) if child_id else None
