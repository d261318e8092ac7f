"""What a client sees of the turbulence, and what the suite makes of it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import httpx
import pytest

from pingone_conformance.mock.app import create_app
from pingone_conformance.rooms import room

from . import Turbulence, served

CALM = {"too_many": 10**9, "unavailable": 0.0, "dropped": 0.0, "latency": 0.0}


def weather(**numbers: Any) -> Turbulence:
    return Turbulence(create_app(seed="7"), seed="7", **{**CALM, **numbers})


# A client of its own for each request would read the certificates of all authorities each time.
CLIENT = httpx.Client()


def facts(base: str) -> dict[str, Any]:
    found: dict[str, Any] = CLIENT.get(f"{base}/_mock/environment").json()
    return found


def ask_for_token(base: str) -> httpx.Response:
    known = facts(base)
    return CLIENT.post(
        f"{base}/{known['environmentId']}/as/token",
        data={"grant_type": "client_credentials"},
        auth=(known["clientId"], known["clientSecret"]),
    )


def read_policies(base: str, token: str) -> httpx.Response:
    address = f"{base}/v1/environments/{facts(base)['environmentId']}/verifyPolicies"
    return CLIENT.get(address, headers={"Authorization": f"Bearer {token}"})


def test_every_third_answer_is_a_429() -> None:
    with served(weather(too_many=3, retry_after=2)) as base:
        answers = [CLIENT.get(f"{base}/nothing") for _ in range(6)]
    assert [answer.status_code for answer in answers] == [404, 404, 429] * 2
    assert answers[2].headers["Retry-After"] == "2"


def test_all_answers_can_be_503() -> None:
    with served(weather(unavailable=1.0)) as base:
        answer = CLIENT.get(f"{base}/nothing")
    assert (answer.status_code, answer.headers["Retry-After"][-3:]) == (503, "GMT")


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_connection_really_is_dropped(method: str) -> None:
    turbulence = weather(dropped=1.0)
    with served(turbulence) as base:
        for _ in range(8):
            with pytest.raises((httpx.RemoteProtocolError, httpx.ReadError)):
                CLIENT.request(method, f"{base}/nothing", content=b"x" * 100)
    assert turbulence.seen == {"dropped": 8}


def test_half_of_what_is_dropped_was_carried_out() -> None:
    app = create_app(seed="7")
    with served(Turbulence(app, seed="7", **{**CALM, "dropped": 1.0})) as base:
        for _ in range(40):
            with pytest.raises(httpx.TransportError):
                CLIENT.get(f"{base}/nothing")
    assert 10 <= app.state.mock.requests <= 30


def test_the_control_plane_is_calm() -> None:
    with served(weather(unavailable=1.0, too_many=1)) as base:
        assert facts(base)["environmentId"]


def test_a_token_says_how_long_it_lives_and_dies_then() -> None:
    with served(weather(token_seconds=20)) as base:
        body = ask_for_token(base).json()
        before = read_policies(base, body["access_token"])
        CLIENT.post(f"{base}/_mock/clock", json={"advanceSeconds": 21})
        after = read_policies(base, body["access_token"])
        again = read_policies(base, ask_for_token(base).json()["access_token"])
    assert body["expires_in"] == 20
    assert (before.status_code, after.status_code, again.status_code) == (200, 401, 200)


def test_the_same_seed_gives_the_same_weather() -> None:
    def statuses() -> list[int]:
        with served(weather(unavailable=0.3)) as base:
            return [CLIENT.get(f"{base}/nothing").status_code for _ in range(30)]

    assert statuses() == statuses()


@pytest.fixture(scope="module")
def storm(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], Counter[str]]:
    """A slice of the suite in a heavy storm without delays: the results, and what happened to the requests."""
    out = tmp_path_factory.mktemp("storm")
    turbulence = Turbulence(
        create_app(seed="7"),
        seed="7",
        latency=0,
        retry_after=0,
        unavailable=0.05,
        dropped=0.03,
        token_seconds=2,
    )
    slices = [str(room("suites") / "scenarios" / name) for name in ("access", "policies", "tokens", "users")]
    with served(turbulence) as base:
        arguments = [f"--pingone-mock-url={base}", "--pingone-profile=smoke", f"--pingone-out={out}", "-q"]
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith(("PINGONE_", "PYTEST_"))
        }
        done = subprocess.run(
            [sys.executable, "-P", "-m", "pytest", *slices, *arguments],
            cwd=out,
            env=kept,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
    file: Path = out / "results.json"
    assert file.exists(), done.stdout + done.stderr
    return json.loads(file.read_text(encoding="utf-8")), turbulence.seen


def test_the_storm_accuses_nobody(storm: tuple[dict[str, Any], Counter[str]]) -> None:
    rows = storm[0]["rules"]
    # The one rule about the lifetime itself: the storm shortens it, and the server says so.
    accused = {row["id"]: row["reason"] for row in rows if row["verdict"] not in {"conforms", "untested"}}
    accused.pop("TOKEN-005", None)
    assert accused == {}


def test_the_storm_was_one(storm: tuple[dict[str, Any], Counter[str]]) -> None:
    assert all(storm[1][kind] >= 5 for kind in ("429", "503", "dropped")), storm[1]


def test_most_is_tried_all_the_same(storm: tuple[dict[str, Any], Counter[str]]) -> None:
    results = storm[0]
    tried = [row for row in results["rules"] if row["tests"]]
    assert results["complete"] is True
    assert sum(row["verdict"] == "conforms" for row in tried) >= 0.8 * len(tried)


def test_what_could_not_be_tried_says_why(storm: tuple[dict[str, Any], Counter[str]]) -> None:
    reasons = {row["reason"] for row in storm[0]["rules"] if row["verdict"] == "untested" and row["tests"]}
    assert all(reason.startswith(("blocked", "needs", "a ")) for reason in reasons), reasons
