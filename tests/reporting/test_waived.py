"""What becomes of waivers in results.json, on the terminal, and in the exit code."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from rich.console import Console

from pingone_conformance.findings import LEFT_OUT
from pingone_conformance.reporting import summary
from pingone_conformance.reporting.results import write_results
from pingone_conformance.reporting.terminal import print_summary
from pingone_conformance.reporting.waived import expiring_waivers, join_waivers
from pingone_conformance.rooms import room

RULE = "PORTRAIT-003"
SCHEMA = json.loads((room("reports") / "results.schema.json").read_text(encoding="utf-8"))


def row(results, rule=RULE):
    return next(row for row in results["rules"] if row["id"] == rule)


def code(results):
    return results["summary"]["exit_code"]


def states(results):
    return [waiver["state"] for waiver in results["waivers"]]


def text_of(results):
    console = Console(file=io.StringIO(), width=80)
    print_summary(console, results, Path("reports/latest"))
    return "\n".join(line.rstrip() for line in console.file.getvalue().splitlines())


def test_a_breach_that_is_known_does_not_fail_the_run(make):
    results = make.results(make.breaking(RULE), waivers=[make.waiver(RULE)])
    assert (row(results)["verdict"], code(results), states(results)) == ("waived", 0, ["used"])
    assert row(results)["waiver"]["link"] == "https://tracker.example/browse/IDV-1"
    assert row(results)["findings"]
    assert results["summary"]["waived"] == 1


def test_a_should_rule_of_a_strict_run_is_covered_too(make):
    results = make.results(make.breaking("USER-002"), waivers=[make.waiver("USER-002")], strict=True)
    assert (row(results, "USER-002")["verdict"], code(results)) == ("waived", 0)


def test_the_results_satisfy_their_schema(make, tmp_path):
    waivers = [make.waiver(RULE), make.waiver("USER-001"), make.waiver("USER-002", days=-1)]
    results = make.results(make.breaking(RULE), make.outcome("USER-001"), waivers=waivers)
    write_results(results, tmp_path)
    document = json.loads((tmp_path / "results.json").read_text(encoding="utf-8"))
    Draft202012Validator(SCHEMA, format_checker=FormatChecker()).validate(document)


def test_a_waiver_whose_rule_holds_fails_the_run(make):
    results = make.results(make.outcome(RULE), waivers=[make.waiver(RULE)])
    assert (row(results)["verdict"], code(results), states(results)) == ("conforms", 1, ["unused"])


@pytest.mark.parametrize("made", ["outcome", "breaking"])
def test_a_waiver_that_has_expired_fails_the_run(make, made):
    results = make.results(getattr(make, made)(RULE), waivers=[make.waiver(RULE, days=-1)])
    assert (code(results), states(results)) == (1, ["expired"])
    assert row(results)["verdict"] == {"outcome": "conforms", "breaking": "violates"}[made]


def test_the_last_day_counts(make):
    results = make.results(make.breaking(RULE), waivers=[make.waiver(RULE, days=0)])
    assert (code(results), states(results)) == (0, ["used"])


@pytest.mark.parametrize("made", ["untested", "broken"])
def test_a_waiver_whose_rule_was_not_tried_says_so(make, made):
    results = make.results(
        make.outcome("USER-001"), getattr(make, made)(RULE, "no reason"), waivers=[make.waiver(RULE)]
    )
    assert states(results) == ["not tried"]
    assert code(results) == {"untested": 0, "broken": 3}[made]


def test_a_run_of_other_rules_says_nothing_about_a_waiver(make):
    results = make.results(make.outcome("USER-001"), wanted=("USER-001",), waivers=[make.waiver(RULE)])
    assert (code(results), states(results)) == (0, ["not tried"])
    assert "\n1 waiver is for what this run did not try, and may be out of date.\n" in text_of(results)


def test_a_run_that_was_cut_off_cannot_say_that_a_waiver_is_unused(make):
    results = make.results(make.outcome(RULE), complete=False, waivers=[make.waiver(RULE)])
    assert states(results) == ["not tried"]


def test_the_limits_of_a_tenant_may_leave_out_the_test_that_finds_the_breach(make):
    left_out = make.untested(RULE, LEFT_OUT + "no room")
    left_out.test += "[other]"
    results = make.results(make.outcome(RULE), left_out, waivers=[make.waiver(RULE)])
    assert (code(results), states(results)) == (0, ["not tried"])


def test_another_breach_of_the_same_rule_still_violates(make):
    known, other = (make.breaking("LINK-001", observed=name) for name in ("known", "other"))
    known.operation, other.operation = "createUser", "updatePortraitBackground"
    other.test += "[other]"
    results = make.results(known, other, waivers=[make.waiver("LINK-001", operation="createUser")])
    found = row(results, "LINK-001")
    assert (found["verdict"], code(results), states(results)) == ("violates", 1, ["used"])
    # What has to be looked at comes first.
    assert [finding["observed"] for finding in found["findings"]] == ["other", "known"]
    assert found["waiver"] is None


def test_a_waiver_of_an_operation_that_was_not_tried(make):
    tried = make.outcome("LINK-001")
    tried.operation = "updatePortraitBackground"
    results = make.results(tried, waivers=[make.waiver("LINK-001", operation="createUser")])
    assert states(results) == ["not tried"]


def test_trouble_after_the_breach_is_part_of_it(make):
    breaking = make.breaking(RULE)
    breaking.broken = "KeyError: 'id'"
    results = make.results(breaking, waivers=[make.waiver(RULE)])
    assert (row(results)["verdict"], code(results)) == ("waived", 0)


def test_trouble_in_another_test_is_not_waived(make):
    other = make.broken(RULE)
    other.test += "[other]"
    results = make.results(make.breaking(RULE), other, waivers=[make.waiver(RULE)])
    assert (row(results)["verdict"], code(results)) == ("broken", 3)
    assert (row(results)["findings"], row(results)["finding_count"]) == ([], 0)


def test_of_two_waivers_the_one_that_ends_first_is_named(make):
    waivers = [make.waiver(RULE, reason="later"), make.waiver(RULE, days=3, reason="sooner")]
    results = make.results(make.breaking(RULE), waivers=waivers)
    assert (row(results)["waiver"]["reason"], states(results)) == ("sooner", ["used", "used"])


def test_a_waiver_is_expiring_for_two_weeks(make):
    waivers = [make.waiver(RULE, days=days) for days in (0, 14, 15)]
    results = make.results(make.breaking(RULE), waivers=waivers)
    assert [waiver["expires"] for waiver in expiring_waivers(results)] == [
        str(waiver.expires) for waiver in waivers[:2]
    ]


def test_parts_of_a_run_join(make):
    def rows(*found):
        return [
            {**make.waiver(f"USER-00{number}").as_json(), "state": state}
            for number, state in enumerate(found)
        ]

    first = rows("used", "unused", "not tried", "expired")
    second = rows("not tried", "not tried", "not tried", "expired")
    assert join_waivers([first, second]) == first
    assert join_waivers([second, first]) == first
    assert join_waivers([]) == []


def test_what_the_terminal_says_of_a_known_breach(make):
    waiver = make.waiver(RULE)
    text = text_of(make.results(make.breaking(RULE), make.outcome("USER-001"), waivers=[waiver]))
    assert text.startswith(
        f"""\
