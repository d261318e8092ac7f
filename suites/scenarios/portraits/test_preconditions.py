"""When a background can be updated, and of what: the selfie of a verified user, under its own address."""

import pytest

from pingone_conformance.checks.members import body_of, member
from pingone_conformance.checks.status import is_accepted, is_refused
from pingone_conformance.findings import Untested
from pingone_conformance.target.pairs import partner

UNVERIFIED = ("REQUESTED", "INITIATED", "PARTIAL", "IN_PROGRESS")
MINUTE = 60


@pytest.fixture
def in_state(selfie, given):
    """The path of another transaction, brought to a state: of the same user, if that one is not lent."""

    def bring(status):
        user_id = None if given.is_on_a_tenant else selfie.verification.user_id
        transaction = given.transaction_in(status, user_id)
        return {"userID": transaction["userID"], "transactionID": transaction["id"]}

    return bring


def entries(api, path):
    """The verified data that a transaction shows, if it shows any."""
    listed = member(body_of(api.call("readAllVerifiedData", **path)), "_embedded.verifiedData")
    return listed if isinstance(listed, list) else []


def selfie_of(api, path, otherwise):
    """The id of the selfie that a transaction shows, or that other one."""
    return next((entry["id"] for entry in entries(api, path) if entry.get("type") == "SELFIE"), otherwise)


@pytest.mark.rule("PORTRAIT-010")
def test_the_background_of_a_verified_users_selfie_is_updated(selfie, expect):
    answer = selfie.update()
    expect(is_accepted(answer), answer)


@pytest.mark.rule("PORTRAIT-011")
@pytest.mark.parametrize("status", UNVERIFIED)
def test_an_update_before_the_verification_is_refused(selfie, api, in_state, expect, status):
    path = in_state(status)
    answer = selfie.update(**path, verifiedDataID=selfie_of(api, path, selfie.verification.selfie_id))
    expect(is_refused(answer), answer)
    partner(selfie.update())


@pytest.mark.rule("PORTRAIT-011")
def test_an_update_of_a_verification_that_begins_again_is_refused(selfie, control, expect):
    partner(selfie.update())
    control.finish(selfie.verification.transaction_id, "REQUESTED")
    answer = selfie.update()
    expect(is_refused(answer), answer)


@pytest.mark.rule("PORTRAIT-012")
def test_an_update_after_a_failed_verification_is_refused(selfie, api, in_state, expect):
    path = in_state("FAIL")
    answer = selfie.update(**path, verifiedDataID=selfie_of(api, path, selfie.verification.selfie_id))
    expect(is_refused(answer), answer)
    partner(selfie.update())


@pytest.mark.rule("PORTRAIT-013")
def test_another_users_transaction_is_refused(selfie, given, expect):
    answer = selfie.update(userID=given.owner())
    expect(is_refused(answer), answer)
    partner(selfie.update())


@pytest.mark.rule("PORTRAIT-014")
def test_what_is_not_a_selfie_is_refused(selfie, api, expect):
    others = [entry for entry in entries(api, selfie.verification.path) if entry.get("type") != "SELFIE"]
    if not others:
        raise Untested("the verification left nothing but a selfie")
    for entry in others:
        answer = selfie.update(verifiedDataID=entry["id"])
        expect(is_refused(answer), answer)
    partner(selfie.update())


@pytest.mark.rule("PORTRAIT-015")
def test_an_unknown_id_is_refused(selfie, expect):
    # The id of the transaction is a good one, and no verified data have it.
    answer = selfie.update(verifiedDataID=selfie.verification.transaction_id)
    expect(is_refused(answer), answer)
    partner(selfie.update())


@pytest.mark.rule("PORTRAIT-016")
def test_a_selfie_of_another_transaction_is_refused(selfie, given, expect):
    # On a tenant anybody's: the user of a transaction that was lent is not to have another one.
    same_user = None if given.is_on_a_tenant else selfie.verification.user_id
    another = given.verification(same_user, own=True)
    answer = selfie.update(verifiedDataID=another.selfie_id)
    expect(is_refused(answer), answer)
    partner(selfie.update())


@pytest.mark.rule("PORTRAIT-017")
def test_an_update_after_the_retention_is_refused(selfie, control, expect):
    control.advance(29 * MINUTE)
    partner(selfie.update())
    control.advance(2 * MINUTE)
    answer = selfie.update()
    expect(is_refused(answer), answer)
