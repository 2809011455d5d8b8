"""How cards are drawn: the vocabulary of `bot/cards.py` as LINE's Flex.

The result is still a template: string leaves keep their Jinja text, and `When`/`Each` mark parts
that depend on data. Buttons are boxes with an action, because LINE cuts the label of its own
button component and a label must stay readable in the largest font.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.cards import Block, Both, Button, Card, Placed, Words

Tree = Any  # a JSON value, with Leaf, When and Each among its nodes

_GREEN, _DARK, _PALE = "#2E7D4F", "#1F4D33", "#EAF4EC"
_INK, _GREY, _AMBER, _SAND = "#1F2A24", "#5B6B62", "#7A4B00", "#FFF4DC"
_RED, _ROSE = "#B3261E", "#FDECEA"

_BUTTON_COLOURS = {
    "primary": (_GREEN, "#FFFFFF"),
    "plain": (_PALE, _DARK),
    "alert": (_ROSE, _RED),
    "danger": (_RED, "#FFFFFF"),
}


@dataclass(frozen=True, slots=True)
class When:
    """A part that is there only when the expression holds."""

    expression: str
    part: Tree


@dataclass(frozen=True, slots=True)
class Each:
    """A part that is repeated for each value of the expression, named `item`."""

    expression: str
    part: Tree


@dataclass(frozen=True, slots=True)
class Number:
    """An expression whose value is a number, written with a suffix ("40%")."""

    expression: str
    suffix: str


class Drawing:
    """Draws cards in one language; knows the shared buttons by name."""

    def __init__(self, language: str, shared: Mapping[str, Button]) -> None:
        self._language = language
        self._shared = shared

    def words(self, words: Words) -> str:
        """The text of one language."""
        if isinstance(words, Both):
            return str(getattr(words, self._language))
        return words

    def bubble(self, card: Card) -> Tree:
        """One bubble (LINE's `mega`), placed as the card says."""
        colour = _RED if card.tone == "danger" else _DARK
        body: list[Tree] = []
        if card.eyebrow is not None:
            body.append(self._text(card.eyebrow, size="md", color=_GREY))
        if card.progress is not None:
            body.append(_progress_bar(card.progress))
        body.append(self._text(card.title, size="xl", weight="bold", color=colour))
        body += [self._block(block) for block in card.blocks]
        bubble: dict[str, Tree] = {
            "type": "bubble",
            "size": "mega",
            "body": _column(body, spacing="md", paddingAll="18px"),
        }
        if card.buttons:
            buttons = [self.button(one) for one in card.buttons]
            bubble["footer"] = _column(buttons, spacing="sm", paddingAll="14px", paddingTop="2px")
        return place(card, bubble)

    def button(self, button: Button) -> Tree:
        """A pressable box with a label that wraps."""
        shown = self.resolve(button)
        label = self.words(shown.label or "")
        if shown.style == "quiet":
            box = _column([_label(label, color=_GREEN, decoration="underline")], paddingAll="8px")
        else:
            background, ink = _BUTTON_COLOURS[shown.style]
            box = _column(
                [_label(label, color=ink, weight="bold")],
                paddingAll="12px",
                cornerRadius="10px",
                backgroundColor=background,
            )
        return place(button, {**box, "action": self.action(shown)})

    def resolve(self, button: Button) -> Button:
        """The button itself, or the shared one that it uses."""
        return self._shared[button.use] if button.use else button

    def action(self, button: Button) -> Tree:
        """LINE's action of a button (never of one that only says `use`)."""
        words = self.words(button.label or "")
        # The box shows the whole; LINE refuses a label of more than 40 characters in the action.
        label = f"{{% filter short_label %}}{words}{{% endfilter %}}" if "{" in words else words
        if button.press is not None:
            return {"type": "postback", "label": label, "data": button.press, "displayText": words}
        if button.say is not None:
            return {"type": "message", "label": label, "text": self.words(button.say)}
        if button.pick_date is not None:
            return _date_picker(button, label)
        return {"type": "uri", "label": label, "uri": self._address(button)}

    def _address(self, button: Button) -> str:
        if button.call is not None:
            return f"tel:{button.call}"
        if button.share is not None:
            text = self.words(button.share)
            return f"https://line.me/R/share?text={{{{ ({_as_expression(text)}) | urlencode }}}}"
        assert button.open is not None
        join = "&" if "?" in button.open else "?"
        # LINE's own browser forgets what a person typed; the phone's browser does not.
        return f"{button.open}{join}openExternalBrowser=1"

    def _block(self, block: Block) -> Tree:
        return place(block, self._block_body(block))

    def _block_body(self, block: Block) -> Tree:
        if block.text is not None:
            return self._text(block.text, size="md", color=_INK)
        if block.small is not None:
            return self._text(block.small, size="md", color=_GREY)
        if block.heading is not None:
            return self._text(block.heading, size="lg", weight="bold", color=_DARK, margin="lg")
        if block.note is not None:
            return _soft_box(self._text(block.note, size="md", color=_INK), _PALE)
        if block.warn is not None:
            return _soft_box(self._text(block.warn, size="md", color=_AMBER), _SAND)
        if block.buttons is not None:
            return self._grid(block.buttons, block.columns)
        return {"type": "separator", "margin": "lg"}

    def _grid(self, buttons: tuple[Button, ...], columns: int) -> Tree:
        rows = [buttons[start : start + columns] for start in range(0, len(buttons), columns)]
        if columns == 1:
            return _column([self.button(one) for one in buttons], spacing="sm")
        return _column(
            [
                {
                    "type": "box",
                    "layout": "horizontal",
                    "spacing": "sm",
                    "contents": [self.button(one) for one in row],
                }
                for row in rows
            ],
            spacing="sm",
        )

    def _text(self, words: Words, **style: str) -> Tree:
        return {"type": "text", "text": self.words(words), "wrap": True, "scaling": True, **style}


def place(placed: Placed, part: Tree) -> Tree:
    """The part under its `each` and `when`."""
    if placed.each is not None:
        return Each(placed.each, part if placed.when is None else When(placed.when, part))
    return part if placed.when is None else When(placed.when, part)


def _label(label: str, **style: str) -> Tree:
    return {
        "type": "text", "text": label, "wrap": True, "scaling": True,
        "align": "center", "size": "md", **style,
    }  # fmt: skip


def _column(contents: Iterable[Tree], **style: str) -> dict[str, Tree]:
    return {"type": "box", "layout": "vertical", "contents": list(contents), **style}


def _soft_box(text: Tree, background: str) -> Tree:
    return _column([text], paddingAll="12px", cornerRadius="10px", backgroundColor=background)


def _progress_bar(expression: str) -> Tree:
    # Width 0 would be refused by nobody but seen by nobody either; LINE draws at least the edge.
    filled = {
        "type": "box", "layout": "vertical", "contents": [], "height": "6px",
        "backgroundColor": _GREEN, "cornerRadius": "3px", "width": Number(expression, "%"),
    }  # fmt: skip
    return _column([filled], height="6px", backgroundColor="#DCE8DF", cornerRadius="3px")


def _date_picker(button: Button, label: str) -> Tree:
    action = {"type": "datetimepicker", "label": label, "data": button.pick_date, "mode": "date"}
    bounds = {"initial": button.initial, "min": button.first, "max": button.last}
    return action | {name: value for name, value in bounds.items() if value is not None}


def _as_expression(text: str) -> str:
    """A text with `{{ … }}` inside, as one Jinja expression, so that it can be quoted whole."""
    parts = []
    rest = text
    while "{{" in rest:
        before, _, rest = rest.partition("{{")
        inside, _, rest = rest.partition("}}")
        parts += [repr(before)] * bool(before) + [f"({inside.strip()})"]
    parts += [repr(rest)] * bool(rest)
    return " ~ ".join(parts) or "''"
