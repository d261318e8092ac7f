"""httpClient: what is sent. The probe tells of each request what httpbin saw of it."""

import json

import pytest

from pingone_conformance.checks.members import member
from pingone_conformance.checks.trials import gives_member, gives_that

NATIVE = ("written", "built", "constructed", "parsed")
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
QUERY = {"one": "a b", "two": "+&", "three": ""}
TOKENS = ["abcd-1234", "head.claims_of-a-probe.signature~1", "a+b/c=="]
TEXTS = ["a text", '"1 < 2 & 3 = 3", 100%, a+b\nand more', "[not JSON", "x" * 20_000]
OBJECTS = [
    {"username": "sample"},
    {
        "text": 'Zoë 😀 "\\\n',
        "list": [1, "2", [], {}],
        "deep": {"er": {"none": None, "yes": True}},
        "no": False,
    },
]
FORMS = [
    {"field": "value"},
    {"first": "one", "second": "two", "third": "3", "Fourth": "four"},
    {"a&b=c d": "1+1=2 & 100%", "percent": "%41", "empty": "", "name": "Zoë 😀", "line": "a\nb;c?d#e/f"},
]
FORM_TYPE = "application/x-www-form-urlencoded"


@pytest.fixture
def report(probe, httpbin):
    return probe("http_request", httpbin=httpbin, tokens=TOKENS, texts=TEXTS, objects=OBJECTS, forms=FORMS)


def names(type_):
    """Whether a value is a content type of that name, with whatever parameters."""
    return lambda echo: str(member(echo, "content-type")).lower().startswith(type_)


@pytest.mark.rule("HTTP-005", "HTTP-006", "HTTP-008")
def test_a_uri_alone_and_one_with_options(report, expect):
    expect(gives_member(report.trials, "query alone", "args", QUERY), report.answer, rule="HTTP-005")
    expect(gives_member(report.trials, "query alone", "method", "GET"), report.answer, rule="HTTP-005")
    for part, nothing in (("method", "GET"), ("data", ""), ("form", {}), ("x-probe", None)):
        expect(gives_member(report.trials, "URI alone", part, nothing), report.answer, rule="HTTP-005")
    expect(gives_member(report.trials, "query and options", "args", QUERY), report.answer, rule="HTTP-006")
    expect(gives_member(report.trials, "query and options", "method", "POST"), report.answer, rule="HTTP-006")
    for method in METHODS:
        chosen = gives_member(report.trials, f"method {method}", "method", method)
        expect(chosen, report.answer, rule="HTTP-008")


@pytest.mark.rule("HTTP-007", "HTTP-009")
def test_options_are_native_objects_and_set_headers(report, expect):
    for kind in NATIVE:
        expect(
            gives_member(report.trials, f"native, {kind}", "method", "PUT"), report.answer, rule="HTTP-007"
        )
        expect(
            gives_member(report.trials, f"native, {kind}", "x-probe", kind), report.answer, rule="HTTP-007"
        )
    for name, value in (("x-probe", 'a b; c="d", e'), ("x-second-probe", "2")):
        expect(gives_member(report.trials, "headers", name, value), report.answer, rule="HTTP-009")


@pytest.mark.rule("HTTP-014", "HTTP-046")
def test_a_token_is_sent_in_the_authorization_header(report, expect):
    expect(gives_member(report.trials, "headers", "authorization", None), report.answer, rule="HTTP-014")
    for index, token in enumerate(TOKENS):
        tells = gives_that(
            report.trials,
            f"token {index}",
            lambda echo, token=token: token in str(member(echo, "authorization")).split(),
            "the token in the header Authorization",
        )
        expect(tells, report.answer, rule="HTTP-014")
        # The names of schemes know no case.
        as_bearer = gives_that(
            report.trials,
            f"token {index}",
            lambda echo, token=token: scheme_of(member(echo, "authorization"), token) == "bearer",
            "the scheme Bearer before the token",
        )
        expect(as_bearer, report.answer, rule="HTTP-046")


def scheme_of(header, token):
    """What stands before a token, in small letters."""
    return str(header).removesuffix(f" {token}").lower()


@pytest.mark.rule("HTTP-010", "HTTP-015")
def test_a_body_is_sent_as_it_is_and_an_object_as_json(report, expect):
    for index, text in enumerate(TEXTS):
        expect(gives_member(report.trials, f"text {index}", "data", text), report.answer, rule="HTTP-010")
        typed = gives_that(
            report.trials, f"text {index}", names("text/plain"), "the content type of the headers"
        )
        expect(typed, report.answer, rule="HTTP-010")
    expect(gives_member(report.trials, "text of JSON", "json", {"a": [1]}), report.answer, rule="HTTP-010")
    for index, sent in enumerate(OBJECTS):
        for trial in (f"object {index}", f"object without a type {index}"):
            same = gives_that(
                report.trials,
                trial,
                lambda echo, sent=sent: in_json(echo) == sent,
                f"{json.dumps(sent)} as JSON",
            )
            expect(same, report.answer, rule="HTTP-015")
        typed = gives_that(
            report.trials, f"object {index}", names("application/json"), "the content type of JSON"
        )
        expect(typed, report.answer, rule="HTTP-015")


@pytest.mark.rule("HTTP-011", "HTTP-012", "HTTP-013", "HTTP-045")
def test_a_form_is_encoded_and_has_its_content_type(report, expect):
    one, several, special = (f"form {index}" for index in range(len(FORMS)))
    expect(gives_member(report.trials, one, "method", "POST"), report.answer, rule="HTTP-011")
    expect(gives_member(report.trials, one, "form", FORMS[0]), report.answer, rule="HTTP-011")
    expect(gives_member(report.trials, several, "form", FORMS[1]), report.answer, rule="HTTP-045")
    expect(gives_member(report.trials, special, "form", FORMS[2]), report.answer, rule="HTTP-012")
    for trial in (one, several, special):
        expect(gives_that(report.trials, trial, names(FORM_TYPE), FORM_TYPE), report.answer, rule="HTTP-013")


def in_json(echo):
    """The content of the body that was sent, None where it is not JSON."""
    try:
        return json.loads(echo["data"])
    except (KeyError, TypeError, ValueError):
        return None
