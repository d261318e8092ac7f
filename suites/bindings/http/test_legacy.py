"""httpClient in legacy scripts: a Request object is sent, and the response answers by methods."""

from http import HTTPStatus
from urllib.parse import urlencode

import pytest

from pingone_conformance.checks.members import member
from pingone_conformance.checks.trials import gives, gives_member, gives_that
from pingone_conformance.target.httpbin import HEADERS, SLIDES, STATUSES, TEXT, encoded

SENT = {"username": "sample", "list": [1, None], "text": 'a "b" & c=d'}
METHODS = ("GET", "POST", "PUT", "DELETE")


@pytest.fixture
def report(probe, httpbin):
    query = f"?{urlencode(HEADERS)}"
    given = {"sent": SENT, "encoded": encoded(TEXT), "query": query, "statuses": list(STATUSES)}
    return probe("http_legacy", legacy=True, httpbin=httpbin, **given)


@pytest.mark.rule("HTTP-025", "HTTP-053")
def test_a_request_object_is_sent(report, expect):
    expect(gives(report.trials, "get", 200), report.answer, rule="HTTP-025")
    for method in METHODS:
        trial = f"method {method}"
        expect(gives_member(report.trials, trial, "method", method), report.answer, rule="HTTP-025")
        expect(gives_member(report.trials, trial, "args", {"one": "a b"}), report.answer, rule="HTTP-025")
    parts = {
        "args": {"two": "+"},
        "method": "POST",
        "authorization": "Bearer abcd-1234",
        "x-probe": 'a b; c="d"',
        "json": SENT,
    }
    for part, sent in parts.items():
        expect(gives_member(report.trials, "entity", part, sent), report.answer, rule="HTTP-053")
    typed = gives_that(
        report.trials,
        "entity",
        lambda echo: str(member(echo, "content-type")).startswith("application/json"),
        "the content type of the headers",
    )
    expect(typed, report.answer, rule="HTTP-053")


@pytest.mark.rule("HTTP-026")
def test_the_entity_of_a_response_has_its_text(report, expect):
    author = SLIDES["slideshow"]["author"]
    expect(gives_member(report.trials, "slides", "slideshow.author", author), report.answer)
    expect(gives(report.trials, "text", TEXT), report.answer)
    expect(gives(report.trials, "no text", ""), report.answer)


@pytest.mark.rule("HTTP-027", "HTTP-028", "HTTP-031", "HTTP-032")
def test_cookies_and_headers_of_a_response(report, expect):
    expect(gives(report.trials, "cookie", "sweet"), report.answer, rule="HTTP-027")
    expect(gives(report.trials, "header", HEADERS["X-Probe"]), report.answer, rule="HTTP-028")
    expect(gives(report.trials, "with cookies", True), report.answer, rule="HTTP-031")
    expect(gives(report.trials, "without cookies", False), report.answer, rule="HTTP-031")
    expect(gives(report.trials, "with headers", True), report.answer, rule="HTTP-032")


@pytest.mark.rule("HTTP-032")
def test_a_response_may_have_no_headers(probe, cloud_control, expect):
    cloud_control.answer_for("plain.example", {"status": 204})
    report = probe("http_no_headers", legacy=True, address="https://plain.example/")
    expect(gives(report.trials, "hasHeaders", "false"), report.answer)


@pytest.mark.rule("HTTP-029", "HTTP-030", "HTTP-033")
def test_the_status_in_three_ways(report, expect):
    for status in STATUSES:
        expect(gives(report.trials, f"getStatusCode {status}", status), report.answer, rule="HTTP-030")
        expect(gives(report.trials, f"getCode {status}", status), report.answer, rule="HTTP-033")
        # A server chooses the phrase, and HTTP/2 has none.
        phrases = ("", HTTPStatus(status).phrase.lower())
        said = gives_that(
            report.trials,
            f"getReasonPhrase {status}",
            lambda text, phrases=phrases: isinstance(text, str) and text.lower() in phrases,
            f"a text: {phrases[1]}, or none",
        )
        expect(said, report.answer, rule="HTTP-029")
