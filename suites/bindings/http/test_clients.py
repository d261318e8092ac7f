"""httpClient: instances of the Http Client service, and the certificates that their secret labels lead to."""

import itertools
from dataclasses import dataclass

import pytest

from pingone_conformance.checks.members import member_equals
from pingone_conformance.checks.trials import gives, throws
from pingone_conformance.findings import Finding
from pingone_conformance.target.cloud_given import base64_of

ADDRESS = "https://partner.example/"
CERTIFICATE_LABEL = "am.services.httpclient.mtls.clientcert.{}.secret"
TRUST_LABEL = "am.services.httpclient.mtls.servertrustcerts.{}.secret"
PEM = "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n"
NONE = {"clientName": "", "clientCertificate": "", "serverTrust": ""}


@dataclass(frozen=True)
class Instance:
    """An instance of the service, and the names of the secrets that its labels are mapped to."""

    clientName: str  # noqa: N815 - the three are what the mock shows of a request
    clientCertificate: str = ""  # noqa: N815
    serverTrust: str = ""  # noqa: N815


class Clients:
    """Sets up instances, and lets a probe send requests by them."""

    def __init__(self, probe, cloud_given, cloud_control):
        cloud_control.answer_for("partner.example", {"status": 200})
        self._probe = probe
        self._given = cloud_given
        self._numbers = itertools.count(1)
        self.control = cloud_control

    def secret(self, encoding="pem"):
        """A new secret: its name."""
        return self._given.secret(encoding=encoding, valueBase64=base64_of(PEM))

    def identifier(self):
        """A part of a secret label that no other has: letters, digits, and a period within."""
        return f"probe{next(self._numbers)}.Crt"

    def made(self, realm=None):
        """An instance with two certificates."""
        certificate, trust = self.identifier(), self.identifier()
        made = Instance(self._given.name(), self.secret(), self.secret())
        self.control.map_label(CERTIFICATE_LABEL.format(certificate), made.clientCertificate, realm)
        self.control.map_label(TRUST_LABEL.format(trust), made.serverTrust, realm)
        self.control.http_client(made.clientName, clientCertificate=certificate, serverTrust=trust)
        return made

    def sent(self, *options):
        """What the probe says of requests with these options, and what arrived of those that were sent."""
        before = len(self.control.outbound())
        report = self._probe("http_clients", address=ADDRESS, requests=list(options))
        return report, self.control.outbound()[before:]


@pytest.fixture
def clients(probe, cloud_given, cloud_control):
    return Clients(probe, cloud_given, cloud_control)


def by(instance, **options):
    return {"clientName": instance.clientName, **options}


def at(requests, index):
    return requests[index] if index < len(requests) else None


def none_sent(requests):
    return [Finding("no request", f"{request['method']} {request['url']}") for request in requests]


@pytest.mark.rule("HTTP-016", "HTTP-038", "HTTP-048", "HTTP-056")
def test_a_request_is_sent_by_the_instance_that_is_named(clients, expect):
    first, second = clients.made(), clients.made()
    plain = {"method": "GET"}
    report, requests = clients.sent(by(first), by(second, method="POST"), plain, by(first))
    for index, instance in enumerate((first, second, None, first)):
        named = vars(instance) if instance else NONE
        expect(gives(report.trials, f"request {index}", 200), report.answer, rule="HTTP-038")
        request = at(requests, index)
        expect(member_equals(request, "clientName", named["clientName"]), report.answer, rule="HTTP-016")
        certificate = member_equals(request, "clientCertificate", named["clientCertificate"])
        expect(certificate, report.answer, rule="HTTP-038")
        for setting in ("clientCertificate", "serverTrust"):
            expect(member_equals(request, setting, named[setting]), report.answer, rule="HTTP-056")
    for index in (0, 3):
        expect(gives(report.trials, f"request {index}", 200), report.answer, rule="HTTP-048")
        expect(member_equals(at(requests, index), "method", "GET"), report.answer, rule="HTTP-048")


