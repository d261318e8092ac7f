"""What the members of a JSON body say. A path is written with dots: `transactionStatus.status`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from enum import Enum
from typing import Any

import httpx

from pingone_conformance.findings import Finding

_SHOWN = 120


class _Missing(Enum):
    """What `member` gives where nothing is; its value is what a finding shows."""

    MISSING = "nothing"


MISSING = _Missing.MISSING


def body_of(answer: httpx.Response) -> Any:
    """The JSON body of an answer, or `MISSING` when it has none, or one too deep to be read."""
    try:
        return answer.json()
    except (ValueError, RecursionError):
        return MISSING


def member(node: Any, path: str) -> Any:
    """The member at that path, list indices included (`_embedded.verifiedData.0.id`), or `MISSING`."""
    for step in path.split("."):
        if isinstance(node, dict) and step in node:
            node = node[step]
        elif isinstance(node, list) and step.isdecimal() and int(step) < len(node):
            node = node[int(step)]
        else:
            return MISSING
    return node


def members_of(node: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every member of a JSON document at any depth, with its path."""
    # No recursion: a target decides how deep a document is.
    waiting = [_children(node, path)]
    while waiting:
        found = next(waiting[-1], None)
        if found is None:
            waiting.pop()
        else:
            yield found
            waiting.append(_children(found[1], found[0]))


def _children(node: Any, path: str) -> Iterator[tuple[str, Any]]:
    members: Iterable[tuple[Any, Any]] = ()
    if isinstance(node, dict):
        members = node.items()
    elif isinstance(node, list):
        members = enumerate(node)
    return ((f"{path}.{name}" if path else str(name), value) for name, value in members)


def has_member(body: Any, path: str) -> Iterator[Finding]:
    """The member is there; null counts as absent, since the platform leaves out what is null."""
    if member(body, path) in (MISSING, None):
        yield Finding(f"a member {path}", "none")


def has_no_member(body: Any, path: str) -> Iterator[Finding]:
    """The member is absent or null."""
    if (value := member(body, path)) not in (MISSING, None):
        yield Finding(f"no member {path}", shown(value))


def member_equals(body: Any, path: str, value: Any) -> Iterator[Finding]:
    """The member is exactly that value."""
    if (observed := member(body, path)) != value or isinstance(observed, bool) != isinstance(value, bool):
        yield Finding(f"{path} to be {shown(value)}", shown(observed))


def member_differs(body: Any, path: str, value: Any) -> Iterator[Finding]:
    """The member is absent or has another value than that one."""
    if member(body, path) == value:
        yield Finding(f"{path} not to be {shown(value)}", "that it is")


def member_is_still(body: Any, path: str, before: Any) -> Iterator[Finding]:
    """The member is what it was; neither value is shown, since it may be a picture or personal data."""
    observed = member(body, path)
    if observed is MISSING or observed != before:
        yield Finding(f"{path} as it was before", "nothing" if observed is MISSING else "something else")


def member_is(body: Any, path: str, what: str, holds: Callable[[Any], bool]) -> Iterator[Finding]:
    """The member is there and has a property; `what` says it in words, such as `a UUID`."""
    observed = member(body, path)
    if observed is MISSING or not holds(observed):
        yield Finding(f"{path} to be {what}", shown(observed))


def shown(value: Any) -> str:
    """A value as a finding shows it: short, and on one line."""
    text = str(value.value) if isinstance(value, _Missing) else repr(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
