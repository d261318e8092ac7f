"""Which rules a shard has: each rule and each test in one, the same on every machine."""

from __future__ import annotations

import pytest

from pingone_conformance.plugin.sharding import Shard, choose_shard, seconds_by_test

RULES = ("A-001", "A-002", "A-003", "B-001", "B-002", "C-001")
TESTS = {
    "one": ("A-001",),
    "two": ("A-002", "A-003"),
    "three": ("A-003", "B-001"),
    "four": ("B-002",),
    "more": ("B-002",),
}


def all_of(of: int, **changes: object) -> list[Shard]:
    given = {"tests": TESTS, "rules": RULES, "seconds": {}} | changes
    return [choose_shard(f"{index}/{of}", **given) for index in range(1, of + 1)]  # type: ignore[arg-type]


@pytest.mark.parametrize("of", range(1, 10))
def test_each_rule_is_in_one_shard(of: int) -> None:
    shards = all_of(of)
    assert sorted(rule for shard in shards for rule in shard.own) == sorted(RULES)
    assert {(shard.fingerprint, shard.rules, shard.of) for shard in shards} == {
        (shards[0].fingerprint, RULES, of)
    }


@pytest.mark.parametrize("of", range(1, 10))
def test_each_test_is_in_one_shard(of: int) -> None:
    for rules in TESTS.values():
        assert len([shard for shard in all_of(of) if set(rules) & set(shard.own)]) == 1


def test_own_rules_keep_the_order_of_the_run() -> None:
    backwards = all_of(2, rules=RULES[::-1])
    assert [list(shard.own) for shard in backwards] == [
        sorted(shard.own, key=RULES[::-1].index) for shard in backwards
    ]


def test_the_longest_goes_where_least_is_to_do() -> None:
    shards = all_of(2, seconds={"one": 9.0, "two": 1.0, "three": 1.0, "four": 3.0, "more": 3.0})
    assert [set(shard.own) for shard in shards] == [{"A-001"}, {"A-002", "A-003", "B-001", "B-002", "C-001"}]


def test_a_test_that_nobody_knows_counts_as_the_median() -> None:
    known = {"two": 2.0, "three": 2.0, "four": 2.0, "more": 2.0}
    assert all_of(3, seconds=known) == all_of(3, seconds=known | {"one": 2.0})


def test_without_durations_every_test_counts_the_same() -> None:
    assert all_of(3) == all_of(3, seconds=dict.fromkeys(TESTS, 0.25))


def test_other_durations_are_another_partition() -> None:
    others = all_of(2, seconds={"one": 9.0, "two": 1.0, "three": 1.0, "four": 3.0, "more": 3.0})
    assert others[0].fingerprint != all_of(2)[0].fingerprint


def test_rules_that_nobody_wants_still_hold_tests_together() -> None:
    shards = all_of(2, rules=("A-002", "B-001"))
    assert sorted(len(shard.own) for shard in shards) == [0, 2]


def test_more_shards_than_rules_leave_some_without() -> None:
    assert [shard.own for shard in all_of(20)].count(()) == 16


def test_a_shard_crosses_process_borders() -> None:
    shard = all_of(2)[1]
    assert Shard(**shard.carried()) == shard


def test_durations_are_read_from_what_rules_took() -> None:
    rows = [
        {"tests": ["one"], "seconds": 1.5},
        {"tests": ["two", "three"], "seconds": 4.0},
        {"tests": ["three"], "seconds": 3.0},
        {"tests": [], "seconds": 0},
    ]
    assert seconds_by_test({"rules": rows}) == {"one": 1.5, "two": 2.0, "three": 2.5}
