"""Biographic data are compared with the government document, where there are both."""

import pytest

from pingone_conformance.checks.biographic import (
    compares_biographic_data,
    compares_nothing_biographic,
    comparison_names,
)
from pingone_conformance.checks.collections import holds_list
from pingone_conformance.checks.members import body_of
from pingone_conformance.findings import Untested
from pingone_conformance.target.given import DISABLED

PERSON = {
    "given_name": {"options": ["Robert", "Bob"]},
    "family_name": {"value": "Redford"},
    "birth_date": {"value": "1984-08-02"},
}


@pytest.fixture
def metadata(api, given):
    """The metadata of a transaction that was verified with these requirements under a new policy."""

    def read(requirements, **policy):
        given.needs_state("SUCCESS")
        verify_policy = {"id": given.policy(**policy)["id"]}
        transaction = given.transaction_in("SUCCESS", requirements=requirements, verifyPolicy=verify_policy)
        path = {"userID": transaction["userID"], "transactionID": transaction["id"]}
        answer = api.call("readAllVerificationMetadata", **path)
        if not answer.is_success:
            raise Untested(f"blocked by META-001: the metadata were answered {answer.status_code}")
        if list(holds_list(body_of(answer), "metaData")):
            raise Untested("blocked by META-003: the answer has no list of metadata")
        return answer

    return read


@pytest.mark.rule("BIO-018", "BIO-021")
@pytest.mark.parametrize(
    "names", [["given_name"], ["given_name", "family_name", "birth_date"]], ids=["one", "three"]
)
def test_biographic_data_are_compared_with_the_document(metadata, expect, names):
    answer = metadata({name: PERSON[name] for name in names})
    expect(compares_biographic_data(body_of(answer)), answer, rule="BIO-018")
    expect(comparison_names(body_of(answer), names), answer, rule="BIO-021")


@pytest.mark.rule("BIO-018", "BIO-019")
def test_without_biographic_data_there_is_no_comparison(metadata, expect):
    with_data, without = metadata(PERSON), metadata({})
    expect(compares_biographic_data(body_of(with_data)), with_data, rule="BIO-018")
    expect(compares_nothing_biographic(body_of(without)), without, rule="BIO-019")


@pytest.mark.rule("BIO-020")
def test_without_a_government_id_there_is_no_comparison(metadata, expect, reference_selfie):
    answer = metadata({**PERSON, "referenceSelfie": reference_selfie}, governmentId=DISABLED)
    expect(compares_nothing_biographic(body_of(answer)), answer)
