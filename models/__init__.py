"""The tables, and the questions asked of them. One table, one file."""

from models.base import Base
from models.check import Answer, Check
from models.child import CaregiverLink, Child
from models.consent import Consent
from models.delivery import Delivery
from models.event import InboundEvent
from models.person import Person

__all__ = [
    "Answer",
    "Base",
    "CaregiverLink",
    "Check",
    "Child",
    "Consent",
    "Delivery",
    "InboundEvent",
    "Person",
]
