"""patch: some fields of an identity."""

import pytest

from pingone_conformance.checks.members import body_of, member_equals
from pingone_conformance.checks.trials import gives_member, gives_that

SENT = ("userName", "givenName", "sn", "mail", "description", "city", "telephoneNumber")


def replaced(**fields):
    return [{"operation": "replace", "field": f"/{name}", "value": value} for name, value in fields.items()]


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param(("mail",), marks=pytest.mark.rule("OPENIDM-010", "OPENIDM-011", "OPENIDM-022")),
        pytest.param(
            ("givenName", "city", "description"),
            marks=pytest.mark.rule("OPENIDM-010", "OPENIDM-011", "OPENIDM-023"),
        ),
    ],
)
def test_patch_changes_what_it_names_and_nothing_else(identities, user, expect, changes):
    new = {name: f"new-{user['mail']}" if name == "mail" else f"Zoë {name}" for name in changes}
    report = identities.run("openidm_patch", id=user["_id"], operations=replaced(**new))
    answer = identities.read(user["_id"])
    of_the_list = "OPENIDM-022" if changes == ("mail",) else "OPENIDM-023"
    done = gives_that(report.trials, "patched", lambda value: value is not None, "no exception")
    expect(done, report.answer, rule=of_the_list)
    for name, value in new.items():
        expect(member_equals(body_of(answer), name, value), answer, rule=of_the_list)
    for name in SENT:
        value = new.get(name, user[name])
        expect(member_equals(body_of(answer), name, value), answer, rule="OPENIDM-010")
        expect(gives_member(report.trials, "patched", name, value), report.answer, rule="OPENIDM-011")
    expect(gives_member(report.trials, "patched", "_id", user["_id"]), report.answer, rule="OPENIDM-011")
