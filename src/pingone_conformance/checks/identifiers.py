"""What identifiers say: their form, and which things a collection holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from pingone_conformance.checks.members import member, member_is, shown
from pingone_conformance.findings import Finding

# Any version: the examples have some that are not of version 4.
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


def is_uuid(body: Any, path: str = "id") -> Iterator[Finding]:
    """The member is a UUID in its usual form ("PingOne API requests", UUIDs for resource identification)."""
    yield from member_is(
        body, path, "a UUID", lambda value: isinstance(value, str) and bool(_UUID.fullmatch(value))
    )


def holds_exactly(body: Any, path: str, ids: Iterable[Any]) -> Iterator[Finding]:
    """The collection at that path holds the things with these ids, in any order, and nothing else."""
    items, expected = member(body, path), sorted(map(str, ids))
    observed = sorted(str(member(item, "id")) for item in items) if isinstance(items, list) else items
    if observed != expected:
        yield Finding(f"{path} to hold {len(expected)} things, {shown(expected)}", shown(observed))
