"""Links lead where they say, from what is created to its portrait."""

import pytest

from pingone_conformance.checks.collections import entries_of, identified
from pingone_conformance.checks.links import href, ids_in, link_ends_with
from pingone_conformance.checks.members import body_of, member, member_equals
from pingone_conformance.checks.status import is_accepted
from pingone_conformance.contracts import contracts
from pingone_conformance.findings import Finding, Untested
from pingone_conformance.target.requests import PORTRAIT_BODY, Attempt

FOLLOWED = [
    pytest.param("createUser", "readOneUser", marks=pytest.mark.rule("LINK-007"), id="user"),
    pytest.param(
        "createVerifyPolicy", "readOneVerifyPolicy", marks=pytest.mark.rule("LINK-008"), id="policy"
    ),
    pytest.param(
        "createVerifyTransaction",
        "readOneVerifyTransaction",
        marks=pytest.mark.rule("LINK-009"),
        id="transaction",
    ),
]
LISTED = [
    pytest.param(
        ("readAllVerificationMetadata", "metaData", "readOneVerificationMetadata", "metaDataID"),
        marks=pytest.mark.rule("LINK-019", "LINK-020", "LINK-024"),
        id="metadata",
    ),
    pytest.param(
        ("readAllVerifiedData", "verifiedData", "readOneVerifiedData", "verifiedDataID"),
        marks=pytest.mark.rule("LINK-021", "LINK-022", "LINK-025"),
        id="verified-data",
    ),
]


def operations_of(rule):
    return pytest.mark.parametrize("operation", contracts().rules[rule].operations)


@operations_of("LINK-003")
@pytest.mark.rule("LINK-003")
def test_the_self_link_ends_with_the_id(operation, given, expect):
    answer = Attempt(operation, given).accepted()
    body = body_of(answer)
    expect(link_ends_with(body, "self", str(member(body, "id"))), answer)


@operations_of("LINK-004")
@pytest.mark.rule("LINK-004")
def test_the_self_link_has_the_path_that_was_read(operation, given, expect):
    attempt = Attempt(operation, given)
    answer = attempt.accepted()
    sent = ids_in(str(answer.request.url))
    expect(member_equals({"self": ids_in(href(body_of(answer), "self"))}, "self", sent), answer)


@operations_of("LINK-005")
@pytest.mark.rule("LINK-005")
def test_the_environment_link_ends_with_the_id_of_the_environment(operation, given, api, expect):
    answer = Attempt(operation, given).accepted()
    expect(link_ends_with(body_of(answer), "environment", api.connection.environment_id), answer)


@operations_of("LINK-010")
@pytest.mark.rule("LINK-010")
def test_the_population_link_ends_with_its_id(operation, given, expect):
    answer = Attempt(operation, given).accepted()
    body = body_of(answer)
    expect(link_ends_with(body, "population", str(member(body, "population.id"))), answer)


@pytest.mark.parametrize(("creates", "reads"), FOLLOWED)
def test_the_self_link_of_a_created_thing_gives_that_thing(creates, reads, given, api, expect):
    created = body_of(Attempt(creates, given).accepted())
    answer = follow(api, reads, href(created, "self"))
    expect(is_accepted(answer), answer)
    expect(member_equals(body_of(answer), "id", member(created, "id")), answer)


@pytest.mark.rule("LINK-011", "LINK-012", "LINK-013", "LINK-014")
def test_a_created_user_gets_a_transaction_under_a_created_policy(given, api, expect):
    given.needs("createVerifyTransaction")
    user, policy = given.user(), given.policy()
    answer = api.call(
        "createVerifyTransaction", userID=user["id"], json={"verifyPolicy": {"id": policy["id"]}}
    )
    for rule in ("LINK-011", "LINK-012"):
        expect(is_accepted(answer), answer, rule=rule)
    if not answer.is_success:
        raise Untested("blocked by LINK-011: there is no transaction with a link to its user")
    expect(link_ends_with(body_of(answer), "user", user["id"]), answer, rule="LINK-013")
    owner = follow(api, "readOneUser", href(body_of(answer), "user"))
    expect(member_equals(body_of(owner), "id", user["id"]), owner, rule="LINK-014")


@pytest.mark.parametrize("listed", LISTED)
def test_every_listed_piece_can_be_read(listed, given, api, expect):
    lists, members, reads, parameter = listed
    can_be_listed, can_be_read, can_be_followed = expect.rules
    transaction = given.transaction_in("SUCCESS")
    path = {"userID": transaction["userID"], "transactionID": transaction["id"]}
    answer = api.call(lists, **path)
    expect(is_accepted(answer), answer, rule=can_be_listed)
    entries = identified(entries_of(body_of(answer), members))
    if not entries:
        raise Untested("a verified transaction without any entry that has an id shows nothing")
    for entry in entries:
        read = api.call(reads, **path, **{parameter: entry["id"]})
        expect(member_equals(body_of(read), "id", entry["id"]), read, rule=can_be_read)
        address = href(entry, "self")
        if not expect(is_about_one(address, parameter), answer, rule=can_be_followed):
            continue
        followed = follow(api, reads, address)
        expect(member_equals(body_of(followed), "id", entry["id"]), followed, rule=can_be_followed)


@pytest.mark.rule("LINK-023")
def test_the_listed_selfie_takes_a_portrait_update(given, api, expect):
    path = given.verification().path
    listed = entries_of(body_of(api.call("readAllVerifiedData", **path)), "verifiedData")
    selfies = [entry["id"] for entry in listed if entry.get("type") == "SELFIE"]
    if not selfies:
        raise Untested("the verified transaction lists no selfie")
    answer = api.call("updatePortraitBackground", **path, verifiedDataID=selfies[0], json=PORTRAIT_BODY)
    expect(is_accepted(answer), answer)


def is_about_one(address, parameter):
    """A link that names its environment names the piece as well; one that does not is too short to be judged."""
    ids = ids_in(address)
    if "envID" in ids and parameter not in ids:
        yield Finding(f"a link with a {parameter}", str(address))


def follow(api, operation, address):
    """Ask for what a link names, on the hosts of the settings: no answer may send the suite elsewhere."""
    ids = ids_in(address)
    if not set(api.description.operation(operation).path_parameters) <= ids.keys():
        raise Untested(f"blocked: there is no link to follow to {operation}")
    return api.call(operation, **ids)
