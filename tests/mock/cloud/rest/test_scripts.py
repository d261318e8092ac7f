from __future__ import annotations

from typing import Any

import pytest

from .conftest import REALM, encoded, script_body

SCRIPTS = f"{REALM}/scripts"
CREATE = f"{SCRIPTS}?_action=create"
BRAVO = "/am/json/realms/root/realms/bravo/scripts"


def test_a_script_is_created_as_it_was_sent(cloud: Any) -> None:
    body = script_body("// ünïcode\n1;\n", description="what it does")
    answer = cloud.send("POST", CREATE, json=body)
    made = answer.json()
    assert answer.status_code == 201
    assert body.items() <= made.items()
    assert (
        made["creationDate"]
        == made["lastModifiedDate"]
        == pytest.approx(cloud.api.mock.clock.now(), abs=60_000)
    )
    assert answer.headers["location"].endswith(f"{SCRIPTS}/{made['_id']}")
    assert cloud.send("GET", f"{SCRIPTS}/{made['_id']}").json() == made


def test_a_collection_may_end_with_a_slash(cloud: Any) -> None:
    assert cloud.send("POST", f"{SCRIPTS}/?_action=create", json=script_body("1")).status_code == 201


def test_an_update_changes_all_but_the_creation(cloud: Any) -> None:
    script = cloud.script("1;")
    before = cloud.send("GET", f"{SCRIPTS}/{script}").json()
    cloud.api.advance(5)
    answer = cloud.send("PUT", f"{SCRIPTS}/{script}", json=script_body("2;", name="renamed"))
    after = answer.json()
    assert answer.status_code == 200
    assert (after["_id"], after["name"], after["script"]) == (script, "renamed", encoded("2;"))
    assert after["creationDate"] == before["creationDate"] < after["lastModifiedDate"]
    assert after["_rev"] != before["_rev"]


def test_an_update_of_an_unknown_id_creates(cloud: Any) -> None:
    path = f"{SCRIPTS}/3b2f6836-184c-4ee9-8a1d-557cb01837a5"
    assert cloud.send("PUT", path, json=script_body("1;")).status_code == 201
    assert cloud.send("GET", path).json()["_id"] == "3b2f6836-184c-4ee9-8a1d-557cb01837a5"


def test_a_script_is_deleted(cloud: Any) -> None:
    path = f"{SCRIPTS}/{cloud.script()}"
    answer = cloud.send("DELETE", path)
    assert (answer.status_code, answer.json()) == (200, {})
    assert cloud.send("GET", path).status_code == cloud.send("DELETE", path).status_code == 404


def test_a_name_is_that_of_one_script_in_a_realm(cloud: Any) -> None:
    other = cloud.script(name="other")
    cloud.script(name="taken")
    assert cloud.send("POST", CREATE, json=script_body("1", "taken")).status_code == 409
    assert cloud.send("PUT", f"{SCRIPTS}/{other}", json=script_body("1", "taken")).status_code == 409
    assert cloud.send("PUT", f"{SCRIPTS}/{other}", json=script_body("1", "other")).status_code == 200
    assert cloud.send("POST", f"{BRAVO}?_action=create", json=script_body("1", "taken")).status_code == 201


def test_a_script_is_one_of_its_realm(cloud: Any) -> None:
    assert cloud.send("GET", f"{BRAVO}/{cloud.script()}").status_code == 404


@pytest.mark.parametrize(
    "members",
    [
        {"name": ""},
        {"name": None},
        {"script": "not base64!"},
        {"script": "YQ="},
        {"script": "YR=="},
        {"script": "/w=="},
        {"script": None},
        {"language": "GROOVY"},
        {"language": None},
        {"context": "SOMETHING"},
        {"context": None},
        {"evaluatorVersion": "3.0"},
        {"evaluatorVersion": 2.0},
        {"name": "x" * 257},
    ],
    ids=str,
)
def test_a_bad_member_is_400(cloud: Any, members: dict[str, Any]) -> None:
    body = {name: value for name, value in {**script_body("1"), **members}.items() if value is not None}
    answer = cloud.send("POST", CREATE, json=body)
    assert (answer.status_code, answer.json()["reason"]) == (400, "Bad Request")


