"""The list shows what there is, and not the data themselves."""

import pytest

from pingone_conformance.checks.collections import each_differs, each_has, holds_list, size_is_count
from pingone_conformance.checks.links import href, link_ends_in, link_points_to
from pingone_conformance.checks.members import body_of, has_no_member
from pingone_conformance.checks.status import answers
from pingone_conformance.checks.values import is_filled_text
from pingone_conformance.findings import Untested


@pytest.mark.rule("DATA-001")
def test_the_verified_data_of_a_decided_transaction_are_listed(data, expect):
    answer = data.read_all()
    expect(answers(answer, 200), answer)


@pytest.mark.rule("DATA-002")
def test_the_list_links_to_itself_its_environment_and_its_user(listed, data, api, expect):
    body = body_of(listed)
    expect(link_points_to(body, "self", api.url("readAllVerifiedData", **data.path)), listed)
    expect(link_ends_in(body, "environment", "environments", api.connection.environment_id), listed)
    expect(link_ends_in(body, "user", "users", data.path["userID"]), listed)


@pytest.mark.rule("DATA-003")
def test_the_list_links_to_its_transaction(listed, data, api, expect):
    body = body_of(listed)
    relation = "transaction" if href(body, "transaction") else "verifyTransaction"
    expect(link_points_to(body, relation, api.url("readOneVerifyTransaction", **data.path)), listed)


@pytest.mark.rule("DATA-004", "DATA-005")
def test_the_list_counts_the_entries_of_the_latest_attempt(data, expect):
    answer = data.read_all()
    if not answer.is_success:
        raise Untested(f"blocked by DATA-001: the list was answered {answer.status_code}")
    expect(holds_list(body_of(answer), "verifiedData"), answer, rule="DATA-004")
    expect(size_is_count(body_of(answer), "verifiedData"), answer, rule="DATA-005")


@pytest.mark.rule("DATA-006", "DATA-007")
def test_each_entry_has_an_id_and_a_type(data, expect):
    listed = data.read_all()
    entries = data.entries(listed)
    if not entries:
        raise Untested("the verification left no verified data")
    expect(each_has(entries, "id", "a text", is_filled_text), listed, rule="DATA-006")
    expect(each_differs(entries, "id"), listed, rule="DATA-006")
    expect(each_has(entries, "type", "a text", is_filled_text), listed, rule="DATA-007")


@pytest.mark.rule("DATA-008")
def test_the_list_leaves_out_the_data_themselves(listed, data, expect):
    for entry in data.entries(listed):
        expect(has_no_member(entry, "data"), listed)
