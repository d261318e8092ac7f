"""What a collection holds: its entries in `_embedded`, and their number ("PingOne API responses")."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from pingone_conformance.checks.members import MISSING, member, shown
from pingone_conformance.checks.values import is_whole_number
from pingone_conformance.findings import Finding


def entries_of(body: Any, name: str) -> list[Any]:
    """The entries of `_embedded.<name>`; none where it is absent or no list."""
    entries = member(body, f"_embedded.{name}")
    return entries if isinstance(entries, list) else []


def previous_attempts(body: Any) -> list[Any]:
    """The entries of earlier attempts: in `_embedded`, or beside it as "Script bindings" has it once."""
    beside = member(body, "previousAttempts")
    return entries_of(body, "previousAttempts") + (beside if isinstance(beside, list) else [])


def identified(entries: Sequence[Any]) -> list[dict[str, Any]]:
    """The entries that can be told apart: objects whose `id` is a text."""
    return [entry for entry in entries if isinstance(entry, dict) and isinstance(entry.get("id"), str)]


def holds_list(body: Any, name: str) -> Iterator[Finding]:
    """`_embedded.<name>` is a list, be it empty ("Script bindings", getAllVerifiedData)."""
    if not isinstance(observed := member(body, f"_embedded.{name}"), list):
        yield Finding(f"a list _embedded.{name}", shown(observed))


def size_is_count(body: Any, name: str) -> Iterator[Finding]:
    """`size` is the number of entries of `_embedded.<name>`, and of nothing else beside them."""
    count, size = len(entries_of(body, name)), member(body, "size")
    if isinstance(size, bool) or size != count:
        yield Finding(f"size to be {count}, the number of entries in _embedded.{name}", shown(size))


def each_has(
    entries: Sequence[Any], path: str, what: str, holds: Callable[[Any], bool], *, if_present: bool = False
) -> Iterator[Finding]:
    """Every entry has that member, and it has a property; `what` says it in words, such as `a text`."""
    for number, entry in enumerate(entries):
        observed = member(entry, path)
        if observed is MISSING and if_present:
            continue
        if observed is MISSING or not holds(observed):
            yield Finding(f"{path} of entry {number} to be {what}", shown(observed))


def each_differs(entries: Sequence[Any], *paths: str) -> Iterator[Finding]:
    """No two entries agree in all of these members."""
    seen: list[list[Any]] = []
    for entry in entries:
        values = [member(entry, path) for path in paths]
        if values in seen:
            yield Finding(f"no two entries with the same {' and '.join(paths)}", shown(values))
        seen.append(values)


def each_is_of(entries: Sequence[Any], path: str, allowed: Sequence[Any]) -> Iterator[Finding]:
    """Every entry has one of these values in that member: a filter let nothing else through."""
    for entry in entries:
        if (observed := member(entry, path)) not in allowed:
            yield Finding(f"no entry but those with {path} {' or '.join(map(str, allowed))}", shown(observed))


def all_are_listed(entries: Sequence[Any], ids: Sequence[str]) -> Iterator[Finding]:
    """Every one of these ids is among the entries: a filter kept nothing back."""
    listed = [entry["id"] for entry in identified(entries)]
    for missing in (entry_id for entry_id in ids if entry_id not in listed):
        yield Finding(f"an entry with the id {missing}", f"{len(entries)} entries, not that one")


def none_is_listed(entries: Sequence[Any], ids: Sequence[str]) -> Iterator[Finding]:
    """None of these ids is among the entries."""
    for entry_id in (entry["id"] for entry in identified(entries) if entry["id"] in ids):
        yield Finding(f"no entry with the id {entry_id}", "one")


def attempt_of(entry: Any) -> int | None:
    """The attempt that an entry belongs to: `retry.attempt`, which one example has among the data."""
    for path in ("retry.attempt", "data.retry.attempt"):
        if is_whole_number(attempt := member(entry, path)):
            return int(attempt)
    return None


def are_earlier(previous: Sequence[Any], latest: Sequence[Any]) -> Iterator[Finding]:
    """The main list has the last attempt of each type, and the previous attempts are those before it.

    Source: "Verification metadata", data model; "Read All User Verified Data", query parameter `attempt`.
    """
    for entry in previous:
        kind, attempt = member(entry, "type"), attempt_of(entry)
        later = [other for other in latest if member(other, "type") == kind]
        if not later:
            yield Finding(
                f"an entry of the type {shown(kind)} in the main list", "one among the previous attempts"
            )
        for last in (number for other in later if (number := attempt_of(other)) is not None):
            if attempt is not None and attempt >= last:
                yield Finding(f"a previous {shown(kind)} of an attempt before {last}", f"attempt {attempt}")
