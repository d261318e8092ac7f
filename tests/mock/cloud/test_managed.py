"""Managed objects: what every operation does and refuses."""

from __future__ import annotations

from typing import Any

import pytest

from pingone_conformance.mock.cloud import managed
from pingone_conformance.mock.cloud.managed import ResourceError
from pingone_conformance.mock.state import Mock

USER = {"userName": "bjensen", "mail": "bjensen@example.com", "givenName": "Barbara", "sn": "Jensen"}


@pytest.fixture
def mock() -> Mock:
    return Mock("tests")


def refused(status: int) -> Any:
    return pytest.raises(ResourceError, check=lambda problem: problem.status == status)


def test_a_new_object_gets_an_id_and_a_revision(mock: Mock) -> None:
    shown = managed.represent(managed.create(mock, "alpha_user", None, USER))
    assert shown == {**USER, "_id": shown["_id"], "_rev": "0"}
    assert len(shown["_id"]) == 36


def test_a_new_object_takes_the_id_that_it_is_given(mock: Mock) -> None:
    assert managed.create(mock, "alpha_role", "r1", {"name": "r"}).id == "r1"
    with refused(412):
        managed.create(mock, "alpha_role", "r1", {"name": "r"})
    assert managed.create(mock, "bravo_role", "r1", {"name": "r"}).id == "r1"


@pytest.mark.parametrize("given", ["", "a/b", "x" * 256, "a\nb"])
def test_not_every_text_is_an_id(mock: Mock, given: str) -> None:
    with refused(400):
        managed.create(mock, "alpha_role", given, {})


@pytest.mark.parametrize("kind", ["", "user", "gamma_user", "alpha_", "alpha_User", "alpha_user/x"])
def test_there_are_no_other_kinds(mock: Mock, kind: str) -> None:
    with refused(404):
        managed.create(mock, kind, None, USER)


def test_the_name_of_a_user_is_unique_in_the_realm(mock: Mock) -> None:
    first = managed.create(mock, "alpha_user", None, USER)
    with refused(403):
        managed.create(mock, "alpha_user", None, {"userName": "BJENSEN"})
    other = managed.create(mock, "alpha_user", None, {"userName": "other"})
    with refused(403):
        managed.update(mock, "alpha_user", other.id, None, USER)
    with refused(403):
        managed.patch(
            mock,
            "alpha_user",
            other.id,
            None,
            [{"operation": "replace", "field": "userName", "value": "bjensen"}],
        )
    managed.create(mock, "bravo_user", None, USER)
    managed.update(mock, "alpha_user", first.id, None, USER)


@pytest.mark.parametrize("content", [{}, {"userName": ""}, {"userName": 3}])
def test_a_user_has_a_name(mock: Mock, content: Any) -> None:
    with refused(403):
        managed.create(mock, "alpha_user", None, content)


@pytest.mark.parametrize("content", [None, [], "text", {"x": 10**30}, {"x": "\ud800"}])
def test_an_object_is_a_json_object(mock: Mock, content: Any) -> None:
    with refused(400):
        managed.create(mock, "alpha_role", None, content)


def test_an_object_has_a_greatest_size(mock: Mock) -> None:
    with refused(413):
        managed.create(mock, "alpha_role", None, {"x": "x" * managed.MAX_BYTES})


