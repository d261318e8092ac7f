"""The fixture `cloud` on a mock: one token for the tests of an embedded one, one for each test of a served one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from pingone_conformance.config import load_settings
from pingone_conformance.mock.server import MockServer
from pingone_conformance.plugin.connect import connect
from pingone_conformance.plugin.target import Target

TOKEN = "createServiceAccountToken"
ALL = {"_queryFilter": "true"}


@pytest.fixture
def embedded() -> Iterator[Target]:
    target = connect(load_settings({"target": "mock"}))
    yield target
    target.close()


@pytest.fixture
def served() -> Iterator[Target]:
    with MockServer(seed="cloud") as server:
        target = connect(load_settings({"target": "mock", "mock_url": server.base_url}))
        yield target
        target.close()


def tried(target: Target, *names: str) -> list[int]:
    """What the lists of scripts were answered, each in a test of its own."""
    statuses = []
    for name in names:
        target.start_test(name)
        statuses.append(target.cloud.call("readAllScripts", params=ALL).status_code)
    return statuses


def test_tests_share_a_token_which_none_of_them_asked_for(embedded: Target) -> None:
    assert tried(embedded, "one", "two", "three") == [200] * 3
    assert embedded.recorder.calls[TOKEN] == 0


def test_a_token_is_asked_for_again_when_the_clock_was_moved(embedded: Target) -> None:
    embedded.start_test("one")
    cloud = embedded.cloud
    embedded.control.advance(3600)
    assert cloud.call("readAllScripts", params=ALL).status_code == 200
    assert embedded.recorder.calls[TOKEN] == 1
    assert tried(embedded, "two") == [200]
    assert embedded.recorder.calls[TOKEN] == 1


def test_each_test_of_a_served_mock_asks_for_one(served: Target) -> None:
    assert tried(served, "one", "two") == [200] * 2
    assert served.recorder.calls[TOKEN] == 2


def test_what_the_cloud_says_of_people_is_known_in_each_test(embedded: Target) -> None:
    for name in ("one", "two"):
        embedded.start_test(name)
        assert (
            embedded.recorder.redactor.response_body(b'{"x": {"sn": "Jensen"}}', "")
            == '{"x": {"sn": "Jensen"}}'
        )
        assert embedded.cloud is embedded.cloud
        assert (
            embedded.recorder.redactor.response_body(b'{"x": {"sn": "Jensen"}}', "") == '{"x": {"sn": "***"}}'
        )
