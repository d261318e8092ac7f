"""The clock of this machine beside the tenant's."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from pingone_conformance.doctor.diagnosis import Diagnosis
from pingone_conformance.doctor.visit import Visit

TOLERATED_SECONDS = 60.0


def check_clock(visit: Visit) -> Iterator[Diagnosis]:
    """Compare the Date header of what the hosts answered with the time here (RFC 9110, section 6.6.1)."""
    differences = [seconds for when, date in visit.dates if (seconds := _ahead(when, date)) is not None]
    if not differences:
        why = visit.closed or "no answer says what time it is there"
        yield Diagnosis("clock", "unknown", f"not checked: {why}")
        return
    seconds = max(differences, key=abs)
    if abs(seconds) <= TOLERATED_SECONDS:
        yield Diagnosis("clock", "good", f"differs from the tenant's by {abs(seconds):.0f} s")
        return
    side = "ahead of" if seconds > 0 else "behind"
    harm = "the 30 minutes in which verified data can be read are counted wrongly"
    if visit.tenant.client_authentication == "private_key_jwt":
        harm += ", and signed assertions are refused"
    yield Diagnosis(
        "clock",
        "warning",
        f"is {_spoken(abs(seconds))} {side} the tenant's: {harm}",
        "set this machine's clock by a time server (NTP)",
    )


def _ahead(when: float, date: str) -> float | None:
    """By how many seconds this machine is ahead of a Date header; None when that cannot be read."""
    try:
        there = parsedate_to_datetime(date)
    except (TypeError, ValueError):
        return None
    aware = there if there.tzinfo else there.replace(tzinfo=UTC)
    return (datetime.fromtimestamp(when, UTC) - aware).total_seconds()


def _spoken(seconds: float) -> str:
    if seconds >= 5400:
        return f"{seconds / 3600:.1f} hours"
    return f"{seconds / 60:.0f} minutes" if seconds >= 90 else f"{seconds:.0f} s"
