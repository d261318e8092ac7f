"""Users of a realm, as the identity management keeps them."""

import pytest

from pingone_conformance.checks.members import body_of, member, member_equals, member_is
from pingone_conformance.checks.status import is_accepted
from pingone_conformance.checks.values import is_filled_text
from pingone_conformance.findings import Finding

SENT = ("userName", "givenName", "sn", "mail")


@pytest.mark.rule("CLOUD-040", "CLOUD-041")
def test_a_user_is_read_as_it_was_sent(cloud, cloud_given, expect):
    sent = cloud_given.user_body()
    answer = cloud.call(
        "createManagedUser", objectType=cloud_given.users, params={"_action": "create"}, json=sent
    )
    expect(is_accepted(answer), answer, rule="CLOUD-040")
    expect(member_is(body_of(answer), "_id", "an id", is_filled_text), answer, rule="CLOUD-040")
    made = str(member(body_of(answer), "_id"))
    read = cloud.call("readOneManagedUser", objectType=cloud_given.users, managedID=made)
    for name in SENT:
        expect(member_equals(body_of(read), name, sent[name]), read, rule="CLOUD-041")


@pytest.mark.rule("CLOUD-042")
def test_a_filter_finds_what_it_describes(cloud, cloud_given, expect):
    wanted, other = cloud_given.user(), cloud_given.user()
    name = member(wanted, "userName")
    params = {"_queryFilter": f'userName eq "{name}"'}
    answer = cloud.call("readAllManagedUsers", objectType=cloud_given.users, params=params)
    entries = member(body_of(answer), "result")
    found = [member(entry, "_id") for entry in entries] if isinstance(entries, list) else []
    expect([] if wanted["_id"] in found else [Finding("the user of that name", "none")], answer)
    expect([Finding("no other user", "another one")] if other["_id"] in found else [], answer)
