"""Shards of one run joined are the whole run; anything else is refused with what to do."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pingone_conformance.findings import ConformanceError
from pingone_conformance.plugin.outcomes import Outcome
from pingone_conformance.plugin.sharding import choose_shard
from pingone_conformance.reporting.merging import merge
from pingone_conformance.reporting.results import build_results
from pingone_conformance.waivers import Waiver, Waivers

from .conftest import Make, Results, settings

OUT = Path("joined")
TIMES = ("finished", "merged")
WAIVERS = Waivers(
    [
        Waiver(rule, None, "*", "known", "https://tickets.example/1", date(2030, 1, end))
        for rule, end in (("USER-001", 31), ("USER-002", 31), ("LINK-001", 31))
    ],
    date(2030, 1, 15),
)


def built(make: Make, outcomes: Sequence[Outcome], shard: Any = None, **changes: Any) -> Results:
    more = {name: changes.pop(name) for name in ("complete", "not_deleted") if name in changes}
    return build_results(
        make.contracts,
        settings(**changes),
        outcomes,
        wanted=(),
        seconds=2.0,
        waivers=WAIVERS,
        shard=shard,
        **({"complete": True} | more),
    )


def shards_of(make: Make, outcomes: Sequence[Outcome], of: int = 3, **changes: Any) -> dict[Path, Results]:
    tests = {outcome.test: outcome.rules for outcome in outcomes}
    rules = list(make.contracts.rules)
    shards = [choose_shard(f"{index}/{of}", tests, rules, {}) for index in range(1, of + 1)]
    return {
        Path(f"s{shard.index}"): built(
            make, [one for one in outcomes if set(one.rules) & set(shard.own)], shard, **changes
        )
        for shard in shards
    }


def without_times(results: Results) -> Results:
    kept = {name: value for name, value in results.items() if name not in TIMES}
    kept["settings"] = {name: value for name, value in results["settings"].items() if name != "out"}
    return kept


def some_outcomes(make: Make, dice: random.Random) -> list[Outcome]:
    rules = list(make.contracts.rules)
    outcomes = []
    for number in range(dice.randint(0, 12)):
        named = dice.sample(rules, dice.choice((1, 1, 2)))
        kind = dice.choice(("outcome", "outcome", "breaking", "untested", "broken"))
        made = {
            "outcome": lambda named=named: make.outcome(*named),
            "breaking": lambda named=named: make.breaking(named[0], times=dice.randint(1, 3)),
            "untested": lambda named=named: make.untested(named[0], f"reason {dice.random()}"),
            "broken": lambda named=named: make.broken(named[0], f"RuntimeError: {dice.random()}"),
        }[kind]()
        made.test = f"test_it.py::{number}"
        made.fingerprint = format(dice.getrandbits(256), "x")
        made.seconds = dice.random()
        outcomes.append(made)
    return outcomes


@pytest.mark.parametrize("seed", range(60))
def test_the_whole_is_its_shards(make: Make, seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311
    outcomes = some_outcomes(make, dice)
    changes = {
        "strict": dice.random() < 0.3,
        "complete": dice.random() < 0.8,
        "not_deleted": ["user u: 500"] if dice.random() < 0.2 else [],
    }
    whole = built(make, outcomes, **changes)
    shards = shards_of(make, outcomes, dice.randint(1, 5), **changes)
    joined = merge(dict(dice.sample(list(shards.items()), len(shards))), OUT, incomplete=True)
    if changes["not_deleted"]:
        whole["not_deleted"] *= len(shards)
    assert without_times(joined) == without_times(whole)


def test_seconds_are_those_of_the_longest_shard_and_of_all(make: Make) -> None:
    shards = shards_of(make, [make.outcome("USER-001")])
    shards[Path("s2")]["summary"]["seconds"] = 5.0
    joined = merge(shards, OUT)
    assert (joined["summary"]["seconds"], joined["merged"]) == (5.0, {"shards": 3, "seconds": 9.0})
    assert joined["settings"]["out"] == {"value": "joined", "origin": "flag"}


@pytest.fixture
def shards(make: Make) -> dict[Path, Results]:
    return shards_of(make, [make.outcome("USER-001"), make.outcome("USER-002"), make.outcome("LINK-001")])


def refused(shards: dict[Path, Results]) -> str:
    with pytest.raises(ConformanceError) as caught:
        merge(shards, OUT)
    assert caught.value.hint
    return caught.value.message


def test_a_missing_shard_is_named(shards: dict[Path, Results]) -> None:
    del shards[Path("s2")]
    assert refused(shards) == "of 3 shards, 2 is missing"
    del shards[Path("s1")]
    assert refused(shards) == "of 3 shards, 1, 2 are missing"


def test_a_shard_given_twice_is_named(shards: dict[Path, Results]) -> None:
    shards[Path("again")] = shards[Path("s2")]
    assert refused(shards) == "shard 2 is given twice: s2 and again"


def test_a_run_that_is_no_shard_is_named(shards: dict[Path, Results], make: Make) -> None:
    shards[Path("whole")] = make.of_each_verdict()
    assert refused(shards) == "whole holds no shard, but a run that stands for itself"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"seed": 8}, "their seeds differ (7 and 8)"),
        ({"profile": "deep"}, "their profiles differ (standard and deep)"),
        (
            {"target": {"kind": "mock", "address": "http://127.0.0.1:1"}},
            "their targets differ (mock embedded and",
        ),
        ({"waivers": []}, "their waivers differ"),
    ],
)
def test_shards_of_different_runs_are_refused(
    shards: dict[Path, Results], changes: dict[str, Any], said: str
) -> None:
    shards[Path("s3")] |= changes
    assert f"s1 and s3 are not of one run: {said}" in refused(shards)


def test_different_versions_are_refused(shards: dict[Path, Results]) -> None:
    shards[Path("s3")]["versions"] = shards[Path("s3")]["versions"] | {"pingone-conformance": "9"}
    assert "their versions differ" in refused(shards)


def test_different_settings_are_refused(shards: dict[Path, Results]) -> None:
    shards[Path("s3")]["settings"]["strict"] = {"value": "True", "origin": "flag"}
    assert "their settings of strict differ (False and True)" in refused(shards)


def test_what_machines_may_have_of_their_own_is_no_difference(shards: dict[Path, Results]) -> None:
    for place, part in shards.items():
        for name in ("out", "workers", "shard", "shard_by"):
            part["settings"][name] = {"value": str(place), "origin": "flag"}
    assert merge(shards, OUT)["complete"] is True


def test_shards_that_disagree_about_the_partition_are_refused(shards: dict[Path, Results]) -> None:
    shards[Path("s2")]["shard"]["fingerprint"] = "0" * 64
    assert "s1 and s2 are not of one run: their rules differ" in refused(shards)


def test_another_number_of_shards_is_refused(shards: dict[Path, Results]) -> None:
    shards[Path("s2")]["shard"]["of"] = 4
    assert "their numbers of shards differ (3 and 4)" in refused(shards)


def test_edited_shards_are_refused(shards: dict[Path, Results]) -> None:
    shards[Path("s1")]["rules"].append(shards[Path("s2")]["rules"][0])
    assert "is in 2 of them" in refused(shards)


def test_a_shard_that_was_cut_off_is_named(shards: dict[Path, Results]) -> None:
    shards[Path("s3")]["complete"] = False
    assert refused(shards) == "s3: cut off before the end"
    joined = merge(shards, OUT, incomplete=True)
    assert joined["complete"] is False
