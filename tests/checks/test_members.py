"""Members of a JSON body."""

from typing import Any

import httpx
import pytest

from pingone_conformance.checks import members
from pingone_conformance.checks.members import MISSING

BODY = {"id": "a", "none": None, "list": [{"id": "b"}], "yes": True, "one": 1}


def test_a_body_that_is_no_json_is_missing() -> None:
    assert members.body_of(httpx.Response(200, json={"a": 1})) == {"a": 1}
    assert members.body_of(httpx.Response(200, content=b"<html>")) is MISSING
    assert members.body_of(httpx.Response(204)) is MISSING


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("id", "a"),
        ("none", None),
        ("list.0.id", "b"),
        ("list.1.id", MISSING),
        ("list.x", MISSING),
        ("id.0", MISSING),
        ("absent", MISSING),
    ],
)
def test_a_path_leads_to_a_member_or_nowhere(path: str, value: Any) -> None:
    assert members.member(BODY, path) == value


@pytest.mark.parametrize("path", ["none", "absent", "list.3"])
def test_null_counts_as_absent(path: str) -> None:
    assert list(members.has_member(BODY, path))
    assert not list(members.has_no_member(BODY, path))


def test_what_is_there_is_found() -> None:
    assert not list(members.has_member(BODY, "list.0.id"))
    assert list(members.has_no_member(BODY, "list.0.id"))


@pytest.mark.parametrize(
    ("path", "value"), [("id", "b"), ("absent", "a"), ("yes", 1), ("one", True), ("none", "a")]
)
def test_another_value_is_a_finding(path: str, value: Any) -> None:
    assert list(members.member_equals(BODY, path, value))


def test_the_same_value_is_none() -> None:
    assert not list(members.member_equals(BODY, "list", [{"id": "b"}]))
    assert not list(members.member_is_still(BODY, "list", [{"id": "b"}]))


@pytest.mark.parametrize(("path", "before"), [("id", "secret"), ("absent", "secret"), ("absent", MISSING)])
def test_what_changed_is_not_shown(path: str, before: Any) -> None:
    (finding,) = members.member_is_still(BODY, path, before)
    assert "secret" not in str(finding)
    assert repr(BODY["id"]) not in str(finding)


def test_a_property_holds_of_what_is_there() -> None:
    assert not list(members.member_is(BODY, "one", "a number", lambda value: value == 1))
    assert list(members.member_is(BODY, "id", "a number", lambda value: value == 1))
    assert list(members.member_is(BODY, "absent", "anything", lambda _: True))


def test_a_long_value_is_cut() -> None:
    assert len(members.shown("x" * 1000)) < 130


def test_a_member_differs_when_it_is_absent_or_other() -> None:
    assert not list(members.member_differs(BODY, "absent", "a"))
    assert not list(members.member_differs(BODY, "id", "b"))
    assert len(list(members.member_differs(BODY, "id", "a"))) == 1


def test_every_member_is_found_with_its_path() -> None:
    inner: list[Any] = [{"id": "b"}, 1]
    assert list(members.members_of({"a": inner, "c": None})) == [
        ("a", inner),
        ("a.0", {"id": "b"}),
        ("a.0.id", "b"),
        ("a.1", 1),
        ("c", None),
    ]
    assert list(members.members_of([[7]])) == [("0", [7]), ("0.0", 7)]
    assert list(members.members_of("text")) == []
    assert list(members.members_of({"id": "b"}, "things.0")) == [("things.0.id", "b")]
