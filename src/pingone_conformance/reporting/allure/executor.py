"""Which build made a report, for Allure: https://allurereport.org/docs/how-it-works-executor-file/."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pingone_conformance.reporting.summary import Results


def executor(environment: Mapping[str, str], results: Results) -> dict[str, Any]:
    """The content of `executor.json`: the build that made a report, as the variables of its CI name it."""
    of_build = next((build for variable, build in _BUILDS.items() if environment.get(variable)), None)
    found = of_build(environment) if of_build else {**_LOCAL, "buildName": f"seed {results['seed']}"}
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


def _azure(environment: Mapping[str, str]) -> dict[str, Any]:
    number = _get(environment, "BUILD_BUILDID")
    project_url = _get(environment, "SYSTEM_COLLECTIONURI") + _get(environment, "SYSTEM_TEAMPROJECT")
    return {
        "name": "Azure Pipelines",
        "type": "azure",
        "url": project_url,
        "buildOrder": _order(number),
        "buildName": f"{_get(environment, 'BUILD_DEFINITIONNAME')} #{number}",
        "buildUrl": f"{project_url}/_build/results?buildId={number}" if project_url and number else "",
    }


def _circle(environment: Mapping[str, str]) -> dict[str, Any]:
    number = _get(environment, "CIRCLE_BUILD_NUM")
    return {
        "name": "CircleCI",
        "type": "circleci",
        "url": _get(environment, "CIRCLE_REPOSITORY_URL"),
        "buildOrder": _order(number),
        "buildName": f"{_get(environment, 'CIRCLE_JOB')} #{number}",
        "buildUrl": _get(environment, "CIRCLE_BUILD_URL"),
    }


def _bitbucket(environment: Mapping[str, str]) -> dict[str, Any]:
    number = _get(environment, "BITBUCKET_BUILD_NUMBER")
    url = _get(environment, "BITBUCKET_GIT_HTTP_ORIGIN")
    return {
        "name": "Bitbucket Pipelines",
        "type": "bitbucket",
        "url": url,
        "buildOrder": _order(number),
        "buildName": f"{_get(environment, 'BITBUCKET_REPO_SLUG')} #{number}",
        "buildUrl": f"{url}/pipelines/results/{number}" if url and number else "",
    }


def _get(environment: Mapping[str, str], name: str) -> str:
    return environment.get(name, "")


def _order(number: str) -> int | None:
    return int(number) if number.isdecimal() else None


_LOCAL = {"name": "local", "type": "local"}
_BUILDS: Mapping[str, Callable[[Mapping[str, str]], dict[str, Any]]] = {
    "GITHUB_ACTIONS": _github,
    "GITLAB_CI": _gitlab,
    "TF_BUILD": _azure,
    "CIRCLECI": _circle,
    "BITBUCKET_BUILD_NUMBER": _bitbucket,
    "JENKINS_URL": _jenkins,
}
"""By the variable that only that CI sets."""
