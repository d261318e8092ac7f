"""What the platform says of an environment, and who may read it."""

from __future__ import annotations

from typing import Any

import pytest


def change(api: Any, **members: Any) -> dict[str, Any]:
    answer = api.http.post("/_mock/environment", json=members)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def application(api: Any) -> str:
    return f"{api.environment}/applications/{api.names['clientId']}/roleAssignments"


def license_path(api: Any, names: Any = None) -> str:
    found = api.get(api.environment).json()
    return f"/v1/organizations/{found['organization']['id']}/licenses/{found['license']['id']}"


def reads(api: Any) -> list[str]:
    return [
        api.environment,
        f"{api.environment}/billOfMaterials",
        application(api),
        license_path(api),
        "/v1/roles",
    ]


def test_an_environment_says_its_type_and_what_it_belongs_to(api: Any) -> None:
    body = api.get(api.environment).json()
    assert (body["id"], body["type"], body["status"]) == (api.names["environmentId"], "SANDBOX", "ACTIVE")
    assert body["_links"]["license"]["href"].endswith(license_path(api))


def test_the_licence_is_that_of_the_environment(api: Any) -> None:
    body = api.get(license_path(api)).json()
    assert body["status"] == "ACTIVE"
    assert body["beginsAt"] < body["expiresAt"]
    assert all(body["verify"].values())


def test_verify_is_among_the_products(api: Any) -> None:
    products = api.get(f"{api.environment}/billOfMaterials").json()["products"]
    assert [product["type"] for product in products] == ["PING_ONE_BASE", "PING_ONE_VERIFY"]


def test_roles_are_assigned_by_id_and_named_elsewhere(api: Any) -> None:
    names = {role["id"]: role["name"] for role in api.get("/v1/roles").json()["_embedded"]["roles"]}
    assigned = api.get(application(api)).json()["_embedded"]["roleAssignments"]
    assert sorted(names[one["role"]["id"]] for one in assigned) == [
        "Environment Admin",
        "Identity Data Admin",
    ]
    scope = {"id": api.names["environmentId"], "type": "ENVIRONMENT"}
    assert all(one["scope"] == scope for one in assigned)


def test_there_are_no_custom_roles(api: Any) -> None:
    assert api.get(f"{api.environment}/roles").json()["_embedded"]["roles"] == []


@pytest.mark.parametrize("number", range(5))
def test_each_needs_a_token(api: Any, number: int) -> None:
    assert api.http.get(reads(api)[number]).status_code == 401


def test_a_token_of_elsewhere_does_not_do(api: Any, other_token: str) -> None:
    paths = [path for path in reads(api) if path.startswith(api.environment)]
    headers = {"authorization": f"Bearer {other_token}"}
    assert [api.get(path, headers=headers).status_code for path in paths] == [403] * 3


@pytest.mark.parametrize("wrong", ["applications/x/roleAssignments", "nothing"])
def test_what_is_not_there_is_404(api: Any, wrong: str) -> None:
    assert api.get(f"{api.environment}/{wrong}").status_code == 404


def test_neither_is_a_licence_of_another_organization(api: Any) -> None:
    organization = license_path(api).split("/")[3]
    assert api.get(license_path(api).replace(organization, "x")).status_code == 404


def test_the_ids_stay_after_a_reset(api: Any) -> None:
    before = license_path(api), api.get(application(api)).json()
    api.http.post("/_mock/reset", json={"seed": "other"})
    assert (license_path(api), api.get(application(api)).json()) == before


@pytest.mark.parametrize("kind", ["PRODUCTION", "SANDBOX"])
def test_the_type_can_be_changed(api: Any, kind: str) -> None:
    assert change(api, type=kind)["type"] == kind
    assert api.get(api.environment).json()["type"] == kind


def test_the_type_can_be_hidden(api: Any) -> None:
    change(api, type=None)
    assert "type" not in api.get(api.environment).json()


def test_what_a_change_leaves_out_stays(api: Any) -> None:
    change(api, type="PRODUCTION")
    change(api, licenseStatus="EXPIRED")
    assert api.get(api.environment).json()["type"] == "PRODUCTION"
    assert api.get(license_path(api)).json()["status"] == "EXPIRED"


def test_single_entitlements_can_be_switched_off(api: Any) -> None:
    change(api, licenseVerify={"allowDocumentMatch": False})
    verify = api.get(license_path(api)).json()["verify"]
    assert (verify["allowDocumentMatch"], verify["allowFaceMatch"]) == (False, True)


