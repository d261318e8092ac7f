"""Reserved names, bindings that are not there, and names that are none."""

from __future__ import annotations

import pytest

from pingone_conformance.contracts import contracts
from pingone_conformance.lint import Problem, lint


def rules(problems: list[Problem]) -> list[str]:
    return [problem.rule for problem in problems]


@pytest.mark.parametrize("name", contracts().bindings)
def test_the_name_of_each_binding_is_reserved(name: str) -> None:
    (problem,) = lint(f"var {name} = 1;")
    assert (problem.rule, problem.line, problem.column, problem.certain) == ("reserved-name", 1, 5, True)
    assert name in problem.message


@pytest.mark.parametrize(
    ("text", "certain"),
    [
        ("let utils;", True),
        ("const utils = 1;", True),
        ("function utils() {}", True),
        ("var {utils} = {};", True),
        ("var {a: utils} = {};", True),
        ("var [a, utils] = [];", True),
        ("for (var utils of []) {}", True),
        ("utils = 1;", True),
        ("utils++;", True),
        ("function f(utils) {}", False),
        ("function f() { var utils; }", False),
        ("(utils) => 1;", False),
        ("utils => 1;", False),
        ("(function utils() {});", False),
        ("try {} catch (utils) {}", False),
        ("if (true) { let utils; }", False),
        ("for (let utils in {}) {}", False),
    ],
)
def test_every_declaration_of_a_reserved_name_is_reported(text: str, certain: bool) -> None:
    (problem,) = lint(text)
    assert (problem.rule, problem.certain) == ("reserved-name", certain)


@pytest.mark.parametrize(
    "text",
    ["var o = {utils: 1};", "o = {}; o.utils = 1;", "utils: for (;;) { break utils; }", "var myUtils = 1;"],
)
def test_members_and_labels_are_no_variables(text: str) -> None:
    assert lint(text) == []


def test_a_shadowed_binding_is_not_looked_at_further() -> None:
    assert rules(lint("function f(logger) { logger.anything(); }\nlogger.anything();")) == [
        "reserved-name",
        "unknown-method",
    ]


@pytest.mark.parametrize("name", ["cookieName", "openidm", "utils", "verifyTransactionsHelper"])
def test_legacy_scripts_do_without_four_bindings(name: str) -> None:
    (problem,) = lint(f"outcome = {name};\noutcome = {name};", legacy=True)
    assert (problem.rule, problem.line, problem.column, problem.certain) == ("not-available", 1, 11, True)


@pytest.mark.parametrize(
    ("name", "context", "offered"),
    [
        ("httpClient", "AUTHENTICATION_TREE_DECISION_NODE", True),
        ("httpClient", "OAUTH2_MAY_ACT", True),
        ("httpClient", "OIDC_CLAIMS", True),
        ("httpClient", "SAML2_SP_ADAPTER", True),
        ("httpClient", "SAML2_IDP_ADAPTER", False),
        ("scriptName", "POLICY_CONDITION", False),
        ("secrets", "OAUTH2_SCRIPTED_JWT_ISSUER", True),
        ("secrets", "OAUTH2_MAY_ACT", False),
        ("secrets", "LIBRARY", True),
        ("logger", "POLICY_CONDITION", True),
    ],
)
def test_some_bindings_are_for_some_legacy_scripts(name: str, context: str, offered: bool) -> None:
    found = lint(f"outcome = {name};", legacy=True, context=context)
    assert rules(found) == ([] if offered else ["not-available"])
    assert lint(f"outcome = {name};", context=context) == []


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("loger.debug('x');", "logger"),
        ("httpclient.send('x');", "httpClient"),
        ("openIDM.read('x');", "openidm"),
        ("verifyTransactionHelper.getUser();", "verifyTransactionsHelper"),
        ("console.log('x');", "logger"),
        ("fetch('x');", "httpClient.send"),
        ("btoa('x');", "utils.base64.encode"),
        ("crypto.randomUUID();", "utils.crypto"),
        ("action.goTo(scriptname);", "scriptName"),
    ],
)
def test_a_name_that_was_mixed_up_is_reported_with_what_was_meant(text: str, meant: str) -> None:
    (problem,) = lint(text)
    assert (problem.rule, problem.hint) == ("unknown-binding", f"did you mean {meant}?")
    assert problem.certain


def test_an_object_that_nothing_declares_is_reported_once() -> None:
    (problem,) = lint("identityServer.look();\nidentityServer.deep.look();")
    assert (problem.rule, problem.line, problem.certain) == ("unknown-binding", 1, False)


def test_what_another_function_declares_is_not_declared_here() -> None:
    (problem,) = lint("function f() { var thing = {}; thing.do(); }\nthing.do();")
    assert (problem.rule, problem.line) == ("unknown-binding", 2)
