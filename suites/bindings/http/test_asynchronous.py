"""httpClient: requests that are waited for, and those that are not."""

import json

import pytest

from pingone_conformance.checks.members import body_of, member_equals, member_is
from pingone_conformance.checks.status import is_accepted
from pingone_conformance.checks.trials import gives, gives_member
from pingone_conformance.checks.values import is_filled_text
from pingone_conformance.findings import Finding
from pingone_conformance.target.httpbin import SLIDES

# Each reaction would lead the journey to its other end.
ASYNCHRONOUS = """
httpClient.send({address}).then(function (response) {{ action.goTo("false"); }});
httpClient.send({address}).then(function (response) {{ throw new Error("of a reaction"); }});
action.goTo("true");
"""
GOES_ON = "the script goes on"
REACTIONS = ("reaction /json 200 ", "reaction /status/404 404 -1", "reaction /status/500 500 -1")

both_engines = pytest.mark.parametrize("legacy", [False, True], ids=["next-generation", "legacy"])


@pytest.fixture
def logged(cloud_control):
    """What scripts logged."""
    return lambda: [str(entry["message"]) for entry in cloud_control.log()]


def session(answer):
    return member_is(body_of(answer), "tokenId", "a session", is_filled_text)


def is_json_of(content):
    """Whether a text is JSON with that content, however it is written."""

    def holds(text):
        try:
            return json.loads(text) == content
        except ValueError:
            return False

    return holds


@both_engines
@pytest.mark.rule("HTTP-003", "HTTP-004", "HTTP-034", "HTTP-036", "HTTP-037")
def test_a_response_is_waited_for_with_get_alone(probe, httpbin, legacy, expect):
    report = probe("http_promise", legacy=legacy, httpbin=httpbin)
    expect(gives(report.trials, "waited for", 201), report.answer, rule="HTTP-004")
    expect(gives(report.trials, "waited for in turn", [200, 404]), report.answer, rule="HTTP-004")
    author = SLIDES["slideshow"]["author"]
    expect(gives_member(report.trials, "read", "slideshow.author", author), report.answer, rule="HTTP-004")
    for name in ("then", "get"):
        expect(gives_member(report.trials, "a promise", name, "function"), report.answer, rule="HTTP-034")
    expect(gives_member(report.trials, "a promise", "status", "undefined"), report.answer, rule="HTTP-003")
    expect(gives(report.trials, "handled at once", 0), report.answer, rule="HTTP-003")
    expect(gives(report.trials, "handled later", 0), report.answer, rule="HTTP-037")
    expect(gives(report.trials, "a failing reaction", "went on"), report.answer, rule="HTTP-036")


@pytest.mark.parametrize(
    ("legacy", "of_responses"),
    [
        pytest.param(False, "HTTP-035", marks=pytest.mark.rule("HTTP-035"), id="next-generation"),
        pytest.param(True, "HTTP-052", marks=pytest.mark.rule("HTTP-052"), id="legacy"),
    ],
)
@pytest.mark.rule("HTTP-003", "HTTP-037", "HTTP-050")
def test_reactions_come_after_the_script(probe, httpbin, logged, legacy, of_responses, expect):
    report = probe("http_reaction", legacy=legacy, httpbin=httpbin)
    # A log may have messages of others, too.
    messages = [message for message in logged() if message.startswith(("reaction ", GOES_ON))]
    reacted = [message for message in messages if message.startswith("reaction ")]
    first = [] if messages[:1] == [GOES_ON] else [Finding(GOES_ON, f"{messages}")]
    expect(first, report.answer, rule="HTTP-003")
    expect(first, report.answer, rule="HTTP-037")
    each = [] if len(reacted) == len(REACTIONS) else [Finding("a message of each reaction", f"{messages}")]
    expect(each, report.answer, rule="HTTP-050")
    for begun in REACTIONS:
        has_its_own = [message for message in reacted if message.startswith(begun)]
        read = begun.endswith("-1") or not any(message.endswith("-1") for message in has_its_own)
        found = [] if len(has_its_own) == 1 and read else [Finding(f"{begun}…", f"{messages}")]
        expect(found, report.answer, rule=of_responses)


@pytest.mark.rule("HTTP-003", "HTTP-049")
def test_requests_are_sent_though_nobody_waits(probe, httpbin, cloud_control, expect):
    report = probe("http_unawaited", httpbin=httpbin)
    requests = cloud_control.outbound()
    sent = {request["method"]: request for request in requests}
    expect(
        [] if len(requests) == 3 else [Finding("3 requests", f"{len(requests)}")],
        report.answer,
        rule="HTTP-003",
    )
    put, form = sent.get("PUT", {}), sent.get("POST", {})
    headers = put.get("headers")
    expect(member_equals(headers, "x-probe", "unawaited"), report.answer, rule="HTTP-049")
    token = member_is(headers, "authorization", "the token", lambda text: "abcd-1234" in text)
    expect(token, report.answer, rule="HTTP-049")
    body = member_is(put, "body", "the object as JSON", is_json_of({"text": "Zoë"}))
    expect(body, report.answer, rule="HTTP-049")
    encoded = member_is(form, "body", "the form", lambda text: text in ("a+b=c%26d", "a%20b=c%26d"))
    expect(encoded, report.answer, rule="HTTP-049")


@pytest.mark.parametrize("path", ["/json", "/status/404", "/status/500", None])
@pytest.mark.rule("HTTP-036", "HTTP-051")
def test_the_outcome_waits_for_no_response(probe, httpbin, path, expect):
    address = f"{httpbin}{path}" if path else "https://unreachable.invalid/"
    answer = probe.answer_to(ASYNCHRONOUS.format(address=json.dumps(address)))
    for rule in ("HTTP-036", "HTTP-051"):
        expect(is_accepted(answer), answer, rule=rule)
        expect(session(answer), answer, rule=rule)
