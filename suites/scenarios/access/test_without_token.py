"""A call without a token is refused before anything else is looked at: it shows and changes nothing."""

import pytest

from pingone_conformance.checks.echo import comes_back
from pingone_conformance.checks.errors import does_not_repeat, gives_nothing_away
from pingone_conformance.checks.identifiers import holds_exactly
from pingone_conformance.checks.members import body_of, member
from pingone_conformance.checks.status import answers, is_accepted
from pingone_conformance.target.guard import UNKNOWN_ID
from pingone_conformance.target.pairs import partner
from pingone_conformance.target.requests import bearer_operations

WITHOUT_ID = ["createUser", "createVerifyPolicy", "readAllVerifyPolicies"]
WITH_ID = [name for name in bearer_operations() if name not in WITHOUT_ID]
WITH_BODY = [
    *("createUser", "updateUser", "replaceUser", "createVerifyPolicy", "updateVerifyPolicy"),
    *("createVerifyTransaction", "updateVerifyTransaction", "updatePortraitBackground"),
]
SHOWING = [
    *(name for name in bearer_operations() if name.startswith("read")),
    *("updateUser", "replaceUser", "updateVerifyPolicy", "updatePortraitBackground"),
]
# The operation that changes, and the one that shows whether it did.
CHANGING = [
    pytest.param(f"{change}{thing}", f"readOne{thing}", marks=pytest.mark.rule(rule), id=f"{change}{thing}")
    for thing, rule, changes in (
        ("User", "AUTH-023", ("update", "replace", "delete")),
        ("VerifyPolicy", "AUTH-024", ("update", "delete")),
        ("VerifyTransaction", "AUTH-025", ("update", "delete")),
    )
    for change in changes
]


@pytest.mark.parametrize("operation", WITH_ID)
@pytest.mark.rule("AUTH-019")
def test_whether_an_id_exists_is_not_told(operation, attempt, expect):
    known = attempt(authorization=None)
    for name in attempt.path:
        unknown = attempt(authorization=None, **{name: UNKNOWN_ID})
        expect(answers(unknown, known.status_code), unknown)
    partner(attempt())


@pytest.mark.parametrize("operation", WITH_BODY)
@pytest.mark.rule("AUTH-020")
def test_the_body_is_not_looked_at(operation, attempt, expect):
    for content in (
        b'{"',
        b"[]",
        b'{"username": 7, "name": 7, "backgroundColor": 7, "transactionStatus": 7}',
    ):
        answer = attempt(authorization=None, content=content)
        expect(answers(answer, 401, 403), answer)
    partner(attempt())


@pytest.mark.parametrize("operation", SHOWING)
@pytest.mark.rule("AUTH-026")
def test_the_resource_is_not_shown(operation, attempt, expect):
    refused = attempt(authorization=None)
    expect(gives_nothing_away(refused, partner(attempt())), refused)


@pytest.mark.parametrize(("operation", "read"), CHANGING)
def test_nothing_is_changed(operation, read, api, attempt, expect):
    path, sent = attempt.path, attempt.request.get("json", {})
    before = body_of(api.call(read, **path))
    attempt(authorization=None)
    after = api.call(read, **path)
    if expect(is_accepted(after), after):
        for name in ("id", "updatedAt", *sent):
            expect(comes_back(body_of(after), name, member(before, name)), after)
    partner(attempt())


@pytest.mark.parametrize("operation", ["createUser"])
@pytest.mark.rule("AUTH-022")
def test_no_user_is_created(operation, api, attempt, expect):
    sent = attempt.request
    attempt(authorization=None)
    answer = api.call(operation, **sent)
    expect(is_accepted(answer), answer)


@pytest.mark.parametrize("operation", ["createVerifyPolicy"])
@pytest.mark.rule("AUTH-024")
def test_no_policy_is_created(operation, api, attempt, expect):
    name = attempt.request["json"]["name"]
    attempt(authorization=None)
    listed = api.call("readAllVerifyPolicies")
    if expect(is_accepted(listed), listed):
        expect(does_not_repeat(listed, f"a policy {name}", name), listed)
    partner(attempt())


@pytest.mark.parametrize("operation", ["createVerifyTransaction"])
@pytest.mark.rule("AUTH-025")
def test_no_transaction_is_created(operation, api, given, attempt, expect):
    path = {"userID": given.user()["id"]}
    only = given.transaction(path["userID"])
    attempt(authorization=None, **path)
    listed = api.call("readAllVerifyTransactions", **path)
    expect(holds_exactly(body_of(listed), "_embedded.verifyTransactions", [only["id"]]), listed)
    partner(attempt())
