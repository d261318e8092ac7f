"""Which rules one machine of several tries: the same partition on each, made from what all of them know.

A rule is tried by one shard only, with all of its tests: its verdict is final there, and joining shards is putting
their rows together. Rules that share a test therefore stay together.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from statistics import fmean, median
from typing import Any

SHARD_OF_WORKER = "pingone_shard"
"""Where a process of pytest-xdist leaves which shard it ran."""


@dataclass(frozen=True, slots=True)
class Shard:
    """One part of a run: `index` of `of`, its own rules, and all rules of the run in their order.

    `fingerprint` is the same for shards that agree about which rule is whose.
    """

    index: int
    of: int
    fingerprint: str
    own: tuple[str, ...]
    rules: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """The form that `results.json` holds; its rows are the shard's own rules."""
        return {
            "index": self.index,
            "of": self.of,
            "fingerprint": self.fingerprint,
            "rules": list(self.rules),
        }

    def carried(self) -> dict[str, Any]:
        """The form that crosses process borders: `Shard(**carried)`."""
        return asdict(self)


def choose_shard(
    part: str, tests: Mapping[str, Sequence[str]], rules: Sequence[str], seconds: Mapping[str, float]
) -> Shard:
    """The shard that `part`, such as 2/5, names.

    `tests` has the rules of each test of the whole run, `rules` those that the run is about, `seconds` how long tests
    took the last time: one that is not known counts as the median, all as equal when none is. Groups of rules are dealt
    out the longest first, each to the shard that has least to do.
    """
    index, of = map(int, part.split("/"))
    usual = median(seconds.values()) if seconds else 1.0
    group_of = _groups(tests.values(), rules)
    weights: Counter[str] = Counter()
    for test, shown in tests.items():
        # A cache holds numbers of another machine: what counts is that all shards round alike.
        weights[group_of[shown[0]]] += round(1000 * seconds.get(test, usual))
    load = [0] * of
    shard_of: dict[str, int] = {}
    for group in sorted(set(group_of.values()), key=lambda group: (-weights[group], group)):
        shard_of[group] = load.index(min(load)) + 1
        load[shard_of[group] - 1] += weights[group]
    dealt = [(rule, shard_of[group_of[rule]]) for rule in rules]
    fingerprint = hashlib.sha256(json.dumps([of, dealt]).encode()).hexdigest()
    return Shard(index, of, fingerprint, tuple(rule for rule, mine in dealt if mine == index), tuple(rules))


def seconds_by_test(results: Mapping[str, Any]) -> dict[str, float]:
    """How long each test of an earlier run took, from what its rules took; exact where a rule has one test."""
    shares: defaultdict[str, list[float]] = defaultdict(list)
    for row in results["rules"]:
        for test in row["tests"]:
            shares[test].append(row["seconds"] / len(row["tests"]))
    return {test: fmean(of) for test, of in shares.items()}


def _groups(of_tests: Iterable[Sequence[str]], rules: Iterable[str]) -> dict[str, str]:
    """The group of each rule, named by one of its rules: rules of one test are in one group."""
    members: dict[str, set[str]] = {rule: {rule} for rule in rules}
    for shown in of_tests:
        joined = set[str]().union(*(members.get(rule, {rule}) for rule in shown))
        members.update(dict.fromkeys(joined, joined))
    return {rule: min(group) for rule, group in members.items()}
