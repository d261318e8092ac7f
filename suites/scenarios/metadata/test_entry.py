"""One entry of the metadata, found by its id under its own transaction alone."""

import pytest

from pingone_conformance.checks.collections import identified
from pingone_conformance.checks.members import body_of, member, member_equals
from pingone_conformance.checks.status import answers, is_refused
from pingone_conformance.target.pairs import partner


@pytest.mark.rule("META-015", "META-016")
def test_each_entry_of_the_list_is_found_by_its_id(listed, metadata, expect):
    for entry in identified(metadata.latest(listed) + metadata.previous(listed)):
        answer = metadata.read_one(entry["id"])
        expect(answers(answer, 200), answer, rule="META-015")
        for name in ("id", "type", "provider", "status"):
            expect(member_equals(body_of(answer), name, member(entry, name)), answer, rule="META-016")


@pytest.mark.rule("META-014")
def test_the_list_of_another_users_transaction_is_refused(metadata, api, given, expect):
    path = {**metadata.path, "userID": given.user()["id"]}
    answer = api.call("readAllVerificationMetadata", **path)
    expect(is_refused(answer), answer)
    partner(metadata.read_all())


@pytest.mark.rule("META-017")
def test_an_entry_of_another_transaction_is_refused(listed, metadata, api, given, expect):
    entry_id = identified(metadata.latest(listed))[0]["id"]
    path = given.beside(metadata.path)
    answer = api.call("readOneVerificationMetadata", **path, metaDataID=entry_id)
    expect(is_refused(answer), answer)
    partner(metadata.read_one(entry_id))
