from __future__ import annotations

from typing import Any

import pytest

CHECK = {"verify": "REQUIRED", "threshold": "LOW"}
MINUTES = {"timeUnit": "MINUTES"}
SECONDS = {"timeUnit": "SECONDS"}


@pytest.fixture
def policies(api: Any) -> str:
    return f"{api.environment}/verifyPolicies"


def otp(**members: Any) -> dict[str, Any]:
    return {
        "verify": "REQUIRED",
        "otp": {
            "attempts": {"count": 5},
            "lifeTime": {"duration": 10, **MINUTES},
            "deliveries": {"count": 3, "cooldown": {"duration": 30, **SECONDS}},
            "notification": {"templateName": "email_phone_verification"},
            **members,
        },
    }


def names(answer: Any) -> list[str]:
    return [policy["name"] for policy in answer.json()["_embedded"]["verifyPolicies"]]


def test_a_created_policy_says_where_it_is(api: Any, policies: str) -> None:
    answer = api.post(policies, {"name": "new", "liveness": CHECK})
    assert answer.headers["location"] == f"http://mock.test{policies}/{answer.json()['id']}"


def test_a_policy_comes_back_as_it_was_sent(api: Any) -> None:
    sent = {
        "description": "All of it",
        "governmentId": {"verify": "REQUIRED", "inspectionType": "STEP_UP", "retry": {"attempts": 3}},
        "facialComparison": {"verify": "REQUIRED", "threshold": "HIGH"},
        "liveness": {**CHECK, "retry": {"attempts": 0}},
        "email": otp(),
        "phone": otp(lifeTime={"duration": 60, **SECONDS}),
        "transaction": {"timeout": {"duration": 20, **MINUTES}, "dataCollectionOnly": True},
        "identityRecordMatching": {"birth_date": {"threshold": "HIGH", "fieldRequired": True}},
    }
    policy = api.new_policy(**sent)
    for section, members in sent.items():
        if isinstance(members, dict):
            assert members.items() <= policy[section].items() or policy[section] == {
                **policy[section],
                **members,
            }
        else:
            assert policy[section] == members


def test_what_a_policy_leaves_out_gets_its_default(api: Any) -> None:
    policy = api.new_policy()
    assert policy["transaction"] == {
        "timeout": {"duration": 30, **MINUTES},
        "dataCollection": {"timeout": {"duration": 15, **MINUTES}},
        "dataCollectionOnly": False,
    }


def test_collection_never_takes_longer_than_the_transaction(api: Any) -> None:
    policy = api.new_policy(transaction={"timeout": {"duration": 5, **MINUTES}})
    assert policy["transaction"]["dataCollection"]["timeout"] == {"duration": 300, **SECONDS}


@pytest.mark.parametrize(
    "members",
    [
        {"name": None},
        {"name": ""},
        {"name": 5},
        {"description": ""},
        {"default": "true"},
        {"default": 1},
        {"liveness": None},
        {"liveness": {"verify": "required", "threshold": "LOW"}},
        {"liveness": {"verify": "REQUIRED"}},
        {"liveness": {"threshold": "LOW"}},
        {"liveness": {"verify": "REQUIRED", "threshold": "NONE"}},
        {"liveness": {**CHECK, "retry": {"attempts": 4}}},
        {"liveness": {**CHECK, "retry": {"attempts": -1}}},
        {"governmentId": {}},
        {"governmentId": {"verify": "DISABLED", "inspectionType": "MANUAL"}},
        {"governmentId": {"verify": "REQUIRED", "failExpiredId": "true"}},
        {"governmentId": {"verify": "REQUIRED", "provider": {"auto": "ACME"}}},
        {"governmentId": {"verify": "REQUIRED", "aadhaar": {"enabled": True}}},
        {"email": otp(lifeTime={"duration": 31, **MINUTES})},
        {"email": otp(lifeTime={"duration": 59, **SECONDS})},
        {"email": otp(lifeTime={"duration": 1, "timeUnit": "HOURS"})},
        {"email": otp(deliveries={"count": 3})},
        {"email": otp(notification={"templateName": "other"})},
        {"phone": otp(deliveries={"count": 1, "cooldown": {"duration": 1801, **SECONDS}})},
        {"transaction": {"timeout": {"duration": 31, **MINUTES}}},
        {"transaction": {"timeout": {"duration": -1, **MINUTES}}},
        {"transaction": {"timeout": {"duration": 30}}},
        {
            "transaction": {
                "timeout": {"duration": 5, **MINUTES},
                "dataCollection": {"timeout": {"duration": 301, **SECONDS}},
            }
        },
        {"identityRecordMatching": {"name": {"threshold": "LOW"}}},
    ],
)
def test_a_bad_setting_is_refused(api: Any, policies: str, members: dict[str, Any]) -> None:
    answer = api.post(policies, {"name": "new", "liveness": CHECK, **members})
    assert (answer.status_code, answer.json()["code"]) == (400, "INVALID_DATA")


