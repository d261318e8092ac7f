"""The code samples of the document in `samples/`, mended where it prints them wrongly; each says there what was wrong.

Each runs in a node of a journey and comes to its outcome. What it needs, the test sets up before.
"""

import base64
import json
import re
from pathlib import Path
from urllib.parse import parse_qs

import httpx
import pytest

from pingone_conformance.checks.logs import logged
from pingone_conformance.checks.trials import gives, gives_that
from pingone_conformance.contracts import contracts
from pingone_conformance.findings import Finding, Untested
from pingone_conformance.target.cloud_given import base64_of

SAMPLES = Path(__file__).parent / "samples"
BASIC = f"Basic {base64.b64encode(b'sample-user:sample-word').decode()}"
PEM = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"


def sample(name: str, *rules: str):
    """A sample that needs nothing, with the rules of example that it shows."""
    return pytest.param(name, marks=pytest.mark.rule(*rules), id=name)


@pytest.fixture
def run(journey_on, probe, cloud_given):
    """Runs a sample in which names are replaced; what the node behind its outcome says, and the answer."""

    def start(name: str, outcomes=("true", "false"), state: str = "", **names: str):
        legacy = name.endswith(".legacy")
        text = (SAMPLES / f"{name}.js").read_text(encoding="utf-8")
        for old, new in names.items():
            text = text.replace(old, new)
        behind = {each: probe.text("arrived", legacy=legacy, outcome=each, state=state) for each in outcomes}
        answer = cloud_given.run(journey_on(text, behind, **probe.engine(legacy)))
        said = probe.said_in(answer) or {}
        there = said.pop("bindings", None) or probe.even_without("bindings", legacy=legacy).bindings
        require_bindings(text, there, legacy)
        return said, answer

    return start


def require_bindings(text: str, there: dict[str, bool], legacy: bool) -> None:
    """Raise `Untested` when a sample uses a binding that there is not: its own rule of availability says so."""
    for binding in contracts().bindings:
        if re.search(rf"\b{binding}\b", text) and not there.get(binding):
            missing = contracts().availability_rule(binding, legacy=legacy)
            raise Untested(f"blocked by {missing}: the script has no {binding}")


@pytest.fixture
def sent(cloud_control):
    """The one request that a sample sent, or what is wrong with that."""

    def only():
        requests = cloud_control.outbound()
        broken = [] if len(requests) == 1 else [Finding("one request", f"{len(requests)}")]
        request = requests[0] if requests else {"headers": {}, "body": ""}
        return broken, {**request, "headers": httpx.Headers(request["headers"])}

    return only


@pytest.mark.parametrize(
    "name",
    [
        sample("cookie_name", "COOKIE-005"),
        sample("logger", "LOGGER-014"),
        sample("logger.legacy", "LOGGER-019"),
        sample("realm", "REALM-007"),
        sample("realm.legacy", "REALM-007"),
        sample("script_name.legacy", "SCRIPTNAME-007"),
        sample("system_env", "SYSTEMENV-020", "SYSTEMENV-021"),
        sample("system_env.legacy", "SYSTEMENV-020", "SYSTEMENV-021"),
        sample("utils", "UTILS-014"),
    ],
)
def test_it_runs_by_itself(name, run, expect):
    said, answer = run(name)
    for rule in expect.rules:
        expect(gives(said, "outcome", "true"), answer, rule=rule)


@pytest.mark.rule("SCRIPTNAME-005")
def test_script_name_with_its_library(run, cloud_given, expect):
    text = 'exports.debug = (logger, name) => { logger.debug("library: " + name); };'
    library = cloud_given.script(text, context="LIBRARY")["name"]
    said, answer = run("script_name", sampleLogging=library)
    expect(gives(said, "outcome", "true"), answer)


@pytest.mark.rule("COOKIE-005")
def test_cookie_name_is_in_the_state(run, expect):
    said, answer = run("cookie_name", state="sampleCookie")
    kept = gives_that(
        said, "state", lambda text: text not in ("null", "undefined", ""), "the name of a cookie"
    )
    expect(kept, answer)


@pytest.mark.rule("HTTP-050")
def test_http_client_asynchronous(run, cloud_control, expect):
    cloud_control.answer_for("audit.example", {"method": "GET", "path": "/log", "status": 200})
    said, answer = run("http_client_asynchronous")
    expect(gives(said, "outcome", "true"), answer)
    expect(logged(cloud_control.log(), "The answer has come"), answer)


@pytest.mark.rule("HTTP-033", "HTTP-052")
def test_http_client_asynchronous_legacy(run, cloud_control, expect):
    cloud_control.answer_for("audit.example", {"method": "GET", "path": "/log", "status": 200})
    said, answer = run("http_client_asynchronous.legacy")
    expect(gives(said, "outcome", "true"), answer, rule="HTTP-052")
    # The sample reads the status in one of two ways (FINDING-120).
    expect(logged(cloud_control.log(), "The answer has come"), answer, rule="HTTP-033")


