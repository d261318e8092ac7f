"""Which scripts have which of the ten bindings: the table of the document with its two notes."""

import json
from pathlib import Path

import pytest

from pingone_conformance.contracts import contracts
from pingone_conformance.findings import Finding, Untested

BEGIN = Path(__file__).with_name("probes") / "_begin.js"
MARK = "bindings: "
RULES = {
    legacy: {name: contracts().availability_rule(name, legacy=legacy) for name in contracts().bindings}
    for legacy in (False, True)
}
OAUTH2 = {
    "OAUTH2_ACCESS_TOKEN_MODIFICATION",
    "OAUTH2_AUTHORIZE_ENDPOINT_DATA_PROVIDER",
    "OAUTH2_EVALUATE_SCOPE",
    "OAUTH2_MAY_ACT",
    "OAUTH2_VALIDATE_SCOPE",
    "OIDC_CLAIMS",
}
JWT_BEARER = {"OAUTH2_SCRIPTED_JWT_ISSUER"}
SAML2_SP = {"SAML2_SP_ADAPTER"}
OTHERS = {
    "CONFIG_PROVIDER_NODE",
    "POLICY_CONDITION",
    "SAML2_IDP_ADAPTER",
    "SAML2_IDP_ATTRIBUTE_MAPPER",
    "SOCIAL_IDP_PROFILE_TRANSFORMATION",
}
TYPES = {"oauth2": OAUTH2 | JWT_BEARER, "oauth2-jwt-bearer": JWT_BEARER, "saml2-sp": SAML2_SP}
CONTEXTS = sorted(OAUTH2 | JWT_BEARER | SAML2_SP | OTHERS)


def cases(legacy: bool) -> list:
    """Each binding, with the rules of its availability."""
    more = {} if legacy else {"systemEnv": ("SYSTEMENV-017",)}
    return [
        pytest.param(name, marks=pytest.mark.rule(rule, *more.get(name, ())), id=name)
        for name, rule in RULES[legacy].items()
    ]


def legacy_has(binding: str, context: str) -> bool:
    """Whether a legacy script of a type has a binding."""
    offered = contracts().bindings[binding].availability
    if offered.legacy == "partial":
        return any(context in TYPES.get(kind, ()) for kind in offered.where)
    return offered.legacy == "yes"


def finds(binding: str, there: bool, wanted: bool, kind: str) -> list[Finding]:
    """Whether a script of that kind has the binding as it should."""
    words = {True: f"{kind} has {binding}", False: f"{kind} does not have {binding}"}
    return [] if there is wanted else [Finding(words[wanted], words[there])]


@pytest.mark.parametrize("binding", cases(legacy=False))
def test_a_next_generation_script_of_a_node_has_it(binding, probe, expect):
    report = probe.even_without("bindings")
    broken = finds(binding, report.bindings.get(binding, False), True, "a next-generation script of a node")
    for rule in expect.rules:
        expect(broken, report.answer, rule=rule)


@pytest.mark.parametrize("binding", cases(legacy=True))
def test_a_legacy_script_of_a_node_has_what_the_table_says(binding, probe, expect):
    report = probe.even_without("bindings", legacy=True)
    offered = contracts().bindings[binding].availability
    wanted = offered.legacy == "yes" or "decision-node" in offered.where
    there = report.bindings.get(binding, False)
    expect(finds(binding, there, wanted, "a legacy script of a node"), report.answer)


@pytest.mark.parametrize("context", CONTEXTS)
@pytest.mark.rule(*RULES[False].values(), "SYSTEMENV-017")
def test_next_generation_scripts_of_other_types_have_all(context, cloud_control, expect):
    there = bindings_in(cloud_control, context=context)
    for binding, rule in RULES[False].items():
        broken = finds(binding, there[binding], True, f"a next-generation script for {context}")
        expect(broken, rule=rule)
        if binding == "systemEnv":
            expect(broken, rule="SYSTEMENV-017")


@pytest.mark.parametrize("context", CONTEXTS)
@pytest.mark.rule(*RULES[True].values())
def test_legacy_scripts_of_other_types_have_what_the_table_says(context, cloud_control, expect):
    there = bindings_in(cloud_control, context=context, evaluatorVersion="1.0")
    for binding, rule in RULES[True].items():
        wanted = legacy_has(binding, context)
        expect(finds(binding, there[binding], wanted, f"a legacy script for {context}"), rule=rule)


def bindings_in(cloud_control, **kind: str) -> dict[str, bool]:
    """Which bindings a script of that kind has. It says so by failing: nothing else works in all types of scripts."""
    script = (
        f"{BEGIN.read_text(encoding='utf-8')}\nthrow new Error({MARK!r} + JSON.stringify(p1cSaid.bindings));"
    )
    failure = cloud_control.run(script, **kind)["failure"] or {}
    _, found, said = str(failure.get("message")).partition(MARK)
    if not found:
        raise Untested(f"blocked: a script for {kind['context']} did not end as it should: {failure}")
    return json.JSONDecoder().raw_decode(said)[0]
