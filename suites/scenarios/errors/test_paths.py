"""Addresses of nothing, and methods that an address does not have."""

import pytest

from pingone_conformance.checks.status import answers, is_refused
from pingone_conformance.target.guard import UNKNOWN_ID
from pingone_conformance.target.pairs import partner
from pingone_conformance.target.requests import bearer_operations

# Operations about one thing, whose id ends the path.
ABOUT_ONE = [
    name for name in bearer_operations() if name.startswith(("readOne", "update", "replace", "delete"))
]
# One operation for each path; a user has every method.
WITHOUT_PATCH = [
    "createUser",
    *(
        "readAllVerifyPolicies",
        "readOneVerifyPolicy",
        "readAllVerifyTransactions",
        "readOneVerifyTransaction",
    ),
    *(
        "readAllVerificationMetadata",
        "readOneVerificationMetadata",
        "readAllVerifiedData",
        "readOneVerifiedData",
    ),
]


@pytest.mark.parametrize("operation", ABOUT_ONE)
@pytest.mark.rule("ERROR-026", "ERROR-027", "ERROR-028")
def test_an_unknown_id_is_refused(operation, attempt, expect):
    for name in attempt.path:
        answer = attempt(**{name: UNKNOWN_ID})
        expect(is_refused(answer), answer, rule="ERROR-026")
        expect(answers(answer, 404), answer, rule="ERROR-027")
        answer = attempt(**{name: "no-id"})
        expect(is_refused(answer), answer, rule="ERROR-028")
    partner(attempt())


@pytest.mark.usefixtures("anything_goes")
@pytest.mark.parametrize("operation", WITHOUT_PATCH)
@pytest.mark.rule("ERROR-029", "ERROR-030")
def test_an_undescribed_method_is_refused(operation, attempt, expect):
    answer = attempt(method="PATCH", json={}, content_type="application/json")
    expect(is_refused(answer), answer, rule="ERROR-029")
    expect(answers(answer, 405), answer, rule="ERROR-030")
    partner(attempt())
