"""What maps that scripts were given say, beside what the interface says of the same thing.

They are about persons, so no finding shows a value of theirs. A trial is as in `checks/trials.py`; probes add its
`kind`, which is `map` for what is a map and has its members.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any

from pingone_conformance.checks.collections import entries_of, identified, previous_attempts
from pingone_conformance.checks.members import MISSING, member
from pingone_conformance.checks.trials import Trials
from pingone_conformance.findings import Finding


def value_in(trials: Trials, name: str) -> Any:
    """What a trial gave, `MISSING` where it gave nothing."""
    value = trials.get(name, {}).get("value")
    return MISSING if value is None else value


def all_entries(body: Any, collection: str) -> list[Any]:
    """The entries of a collection, those of previous attempts last."""
    return entries_of(body, collection) + previous_attempts(body)


def gives_map(trials: Trials, name: str) -> Iterator[Finding]:
    """A trial gave a map, not a text or a list."""
    if (kind := trials.get(name, {}).get("kind")) != "map":
        yield Finding(f"{name}: a map", ending(trials, name) if kind in (None, "nothing") else f"a {kind}")


def gives_something(trials: Trials, name: str) -> Iterator[Finding]:
    """A trial gave a map that holds something, be it as a text."""
    value = value_in(trials, name)
    if not isinstance(value, dict) or not value:
        yield Finding(f"{name}: a map that holds something", ending(trials, name))


def members_agree(trials: Trials, name: str, body: Any, *paths: str) -> Iterator[Finding]:
    """What a trial gave has the same in these members as the body of an answer has."""
    value = value_in(trials, name)
    for path in paths:
        seen = member(value, path)
        if seen is MISSING or not agree(seen, member(body, path)):
            observed = "something else" if seen is not MISSING else ending(trials, name, "nothing there")
            yield Finding(f"{name}: {path} as the interface answers it", observed)


def entries_agree(
    trials: Trials,
    name: str,
    body: Any,
    collection: str,
    *paths: str,
    among: Callable[[dict[str, Any]], bool] = lambda entry: True,  # noqa: ARG005
) -> Iterator[Finding]:
    """What a trial gave has the entries of a collection that the interface answers, and no other.

    They are told apart by their ids, and agree in these members. `among` says which entries there should be.
    """
    seen = {entry["id"]: entry for entry in identified(all_entries(value_in(trials, name), collection))}
    wanted = {entry["id"]: entry for entry in identified(all_entries(body, collection)) if among(entry)}
    for missing in wanted.keys() - seen.keys():
        observed = f"{len(seen)} entries, not that one" if seen else ending(trials, name, "no entries")
        yield Finding(f"{name}: the entry {missing} of {collection}", observed)
    if surplus := seen.keys() - wanted.keys():
        yield Finding(f"{name}: no entries but those of the interface", f"{len(surplus)} others")
    for id_ in wanted.keys() & seen.keys():
        for path in paths:
            if not agree(member(seen[id_], path), member(wanted[id_], path)):
                yield Finding(f"{name}: {path} of entry {id_} as the interface answers it", "something else")


def gives_none_of(trials: Trials, name: str, collection: str = "") -> Iterator[Finding]:
    """A trial gave null, an empty map, a collection without entries, or ended with an exception."""
    trial, value = trials.get(name, {}), value_in(trials, name)
    empty = isinstance(value, dict) and not (all_entries(value, collection) if collection else value)
    if not (empty or "thrown" in trial or ("value" in trial and value is MISSING)):
        yield Finding(f"{name}: nothing", ending(trials, name, "something"))


def ending(trials: Trials, name: str, otherwise: str = "something else") -> str:
    """How a trial ended, without what it gave."""
    trial = trials.get(name, {})
    if "thrown" in trial:
        return f"an exception: {trial['thrown']}"[:160]
    if "value" not in trial:
        return "nothing was said of it"
    return "null" if trial["value"] is None else otherwise


def agree(one: Any, other: Any) -> bool:
    """Whether two JSON values are the same; numbers may have lost what a shorter kind of number loses."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(agree(one[name], other[name]) for name in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(agree, one, other))
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, int | float) and isinstance(other, int | float):
        return math.isclose(one, other, rel_tol=1e-6)
    return bool(one == other)
