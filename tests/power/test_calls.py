"""Which tests a fault of script bindings can reach, found out from the calls that were made without it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from pingone_conformance.mock.app import create_app
from pingone_conformance.mock.faults import Fault, Kind, bank
from pingone_conformance.mock.scripts.calls import AroundCall, BindingCall
from pingone_conformance.power.calls import SeenCall, acts_at_calls, watcher
from pingone_conformance.scripting.program import HostError
from pingone_conformance.target.transports import InProcessTransport

GET = "systemEnv.getProperty"
SCRIPT = """
systemEnv.getProperty("esv.nothing", "1", java.lang.Integer);
systemEnv.getProperty("esv.nothing", "2", java.lang.Integer);
action.goTo("end");
"""


def fault(act: Callable[[BindingCall], AroundCall], name: str = GET) -> Fault:
    return Fault("wrong", Kind.SHAPE, (), ("SYSTEMENV-006",), (), bindings=(name,), around_call=act)


@pytest.fixture
def seen() -> list[SeenCall]:
    """Two calls of systemEnv.getProperty, and what surrounds a script."""
    app = create_app(seed="calls")
    calls: list[SeenCall] = []
    app.state.mock.faults = [watcher(calls)]
    client = httpx.Client(base_url="http://mock.test", transport=InProcessTransport(app))
    left = client.post("/_mock/scripts", json={"script": SCRIPT}).json()
    assert left["outcome"] == "end"
    return calls


def test_calls_are_kept_with_what_came_of_them(seen: list[SeenCall]) -> None:
    values = [(call.arguments[0], call.answer) for call in seen if call.name == GET]
    assert values == [("esv.nothing", 1), ("esv.nothing", 2)]


def test_what_surrounds_a_script_is_kept(seen: list[SeenCall]) -> None:
    assert {"availability.offered", "script.begun", "realm.value"} <= {call.name for call in seen}


def changes_nothing(call: BindingCall) -> AroundCall:
    call.arguments = list(call.arguments)
    yield
    call.answer = int(call.answer)


def changes_an_argument(call: BindingCall) -> AroundCall:
    call.arguments[0] = "another"
    yield


def changes_the_answer(call: BindingCall) -> AroundCall:
    yield
    call.answer = 3


def changes_the_type_of_the_answer(call: BindingCall) -> AroundCall:
    yield
    call.answer = float(call.answer)


def throws(call: BindingCall) -> AroundCall:
    yield
    raise HostError("java.lang.Exception", "refused")


def changes_the_state(call: BindingCall) -> AroundCall:
    yield
    call.run.shared["more"] = 1


def looks_at_the_records(call: BindingCall) -> AroundCall:
    yield
    assert call.run.mock.store


def changes_the_second_call(call: BindingCall) -> AroundCall:
    memory = call.run.mock.fault_memory
    memory["calls"] = memory.get("calls", 0) + 1
    yield
    if memory["calls"] == 2:
        call.answer = None


@pytest.mark.parametrize(
    "wrong",
    [
        changes_an_argument, changes_the_answer, changes_the_type_of_the_answer, throws, changes_the_state,
        looks_at_the_records, changes_the_second_call,
    ],
)  # fmt: skip
def test_a_fault_that_would_change_something_acts(seen: list[SeenCall], wrong: Any) -> None:
    assert acts_at_calls(fault(wrong), seen)


def test_a_fault_that_only_looks_does_not_act(seen: list[SeenCall]) -> None:
    assert not acts_at_calls(fault(changes_nothing), seen)


def test_a_fault_of_another_call_does_not_act(seen: list[SeenCall]) -> None:
    assert not acts_at_calls(fault(changes_the_answer, "secrets.getGenericSecret"), seen)


def test_looking_leaves_what_was_seen_as_it_was(seen: list[SeenCall]) -> None:
    acts_at_calls(fault(changes_the_state), seen)
    acts_at_calls(fault(changes_an_argument), seen)
    assert all("more" not in call.run.shared for call in seen)
    assert not acts_at_calls(fault(changes_nothing), seen)


def test_javascript_of_faults_acts_where_a_script_runs(seen: list[SeenCall]) -> None:
    assert acts_at_calls(bank()["random_values_come_in_a_copy"], seen)
    assert not acts_at_calls(bank()["the_legacy_logger_cannot_warn"], seen)
