"""Instances of the Http Client service: names, identifiers, secret labels, secrets."""

from __future__ import annotations

from typing import Any

import pytest

from pingone_conformance.mock.cloud.records import Esv

LABEL = "am.services.httpclient.mtls.clientcert.testCrt.secret"
TRUST = "am.services.httpclient.mtls.servertrustcerts.partner.secret"
CALL = 'httpClient.send("https://service.example/", {clientName: "one"}).get()'


@pytest.fixture
def one(client: Any) -> Any:
    """An instance with both identifiers, whose labels are mapped to certificates."""
    configure(client, clientCertificate="testCrt", serverTrust="partner")
    for label, name in ((LABEL, "esv-mtls-cert"), (TRUST, "esv-trust")):
        map_label(client, "alpha", label, name)
        put_secret(client, name, "pem")
    return client


def configure(client: Any, **members: Any) -> None:
    assert client.http.put("/_mock/httpClients/one", json=members).status_code == 200


def map_label(client: Any, realm: str, label: str, name: str) -> None:
    client.mock.store.cloud.secret_labels.setdefault(realm, {})[label] = name


def put_secret(client: Any, name: str, encoding: str) -> None:
    client.mock.store.cloud.esvs["secret", name] = Esv(name, "secret", b"-----BEGIN", encoding)


def test_a_request_takes_the_certificates_of_its_instance(one: Any) -> None:
    one.value(CALL)
    sent = one.sent()
    assert (sent["clientName"], sent["clientCertificate"], sent["serverTrust"]) == (
        "one",
        "esv-mtls-cert",
        "esv-trust",
    )


def test_a_label_of_the_realm_is_before_a_global_one(one: Any) -> None:
    put_secret(one, "esv-global", "pem")
    map_label(one, "", LABEL, "esv-global")
    one.value(CALL)
    one.mock.store.cloud.secret_labels["alpha"].pop(LABEL)
    one.value(CALL)
    assert [request["clientCertificate"] for request in one.outbound()] == ["esv-mtls-cert", "esv-global"]


def test_an_instance_without_identifiers_has_no_certificates(client: Any) -> None:
    configure(client)
    client.value(CALL)
    assert (client.sent()["clientName"], client.sent()["clientCertificate"]) == ("one", "")


def test_a_connection_without_tls_has_no_certificates(one: Any) -> None:
    one.value(CALL.replace("https", "http"))
    assert (one.sent()["clientCertificate"], one.sent()["serverTrust"]) == ("", "")


def test_an_instance_has_to_be_enabled(one: Any) -> None:
    configure(one, enabled=False)
    assert "is not enabled" in one.refusal(CALL)
    assert one.outbound() == []


@pytest.mark.parametrize("label", [LABEL, TRUST])
def test_a_label_has_to_be_mapped(one: Any, label: str) -> None:
    one.mock.store.cloud.secret_labels["alpha"].pop(label)
    assert f"{label} is mapped to no secret" in one.refusal(CALL)


@pytest.mark.parametrize("encoding", ["generic", "base64hmac"])
def test_a_secret_is_a_certificate_only_with_the_encoding_pem(one: Any, encoding: str) -> None:
    put_secret(one, "esv-mtls-cert", encoding)
    assert "esv-mtls-cert" in one.refusal(CALL)
    assert one.outbound() == []
