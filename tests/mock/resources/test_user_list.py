"""Reading users: all of them page by page, or the one of a name."""

from __future__ import annotations

import json
from typing import Any

import pytest


def listed(api: Any, **params: str) -> Any:
    answer = api.get(f"{api.environment}/users", params=params)
    assert answer.status_code == 200, answer.text
    return answer.json()


def names(page: Any) -> list[str]:
    return [user["username"] for user in page["_embedded"]["users"]]


def test_the_list_has_the_users_of_the_environment_only(api: Any) -> None:
    user = api.new_user()
    page = listed(api)
    assert names(page) == ["robert.redford", user["username"]]
    assert page["size"] == 2
    assert "next" not in page["_links"]


@pytest.mark.parametrize("name", ["plain", 'a"b', "a\\b", "ü \U0001f600", "a b+c&d%", "\\", '"'])
def test_a_filter_finds_the_user_of_that_name(api: Any, name: str) -> None:
    user = api.new_user(username=name)
    page = listed(api, filter=f"username eq {json.dumps(name)}")
    assert [one["id"] for one in page["_embedded"]["users"]] == [user["id"]]


@pytest.mark.parametrize("text", ['USERNAME EQ "robert.redford"', ' username  eq  "ROBERT.redford" '])
def test_case_and_spaces_do_not_matter(api: Any, text: str) -> None:
    assert names(listed(api, filter=text)) == ["robert.redford"]


@pytest.mark.parametrize("name", ["nobody", "paddy.thornton", "robert", "*"])
def test_a_filter_may_find_nobody(api: Any, name: str) -> None:
    assert listed(api, filter=f'username eq "{name}"')["_embedded"]["users"] == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "username",
        "username eq robert",
        'username eq "a" or username eq "b"',
        'username sw "r"',
        'email eq "a@example.com"',
        'username eq "a""',
        'username eq "a',
        r'username eq "\x"',
        'username eq "' + "\\" * 5001 + '"',
    ],
)
def test_any_other_filter_is_refused(api: Any, text: str) -> None:
    answer = api.get(f"{api.environment}/users", params={"filter": text})
    assert (answer.status_code, answer.json()["details"][0]["code"]) == (400, "INVALID_FILTER")


def test_pages_follow_one_another(api: Any) -> None:
    made = [api.new_user()["username"] for _ in range(6)]
    page, seen = listed(api, limit="3"), []
    for _ in range(3):
        seen += names(page)
        if "next" in page["_links"]:
            page = api.get(page["_links"]["next"]["href"]).json()
    assert seen == ["robert.redford", *made]
    assert page["size"] == 1


def test_a_last_page_that_is_full_has_no_next(api: Any) -> None:
    api.new_user()
    assert "next" not in listed(api, limit="2")["_links"]


def test_a_page_has_at_most_200(api: Any) -> None:
    for _ in range(205):
        api.new_user()
    page = listed(api, limit="1000")
    assert page["size"] == 200
    assert api.get(page["_links"]["next"]["href"]).json()["size"] == 6


@pytest.mark.parametrize("limit", ["0", "-1", "1.5", "x", "", "9" * 400, "٣"])
def test_a_limit_that_is_no_number_is_refused(api: Any, limit: str) -> None:
    assert api.get(f"{api.environment}/users", params={"limit": limit}).status_code == 400


@pytest.mark.parametrize("whose", ["x", "userId"])
def test_so_is_a_cursor_of_elsewhere(api: Any, whose: str) -> None:
    cursor = api.names["otherEnvironment"].get(whose, whose)
    assert api.get(f"{api.environment}/users", params={"cursor": cursor}).status_code == 400


def test_an_unknown_environment_is_refused_first(api: Any) -> None:
    assert api.get("/v1/environments/x/users").status_code == 403
