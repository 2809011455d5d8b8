"""What is set once, when a simulator is made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from bot.simulator.rates import Rate

# What LINE allows the bot's server before it counts the webhook as failed.
WEBHOOK_TIMEOUT_MS = 2_000


@dataclass(frozen=True, slots=True)
class SimulatorSettings:
    """A channel as it would stand in LINE's console, and the points LINE's papers leave open.

    `webhook_url` receives the events; `public_url` is this simulator's own address without a
    closing slash, used in the links to what pretended users sent. `monthly_limit` is None for an
    unlimited plan. `rates` overrides the published limits by endpoint name (see `rates.py`).
    """

    channel_secret: str
    access_token: str
    webhook_url: str
    public_url: str
    monthly_limit: int | None = 300
    rates: Mapping[str, Rate] = field(default_factory=dict)
    # LINE's papers say both that unknown ids in a multicast are passed over and that they are 400.
    multicast_unknown_id: Literal["ignore", "refuse"] = "ignore"
    # Followers' ids are given to verified and premium accounts only.
    verified: bool = True
    # Where the month ends is not published; LINE's delivery figures keep Japan's time.
    utc_offset_hours: int = 9
    webhook_timeout_ms: int = WEBHOOK_TIMEOUT_MS
    bot_user_id: str = "U" + "b07" * 10 + "b0"
    bot_basic_id: str = "@tonkla-demo"
    bot_display_name: str = "ต้นกล้า (จำลอง)"
    # Lines of the log and of `Platform.calls` that are kept; the oldest go first.
    journal_size: int = 20_000
    # The same seed gives the same ids in the same order; None draws them anew at every start.
    seed: int | None = None
