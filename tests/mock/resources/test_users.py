from __future__ import annotations

from typing import Any

import pytest

PROFILE = {
    "username": "joe@example.com",
    "name": {
        "formatted": "Joe Smith",
        "given": "Joe",
        "middle": "H.",
        "family": "Smith",
        "honorificPrefix": "Dr.",
        "honorificSuffix": "IV",
    },
    "nickname": "Putty",
    "title": "Senior Director",
    "preferredLanguage": "en-gb;q=0.8, en;q=0.7",
    "locale": "en-gb",
    "email": "joe@example.com",
    "primaryPhone": "+1.2225554444",
    "mobilePhone": "+1.4445552222",
    "photo": {"href": "https://images.example.com?imgID=1255123412"},
    "address": {
        "streetAddress": "123 Main Street",
        "locality": "Springfield",
        "region": "WA",
        "postalCode": "98701",
        "countryCode": "US",
    },
    "accountId": "5",
    "type": "tele",
    "timezone": "America/Los_Angeles",
}


@pytest.fixture
def user(api: Any) -> str:
    """The path of a user with the whole profile."""
    return f"{api.environment}/users/{api.new_user(**PROFILE)['id']}"


def target(answer: Any) -> tuple[int, str, str]:
    detail = answer.json()["details"][0]
    return answer.status_code, detail["code"], detail["target"]


def test_a_created_user_says_where_it_is(api: Any) -> None:
    answer = api.post(f"{api.environment}/users", {"username": "new"})
    assert answer.headers["location"] == answer.json()["_links"]["self"]["href"]


def test_a_created_user_has_what_was_sent(api: Any, user: str) -> None:
    body = api.get(user).json()
    assert {name: body[name] for name in PROFILE} == PROFILE


def test_a_created_user_was_created_when_it_was_updated(api: Any) -> None:
    user = api.new_user()
    assert user["createdAt"] == user["updatedAt"]


def test_a_population_is_taken_over(api: Any) -> None:
    user = api.new_user(population={"id": "706ff5fd-c2bc-4c2d-9037-bfa39112a651"})
    assert user["_links"]["population"]["href"].endswith("/populations/706ff5fd-c2bc-4c2d-9037-bfa39112a651")


@pytest.mark.parametrize("name", ["linda", "LINDA"])
def test_a_taken_name_is_refused(api: Any, name: str) -> None:
    api.new_user(username="linda")
    answer = api.post(f"{api.environment}/users", {"username": name})
    assert target(answer) == (400, "UNIQUENESS_VIOLATION", "username")


def test_a_name_is_free_again_once_its_user_is_deleted(api: Any) -> None:
    user = api.new_user(username="linda")
    api.delete(f"{api.environment}/users/{user['id']}")
    assert api.new_user(username="linda")["id"] != user["id"]


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("username", None),
        ("username", ""),
        ("username", 5),
        ("username", "a\u0000b"),
        ("username", "a\nb"),
        ("username", "x" * 129),
        ("email", "nobody"),
        ("email", "@"),
        ("email", "a b@c"),
        ("email", True),
        ("name", "Joe"),
        ("name", {"given": 1}),
        ("name", {"given": ""}),
        ("address", {"countryCode": "us"}),
        ("address", {"countryCode": "USA"}),
        ("address", {"countryCode": "US\n"}),
        ("address", {"postalCode": "1" * 41}),
        ("photo", {}),
        ("photo", {"href": "javascript:alert(1)"}),
        ("primaryPhone", "none"),
        ("mobilePhone", "1" * 33),
        ("timezone", "here"),
        ("nickname", "x" * 257),
        ("locale", ["en"]),
    ],
)
def test_a_bad_value_is_refused(api: Any, member: str, value: Any) -> None:
    answer = api.post(f"{api.environment}/users", {"username": "new", member: value})
    assert answer.status_code == 400
    assert answer.json()["details"][0]["target"].startswith(member)


@pytest.mark.parametrize("name", ["ü", "名前", "a b", "😀", "x" * 128, "O'Neil-Smith, Jr."])
def test_a_name_may_have_any_visible_character(api: Any, name: str) -> None:
    assert api.new_user(username=name)["username"] == name


