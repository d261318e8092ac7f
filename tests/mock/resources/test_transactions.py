from __future__ import annotations

import base64
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from pingone_conformance.mock.selfie import selfie_jpeg

FACE = {"verify": "REQUIRED", "threshold": "MEDIUM"}
SELFIE = base64.b64encode(selfie_jpeg()).decode()


def seconds_to_expiry(transaction: dict[str, Any]) -> float:
    created, expires = (datetime.fromisoformat(transaction[name]) for name in ("createdAt", "expiresAt"))
    return (expires - created) / timedelta(seconds=1)


def refused(api: Any, **members: Any) -> tuple[str, str]:
    answer = api.post(api.transactions, members)
    assert answer.status_code == 400, answer.text
    detail = answer.json()["details"][0]
    return detail["code"], detail["target"]


def checks(api: Any, **members: Any) -> dict[str, str]:
    return dict(api.new_transaction(**members)["transactionStatus"]["verificationStatus"])


def test_a_created_transaction_says_where_it_is(api: Any) -> None:
    answer = api.post(api.transactions, {})
    assert answer.headers["location"] == answer.json()["_links"]["self"]["href"]


def test_the_links_lead_to_transaction_environment_and_user(api: Any) -> None:
    transaction = api.new_transaction()
    assert {name: link["href"] for name, link in transaction["_links"].items()} == {
        "self": f"http://mock.test{api.transactions}/{transaction['id']}",
        "environment": f"http://mock.test{api.environment}",
        "user": f"http://mock.test{api.user_path}",
    }


def test_a_new_transaction_is_requested(api: Any) -> None:
    assert api.new_transaction()["transactionStatus"]["status"] == "REQUESTED"


def test_the_default_policy_applies(api: Any) -> None:
    assert api.new_transaction()["verifyPolicy"] == {"id": api.names["verifyPolicyId"]}


def test_a_named_policy_applies(api: Any) -> None:
    policy = api.new_policy()
    assert api.new_transaction(verifyPolicy={"id": policy["id"]})["verifyPolicy"] == {"id": policy["id"]}


@pytest.mark.parametrize("policy", ["unknown", "00000000-0000-4000-8000-000000000000"])
def test_an_unknown_policy_is_refused(api: Any, policy: str) -> None:
    assert refused(api, verifyPolicy={"id": policy}) == ("INVALID_VALUE", "verifyPolicy.id")


def test_another_environments_policy_is_refused(api: Any) -> None:
    policy = api.mock.ready_made.other.policy.id
    assert refused(api, verifyPolicy={"id": policy}) == ("INVALID_VALUE", "verifyPolicy.id")


def test_the_checks_come_from_the_policy(api: Any) -> None:
    policy = api.new_policy(email={"verify": "OPTIONAL"}, phone={"verify": "REQUIRED"})
    assert checks(api, verifyPolicy={"id": policy["id"]}) == {
        "EMAIL": "REQUESTED",
        "LIVENESS": "REQUESTED",
        "PHONE": "REQUESTED",
    }


def test_a_reference_selfie_adds_its_comparison(api: Any) -> None:
    found = checks(api, requirements={"referenceSelfie": {"value": SELFIE}})
    assert sorted(found) == [
        "FACIAL_COMPARISON_DOCUMENT",
        "FACIAL_COMPARISON_REFERENCE_SELFIE",
        "GOVERNMENT_ID",
        "LIVENESS",
    ]


@pytest.fixture
def face_only(api: Any) -> dict[str, str]:
    """A reference to a policy that compares faces without a document."""
    policy = api.new_policy(facialComparison=FACE, governmentId={"verify": "DISABLED"})
    return {"id": policy["id"]}


def test_a_face_without_document_needs_a_reference_selfie(api: Any, face_only: dict[str, str]) -> None:
    assert refused(api, verifyPolicy=face_only) == ("REQUIRED_VALUE", "requirements.referenceSelfie")


def test_a_required_reference_selfie_is_accepted(api: Any, face_only: dict[str, str]) -> None:
    found = checks(api, verifyPolicy=face_only, requirements={"referenceSelfie": {"value": SELFIE}})
    assert "FACIAL_COMPARISON_REFERENCE_SELFIE" in found


