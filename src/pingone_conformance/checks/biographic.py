"""What the metadata of a transaction say of biographic data.

"Create Verify Transaction", Description, says when they are compared; the example of "Script bindings",
getAllMetadata, shows what that looks like.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pingone_conformance.checks.collections import entries_of
from pingone_conformance.checks.members import member, shown
from pingone_conformance.findings import Finding

_COMPARISON = "BIOGRAPHIC_MATCH"


def compares_biographic_data(metadata: Any) -> Iterator[Finding]:
    """The metadata have a comparison of biographic data, by whatever provider."""
    if not _comparisons(metadata):
        types = [member(entry, "type") for entry in entries_of(metadata, "metaData")]
        yield Finding(f"metadata of the type {_COMPARISON}", shown(types))


def compares_nothing_biographic(metadata: Any) -> Iterator[Finding]:
    """The metadata have no comparison of biographic data."""
    for comparison in _comparisons(metadata):
        yield Finding(
            f"no metadata of the type {_COMPARISON}", f"some, with the status {member(comparison, 'status')}"
        )


def comparison_names(metadata: Any, attributes: Iterable[str]) -> Iterator[Finding]:
    """Each of these attributes has a result in the comparison; there may be results of others."""
    results = [member(entry, "data.biographic_match_results") for entry in _comparisons(metadata)]
    flat = [result for listed in results if isinstance(listed, list) for result in listed]
    named = [member(result, "identifier") for result in flat if isinstance(member(result, "match"), str)]
    for attribute in attributes:
        if attribute not in named:
            yield Finding(f"a result for {attribute} in the comparison", shown(named))


def _comparisons(metadata: Any) -> list[Any]:
    return [entry for entry in entries_of(metadata, "metaData") if member(entry, "type") == _COMPARISON]
