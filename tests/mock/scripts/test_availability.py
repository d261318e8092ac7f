"""The table of "Script bindings": what a script of which engine and context finds."""

from __future__ import annotations

import json

import pytest
from tests.mock.scripts.conftest import Scripts

from pingone_conformance.mock.scripts.availability import COMMON

NAMES = json.dumps(sorted(COMMON))
LEGACY_EVERYWHERE = {"logger", "realm", "systemEnv"}


def found(scripts: Scripts, version: str, context: str) -> set[str]:
    """The common bindings that a script finds; `logger` is among them, or nothing could be said."""
    log = "debug" if version == "2.0" else "message"
    script = (
        f"logger.{log}(JSON.stringify({NAMES}.filter(function (name) {{ return name in globalThis; }})));"
        'outcome = "x"'
    )
    left = scripts.good(script, evaluatorVersion=version, context=context)
    return set(json.loads(left["log"][0]["message"]))


@pytest.mark.parametrize("context", ["SCRIPTED_DECISION_NODE", "OIDC_CLAIMS", "SAML2_IDP_ADAPTER"])
def test_the_next_generation_has_all_ten(scripts: Scripts, context: str) -> None:
    assert found(scripts, "2.0", context) == set(COMMON)
    assert len(COMMON) == 10


@pytest.mark.parametrize(
    ("context", "partial"),
    [
        ("AUTHENTICATION_TREE_DECISION_NODE", {"httpClient", "scriptName", "secrets"}),
        ("OAUTH2_SCRIPTED_JWT_ISSUER", {"httpClient", "scriptName", "secrets"}),
        ("OAUTH2_ACCESS_TOKEN_MODIFICATION", {"httpClient", "scriptName"}),
        ("OIDC_CLAIMS", {"httpClient", "scriptName"}),
        ("SAML2_SP_ADAPTER", {"httpClient", "scriptName"}),
        ("SAML2_IDP_ADAPTER", set()),
        ("POLICY_CONDITION", set()),
    ],
)
def test_legacy_has_some_of_them_by_context(scripts: Scripts, context: str, partial: set[str]) -> None:
    assert found(scripts, "1.0", context) == LEGACY_EVERYWHERE | partial


def test_what_only_decision_nodes_have(scripts: Scripts) -> None:
    left = scripts.good("logger.debug(typeof nodeState + typeof action)", context="OIDC_CLAIMS")
    assert left["log"][0]["message"] == "undefinedundefined"


def test_what_only_legacy_has(scripts: Scripts) -> None:
    assert scripts.value("[typeof sharedState, typeof JavaImporter]") == ["undefined", "undefined"]
