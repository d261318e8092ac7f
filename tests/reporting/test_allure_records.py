"""What Allure is given: one result for each rule and operation, whatever the tests are."""

from __future__ import annotations

import json
from datetime import date

import pytest

from pingone_conformance.reporting.allure import write_allure
from pingone_conformance.reporting.results import judge
from pingone_conformance.waivers import Waiver, Waivers

STEP = {
    "name": "createUser: POST answered 200",
    "attachments": [{"name": "request", "source": "s-e0-attachment.txt", "type": "text/plain"}],
}
WAIVER = Waiver("PORTRAIT-003", None, "*", "until 7", "https://tracker.example/1", date(2030, 1, 1))


@pytest.fixture
def write(make, tmp_path):
    """Writes the results of a run with these outcomes; they come back by rule and operation."""

    def records(*outcomes, waivers=None, **changes):
        for file in tmp_path.glob("*-result.json"):
            file.unlink()
        known = waivers or Waivers()
        results = make.results(*outcomes, waivers=known, **changes)
        rules = make.contracts.rules

        def one(rule, some):
            return judge(rules[rule], some, make.contracts, known)

        write_allure(results, outcomes, tmp_path, one)
        found = [json.loads(file.read_text(encoding="utf-8")) for file in tmp_path.glob("*-result.json")]
        assert len({record["fullName"] for record in found}) == len(found)
        return {record["fullName"]: record for record in found}

    return records


def labels(record, name):
    return [label["value"] for label in record["labels"] if label["name"] == name]


def test_every_rule_has_a_result(make, write):
    assert set(write(make.outcome("USER-001"))) == {
        "PORTRAIT-001 updatePortraitBackground",
        "PORTRAIT-003 updatePortraitBackground",
        "USER-001 createUser",
        "USER-002 replaceUser",
        "USER-003 several operations",
        "AUTH-001 every operation",
        "LINK-001 several operations",
        "LOGGER-001 logger",
    }


def test_a_rule_of_several_operations_has_a_result_for_each_that_a_test_is_about(make, write):
    found = write(
        make.outcome("AUTH-001", operation="createUser", test="a"),
        make.outcome("AUTH-001", operation="createUser", test="b"),
        make.outcome("AUTH-001", operation="readUser", test="c"),
    )
    assert {name for name in found if name.startswith("AUTH")} == {"AUTH-001 createUser", "AUTH-001 readUser"}
    assert [step["name"] for step in found["AUTH-001 createUser"]["steps"]] == ["a", "b"]


def test_each_operation_has_a_verdict_of_its_own(make, write):
    broke = make.breaking("AUTH-001")
    broke.operation = "createUser"
    found = write(broke, make.outcome("AUTH-001", operation="readUser", test="c"))
    assert found["AUTH-001 createUser"]["status"] == "failed"
    assert found["AUTH-001 readUser"]["status"] == "passed"


def test_what_a_test_of_one_operation_says_of_itself_does_not_split_it(make, write):
    found = write(
        make.outcome("USER-001", operation="readUser", test="a"), make.outcome("USER-001", test="b")
    )
    assert len(found["USER-001 createUser"]["steps"]) == 2


def test_a_history_is_of_a_rule_and_an_operation_alone(make, write):
    one = {name: record["historyId"] for name, record in write(make.breaking("USER-001"), seed=7).items()}
    two = {
        name: record["historyId"]
        for name, record in write(make.outcome("USER-001", test="else"), seed=8).items()
    }
    assert one == two
    assert len(set(one.values())) == len(one)


def test_no_parameter_takes_part_in_an_id(make, write):
    # Allure 3 makes its own history id of the test case's id and of the parameters that are not excluded.
    for record in write(make.outcome("USER-001")).values():
        assert record["testCaseId"] == record["historyId"]
        assert all(parameter["excluded"] for parameter in record["parameters"])


@pytest.mark.parametrize(
    ("strict", "expected"), [(False, "passed"), (True, "failed")], ids=["usual", "strict"]
)
def test_a_deviation_passes_with_a_tag_and_fails_a_strict_run(make, write, strict, expected):
    record = write(make.breaking("USER-002"), strict=strict)["USER-002 replaceUser"]
    assert (record["status"], labels(record, "tag")) == (expected, ["stated", "deviates"])
    assert record["statusDetails"]["message"].startswith("deviates USER-002 (should): expected status 415, ")


def test_a_violation_fails_with_both_sides(make, write):
    record = write(make.breaking("USER-001"))["USER-001 createUser"]
    assert record["status"] == "failed"
    assert record["statusDetails"] == {
        "message": "violates USER-001 (must): expected status 415, observed status 200",
        "trace": "expected status 415, observed status 200 (in scenarios/test_user_001.py::test_it)",
        "expected": "status 415",
        "actual": "status 200",
    }


def test_what_is_untested_is_skipped_with_the_reason(make, write):
    record = write(make.untested("USER-001", "not offered here"))["USER-001 createUser"]
    assert (record["status"], record["statusDetails"]["message"]) == ("skipped", "untested: not offered here")
    assert record["steps"][0]["status"] == "skipped"


def test_our_own_error_is_broken(make, write):
    record = write(make.broken("USER-001"))["USER-001 createUser"]
    assert (record["status"], record["statusDetails"]["message"]) == (
        "broken",
        "broken: RuntimeError: no idea",
    )


