"""Verified data are found under their own user and transaction alone."""

from dataclasses import replace

import pytest

from pingone_conformance.checks.collections import identified
from pingone_conformance.checks.status import is_refused
from pingone_conformance.target.pairs import partner


@pytest.fixture
def one_of(data, listed):
    """The id of one entry of the verified data."""
    return identified(data.entries(listed))[0]["id"]


@pytest.mark.rule("DATA-041")
def test_the_list_of_another_users_transaction_is_refused(data, api, given, expect):
    path = {**data.path, "userID": given.user()["id"]}
    answer = api.call("readAllVerifiedData", **path)
    expect(is_refused(answer), answer)
    partner(data.read_all())


@pytest.mark.rule("DATA-043")
def test_an_entry_of_another_users_transaction_is_refused(data, one_of, given, expect):
    another = replace(data, path={**data.path, "userID": given.user()["id"]})
    answer = another.read_one(one_of)
    expect(is_refused(answer), answer)
    partner(data.read_one(one_of))


@pytest.mark.rule("DATA-044")
def test_an_entry_of_another_transaction_is_refused(data, one_of, given, expect):
    another = replace(data, path=given.beside(data.path))
    answer = another.read_one(one_of)
    expect(is_refused(answer), answer)
    partner(data.read_one(one_of))
