from __future__ import annotations

import json

import pytest

from pingone_conformance.findings import ExitCode
from pingone_conformance.reporting.results import write_incomplete, write_results


def verdict(results, rule):
    return next(row["verdict"] for row in results["rules"] if row["id"] == rule)


def reason(results, rule):
    return next(row["reason"] for row in results["rules"] if row["id"] == rule)


def exit_code(results):
    return ExitCode(results["summary"]["exit_code"])


def test_a_rule_that_was_tried_and_held_conforms(make):
    results = make.results(make.outcome("USER-001"))
    assert verdict(results, "USER-001") == "conforms"
    assert exit_code(results) is ExitCode.CONFORMS


def test_a_broken_must_rule_violates_and_fails_the_run(make):
    results = make.results(make.breaking("PORTRAIT-003"), make.outcome("USER-001"))
    assert verdict(results, "PORTRAIT-003") == "violates"
    assert exit_code(results) is ExitCode.VIOLATES


@pytest.mark.parametrize("rule", ["USER-002", "USER-003"])
@pytest.mark.parametrize(("strict", "code"), [(False, ExitCode.CONFORMS), (True, ExitCode.VIOLATES)])
def test_a_broken_rule_of_lower_level_deviates_and_fails_strict_runs_only(make, rule, strict, code):
    results = make.results(make.breaking(rule), strict=strict)
    assert verdict(results, rule) == "deviates"
    assert exit_code(results) is code


def test_one_breach_outweighs_any_number_of_tests_that_pass(make):
    results = make.results(make.outcome("USER-001"), make.breaking("USER-001"), make.outcome("USER-001"))
    assert verdict(results, "USER-001") == "violates"


def test_a_broken_test_keeps_its_rule_from_conforming(make):
    results = make.results(make.outcome("USER-001"), make.broken("USER-001"))
    assert verdict(results, "USER-001") == "broken"
    assert reason(results, "USER-001") == "RuntimeError: no idea"
    assert exit_code(results) is ExitCode.BROKEN


def test_a_breach_is_told_even_where_another_test_broke(make):
    results = make.results(make.broken("USER-001"), make.breaking("USER-001"))
    assert verdict(results, "USER-001") == "violates"
    assert exit_code(results) is ExitCode.VIOLATES


def test_a_violation_outweighs_trouble_of_ours(make):
    assert (
        exit_code(make.results(make.broken("USER-001"), make.breaking("PORTRAIT-003"))) is ExitCode.VIOLATES
    )


def test_a_rule_is_untested_for_the_reason_that_its_test_gives(make):
    results = make.results(make.untested("USER-003", "not offered here"), make.outcome("USER-001"))
    assert verdict(results, "USER-003") == "untested"
    assert reason(results, "USER-003") == "not offered here"
    assert exit_code(results) is ExitCode.CONFORMS


def test_one_test_that_tried_a_rule_is_enough(make):
    results = make.results(make.untested("USER-001", "not here"), make.outcome("USER-001"))
    assert verdict(results, "USER-001") == "conforms"
    assert reason(results, "USER-001") is None


def test_a_rule_without_tests_is_untested_for_the_reason_of_the_contracts(make):
    results = make.results(make.outcome("USER-001"))
    assert reason(results, "LOGGER-001") == "Scripts run inside another product."
    assert reason(results, "AUTH-001") == "none of its tests was selected"


def test_a_test_speaks_for_the_rules_that_it_tried_only(make):
    results = make.results(make.outcome("USER-001", "USER-002", tried=["USER-001"]))
    assert verdict(results, "USER-001") == "conforms"
    assert verdict(results, "USER-002") == "untested"


@pytest.mark.parametrize("strict", [False, True])
def test_a_run_without_tests_says_nothing_and_fails(make, strict):
    results = make.results(strict=strict)
    assert results["summary"]["tests"] == 0
    assert exit_code(results) is ExitCode.BROKEN


def test_a_run_that_tried_nothing_fails(make):
    assert exit_code(make.results(make.untested("USER-001", "not here"))) is ExitCode.BROKEN


def test_an_incomplete_run_fails_though_all_was_well_so_far(make):
    assert exit_code(make.results(make.outcome("USER-001"), complete=False)) is ExitCode.BROKEN


def test_a_violation_counts_in_an_incomplete_run_too(make):
    assert exit_code(make.results(make.breaking("USER-001"), complete=False)) is ExitCode.VIOLATES


def test_a_limited_run_judges_what_was_wanted_once_each(make):
    results = make.results(make.outcome("USER-001", "USER-002"), wanted=("USER-002", "USER-002"))
    assert [row["id"] for row in results["rules"]] == ["USER-002"]