def test_unknown_and_read_only_members_are_ignored(api: Any) -> None:
    user = api.new_user(id="mine", createdAt="never", enabled=False, unknown={"deep": [1]}, mfaEnabled=True)
    assert user["id"] != "mine"
    assert (user["enabled"], user["mfaEnabled"], "unknown" in user) == (True, False, False)


def test_null_is_no_value(api: Any) -> None:
    assert "nickname" not in api.new_user(nickname=None)


def test_a_patch_leaves_the_rest_alone(api: Any, user: str) -> None:
    before = api.get(user).json()
    after = api.patch(user, {"nickname": "New"}).json()
    assert {**before, "nickname": "New", "updatedAt": ""} == {**after, "updatedAt": ""}


def test_a_patch_with_null_clears(api: Any, user: str) -> None:
    api.patch(user, {"nickname": None})
    assert "nickname" not in api.get(user).json()


def test_a_patch_reaches_into_objects(api: Any, user: str) -> None:
    after = api.patch(user, {"name": {"given": "Jane", "middle": None}}).json()
    assert (after["name"]["given"], "middle" in after["name"], after["name"]["family"]) == (
        "Jane",
        False,
        "Smith",
    )


def test_a_patch_that_clears_everything_in_an_object_clears_the_object(api: Any, user: str) -> None:
    assert "photo" not in api.patch(user, {"photo": None}).json()


def test_a_patch_cannot_clear_the_name(api: Any, user: str) -> None:
    assert target(api.patch(user, {"username": None})) == (400, "INVALID_VALUE", "username")


def test_a_patch_can_keep_its_own_name(api: Any, user: str) -> None:
    assert api.patch(user, {"username": "joe@example.com"}).status_code == 200


def test_a_patch_cannot_take_anothers_name(api: Any, user: str) -> None:
    api.new_user(username="linda")
    assert target(api.patch(user, {"username": "linda"}))[1] == "UNIQUENESS_VIOLATION"


def test_a_refused_patch_changes_nothing(api: Any, user: str) -> None:
    before = api.get(user).json()
    api.patch(user, {"nickname": "New", "email": "nobody"})
    assert api.get(user).json() == before


def test_an_empty_patch_changes_no_attribute(api: Any, user: str) -> None:
    assert api.patch(user, {}).json()["name"] == PROFILE["name"]


def test_a_patch_by_scim_is_415(api: Any, user: str) -> None:
    media_type = "application/vnd.pingidentity.user.scim.patch+json"
    answer = api.send("PATCH", user, headers={"content-type": media_type}, content=b"{}")
    assert answer.status_code == 415


def test_a_put_clears_what_it_omits(api: Any, user: str) -> None:
    after = api.put(user, {"username": "joe@example.com", "email": "joe@example.com"}).json()
    assert not {"nickname", "name", "address", "photo"} & set(after)


def test_a_put_needs_the_name(api: Any, user: str) -> None:
    assert target(api.put(user, {"nickname": "New"})) == (400, "REQUIRED_VALUE", "username")


def test_a_user_that_was_read_can_be_put_back(api: Any, user: str) -> None:
    before = api.get(user).json()
    assert {**api.put(user, before).json(), "updatedAt": ""} == {**before, "updatedAt": ""}


def test_a_put_does_not_move_the_user_to_another_population(api: Any, user: str) -> None:
    before = api.get(user).json()["population"]
    assert (
        api.put(user, {"username": "joe@example.com", "population": {"id": "x"}}).json()["population"]
        == before
    )


def test_a_deleted_user_is_gone(api: Any, user: str) -> None:
    assert api.delete(user).status_code == 204
    assert api.get(user).status_code == 404


def test_a_deleted_user_takes_its_transactions_along(api: Any, user: str) -> None:
    transaction = api.post(f"{user}/verifyTransactions", {}).json()
    api.delete(user)
    assert api.http.get(f"/_mock/transactions/{transaction['id']}/view").status_code == 404


def test_a_user_of_another_environment_is_not_found(api: Any) -> None:
    assert api.get(f"{api.environment}/users/{api.names['otherEnvironment']['userId']}").status_code == 404
