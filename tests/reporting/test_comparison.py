"""What changed between two runs: which turns are worse, which better, and how it is told."""

from __future__ import annotations

import io
import json
from typing import Any

import jsonschema_rs
import pytest
from rich.console import Console

from pingone_conformance.plugin.outcomes import Outcome
from pingone_conformance.reporting.changes import headline, markdown, print_changes
from pingone_conformance.reporting.comparison import Comparison, Kind, compare
from pingone_conformance.rooms import room

from .conftest import Make, Results

RULE = "PORTRAIT-003"
ELSEWHERE = {"kind": "tenant", "address": "https://api.example/v1/environments/e"}


def one_rule(make: Make, verdict: str) -> Results:
    """A run of one rule that ended with that verdict."""
    if verdict in ("violates", "deviates", "waived"):
        results = make.results(make.breaking(RULE), wanted=(RULE,))
    else:
        ends: dict[str, Outcome] = {
            "conforms": make.outcome(RULE),
            "untested": make.untested(RULE, "not offered here"),
            "broken": make.broken(RULE),
        }
        results = make.results(ends[verdict], wanted=(RULE,))
    results["rules"][0]["verdict"] = verdict
    return results


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ("conforms", "violates", "worse"),
        ("conforms", "deviates", "worse"),
        ("conforms", "waived", "worse"),
        ("conforms", "untested", "worse"),
        ("conforms", "broken", "worse"),
        ("waived", "violates", "worse"),
        ("deviates", "violates", "worse"),
        ("untested", "violates", "worse"),
        ("untested", "deviates", "worse"),
        ("untested", "broken", "worse"),
        ("broken", "violates", "worse"),
        ("violates", "conforms", "better"),
        ("violates", "waived", "better"),
        ("deviates", "conforms", "better"),
        ("waived", "conforms", "better"),
        ("untested", "conforms", "better"),
        ("broken", "conforms", "better"),
        ("violates", "untested", "other"),
        ("violates", "broken", "other"),
        ("deviates", "untested", "other"),
        ("broken", "untested", "other"),
        ("untested", "waived", "other"),
    ],
)
def test_each_turn_has_its_kind(make: Make, before: str, after: str, kind: str) -> None:
    comparison = compare(one_rule(make, before), one_rule(make, after))
    assert [(turn.before, turn.after, turn.kind) for turn in comparison.turns] == [(before, after, kind)]
    assert comparison.got_worse is (kind == "worse")


@pytest.mark.parametrize("verdict", ["conforms", "untested", "violates", "deviates", "waived", "broken"])
def test_what_stayed_did_not_turn(make: Make, verdict: str) -> None:
    assert compare(one_rule(make, verdict), one_rule(make, verdict)).turns == []


def test_what_another_target_cannot_show_is_not_worse(make: Make) -> None:
    after = one_rule(make, "untested") | {"target": ELSEWHERE}
    comparison = compare(one_rule(make, "conforms"), after)
    assert [turn.kind for turn in comparison.turns] == [Kind.OTHER]
    assert comparison.notes == [f"different targets: mock embedded and tenant {ELSEWHERE['address']}"]


def test_two_mocks_are_one_place(make: Make) -> None:
    after = one_rule(make, "untested") | {"target": {"kind": "mock", "address": "http://127.0.0.1:8080"}}
    assert compare(one_rule(make, "conforms"), after).got_worse


def two_tests(make: Make, *broken: str, observed: str = "status 200") -> Results:
    """A rule of two tests, some of which found it broken."""
    outcomes = []
    for name in ("one", "two"):
        made = make.breaking(RULE, observed=observed) if name in broken else make.outcome(RULE)
        made.test = f"test_it.py::{name}"
        outcomes.append(made)
    return make.results(*outcomes, wanted=(RULE,))


@pytest.mark.parametrize(
    ("before", "after", "kind", "what"),
    [
        (("one",), ("one", "two"), "worse", "broken in 1 test that held before"),
        (("one",), ("two",), "worse", "broken in 1 test that held before"),
        (("one", "two"), ("two",), "better", "1 test holds again"),
    ],
)
def test_a_broken_rule_can_become_more_or_less_so(
    make: Make, before: tuple[str, ...], after: tuple[str, ...], kind: str, what: str
) -> None:
    turns = compare(two_tests(make, *before), two_tests(make, *after)).turns
    assert [(turn.kind, turn.what) for turn in turns] == [(kind, what)]


def test_a_rule_broken_in_another_way_is_told(make: Make) -> None:
    turns = compare(two_tests(make, "one"), two_tests(make, "one", observed="no answer")).turns
    assert [(turn.kind, turn.what) for turn in turns] == [("other", "broken in another way than before")]


