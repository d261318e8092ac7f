"""Which build made a report, for Allure: https://allurereport.org/docs/how-it-works-executor-file/."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pingone_conformance.reporting.summary import Results


def executor(environment: Mapping[str, str], results: Results) -> dict[str, Any]:
    """The content of `executor.json`: the build that made a report, as the variables of its CI name it."""
    if environment.get("GITHUB_ACTIONS") == "true":
        found = _github(environment)
    elif environment.get("GITLAB_CI") == "true":
        found = _gitlab(environment)
    elif environment.get("JENKINS_URL"):
        found = _jenkins(environment)
    else:
        found = {"name": "local", "type": "local", "buildName": f"seed {results['seed']}"}
    found["reportName"] = "PingOne Verify conformance"
    return {name: value for name, value in found.items() if value}


def _github(environment: Mapping[str, str]) -> dict[str, Any]:
    server, repository, run = (
        _get(environment, f"GITHUB_{name}") for name in ("SERVER_URL", "REPOSITORY", "RUN_ID")
    )
    repository_url = f"{server}/{repository}" if server and repository else ""
    number = _get(environment, "GITHUB_RUN_NUMBER")
    return {
        "name": "GitHub Actions",
        "type": "github",
        "url": repository_url,
        "buildOrder": _order(number),
        "buildName": f"{_get(environment, 'GITHUB_WORKFLOW')} #{number}",
        "buildUrl": f"{repository_url}/actions/runs/{run}" if repository_url and run else "",
    }


def _gitlab(environment: Mapping[str, str]) -> dict[str, Any]:
    number = _get(environment, "CI_PIPELINE_IID")
    return {
        "name": "GitLab CI",
        "type": "gitlab",
        "url": _get(environment, "CI_PROJECT_URL"),
        "buildOrder": _order(number),
        "buildName": f"{_get(environment, 'CI_JOB_NAME')} #{number}",
        "buildUrl": _get(environment, "CI_JOB_URL"),
    }


def _jenkins(environment: Mapping[str, str]) -> dict[str, Any]:
    number = _get(environment, "BUILD_NUMBER")
    return {
        "name": "Jenkins",
        "type": "jenkins",
        "url": environment["JENKINS_URL"],
        "buildOrder": _order(number),
        "buildName": f"{_get(environment, 'JOB_NAME')} #{number}",
        "buildUrl": _get(environment, "BUILD_URL"),
    }


def _get(environment: Mapping[str, str], name: str) -> str:
    return environment.get(name, "")


def _order(number: str) -> int | None:
    return int(number) if number.isdecimal() else None
