"""`run --waivers` against a mock that does something wrong, as a process."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from pingone_conformance.mock.faults import faults_named
from pingone_conformance.mock.server import MockServer

from .conftest import Call

RULE = "PORTRAIT-003"
LINK = "https://tracker.example/browse/IDV-1"


@pytest.fixture(scope="module")
def faulty() -> Iterator[str]:
    """The address of a mock that breaks the rule."""
    with MockServer(seed="waivers") as server:
        server.app.state.mock.faults = faults_named(["accepts_plain_json_for_portrait"])
        yield server.base_url


def write(folder: Path, *, days: int = 30, target: str = "*") -> None:
    end = datetime.now(UTC).date() + timedelta(days=days)
    row = {"rule": RULE, "target": target, "reason": "known", "link": LINK, "expires": str(end)}
    (folder / "known.yaml").write_text(json.dumps([row]), encoding="utf-8")


def results(folder: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((folder / "reports/latest/results.json").read_text(encoding="utf-8"))
    return content


def test_a_known_breach_does_not_fail_the_run(call: Call, tmp_path: Path, faulty: str) -> None:
    assert call("run", "--rule", RULE, "--mock-url", faulty).returncode == 1
    write(tmp_path, target=f"{faulty}*")
    done = call("run", "--rule", RULE, "--mock-url", faulty, "--waivers", "known.yaml")
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"WAIVED  {RULE}" in done.stdout
    assert LINK in done.stdout
    assert [row["verdict"] for row in results(tmp_path)["rules"]] == ["waived"]


def test_a_waiver_for_another_target_is_silent(call: Call, tmp_path: Path, faulty: str) -> None:
    write(tmp_path, target="https://api.pingone.eu/*", days=-1)
    done = call("run", "--rule", RULE, "--mock-url", faulty, "--waivers", "known.yaml")
    assert (done.returncode, results(tmp_path)["waivers"]) == (1, [])
    assert "WAIVER" not in done.stdout


def test_a_waiver_that_is_not_needed_fails_the_run(call: Call, tmp_path: Path) -> None:
    write(tmp_path)
    done = call("run", "--rule", RULE, PINGONE_CONFORMANCE_WAIVERS="known.yaml")
    assert done.returncode == 1
    assert f"UNUSED WAIVER  {RULE}" in done.stdout
    assert "remove it from known.yaml" in done.stdout


def test_a_waiver_that_has_expired_fails_the_run(call: Call, tmp_path: Path) -> None:
    write(tmp_path, days=-1)
    (tmp_path / "pingone-conformance.toml").write_text('waivers = "known.yaml"\n', encoding="utf-8")
    done = call("run", "--rule", RULE)
    assert done.returncode == 1
    assert f"EXPIRED WAIVER  {RULE}" in done.stdout


def test_a_file_that_cannot_be_read_is_said_before_anything_is_tried(call: Call, tmp_path: Path) -> None:
    done = call("run", "--rule", RULE, "--waivers", "none.yaml")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("error: none.yaml cannot be read: No such file or directory\nhint: ")
    assert not (tmp_path / "reports").exists()
