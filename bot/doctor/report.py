"""Runs the doctor's checks and prints what they found."""

from __future__ import annotations

import json
from dataclasses import asdict

from bot.doctor.channel import channel_findings
from bot.doctor.console import CONSOLE_FINDINGS
from bot.doctor.finding import Finding
from bot.doctor.house import database_finding, read_settings, redis_finding


async def print_findings(*, as_json: bool) -> int:
    """Look at everything and print it; 1 if there is something to mend."""
    findings = await _examine()
    to_mend = sum(finding.state == "mend" for finding in findings)
    if as_json:
        shown = {"mend": to_mend, "findings": [asdict(finding) for finding in findings]}
        print(json.dumps(shown, ensure_ascii=False, indent=2))
    else:
        for finding in findings:
            _print(finding)
        to_look = sum(finding.state == "look" for finding in findings)
        print(f"{to_mend} to mend, {to_look} to look at")
    return 1 if to_mend else 0


async def _examine() -> list[Finding]:
    settings, findings = read_settings()
    if settings is not None:
        findings.append(await database_finding(settings))
        findings.append(await redis_finding(settings))
        findings += await channel_findings(settings)
    return [*findings, *CONSOLE_FINDINGS]


def _print(finding: Finding) -> None:
    print(f"{finding.state:<5} {finding.subject}: {finding.found}")
    if finding.next:
        print(f"      → {finding.next}")
