"""A deleted transaction is gone, and only its own user's can be deleted."""

import pytest

from pingone_conformance.checks.collections import entries_of, none_is_listed
from pingone_conformance.checks.members import body_of, member_equals
from pingone_conformance.checks.status import answers, is_refused
from pingone_conformance.findings import Untested
from pingone_conformance.target.pairs import partner


@pytest.mark.rule("STATUS-034")
@pytest.mark.parametrize("state", ["REQUESTED", "IN_PROGRESS", "SUCCESS", "FAIL"])
def test_a_deletion_answers_204(transaction_in, expect, state):
    answer = transaction_in(state).delete()
    expect(answers(answer, 204), answer)


@pytest.mark.rule("STATUS-035")
def test_a_deleted_transaction_can_no_longer_be_read(transaction_in, expect):
    transaction, _ = (transaction_in("REQUESTED") for _ in range(2))
    partner(transaction.read())
    answer = transaction.delete()
    if not answer.is_success:
        raise Untested(f"blocked by STATUS-034: deleteVerifyTransaction answered {answer.status_code}")
    read, listed = transaction.read(), transaction.list()
    expect(is_refused(read), read)
    entries = entries_of(body_of(listed), "verifyTransactions")
    expect(none_is_listed(entries, [transaction.created["id"]]), listed)


@pytest.mark.rule("STATUS-036")
def test_another_user_cannot_delete_a_transaction(transaction, another, expect):
    answer = transaction.delete(userID=another.path["userID"])
    expect(is_refused(answer), answer)
    read = transaction.read()
    expect(member_equals(body_of(read), "id", transaction.created["id"]), read)
    partner(transaction.delete())
