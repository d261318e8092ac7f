"""`report.sarif` against the schema of its format, and as code scanning reads it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft4Validator

from pingone_conformance.reporting.places import rule_places
from pingone_conformance.reporting.sarif import write_sarif

SCHEMA = json.loads(
    (Path(__file__).parent / "schemas" / "sarif-schema-2.1.0.json").read_text(encoding="utf-8")
)
HOSTILE = "]]>\x00\x1b[2J \ud800 [link](javascript:alert(1)) {0}"
CUT_OFF = {"schema": 1, "complete": False, "versions": {"pingone-conformance": "1.2.3"}, "seed": 7}


@pytest.fixture
def read(tmp_path):
    """The one run of a log that satisfies the schema."""

    def read(results):
        write_sarif(results, tmp_path / "report.sarif")
        log = json.loads((tmp_path / "report.sarif").read_text(encoding="utf-8"))
        assert [error.message for error in Draft4Validator(SCHEMA).iter_errors(log)] == []
        (run,) = log["runs"]
        return run

    return read


def by_rule(run):
    return {result["ruleId"]: result for result in run["results"]}


def test_every_rule_is_described(make, read):
    results = make.of_each_verdict()
    rules = read(results)["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [row["id"] for row in results["rules"]]
    rule = next(rule for rule in rules if rule["id"] == "USER-002")
    assert rule["name"] == "OmittedMembersAreCleared"
    assert rule["helpUri"] == "https://docs.example/users"
    assert rule["defaultConfiguration"]["level"] == "warning"
    assert rule["properties"]["operation"] == "replaceUser"


def test_breaches_are_results_and_nothing_else_is(make, read):
    run = read(
        make.results(make.breaking("PORTRAIT-003"), make.breaking("USER-002"), make.breaking("USER-003"))
    )
    levels = {rule: result["level"] for rule, result in by_rule(run).items()}
    assert levels == {"PORTRAIT-003": "error", "USER-002": "warning", "USER-003": "note"}
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]


def test_a_deviation_of_a_strict_run_is_an_error(make, read):
    assert by_rule(read(make.results(make.breaking("USER-002"), strict=True)))["USER-002"]["level"] == "error"


def test_a_result_is_where_its_rule_is_written_down(make, read):
    result = by_rule(read(make.results(make.breaking("PORTRAIT-003"))))["PORTRAIT-003"]
    (location,) = result["locations"]
    physical, place = location["physicalLocation"], rule_places()["PORTRAIT-003"]
    assert physical["artifactLocation"] == {"uri": place.file, "uriBaseId": "%SRCROOT%"}
    assert physical["region"] == {"startLine": place.line}
    (related,) = result["relatedLocations"]
    assert related["physicalLocation"]["artifactLocation"]["uri"] == "openapi/paths/verifiedData.yaml"
    assert related["message"]["text"] == "updatePortraitBackground"


def test_the_related_operation_is_the_one_that_was_found_to_break_the_rule(make, read):
    breaking = make.breaking("LINK-001")
    breaking.operation = "createUser"
    result = by_rule(read(make.results(breaking)))["LINK-001"]
    assert [related["message"]["text"] for related in result["relatedLocations"]] == ["createUser"]


def test_a_rule_of_every_operation_names_those_that_broke_it(make, read):
    result = by_rule(read(make.results(make.breaking("AUTH-001"))))["AUTH-001"]
    assert [related["message"]["text"] for related in result["relatedLocations"]] == [
        "updatePortraitBackground"
    ]


def test_fingerprints_stay_whatever_is_observed(make, read):
    prints = [
        by_rule(read(make.results(make.breaking("USER-001", observed=seen), seed=seed)))["USER-001"][
            "partialFingerprints"
        ]
        for seed, seen in ((1, "one"), (2, "another"))
    ]
    assert prints[0] == prints[1]
    other = by_rule(read(make.results(make.breaking("USER-002"))))["USER-002"]["partialFingerprints"]
    assert other != prints[0]


def test_a_known_breach_is_suppressed(make, read):
    waiver = make.waiver("PORTRAIT-003")
    run = read(make.results(make.breaking("PORTRAIT-003"), waivers=[waiver]))
    (suppression,) = by_rule(run)["PORTRAIT-003"]["suppressions"]
    assert (suppression["kind"], suppression["status"]) == ("external", "accepted")
    assert waiver.reason in suppression["justification"]
    assert suppression["properties"]["expires"] == str(waiver.expires)


def test_the_run_says_how_it_ended(make, read):
    (invocation,) = read(make.of_each_verdict())["invocations"]
    assert (invocation["exitCode"], invocation["executionSuccessful"]) == (1, True)
    (notification,) = invocation["toolExecutionNotifications"]
    assert notification["associatedRule"] == {"id": "AUTH-001"}
    assert notification["message"]["text"] == "RuntimeError: no idea"


@pytest.mark.parametrize("results_of", [lambda _: CUT_OFF, lambda make: make.of_each_verdict(complete=False)])
def test_a_run_that_was_cut_off_was_not_successful(make, read, results_of):
    (invocation,) = read(results_of(make))["invocations"]
    assert not invocation["executionSuccessful"]
    assert invocation["toolExecutionNotifications"][-1]["message"]["text"] == "The run was cut off."


def test_runs_of_one_target_and_profile_follow_each_other(make, read):
    ids = [read(make.results(profile=profile))["automationDetails"]["id"] for profile in ("smoke", "deep")]
    assert ids == ["pingone-conformance/mock/smoke/", "pingone-conformance/mock/deep/"]


def test_what_a_target_says_breaks_nothing(make, read):
    run = read(make.results(make.breaking("USER-001", observed=HOSTILE + "x" * 50_000)))
    text = by_rule(run)["USER-001"]["message"]["text"]
    assert "\x1b" not in text
    assert len(text) < 1_100
