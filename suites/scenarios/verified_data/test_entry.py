"""One entry of the verified data, found by its id."""

import pytest

from pingone_conformance.checks.collections import identified
from pingone_conformance.checks.links import link_ends_in
from pingone_conformance.checks.members import body_of, member, member_equals, member_is
from pingone_conformance.checks.status import answers
from pingone_conformance.checks.values import is_object
from pingone_conformance.findings import Untested


@pytest.mark.rule("DATA-027", "DATA-028", "DATA-029", "DATA-030")
def test_each_entry_of_the_list_is_found_by_its_id(listed, data, expect):
    for entry in identified(data.entries(listed)):
        answer = data.read_one(entry["id"])
        body = body_of(answer)
        if not expect(answers(answer, 200), answer, rule="DATA-027"):
            raise Untested(f"blocked by DATA-027: a read was answered {answer.status_code}")
        expect(member_equals(body, "id", entry["id"]), answer, rule="DATA-028")
        expect(member_equals(body, "type", member(entry, "type")), answer, rule="DATA-029")
        expect(member_is(body, "data", "an object", is_object), answer, rule="DATA-030")


@pytest.mark.rule("DATA-031")
@pytest.mark.parametrize("kind", ["GOVERNMENT_ID", "SELFIE"])
def test_an_entry_links_to_itself_its_environment_and_its_user(data, api, expect, kind):
    answer = data.one(kind)
    body = body_of(answer)
    expect(link_ends_in(body, "self", "verifiedData", str(member(body, "id"))), answer)
    expect(link_ends_in(body, "environment", "environments", api.connection.environment_id), answer)
    expect(link_ends_in(body, "user", "users", data.path["userID"]), answer)
