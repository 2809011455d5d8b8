"""A strict stand-in for the LINE Platform that runs in this process and sends nothing outside.

`create_simulator(settings)` gives an ASGI application with LINE's Messaging API under /v2/bot, a
page with pretended phones under /simulator/ and a control API under /simulator/api. Its state is a
`Platform`, found at `application.state.platform`; tests drive it directly.
"""

from __future__ import annotations

from bot.simulator.app import create_simulator
from bot.simulator.faults import Fault, Faults, WebhookFaults
from bot.simulator.platform import Platform
from bot.simulator.rates import Rate
from bot.simulator.sending import Accepted
from bot.simulator.settings import SimulatorSettings
from bot.simulator.users import User

__all__ = [
    "Accepted",
    "Fault",
    "Faults",
    "Platform",
    "Rate",
    "SimulatorSettings",
    "User",
    "WebhookFaults",
    "create_simulator",
]
