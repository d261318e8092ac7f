"""Files beside results.json: JUnit and Allure of several shards in one."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from pingone_conformance.findings import ConformanceError
from pingone_conformance.reporting.joining import join_allure, join_junit

SUITE = (
    '<?xml version="1.0" encoding="utf-8"?><testsuites name="pytest tests"><testsuite name="pytest" errors="0" '
    'failures="{failures}" skipped="1" tests="2" time="1.5" timestamp="2030-01-0{day}T00:00:00+00:00" hostname="h">'
    '<testcase classname="a" name="{day}" time="1.0"/><testcase classname="b" name="{day}" time="0.5"/>'
    "</testsuite></testsuites>"
)


def test_test_cases_are_in_one_suite_with_the_sums(tmp_path: Path) -> None:
    files = [tmp_path / f"{day}.xml" for day in (2, 1)]
    for day, file in zip((2, 1), files, strict=True):
        file.write_text(SUITE.format(day=day, failures=day), encoding="utf-8")
    join_junit(files, tmp_path / "junit.xml")
    (suite,) = ET.parse(tmp_path / "junit.xml").getroot()  # noqa: S314 - a file of ours
    assert [(case.get("classname"), case.get("name")) for case in suite] == [
        ("a", "2"),
        ("b", "2"),
        ("a", "1"),
        ("b", "1"),
    ]
    numbers = {
        name: suite.get(name) for name in ("tests", "failures", "skipped", "errors", "time", "timestamp")
    }
    assert numbers == {
        "tests": "4",
        "failures": "3",
        "skipped": "2",
        "errors": "0",
        "time": "3.000",
        "timestamp": "2030-01-01T00:00:00+00:00",
    }


@pytest.mark.parametrize(
    "text", ["", "<a", "<a/>", SUITE.format(day=1, failures="x"), SUITE.format(day=1, failures="nan")]
)
def test_a_file_that_is_no_junit_is_named(text: str, tmp_path: Path) -> None:
    file = tmp_path / "junit.xml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ConformanceError, match=f"{file} is no JUnit XML"):
        join_junit([file], tmp_path / "out.xml")
    assert not (tmp_path / "out.xml").exists()


def test_results_for_allure_are_copied(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / f"{name}-result.json").write_text("{}", encoding="utf-8")
    join_allure([tmp_path / "a", tmp_path / "b"], tmp_path / "out")
    assert sorted(file.name for file in (tmp_path / "out").iterdir()) == ["a-result.json", "b-result.json"]
