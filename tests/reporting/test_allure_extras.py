from __future__ import annotations

import json
import re

import pytest

from pingone_conformance.reporting.allure.extras import write_allure_extras

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
AZURE = {
    "TF_BUILD": "True",
    "SYSTEM_COLLECTIONURI": "https://dev.example/team/",
    "SYSTEM_TEAMPROJECT": "api",
    "BUILD_BUILDID": "12",
    "BUILD_DEFINITIONNAME": "nightly",
}
CIRCLE = {
    "CIRCLECI": "true",
    "CIRCLE_REPOSITORY_URL": "https://git.example/team/api",
    "CIRCLE_BUILD_NUM": "12",
    "CIRCLE_JOB": "conformance",
    "CIRCLE_BUILD_URL": "https://circle.example/jobs/12",
}
BITBUCKET = {
    "BITBUCKET_BUILD_NUMBER": "12",
    "BITBUCKET_GIT_HTTP_ORIGIN": "https://bitbucket.example/team/api",
    "BITBUCKET_REPO_SLUG": "api",
}


@pytest.fixture(autouse=True)
def no_ci(monkeypatch):
    for name in (*GITHUB, *GITLAB, *JENKINS, *AZURE, *CIRCLE, *BITBUCKET):
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


def test_on_a_tenant_the_environment_has_its_id(make, tmp_path):
    results = make.of_each_verdict()
    results["target"] = {"kind": "tenant", "address": "https://api.example/v1/environments/e-1"}
    results["settings"]["environment_id"] = {"value": "e-1", "origin": "flag"}
    write_allure_extras(results, tmp_path)
    lines = (tmp_path / "environment.properties").read_text(encoding="ascii").splitlines()
    assert lines[:2] == ["target=tenant (https://api.example/v1/environments/e-1)", "environment=e-1"]


@pytest.mark.parametrize(
    ("status", "message", "expected"),
    [
        ("failed", "violates USER-001 (must): expected deviates (should)\nobserved waived", "Violation"),
        ("passed", "deviates USER-001 (should): expected a\nobserved b", "Deviation"),
        ("failed", "deviates USER-001 (may): expected violates USER-001, observed b", "Deviation"),
        ("passed", "waived USER-001 (must): expected a, observed b", "Waiver"),
        ("skipped", "untested: needs a tenant", "Not possible here"),
        ("broken", "broken: RuntimeError: no\nidea", "Our error"),
    ],
)
def test_a_result_is_in_one_category(make, tmp_path, status, message, expected):
    write_allure_extras(make.of_each_verdict(), tmp_path)
    assert category(tmp_path, status, message) == [expected]


def test_what_conforms_is_in_no_category(make, tmp_path):
    write_allure_extras(make.of_each_verdict(), tmp_path)
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
        (AZURE, "azure", "nightly #12", "https://dev.example/team/api/_build/results?buildId=12"),
        (CIRCLE, "circleci", "conformance #12", "https://circle.example/jobs/12"),
        (BITBUCKET, "bitbucket", "api #12", "https://bitbucket.example/team/api/pipelines/results/12"),
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
