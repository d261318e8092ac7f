"""What the description says is personal: by place, and by name where no place is known."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from pingone_conformance.spec import load_cloud_description, load_description
from pingone_conformance.target.personal import MARK, Place, personal_data

# Members whose names say one of these hold personal data, or stand below with the reason why not.
TELLING = re.compile(
    r"name|email|phone|birth|address|street|locality|region|postal|country|given|family|middle|nick|photo|selfie|image|"
    r"picture|honorific|gender|nationality|title|account|external|user|person",
    re.IGNORECASE,
)
NOT_PERSONAL = {
    "GovernmentIdSettings": {"documentImages": "a switch of a policy"},
    "IdentityRecordMatching": dict.fromkeys(
        ("address", "birth_date", "family_name", "given_name", "name"), "how closely it has to match"
    ),
    "OneTimePassword": {
        "notification.templateName": "name of a template",
        "notification.variantName": "name of a template's variant",
    },
    "ResourceLinks": {"user": "a link, which holds ids only"},
    "TransactionStatus": {"verificationStatus.FACIAL_COMPARISON_REFERENCE_SELFIE": "how far a comparison is"},
    "User": {"account": "whether the account may be used"},
    "VerifyPolicy": {
        "name": "name of a policy",
        "email": "a step of a policy",
        "phone": "a step of a policy",
    },
    "VerifyPolicyRequest": {
        "name": "name of a policy",
        "email": "a step of a policy",
        "phone": "a step of a policy",
    },
}
PERSONAL = [
    ("createUser", "email"),
    ("createUser", "username"),
    ("createUser", "name.given"),
    ("updateUser", "address.postalCode"),
    ("replaceUser", "mobilePhone"),
    ("confirmAccountInformation", "name.family"),
    ("createVerifyTransaction", "requirements.given_name.value"),
    ("createVerifyTransaction", "requirements.birth_date.options"),
    ("createVerifyTransaction", "requirements.phone.value"),
    ("createVerifyTransaction", "sendNotification.email"),
]
ANSWERED = [
    ("readOneUser", "name.given"),
    ("readOneUser", "primaryPhone"),
    ("readAllVerifyTransactions", "_embedded.verifyTransactions[].requirements.name.value"),
    ("createVerifyTransaction", "sendNotification.phone"),
    ("readOneVerifiedData", "data.anything.at.all"),
    ("readAllVerifiedData", "_embedded.previousAttempts[].data.firstName"),
    ("readAllVerificationMetadata", "_embedded.metaData[].data.scores"),
    ("updatePortraitBackground", "data.image"),
    ("readFlow", "_embedded.user.username"),
]
PLAIN = [
    ("createVerifyPolicy", 201, "name"),
    ("readAllVerifyPolicies", 200, "_embedded.verifyPolicies[].email.verify"),
    ("updatePortraitBackground", 200, "data.format"),
    ("createVerifyTransaction", 201, "transactionStatus.status"),
    ("createUser", 400, "details[].message"),
    ("createUser", 418, "message"),
    ("createUser", 202, "lifecycle.status"),
]


def at(place: Place | None, path: str) -> Place | None:
    for step in re.findall(r"\w+|\[\]", path):
        if place is None:
            return None
        place = place.item if step == "[]" else place.member(step)
    return place


def members(schema: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    for name, member in schema.get("properties", {}).items():
        place = f"{path}.{name}" if path else name
        yield place, member
        yield from members(member, place)
        yield from members(member.get("items", {}), f"{place}[]")


@pytest.mark.parametrize(("operation", "path"), PERSONAL)
def test_a_place_of_a_request_is_personal(operation: str, path: str) -> None:
    place = at(personal_data().request(operation), path)
    assert place is not None
    assert place.personal


@pytest.mark.parametrize(("operation", "path"), ANSWERED)
def test_a_place_of_an_answer_is_personal(operation: str, path: str) -> None:
    place = at(personal_data().response(operation, 200), path)
    assert place is not None
    assert place.personal


@pytest.mark.parametrize(("operation", "status", "path"), PLAIN)
def test_a_place_is_not_personal(operation: str, status: int, path: str) -> None:
    place = at(personal_data().response(operation, status), path)
    assert place is not None
    assert not place.personal


def test_another_description_is_known_beside_the_first() -> None:
    both = personal_data(load_cloud_description())
    for path in ("userName", "givenName", "sn", "mail"):
        place = at(both.response("readOneManagedUser", 200), path)
        assert place is not None
        assert place.personal
    assert at(both.response("readOneUser", 200), "email") is not None
    assert personal_data().response("readOneManagedUser", 200) is None
    assert personal_data().names < both.names
    assert "AUTHENTICATION_TREE_DECISION_NODE" in both.words - personal_data().words


def test_a_member_that_is_not_described_has_no_place() -> None:
    assert at(personal_data().response("readOneUser", 200), "eyeColor") is None
    assert personal_data().request("readOneUser") is None
    assert personal_data().response("none", 200) is None


def test_every_member_whose_name_tells_of_a_person_is_marked_or_excused() -> None:
    unmarked = [
        f"{name}: {path}"
        for name, schema in load_description().bundle["components"]["schemas"].items()
        for path, member in members(schema)
        if TELLING.search(path.rpartition(".")[2])
        if not member.get(MARK) and path not in NOT_PERSONAL.get(name, {})
    ]
    assert not unmarked


def test_every_mark_is_one_of_a_member() -> None:
    marks = [
        member[MARK]
        for schema in load_description().bundle["components"]["schemas"].values()
        for _, member in members(schema)
        if MARK in member
    ]
    assert len(marks) > 40
    assert set(marks) == {True}


@pytest.mark.parametrize("name", ["given", "birth_date", "email", "idnumber", "mobilephone"])
def test_a_name_is_known_without_a_place(name: str) -> None:
    assert name in personal_data().names


@pytest.mark.parametrize("word", ["SUCCESS", "MEDIUM", "createUser", "application/json", "verifyPolicies"])
def test_what_the_description_says_itself_is_known(word: str) -> None:
    assert word in personal_data().words
