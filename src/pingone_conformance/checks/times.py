"""What timestamps say. The documents write them as `2024-02-06T15:00:28.250Z`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import httpx

from pingone_conformance.checks.members import body_of, member, members_of, shown
from pingone_conformance.findings import Finding


def timestamp(value: Any) -> datetime | None:
    """The moment that an ISO 8601 text in UTC names, or None."""
    if not isinstance(value, str) or "T" not in value:
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    return moment if moment.utcoffset() == timedelta(0) else None


def is_timestamp(body: Any, path: str) -> Iterator[Finding]:
    """The member is an ISO 8601 timestamp in UTC."""
    if timestamp(value := member(body, path)) is None:
        yield Finding(f"{path} to be an ISO 8601 timestamp in UTC", shown(value))


def has_milliseconds(body: Any, path: str) -> Iterator[Finding]:
    """The member is written with three digits behind the second."""
    if not isinstance(value := member(body, path), str) or not re.search(r":\d\d\.\d{3}(?!\d)", value):
        yield Finding(f"{path} with milliseconds", shown(value))


def lies_between(
    body: Any, earlier: str, later: str, *, at_least: timedelta, at_most: timedelta
) -> Iterator[Finding]:
    """The member `later` follows the member `earlier` by a span within these bounds."""
    start, end = timestamp(member(body, earlier)), timestamp(member(body, later))
    if start is None or end is None:
        yield Finding(
            f"timestamps {earlier} and {later}",
            f"{shown(member(body, earlier))}, {shown(member(body, later))}",
        )
    elif not at_least <= end - start <= at_most:
        span = str(at_least) if at_least == at_most else f"{at_least} to {at_most}"
        yield Finding(f"{later} to follow {earlier} by {span}", str(end - start))


def all_timestamps_are_utc(answer: httpx.Response) -> Iterator[Finding]:
    """Every member whose name ends in `At`, at any depth, is an ISO 8601 timestamp in UTC; null counts as absent."""
    for path, value in members_of(body_of(answer)):
        if value is not None and path.endswith("At") and timestamp(value) is None:
            yield Finding(f"{path} to be an ISO 8601 timestamp in UTC", shown(value))
