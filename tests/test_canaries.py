"""A run on a tenant whose every answer holds canaries leaves none of them in any file.

The same run with the redactor of a mock leaves hundreds, so the search is known to find them.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from pingone_conformance.mock.app import create_app
from pingone_conformance.reporting.reports import MADE

from .canaries.bird import LOCAL, Aviary
from .canaries.server import CanaryServer
from .target.served import finishing
from .turbulence.serving import served

ROOT = Path(__file__).parents[1]
SUITES = ROOT / "suites"
LEAKY = ROOT / "tests" / "canaries" / "leaky.py"
SCENARIOS = SUITES / "scenarios"
SOME = [SCENARIOS / "users" / "test_create.py", SCENARIOS / "policies" / "test_list.py", LEAKY]
MORE = [
    SCENARIOS / name
    for name in (
        "../property",
        "cloud",
        "errors/test_codes.py",
        "flows",
        "metadata",
        "notifications",
        "policies/test_read.py",
        "portraits/test_answer.py",
        "transactions/test_create_echo.py",
        "transactions/test_create_members.py",
        "transactions/test_read_all.py",
        "users/test_read.py",
        "users/test_update.py",
        "verified_data",
    )
]
FILES = {"results.json", "report.html", "pytest.xml", "pytest.log", "suite.log"}
OPTIONS = (
    "--pingone-target=tenant",
    "--pingone-out=out",
    "--pingone-progress",
    "--capture=sys",
    "--junitxml=out/pytest.xml",
    "--alluredir=out/allure-results",
    "--showlocals",
    "-o",
    "junit_logging=all",
    "--log-file=out/suite.log",
    "--log-file-level=DEBUG",
    "-rA",
)


@dataclass(frozen=True)
class Run:
    """What was planted, and the folder that holds whatever the run wrote."""

    aviary: Aviary
    folder: Path
    output: str


def run(folder: Path, suites: list[Path], *options: str) -> Run:
    """pytest on these suites."""
    return started(folder, "pytest", "-c", str(SUITES / "pytest.ini"), *map(str, suites), *OPTIONS, *options)


def started(folder: Path, *command: str) -> Run:
    """A module of Python, with the settings of a tenant that plants canaries."""
    aviary = Aviary("4")
    aviary.kinds[LOCAL] = "local variable"
    with served(CanaryServer(create_app(seed="canaries"), aviary)) as url:
        facts = httpx.get(f"{url}/_mock/environment").json()
        aviary.kinds[facts["clientSecret"]] = "client secret"
        facts["key"] = key = httpx.get(f"{url}/_mock/serviceAccountKey").json()
        aviary.kinds |= {
            key[number]: f"private key: {number}" for number in ("d", "p", "q", "dp", "dq", "qi")
        }
        settings = _settings(facts, aviary) | _homes(folder)
        done = subprocess.run(
            [sys.executable, "-m", *command],
            cwd=folder,
            env={name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ} | settings,
            capture_output=True,
            text=True,
            check=False,
            timeout=600,
        )
    (folder / "out").mkdir(exist_ok=True)
    (folder / "out" / "terminal.txt").write_text(done.stdout + done.stderr, encoding="utf-8")
    return Run(aviary, folder, done.stdout + done.stderr)


def _settings(facts: dict[str, Any], aviary: Aviary) -> dict[str, str]:
    return {
        "PINGONE_API_PATH": facts["apiPath"],
        "PINGONE_AUTH_PATH": facts["authPath"],
        "PINGONE_ENVIRONMENT_ID": facts["environmentId"],
        "PINGONE_CLIENT_ID": facts["clientId"],
        "PINGONE_CLIENT_SECRET": facts["clientSecret"],
        "AIC_BASE_URL": facts["cloud"]["baseUrl"],
        "AIC_SA_ID": facts["cloud"]["serviceAccountId"],
        "AIC_SA_JWK": json.dumps(facts["key"]),
        "PINGONE_VERIFICATION_HOOK": finishing(),
        "PINGONE_CONFORMANCE_NOTIFY_EMAIL": aviary.email("notify.email"),
        "PINGONE_CONFORMANCE_NOTIFY_PHONE": aviary.phone("notify.phone"),
        "PINGONE_CONFORMANCE_ALLOW": "changes,notifies",
        "PINGONE_CONFORMANCE_RATE": "100",
        "PINGONE_CONFORMANCE_MAX_REQUESTS": "5000",
        "PINGONE_CONFORMANCE_MAX_CREATES": "500",
    }


def _homes(folder: Path) -> dict[str, str]:
    homes = {
        "HOME": "home",
        "XDG_CACHE_HOME": "cache",
        "TMPDIR": "tmp",
        "PINGONE_CONFORMANCE_LEDGER": "ledger",
        "HYPOTHESIS_STORAGE_DIRECTORY": ".hypothesis",
    }
    for name in homes.values():
        (folder / name).mkdir()
    return {name: str(folder / home) for name, home in homes.items()} | {"PYTHONPATH": str(ROOT)}


@pytest.fixture(scope="module")
def careful(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A run as it is."""
    return run(tmp_path_factory.mktemp("careful"), [*SOME, *MORE], "-n", "2")


@pytest.fixture(scope="module")
def careless(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A shorter one with the wrong redactor."""
    folder = tmp_path_factory.mktemp("careless")
    return run(folder, SOME, "-p", "tests.canaries.lax")


def test_there_are_many_canaries_of_many_kinds(careful: Run) -> None:
    assert len(careful.aviary.kinds) > 1000
    kinds = set(careful.aviary.kinds.values())
    assert len(kinds) > 100
    assert any(kind.endswith("data.image") for kind in kinds)


def test_secrets_of_the_cloud_are_among_them(careful: Run) -> None:
    kinds = set(careful.aviary.kinds.values())
    assert {"assertion", "access_token", "authId", "private key: d", "another's userName"} <= kinds


def test_the_run_tried_something_and_wrote_its_reports(careful: Run) -> None:
    names = {path.name for path in (careful.folder / "out").iterdir()}
    assert names >= {*FILES, *MADE, "allure-results"}, careful.output
    log = (careful.folder / "out" / "pytest.log").read_text("utf-8")
    assert "violates" in log


def test_no_file_of_a_run_holds_a_canary(careful: Run) -> None:
    assert careful.aviary.found_in(careful.folder) == {}


def test_the_search_finds_canaries_where_there_are_some(careless: Run) -> None:
    found = careless.aviary.found_in(careless.folder)
    assert {Path(name).name for name in found} >= FILES
    assert len(set().union(*found.values())) > 10


def test_the_command_shows_and_writes_no_canary(tmp_path: Path) -> None:
    rules = [
        f"--rule={rule}" for rule in ("USER-001", "USER-004", "USER-008", "POLICY-038", "TXN-001", "DATA-001")
    ]
    done = started(
        tmp_path, "pingone_conformance", "run", "--target", "tenant", "--out", str(tmp_path / "out"), *rules
    )
    assert "USER-008" in done.output
    assert done.aviary.found_in(tmp_path) == {}