@pytest.mark.parametrize("value", ["", "####", "aGVsbG8=", "ü", SELFIE[:400], SELFIE.rstrip("=") + "\n"])
def test_a_required_reference_selfie_has_to_be_a_picture(
    api: Any, face_only: dict[str, str], value: str
) -> None:
    body = {"verifyPolicy": face_only, "requirements": {"referenceSelfie": {"value": value}}}
    assert refused(api, **body) == ("INVALID_VALUE", "requirements.referenceSelfie.value")


@pytest.mark.parametrize("value", ["", "####"])
def test_another_reference_selfie_is_ignored(api: Any, value: str) -> None:
    assert "FACIAL_COMPARISON_REFERENCE_SELFIE" not in checks(
        api, requirements={"referenceSelfie": {"value": value}}
    )


def test_the_web_address_carries_id_code_and_environment(api: Any) -> None:
    transaction = api.new_transaction()
    query = parse_qs(urlsplit(transaction["webVerificationUrl"]).query)
    assert query == {
        "txnid": [transaction["id"]],
        "url": ["http://mock.test/v1/idValidations/webVerifications"],
        "code": [transaction["webVerificationCode"]],
        "envId": [api.names["environmentId"]],
    }


def test_the_qr_address_names_the_transaction(api: Any) -> None:
    transaction = api.new_transaction()
    assert transaction["qrUrl"].endswith(f"/webVerifications/{transaction['id']}/qr")


def test_a_transaction_expires_after_half_an_hour(api: Any) -> None:
    assert seconds_to_expiry(api.new_transaction()) == 1800


def test_the_policy_decides_on_the_expiry(api: Any) -> None:
    policy = api.new_policy(transaction={"timeout": {"duration": 90, "timeUnit": "SECONDS"}})
    assert seconds_to_expiry(api.new_transaction(verifyPolicy={"id": policy["id"]})) == 90


def test_requirements_callback_and_notification_come_back(api: Any) -> None:
    sent = {
        "requirements": {
            "address": {"options": ["1 Main Street", "1 Main St"]},
            "birth_date": {"value": "1984-08-02"},
            "email": {"options": ["a@b.c", "d@e.f"]},
            "phone": {"value": "+1 972-555-1234"},
            "referenceSelfie": {"value": SELFIE},
        },
        "callback": {"url": "https://example.com/x", "headers": {"x-a": "1"}},
    }
    transaction = api.new_transaction(**sent)
    assert {name: transaction[name] for name in sent} == sent


def test_unknown_members_do_not_come_back(api: Any) -> None:
    transaction = api.new_transaction(requirements={"unknown": 1}, unknown=2)
    assert (transaction.get("requirements"), "unknown" in transaction) == ({}, False)


@pytest.mark.parametrize(
    "members",
    [
        {"callback": {}},
        {"callback": {"url": "example"}},
        {"callback": {"url": 5}},
        {"callback": {"url": "https://a b"}},
        {"callback": {"url": "https://a", "headers": {"x": 1}}},
        {"callback": []},
        {"redirect": {}},
        {"redirect": {"url": "https://a", "message": "x" * 257}},
        {"redirect": {"message": "x"}},
        {"sendNotification": {"email": "nobody"}},
        {"sendNotification": {"phone": "none"}},
        {"sendNotification": {"phone": "()"}},
        {"sendNotification": "a@b.c"},
        {"verifyPolicy": "x"},
        {"verifyPolicy": {"id": 5}},
        {"requirements": []},
        {"requirements": {"email": "a@b.c"}},
        {"requirements": {"email": {}}},
        {"requirements": {"email": {"options": "a@b.c"}}},
        {"requirements": {"email": {"options": ["nobody"]}}},
        {"requirements": {"email": {"options": [None]}}},
        {"requirements": {"phone": {"value": ""}}},
        {"requirements": {"phone": {"value": "call me"}}},
        {"requirements": {"phone": {"value": 15125551234}}},
        {"requirements": {"given_name": {}}},
        {"requirements": {"given_name": {"value": "a", "options": ["b"]}}},
        {"requirements": {"given_name": {"options": []}}},
        {"requirements": {"given_name": {"value": ""}}},
        {"requirements": {"birth_date": {"value": "yesterday"}}},
        {"requirements": {"birth_date": {"value": "1984-02-30"}}},
        {"requirements": {"birth_date": {"options": ["1984-08-02", "19840802"]}}},
        {"requirements": {"referenceSelfie": {}}},
        {"requirements": {"referenceSelfie": {"value": 5}}},
    ],
)
def test_a_bad_member_is_refused(api: Any, members: dict[str, Any]) -> None:
    target = refused(api, **members)[1]
    assert target.startswith(next(iter(members)))


