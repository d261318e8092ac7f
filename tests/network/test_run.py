"""A whole run over a bad line: the rules that it touches are broken with what was seen, the others are judged."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from pingone_conformance.contracts import EVERY_OPERATION, contracts
from pingone_conformance.mock.app import create_app

from ..plugin.conftest import Run, RunSuite, run_suite
from ..turbulence import served
from .peer import endless, hands_on, hangs_up, peer, reset, stalls
from .test_faults import FAULTS, HALF

__all__ = ["run_suite"]

NAMES = {
    "hangs-up": (hangs_up, "got no answer: the connection was lost"),
    "reset": (reset(HALF), "cut off after 17 of 2,000 bytes"),
    "truncated": (HALF, "cut off after 17 of 2,000 bytes: the connection was lost: peer closed connection"),
    "endless": (endless, "an answer is larger than 20,000,000 bytes"),
    "bomb": (FAULTS["bomb within a bomb"][0], "came packed as gzip, gzip"),
    "stall": (stalls(), "nothing came within 0.3 s"),
    "length": (FAULTS["length too short"][0], "6 bytes or more followed an answer whose Content-Length is 5"),
    "gateway": (FAULTS["502"][0], "was answered by a gateway (502, text/html “Bad gateway”)"),
    "proxy": (FAULTS["proxy's own 403"][0], "was answered by a proxy (403, text/html “ERROR: Access Denied"),
}
RULES = [
    rule.id
    for rule in contracts().rules.values()
    if rule.operations and EVERY_OPERATION not in rule.operations
]
TOUCHED = dict(zip(NAMES, RULES, strict=False))
GOOD = RULES[len(NAMES)]

# The stall has to be shorter than what a run on a mock gives each request.
SUITE = f"""
import httpx

TOUCHED = {TOUCHED!r}
GOOD = {GOOD!r}


@pytest.fixture(autouse=True)
def impatient(api, monkeypatch):
    line = api._client._transport
    send = line.handle_request

    def soon(request):
        request.extensions["timeout"] = httpx.Timeout(0.3 if "stall" in request.url.path else 30).as_dict()
        return send(request)

    monkeypatch.setattr(line, "handle_request", soon)


@pytest.mark.parametrize("fault", [pytest.param(name, marks=rule(TOUCHED[name])) for name in TOUCHED])
def test_touched(api, expect, fault):
    expect([])
    answer = api.call("updateUser", userID=fault, json={{}})
    raise RuntimeError(f"{{fault}} was answered {{answer.status_code}}")


@rule(GOOD)
@pytest.mark.parametrize("number", range(3))
def test_untouched(given, api, expect, number):
    user = given.user()
    answer = api.call("readOneUser", userID=user["id"])
    expect([] if answer.json()["id"] == user["id"] else [Finding("the user", "another one")])
"""


@pytest.fixture
def run(run_suite: RunSuite) -> Iterator[Run]:
    acts = {f"/users/{name}".encode(): act for name, (act, _) in NAMES.items()}
    with served(create_app(seed="7")) as base, peer(hands_on(int(base.rpartition(":")[2]), acts)) as port:
        yield run_suite(SUITE, f"--pingone-mock-url=http://127.0.0.1:{port}")


def test_a_bad_line_breaks_what_it_touches_alone(run: Run) -> None:
    assert (run.code, run.results["complete"]) == (3, True), run.output
    said = {name: run.rule(rule)["reason"] for name, rule in TOUCHED.items()}
    for name, (_, words) in NAMES.items():
        assert re.fullmatch(rf"NetworkTrouble: .*{re.escape(words)}.*", said[name], re.DOTALL), said[name]
    assert run.verdicts(TOUCHED.values()) == ["broken"] * len(TOUCHED)
    assert run.verdicts([GOOD]) == ["conforms"]
    assert run.results["summary"]["tests"] == len(TOUCHED) + 3
