"""What can be made to go wrong, on purpose and counted.

Faults of the API act on calls of the endpoints in their scope; faults of the webhook act on
deliveries. JSON (as in `GET` and `PUT /simulator/api/faults`, where `PUT` replaces everything and
what is left out or null is off):

    {"latency_ms": {"ms": 800, "scope": ["push"], "times": null},
     "timeout": {"when": "before", "scope": [], "times": 1},
     "status_500": {"when": "after", "scope": [], "times": null},
     "throttle_429": {…}, "quota_exhausted": {…}, "reset_after_acceptance": {…},
     "webhooks": {"duplicate": false, "delay_ms": 0, "reorder": false, "redelivery": false,
                  "redelivery_interval_ms": 1000, "redelivery_limit": 5}}

`scope` holds endpoint names or groups (an empty one means all), `times` how many more calls are
hit (null means until switched off), `when` whether the call is hit before or after it was accepted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, fields
from typing import Any, Literal, TypeGuard, get_args

FaultKind = Literal[
    "latency_ms",
    "timeout",
    "status_500",
    "throttle_429",
    "quota_exhausted",
    "reset_after_acceptance",
]
When = Literal["before", "after"]

KINDS: tuple[FaultKind, ...] = get_args(FaultKind)
_WITH_WHEN = ("timeout", "status_500")


class FaultError(ValueError):
    """The faults asked for cannot be understood; the text says which part."""


@dataclass(slots=True)
class Fault:
    """One kind of trouble for API calls."""

    scope: frozenset[str] = frozenset()
    times: int | None = None
    when: When = "before"
    ms: int = 0

    def hits(self, names: Iterable[str]) -> bool:
        """Whether an endpoint with these names (its own, its group's) is in scope."""
        return not self.scope or not self.scope.isdisjoint(names)


@dataclass(slots=True)
class WebhookFaults:
    """Trouble on the way to the bot. `redelivery` is LINE's own switch, off by default there."""

    duplicate: bool = False
    delay_ms: int = 0
    reorder: bool = False
    redelivery: bool = False
    redelivery_interval_ms: int = 1_000
    redelivery_limit: int = 5


class Faults:
    """The faults that are switched on; `on_change` is called whenever that changes."""

    def __init__(self, on_change: Callable[[], None]) -> None:
        self._on_change = on_change
        self._api: dict[FaultKind, Fault] = {}
        self.webhooks = WebhookFaults()

    def set(
        self,
        kind: FaultKind,
        *,
        scope: Iterable[str] = (),
        times: int | None = None,
        when: When = "before",
        ms: int = 0,
    ) -> None:
        """Switches one API fault on, in place of an earlier one of its kind."""
        self._api[kind] = Fault(frozenset(scope), times, when, ms)
        self._on_change()

    def clear(self) -> None:
        """Switches everything off."""
        self._api.clear()
        self.webhooks = WebhookFaults()
        self._on_change()

    def take(self, kind: FaultKind, names: Iterable[str], when: When | None = None) -> Fault | None:
        """The fault of this kind if it hits this call; one of its `times` is then used up."""
        fault = self._api.get(kind)
        if fault is None or not fault.hits(names) or when not in (None, fault.when):
            return None
        if fault.times is not None:
            fault.times -= 1
            if fault.times <= 0:
                del self._api[kind]
            self._on_change()
        return fault

    def replace(self, wanted: object) -> None:
        """Takes over the faults of a JSON document (see above). Raises FaultError."""
        if not isinstance(wanted, dict):
            raise FaultError("faults must be a JSON object")
        if unknown := set(wanted) - {*KINDS, "webhooks"}:
            raise FaultError(f"unknown faults: {', '.join(sorted(map(str, unknown)))}")
        api = {kind: _read_fault(kind, wanted[kind]) for kind in KINDS if wanted.get(kind)}
        webhooks = _read_webhook_faults(wanted.get("webhooks") or {})
        self._api, self.webhooks = api, webhooks
        self._on_change()

    def as_json(self) -> dict[str, Any]:
        """The document described above, with null for what is off."""
        shown: dict[str, Any] = {kind: self._show(kind) for kind in KINDS}
        return {**shown, "webhooks": asdict(self.webhooks)}

    def _show(self, kind: FaultKind) -> dict[str, Any] | None:
        fault = self._api.get(kind)
        if fault is None:
            return None
        shown: dict[str, Any] = {"scope": sorted(fault.scope), "times": fault.times}
        if kind in _WITH_WHEN:
            shown["when"] = fault.when
        if kind == "latency_ms":
            shown["ms"] = fault.ms
        return shown


def _read_fault(kind: FaultKind, wanted: object) -> Fault:
    if wanted is True and kind != "latency_ms":
        return Fault()
    if kind == "latency_ms" and _is_count(wanted):
        return Fault(ms=wanted)
    if not isinstance(wanted, dict):
        raise FaultError(f"{kind} must be an object")
    scope, times = wanted.get("scope") or [], wanted.get("times")
    ms = wanted.get("ms") or 0
    if not isinstance(scope, list) or not all(isinstance(name, str) for name in scope):
        raise FaultError(f"{kind}.scope must be a list of endpoint names")
    if times is not None and not (_is_count(times) and times > 0):
        raise FaultError(f"{kind}.times must be null or a number from 1")
    if not _is_count(ms):
        raise FaultError(f"{kind}.ms must be a number from 0")
    return Fault(frozenset(scope), times, _read_when(kind, wanted.get("when")), ms)


def _read_when(kind: FaultKind, wanted: object) -> When:
    match wanted:
        case None | "before":
            return "before"
        case "after":
            return "after"
    raise FaultError(f"{kind}.when must be before or after")


def _read_webhook_faults(wanted: object) -> WebhookFaults:
    if not isinstance(wanted, dict):
        raise FaultError("webhooks must be an object")
    faults = WebhookFaults()
    types = {field.name: type(getattr(faults, field.name)) for field in fields(faults)}
    for name, value in wanted.items():
        if name not in types:
            raise FaultError(f"webhooks.{name} is unknown")
        if type(value) is not types[name] or (types[name] is int and value < 0):
            raise FaultError(f"webhooks.{name} must be a {types[name].__name__} from 0")
        setattr(faults, name, value)
    return faults


def _is_count(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0