@pytest.mark.parametrize(
    ("context", "version"),
    [
        ("SCRIPTED_DECISION_NODE", "2.0"),
        ("LIBRARY", "2.0"),
        ("AUTHENTICATION_TREE_DECISION_NODE", "1.0"),
        ("POLICY_CONDITION", "1.0"),
    ],
)
def test_the_version_of_the_engine_may_be_left_out(cloud: Any, context: str, version: str) -> None:
    body = script_body("1", context=context)
    del body["evaluatorVersion"]
    assert cloud.send("POST", CREATE, json=body).json()["evaluatorVersion"] == version


def test_a_type_of_legacy_scripts_takes_the_next_generation(cloud: Any) -> None:
    body = script_body("1", context="AUTHENTICATION_TREE_DECISION_NODE")
    assert cloud.send("POST", CREATE, json=body).json()["evaluatorVersion"] == "2.0"


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        ("true", ["one", "two"]),
        ('name eq "two"', ["two"]),
        ('name eq "TWO" or name sw "o"', ["one", "two"]),
        ('language eq "GROOVY"', []),
    ],
)
def test_a_query_finds_scripts(cloud: Any, wanted: str, names: list[str]) -> None:
    cloud.script(name="one")
    cloud.script(name="two")
    body = cloud.send("GET", SCRIPTS, params={"_queryFilter": wanted}).json()
    assert [one["name"] for one in body["result"]] == names
    assert body["resultCount"] == len(names)


def test_a_query_is_answered_in_pages(cloud: Any) -> None:
    for name in "abc":
        cloud.script(name=name)
    query = {"_queryFilter": "true", "_pageSize": "2", "_pagedResultsOffset": "2"}
    assert [one["name"] for one in cloud.send("GET", SCRIPTS, params=query).json()["result"]] == ["c"]


@pytest.mark.parametrize(
    "query", [{}, {"_queryFilter": "name is"}, {"_queryFilter": "true", "_pageSize": "x"}], ids=str
)
def test_a_bad_query_is_400(cloud: Any, query: dict[str, str]) -> None:
    assert cloud.send("GET", SCRIPTS, params=query).status_code == 400


def test_a_good_script_is_valid(cloud: Any) -> None:
    body = {"script": encoded("var a = 123;\nvar b = 456;"), "language": "JAVASCRIPT"}
    answer = cloud.send("POST", f"{SCRIPTS}?_action=validate", json=body)
    assert (answer.status_code, answer.json()) == (200, {"success": True})


def test_what_the_product_does_not_take_is_an_error_with_its_place(cloud: Any) -> None:
    body = {"script": encoded("var a = 1;\nvar b = a ?? 2;"), "language": "JAVASCRIPT"}
    answer = cloud.send("POST", f"{SCRIPTS}?_action=validate", json=body)
    found = answer.json()
    assert (answer.status_code, found["success"]) == (200, False)
    assert found["errors"][0]["line"] == 2
    assert set(found["errors"][0]) == {"line", "column", "message"}


def test_what_the_product_compiles_is_valid(cloud: Any) -> None:
    body = {"script": encoded("Promise.allSettled([]); [1].at(0);"), "language": "JAVASCRIPT"}
    assert cloud.send("POST", f"{SCRIPTS}?_action=validate", json=body).json() == {"success": True}


def test_a_script_with_errors_is_kept(cloud: Any) -> None:
    assert cloud.send("POST", CREATE, json=script_body("var = ;")).status_code == 201


def test_only_so_many_scripts_are_kept(cloud: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pingone_conformance.mock.cloud.scripts.MAX_SCRIPTS", 2)
    first = cloud.script(name="one")
    cloud.script(name="two")
    cloud.script(name="three")
    assert cloud.send("GET", f"{SCRIPTS}/{first}").status_code == 404


def test_a_reset_forgets_scripts(cloud: Any) -> None:
    path = f"{SCRIPTS}/{cloud.script()}"
    cloud.api.http.post("/_mock/reset", json={"seed": "another"})
    assert cloud.send("GET", path).status_code == 404
