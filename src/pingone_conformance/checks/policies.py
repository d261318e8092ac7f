"""What verify policies say of themselves, and what a list of them holds ("Create Verify Policy")."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from pingone_conformance.checks.members import member, shown
from pingone_conformance.checks.values import is_whole_number
from pingone_conformance.findings import Finding

_SECONDS = {"SECONDS": 1, "MINUTES": 60, "HOURS": 3600}


def lasts(body: Any, path: str, sent: Any) -> Iterator[Finding]:
    """The duration at that path, `{duration, timeUnit}`, is as long as the one sent; units may differ."""
    observed = member(body, path)
    if _seconds(observed) is None or _seconds(observed) != _seconds(sent):
        yield Finding(f"{path} to be as long as {shown(sent)}", shown(observed))


def one_is_default(policies: Sequence[Any]) -> Iterator[Finding]:
    """Exactly one policy of an environment is the default one (OpenAPI of Verify, VerifyPolicy)."""
    count = sum(member(policy, "default") is True for policy in policies)
    if count != 1:
        yield Finding("one default policy", f"{count} among {len(policies)}")


def _seconds(duration: Any) -> int | None:
    length, unit = member(duration, "duration"), member(duration, "timeUnit")
    if not is_whole_number(length) or not isinstance(unit, str):
        return None
    return int(length) * _SECONDS[unit] if unit in _SECONDS else None
