"""Secrets and variables of the environment."""

import datetime as dt

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from pingone_conformance.checks.members import MISSING, body_of, has_no_member, member, member_equals
from pingone_conformance.checks.status import is_accepted, is_refused
from pingone_conformance.findings import Finding, Untested
from pingone_conformance.target.cloud_given import base64_of, secret_body, variable_body
from pingone_conformance.target.pairs import partner

VALUES = {
    "string": "a text",
    "list": "a,b",
    "array": '["a", 1]',
    "object": '{"a": {"b": 1}}',
    "bool": "true",
    "int": "7",
    "number": "7.5",
}
HIDDEN = "nobody reads this again"


@pytest.fixture(scope="module")
def certificate():
    """A key and its certificate in PEM, as a file of a key pair holds them; the same in each run."""
    key = ec.derive_private_key(0x1C0DE, ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "client.example.com")])
    begins = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(1).not_valid_before(begins)
    builder = builder.not_valid_after(begins + dt.timedelta(days=20 * 365))
    signed = builder.sign(key, SHA256(), ecdsa_deterministic=True)
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return (private + signed.public_bytes(Encoding.PEM)).decode()


@pytest.mark.rule("HTTP-041", "HTTP-042", "HTTP-043")
def test_a_certificate_is_kept_as_a_secret(cloud, cloud_given, certificate, expect):
    name = cloud_given.esv_name()
    sent = secret_body(encoding="pem", valueBase64=base64_of(certificate))
    answer = cloud.call("replaceSecret", secretName=name, json=sent)
    read = cloud.call("readOneSecret", secretName=name)
    expect(is_accepted(answer), answer, rule="HTTP-041")
    expect(is_accepted(read), read, rule="HTTP-041")
    expect(is_accepted(answer), answer, rule="HTTP-043")
    if member(body_of(read), "encoding") is MISSING:
        raise Untested("the answer does not say how the value is read")
    expect(member_equals(body_of(read), "encoding", "pem"), read, rule="HTTP-042")


@pytest.mark.rule("CLOUD-034", "CLOUD-035")
def test_a_secret_is_read_without_its_value(cloud, cloud_given, expect):
    name = cloud_given.secret(valueBase64=base64_of(HIDDEN))
    answer = cloud.call("readOneSecret", secretName=name)
    expect(member_equals(body_of(answer), "_id", name), answer, rule="CLOUD-034")
    expect(member_equals(body_of(answer), "encoding", "generic"), answer, rule="CLOUD-034")
    expect(has_no_member(body_of(answer), "valueBase64"), answer, rule="CLOUD-035")
    told = HIDDEN in answer.text or base64_of(HIDDEN) in answer.text
    expect([Finding("no word of the value", "the value")] if told else [], answer, rule="CLOUD-035")


@pytest.mark.rule("CLOUD-036")
def test_another_name_is_refused(cloud, cloud_given, expect):
    answer = cloud.call("replaceSecret", secretName=cloud_given.name(), json=secret_body())
    partner(cloud.call("replaceSecret", secretName=cloud_given.esv_name(), json=secret_body()))
    expect(is_refused(answer), answer)


@pytest.mark.rule("CLOUD-037", "CLOUD-038")
def test_a_variable_is_read_as_it_was_sent(cloud, cloud_given, expect):
    name, sent = cloud_given.esv_name(), variable_body()
    answer = cloud.call("replaceVariable", variableName=name, json=sent)
    expect(is_accepted(answer), answer, rule="CLOUD-037")
    read = cloud.call("readOneVariable", variableName=name)
    expect(member_equals(body_of(read), "_id", name), read, rule="CLOUD-038")
    for part in ("valueBase64", "expressionType"):
        expect(member_equals(body_of(read), part, sent[part]), read, rule="CLOUD-038")


@pytest.mark.rule("CLOUD-039")
@pytest.mark.parametrize("type_", VALUES)
def test_a_variable_takes_each_type(cloud, cloud_given, type_, expect):
    sent = variable_body(expressionType=type_, valueBase64=base64_of(VALUES[type_]))
    answer = cloud.call("replaceVariable", variableName=cloud_given.esv_name(), json=sent)
    expect(is_accepted(answer), answer)