def test_verify_can_be_missing_among_the_products(api: Any) -> None:
    change(api, products=["PING_ONE_BASE"])
    assert "VERIFY" not in api.get(f"{api.environment}/billOfMaterials").text


def test_a_reset_undoes_every_change(api: Any) -> None:
    before = [api.get(path).json() for path in reads(api)]
    change(api, type="PRODUCTION", roles=[], products=[], licenseStatus="EXPIRED", defaultVerifyPolicy=False)
    api.http.post("/_mock/reset", json={"seed": "a"})
    assert [api.get(path).json() for path in reads(api)] == before


def test_the_other_environment_can_be_changed_too(api: Any, other_token: str) -> None:
    other = api.names["otherEnvironment"]["environmentId"]
    change(api, environmentId=other, type="PRODUCTION")
    headers = {"authorization": f"Bearer {other_token}"}
    assert api.get(f"/v1/environments/{other}", headers=headers).json()["type"] == "PRODUCTION"
    assert api.get(api.environment).json()["type"] == "SANDBOX"


@pytest.mark.parametrize(
    "members",
    [
        {"type": "TEST"},
        {"roles": ["King"]},
        {"products": ["x"]},
        {"licenseStatus": "x"},
        {"licenseVerify": {"x": True}},
        {"licenseVerify": {"allowX": 1}},
        {"environmentId": "x"},
        {"publicKey": {}},
        {"publicKey": {"kty": "oct", "k": "AAAA"}},
        {"publicKey": {"kty": ["RSA"]}},
        {"publicKey": "x"},
        {"defaultVerifyPolicy": "no"},
    ],
)
def test_a_change_that_makes_no_sense_is_refused(api: Any, members: Any) -> None:
    assert api.http.post("/_mock/environment", json=members).status_code == 400


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_without_its_role_data_cannot_be_touched(api: Any, method: str) -> None:
    change(api, roles=["Environment Admin"])
    paths = (f"{api.environment}/users", f"{api.environment}/verifyPolicies", api.transactions)
    answers = [api.send(method, path, json={} if method == "POST" else None) for path in paths]
    assert [answer.status_code for answer in answers] == [403] * 3
    assert {answer.json()["details"][0]["code"] for answer in answers} == {"INSUFFICIENT_PERMISSIONS"}
    assert api.get(api.environment).status_code == 200


def test_a_reader_reads_users_and_changes_nothing(api: Any) -> None:
    change(api, roles=["Identity Data Read Only"])
    assert [api.get(path).status_code for path in (api.user_path, f"{api.environment}/users")] == [200, 200]
    assert [api.delete(api.user_path).status_code, api.get(api.transactions).status_code] == [403, 403]


def test_without_an_administrators_role_the_rest_is_hidden(api: Any) -> None:
    change(api, roles=["Identity Data Admin"])
    assert [api.get(path).status_code for path in reads(api)] == [200, 403, 403, 200, 200]


def test_without_any_role_nothing_can_be_read(api: Any) -> None:
    paths = reads(api)
    change(api, roles=[])
    assert {api.get(path).status_code for path in (*paths, api.user_path)} == {403}


def test_the_default_policy_can_be_absent(api: Any) -> None:
    policies = f"{api.environment}/verifyPolicies"
    assert change(api, defaultVerifyPolicy=False)["defaultVerifyPolicy"] is False
    assert api.get(policies).json()["_embedded"]["verifyPolicies"] == []
    answer = api.post(api.transactions, {})
    assert (answer.status_code, answer.json()["code"]) == (400, "REQUEST_FAILED")
    policy = api.new_policy()
    assert api.new_transaction(verifyPolicy={"id": policy["id"]})["verifyPolicy"]["id"] == policy["id"]


def test_and_come_back(api: Any) -> None:
    change(api, defaultVerifyPolicy=False)
    assert change(api, defaultVerifyPolicy=True)["defaultVerifyPolicy"] is True
    assert api.new_transaction()["verifyPolicy"]["id"] == api.names["verifyPolicyId"]


def test_a_default_policy_of_the_clients_own_stays(api: Any) -> None:
    change(api, defaultVerifyPolicy=False)
    own = api.new_policy(default=True)
    change(api, defaultVerifyPolicy=True)
    assert api.new_transaction()["verifyPolicy"]["id"] == own["id"]
