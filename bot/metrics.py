"""What Prometheus reads at /metrics. Labels never hold a person, a text or an id."""

from __future__ import annotations

from prometheus_client import Counter, Gauge, Histogram

_FAST = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30)

webhooks = Counter("tonkla_webhooks_total", "Webhook requests by what we answered", ["status"])
events = Counter("tonkla_events_total", "Events stored (repeats included) by kind", ["kind"])
webhook_seconds = Histogram(
    "tonkla_webhook_seconds", "From the body read to the commit", buckets=_FAST
)
turns = Counter("tonkla_turns_total", "Turns by the topic that answered", ["topic"])
turn_seconds = Histogram(
    "tonkla_turn_seconds", "From an event's receipt to its handled mark", buckets=_FAST
)
set_aside = Counter("tonkla_events_set_aside_total", "Events set aside after three failures")
attempts = Counter("tonkla_delivery_attempts_total", "Calls to LINE by kind, result",
                   ["kind", "result"])  # fmt: skip
settled = Counter("tonkla_deliveries_total", "Settled deliveries by outcome", ["kind", "outcome"])
delivery_seconds = Histogram(
    "tonkla_delivery_seconds", "One call to LINE, answered or not", buckets=_FAST
)
waiting_events = Gauge("tonkla_events_waiting", "Stored events not yet handled")
waiting_deliveries = Gauge("tonkla_deliveries_waiting", "Deliveries not yet settled")
aside_events = Gauge("tonkla_events_aside", "Events set aside and not yet retried")
