"""Faults of script bindings: the ways to write one, and that those of the bank leave other scripts alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from tests.mock.scripts.conftest import Scripts

from pingone_conformance.mock.faults import Kind, bank
from pingone_conformance.mock.faults.bindings import (
    BEGUN,
    LEGACY,
    around_call,
    in_script,
    on_arguments,
    on_call,
    on_failure,
    on_offer,
)
from pingone_conformance.mock.faults.fault import BANK, Fault
from pingone_conformance.mock.scripts.calls import AroundCall, BindingCall
from pingone_conformance.scripting.program import HostError

ENCODE = "utils.base64.encode"
IN_JAVASCRIPT = [fault for fault in bank().values() if BEGUN in fault.bindings]
AT_CALLS = [fault for fault in bank().values() if fault.bindings and BEGUN not in fault.bindings]


@pytest.fixture(autouse=True)
def scratch_bank() -> Iterator[None]:
    """The bank as it was, after each test."""
    known = dict(bank())
    yield
    BANK.clear()
    BANK.update(known)


def switch_on(scripts: Scripts, *faults: Callable[..., Any]) -> None:
    scripts.mock.faults = [BANK[fault.__name__] for fault in faults]


def test_a_fault_of_arguments(scripts: Scripts) -> None:
    @on_arguments(Kind.MEANING, ENCODE, "UTILS-007")
    def encodes_another_text(call: BindingCall) -> None:
        call.arguments[0] = "no"

    switch_on(scripts, encodes_another_text)
    assert scripts.value('utils.base64.encode("yes")') == "bm8="


def test_a_fault_of_answers_leaves_exceptions_alone(scripts: Scripts) -> None:
    @on_call(Kind.MEANING, ("utils.base64.decode", ENCODE), "UTILS-007")
    def answers_nothing(call: BindingCall) -> None:
        call.answer = ""

    switch_on(scripts, answers_nothing)
    assert scripts.value('utils.base64.encode("yes")') == ""
    assert scripts.run('utils.base64.decode("?")')["failure"]["reason"] == "error"


def test_a_fault_of_exceptions_leaves_answers_alone(scripts: Scripts) -> None:
    @on_failure(Kind.MEANING, "utils.base64.decode", "UTILS-008")
    def forgives(call: BindingCall) -> None:
        call.error, call.answer = None, "forgiven"

    switch_on(scripts, forgives)
    assert scripts.value('utils.base64.decode("?")') == "forgiven"
    assert scripts.value('utils.base64.decode("bm8=")') == "no"


def test_a_fault_around_a_call_has_both(scripts: Scripts) -> None:
    @around_call(Kind.MEANING, ENCODE, "UTILS-007")
    def keeps_what_came_first(call: BindingCall) -> AroundCall:
        before = call.arguments[0]
        yield
        call.answer = before + call.answer

    switch_on(scripts, keeps_what_came_first)
    assert scripts.value('utils.base64.encode("no")') == "nobm8="


def test_a_fault_may_throw_before_the_call(scripts: Scripts) -> None:
    @on_arguments(Kind.VALIDATION, ENCODE, "UTILS-007")
    def refuses_to_encode(call: BindingCall) -> None:
        raise HostError("java.lang.Exception", "refused")

    switch_on(scripts, refuses_to_encode)
    left = scripts.run('utils.base64.encode("no")')
    assert left["failure"]["javaClass"] == "java.lang.Exception"


def test_a_fault_of_the_offer(scripts: Scripts) -> None:
    @on_offer(Kind.SHAPE, "UTILS-001")
    def has_no_utils(call: BindingCall) -> None:
        call.answer.remove("utils")

    switch_on(scripts, has_no_utils)
    assert scripts.value("typeof utils") == "undefined"


def test_a_fault_in_javascript(scripts: Scripts) -> None:
    @in_script(Kind.MEANING, "utils", "UTILS-007")
    def encodes_twice() -> str:
        return """change(utils.base64, "encode", function (right) {
          return function (text) { return right(right(text)); };
        });"""

    switch_on(scripts, encodes_twice)
    assert scripts.value('utils.base64.encode("no")') == "Ym04PQ=="


def test_a_fault_in_javascript_is_for_scripts_that_have_the_binding(scripts: Scripts) -> None:
    @in_script(Kind.MEANING, "utils", "UTILS-007")
    def has_no_codes() -> str:
        return "delete utils.base64;"

    @in_script(Kind.MEANING, "realm", "REALM-004", engine=LEGACY)
    def has_another_realm() -> str:
        return 'realm = "another";'

    switch_on(scripts, has_no_codes, has_another_realm)
    assert scripts.value("realm") == "/alpha"
    assert scripts.legacy("outcome = realm;")["outcome"] == "another"


def test_a_line_of_an_error_is_that_of_the_script(scripts: Scripts) -> None:
    scripts.mock.faults = [bank()["random_values_come_in_a_copy"]]
    assert scripts.run("\n\nthrow new Error();")["failure"]["line"] == 3


def run_what_uses_nothing(scripts: Scripts, fault: Fault) -> None:
    scripts.mock.faults = [fault]
    assert scripts.good('action.goTo("end");')["outcome"] == "end"
    assert scripts.legacy('outcome = "end";')["outcome"] == "end"


@pytest.mark.parametrize("fault", IN_JAVASCRIPT, ids=lambda it: it.name)
def test_a_script_that_uses_nothing_runs_beside_every_fault_in_javascript(
    scripts: Scripts, fault: Fault
) -> None:
    run_what_uses_nothing(scripts, fault)


# The engine has no part in these.
@pytest.mark.parametrize("scripts", ["quickjs"], indirect=True)
@pytest.mark.parametrize("fault", AT_CALLS, ids=lambda it: it.name)
def test_a_script_that_uses_nothing_runs_under_every_fault_at_calls(scripts: Scripts, fault: Fault) -> None:
    run_what_uses_nothing(scripts, fault)
