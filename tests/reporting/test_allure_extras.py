from __future__ import annotations

import json
import re

import pytest

from pingone_conformance.findings import ConformanceFailure, Finding
from pingone_conformance.reporting.allure import write_allure_extras

GITHUB = {
    "GITHUB_ACTIONS": "true",
    "GITHUB_SERVER_URL": "https://github.com",
    "GITHUB_REPOSITORY": "team/api",
    "GITHUB_RUN_ID": "77",
    "GITHUB_RUN_NUMBER": "12",
    "GITHUB_WORKFLOW": "nightly",
}
GITLAB = {
    "GITLAB_CI": "true",
    "CI_PROJECT_URL": "https://gitlab.example/team/api",
    "CI_PIPELINE_IID": "12",
    "CI_JOB_NAME": "conformance",
    "CI_JOB_URL": "https://gitlab.example/team/api/-/jobs/5",
}
JENKINS = {
    "JENKINS_URL": "https://ci.example/",
    "JOB_NAME": "conformance",
    "BUILD_NUMBER": "12",
    "BUILD_URL": "https://ci.example/job/conformance/12/",
}


@pytest.fixture(autouse=True)
def no_ci(monkeypatch):
    for name in (*GITHUB, *GITLAB, *JENKINS):
        monkeypatch.delenv(name, raising=False)


def executor(folder):
    return json.loads((folder / "executor.json").read_text(encoding="utf-8"))


def category(folder, status, message):
    """The names of the categories that take a test, as Allure does it: a pattern is for the whole message."""
    categories = json.loads((folder / "categories.json").read_text(encoding="utf-8"))
    return [
        row["name"].split(":")[0]
        for row in categories
        if status in row["matchedStatuses"]
        and re.fullmatch(row.get("messageRegex", ".*"), message, re.DOTALL)
    ]


def test_the_files_are_written_where_the_results_of_tests_go(make, tmp_path):
    folder = tmp_path / "deep" / "allure-results"
    write_allure_extras(make.of_each_verdict(), folder)
    files = {file.name for file in folder.iterdir()}
    assert files == {"environment.properties", "categories.json", "executor.json", "allurerc.mjs"}


def test_the_environment_names_target_seed_profile_and_versions(make, tmp_path, fixed_versions):
    write_allure_extras(make.of_each_verdict(), tmp_path)
    assert (tmp_path / "environment.properties").read_text(encoding="ascii").splitlines() == [
        "target=mock (embedded)",
        "seed=7",
        "profile=standard",
        "complete=yes",
        "pingone-conformance=1.2.3",
        "python=3.11.0",
        "schemathesis=4.0",
    ]


def test_texts_of_the_environment_are_escaped(make, tmp_path):
    results = make.of_each_verdict()
    results["versions"] = {"a key: with=signs": " é\\x\nnext=line 😀"}
    write_allure_extras(results, tmp_path)
    last = (tmp_path / "environment.properties").read_text(encoding="ascii").splitlines()[-1]
    assert last == r"a\ key\:\ with\=signs=\ \u00e9\\x\nnext=line \ud83d\ude00"


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        (["must"], ["Violation"]),
        (["should"], ["Deviation"]),
        (["should", "must"], ["Violation"]),
        (["should", "may"], ["Deviation"]),
    ],
)
def test_a_failed_test_is_in_one_category(make, tmp_path, levels, expected):
    write_allure_extras(make.of_each_verdict(), tmp_path)
    finding = Finding("status 415", "status 200\nof (must) and more")
    failure = ConformanceFailure(
        [(f"RULE-{number:03} ({level})", finding) for number, level in enumerate(levels)]
    )
    assert category(tmp_path, "failed", f"package.ConformanceFailure: {failure}\n") == expected


def test_other_tests_have_categories_of_their_own(make, tmp_path):
    write_allure_extras(make.of_each_verdict(), tmp_path)
    assert category(tmp_path, "skipped", "Skipped: needs a tenant") == ["Not possible here"]
    assert category(tmp_path, "broken", "RuntimeError: no\nidea") == ["Our error"]
    assert category(tmp_path, "passed", "") == []


def test_at_home_the_executor_is_local(make, tmp_path):
    write_allure_extras(make.of_each_verdict(), tmp_path)
    assert executor(tmp_path) == {
        "name": "local",
        "type": "local",
        "buildName": "seed 7",
        "reportName": "PingOne Verify conformance",
    }


@pytest.mark.parametrize(
    ("variables", "kind", "name", "url"),
    [
        (GITHUB, "github", "nightly #12", "https://github.com/team/api/actions/runs/77"),
        (GITLAB, "gitlab", "conformance #12", "https://gitlab.example/team/api/-/jobs/5"),
        (JENKINS, "jenkins", "conformance #12", "https://ci.example/job/conformance/12/"),
    ],
)
def test_in_ci_the_executor_is_the_build(make, tmp_path, monkeypatch, variables, kind, name, url):
    for variable, value in variables.items():
        monkeypatch.setenv(variable, value)
    write_allure_extras(make.of_each_verdict(), tmp_path)
    found = executor(tmp_path)
    assert (found["type"], found["buildOrder"], found["buildName"], found["buildUrl"]) == (
        kind,
        12,
        name,
        url,
    )


def test_a_build_without_a_number_has_no_order(make, tmp_path, monkeypatch):
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    write_allure_extras(make.of_each_verdict(), tmp_path)
    assert "buildOrder" not in executor(tmp_path)
    assert "buildUrl" not in executor(tmp_path)
