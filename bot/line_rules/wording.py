"""LINE's wording of each kind of fault, which differs by where the fault lies."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum

_POINTER = re.compile(r"messages\[\d+\]/(template(?:/|$))?")


class Form(Enum):
    """The four parts of LINE that speak: bean validation, actions and menus, templates, Flex."""

    PLAIN = "plain"
    ACTION = "action"
    TEMPLATE = "template"
    FLEX = "flex"


def form_of(place: str, outside: Form = Form.PLAIN) -> Form:
    """Who speaks about `place` (a Violation's property); `outside` is for places in no message."""
    pointer = _POINTER.match(place)
    if pointer:
        return Form.TEMPLATE if pointer.group(1) else Form.FLEX
    return Form.ACTION if ".action" in place else outside


UNKNOWN_FIELD = "unknown field"
INVALID_PROPERTY = "invalid property"
NULL_ELEMENTS = "cannot contain null elements"
MUST_BE_SPECIFIED = "must be specified"


def missing(form: Form) -> str:
    """A required property is not there."""
    return "May not be empty" if form is Form.PLAIN else MUST_BE_SPECIFIED


def empty(form: Form) -> str:
    """A text has no characters."""
    return "May not be empty" if form is Form.PLAIN else "must be non-empty text"


def too_long(form: Form, limit: int) -> str:
    """A text exceeds `limit`, in whatever unit the property is counted."""
    if form is Form.PLAIN:
        return f"Length must be between 0 and {limit}"
    return f"must not be longer than {limit} characters"


def wrong_count(form: Form, least: object, most: object) -> str:
    """An array is too short or too long."""
    first = "size" if form in (Form.TEMPLATE, Form.FLEX) else "Size"
    return f"{first} must be between {least} and {most}"


def not_one_of(form: Form, options: Sequence[object]) -> str:
    """A value is none of the published ones."""
    if form in (Form.TEMPLATE, Form.FLEX):
        return INVALID_PROPERTY
    return f"Must be one of the following values: [{', '.join(map(str, options))}]"


def out_of_range(form: Form, least: object, most: object) -> str:
    """A number is too small or too large."""
    if form in (Form.TEMPLATE, Form.FLEX):
        return INVALID_PROPERTY
    return f"Must be between {least} and {most}"


def unreadable(form: Form, place: str) -> str:
    """A value has the wrong JSON type."""
    return INVALID_PROPERTY if form in (Form.TEMPLATE, Form.FLEX) else unreadable_property(place)


def unreadable_property(place: str) -> str:
    """LINE's whole answer when it cannot read one property; it gives no line for a parsed body."""
    return f"The property, {place}, in the request body is invalid (line: -, column: -)"


def not_https(form: Form) -> str:
    """An address of an image, video or sound is no https URL."""
    if form is Form.FLEX:
        return "invalid uri scheme"
    return "invalid uri" if form is Form.TEMPLATE else "Must be a valid HTTPS URL"


def bad_uri(form: Form) -> str:
    """An action's URI has another scheme than http, https, line or tel, or forbidden characters."""
    return "invalid uri scheme" if form is Form.FLEX else "invalid uri"


def long_uri(form: Form, limit: int) -> str:
    """An action's URI is too long."""
    if form is Form.TEMPLATE:
        return f"size must be between 0 and {limit}"
    return too_long(form, limit)