def test_there_is_a_greatest_number_of_objects(mock: Mock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(managed, "MAX_KEPT", 2)
    first = managed.create(mock, "alpha_role", None, {})
    for _ in range(2):
        managed.create(mock, "alpha_role", None, {})
    assert len(mock.store.cloud.managed) == 2
    with refused(404):
        managed.read(mock, "alpha_role", first.id)


def test_an_update_replaces_everything(mock: Mock) -> None:
    made = managed.create(mock, "alpha_user", None, USER)
    changed = managed.update(mock, "alpha_user", made.id, None, {"userName": "b", "_id": "x", "_rev": "9"})
    assert managed.represent(changed) == {"_id": made.id, "_rev": "1", "userName": "b"}
    assert managed.read(mock, "alpha_user", made.id) == changed


def test_a_patch_changes_all_or_nothing(mock: Mock) -> None:
    made = managed.create(mock, "alpha_user", None, USER)
    good = {"operation": "replace", "field": "/mail", "value": "new@example.com"}
    with refused(400):
        managed.patch(mock, "alpha_user", made.id, None, [good, {"operation": "swap"}])
    assert managed.read(mock, "alpha_user", made.id) == made
    changed = managed.patch(mock, "alpha_user", made.id, None, [good])
    assert managed.represent(changed) == {**USER, "mail": "new@example.com", "_id": made.id, "_rev": "1"}


def test_another_revision_is_a_failed_precondition(mock: Mock) -> None:
    made = managed.create(mock, "alpha_user", None, USER)
    for change in (
        lambda: managed.update(mock, "alpha_user", made.id, "7", USER),
        lambda: managed.patch(mock, "alpha_user", made.id, "7", []),
        lambda: managed.delete(mock, "alpha_user", made.id, "7"),
    ):
        with refused(412):
            change()
    managed.update(mock, "alpha_user", made.id, "0", USER)
    managed.update(mock, "alpha_user", made.id, '"1"', USER)
    managed.update(mock, "alpha_user", made.id, "*", USER)


def test_a_deleted_object_is_gone(mock: Mock) -> None:
    made = managed.create(mock, "alpha_user", None, USER)
    assert managed.delete(mock, "alpha_user", made.id, None) == made
    for act in (
        lambda: managed.read(mock, "alpha_user", made.id),
        lambda: managed.update(mock, "alpha_user", made.id, None, USER),
        lambda: managed.patch(mock, "alpha_user", made.id, None, []),
        lambda: managed.delete(mock, "alpha_user", made.id, None),
    ):
        with refused(404):
            act()


def test_a_password_is_never_shown(mock: Mock) -> None:
    made = managed.create(mock, "alpha_user", None, {**USER, "password": "Example1!"})
    assert "password" not in managed.represent(made)
    assert "password" not in managed.represent(made, ["password"])
    assert managed.query(mock, "alpha_user", {"_queryFilter": "/password pr"})["result"] == []


def test_fields_choose_what_is_shown(mock: Mock) -> None:
    made = managed.create(mock, "alpha_user", "1", {**USER, "address": {"city": "C", "zip": "1"}})
    own = {"_id": "1", "_rev": "0"}
    assert managed.represent(made, ["userName"]) == {**own, "userName": "bjensen"}
    assert managed.represent(made, ["/address/city", "nothing"]) == {**own, "address": {"city": "C"}}
    assert managed.represent(made, ["*", "_id"]) == managed.represent(made)


@pytest.mark.parametrize(
    ("given", "fields"), [(None, []), ("a, b,", ["a", "b"]), (["a"], ["a"]), ("", []), ([], [])]
)
def test_fields_are_a_list_or_text(given: Any, fields: list[str]) -> None:
    assert managed.fields_of(given) == fields


@pytest.mark.parametrize("given", [3, {"a": 1}, ["a", 1]])
def test_fields_are_nothing_else(given: Any) -> None:
    with refused(400):
        managed.fields_of(given)


def names(answer: dict[str, Any]) -> list[str]:
    assert answer["resultCount"] == len(answer["result"])
    return [one["userName"] for one in answer["result"]]


@pytest.fixture
def people(mock: Mock) -> Mock:
    for name, age in (("carol", 3), ("anna", 2), ("Bert", None)):
        managed.create(mock, "alpha_user", None, {"userName": name, **({"age": age} if age else {})})
    managed.create(mock, "bravo_user", None, {"userName": "dora"})
    return mock


@pytest.mark.parametrize(
    ("parameters", "found"),
    [
        ({"_queryFilter": "true"}, ["carol", "anna", "Bert"]),
        ({"_queryFilter": "/userName eq 'anna'"}, ["anna"]),
        ({"_queryFilter": 'userName eq "anna" or age gt 2'}, ["carol", "anna"]),
        ({"_queryFilter": "true", "_sortKeys": "userName"}, ["anna", "Bert", "carol"]),
        ({"_queryFilter": "true", "_sortKeys": "-userName"}, ["carol", "Bert", "anna"]),
        ({"_queryFilter": "true", "_sortKeys": "+age,userName"}, ["anna", "carol", "Bert"]),
        ({"_queryFilter": "true", "_pageSize": 2}, ["carol", "anna"]),
        ({"_queryFilter": "true", "_pageSize": "2", "_pagedResultsOffset": "1"}, ["anna", "Bert"]),
        ({"_queryFilter": "true", "_pagedResultsOffset": 2.0}, ["Bert"]),
        ({"_queryFilter": "true", "_pagedResultsOffset": 9}, []),
    ],
)
def test_a_query_finds(people: Mock, parameters: dict[str, Any], found: list[str]) -> None:
    assert names(managed.query(people, "alpha_user", parameters)) == found


@pytest.mark.parametrize(
    "parameters",
    [
        {},
        {"_queryFilter": 1},
        {"_queryFilter": "userName is 'x'"},
        {"_queryId": "query-all-ids"},
        {"_queryFilter": "true", "_pageSize": "many"},
        {"_queryFilter": "true", "_pageSize": True},
        {"_queryFilter": "true", "_pagedResultsOffset": -1},
    ],
)
def test_a_query_needs_a_filter_that_is_one(people: Mock, parameters: dict[str, Any]) -> None:
    with refused(400):
        managed.query(people, "alpha_user", parameters)


def test_a_query_shows_the_fields_that_it_names(people: Mock) -> None:
    found = managed.query(people, "bravo_user", {"_queryFilter": "true"}, ["_id"])
    assert [set(one) for one in found["result"]] == [{"_id", "_rev"}]


def test_refusals_are_exceptions_of_the_common_rest() -> None:
    assert managed.not_found("alpha_user").java_class == "org.forgerock.json.resource.NotFoundException"


@pytest.mark.parametrize("fields", [["list", "list/0"], ["list/0", "list"], ["in/list", "in/list/1"]])
def test_a_field_may_be_part_of_another(mock: Mock, fields: list[str]) -> None:
    content = {"list": [1, 2], "in": {"list": [3, 4]}}
    made = managed.create(mock, "alpha_role", "r1", content)
    shown = managed.represent(made, fields)
    name = fields[0].partition("/")[0]
    assert shown == {"_id": "r1", "_rev": "0", name: content[name]}
    assert made.attributes == content


def test_one_request_names_few_fields(mock: Mock) -> None:
    few, many = (",".join(["/a"] * count) for count in (managed.MAX_NAMED, managed.MAX_NAMED + 1))
    managed.query(mock, "alpha_role", {"_queryFilter": "true", "_sortKeys": few}, managed.fields_of(few))
    with refused(400):
        managed.query(mock, "alpha_role", {"_queryFilter": "true", "_sortKeys": many})
    for fields in (many, many.split(",")):
        with refused(400):
            managed.fields_of(fields)
