"""Bindings that a wrong server gives to too few or to too many scripts."""

from __future__ import annotations

import re

from pingone_conformance.mock.cloud.contexts import DECISION_NODES, JWT_BEARER, OAUTH2, SAML2_SP
from pingone_conformance.mock.faults.bindings import LEGACY, NEXT_GENERATION, OFFERED, around_call, on_offer
from pingone_conformance.mock.faults.fault import Kind
from pingone_conformance.mock.scripts.availability import COMMON
from pingone_conformance.mock.scripts.calls import AroundCall, BindingCall

DECLARED = "declared names"


def _take(call: BindingCall, binding: str, *, engine: bool, contexts: frozenset[str] | None = None) -> None:
    script = call.run.script
    wanted = contexts is None or script.context in contexts
    if wanted and script.is_legacy is engine and binding in call.answer:
        call.answer.remove(binding)


def _give_legacy(call: BindingCall, binding: str, contexts: frozenset[str] | None = None) -> None:
    script = call.run.script
    wanted = contexts is None or script.context in contexts
    if wanted and script.is_legacy and binding not in call.answer:
        call.answer.append(binding)


@on_offer(Kind.SHAPE, "COOKIE-001", also=("COOKIE-005", "COOKIE-006"))
def does_not_know_cookie_name(call: BindingCall) -> None:
    _take(call, "cookieName", engine=NEXT_GENERATION)


@on_offer(Kind.SHAPE, "COOKIE-002")
def legacy_scripts_have_cookie_name(call: BindingCall) -> None:
    _give_legacy(call, "cookieName")


@on_offer(Kind.SHAPE, "HTTP-001", also=("HTTP-044", "HTTP-051", "HTTP-036"))
def does_not_know_http_client(call: BindingCall) -> None:
    _take(call, "httpClient", engine=NEXT_GENERATION)


@on_offer(Kind.SHAPE, "HTTP-002")
def legacy_scripts_of_any_type_have_http_client(call: BindingCall) -> None:
    _give_legacy(call, "httpClient")


@on_offer(Kind.SHAPE, "HTTP-002")
def legacy_scripts_of_service_providers_lack_http_client(call: BindingCall) -> None:
    _take(call, "httpClient", engine=LEGACY, contexts=SAML2_SP)


@on_offer(Kind.SHAPE, "LOGGER-001", also=("LOGGER-017",))
def next_generation_scripts_have_no_logger(call: BindingCall) -> None:
    _take(call, "logger", engine=NEXT_GENERATION)


@on_offer(Kind.SHAPE, "LOGGER-002", also=("LOGGER-017",))
def legacy_scripts_have_no_logger(call: BindingCall) -> None:
    _take(call, "logger", engine=LEGACY)


@on_offer(Kind.SHAPE, "OPENIDM-001", also=("OPENIDM-018",))
def does_not_know_openidm(call: BindingCall) -> None:
    _take(call, "openidm", engine=NEXT_GENERATION)


@on_offer(Kind.SECURITY, "OPENIDM-002")
def legacy_scripts_have_openidm(call: BindingCall) -> None:
    _give_legacy(call, "openidm", DECISION_NODES)


@on_offer(Kind.SHAPE, "REALM-001", also=("REALM-006",))
def next_generation_scripts_have_no_realm(call: BindingCall) -> None:
    _take(call, "realm", engine=NEXT_GENERATION)


@on_offer(Kind.SHAPE, "REALM-002", also=("REALM-006",))
def legacy_scripts_have_no_realm(call: BindingCall) -> None:
    _take(call, "realm", engine=LEGACY)


@on_offer(Kind.SHAPE, "SCRIPTNAME-001", also=("SCRIPTNAME-006",))
def next_generation_scripts_have_no_script_name(call: BindingCall) -> None:
    _take(call, "scriptName", engine=NEXT_GENERATION)


@on_offer(Kind.SHAPE, "SCRIPTNAME-002")
def legacy_scripts_of_any_type_have_script_name(call: BindingCall) -> None:
    _give_legacy(call, "scriptName")


@on_offer(Kind.SHAPE, "SCRIPTNAME-002", also=("SCRIPTNAME-006",))
def legacy_scripts_lack_script_name(call: BindingCall) -> None:
    _take(call, "scriptName", engine=LEGACY, contexts=DECISION_NODES)


@on_offer(Kind.SHAPE, "SECRETS-001", also=("SECRETS-010",))
def next_generation_scripts_have_no_secrets(call: BindingCall) -> None:
    _take(call, "secrets", engine=NEXT_GENERATION)


@on_offer(Kind.SECURITY, "SECRETS-002")
def legacy_scripts_of_oauth_have_secrets(call: BindingCall) -> None:
    _give_legacy(call, "secrets", OAUTH2)


@on_offer(Kind.SHAPE, "SECRETS-002")
def legacy_scripts_of_jwt_issuers_lack_secrets(call: BindingCall) -> None:
    _take(call, "secrets", engine=LEGACY, contexts=frozenset({JWT_BEARER}))


@on_offer(Kind.SHAPE, "SYSTEMENV-001", "SYSTEMENV-017", also=("SYSTEMENV-016",))
def next_generation_scripts_have_no_system_env(call: BindingCall) -> None:
    _take(call, "systemEnv", engine=NEXT_GENERATION)


@on_offer(Kind.SHAPE, "SYSTEMENV-001", "SYSTEMENV-017")
def only_nodes_have_system_env(call: BindingCall) -> None:
    others = frozenset({*OAUTH2, *SAML2_SP})
    _take(call, "systemEnv", engine=NEXT_GENERATION, contexts=others)


@on_offer(Kind.SHAPE, "SYSTEMENV-002", also=("SYSTEMENV-001", "SYSTEMENV-016"))
def legacy_scripts_have_no_system_env(call: BindingCall) -> None:
    _take(call, "systemEnv", engine=LEGACY)


@on_offer(Kind.SHAPE, "UTILS-001", also=("UTILS-013",))
def does_not_know_utils(call: BindingCall) -> None:
    _take(call, "utils", engine=NEXT_GENERATION)


@on_offer(Kind.SHAPE, "UTILS-002")
def legacy_scripts_have_utils(call: BindingCall) -> None:
    _give_legacy(call, "utils")


@on_offer(Kind.SHAPE, "HELPER-001", also=("HELPER-032",))
def does_not_know_verify_transactions_helper(call: BindingCall) -> None:
    _take(call, "verifyTransactionsHelper", engine=NEXT_GENERATION)


@on_offer(Kind.SECURITY, "HELPER-002")
def legacy_scripts_have_verify_transactions_helper(call: BindingCall) -> None:
    _give_legacy(call, "verifyTransactionsHelper")


@around_call(
    Kind.STATE,
    OFFERED,
    "COOKIE-006",
    "HTTP-044",
    "LOGGER-017",
    "OPENIDM-018",
    "REALM-006",
    "SCRIPTNAME-006",
    "SECRETS-010",
    "SYSTEMENV-016",
    "UTILS-013",
    "HELPER-032",
)
def declared_names_are_gone_in_later_scripts(call: BindingCall) -> AroundCall:
    yield
    declared: set[str] = call.run.mock.fault_memory.setdefault(DECLARED, set())
    call.answer = [name for name in call.answer if name not in declared]
    declared |= {name for name in COMMON if re.search(rf"\bvar {name}\b", call.run.script.text)}
