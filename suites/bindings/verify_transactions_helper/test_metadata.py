"""The metadata of a transaction: why the services decided as they did."""

import pytest

from pingone_conformance.checks.maps import (
    all_entries,
    entries_agree,
    gives_map,
    gives_something,
    value_in,
)
from pingone_conformance.checks.members import MISSING, member, members_of
from pingone_conformance.checks.trials import gives
from pingone_conformance.findings import Finding, Untested
from pingone_conformance.target.guard import UNKNOWN_ID

METHOD, COLLECTION = "getAllMetadata", "metaData"
JUDGEMENTS = frozenset({"score", "probability", "similarity", "confidence", "judgement", "match"})
OF_A_PERSON = ("idNumber", "birthDate", "lastName", "firstName")


@pytest.fixture
def user(verified, helper):
    return helper(verified["userID"])


@pytest.fixture
def report(user, verified):
    return user.asked(metadata=[METHOD, verified["id"]])


@pytest.fixture
def listed(user, verified):
    """The same as the interface lists it."""
    listed = user.read("readAllVerificationMetadata", transactionID=verified["id"])
    if not all_entries(listed, COLLECTION):
        raise Untested("the verification left no metadata")
    return listed


@pytest.mark.rule("HELPER-009", "HELPER-035")
def test_it_is_that_of_the_interface(listed, report, expect):
    expect(gives_something(report.trials, "metadata"), report.answer, rule="HELPER-009")
    agreed = entries_agree(
        report.trials, "metadata", listed, COLLECTION, "type", "provider", "status", "data"
    )
    expect(agreed, report.answer, rule="HELPER-009")
    expect(gives_map(report.trials, "metadata"), report.answer, rule="HELPER-035")


@pytest.mark.rule("HELPER-009")
def test_it_is_that_of_the_transaction_which_was_named(given, helper, expect):
    if given.is_on_a_tenant:
        raise Untested("needs a mock: two verified transactions of one user")
    user_id = given.user()["id"]
    made = [given.transaction_in("SUCCESS", user_id)["id"] for _ in range(3)]
    user = helper(user_id)
    report = user.asked(**{f"of {number}": [METHOD, id_] for number, id_ in enumerate(made)})
    for number, id_ in enumerate(made):
        listed = user.read("readAllVerificationMetadata", transactionID=id_)
        expect(entries_agree(report.trials, f"of {number}", listed, COLLECTION, "type"), report.answer)


@pytest.mark.rule("HELPER-054")
def test_each_service_has_its_results_there(listed, report, expect):
    found = services(value_in(report.trials, "metadata"))
    for provider, kind in services(listed) - found:
        expect(
            [Finding(f"results of {provider} about {kind}", f"those of {len(found)} others")], report.answer
        )
    expect([] if found else [Finding("results of a service", "none")], report.answer)


@pytest.mark.rule("HELPER-011")
def test_it_has_judgements_and_nothing_of_the_document(listed, report, user, verified, expect):
    entries = all_entries(value_in(report.trials, "metadata"), COLLECTION)
    leaves = list(members_of(entries))
    judged = any(path.rpartition(".")[2] in JUDGEMENTS for path, _ in leaves)
    expect([] if judged else [Finding("a score or a judgement", "none")], report.answer)
    texts = [value for _, value in leaves if isinstance(value, str)]
    told = [name for name, value in of_the_document(user, verified) if value in texts]
    expect(
        [Finding("nothing of the user's document", f"its {', '.join(told)}")] if told else [], report.answer
    )
    names = {path.rpartition(".")[2] for path, _ in leaves}
    pictures = names & {"image", *OF_A_PERSON}
    expect(
        [Finding("none of the user's data", ", ".join(sorted(pictures)))] if pictures else [], report.answer
    )


@pytest.mark.rule("HELPER-010")
def test_without_the_transaction_there_is_null(user, given, gone, expect):
    calls = {"unknown": [METHOD, UNKNOWN_ID]}
    if not given.is_on_a_tenant:
        deleted = given.transaction_in("SUCCESS", user.user_id)
        gone(deleted)
        calls["deleted"] = [METHOD, deleted["id"]]
    report = user.asked(**calls)
    for name in calls:
        expect(gives(report.trials, name, None), report.answer)


def services(body):
    entries = [entry for entry in all_entries(body, COLLECTION) if isinstance(entry, dict)]
    return {(str(entry.get("provider")), str(entry.get("type"))) for entry in entries}


def of_the_document(user, verified):
    """What the government id says that no judgement says by chance."""
    path = {"transactionID": verified["id"]}
    entries = all_entries(user.read("readAllVerifiedData", **path), "verifiedData")
    ids = [entry["id"] for entry in entries if entry.get("type") == "GOVERNMENT_ID"]
    data = member(user.read("readOneVerifiedData", **path, verifiedDataID=ids[0]), "data") if ids else {}
    found = [(name, member(data, name)) for name in OF_A_PERSON]
    return [(name, value) for name, value in found if value is not MISSING and value]
