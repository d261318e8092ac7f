"""When a fault counts as killed and as blamed right, and what a whole trial of the bank says."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from rich.console import Console

from pingone_conformance.config import load_settings
from pingone_conformance.contracts import contracts
from pingone_conformance.mock.faults import Fault, Kind
from pingone_conformance.mock.faults.exchange import Request
from pingone_conformance.mock.faults.fault import Around
from pingone_conformance.power.report import Power, print_power, write_power
from pingone_conformance.power.trials import Judged, Trial, merged
from pingone_conformance.rooms import room

SCHEMA = json.loads((room("reports") / "power.schema.json").read_text(encoding="utf-8"))
NAMED, OTHER, CONSEQUENCE, *_ = contracts().rules
CLEAN = Trial(None, held=[NAMED, OTHER, CONSEQUENCE], tests=3, requests=30, seconds=1.0)


def never(request: Request) -> Around:
    raise NotImplementedError


def judged(
    *turned: str, crashed: tuple[str, ...] = (), kind: Kind = Kind.SHAPE, name: str = "loses_it"
) -> Judged:
    fault = Fault(name, kind, ("readOneUser",), (NAMED,), (CONSEQUENCE,), run=never)
    return Judged(fault, Trial(name, turned=list(turned), crashed=list(crashed), requests=10))


def power(*faults: Judged, clean: Trial = CLEAN, whole: bool = True) -> Power:
    return Power(clean, faults, whole, all_rules=False, seconds=2.0)


def printed(result: Power) -> str:
    said = io.StringIO()
    print_power(Console(file=said, width=80), result)
    return said.getvalue()


def test_a_fault_is_killed_by_a_rule_that_it_breaks() -> None:
    assert judged(NAMED).killed


def test_a_consequence_kills_nothing() -> None:
    assert not judged(CONSEQUENCE).killed


def test_a_rule_that_it_does_not_break_kills_nothing() -> None:
    assert not judged(OTHER).killed


def test_a_suite_that_crashed_has_seen_nothing() -> None:
    assert not judged(NAMED, crashed=("test_a: KeyError: 'id'",)).killed


def test_consequences_are_no_wrong_blame() -> None:
    assert judged(NAMED, CONSEQUENCE).blamed_right


def test_another_rule_is_blamed_wrongly() -> None:
    assert judged(NAMED, OTHER).wrongly_blamed == [OTHER]


def test_what_did_not_turn_is_quiet() -> None:
    assert judged(OTHER).quiet == [NAMED]


def test_a_rule_that_turned_in_one_part_of_the_clean_run_does_not_hold() -> None:
    whole = merged(
        [Trial(None, held=[NAMED], requests=1), Trial(None, turned=[NAMED], held=[OTHER], requests=2)]
    )
    assert (whole.turned, whole.held, whole.requests) == ([NAMED], [OTHER], 3)


def test_rules_that_no_fault_turns_are_dead() -> None:
    assert power(judged(NAMED, CONSEQUENCE)).dead_rules == [OTHER]


def test_rules_that_were_not_tried_are_not_dead() -> None:
    assert power(judged(NAMED), clean=Trial(None, held=[NAMED])).dead_rules == []


@pytest.mark.parametrize(
    ("result", "code"),
    [
        pytest.param(power(judged(NAMED)), 0, id="all killed"),
        pytest.param(power(judged(OTHER)), 1, id="a survivor"),
        pytest.param(
            power(judged(NAMED), clean=Trial(None, turned=[OTHER])), 1, id="the clean mock is accused"
        ),
        pytest.param(power(judged(NAMED), clean=Trial(None, crashed=["oh"])), 3, id="our own mistake"),
    ],
)
def test_the_exit_code(result: Power, code: int) -> None:
    assert result.exit_code == code


def test_the_table_counts_by_class() -> None:
    said = printed(power(judged(NAMED), judged(OTHER, name="keeps_it"), judged(NAMED, kind=Kind.STATE)))
    rows = [line.split() for line in said.splitlines()[:5]]
    assert rows[1] == ["shape", "2", "1", "50", "%", "1", "50", "%"]
    assert rows[2] == ["state", "1", "1", "100", "%", "1", "100", "%"]
    assert rows[3] == ["all", "3", "2", "67", "%", "2", "67", "%"]


def test_survivors_are_named_with_their_rules() -> None:
    assert f"loses_it (shape, {NAMED})" in printed(power(judged(OTHER)))


def test_a_crash_is_told_as_our_error() -> None:
    said = printed(power(judged(NAMED, crashed=("test_a: KeyError: 'id'",))))
    assert "loses_it: our own error, test_a: KeyError: 'id'" in said


def test_wrong_blame_and_dead_rules_are_told() -> None:
    said = printed(power(judged(NAMED, OTHER)))
    assert f"loses_it: {OTHER}" in said
    assert f"1 dead rules, which no fault turns\n  {CONSEQUENCE}" in said


def test_dead_rules_are_not_told_of_some_faults_only() -> None:
    assert "dead" not in printed(power(judged(NAMED), whole=False))


def test_the_file_keeps_to_its_schema(tmp_path: Path) -> None:
    file = write_power(power(judged(NAMED), judged(OTHER)), load_settings({}), tmp_path)
    content = json.loads(file.read_text(encoding="utf-8"))
    Draft202012Validator(SCHEMA).validate(content)
    assert content["summary"] == {
        "faults": 2,
        "killed": 1,
        "blamed_right": 1,
        "dead_rules": 1,
        "requests": 50,
        "seconds": 2.0,
        "exit_code": 1,
    }


def test_half_a_surrogate_pair_in_a_reason_does_not_lose_the_file(tmp_path: Path) -> None:
    crashed = power(judged(NAMED, crashed=("test_a: KeyError: '\ud83d'",)))
    content = json.loads(write_power(crashed, load_settings({}), tmp_path).read_text(encoding="utf-8"))
    assert content["faults"][0]["crashed"] == ["test_a: KeyError: '\ud83d'"]


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)