def test_ids_and_numbers_of_answers_are_no_change(make: Make) -> None:
    said = [f"user 5b6e7a1c-0d5f-4c0e-9a4e-3f0d6b1c2a{number} after 0.{number} s" for number in (71, 88)]
    assert compare(*(two_tests(make, "one", observed=text) for text in said)).turns == []


def test_tests_are_not_told_apart_where_findings_were_left_out(make: Make) -> None:
    full = two_tests(make, "one")
    full["rules"][0]["findings"] *= 25
    assert compare(full, two_tests(make, "one", "two")).turns == []


def test_new_and_gone_rules_did_not_turn(make: Make) -> None:
    comparison = compare(
        one_rule(make, "conforms"), make.results(make.breaking("USER-001"), wanted=("USER-001",))
    )
    assert ([row["id"] for row in comparison.new], [row["id"] for row in comparison.gone]) == (
        ["USER-001"],
        [RULE],
    )
    assert (comparison.turns, comparison.got_worse) == ([], False)


def test_findings_about_the_documents_are_compared(make: Make) -> None:
    old, new = make.of_each_verdict(), make.of_each_verdict()
    new["findings_about_documents"] = []
    comparison = compare(old, new)
    assert [finding["id"] for finding in comparison.gone_documents] == ["FINDING-001"]
    assert [finding["id"] for finding in compare(new, old).new_documents] == ["FINDING-001"]


def test_costs_are_compared(make: Make) -> None:
    more = make.outcome(RULE, calls={"readOneUser": 8})
    comparison = compare(make.results(make.outcome(RULE)), make.results(more))
    assert {cost.name: cost.more for cost in comparison.costs} == {"tests": 0, "requests": 5, "seconds": 0}
    assert [(cost.name, cost.before, cost.after) for cost in comparison.dearer] == [(RULE, 3, 8)]


def test_what_makes_runs_differ_is_noted(make: Make) -> None:
    old, new = one_rule(make, "conforms"), one_rule(make, "conforms")
    old |= {"complete": False, "not_deleted": ["user u: 500"]}
    new |= {
        "seed": 8,
        "profile": "deep",
        "versions": {**new["versions"], "pingone-conformance": "9", "x": "1"},
    }
    assert compare(old, new).notes == [
        "different profiles: standard and deep",
        "different seeds: 7 and 8",
        f"different versions of pingone-conformance: {old['versions']['pingone-conformance']} and 9",
        "different versions of x: none and 1",
        "the first run was cut off: rules may be untested for that reason alone",
        "the first run left 1 of its things undeleted",
    ]


def changed(make: Make) -> tuple[Comparison, Results, Results]:
    old = make.of_each_verdict()
    new: dict[str, Any] = make.results(
        make.breaking("PORTRAIT-001", observed="\x1b[31m|*red*"),
        make.outcome("USER-002"),
        make.outcome("AUTH-001"),
    )
    new["rules"] = [row for row in new["rules"] if row["id"] != "LINK-001"]
    return compare(old, new), old, new


def test_the_terminal_gets_no_line_that_is_too_long(make: Make) -> None:
    text = io.StringIO()
    print_changes(Console(file=text, width=80), *changed(make))
    lines = text.getvalue().splitlines()
    assert max(map(len, lines)) <= 80
    assert [
        line for line in lines if line != line.rstrip() and not line.startswith(("requests", "tests", "sec"))
    ] == []
    assert lines[-1] == "Rules: 2 got worse, 2 got better, 1 otherwise, 1 gone."
    assert "  PORTRAIT-001  conforms -> violates: held before" in lines


def test_markdown_has_the_same(make: Make) -> None:
    text = markdown(*changed(make))
    assert text.startswith("**Rules: 2 got worse, 2 got better, 1 otherwise, 1 gone.**")
    assert "| PORTRAIT-001 | The documented type is accepted | conforms | violates | held before |" in text
    assert "### Gone" in text
    assert "\x1b" not in text


def test_json_is_as_its_schema_says(make: Make) -> None:
    schema = json.loads((room("reports") / "diff.schema.json").read_text(encoding="utf-8"))
    content = changed(make)[0].as_json()
    jsonschema_rs.validate(schema, content)
    assert content["got_worse"] is True
    assert [turn["rule"] for turn in content["worse"]] == ["PORTRAIT-001", "USER-001"]


def test_nothing_changed_is_said(make: Make) -> None:
    assert headline(compare(make.of_each_verdict(), make.of_each_verdict())) == "No rule turned."
