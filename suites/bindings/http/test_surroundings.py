"""httpClient: libraries that make what is sent, and scripts that hide the binding."""

import contextlib

import pytest

from pingone_conformance.checks.trials import gives, gives_that
from pingone_conformance.findings import Finding, Untested

LIBRARY = """
function twice(number) { return 2 * number; }
function hidden() { return null; }
exports.twice = twice;
exports.fourTimes = function (number) { return twice(twice(number)); };
exports.greet = (name) => `Hello, ${name}!`;
exports.read = function (state, key) { return state.get(key); };
exports.write = function (state, key, value) { state.putShared(key, value); };
exports.bearer = function (state) { return String(state.get("p1cToken")); };
"""


@pytest.mark.rule("HTTP-054", "HTTP-055")
def test_a_library_has_functions(probe, httpbin, cloud_given, expect):
    name = cloud_given.name()
    cloud_given.script(
        "exports.twice = function () { return null; };", name=f"{name}-other", context="LIBRARY"
    )
    cloud_given.script(LIBRARY, name=name, context="LIBRARY")
    report = probe("http_library", httpbin=httpbin, library=name)
    for trial, wanted in (
        ("function", 42),
        ("by another function", 42),
        ("text", "Hello, Zoë!"),
        ("hidden", "undefinedundefined"),
        ("own", ["function", "undefined"]),
    ):
        expect(gives(report.trials, trial, wanted), report.answer, rule="HTTP-054")
    expect(gives(report.trials, "read", "a value of the script"), report.answer, rule="HTTP-055")
    expect(gives(report.trials, "written", "a value of the library"), report.answer, rule="HTTP-055")
    sent = gives_that(
        report.trials,
        "token",
        lambda headers: "abcd-1234" in str(headers),
        "the token that the library found",
    )
    expect(sent, report.answer, rule="HTTP-055")


@pytest.mark.parametrize("legacy", [False, True], ids=["next-generation", "legacy"])
@pytest.mark.rule("HTTP-044")
def test_later_scripts_have_the_binding(probe, httpbin, legacy, expect):
    found = probe("http_found", legacy=legacy, httpbin=httpbin, time="before")
    if gives(found.trials, "status", 201):
        raise Untested("blocked by HTTP-004: the binding is of no use before it is hidden, either")
    for time in ("first", "second"):
        with contextlib.suppress(Untested):
            probe.even_without("http_hidden", legacy=legacy, time=time)
        report = probe.even_without("http_found", legacy=legacy, httpbin=httpbin, time=time)
        lost = [] if report.bindings.get("httpClient") else [Finding("a binding httpClient", "none")]
        expect([*lost, *gives(report.trials, "status", 201)], report.answer)
