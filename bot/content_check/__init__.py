"""`tonkla check-content`: everything that can be known about content/ before a parent reads it."""

from bot.content_check.report import Report, check_folder, print_report

__all__ = ["Report", "check_folder", "print_report"]
