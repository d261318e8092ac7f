"""secrets, as scripts see it."""

from __future__ import annotations

from typing import Any

import pytest

LABEL = "scripted.node.example.secret"
READ = f"return secrets.getGenericSecret('{LABEL}').getAsUtf8()"
EXCEPTION = "org.forgerock.openam.auth.node.api.NodeProcessException"


@pytest.fixture
def mapped(scripts: Any) -> Any:
    scripts.put_esv("secret", "esv-one", "passwd")
    scripts.map_label(LABEL, "esv-one")
    return scripts


@pytest.mark.parametrize("legacy", [False, True])
def test_a_label_gives_its_secret(mapped: Any, legacy: bool) -> None:
    assert mapped.value(READ, legacy=legacy) == "passwd"


def test_bytes_have_a_sign(scripts: Any) -> None:
    scripts.put_esv("secret", "esv-two", b"a\xc3\xa9\xff")
    scripts.map_label(LABEL, "esv-two")
    code = f"var s = secrets.getGenericSecret('{LABEL}'); return [s.getAsBytes(), s.getAsUtf8()];"
    assert scripts.value(code) == [[97, -61, -87, -1], "aé\ufffd"]


def test_the_realm_comes_before_the_rest(mapped: Any) -> None:
    mapped.put_esv("secret", "esv-global", "global")
    mapped.map_label(LABEL, "esv-global", realm=None)
    assert mapped.value(READ) == "passwd"
    assert mapped.value(READ, realm="bravo") == "global"
    mapped.map_label(LABEL, None)
    assert mapped.value(READ) == "global"


def test_a_mapping_without_a_secret_does_not_count(mapped: Any) -> None:
    mapped.put_esv("secret", "esv-global", "global")
    mapped.map_label(LABEL, "esv-global", realm=None)
    mapped.map_label(LABEL, "esv-not-there")
    assert mapped.value(READ) == "global"


@pytest.mark.parametrize(
    "label", ["'am.services.httpclient.secret'", "'scripted.nodes'", "'esv-one'", "null", "undefined", "3"]
)
def test_other_labels_are_not_accessible(mapped: Any, label: str) -> None:
    mapped.map_label("am.services.httpclient.secret", "esv-one")
    mapped.map_label("scripted.nodes", "esv-one")
    assert mapped.thrown(f"secrets.getGenericSecret({label})") == EXCEPTION


def test_a_label_without_a_secret_throws(scripts: Any) -> None:
    assert scripts.thrown(READ) == EXCEPTION


def test_a_variable_is_no_secret(scripts: Any) -> None:
    scripts.put_esv("variable", "esv-one", "passwd")
    scripts.map_label(LABEL, "esv-one")
    assert scripts.thrown(READ) == EXCEPTION


def test_legacy_scripts_of_other_contexts_do_not_have_it(mapped: Any) -> None:
    body = {"script": "logger.error(typeof secrets)", "evaluatorVersion": "1.0", "engine": mapped.engine}
    for context, kind in (("OIDC_CLAIMS", "undefined"), ("OAUTH2_SCRIPTED_JWT_ISSUER", "object")):
        left = mapped.api.http.post("/_mock/scripts", json={**body, "context": context}).json()
        assert [entry["message"] for entry in left["log"]] == [kind]


def test_a_reset_forgets_mappings(mapped: Any) -> None:
    mapped.api.http.post("/_mock/reset", json={"seed": "again"})
    mapped.put_esv("secret", "esv-one", "passwd")
    assert mapped.thrown(READ) == EXCEPTION
