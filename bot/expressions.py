"""Jinja expressions compiled to functions of the data.

Most leaves of a card are a name or two between words. Jinja makes a context for each such leaf,
which costs more than all else in a turn; those leaves are therefore read from Jinja's own syntax
tree and looked up directly. Everything else goes through Jinja itself. Undefined stays an error.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from jinja2 import Environment, StrictUndefined, UndefinedError, nodes

Data = Mapping[str, Any]
Filler = Callable[[Data], Any]


class Expressions:
    """Compiles the texts and conditions of content/ in one environment."""

    def __init__(self, known: Mapping[str, Any], filters: Mapping[str, Callable[..., Any]]) -> None:
        """`known` are names that every message may use; `filters` are Jinja filters by name."""
        self._environment = Environment(undefined=StrictUndefined, autoescape=False)
        self._environment.globals.update(known)
        self._environment.filters.update(filters)
        self._known = dict(known)

    def text(self, template: str) -> Filler:
        """A function that fills a text with `{{ … }}` in it."""
        parts = self._simple_parts(template)
        if parts is None:
            # Positional, since keyword arguments would copy the data once more.
            render = self._environment.from_string(template).render
            return lambda data: render(data).strip()
        if len(parts) == 1:
            only = parts[0]
            return lambda data: str(only(data)).strip()
        return lambda data: "".join([str(part(data)) for part in parts]).strip()

    def value(self, expression: str) -> Filler:
        """A function that gives an expression's value (for a condition, a list, a number)."""
        parts = self._simple_parts("{{ " + expression + " }}")
        if parts is not None and len(parts) == 1:
            return parts[0]
        compiled = self._environment.compile_expression(expression, undefined_to_none=False)
        return lambda data: compiled(data)

    def _simple_parts(self, template: str) -> list[Filler] | None:
        """The text's pieces, if each is plain words, a name, or an attribute of a name."""
        body = self._environment.parse(template).body
        if len(body) != 1 or not isinstance(body[0], nodes.Output):
            return None
        parts = [self._part(node) for node in body[0].nodes]
        return [part for part in parts if part] if all(parts) else None

    def _part(self, node: nodes.Expr) -> Filler | None:
        match node:
            case nodes.TemplateData():
                words = node.data
                return lambda _data: words
            case nodes.Name():
                return self._name(node.name)
            case nodes.Getattr(node=nodes.Name(name=name), attr=attribute):
                owner, get = self._name(name), self._environment.getattr
                return lambda data: _defined(get(owner(data), attribute))
        return None

    def _name(self, name: str) -> Filler:
        known = self._known

        def look_up(data: Data) -> Any:
            if name in data:
                return data[name]
            if name in known:
                return known[name]
            raise UndefinedError(f"{name!r} is undefined")

        return look_up


def _defined(value: Any) -> Any:
    if isinstance(value, StrictUndefined):
        str(value)  # raises, in Jinja's own words
    return value
