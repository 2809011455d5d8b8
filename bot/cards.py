"""What a message file may hold: texts and cards made of a few blocks.

A card looks the same everywhere because only this vocabulary exists; how it is drawn as LINE's
Flex stands in `bot/flex.py`. Any string may be given once (`"…"`) or by language
(`{th: …, en: …}`), and may hold Jinja expressions over the data that the handler passes.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, model_validator


class Strict(BaseModel):
    """Closed and frozen: a misspelt key in content/ is an error with a line number."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Both(Strict):
    """A text in both languages, each whole."""

    th: str = Field(min_length=1)
    en: str = Field(min_length=1)


Words = Both | str


class Placed(Strict):
    """Shown only `when` an expression holds; repeated for `each` value of a list, as `item`."""

    when: str | None = None
    each: str | None = None


class Button(Placed):
    """One thing to press: exactly one of press, say, call, open, share, pick_date, or use.

    `press` is postback data (a typed button passed as data), `call` a phone number, `share` a text
    that the person may send to somebody else, `use` the name of a shared button.
    """

    label: Words | None = None
    style: Literal["primary", "plain", "quiet", "alert", "danger"] = "plain"
    press: str | None = None
    say: Words | None = None
    call: str | None = None
    open: str | None = None
    share: Words | None = None
    pick_date: str | None = None
    first: str | None = None  # earliest and latest day of pick_date, and the day shown
    last: str | None = None
    initial: str | None = None
    use: str | None = None

    @model_validator(mode="after")
    def _does_one_thing(self) -> Button:
        ways = (self.press, self.say, self.call, self.open, self.share, self.pick_date, self.use)
        if sum(way is not None for way in ways) != 1:
            raise ValueError("a button does exactly one thing (press, say, call, open, …)")
        if (self.label is None) != (self.use is not None):
            raise ValueError("a button has a label, or takes it from the shared button it uses")
        return self


class Block(Placed):
    """One part of a card: exactly one of its kinds.

    text, small (less important text), heading, note (soft box), warn (amber box), buttons (a row
    of equals, wrapped at `columns`), line (a rule).
    """

    text: Words | None = None
    small: Words | None = None
    heading: Words | None = None
    note: Words | None = None
    warn: Words | None = None
    buttons: tuple[Button, ...] | None = None
    line: Literal[True] | None = None
    columns: Literal[1, 2, 3] = 1

    @model_validator(mode="after")
    def _is_one_kind(self) -> Block:
        kinds = (self.text, self.small, self.heading, self.note, self.warn, self.buttons, self.line)
        if sum(kind is not None for kind in kinds) != 1:
            raise ValueError("a block is exactly one of text, small, heading, note, warn, …")
        return self


class Card(Placed):
    """One bubble: a small line above the title, a progress bar, blocks, buttons below."""

    eyebrow: Words | None = None
    title: Words
    tone: Literal["calm", "danger"] = "calm"
    progress: str | None = None  # an expression, per cent
    blocks: tuple[Block, ...] = ()
    buttons: tuple[Button, ...] = ()


class TextMessage(Placed):
    """A plain text bubble, at most 5,000 UTF-16 units."""

    text: Words


class CardMessage(Placed):
    """A card. `alt` is all that a locked phone shows: never a result, a right or a name."""

    card: Card
    alt: Words


class CarouselMessage(Placed):
    """Up to twelve cards side by side."""

    carousel: tuple[Card, ...] = Field(min_length=1)
    alt: Words


def _kind_of(message: object) -> str:
    """Which kind is meant, so that an error speaks of that kind alone."""
    given = message if isinstance(message, dict) else vars(message)
    return next((kind for kind in ("card", "carousel") if kind in given), "text")


Message = Annotated[
    Annotated[TextMessage, Tag("text")]
    | Annotated[CardMessage, Tag("card")]
    | Annotated[CarouselMessage, Tag("carousel")],
    Discriminator(_kind_of),
]


class Facts(Strict):
    """Where a fact of law or health comes from, since when it holds, and until when we trust it.

    `sources` are keys of content/sources.yaml.
    """

    sources: tuple[str, ...] = Field(min_length=1)
    effective_from: date
    reviewed_on: date
    review_by: date


class MessageFile(Strict):
    """A file of content/ that handlers show by name: `content/menu/card.yaml` is `menu/card`.

    `sample` holds data with which the content check fills the messages, one of them per case.
    """

    messages: tuple[Message, ...] = Field(min_length=1, max_length=5)
    quick: tuple[Button, ...] = Field(default=(), max_length=4)
    facts: Facts | None = None
    sample: tuple[dict[str, object], ...] = ({},)


class TopicFile(Strict):
    """`content/<topic>/topic.yaml`: what a topic is called, and the words that mean it.

    `answer` names the message that answers it; a topic with a handler of its own has instead a
    `start`, the postback that begins it. The words of an `alone` topic count
    only when they are nearly all that the message says (a greeting, thanks), or wholly all of it
    but for a polite particle ("หยุด": a child that does not stop crying is another matter).
    """

    title: Both
    keywords: tuple[str, ...] = Field(min_length=1)
    answer: str | None = None
    start: str | None = None
    danger: bool = False
    alone: Literal["nearly", "wholly"] | None = None


class Source(Strict):
    """An entry of content/sources.yaml."""

    title: str
    publisher: str
    published: str  # a year or a date, as printed
    address: str
    doubt: str | None = None


class ServiceWords(Strict):
    """content/service.yaml: the office that runs the account, in its own words."""

    office_th: str
    office_en: str
    hours_th: str
    hours_en: str
