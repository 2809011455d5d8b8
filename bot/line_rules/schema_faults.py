"""Compiles the schemas when first needed, and tells their faults in LINE's words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, NamedTuple

import jsonschema_rs
import orjson
from jsonschema_rs import ValidationErrorKind as Kind

from bot.line_rules import limits, wording
from bot.line_rules.errors import Violation
from bot.line_rules.schema_requests import request_schema
from bot.line_rules.schema_words import Schema
from bot.line_rules.wording import Form

Path = list[str | int]

NO_JSON = Violation("The request body could not be parsed as JSON (line: -, column: -)", "")

# What `x-says` may name; anything else that it holds is LINE's text itself.
_NAMED: dict[str, Callable[[Form, str], str]] = {
    "https": lambda form, _: wording.not_https(form),
    "uri": lambda form, _: wording.bad_uri(form),
    "uri length": lambda form, _: wording.long_uri(form, limits.ACTION_URI_UNITS),
    "property": lambda _, place: wording.unreadable_property(place),
    "quoted property": lambda _, place: wording.unreadable_property(f"'{place}'"),
}


class _Judge(NamedTuple):
    schema: Schema
    validator: jsonschema_rs.Validator
    outside: Form


@cache
def _judge(operation: str) -> _Judge:
    schema = request_schema(operation)
    outside = Form.ACTION if operation == "rich_menu" else Form.PLAIN
    return _Judge(schema, jsonschema_rs.validator_for(schema), outside)


def shape_faults(operation: str, body: object) -> list[tuple[Path, Violation]]:
    """Each fault in the shape of `body` once, with the path at which the schema met it.

    Raises KeyError for an unknown operation.
    """
    judge = _judge(operation)
    if not isinstance(body, dict):
        return [([], NO_JSON)]
    try:
        # The first refuses lone surrogates and bottomless nesting, the second what is no JSON.
        orjson.dumps(body)
        errors = list(judge.validator.iter_errors(body))
    except (orjson.JSONEncodeError, ValueError):
        return [([], NO_JSON)]
    found: dict[Violation, Path] = {}
    for error in errors:
        for violation in _told(error, judge):
            found.setdefault(violation, error.instance_path)
    return [(path, violation) for violation, path in found.items()]


def _told(error: jsonschema_rs.ValidationError, judge: _Judge) -> Iterator[Violation]:
    path = error.instance_path
    match error.kind:
        case Kind.AdditionalProperties(unexpected=names):
            for name in names:
                yield Violation(wording.UNKNOWN_FIELD, property_of([*path, name]))
        case Kind.Required(property=name):
            yield _missing(path, name, judge.outside)
        case Kind.Type() if error.instance is None and path and isinstance(path[-1], int):
            yield _null_element(path, judge.outside)
        case kind:
            rule = _at(judge.schema, error.schema_path[:-1])
            yield _value_fault(kind, rule, path, judge.outside)


def _missing(path: Path, name: str, outside: Form) -> Violation:
    place = property_of([*path, name])
    form = wording.form_of(place, outside)
    if form is Form.ACTION and name == "label":
        return Violation("`label` must be specified", property_of(path))
    return Violation(wording.missing(form), place)


def _null_element(path: Path, outside: Form) -> Violation:
    place = property_of(path)
    if wording.form_of(place, outside) in (Form.TEMPLATE, Form.FLEX):
        return Violation(wording.NULL_ELEMENTS, property_of(path[:-1]))
    return Violation(wording.unreadable_property(place), place)


def _value_fault(kind: Kind, rule: Schema, path: Path, outside: Form) -> Violation:
    place = _component(path) if isinstance(kind, Kind.Enum) else property_of(path)
    form = wording.form_of(place, outside)
    if form is Form.ACTION and isinstance(kind, Kind.MinLength) and path[-1] == "label":
        return _missing(path[:-1], "label", outside)
    texts = rule.get("x-says")
    own = texts.get(kind.name) if isinstance(texts, dict) else None
    if own is not None:
        named = _NAMED.get(own)
        return Violation(named(form, place) if named else own, place)
    return Violation(_general(kind, rule, form, place), place)


def _general(kind: Kind, rule: Schema, form: Form, place: str) -> str:
    match kind:
        case Kind.MinLength():
            return wording.empty(form)
        case Kind.MaxLength(limit=limit):
            return wording.too_long(form, limit)
        case Kind.MinItems() | Kind.MaxItems():
            return wording.wrong_count(form, rule["minItems"], rule["maxItems"])
        case Kind.MaxProperties(limit=limit):
            return wording.wrong_count(form, 0, limit)
        case Kind.Minimum() | Kind.Maximum():
            return wording.out_of_range(form, rule["minimum"], rule.get("maximum", "any"))
        case Kind.Enum(options=options):
            return wording.not_one_of(form, options)
        case Kind.Type():
            return wording.unreadable(form, place)
        case _:
            return wording.INVALID_PROPERTY


def _component(path: Path) -> str:
    """LINE names the component, not its `type`, when a component may not stand where it does."""
    inside = len(path) > 4 and path[2] == "contents" and path[-1] == "type"
    return property_of(path[:-1] if inside else path)


def property_of(path: Path) -> str:
    """The path as a Violation's `property`: dots and brackets, or a pointer in rich messages."""
    if len(path) > 3 and path[0] == "messages" and path[2] in ("contents", "template"):
        pointer = path[3:] if path[2] == "contents" else path[2:]
        return f"messages[{path[1]}]/" + "/".join(map(str, pointer))
    parts = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return "".join(parts).removeprefix(".")


def _at(schema: Schema, path: Path) -> Schema:
    """The part of the schema that holds the broken keyword."""
    node: Any = schema
    for step in path:
        node = node[step]
    return node if isinstance(node, dict) else {}
