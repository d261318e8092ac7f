"""What a tenant may be sent of the generated cases."""

import json
from pathlib import Path

import pytest

from pingone_conformance.config import load_settings
from pingone_conformance.generation.case import GeneratedCase
from pingone_conformance.generation.corpus import cases_for
from pingone_conformance.generation.harmless import CALLBACK_URL, harmless_case, newly_named_case
from pingone_conformance.profiles import load_profile
from pingone_conformance.spec import load_description
from pingone_conformance.target.guard import UNKNOWN_ID, Guard
from pingone_conformance.target.ledger import Ledger, Place

OPERATIONS = list(load_description().operations)
ENVIRONMENT = "7d2f1c35-0b6e-4a0c-9f57-1f6c0c4be2a9"
NAME = "p1c-00000001-2f47-1-1"


def case(body: object = None, *, valid: bool = True, **more: object) -> GeneratedCase:
    text = None if body is None else json.dumps(body)
    return GeneratedCase(valid=valid, what="made by hand", body=text, **more)  # type: ignore[arg-type]


def body_of(operation: str, body: object, *, valid: bool = True) -> object:
    harmless = harmless_case(operation, case(body, valid=valid), lambda: NAME)
    return None if harmless is None else json.loads((harmless.body or "").encode("latin-1"))


@pytest.fixture
def guard(tmp_path: Path) -> Guard:
    settings = load_settings({"target": "tenant", "allow": "changes,notifies"})
    place = Place("https://api.example.com/v1", "https://auth.example.com", ENVIRONMENT)
    ledger = Ledger.open(tmp_path, "00000001", place)
    return Guard(load_description(), settings.tenant, ENVIRONMENT, ledger)


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.parametrize(("profile", "target"), [("smoke", "mock"), ("standard", "tenant")])
def test_the_guard_admits_every_case_that_is_left(
    operation: str, profile: str, target: str, guard: Guard
) -> None:
    described = load_description().operation(operation)
    ids = dict.fromkeys(described.path_parameters, UNKNOWN_ID)
    for generated in cases_for(operation, load_profile(profile, target), 1):
        harmless = harmless_case(operation, generated, lambda: NAME)
        if harmless is not None:
            content = None if harmless.body is None else harmless.body.encode("latin-1")
            guard.admit(operation, described.method, {**ids, "envID": ENVIRONMENT, **harmless.path}, content)


@pytest.mark.parametrize("name", ["Jo", "x" * 128, "x" * 129, "Zoë \N{SUNFLOWER}" * 9])
def test_a_name_is_marked_and_as_long_as_it_was(name: str) -> None:
    body = body_of("createUser", {"username": name, "nickname": "Łukasz"})
    assert isinstance(body, dict)
    assert body["username"].startswith(NAME)
    assert len(body["username"]) == max(len(name), len(NAME))
    assert body["nickname"] == "Łukasz"


def test_a_name_stays_no_text_or_absent() -> None:
    for wrong in ({"username": 42}, {"username": None}, {}):
        assert body_of("createUser", wrong, valid=False) == wrong


def test_an_empty_name_is_left_out() -> None:
    assert body_of("createVerifyPolicy", {"name": ""}, valid=False) is None


def test_a_policy_does_not_become_the_default_one() -> None:
    assert body_of("createVerifyPolicy", {"name": "Jo", "default": True}) is None
    assert body_of("updateVerifyPolicy", {"name": "Jo", "default": "yes"}, valid=False) is None
    assert body_of("createVerifyPolicy", {"name": "Jo", "default": False}) is not None


def test_a_transaction_reaches_nobody() -> None:
    sent = {
        "sendNotification": {"email": "jo@example.com"},
        "requirements": {
            "phone": {"value": "+15125551234"},
            "email": {"options": []},
            "name": {"value": "Jo"},
        },
        "callback": {"url": "https://example.net/x", "headers": {}},
    }
    assert body_of("createVerifyTransaction", sent) == {
        "requirements": {"name": {"value": "Jo"}},
        "callback": {"url": CALLBACK_URL, "headers": {}},
    }
    assert body_of("createVerifyTransaction", sent, valid=False) is None


def test_a_wrong_transaction_that_reaches_nobody_stays() -> None:
    wrong = {"verifyPolicy": 7}
    assert body_of("createVerifyTransaction", wrong, valid=False) == wrong


@pytest.mark.parametrize(
    ("operation", "path", "left"),
    [
        ("readOneUser", {"userID": "no-id"}, True),
        ("readOneUser", {"userID": "../users"}, False),
        ("readOneUser", {"envID": "no-id"}, False),
        ("deleteUser", {"userID": "no-id"}, False),
        ("createVerifyTransaction", {"userID": "no-id"}, False),
    ],
)
def test_wrong_ids_are_read_and_nothing_else(operation: str, path: dict[str, str], left: bool) -> None:
    harmless = harmless_case(operation, case(valid=False, path=path), lambda: NAME)
    assert (harmless is not None) is left


def test_what_costs_a_persons_time_is_refused_or_not_sent() -> None:
    body = {"transactionStatus": {"status": "APPROVED_MANUALLY"}}
    assert body_of("updateVerifyTransaction", body) is None
    assert body_of("updateVerifyTransaction", body, valid=False) == body


def test_what_is_no_object_stays_as_it_is() -> None:
    for text in ("[]", "{", "\xff"):
        wrong = GeneratedCase(valid=False, what="no object", body=text)
        assert harmless_case("createUser", wrong, lambda: NAME) == wrong


@pytest.mark.parametrize(
    ("operation", "body", "named"),
    [
        ("createScript", {"name": "a", "x": 1}, {"name": NAME, "x": 1}),
        ("createScript", {"name": "a" * 100}, {"name": f"{NAME}-{'a' * 100}"[:100]}),
        ("createManagedUser", {"userName": "ä"}, {"userName": NAME}),
        ("createScript", {"name": ""}, {"name": ""}),
        ("createScript", {"name": 7}, {"name": 7}),
        ("createScript", ["name"], ["name"]),
        ("replaceSecret", {"name": "a"}, {"name": "a"}),
    ],
)
def test_a_case_is_named_anew(operation: str, body: object, named: object) -> None:
    assert json.loads(newly_named_case(operation, case(body), lambda: NAME).body or "") == named
