"""A run on a tenant over a bad line: nothing of it is left, whatever was lost."""

from __future__ import annotations

import socket
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from pingone_conformance.mock.app import create_app

from ..plugin.conftest import Run, RunSuite, run_suite
from ..turbulence import served
from .peer import hands_on, peer, reset
from .test_faults import HALF

__all__ = ["run_suite"]

LOST, CUT_OFF, GOOD = "USER-001", "USER-002", "USER-004"
SUITE = f"""
@rule({LOST!r})
def test_a_create_whose_answer_is_lost(given, expect):
    expect([])
    given.user()


@rule({CUT_OFF!r})
def test_a_read_that_is_cut_off(given, api, expect):
    expect([])
    api.call("updateUser", userID=given.user()["id"], json={{"title": "Captain"}})


@rule({GOOD!r})
@pytest.mark.parametrize("number", range(3))
def test_untouched(given, expect, number):
    expect([] if given.user(nickname=str(number))["id"] else [Finding("an id", "none")])
"""


@dataclass
class BadLine:
    """Loses the answer to the first create and the first two deletes, one of them before it was carried out."""

    port: int
    seen: Counter[str] = field(default_factory=Counter)

    def __call__(self, connection: socket.socket, request: bytes) -> None:
        method = request.partition(b" ")[0].decode()
        creates = method == "POST" and b"/users " in request.partition(b"\r\n")[0]
        name = "create" if creates else method
        self.seen[name] += 1
        hand_on = hands_on(self.port, {})
        if (name, self.seen[name]) in {("create", 1), ("DELETE", 1)}:
            hand_on(Nowhere(), request)  # type: ignore[arg-type]
            reset()(connection, request)
        elif (name, self.seen[name]) == ("DELETE", 2):
            reset()(connection, request)
        elif name == "PATCH":
            reset(HALF)(connection, request)
        else:
            hand_on(connection, request)


class Nowhere:
    """Where an answer goes that is lost."""

    def sendall(self, content: bytes) -> None:
        pass


@dataclass(frozen=True)
class Ended:
    """A run that has ended, and what was lost meanwhile."""

    run: Run
    app: Any
    users: int
    line: BadLine
    ledger: Path


@pytest.fixture
def ended(run_suite: RunSuite, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Ended]:
    app = create_app(seed="7")
    users = len(app.state.mock.store.users)
    environment = app.state.mock.ready_made.main.environment
    with served(app) as base:
        line = BadLine(int(base.rpartition(":")[2]))
        with peer(line) as port:
            address = f"http://127.0.0.1:{port}"
            variables = {
                "PINGONE_API_PATH": f"{address}/v1",
                "PINGONE_AUTH_PATH": address,
                "PINGONE_ENVIRONMENT_ID": environment.id,
                "PINGONE_CLIENT_ID": environment.client_id,
                "PINGONE_CLIENT_SECRET": environment.client_secret,
                "PINGONE_CONFORMANCE_RATE": "100",
                "PINGONE_CONFORMANCE_LEDGER": str(tmp_path / "ledger"),
                "PINGONE_CONFORMANCE_ALLOW": "changes",
            }
            for name, value in variables.items():
                monkeypatch.setenv(name, value)
            run = run_suite(SUITE, "--pingone-target=tenant")
            yield Ended(run, app, users, line, tmp_path / "ledger")


def test_nothing_is_left_and_the_rest_of_the_run_went_on(ended: Ended) -> None:
    run = ended.run
    assert (run.code, run.results["complete"]) == (3, True), run.output
    assert run.verdicts([LOST, CUT_OFF, GOOD]) == ["broken", "broken", "conforms"]
    assert "createUser got no answer: the connection was lost" in run.rule(LOST)["reason"]
    assert "was cut off after 17 of 2,000 bytes" in run.rule(CUT_OFF)["reason"]
    assert ended.line.seen["create"] >= 5
    assert len(ended.app.state.mock.store.users) == ended.users, run.output
    assert list(ended.ledger.iterdir()) == []
