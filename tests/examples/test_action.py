"""The action by itself: what its inputs become, and what it says of a run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from .runner import Job, Runner


def use(folder: Path, path: str, **inputs: str) -> tuple[Runner, Job]:
    """Run a job of one step, which uses the action."""
    step: dict[str, Any] = {
        "id": "it",
        "uses": "./",
        "with": {k.replace("_", "-"): v for k, v in inputs.items()},
    }
    runner = Runner(folder, path)
    return runner, runner.run({"steps": [step]}, "job")


def output(job: Job, name: str) -> str:
    return job.context[f"steps.it.outputs.{name}"]


def test_inputs_become_settings(tmp_path: Path, whole: str) -> None:
    runner, job = use(
        tmp_path,
        whole,
        target="mock",
        profile="smoke",
        seed="7",
        strict="true",
        out="here/it is",
        args="--rule=PORTRAIT-003\n--rule\nUSER-001\n",
    )
    assert not job.failed, job.printed
    assert (output(job, "exit-code"), output(job, "conforms"), output(job, "violates")) == ("0", "2", "0")
    assert output(job, "report") == "here/it is/report.html"
    assert "seed" in job.printed
    assert (runner.artifacts / "conformance" / "report.html").is_file()


@pytest.mark.parametrize(
    ("inputs", "said"),
    [
        ({"strict": "yes"}, "::error::strict has to be true or false"),
        ({"profile": "$(touch taken)"}, "$(touch taken)"),
        ({"args": "--seed=`touch taken`; touch taken"}, "touch taken"),
        ({"shard": "4/3"}, "4/3"),
    ],
    ids=["strict", "profile", "args", "shard"],
)
def test_bad_input_fails_the_step_and_is_never_code(
    inputs: dict[str, str], said: str, tmp_path: Path, whole: str
) -> None:
    runner, job = use(tmp_path, whole, **inputs)
    assert job.failed
    assert output(job, "exit-code") == "2"
    assert output(job, "results") == ""
    assert said in job.printed
    assert list(job.workspace.iterdir()) == []
    assert not runner.artifacts.exists()


def test_the_artifact_of_a_shard_has_its_number(tmp_path: Path, quick: str) -> None:
    runner, job = use(tmp_path, quick, shard="2/5", artifact="mine")
    assert output(job, "artifact") == "mine-2-of-5"
    assert not job.failed, job.printed
    assert (runner.artifacts / "mine-2-of-5" / "results.json").is_file()
