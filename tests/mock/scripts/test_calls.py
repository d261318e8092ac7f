"""Faults around the calls of bindings, and around the question which there are."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.mock.scripts.conftest import Scripts

from pingone_conformance.mock.faults import Fault, Kind
from pingone_conformance.mock.scripts.calls import AroundCall, BindingCall, file_name
from pingone_conformance.scripting.program import HostError


def switch_on(scripts: Scripts, name: str, act: Callable[[BindingCall], AroundCall]) -> None:
    scripts.mock.faults = [Fault("wrong", Kind.MEANING, (), (), (), bindings=(name,), around_call=act)]


def test_a_fault_changes_arguments(scripts: Scripts) -> None:
    def act(call: BindingCall) -> AroundCall:
        call.arguments[1] = "changed"
        yield

    switch_on(scripts, "nodeState.putShared", act)
    assert scripts.value('"original"') == "changed"


def test_a_fault_changes_an_answer(scripts: Scripts) -> None:
    def act(call: BindingCall) -> AroundCall:
        yield
        call.answer = f"not {call.answer}"

    switch_on(scripts, "nodeState.get", act)
    assert scripts.value('nodeState.get("a")', sharedState={"a": "this"}) == "not this"


def test_a_fault_changes_a_plain_value(scripts: Scripts) -> None:
    def act(call: BindingCall) -> AroundCall:
        yield
        call.answer = call.answer.strip("/")

    switch_on(scripts, "realm.value", act)
    assert scripts.value("realm") == "alpha"


def test_a_fault_forgives_an_exception(scripts: Scripts) -> None:
    def act(call: BindingCall) -> AroundCall:
        yield
        call.error, call.answer = None, "nothing happened"

    switch_on(scripts, "nodeState.get", act)
    assert scripts.value("nodeState.get(null)") == "nothing happened"


@pytest.mark.parametrize("early", [True, False])
def test_a_fault_throws(scripts: Scripts, early: bool) -> None:
    def act(call: BindingCall) -> AroundCall:
        if early:
            raise HostError("java.lang.Exception", "refused")
        yield
        raise HostError("java.lang.Exception", "refused")

    switch_on(scripts, "nodeState.putShared", act)
    left = scripts.run('nodeState.putShared("a", 1)')
    assert left["failure"]["javaClass"] == "java.lang.Exception"
    assert left["stateAfter"]["shared"] == ({} if early else {"a": 1})


def test_a_fault_changes_what_is_offered(scripts: Scripts) -> None:
    def act(call: BindingCall) -> AroundCall:
        yield
        call.answer.remove("utils")

    switch_on(scripts, "availability.offered", act)
    assert scripts.value("typeof utils") == "undefined"
    assert scripts.value("typeof openidm") == "object"


def test_names_of_files() -> None:
    assert [file_name(name) for name in ("realm", "httpClient", "verifyTransactionsHelper")] == [
        "realm",
        "http_client",
        "verify_transactions_helper",
    ]