WAIVED  PORTRAIT-003  Plain application/json is refused
  until     {waiver.expires}
  reason    Accepted until release 7.
            https://tracker.example/browse/IDV-1
"""
    )
    assert "\nEvery rule that was tried holds, but for 1 waived.\n" in text
    assert max(map(len, text.splitlines())) <= 80


def test_what_the_terminal_says_of_waivers_that_fail_the_run(make):
    waivers = [make.waiver("USER-002", days=-1, operation="replaceUser"), make.waiver(RULE)]
    results = make.results(
        make.outcome(RULE), make.outcome("USER-002"), waivers=waivers, waivers_file="known.yaml"
    )
    assert text_of(results).startswith(
        f"""\
EXPIRED WAIVER  USER-002, replaceUser
  ended     {waivers[0].expires}
  reason    Accepted until release 7.
            https://tracker.example/browse/IDV-1
  to do     remove it from known.yaml if the breach is gone; else mend it, or
            renew the waiver

UNUSED WAIVER  PORTRAIT-003
  ends      {waivers[1].expires}
  reason    Accepted until release 7.
            https://tracker.example/browse/IDV-1
  to do     its rule was tried and holds: remove it from known.yaml

"""
    )
    assert "\n1 waiver has expired. 1 waiver matched nothing. No must-rule is violated.\n" in text_of(results)
    assert text_of(results).endswith("Next: mend known.yaml as said above, then run again.")


def test_a_smoke_run_may_have_missed_the_breach(make):
    results = make.results(make.outcome(RULE), waivers=[make.waiver(RULE)], profile="smoke")
    assert "give smoke runs a file of their own" in text_of(results).replace("\n            ", " ")


def test_what_the_terminal_says_of_a_waiver_that_ends_soon(make):
    results = make.results(make.breaking(RULE), waivers=[make.waiver(RULE, days=3)])
    text = text_of(results)
    assert "\nEXPIRING WAIVER  PORTRAIT-003\n" in text
    assert "renew the waiver in contracts/waivers.yaml" in text.replace("\n            ", " ")


def test_the_table_fits_with_every_verdict(make):
    results = make.results(
        make.breaking(RULE), make.breaking("USER-002"), make.broken("AUTH-001"), waivers=[make.waiver(RULE)]
    )
    lines = text_of(results).splitlines()
    (head,) = [line for line in lines if line.strip().startswith("resource ")]
    assert head.split() == ["resource", "conforms", "untested", "waived", "deviates", "violates", "broken"]


def test_the_line_that_repeats_a_rule_takes_the_same_waivers(make):
    results = make.results(make.breaking(RULE), waivers_file="known.yaml")
    assert summary.repeat_command(results, RULE).endswith("--waivers known.yaml")
