"""`tonkla doctor`: what stands in the way of a working account, and what to do about it."""

from bot.doctor.report import print_findings

__all__ = ["print_findings"]
