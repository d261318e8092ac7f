"""The twelve types of verified data that may be asked for."""

import pytest

from pingone_conformance.checks.collections import each_is_of
from pingone_conformance.checks.maps import all_entries, ending, entries_agree, value_in
from pingone_conformance.findings import Finding

METHOD, COLLECTION = "getVerifiedDataByType", "verifiedData"
TYPES = {
    "GOVERNMENT_ID": "HELPER-041",
    "BARCODE": "HELPER-042",
    "FRONT_IMAGE": "HELPER-043",
    "BACK_IMAGE": "HELPER-044",
    "SELFIE": "HELPER-045",
    "CROPPED_SIGNATURE": "HELPER-046",
    "CROPPED_DOCUMENT": "HELPER-047",
    "CROPPED_PORTRAIT": "HELPER-048",
    "VOICE_SAMPLE": "HELPER-049",
    "VOICE_INPUT": "HELPER-050",
    "END_USER_CLIENT": "HELPER-051",
    "BIOGRAPHIC_MATCH": "HELPER-052",
}
# Voice is being removed: a service that has it no more may refuse its types.
OF_VOICE = frozenset({"VOICE_SAMPLE", "VOICE_INPUT"})


@pytest.fixture
def user(verified, helper):
    return helper(verified["userID"])


@pytest.fixture
def listed(user, verified):
    """What the interface lists without a type."""
    return user.read("readAllVerifiedData", transactionID=verified["id"])


@pytest.mark.parametrize(
    "kind", [pytest.param(kind, marks=pytest.mark.rule(rule)) for kind, rule in TYPES.items()]
)
def test_a_type_is_taken(listed, user, verified, expect, kind):
    report = user.asked(some=[METHOD, verified["id"], kind])
    expect(is_taken(report.trials, "some"), report.answer)
    expect(lists_its_own(report.trials, "some", listed, kind), report.answer)


@pytest.mark.rule("HELPER-017")
def test_all_types_are_taken_one_after_the_other(listed, user, verified, expect):
    report = user.asked(**{kind: [METHOD, verified["id"], kind] for kind in TYPES})
    for kind in TYPES:
        if kind not in OF_VOICE:
            expect(is_taken(report.trials, kind), report.answer)
        some = all_entries(value_in(report.trials, kind), COLLECTION)
        expect(each_is_of(some, "type", [kind]), report.answer)
        if kind not in OF_VOICE:
            expect(lists_its_own(report.trials, kind, listed, kind), report.answer)


def is_taken(trials, name):
    refused = "value" not in trials.get(name, {})
    return [Finding(f"{name}: no exception", ending(trials, name))] if refused else []


def lists_its_own(trials, name, listed, kind):
    return entries_agree(
        trials, name, listed, COLLECTION, "type", among=lambda entry: entry.get("type") == kind
    )
