"""A confirmation takes the flow on, once."""

import pytest

from pingone_conformance.checks.members import body_of, member, member_differs, member_equals
from pingone_conformance.checks.status import is_refused
from pingone_conformance.checks.users import keeps_attributes
from pingone_conformance.findings import Untested
from pingone_conformance.target.pairs import partner

WAITS = "ACCOUNT_CONFIRMATION_REQUIRED"


@pytest.mark.parametrize("renamed", [False, True], ids=["as-returned", "renamed"])
@pytest.mark.rule("CONFIRM-027", "CONFIRM-028")
def test_the_flow_of_a_new_user_is_completed(given, flow, expect, renamed):
    confirmed = flow.confirmed(username=given.name() if renamed else flow.username)
    read = flow.read()
    for answer in (confirmed, read):
        expect(member_differs(body_of(answer), "status", WAITS), answer, rule="CONFIRM-027")
    # No page says how long a flow can be read that has come to its end.
    last = confirmed if read.status_code == 404 else read
    expect(member_equals(body_of(last), "status", "COMPLETED"), last, rule="CONFIRM-028")


@pytest.mark.rule("CONFIRM-046")
def test_a_known_user_is_not_changed(api, given, open_flow, expect):
    flow = open_flow(nickname="Lin", title="Engineer")
    known = given.user(username=flow.username, nickname="Linda")
    flow.confirmed(nickname="Lin", title="Engineer")
    read = api.call("readOneUser", userID=known["id"])
    expect(keeps_attributes(body_of(read), known, ["nickname", "title", "email"]), read)


@pytest.mark.parametrize("capitals", [False, True], ids=["same-case", "capitals"])
@pytest.mark.rule("CONFIRM-027", "CONFIRM-029")
def test_the_flow_of_a_known_user_asks_to_link_the_account(given, open_flow, expect, capitals):
    # The beginning of a name says who made it: there the letters stay as they are.
    name = given.name()
    flow = open_flow(username=f"{name}-linda")
    given.user(username=f"{name}-LINDA" if capitals else flow.username)
    flow.confirmed()
    read = flow.read()
    expect(member_differs(body_of(read), "status", WAITS), read, rule="CONFIRM-027")
    expect(member_equals(body_of(read), "status", "ACCOUNT_LINKING_REQUIRED"), read, rule="CONFIRM-029")


@pytest.mark.parametrize("renamed", [False, True], ids=["as-returned", "renamed"])
@pytest.mark.rule("CONFIRM-030")
def test_a_completed_flow_leaves_a_user_of_that_name(api, given, flow, expect, renamed):
    name = given.name() if renamed else flow.username
    flow.confirmed(username=name)
    body = given.user_body()
    answer = api.call("createUser", json={**body, "username": name})
    partner(api.call("createUser", json=body))
    # Usernames are unique: a second user of the name is refused where the first one exists.
    if api.call("createUser", json={**body, "email": f"second.{body['email']}"}).is_success:
        raise Untested("blocked by USER-019: a username that is taken was accepted")
    expect(is_refused(answer), answer)


@pytest.mark.rule("CONFIRM-039")
def test_a_completed_flow_is_not_confirmed_again(flow, expect):
    if member(body_of(partner(flow.confirm())), "status") != "COMPLETED":
        raise Untested("blocked by CONFIRM-028: the confirmation did not complete the flow")
    answer = flow.confirm()
    expect(is_refused(answer), answer)
