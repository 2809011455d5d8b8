"""The vocabulary in which the schemas are written: closed objects, dispatch, kinds of values.

`x-says` beside a keyword names the fault's wording where the general one would be wrong: a name
known to `schema_faults`, or LINE's text itself.
"""

from __future__ import annotations

from bot.line_rules import limits

Schema = dict[str, object]

# Printable ASCII that a URI may hold; LINE wants everything else percent-encoded.
_URI_CHARACTERS = r"[!#-;=?-\[\]_a-z~]"
_DECIMAL = r"[0-9]+(?:\.[0-9]+)?"

FLAG: Schema = {"type": "boolean"}
TEXT: Schema = {"type": "string"}
FULL_TEXT: Schema = {"type": "string", "minLength": 1}
COUNT: Schema = {"type": "integer", "minimum": 0}
PIXELS: Schema = {"type": "integer", "minimum": 1, "maximum": 2**31 - 1}
OFFSET_PIXELS: Schema = {"type": "integer", "minimum": 0, "maximum": 2**31 - 1}

HTTPS_URL: Schema = {
    "type": "string",
    "pattern": rf"^https://[A-Za-z0-9\[]{_URI_CHARACTERS}*$",
    "maxLength": limits.URL_UNITS,
    "x-says": {"pattern": "https"},
}
ACTION_URI: Schema = {
    "type": "string",
    "pattern": rf"^(?:https?://[A-Za-z0-9\[]|line://|tel:){_URI_CHARACTERS}*$",
    "maxLength": limits.ACTION_URI_UNITS,
    "x-says": {"pattern": "uri", "maxLength": "uri length"},
}
RGB: Schema = {"type": "string", "pattern": "^#[0-9A-Fa-f]{6}$"}
RGBA: Schema = {"type": "string", "pattern": "^#[0-9A-Fa-f]{6}(?:[0-9A-Fa-f]{2})?$"}
ASPECT_RATIO: Schema = {"type": "string", "pattern": f"^{_DECIMAL}:{_DECIMAL}$"}
ANGLE: Schema = {
    "type": "string",
    "pattern": r"^(?:[1-9]?[0-9]|[12][0-9]{2}|3[0-5][0-9])(?:\.[0-9]+)?deg$",
}
PERCENT_POSITION: Schema = {
    "type": "string",
    "pattern": r"^(?:100(?:\.0+)?|[1-9]?[0-9](?:\.[0-9]+)?)%$",
}


def says(schema: Schema, **by_keyword: str) -> Schema:
    """`schema` with its own wording for a fault in the named keywords."""
    return {**schema, "x-says": by_keyword}


def matching(pattern: str, wording: str) -> Schema:
    """A text of this (anchored) pattern; `wording` is LINE's for any other."""
    return {"type": "string", "pattern": pattern, "x-says": {"pattern": wording}}


def one_of(*values: object) -> Schema:
    """Exactly one of these values."""
    return {"enum": list(values)}


def length(*keywords: str, percent: bool = False, negative: bool = False) -> Schema:
    """A size or distance: one of the keywords, pixels, or a percentage of the parent.

    LINE writes "positive", yet its own showcase cards use 0px, and -2px as an offset.
    """
    sign = "-?" if negative else ""
    unit = "(?:px|%)" if percent else "px"
    options = [*keywords, f"{sign}{_DECIMAL}{unit}"]
    return {"type": "string", "pattern": f"^(?:{'|'.join(options)})$"}


def array(items: Schema, least: int, most: int) -> Schema:
    """An array of `least` to `most` such items."""
    return {"type": "array", "minItems": least, "maxItems": most, "items": items}


def ref(name: str) -> Schema:
    """The schema of this name in `$defs`."""
    return {"$ref": f"#/$defs/{name}"}


def closed(required: tuple[str, ...] = (), **properties: Schema | bool) -> Schema:
    """An object with these properties and no others."""
    return {
        "type": "object",
        "required": list(required),
        "properties": properties,
        "additionalProperties": False,
    }


def typed(required: tuple[str, ...] = (), **properties: Schema | bool) -> Schema:
    """A closed object for `dispatch`, which judges `type` itself."""
    return closed(required, type=True, **properties)


def dispatch(by_type: dict[str, Schema]) -> Schema:
    """An object whose `type` chooses its schema, so that only that one's faults are reported.

    A chain of if/then/else ends at the first match: put the frequent types first.
    """
    chain: Schema = {}
    for name, schema in reversed(by_type.items()):
        named: Schema = {"required": ["type"], "properties": {"type": {"const": name}}}
        otherwise: Schema = {"else": chain} if chain else {}
        chain = {"if": named, "then": schema, **otherwise}
    return {
        "type": "object",
        "required": ["type"],
        "properties": {"type": {"enum": list(by_type)}},
        **chain,
    }
