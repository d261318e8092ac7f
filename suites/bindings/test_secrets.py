"""secrets: secrets of the environment by labels. Who maps labels is an administrator, or a mock's control plane."""

import base64

import pytest

from pingone_conformance.checks.trials import Trials, gives
from pingone_conformance.findings import Finding
from pingone_conformance.target.cloud_given import base64_of

# Every byte, which is no text in UTF-8.
BYTES = bytes(range(256))
TEXTS = ["passwd", "cGFzc3dk", "  two words\n", "Müller, 東京, \U0001f600", "+/=?&"]
REFUSED = [
    "scripted.nodes.{}",
    "scripted.node-{}",
    "scripted.{}",
    "node.{}",
    "{}",
    "Scripted.Node.{}",
    "x.scripted.node.{}",
    "am.services.httpclient.mtls.clientcert.{}.secret",
    "am.scripted.node.{}",
]


@pytest.fixture
def mapped(cloud_given, cloud_control):
    """A new secret behind a label, in a realm or globally; gives the label."""

    def make(value: str | bytes, label: str = "scripted.node.{}", realm: str | None = None) -> str:
        content = base64_of(value) if isinstance(value, str) else base64.b64encode(value).decode()
        secret = cloud_given.secret(valueBase64=content)
        label = label.format(secret.removeprefix("esv-").replace("-", "."))
        cloud_control.map_label(label, secret, realm)
        return label

    return make


@pytest.mark.rule("SECRETS-003", "SECRETS-005", "SECRETS-008", "SECRETS-013")
def test_each_label_gives_its_secret_as_text(legacy, probe, cloud, mapped, expect):
    labels = {mapped(text, realm=cloud.connection.realm): text for text in TEXTS}
    report = probe("secrets", legacy=legacy, labels=[*labels])
    for label, text in labels.items():
        for rule in ("SECRETS-003", "SECRETS-005", "SECRETS-008"):
            expect(gives(report.trials, f"text of {label}", text), report.answer, rule=rule)
        expect(gives(report.trials, f"text again of {label}", text), report.answer, rule="SECRETS-005")
        expect(gives(report.trials, f"joined {label}", f"user:{text}"), report.answer, rule="SECRETS-013")


@pytest.mark.rule("SECRETS-009")
def test_each_label_gives_its_secret_as_bytes(legacy, probe, mapped, expect):
    labels = {mapped(value): value for value in (BYTES, b"\x80", *(text.encode() for text in TEXTS))}
    report = probe("secrets", legacy=legacy, labels=[*labels])
    for label, value in labels.items():
        expect(gives(report.trials, f"bytes of {label}", [*value]), report.answer)


@pytest.mark.rule("SECRETS-006", "SECRETS-007")
def test_the_realm_comes_before_the_whole_environment(legacy, probe, cloud, mapped, expect):
    realm = cloud.connection.realm
    mapped("of the realm", "scripted.node.both", realm)
    mapped("of all realms", "scripted.node.both")
    mapped("of all realms", "scripted.node.global")
    mapped("of another realm", "scripted.node.global", "bravo")
    report = probe("secrets", legacy=legacy, labels=["scripted.node.both", "scripted.node.global"])
    own = gives(report.trials, "text of scripted.node.both", "of the realm")
    expect(own, report.answer, rule="SECRETS-006")
    common = gives(report.trials, "text of scripted.node.global", "of all realms")
    expect(common, report.answer, rule="SECRETS-007")


@pytest.mark.rule("SECRETS-004")
def test_other_labels_are_not_accessible(legacy, probe, cloud, mapped, expect):
    for realm in (None, cloud.connection.realm):
        labels = [mapped("nobody's business", label, realm) for label in REFUSED]
        report = probe("secrets", legacy=legacy, labels=labels)
        for label in labels:
            expect(gives_no_secret(report.trials, label), report.answer)


def gives_no_secret(trials: Trials, label: str) -> list[Finding]:
    """A label is refused: by an exception or, as the document leaves that open, by a secret without a value."""
    return [
        Finding(f"{name}{label}: an exception or nothing", str(trials[f"{name}{label}"]["value"])[:160])
        for name in ("text of ", "bytes of ")
        if trials.get(f"{name}{label}", {}).get("value") not in (None, "", [], "null", "undefined")
    ]


@pytest.mark.rule("SECRETS-011")
def test_a_secret_is_given_decoded(probe, cloud_given, cloud_control, expect):
    cloud_control.map_label("scripted.node.example", cloud_given.secret(valueBase64="cGFzc3dk"))
    report = probe("secrets", labels=["scripted.node.example"])
    expect(gives(report.trials, "text of scripted.node.example", "passwd"), report.answer)


@pytest.mark.rule("SECRETS-012")
def test_a_legacy_script_gets_a_secret_as_text(probe, mapped, expect):
    label = mapped("passwd")
    report = probe("secrets", legacy=True, labels=[label])
    expect(gives(report.trials, f"text of {label}", "passwd"), report.answer)