@pytest.mark.rule("HTTP-056")
def test_settings_are_those_of_the_moment(clients, expect):
    instance, identifier, secret = clients.made(), clients.identifier(), clients.secret()
    clients.sent(by(instance))
    clients.control.map_label(CERTIFICATE_LABEL.format(identifier), secret)
    clients.control.http_client(instance.clientName, clientCertificate=identifier)
    report, requests = clients.sent(by(instance))
    for setting, value in (("clientCertificate", secret), ("serverTrust", "")):
        expect(member_equals(at(requests, 0), setting, value), report.answer)


@pytest.mark.rule("HTTP-017")
def test_the_instance_has_to_be_enabled(clients, expect):
    instance = clients.made()
    clients.control.http_client(instance.clientName, enabled=False)
    report, requests = clients.sent(by(instance), {"clientName": f"{instance.clientName}x"})
    for index in (0, 1):
        expect(throws(report.trials, f"request {index}"), report.answer)
    expect(none_sent(requests), report.answer)
    clients.control.http_client(instance.clientName, enabled=True)
    report, _ = clients.sent(by(instance))
    expect(gives(report.trials, "request 0", 200), report.answer)


@pytest.mark.parametrize(
    ("label", "setting", "rule"),
    [
        pytest.param(
            CERTIFICATE_LABEL,
            "clientCertificate",
            "HTTP-039",
            marks=pytest.mark.rule("HTTP-039"),
            id="client",
        ),
        pytest.param(TRUST_LABEL, "serverTrust", "HTTP-040", marks=pytest.mark.rule("HTTP-040"), id="trust"),
    ],
)
def test_an_identifier_is_part_of_a_label(clients, label, setting, rule, expect):
    secrets, identifiers = [clients.secret() for _ in range(2)], [clients.identifier() for _ in range(2)]
    for identifier, secret in zip(identifiers, secrets, strict=True):
        clients.control.map_label(label.format(identifier), secret)
        clients.control.http_client(f"{identifier} probe", **{setting: identifier})
    unmapped = clients.identifier()
    clients.control.http_client("unmapped probe", **{setting: unmapped})
    # What comes near to the label is not it.
    for near in (label.format(unmapped.lower()), unmapped, label.format(unmapped).removesuffix(".secret")):
        clients.control.map_label(near, secrets[0])
    names = [*(f"{identifier} probe" for identifier in identifiers), "unmapped probe"]
    report, requests = clients.sent(*({"clientName": name} for name in names))
    for index, secret in enumerate(secrets):
        expect(gives(report.trials, f"request {index}", 200), report.answer, rule=rule)
        expect(member_equals(at(requests, index), setting, secret), report.answer, rule=rule)
    if len(requests) > len(secrets):
        expect(member_equals(requests[-1], setting, ""), report.answer, rule=rule)


@pytest.mark.parametrize("realm", ["own", None], ids=["of-the-realm", "global"])
@pytest.mark.rule("HTTP-057")
def test_a_secret_is_mapped_to_the_label(clients, cloud, realm, expect):
    realm = realm and cloud.connection.realm
    identifier, secrets = clients.identifier(), [clients.secret() for _ in range(2)]
    clients.control.http_client("mapped probe", clientCertificate=identifier)
    for secret in secrets:
        clients.control.map_label(CERTIFICATE_LABEL.format(identifier), secret, realm)
        report, requests = clients.sent({"clientName": "mapped probe"})
        expect(gives(report.trials, "request 0", 200), report.answer)
        expect(member_equals(at(requests, 0), "clientCertificate", secret), report.answer)


@pytest.mark.rule("HTTP-042")
def test_a_secret_of_another_encoding_is_no_certificate(clients, expect):
    identifier, generic = clients.identifier(), clients.secret(encoding="generic")
    clients.control.http_client("generic probe", clientCertificate=identifier)
    clients.control.map_label(CERTIFICATE_LABEL.format(identifier), generic)
    report, requests = clients.sent({"clientName": "generic probe"})
    used = [request for request in requests if request["clientCertificate"] == generic]
    expect(none_sent(used), report.answer)