def test_a_waiver_passes_with_a_tag_and_a_link(make, write):
    waivers = Waivers([WAIVER], date(2029, 1, 1))
    record = write(make.breaking("PORTRAIT-003"), waivers=waivers)["PORTRAIT-003 updatePortraitBackground"]
    assert (record["status"], labels(record, "tag")) == ("passed", ["stated", "waived"])
    assert record["statusDetails"]["message"].startswith("waived PORTRAIT-003 (must): expected")
    assert record["statusDetails"]["known"] is True
    assert {"type": "issue", "url": "https://tracker.example/1", "name": "until 7"} in record["links"]


def test_the_tree_is_document_operation_rule(make, write):
    record = write(make.outcome("USER-001"))["USER-001 createUser"]
    tree = [labels(record, name) for name in ("epic", "feature", "story")]
    assert tree == [["Users"], ["createUser"], ["USER-001 A user is created"]]
    assert (record["name"], record["titlePath"]) == ("USER-001 A user is created", ["Users", "createUser"])
    assert record["links"] == [{"type": "link", "url": "https://docs.example/users", "name": "Users, Create"}]


@pytest.mark.parametrize(
    ("name", "severity"),
    [
        ("USER-001 createUser", "critical"),
        ("USER-002 replaceUser", "normal"),
        ("USER-003 several operations", "minor"),
    ],
)
def test_severity_comes_from_the_level(make, write, name, severity):
    assert labels(write(make.outcome("USER-001"))[name], "severity") == [severity]


def test_the_layer_is_the_suite(make, write):
    found = write(make.outcome("USER-001"), make.outcome("USER-001", test="property/test_x.py::test_y"))
    assert labels(found["USER-001 createUser"], "layer") == ["property", "scenario"]


def test_a_result_lasts_as_long_as_its_tests(make, write):
    tests = [
        make.outcome("USER-001", test=name, started=at, seconds=0.5)
        for name, at in (("a", 20.0), ("b", 10.0))
    ]
    record = write(*tests)["USER-001 createUser"]
    assert (record["start"], record["stop"]) == (10_000, 11_000)


def test_parameters_say_how_the_run_was_started(make, write):
    record = write(make.outcome("USER-001"))["USER-001 createUser"]
    said = {parameter["name"]: parameter["value"] for parameter in record["parameters"]}
    assert said == {"operation": "createUser", "target": "mock", "profile": "standard", "seed": "7"}


def test_the_test_that_broke_the_rule_comes_first_with_its_exchanges(make, write, tmp_path):
    (tmp_path / "s-e0-attachment.txt").write_text("POST", encoding="utf-8")
    broke = make.breaking("USER-001")
    broke.test, broke.evidence = "z", {"steps": [STEP]}
    steps = write(make.outcome("USER-001", test="a"), broke)["USER-001 createUser"]["steps"]
    assert [(step["name"], step["status"]) for step in steps] == [("z", "failed"), ("a", "passed")]
    told, exchange = steps[0]["steps"]
    assert told == {"name": "expected status 415, observed status 200", "status": "failed"}
    assert exchange == {**STEP, "status": "passed"}


def test_no_two_results_share_a_file(make, write, tmp_path):
    # Allure 3 shows it in the first, and calls it missing in the second.
    (tmp_path / "s-e0-attachment.txt").write_text("POST", encoding="utf-8")
    broke = make.breaking("USER-001")
    broke.rules = ["USER-001", "USER-002"]
    broke.breaches = [*broke.breaches, {**broke.breaches[0], "rule": "USER-002"}]
    broke.evidence = {"steps": [STEP]}
    found = write(broke)
    sources = {
        found[name]["steps"][0]["steps"][-1]["attachments"][0]["source"]
        for name in ("USER-001 createUser", "USER-002 replaceUser")
    }
    assert len(sources) == 2
    assert {(tmp_path / source).read_text(encoding="utf-8") for source in sources} == {"POST"}


def test_files_that_no_result_shows_are_removed(make, write, tmp_path):
    tests = []
    for number in range(4):
        source = f"t{number}-e0-attachment.txt"
        (tmp_path / source).write_text("POST", encoding="utf-8")
        attached = [{"name": "exchanges", "source": source, "type": "text/plain"}]
        tests.append(
            make.outcome("USER-001", test=f"t{number}", evidence={"attachments": attached, "steps": []})
        )
    steps = write(*tests)["USER-001 createUser"]["steps"]
    shown = [attachment["source"] for step in steps for attachment in step.get("attachments", ())]
    assert sorted(file.name for file in tmp_path.glob("*-attachment.txt")) == shown == shown[:2]


def test_a_file_that_is_gone_is_left_out(make, write):
    broke = make.breaking("USER-001")
    broke.evidence = {"steps": [STEP]}
    assert "attachments" not in write(broke)["USER-001 createUser"]["steps"][0]["steps"][1]


def test_the_description_says_how_to_repeat(make, write):
    text = write(make.outcome("USER-001"))["USER-001 createUser"]["description"]
    assert "[Users](https://docs.example/users), Create." in text
    assert "`pingone-conformance run --rule USER-001 --seed 7`" in text
