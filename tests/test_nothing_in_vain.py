"""On a tenant nothing is created for a test that cannot go on: a rehearsal of whole runs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.calls_of_tests import FILE

ROOT = Path(__file__).parents[1]
MAKES = {"createUser", "createVerifyPolicy", "createVerifyTransaction", "confirmAccountInformation"} | {
    "createScript", "replaceNode", "replaceJourney", "replaceSecret", "replaceVariable", "createManagedUser",
}  # fmt: skip
CLOUD = {
    "AIC_BASE_URL": "https://tenant.example.com",
    "AIC_SA_ID": "5b6e7a1c-0d5f-4c0e-9a4e-3f0d6b1c2a77",
    "AIC_SA_JWK": '{"kty": "RSA"}',
    "AIC_HTTPBIN_URL": "https://httpbin.example.com",
}
ALL = ("allow=changes,notifies", "verification_hook=true", "flow_hook=true")


def outcomes(
    tmp_path: Path, profile: str, *options: str, variables: dict[str, str]
) -> dict[str, dict[str, Any]]:
    """What each test of a rehearsal called, and why it was untested."""
    settings = ("dry_run=true", "max_creates=100000", "max_requests=1000000", *options)
    flags = [flag for setting in settings for flag in ("--pingone-set", setting)]
    command = [
        sys.executable,
        "-m",
        "pytest",
        "suites",
        "-q",
        "-p",
        "no:cacheprovider",
        "-p",
        "tests.calls_of_tests",
    ]
    subprocess.run(
        [*command, "--pingone-target", "tenant", "--pingone-profile", profile, *flags],
        cwd=ROOT,
        env={**os.environ, **variables, FILE: str(tmp_path / "calls.json"), "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        check=True,
    )
    rows: dict[str, dict[str, Any]] = json.loads((tmp_path / "calls.json").read_text("utf-8"))
    return rows


@pytest.mark.parametrize(
    ("profile", "options", "variables"),
    [
        pytest.param("standard", (), {}, id="nothing-allowed"),
        pytest.param("smoke", ("allow=changes",), CLOUD, id="nothing-may-be-billed"),
        pytest.param("smoke", ("allow=changes,notifies",), CLOUD, id="nobody-verifies"),
        pytest.param("smoke", ALL, {}, id="nobody-to-notify"),
    ],
)
def test_a_test_that_is_untested_created_nothing(
    tmp_path: Path, profile: str, options: tuple[str, ...], variables: dict[str, str]
) -> None:
    rows = outcomes(tmp_path, profile, *options, variables=variables)
    assert any(row["untested"] for row in rows.values())
    assert any(MAKES & row["calls"].keys() for row in rows.values())
    in_vain = {test: row for test, row in rows.items() if row["untested"] and MAKES & row["calls"].keys()}
    assert in_vain == {}
