"""A script can be looked at without being kept."""

import pytest

from pingone_conformance.checks.members import body_of, member, member_equals, member_is
from pingone_conformance.checks.values import is_filled_list, is_filled_text, is_whole_number
from pingone_conformance.findings import Finding, Untested
from pingone_conformance.target.cloud_given import base64_of


@pytest.fixture
def validated(cloud):
    """Has a text looked at: `validated("var a = 1;")`."""

    def send(text):
        body = {"script": base64_of(text), "language": "JAVASCRIPT"}
        return cloud.call("createScript", params={"_action": "validate"}, json=body)

    return send


@pytest.mark.rule("CLOUD-019")
def test_a_sound_script_is_valid(validated, expect):
    answer = validated("var a = 123;var b = 456;\n")
    expect(member_equals(body_of(answer), "success", True), answer)


@pytest.mark.rule("CLOUD-020", "CLOUD-021")
def test_an_error_of_syntax_is_told_with_its_place(validated, expect):
    answer = validated("var a = 123;var b = 456; =VALIDATION SHOULD FAIL=\n")
    body = body_of(answer)
    expect(member_equals(body, "success", False), answer, rule="CLOUD-020")
    expect(member_is(body, "errors", "a list of errors", is_filled_list), answer, rule="CLOUD-020")
    expect(member_is(body, "errors.0.line", "a number", is_whole_number), answer, rule="CLOUD-021")
    expect(member_is(body, "errors.0.column", "a number", is_whole_number), answer, rule="CLOUD-021")
    expect(member_is(body, "errors.0.message", "a text", is_filled_text), answer, rule="CLOUD-021")


@pytest.mark.rule("CLOUD-022")
def test_nothing_is_kept_of_it(cloud_given, all_scripts, cloud, expect):
    body = cloud_given.script_body()
    answer = cloud.call("createScript", params={"_action": "validate"}, json=body)
    if not answer.is_success:
        raise Untested(f"blocked by CLOUD-019: createScript answered {answer.status_code}")
    listed = all_scripts()
    entries = member(body_of(listed), "result")
    if not isinstance(entries, list):
        raise Untested("blocked by CLOUD-015: there is no list of scripts")
    kept = any(member(entry, "name") == body["name"] for entry in entries)
    expect([Finding("no script of that name", "one")] if kept else [], listed)
