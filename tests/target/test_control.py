"""The control plane, and what is said about an address that has none."""

from __future__ import annotations

import time

import httpx
import pytest

from pingone_conformance.findings import ConformanceError, ExitCode, TargetUnreachable, Untested
from pingone_conformance.mock.app import create_app
from pingone_conformance.target.control import ControlPlane
from pingone_conformance.target.transports import InProcessTransport


@pytest.fixture
def control() -> ControlPlane:
    return ControlPlane("https://mock.test", InProcessTransport(create_app(seed="control")))


def speaking_to(answer: httpx.Response) -> ControlPlane:
    return ControlPlane("https://other.test", httpx.MockTransport(lambda _: answer))


def test_the_ready_made_environment_and_the_other_one_differ(control: ControlPlane) -> None:
    assert control.connection().environment_id != control.connection(other=True).environment_id


def test_the_same_environment_stands_after_a_reset(control: ControlPlane) -> None:
    before = control.environment()
    control.reset("seed")
    assert control.environment() == before


def test_whoever_wants_to_know_is_told_that_the_clock_moved(control: ControlPlane) -> None:
    moved: list[bool] = []
    control.on_clock_moved.append(lambda: moved.append(True))
    control.advance(60)
    assert moved == [True]


def test_its_time_is_known(control: ControlPlane) -> None:
    control.advance(60)
    control.advance(3600)
    assert 3659 < control.now() - time.time() <= 3660
    assert control.cloud_connection().now() > time.time() + 3600
    control.reset("seed")
    assert control.now() < time.time() + 60


def test_an_address_where_nothing_answers_is_named_with_a_way_out() -> None:
    def refuse(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused")

    with pytest.raises(
        TargetUnreachable, match=r"no mock answers at https://other.test/_mock/: refused"
    ) as caught:
        ControlPlane("https://other.test", httpx.MockTransport(refuse)).connection()
    assert caught.value.exit_code is ExitCode.BROKEN


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(404, text="not here"),
        httpx.Response(200, text="<html>"),
        httpx.Response(200, json=[1]),
        httpx.Response(200, json={"apiPath": "x"}),
        httpx.Response(200),
    ],
    ids=["404", "html", "list", "other", "empty"],
)
def test_something_that_is_no_mock_is_told(answer: httpx.Response) -> None:
    with pytest.raises(ConformanceError, match=r"^https://other\.test/_mock/ ") as caught:
        speaking_to(answer).connection()
    assert caught.value.hint == "is this the address of a mock whose control plane is on?"


def test_a_mock_without_a_cloud_side_leaves_its_rules_untested(control: ControlPlane) -> None:
    environment = {name: value for name, value in control.environment().items() if name != "cloud"}
    with pytest.raises(Untested, match="this mock has no such side"):
        speaking_to(httpx.Response(200, json=environment)).cloud_connection()


@pytest.mark.parametrize("environment", [{"cloud": {}}, {"cloud": 1}])
def test_a_cloud_side_that_is_not_described_is_told(environment: object) -> None:
    with pytest.raises(ConformanceError, match="does not say where its cloud side is"):
        speaking_to(httpx.Response(200, json=environment)).cloud_connection()
