"""Whether what was sent comes back ("Create Verify Transaction", Responses)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pingone_conformance.checks.members import MISSING, member, shown
from pingone_conformance.findings import Finding


def comes_back(body: Any, path: str, sent: Any) -> Iterator[Finding]:
    """What was sent is there unchanged; objects may have gained members, lists have not changed at all."""
    yield from _differences(path, sent, member(body, path))


def names_come_back(body: Any, path: str, sent: Mapping[str, Any]) -> Iterator[Finding]:
    """Every member that was sent is there, whatever its value; null counts as absent."""
    observed = member(body, path)
    for name in sent:
        if not isinstance(observed, Mapping) or observed.get(name) is None:
            yield Finding(f"{path}.{name}, which was sent", "none")


def _differences(place: str, sent: Any, observed: Any) -> Iterator[Finding]:
    if isinstance(sent, Mapping) and isinstance(observed, Mapping):
        for name, value in sent.items():
            yield from _differences(f"{place}.{name}", value, observed.get(name, MISSING))
    elif observed != sent or isinstance(observed, bool) is not isinstance(sent, bool):
        yield Finding(f"{place} as it was sent, {shown(sent)}", shown(observed))