@pytest.mark.rule("HTTP-045")
def test_http_client_form(run, cloud_control, sent, expect):
    cloud_control.answer_for("forms.example", {"method": "POST", "path": "/fields", "status": 200})
    said, answer = run("http_client_form")
    expect(gives(said, "outcome", "true"), answer)
    broken, request = sent()
    right = parse_qs(request["body"]) == {"first": ["one"], "second": ["two"]}
    expect(broken or ([] if right else [Finding("two fields in a form", request["body"])]), answer)


@pytest.mark.rule("HTTP-038", "HTTP-048")
def test_http_client_mtls(run, cloud_control, cloud_given, sent, expect):
    certificate = cloud_given.secret(encoding="pem", valueBase64=base64_of(PEM))
    cloud_control.map_label("am.services.httpclient.mtls.clientcert.sampleCrt.secret", certificate)
    cloud_control.http_client("sampleHttpClient", clientCertificate="sampleCrt")
    cloud_control.answer_for("mtls.example", {"method": "GET", "status": 200, "body": "welcome"})
    said, answer = run("http_client_mtls")
    broken, request = sent()
    for rule in expect.rules:
        expect(gives(said, "outcome", "true"), answer, rule=rule)
    other = [Finding(f"the certificate {certificate}", f"{request.get('clientCertificate')}")]
    expect(
        broken or ([] if request.get("clientCertificate") == certificate else other), answer, rule="HTTP-038"
    )


@pytest.mark.rule("HTTP-054", "HTTP-055")
@pytest.mark.parametrize(("status", "outcome"), [(200, "true"), (401, "false")])
def test_http_client_synchronous(status, outcome, run, cloud_control, cloud_given, sent, expect):
    # The library has to see the state, or there is no token.
    text = 'exports.generateBearer = (state) => { return "of " + state.get("realm"); };'
    cloud_given.script(text, name="sampleTokens", context="LIBRARY")
    cloud_control.answer_for("login.example", {"method": "POST", "path": "/authenticate", "status": status})
    said, answer = run("http_client_synchronous")
    expect(gives(said, "outcome", outcome), answer, rule="HTTP-054")
    broken, request = sent()
    header = request["headers"].get("Authorization", "")
    handed = header.endswith(f" of /{cloud_given.api.connection.realm}")
    expect(
        broken or ([] if handed else [Finding("the token of the library", header)]), answer, rule="HTTP-055"
    )


@pytest.mark.rule("HTTP-033", "HTTP-053")
@pytest.mark.parametrize(("status", "outcome"), [(200, "true"), (401, "false")])
def test_http_client_synchronous_legacy(status, outcome, run, cloud_control, sent, expect):
    cloud_control.answer_for("login.example", {"method": "POST", "path": "/authenticate", "status": status})
    said, answer = run("http_client_synchronous.legacy")
    expect(gives(said, "outcome", outcome), answer, rule="HTTP-033")
    broken, request = sent()
    entity = [] if "sample-user" in request["body"] else [Finding("the entity", request["body"])]
    expect(broken or entity, answer, rule="HTTP-053")


@pytest.mark.rule("OPENIDM-022", "OPENIDM-025")
def test_openidm(run, cloud_control, expect):
    said, answer = run("openidm")
    for rule in expect.rules:
        expect(gives(said, "outcome", "true"), answer, rule=rule)
    mails = [mail.get("to") for mail in cloud_control.mails()]
    expect(
        [] if mails == ["other@example.com"] else [Finding("a mail to other@example.com", f"{mails}")],
        answer,
        rule="OPENIDM-022",
    )


@pytest.mark.parametrize(
    ("name", "outcome"),
    [
        pytest.param(
            "secrets", "true", marks=pytest.mark.rule("SECRETS-011", "SECRETS-013"), id="next-generation"
        ),
        pytest.param("secrets.legacy", "success", marks=pytest.mark.rule("SECRETS-012"), id="legacy"),
    ],
)
def test_secrets(name, outcome, run, cloud_control, cloud_given, sent, expect):
    cloud_control.map_label(
        "scripted.node.sample.password", cloud_given.secret(valueBase64=base64_of("sample-word"))
    )
    body = json.dumps({"authenticated": True, "user": "sample-user"})
    path = "/basic-auth/sample-user/sample-word"
    cloud_control.answer_for("httpbin.org", {"method": "GET", "path": path, "status": 200, "body": body})
    said, answer = run(name, ("true", "false", "success", "failure"))
    broken, request = sent()
    header = request["headers"].get("Authorization", "")
    for rule in expect.rules:
        expect(gives(said, "outcome", outcome), answer, rule=rule)
        # Padding is a matter of utils.
        right = header.rstrip("=") == BASIC.rstrip("=")
        expect(broken or ([] if right else [Finding(BASIC, header)]), answer, rule=rule)
