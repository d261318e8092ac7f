"""A reference selfie is needed where the policy compares faces without a government id, and nowhere else."""

import pytest

from pingone_conformance.checks.status import is_accepted, is_refused
from pingone_conformance.findings import Untested
from pingone_conformance.target.given import DISABLED
from pingone_conformance.target.pairs import partner

MEDIUM = {"threshold": "MEDIUM"}
OPTIONAL = {"verify": "OPTIONAL"}
NEEDED = {"governmentId": DISABLED}
NOT_NEEDED = [
    pytest.param({}, id="government-id-required"),
    pytest.param({"governmentId": OPTIONAL}, id="government-id-optional"),
    pytest.param(
        {"governmentId": DISABLED, "facialComparison": {**OPTIONAL, **MEDIUM}}, id="comparison-optional"
    ),
    pytest.param(
        {"governmentId": DISABLED, "facialComparison": {**DISABLED, **MEDIUM}}, id="comparison-disabled"
    ),
    pytest.param({"facialComparison": {**DISABLED, **MEDIUM}}, id="government-id-alone"),
]


@pytest.mark.rule("TXN-044")
def test_a_reference_selfie_is_accepted_where_it_is_required(create_transaction, expect, reference_selfie):
    answer = create_transaction.under(**NEEDED).tried(requirements={"referenceSelfie": reference_selfie})
    expect(is_accepted(answer), answer)


@pytest.mark.rule("TXN-045")
def test_a_required_reference_selfie_has_to_be_there(create_transaction, expect, reference_selfie):
    create = create_transaction.under(**NEEDED)
    for body in ({}, {"requirements": {}}, {"requirements": {"name": {"value": "Robert Redford"}}}):
        answer = create(**body)
        expect(is_refused(answer), answer)
    partner(create(requirements={"referenceSelfie": reference_selfie}))


@pytest.mark.parametrize("policy", NOT_NEEDED)
@pytest.mark.rule("TXN-047", "TXN-048")
def test_a_reference_selfie_that_is_not_required_may_be_there(
    create_transaction, expect, reference_selfie, policy
):
    create = create_transaction.under(**policy)
    without, with_selfie = create(), create(requirements={"referenceSelfie": reference_selfie})
    if without.is_client_error and with_selfie.is_client_error:
        raise Untested("blocked: a transaction is refused with and without a reference selfie")
    expect(is_accepted(without), without, rule="TXN-047")
    expect(is_accepted(with_selfie), with_selfie, rule="TXN-048")


@pytest.mark.parametrize(
    "selfie",
    [
        pytest.param({}, marks=pytest.mark.rule("TXN-049"), id="without-value"),
        pytest.param({"value": "no base64, but words!"}, marks=pytest.mark.rule("TXN-050"), id="not-base64"),
    ],
)
def test_a_required_reference_selfie_has_to_have_a_picture(
    create_transaction, expect, reference_selfie, selfie
):
    create = create_transaction.under(**NEEDED)
    answer = create(requirements={"referenceSelfie": selfie})
    expect(is_refused(answer), answer)
    partner(create(requirements={"referenceSelfie": reference_selfie}))
