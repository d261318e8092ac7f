"""delete: an identity that is there, and one that is not."""

import pytest

from pingone_conformance.checks.members import body_of, member
from pingone_conformance.checks.status import answers, is_accepted
from pingone_conformance.checks.trials import gives_member, gives_that, throws
from pingone_conformance.findings import Untested
from pingone_conformance.target.guard import UNKNOWN_ID
from pingone_conformance.target.pairs import partner

SENT = ("_id", "userName", "givenName", "sn", "mail", "description", "city")


@pytest.mark.rule("OPENIDM-016", "OPENIDM-017", "OPENIDM-022")
def test_delete_gives_what_was_deleted_or_throws(identities, user, cloud_given, expect):
    other = cloud_given.user()
    partner(identities.read(user["_id"]))
    report = identities.run("openidm_delete", id=user["_id"], nobody=UNKNOWN_ID)
    gone, left = identities.read(user["_id"]), identities.read(other["_id"])
    done = gives_that(report.trials, "deleted", lambda value: value is not None, "no exception")
    expect(done, report.answer, rule="OPENIDM-022")
    expect(answers(gone, 404), gone, rule="OPENIDM-022")
    expect(is_accepted(left), left, rule="OPENIDM-016")
    for name in SENT:
        expect(gives_member(report.trials, "deleted", name, user[name]), report.answer, rule="OPENIDM-016")
    if member(body_of(gone), "_id") == user["_id"]:
        raise Untested("blocked by OPENIDM-022: the user was not deleted the first time")
    for name in ("again", "nobody"):
        expect(throws(report.trials, name), report.answer, rule="OPENIDM-017")