def test_the_summary_counts_rules_tests_and_requests(make):
    summary = make.of_each_verdict()["summary"]
    counted = {name: summary[name] for name in ("conforms", "untested", "deviates", "violates", "broken")}
    assert counted == {"conforms": 3, "untested": 2, "deviates": 1, "violates": 1, "broken": 1}
    assert (summary["tests"], summary["requests"], summary["seconds"]) == (7, 21, 1.23)


def test_the_fingerprint_of_the_requests_does_not_depend_on_the_order_of_tests(make):
    first, second = make.outcome("USER-001", fingerprint="f" * 64), make.outcome("USER-002", fingerprint="2")
    one, other = make.results(first, second), make.results(second, first)
    assert (
        one["summary"]["requests_fingerprint"]
        == other["summary"]["requests_fingerprint"]
        == format(1, "064x")
    )


def test_each_rule_knows_its_resource(make):
    resources = {row["id"]: row["resource"] for row in make.results()["rules"]}
    assert resources == {
        "PORTRAIT-001": "portraits",
        "PORTRAIT-003": "portraits",
        "USER-001": "users",
        "USER-002": "users",
        "USER-003": "users",
        "AUTH-001": "every operation",
        "LINK-001": "several resources",
        "LOGGER-001": "script bindings",
    }


def test_the_file_says_that_it_is_incomplete_until_it_is_complete(make, tmp_path):
    write_incomplete(tmp_path, make.settings())
    assert json.loads((tmp_path / "results.json").read_text())["complete"] is False
    write_results(make.of_each_verdict(), tmp_path)
    assert json.loads((tmp_path / "results.json").read_text())["complete"] is True
    assert [file.name for file in tmp_path.iterdir()] == ["results.json"]


def test_half_of_a_surrogate_pair_survives_the_file(make, tmp_path):
    results = make.results(make.breaking("USER-001", observed="name is '\ud83d' é"))
    write_results(results, tmp_path)
    assert json.loads((tmp_path / "results.json").read_text(encoding="utf-8")) == results


def test_findings_are_bounded_and_counted(make):
    breach = make.breaking("USER-001").breaches[0]
    loud = [breach | {"observed": f"status {number}"} for number in range(10)]
    outcomes = [
        make.outcome("USER-001", test=f"test_{number}", breaches=loud, left_out={"USER-001": 100})
        for number in range(20)
    ]
    row = next(row for row in make.results(*outcomes)["rules"] if row["id"] == "USER-001")
    assert (row["finding_count"], len(row["findings"])) == (20 * 110, 25)
    assert len({finding["test"] for finding in row["findings"]}) == 20


def test_a_rule_of_several_operations_lists_them(make):
    operations = {row["id"]: row["operation"] for row in make.results()["rules"]}
    assert operations["USER-001"] == "createUser"
    assert operations["USER-003"] == ["createUser", "replaceUser"]


def test_each_rule_is_told_as_the_contracts_have_it(make):
    row = next(row for row in make.results(make.outcome("USER-002"))["rules"] if row["id"] == "USER-002")
    assert (row["level"], row["basis"], row["title"]) == ("should", "stated", "Omitted members are cleared")
    assert row["source"] == {"document": "users", "section": "Replace"}


def test_only_breaches_are_counted(make):
    counts = {row["id"]: row["finding_count"] for row in make.of_each_verdict()["rules"]}
    assert counts["PORTRAIT-001"] == 0
    assert counts["PORTRAIT-003"] == 2


def test_the_run_is_told_with_its_settings(make):
    results = make.results(seed=3, profile="smoke")
    assert results["target"] == {"kind": "mock", "address": "embedded"}
    assert make.results(mock_url="http://localhost:8080")["target"]["address"] == "http://localhost:8080"
    assert results["settings"]["seed"] == {"value": "3", "origin": "flag"}
    assert results["settings"]["strict"] == {"value": "False", "origin": "default"}
    assert results["finished"].endswith("+00:00")


def test_the_fingerprint_is_written_in_small_letters(make):
    results = make.results(make.outcome("USER-001", fingerprint="ab"))
    assert results["summary"]["requests_fingerprint"] == format(0xAB, "064x")


def test_the_file_is_made_where_it_is_wanted_and_can_be_read(make, tmp_path):
    write_results(make.results(make.breaking("USER-001", observed="name is 'é'")), tmp_path / "a" / "b")
    text = (tmp_path / "a" / "b" / "results.json").read_bytes().decode("utf-8")
    assert "name is 'é'" in text
    assert text.startswith('{\n "schema": 1,\n')


def test_waiting_is_summed_in_hundredths_of_a_second(make):
    results = make.results(make.outcome("USER-001", waited=1.126), make.outcome("USER-002", waited=2.0))
    assert results["summary"]["seconds_waited"] == 3.13
