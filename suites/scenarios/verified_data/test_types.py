"""What a verification leaves, and the list of one type of it."""

import httpx
import pytest

from pingone_conformance.checks.collections import all_are_listed, each_has, each_is_of, entries_of
from pingone_conformance.checks.members import body_of
from pingone_conformance.checks.status import answers
from pingone_conformance.checks.values import is_filled_object
from pingone_conformance.findings import Finding, Untested

TYPES = [
    pytest.param("GOVERNMENT_ID", marks=pytest.mark.rule("DATA-011")),
    pytest.param("BARCODE", marks=pytest.mark.rule("DATA-012")),
    pytest.param("FRONT_IMAGE", marks=pytest.mark.rule("DATA-013")),
    pytest.param("BACK_IMAGE", marks=pytest.mark.rule("DATA-014")),
    pytest.param("SELFIE", marks=pytest.mark.rule("DATA-015")),
    pytest.param("CROPPED_SIGNATURE", marks=pytest.mark.rule("DATA-016")),
    pytest.param("CROPPED_DOCUMENT", marks=pytest.mark.rule("DATA-017")),
    pytest.param("CROPPED_PORTRAIT", marks=pytest.mark.rule("DATA-018")),
    pytest.param("END_USER_CLIENT", marks=pytest.mark.rule("DATA-021")),
    pytest.param("BIOGRAPHIC_MATCH", marks=pytest.mark.rule("DATA-022")),
]
# Voice is being removed: a service that has it no more may refuse its types.
TYPES_OF_VOICE = [
    pytest.param("VOICE_SAMPLE", marks=pytest.mark.rule("DATA-019")),
    pytest.param("VOICE_INPUT", marks=pytest.mark.rule("DATA-020")),
]


@pytest.mark.parametrize(
    "kind",
    [
        pytest.param("SELFIE", marks=pytest.mark.rule("DATA-009")),
        pytest.param("GOVERNMENT_ID", marks=pytest.mark.rule("DATA-010")),
    ],
)
def test_what_was_asked_of_the_user_is_among_the_verified_data(data, expect, kind):
    answer = data.read_all()
    found = data.ids(answer, kind)
    expect([] if found else [Finding(f"an entry of the type {kind}", "none")], answer)


@pytest.mark.parametrize("kind", TYPES)
def test_a_type_lists_all_of_its_entries_and_no_other(listed, data, expect, kind):
    answer = data.read_all(type=kind)
    expect(answers(answer, 200), answer)
    expect(each_is_of(data.entries(answer), "type", [kind]), answer)
    expect(all_are_listed(data.entries(answer), data.ids(listed, kind)), answer)


@pytest.mark.parametrize("kind", TYPES_OF_VOICE)
def test_a_type_of_voice_lists_nothing_else(listed, data, expect, kind):
    answer = data.read_all(type=kind)
    if not answer.is_client_error:
        expect(answers(answer, 200), answer)
    expect(each_is_of(data.entries(answer), "type", [kind]), answer)


@pytest.mark.rule("DATA-023")
@pytest.mark.parametrize("kind", ["GOVERNMENT_ID", "SELFIE"])
def test_with_a_type_the_data_themselves_are_listed(listed, data, expect, kind):
    answer = data.read_all(type=kind)
    entries = entries_of(body_of(answer), "verifiedData")
    if not entries:
        raise Untested(f"no entry of the type {kind} was listed (status {answer.status_code})")
    expect(each_has(entries, "data", "an object that holds something", is_filled_object), answer)


@pytest.mark.rule("DATA-024")
@pytest.mark.parametrize("spelling", ["selfie", "Selfie"])
def test_the_letter_case_of_a_type_does_not_matter(listed, data, expect, spelling):
    answer = data.read_all(type=spelling)
    expect(each_is_of(data.entries(answer), "type", ["SELFIE"]), answer)
    expect(all_are_listed(data.entries(answer), wanted(data, listed, "SELFIE")), answer)


@pytest.mark.rule("DATA-025")
def test_several_types_are_joined_by_commas(listed, data, expect):
    answer = data.read_all(type="SELFIE,GOVERNMENT_ID")
    expect(each_is_of(data.entries(answer), "type", ["SELFIE", "GOVERNMENT_ID"]), answer)
    expect(all_are_listed(data.entries(answer), wanted(data, listed, "SELFIE", "GOVERNMENT_ID")), answer)


def wanted(data, listed: httpx.Response, *kinds: str) -> list[str]:
    """The ids of these types in the list of everything; `Untested` when a type is not there."""
    ids = [data.ids(listed, kind) for kind in kinds]
    if not all(ids):
        raise Untested(f"the verification left no verified data of {' or '.join(kinds)}")
    return [entry_id for of_kind in ids for entry_id in of_kind]