def test_a_fraction_is_cut_off(api: Any) -> None:
    policy = api.new_policy(liveness={**CHECK, "retry": {"attempts": 3.9}})
    assert policy["liveness"]["retry"]["attempts"] == 3


def test_a_policy_that_was_read_can_be_put_back(api: Any, policies: str) -> None:
    policy = api.new_policy()
    answer = api.put(f"{policies}/{policy['id']}", policy)
    assert {**answer.json(), "updatedAt": ""} == {**policy, "updatedAt": ""}


def test_the_default_policy_that_was_read_can_be_put_back(api: Any, policies: str) -> None:
    path = f"{policies}/{api.names['verifyPolicyId']}"
    assert api.put(path, api.get(path).json()).json()["default"] is True


def test_an_update_clears_what_it_omits(api: Any, policies: str) -> None:
    policy = api.new_policy(description="old")
    answer = api.put(f"{policies}/{policy['id']}", {"name": "new", "liveness": CHECK})
    assert "description" not in answer.json()


def test_a_new_default_takes_over(api: Any, policies: str) -> None:
    api.new_policy(default=True)
    assert api.get(f"{policies}/{api.names['verifyPolicyId']}").json()["default"] is False


def test_an_update_can_make_a_policy_the_default(api: Any, policies: str) -> None:
    path = f"{policies}/{api.new_policy()['id']}"
    api.put(path, {"name": "new", "default": True, "liveness": CHECK})
    everything = api.get(policies).json()["_embedded"]["verifyPolicies"]
    assert [policy["name"] for policy in everything if policy["default"]] == ["new"]


def test_the_default_policy_cannot_stop_being_it(api: Any, policies: str) -> None:
    path = f"{policies}/{api.names['verifyPolicyId']}"
    assert api.put(path, {"name": "new", "default": False, "liveness": CHECK}).status_code == 400
    assert api.get(path).json()["default"] is True


def test_the_default_policy_cannot_be_deleted(api: Any, policies: str) -> None:
    answer = api.delete(f"{policies}/{api.names['verifyPolicyId']}")
    assert (answer.status_code, answer.json()["code"]) == (400, "REQUEST_FAILED")


def test_another_policy_can_be_deleted(api: Any, policies: str) -> None:
    path = f"{policies}/{api.new_policy()['id']}"
    assert (api.delete(path).status_code, api.get(path).status_code) == (204, 404)


def test_the_list_has_nothing_of_another_environment(api: Any, policies: str) -> None:
    assert names(api.get(policies)) == ["Default verify policy"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('name eq "ALPHA one"', ["Alpha One"]),
        ('name ne "alpha one"', ["Beta", 'Qu"ote']),
        ('name co "et"', ["Beta"]),
        ('NAME SW "be"', ["Beta"]),
        ('name ew "ne"', ["Alpha One"]),
        ('name eq "qu\\"ote"', ['Qu"ote']),
        ("name pr", ["Alpha One", "Beta", 'Qu"ote']),
    ],
)
def test_the_list_can_be_filtered(api: Any, policies: str, text: str, found: list[str]) -> None:
    for name in ("Alpha One", "Beta", 'Qu"ote'):
        api.new_policy(name=name)
    listed = names(api.get(policies, params={"filter": text}))
    assert [name for name in listed if name != "Default verify policy"] == found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "name",
        'name eq "a',
        'id eq "a"',
        'name gt "a"',
        'name eq "a" or name eq "b"',
        "name eq a",
        '"' * 9999,
    ],
)
def test_another_filter_is_refused(api: Any, policies: str, text: str) -> None:
    answer = api.get(policies, params={"filter": text})
    assert (answer.status_code, answer.json()["details"][0]["code"]) == (400, "INVALID_FILTER")


def test_a_hostile_filter_takes_no_time(api: Any, policies: str) -> None:
    assert api.get(policies, params={"filter": 'name eq "' + "\\" * 20_000}).status_code == 400
