"""`pingone-conformance doctor`: a tenant is looked at through the command alone."""

from __future__ import annotations

import json
from collections.abc import Iterator

import httpx
import jsonschema
import pytest

from pingone_conformance.mock.server import MockServer
from pingone_conformance.rooms import room

from .conftest import Call

NARROW = {"COLUMNS": "80"}


@pytest.fixture(scope="module")
def variables() -> Iterator[dict[str, str]]:
    with MockServer(seed="doctor") as server:
        names = httpx.get(f"{server.base_url}/_mock/environment").json()
        yield {
            "PINGONE_API_PATH": names["apiPath"],
            "PINGONE_AUTH_PATH": names["authPath"],
            "PINGONE_ENVIRONMENT_ID": names["environmentId"],
            "PINGONE_CLIENT_ID": names["clientId"],
            "PINGONE_CLIENT_SECRET": names["clientSecret"],
        }


def test_a_tenant_that_can_be_used(call: Call, variables: dict[str, str]) -> None:
    done = call("doctor", "--ledger", "ledger", **variables, **NARROW)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1].startswith("usable: ")
    assert max(map(len, done.stdout.splitlines())) <= 80
    assert "\x1b" not in done.stdout
    assert variables["PINGONE_CLIENT_SECRET"] not in done.stdout


def test_a_run_that_would_be_pointless(call: Call, variables: dict[str, str]) -> None:
    done = call("doctor", **{**variables, "PINGONE_CLIENT_SECRET": "canary-wrong-secret"}, **NARROW)
    assert done.returncode == 2
    assert done.stdout.splitlines()[-1].startswith("a run would be pointless: ")
    assert "canary" not in done.stdout


def test_json(call: Call, variables: dict[str, str]) -> None:
    done = call("doctor", "--format", "json", **variables)
    report = json.loads(done.stdout)
    jsonschema.validate(
        report, json.loads((room("reports") / "doctor.schema.json").read_text(encoding="utf-8"))
    )
    assert done.returncode == 0
    assert report["usable"] is True
    assert {"token", "environment", "verify policy"} <= {check["name"] for check in report["checks"]}
    assert variables["PINGONE_CLIENT_SECRET"] not in done.stdout


def test_no_settings_at_all(call: Call) -> None:
    done = call("doctor", **NARROW)
    assert done.returncode == 2
    assert "PINGONE_CLIENT_SECRET" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "said", "hint"),
    [
        (("--environment-id", "staging"), "environment_id = 'staging'", "an id such as"),
        (("--api-path", "http://api.pingone.eu/v1"), "api_path", "an https:// address"),
        (("--region-code", "UK"), "region_code = 'UK'", "one of NA, CA, EU"),
    ],
)
@pytest.mark.parametrize("layout", ["text", "json"])
def test_settings_that_cannot_be(
    call: Call, variables: dict[str, str], arguments: tuple[str, ...], said: str, hint: str, layout: str
) -> None:
    done = call("doctor", *arguments, "--format", layout, **variables)
    assert done.returncode == 2
    assert said in done.stdout
    assert hint in done.stdout


def test_a_secret_is_no_flag(call: Call) -> None:
    assert "--client-secret" not in call("doctor", "--help").stdout
