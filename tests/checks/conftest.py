"""How tests read findings."""

from __future__ import annotations

from collections.abc import Iterable

from pingone_conformance.findings import Finding


def told(findings: Iterable[Finding]) -> list[tuple[str, str]]:
    """What a reader is told: both sides of each finding."""
    return [(finding.expected, finding.observed) for finding in findings]
