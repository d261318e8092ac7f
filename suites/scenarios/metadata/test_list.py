"""The list has one entry for each check of the latest attempt, and where it belongs."""

import pytest

from pingone_conformance.checks.collections import each_differs, each_has, holds_list, size_is_count
from pingone_conformance.checks.links import link_ends_in, link_points_to
from pingone_conformance.checks.members import body_of
from pingone_conformance.checks.status import answers
from pingone_conformance.checks.values import is_filled_text
from pingone_conformance.findings import Untested


@pytest.mark.rule("META-001")
@pytest.mark.parametrize("state", ["SUCCESS", "FAIL"])
def test_the_metadata_of_a_decided_transaction_are_listed(given, api, expect, state):
    # On a tenant one that other tests read will do.
    own = {} if given.is_on_a_tenant else {"verifyPolicy": {"id": given.policy()["id"]}}
    transaction = given.transaction_in(state, **own)
    path = {"userID": transaction["userID"], "transactionID": transaction["id"]}
    answer = api.call("readAllVerificationMetadata", **path)
    expect(answers(answer, 200), answer)


@pytest.mark.rule("META-002")
def test_the_list_links_to_itself_and_to_what_it_belongs_to(listed, metadata, api, expect):
    body, path = body_of(listed), metadata.path
    expect(link_points_to(body, "self", api.url("readAllVerificationMetadata", **path)), listed)
    expect(link_ends_in(body, "environment", "environments", api.connection.environment_id), listed)
    expect(link_ends_in(body, "user", "users", path["userID"]), listed)
    expect(link_points_to(body, "verifyTransaction", api.url("readOneVerifyTransaction", **path)), listed)


@pytest.mark.rule("META-003", "META-004")
def test_the_list_counts_the_entries_of_the_latest_attempt(metadata, expect):
    answer = metadata.read_all()
    if not answer.is_success:
        raise Untested(f"blocked by META-001: the list was answered {answer.status_code}")
    expect(holds_list(body_of(answer), "metaData"), answer, rule="META-003")
    expect(size_is_count(body_of(answer), "metaData"), answer, rule="META-004")


@pytest.mark.rule("META-005", "META-006")
def test_each_entry_has_an_id_a_provider_a_type_and_a_status(metadata, expect):
    listed = metadata.read_all()
    entries = metadata.latest(listed) + metadata.previous(listed)
    if not entries:
        raise Untested("the verification left no metadata")
    expect(each_has(entries, "id", "a text", is_filled_text), listed, rule="META-005")
    expect(each_differs(entries, "id"), listed, rule="META-005")
    for member in ("provider", "type", "status"):
        expect(each_has(entries, member, "a text", is_filled_text), listed, rule="META-006")