@pytest.mark.parametrize(
    "number",
    [
        "+1.5125551234",
        "+15125551234",
        "+1.512.555.1234",
        "15125551234",
        "1-512-555-1234",
        "+1 (512) 555-1234",
    ],
)
def test_the_documented_numbers_are_accepted(api: Any, number: str) -> None:
    transaction = api.new_transaction(requirements={"phone": {"value": number}})
    assert transaction["requirements"]["phone"]["value"] == number


def test_null_is_no_value(api: Any) -> None:
    transaction = api.new_transaction(requirements=None, callback=None, sendNotification={"email": None})
    assert "requirements" not in transaction


def test_a_transaction_is_read_as_it_was_created(api: Any) -> None:
    transaction = api.new_transaction(requirements={"name": {"value": "Bob"}})
    assert api.get(f"{api.transactions}/{transaction['id']}").json() == transaction


def test_the_policy_can_be_read_along(api: Any) -> None:
    transaction = api.new_transaction()
    body = api.get(f"{api.transactions}/{transaction['id']}", params={"expand": "verifyPolicy"}).json()
    assert body["_embedded"]["verifyPolicy"]["id"] == api.names["verifyPolicyId"]


def test_nothing_else_can_be_read_along(api: Any) -> None:
    transaction = api.new_transaction()
    answer = api.get(f"{api.transactions}/{transaction['id']}", params={"expand": "user"})
    assert (answer.status_code, answer.json()["details"][0]["code"]) == (400, "INVALID_PARAMETER")


def test_the_list_has_the_newest_first(api: Any) -> None:
    ids = [api.new_transaction()["id"] for _ in range(3)]
    listed = api.get(api.transactions).json()
    assert [entry["id"] for entry in listed["_embedded"]["verifyTransactions"]] == ids[::-1]


def test_the_list_says_its_size(api: Any) -> None:
    api.new_transaction()
    assert api.get(api.transactions).json()["size"] == 1


def test_the_list_has_nothing_of_another_user(api: Any) -> None:
    api.new_transaction()
    user = api.new_user()["id"]
    assert api.get(f"{api.environment}/users/{user}/verifyTransactions").json()["size"] == 0


def test_a_transaction_of_another_user_is_not_found(api: Any) -> None:
    transaction, user = api.new_transaction()["id"], api.new_user()["id"]
    assert api.get(f"{api.environment}/users/{user}/verifyTransactions/{transaction}").status_code == 404


@pytest.mark.parametrize("state", ["FAIL", "IN_PROGRESS"])
@pytest.mark.parametrize("status", ["APPROVED_MANUALLY", "APPROVED_NO_REQUEST"])
def test_an_administrator_can_approve(api: Any, state: str, status: str) -> None:
    answer = api.put(api.decided(state), {"transactionStatus": {"status": status}})
    assert (answer.status_code, answer.json()["transactionStatus"]["status"]) == (200, status)


@pytest.mark.parametrize(
    "state", ["REQUESTED", "INITIATED", "PARTIAL", "SUCCESS", "NOT_REQUIRED", "APPROVED_MANUALLY"]
)
def test_an_administrator_cannot_approve_other_states(api: Any, state: str) -> None:
    path = api.decided(state)
    assert api.put(path, {"transactionStatus": {"status": "APPROVED_NO_REQUEST"}}).status_code == 400
    assert api.get(path).json()["transactionStatus"]["status"] == state


@pytest.mark.parametrize(
    "body", [{}, {"transactionStatus": {}}, {"transactionStatus": {"status": "SUCCESS"}}]
)
def test_an_administrator_can_do_nothing_else(api: Any, body: dict[str, Any]) -> None:
    assert api.put(api.decided("FAIL"), body).status_code == 400


def test_a_deleted_transaction_is_gone(api: Any) -> None:
    path = api.decided()
    assert (api.delete(path).status_code, api.get(path).status_code) == (204, 404)


def test_a_deleted_transaction_takes_its_data_along(api: Any) -> None:
    path = api.decided()
    selfie = api.selfie_path(path)
    api.delete(path)
    assert api.get(selfie).status_code == 404
