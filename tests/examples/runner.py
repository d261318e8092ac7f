"""A runner of GitHub Actions, as far as the examples need one: it runs their own scripts, step by step.

GitHub's own actions are stood in for by folders of this machine (artifacts, caches, pages). Steps that install
something are left out: what they would install is there already.
"""

from __future__ import annotations

import fnmatch
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from .expressions import expand, holds

ROOT = Path(__file__).parents[2]
BASH = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c"]
SECONDS = 300


@dataclass
class Job:
    """What is left of one job: how it ended, what its scripts printed, and its files."""

    workspace: Path
    context: dict[str, str]
    failed: bool = False
    ran: list[str] = field(default_factory=list)
    printed: str = ""

    @property
    def summary(self) -> str:
        """The job's page of GitHub."""
        file = self.workspace.parent / "summary"
        return file.read_text("utf-8") if file.exists() else ""


class Runner:
    """Runs jobs of a workflow; artifacts and caches outlive them in `folder`."""

    def __init__(self, folder: Path, path: str, **environment: str) -> None:
        self.folder = folder
        self.artifacts, self.caches, self.site = (folder / name for name in ("artifacts", "caches", "site"))
        self.uploaded: list[Path] = []
        self._environment = {**environment, "PATH": path, "GITHUB_ACTIONS": "true"}
        self._stand_ins: dict[str, Callable[[Job, dict[str, str]], dict[str, str]]] = {
            "actions/checkout": lambda _job, _given: {},
            "actions/setup-python": lambda _job, _given: {"python-path": sys.executable},
            "actions/cache/restore": self._restore,
            "actions/cache/save": self._save,
            "actions/upload-artifact": self._upload,
            "actions/download-artifact": self._download,
            "github/codeql-action/upload-sarif": self._sarif,
            "actions/upload-pages-artifact": self._pages,
        }

    def run(self, job: Mapping[str, Any], name: str, **context: str) -> Job:
        """Run the steps of one job, in an empty workspace."""
        workspace = self.folder / name / "workspace"
        workspace.mkdir(parents=True)
        done = Job(workspace, {"runner.os": "Linux", "runner.arch": "X64", **context})
        self._steps(job["steps"], done, done.context)
        return done

    def _steps(self, steps: list[Any], job: Job, context: dict[str, str]) -> None:
        for step in steps:
            name = step.get("name") or step.get("uses", "")
            if name.startswith("Install") or not holds(
                step.get("if", "success()"), context, failed=job.failed
            ):
                continue
            job.ran.append(name)
            outputs = self._script(step, job, context) if "run" in step else self._used(step, job, context)
            context.update({f"steps.{step.get('id')}.outputs.{key}": value for key, value in outputs.items()})

    def _used(self, step: Mapping[str, Any], job: Job, context: dict[str, str]) -> dict[str, str]:
        given = {key: expand(str(value), context) for key, value in step.get("with", {}).items()}
        if step["uses"] != "./":
            return self._stand_ins[step["uses"].split("@")[0]](job, given)
        action = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
        unknown = given.keys() - action["inputs"].keys()
        assert not unknown, f"action.yml has no such inputs: {unknown}"
        defaults = {key: about.get("default", "") for key, about in action["inputs"].items()}
        inside = {name: value for name, value in context.items() if name.startswith(("github.", "runner."))}
        inside |= {f"inputs.{key}": value for key, value in (defaults | given).items()}
        self._steps(action["runs"]["steps"], job, inside)
        return {name: expand(about["value"], inside) for name, about in action["outputs"].items()}

    def _script(self, step: Mapping[str, Any], job: Job, context: dict[str, str]) -> dict[str, str]:
        assert "${{" not in step["run"], "an expression within a script can be code of somebody else"
        own = {name: expand(str(value), context) for name, value in step.get("env", {}).items()}
        place = job.workspace.parent
        output = place / "output"
        output.write_text("", "utf-8")
        files = {
            "GITHUB_OUTPUT": output,
            "GITHUB_STEP_SUMMARY": place / "summary",
            "GITHUB_WORKSPACE": job.workspace,
            "GITHUB_ACTION_PATH": ROOT,
            "RUNNER_TEMP": place,
        }
        done = subprocess.run(
            [*BASH, step["run"]],
            cwd=job.workspace,
            env={**clean(), **self._environment, **{name: str(file) for name, file in files.items()}, **own},
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )
        job.printed += done.stdout + done.stderr
        job.failed = job.failed or done.returncode != 0
        return dict(line.split("=", 1) for line in output.read_text("utf-8").splitlines())

    def _upload(self, job: Job, given: dict[str, str]) -> dict[str, str]:
        # A job that is run once more stands for another run of the workflow.
        shutil.rmtree(self.artifacts / given["name"], ignore_errors=True)
        if (job.workspace / given["path"]).exists():
            shutil.copytree(job.workspace / given["path"], self.artifacts / given["name"])
        return {}

    def _download(self, job: Job, given: dict[str, str]) -> dict[str, str]:
        for artifact in sorted(self.artifacts.iterdir()):
            if fnmatch.fnmatch(artifact.name, given["pattern"]):
                shutil.copytree(artifact, job.workspace / given["path"] / artifact.name)
        return {}

    def _restore(self, job: Job, given: dict[str, str]) -> dict[str, str]:
        found = [kept for kept in self.caches.glob("*") if kept.name.startswith(given["restore-keys"])]
        if found:
            newest = max(found, key=lambda kept: kept.stat().st_mtime_ns)
            shutil.copytree(newest, job.workspace / given["path"], dirs_exist_ok=True)
        return {"cache-hit": "false", "cache-primary-key": given["key"]}

    def _save(self, job: Job, given: dict[str, str]) -> dict[str, str]:
        # The caches of packages and cases lie outside of the workspace, and are this machine's.
        if not given["path"].startswith("~"):
            shutil.copytree(job.workspace / given["path"], self.caches / given["key"])
        return {}

    def _sarif(self, job: Job, given: dict[str, str]) -> dict[str, str]:
        self.uploaded.append(job.workspace / given["sarif_file"])
        return {}

    def _pages(self, job: Job, given: dict[str, str]) -> dict[str, str]:
        shutil.copytree(job.workspace / given["path"], self.site)
        return {"artifact_id": "1"}


def clean() -> dict[str, str]:
    """The environment without anything that a caller, or a CI that runs these tests, has set for itself."""
    own = ("PINGONE_", "GITHUB_", "RUNNER_", "CI_", "GITLAB_", "JENKINS_", "PYTEST_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(own)}
    return {**kept, "PYTHONUTF8": "1"}
