"""`junit.xml` as its readers see it; an action that publishes results on GitHub reads it with this library, too."""

from __future__ import annotations

from collections import Counter

import pytest
from junitparser import Error, Failure, JUnitXml, Skipped

from pingone_conformance.reporting.junit import MESSAGE, TEXT, write_junit

HOSTILE = "]]></failure>\x00\x1b[2J \ud800 <script>&amp;"
TEXT_OF_A_FAILURE = """\
PORTRAIT-003 (must, stated): Plain application/json is refused

expected  status 415
observed  status 200 (2 times)

source  Update Portrait Background, Headers
        https://docs.example/portrait
curl    curl --request POST --url "$PINGONE_API_PATH/environments/e" --data-raw '{"color": 1}'
repeat  pingone-conformance run --rule PORTRAIT-003 --seed 7"""


@pytest.fixture
def read(tmp_path):
    def read(results):
        write_junit(results, tmp_path / "junit.xml")
        return JUnitXml.fromfile(str(tmp_path / "junit.xml"))

    return read


def cases(xml):
    return {case.name.split()[0]: case for suite in xml for case in suite}


def kinds(xml, suites=None):
    results = [
        type(case.result[0]).__name__ if case.result else "passed"
        for suite in xml
        if suites is None or (suite.name in suites)
        for case in suite
    ]
    return Counter(results)


@pytest.mark.parametrize("strict", [False, True])
def test_the_numbers_are_those_of_the_results(make, read, strict):
    results = make.of_each_verdict(strict=strict)
    xml, number = read(results), results["summary"]
    failing = number["violates"] + (number["deviates"] if strict else 0)
    assert (xml.tests, xml.failures, xml.errors, xml.skipped) == (
        len(results["rules"]),
        failing,
        number["broken"],
        number["untested"],
    )
    assert kinds(xml) == {
        "passed": len(results["rules"]) - failing - number["broken"] - number["untested"],
        "Failure": failing,
        "Error": number["broken"],
        "Skipped": number["untested"],
    }


def test_suites_are_resources(make, read):
    assert [suite.name for suite in read(make.of_each_verdict())] == [
        "portraits",
        "users",
        "every operation",
        "several resources",
        "script bindings",
    ]


def test_a_name_stays_whatever_is_observed(make, read):
    names = [
        {(case.classname, case.name) for suite in read(results) for case in suite}
        for results in (make.of_each_verdict(), make.results(make.outcome("PORTRAIT-003")))
    ]
    assert names[0] == names[1]
    assert ("portraits.updatePortraitBackground", "PORTRAIT-003 Plain application/json is refused") in names[
        0
    ]
    assert len(names[0]) == len(make.contracts.rules)


def test_a_case_says_where_its_rule_is_written_down(make, read):
    case = cases(read(make.of_each_verdict()))["PORTRAIT-003"]
    assert case._elem.get("file") == "contracts/rules/portrait.yaml"
    assert int(case._elem.get("line")) > 1


def test_a_violation(make, read):
    (failure,) = cases(read(make.of_each_verdict()))["PORTRAIT-003"].result
    assert isinstance(failure, Failure)
    assert failure.message == "PORTRAIT-003 (must): expected status 415, observed status 200"
    assert (failure.type, failure.text) == ("violates", TEXT_OF_A_FAILURE)


def test_an_untested_rule_says_why(make, read):
    (skipped,) = cases(read(make.of_each_verdict()))["USER-003"].result
    assert isinstance(skipped, Skipped)
    assert skipped.message == "not offered here"


def test_a_broken_rule_is_an_error(make, read):
    (error,) = cases(read(make.of_each_verdict()))["AUTH-001"].result
    assert isinstance(error, Error)
    assert (error.message, error.text) == ("AUTH-001: RuntimeError: no idea", "RuntimeError: no idea")


def test_a_deviation_passes_and_is_told(make, read):
    case = cases(read(make.of_each_verdict()))["USER-002"]
    assert not case.result
    assert "observed  the old nickname" in case.system_out


def test_a_known_breach_passes_and_is_told(make, read):
    waiver = make.waiver("PORTRAIT-003")
    case = cases(read(make.results(make.breaking("PORTRAIT-003"), waivers=[waiver])))["PORTRAIT-003"]
    assert not case.result
    assert f"waived until {waiver.expires}: {waiver.reason} {waiver.link}" in case.system_out


def test_what_fails_a_run_and_is_no_rule_has_a_red_case_too(make, read):
    waivers = [make.waiver("USER-001"), make.waiver("USER-002", days=-1, operation="replaceUser")]
    results = make.results(make.outcome("USER-001"), make.outcome("USER-002"), waivers=waivers)
    results["not_deleted"] = ["user 1: it answered 500"]
    results["complete"] = False
    xml = read(results)
    assert kinds(xml, {"run"}) == {"Failure": 2, "Error": 2}
    assert {case.name for suite in xml if suite.name == "run" for case in suite} == {
        "waiver of USER-001",
        "waiver of USER-002 at replaceUser",
        "user 1 is deleted",
        "the run comes to its end",
    }


def test_what_a_killed_run_leaves_is_red(read):
    xml = read({"schema": 1, "complete": False, "versions": {}, "seed": 7})
    assert (xml.tests, xml.errors) == (1, 1)


def test_what_a_target_says_breaks_nothing(make, read):
    results = make.results(make.breaking("PORTRAIT-003", observed=HOSTILE), make.broken("USER-001", HOSTILE))
    found = cases(read(results))
    assert "</failure>" in found["PORTRAIT-003"].result[0].text
    assert "<script>" in found["USER-001"].result[0].message


def test_what_a_target_says_is_bounded(make, read):
    results = make.results(
        *(make.breaking("PORTRAIT-003", observed=f"{number}{'x' * 50_000}") for number in range(20)),
        make.broken("USER-001", "y" * 50_000),
    )
    found = cases(read(results))
    for name in ("PORTRAIT-003", "USER-001"):
        (result,) = found[name].result
        assert len(result.message) < MESSAGE + 50
        assert len(result.text) < TEXT + 50
