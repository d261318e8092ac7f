"""Verified data are found under their own user and transaction alone."""

import pytest

from pingone_conformance.checks.status import is_refused
from pingone_conformance.target.pairs import partner


@pytest.mark.rule("DATA-041")
def test_the_list_of_another_users_transaction_is_refused(data, api, given, expect):
    path = {**data.path, "userID": given.user()["id"]}
    answer = api.call("readAllVerifiedData", **path)
    expect(is_refused(answer), answer)
    partner(data.read_all())
