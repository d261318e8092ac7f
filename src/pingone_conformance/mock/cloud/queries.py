"""What every query of the common REST has: a filter that is required, and a page of what it finds ("Query")."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from pingone_conformance.mock.cloud import filters

_COUNT = re.compile(r"\d{1,9}(\.0)?")
"""Scripts have no integers, so an engine may say 5.0."""


class QueryError(ValueError):
    """A query that cannot be answered. The message says why."""


def filter_of(parameters: Mapping[str, Any]) -> filters.Filter:
    """Return `_queryFilter` as a function; raises QueryError where it is missing or cannot be read."""
    wanted = parameters.get("_queryFilter")
    if not isinstance(wanted, str):
        raise QueryError("A query needs _queryFilter")
    try:
        return filters.parse(wanted)
    except filters.FilterError as problem:
        raise QueryError(f"The query filter cannot be read: {problem}") from None


def page(parameters: Mapping[str, Any], found: Sequence[Any]) -> list[Any]:
    """Return all that was found, or `_pageSize` of it from `_pagedResultsOffset` on; raises QueryError."""
    offset = _count(parameters, "_pagedResultsOffset", 0)
    return list(found[offset : offset + _count(parameters, "_pageSize", len(found))])


def result(shown: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the answer to a query: a page, and that nobody counts what is not on it."""
    return {
        "result": list(shown),
        "resultCount": len(shown),
        "pagedResultsCookie": None,
        "totalPagedResultsPolicy": "NONE",
        "totalPagedResults": -1,
        "remainingPagedResults": -1,
    }


def _count(parameters: Mapping[str, Any], name: str, missing: int) -> int:
    value = parameters.get(name)
    if value is None or value == "":
        return missing
    if isinstance(value, bool) or not _COUNT.fullmatch(str(value)):
        raise QueryError(f"{name} has to be a number")
    return int(float(value))
