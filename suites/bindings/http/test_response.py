"""httpClient: what a script learns of a response."""

from http import HTTPStatus
from urllib.parse import urlencode

import pytest

from pingone_conformance.checks.members import member
from pingone_conformance.checks.trials import gives, gives_that, gives_type
from pingone_conformance.target.httpbin import HEADERS, SLIDES, STATUSES, TEXT, encoded

SENT = {"text": "Zoë 😀", "list": [1, "2", {}], "deep": {"none": None, "yes": True}}
FORM = {"one": "1", "two": "a b&c=d", "empty": "", "name": "Zoë"}
AUTHOR = SLIDES["slideshow"]["author"]


@pytest.fixture
def report(probe, httpbin):
    query = f"?{urlencode(HEADERS)}"
    statuses = list(STATUSES)
    return probe(
        "http_response", httpbin=httpbin, sent=SENT, encoded=encoded(TEXT), query=query, statuses=statuses
    )


def single(value):
    """A value, also when it is the only one of a list: maps of headers and fields have room for more."""
    return value[0] if isinstance(value, list) and len(value) == 1 else value


def tells_of_slides(value):
    return member(value, "slideshow.author") == AUTHOR


@pytest.mark.rule("HTTP-018", "HTTP-019")
def test_the_body_is_a_map_or_a_text(report, expect):
    expect(gives_that(report.trials, "json", tells_of_slides, "a map"), report.answer, rule="HTTP-018")
    expect(gives(report.trials, "member", AUTHOR), report.answer, rule="HTTP-018")
    expect(gives(report.trials, "sent", SENT), report.answer, rule="HTTP-018")
    expect(gives(report.trials, "text", TEXT), report.answer, rule="HTTP-019")
    is_raw = gives_that(report.trials, "text of JSON", tells_of_slides, "the JSON that was answered")
    expect(is_raw, report.answer, rule="HTTP-019")
    expect(gives(report.trials, "no text", ""), report.answer, rule="HTTP-019")


@pytest.mark.rule("HTTP-020")
def test_a_form_is_a_map(probe, cloud_control, expect):
    form_type = {"Content-Type": "application/x-www-form-urlencoded"}
    cloud_control.answer_for("forms.example", {"headers": form_type, "body": urlencode(FORM)})
    report = probe("http_form_data", address="https://forms.example/")

    def is_form(value):
        return isinstance(value, dict) and {name: single(field) for name, field in value.items()} == FORM

    expect(gives_that(report.trials, "formData", is_form, "a map of the fields"), report.answer)


@pytest.mark.rule("HTTP-021")
def test_headers_are_a_map(report, expect):
    def has_headers(value):
        known = (
            {name.lower(): single(header) for name, header in value.items()}
            if isinstance(value, dict)
            else {}
        )
        is_json = str(known.get("content-type")).startswith("application/json")
        return is_json and known.get("x-probe") == HEADERS["X-Probe"]

    expect(gives_that(report.trials, "headers", has_headers, "a map of the headers"), report.answer)


@pytest.mark.rule("HTTP-022", "HTTP-047", "HTTP-023", "HTTP-024")
def test_the_status_in_three_ways(report, expect):
    for status in STATUSES:
        expect(gives_type(report.trials, f"ok {status}", "boolean"), report.answer, rule="HTTP-022")
        is_success = 200 <= status <= 299
        expect(gives(report.trials, f"ok {status}", is_success), report.answer, rule="HTTP-047")
        expect(gives(report.trials, f"status {status}", status), report.answer, rule="HTTP-023")
        expect(gives_type(report.trials, f"status {status}", "number"), report.answer, rule="HTTP-023")
        # A server chooses the phrase, and HTTP/2 has none.
        phrases = ("", HTTPStatus(status).phrase.lower())
        said = gives_that(
            report.trials,
            f"statusText {status}",
            lambda text, phrases=phrases: isinstance(text, str) and text.lower() in phrases,
            f"a text: {phrases[1]}, or none",
        )
        expect(said, report.answer, rule="HTTP-024")
