"""What a client sees of the turbulence, and what the suite makes of it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from pingone_conformance.mock.app import create_app

from . import second_server
from .turbulence import Turbulence, served
from .turbulence.suite import OF_A_SHORT_LIFE, Tried, try_suite

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


SERVERS = {"mock": create_app, "second-server": second_server.create_app}
PLUGINS = {"mock": (), "second-server": ("tests.second_server.plugin",)}


@dataclass(frozen=True)
class Storm:
    """A slice of the suite in calm and in a heavy storm without delays, and what happened to its requests there."""

    calm: Tried
    tried: Tried
    seen: Counter[str]


@pytest.fixture(scope="module", params=SERVERS)
def storm(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Storm:
    heavy = {"latency": 0, "retry_after": 0, "unavailable": 0.05, "dropped": 0.03, "token_seconds": 2}
    turbulence = Turbulence(SERVERS[request.param](seed="7"), seed="7", **heavy)
    suites = [f"scenarios/{name}" for name in ("flows", "policies", "tokens", "users")]
    shown = ("--pingone-progress", "--capture=sys", "--pingone-profile=smoke")
    folder = tmp_path_factory.mktemp("storm")
    calm = try_suite(folder / "calm", *shown, suites=suites, plugins=PLUGINS[request.param])
    with served(turbulence) as base:
        tried = try_suite(folder / "storm", f"--pingone-mock-url={base}", *shown, suites=suites)
    return Storm(calm, tried, turbulence.seen)


def test_the_storm_accuses_nobody(storm: Storm) -> None:
    assert storm.tried.accused.keys() - storm.calm.accused.keys() <= {OF_A_SHORT_LIFE}


def test_the_storm_was_one(storm: Storm) -> None:
    assert all(storm.seen[kind] >= 3 for kind in ("429", "503", "dropped")), storm.seen


def test_most_is_tried_all_the_same(storm: Storm) -> None:
    tried = [row for row in storm.tried.results["rules"] if row["tests"]]
    assert storm.tried.results["complete"] is True
    assert sum(row["verdict"] == "conforms" for row in tried) >= 0.8 * len(tried)


def test_what_could_not_be_tried_says_why(storm: Storm) -> None:
    rows = [row for row in storm.tried.results["rules"] if row["verdict"] == "untested" and row["tests"]]
    assert all(re.match("blocked|needs|a ", row["reason"]) for row in rows), rows


def test_waiting_shows_in_the_end(storm: Storm) -> None:
    assert 0 < storm.tried.summary["seconds_waited"] < storm.tried.summary["seconds"]
