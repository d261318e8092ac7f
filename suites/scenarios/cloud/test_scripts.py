"""Scripts are created, read, found, changed and deleted."""

from uuid import UUID

import pytest

from pingone_conformance.checks.errors import is_json_object
from pingone_conformance.checks.members import body_of, member, member_equals, member_is
from pingone_conformance.checks.status import is_accepted
from pingone_conformance.checks.values import is_filled_text, is_text, is_whole_number
from pingone_conformance.findings import Finding
from pingone_conformance.target.cloud_given import base64_of

TEXT = '// Grüße\nvar a = 123;\naction.goTo("true");\n'
OTHER_TEXT = 'var b = 456;\naction.goTo("false");\n'
KEPT = ("name", "context", "language", "evaluatorVersion")
YEAR_2001 = 1_000_000_000_000
"""In milliseconds since 1970: what is less was counted in seconds, or is no time."""


@pytest.mark.rule("CLOUD-007", "CLOUD-008", "CLOUD-009", "CLOUD-010", "CLOUD-011", "CLOUD-012", "CLOUD-013")
def test_a_new_script_is_what_was_sent(cloud, cloud_given, expect):
    sent = cloud_given.script_body(TEXT)
    answer = cloud.call("createScript", params={"_action": "create"}, json=sent)
    body = body_of(answer)
    expect(member_is(body, "_id", "an id", is_filled_text), answer, rule="CLOUD-007")
    expect(member_is(body, "_id", "a UUID", is_uuid), answer, rule="CLOUD-008")
    expect(member_equals(body, "script", sent["script"]), answer, rule="CLOUD-009")
    for name in KEPT[:3]:
        expect(member_equals(body, name, sent[name]), answer, rule="CLOUD-010")
    expect(member_is(body, "evaluatorVersion", "the version sent", is_version_two), answer, rule="CLOUD-010")
    expect(member_is(body, "evaluatorVersion", "a text", is_text), answer, rule="CLOUD-011")
    expect(member_is(body, "creationDate", "milliseconds", is_milliseconds), answer, rule="CLOUD-012")
    expect(member_equals(body, "default", False), answer, rule="CLOUD-013")


@pytest.mark.rule("CLOUD-014")
def test_a_script_is_read_under_its_id(cloud, cloud_given, expect):
    script = cloud_given.script(TEXT)
    answer = cloud.call("readOneScript", scriptID=script["_id"])
    expect(is_accepted(answer), answer)
    for name in ("_id", "name", "script"):
        expect(member_equals(body_of(answer), name, script[name]), answer)


@pytest.mark.rule("CLOUD-015")
def test_a_script_is_among_all_scripts(cloud_given, all_scripts, expect):
    script = cloud_given.script()
    answer = all_scripts()
    found = script["_id"] in ids_in(answer)
    expect([] if found else [Finding("the new script in the list", "others only")], answer)


@pytest.mark.rule("CLOUD-016", "CLOUD-017")
def test_an_update_changes_name_and_source_and_not_the_id(cloud, cloud_given, expect):
    script = cloud_given.script(TEXT)
    sent = cloud_given.script_body(OTHER_TEXT, _id=script["_id"])
    answer = cloud.call("updateScript", scriptID=script["_id"], json=sent)
    read = cloud.call("readOneScript", scriptID=script["_id"])
    expect(member_equals(body_of(read), "_id", script["_id"]), read, rule="CLOUD-016")
    expect(member_equals(body_of(read), "name", sent["name"]), read, rule="CLOUD-016")
    expect(is_accepted(answer), answer, rule="CLOUD-017")
    expect(member_equals(body_of(read), "script", base64_of(OTHER_TEXT)), read, rule="CLOUD-017")


@pytest.mark.rule("CLOUD-018")
def test_a_deletion_is_answered_with_an_object(cloud, cloud_given, expect):
    answer = cloud.call("deleteScript", scriptID=cloud_given.script()["_id"])
    expect(is_accepted(answer), answer)
    expect(is_json_object(answer), answer)


def ids_in(answer):
    entries = member(body_of(answer), "result")
    return [member(entry, "_id") for entry in entries] if isinstance(entries, list) else []


def is_uuid(value):
    try:
        return str(UUID(value)) == value.lower()
    except (ValueError, AttributeError, TypeError):
        return False


def is_version_two(value):
    """As a text or as a number: the page has it both ways."""
    return value == "2.0" or (value == 2 and not isinstance(value, bool))


def is_milliseconds(value):
    return is_whole_number(value) and value > YEAR_2001
