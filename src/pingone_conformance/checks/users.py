"""What a user of the directory has, and has no more ("Update User (Patch)", "Update User (Put)")."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pingone_conformance.checks.echo import comes_back
from pingone_conformance.checks.members import MISSING, has_no_member, member, shown
from pingone_conformance.findings import Finding

# What the service gives to a user, read-only to these writes ("PingOne API requests", Data models).
GIVEN_BY_THE_SERVICE = ("id", "environment", "population", "createdAt")


def has_attributes(user: Any, attributes: Mapping[str, Any]) -> Iterator[Finding]:
    """Each attribute has that value; objects such as a name may have gained members."""
    for name, value in attributes.items():
        yield from comes_back(user, name, value)


def lacks_attributes(user: Any, *paths: str) -> Iterator[Finding]:
    """None of the attributes has a value; an object such as a name may be left, with nothing in it."""
    yield from _is_user(user)
    for path in paths:
        value = member(user, path)
        values = value.values() if isinstance(value, Mapping) else (value,)
        if any(one not in (MISSING, None) for one in values):
            yield Finding(f"no value of {path}", shown(value))


def keeps_attributes(after: Any, before: Any, names: Iterable[str]) -> Iterator[Finding]:
    """Each attribute is what it was; what was absent is still absent."""
    yield from _is_user(after)
    for name in sorted(names):
        if (value := member(before, name)) in (MISSING, None):
            yield from has_no_member(after, name)
        else:
            yield from comes_back(after, name, value)


def _is_user(body: Any) -> Iterator[Finding]:
    # Whatever lacks an attribute would pass for a user without it: an error, or no answer at all.
    if member(body, "username") is MISSING:
        yield Finding("a user", "something without a username")
