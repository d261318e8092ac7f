"""A served mock as tenant, known by its variables alone, and what the doctor says of it."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from pingone_conformance.config import load_settings
from pingone_conformance.doctor import Diagnosis, diagnose
from pingone_conformance.doctor.visit import Visit
from pingone_conformance.mock.server import MockServer

SECRETS = ("canary-proxy-password", "canary-hook-token")


@dataclass(frozen=True)
class Tenant:
    """A tenant and the variables that lead there."""

    client: httpx.Client
    variables: dict[str, str]
    cloud: dict[str, str]
    """The variables of its Advanced Identity Cloud side."""

    @property
    def url(self) -> str:
        return str(self.client.base_url).rstrip("/")

    def change(self, **members: Any) -> None:
        """Make the environment different (`POST /_mock/environment`)."""
        self.client.post("/_mock/environment", json=members).raise_for_status()

    def mislead(self, seconds: float) -> None:
        """Let the Date header be off by so many seconds."""
        self.client.put("/_mock/clock", json={"dateOffsetSeconds": seconds}).raise_for_status()


@pytest.fixture(scope="module")
def served() -> Iterator[httpx.Client]:
    with MockServer(seed="doctor") as server, httpx.Client(base_url=server.base_url) as client:
        yield client


@pytest.fixture
def tenant(served: httpx.Client) -> Tenant:
    """A tenant that is as it should be, until the test changes it."""
    served.post("/_mock/reset", json={"seed": "doctor"}).raise_for_status()
    served.put("/_mock/clock", json={"dateOffsetSeconds": 0}).raise_for_status()
    names = served.get("/_mock/environment").json()
    return Tenant(
        served,
        {
            "PINGONE_API_PATH": names["apiPath"],
            "PINGONE_AUTH_PATH": names["authPath"],
            "PINGONE_ENVIRONMENT_ID": names["environmentId"],
            "PINGONE_CLIENT_ID": names["clientId"],
            "PINGONE_CLIENT_SECRET": names["clientSecret"],
        },
        {
            "AIC_BASE_URL": names["cloud"]["baseUrl"],
            "AIC_SA_ID": names["cloud"]["serviceAccountId"],
            "AIC_SA_JWK": served.get("/_mock/serviceAccountKey").text,
        },
    )


@pytest.fixture
def clean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    """No settings of whoever runs the tests, and a folder for ledgers."""
    for name in list(os.environ):
        if name.startswith(("PINGONE_", "AIC_")) or re.fullmatch(
            r"(https?|all|no)_proxy", name, re.IGNORECASE
        ):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PINGONE_CONFORMANCE_LEDGER", str(tmp_path / "ledger"))
    monkeypatch.setenv("PINGONE_CONFORMANCE_TIMEOUT", "5")
    return monkeypatch


class Found(dict[str, Diagnosis]):
    """Diagnoses by their names."""

    def __init__(self, diagnoses: list[Diagnosis]) -> None:
        super().__init__({diagnosis.name: diagnosis for diagnosis in diagnoses})
        self.all = diagnoses

    @property
    def bad(self) -> list[str]:
        return [diagnosis.name for diagnosis in self.all if diagnosis.state == "bad"]

    @property
    def warnings(self) -> list[str]:
        return [diagnosis.name for diagnosis in self.all if diagnosis.state == "warning"]


Look = Callable[..., Found]


@pytest.fixture
def look(clean: pytest.MonkeyPatch, monkeypatch: pytest.MonkeyPatch) -> Look:
    """What the doctor finds with these variables; whatever it says, no secret is in it."""
    tokens: list[str] = []
    asking = Visit.count

    def count(visit: Visit, answer: httpx.Response) -> None:
        answer.read()
        tokens.extend(re.findall(r'"access_token":\s*"([^"]+)', answer.text))
        asking(visit, answer)

    monkeypatch.setattr(Visit, "count", count)

    def run(variables: dict[str, str], transport: httpx.BaseTransport | None = None, **more: str) -> Found:
        for name, value in {**variables, **more}.items():
            clean.setenv(name, value)
        found = Found(list(diagnose(load_settings({"target": "tenant"}), transport)))
        said = "\n".join(f"{diagnosis.what}\n{diagnosis.hint}" for diagnosis in found.all)
        number = re.findall(r'"d": ?"([^"]+)', {**variables, **more}.get("AIC_SA_JWK", ""))
        secrets = [*SECRETS, *tokens, *number, {**variables, **more}.get("PINGONE_CLIENT_SECRET", "")]
        assert [secret for secret in secrets if secret and secret in said] == []
        return found

    return run
