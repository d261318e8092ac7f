"""The files of an Allure report that are about a run as a whole: environment, categories, executor.

Their formats: https://allurereport.org/docs/how-it-works-environment-file/ and, beside it,
`how-it-works-categories-file` and `how-it-works-executor-file`.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pingone_conformance.reporting.summary import Results
from pingone_conformance.rooms import room


def write_allure_extras(results: Results, folder: Path) -> None:
    """Write `environment.properties`, `categories.json` and `executor.json` beside the results of the tests.

    `allurerc.mjs` comes with them, because Allure 3 takes categories from its configuration only.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for file in ("categories.json", "allurerc.mjs"):
        shutil.copyfile(room("reports") / "allure" / file, folder / file)
    lines = [_property(name, value) for name, value in _environment(results).items()]
    (folder / "environment.properties").write_text("\n".join(lines) + "\n", encoding="ascii")
    executor = json.dumps(_executor(os.environ, results), indent=1)
    (folder / "executor.json").write_text(executor + "\n", encoding="utf-8")


def _environment(results: Results) -> dict[str, str]:
    target = results["target"]
    return {
        "target": f"{target['kind']} ({target['address']})",
        "seed": str(results["seed"]),
        "profile": results["profile"],
        "complete": "yes" if results["complete"] else "no, the run was cut off",
        **results["versions"],
    }


def _property(name: str, value: str) -> str:
    """A line of a Java properties file, with no more escapes than needed: not every reader undoes all."""
    name = re.sub(r"([\\:=#! ])", r"\\\1", name)
    value = re.sub(r"^ ", r"\\ ", value.replace("\\", r"\\"))
    return _ascii(f"{name}={value}")


def _ascii(text: str) -> str:
    # JSON escapes what is not ASCII, control characters included, in the way that properties do.
    return "".join(char if " " <= char <= "~" else json.dumps(char)[1:-1] for char in text)


def _executor(environment: Mapping[str, str], results: Results) -> dict[str, Any]:
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
