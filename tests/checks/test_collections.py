"""Entries of collections."""

from typing import Any

import pytest

from pingone_conformance.checks import collections as checks
from pingone_conformance.checks.values import is_filled_text


def body(*entries: Any, **members: Any) -> dict[str, Any]:
    return {"_embedded": {"things": list(entries)}, "size": len(entries), **members}


A, B = {"id": "a", "type": "X"}, {"id": "b", "type": "Y"}
ODD: tuple[Any, ...] = (
    None,
    7,
    [],
    {},
    {"_embedded": None},
    {"_embedded": {"things": "a"}},
    {"_embedded": {"things": {}}},
)


@pytest.mark.parametrize("odd", ODD)
def test_what_is_no_list_has_no_entries(odd: Any) -> None:
    assert checks.entries_of(odd, "things") == []
    assert len(list(checks.holds_list(odd, "things"))) == 1


def test_a_list_may_be_empty() -> None:
    assert not list(checks.holds_list(body(), "things"))
    assert not list(checks.size_is_count(body(), "things"))


@pytest.mark.parametrize("size", [0, 1, 3, None, "2", True])
def test_another_size_is_a_finding(size: Any) -> None:
    assert not list(checks.size_is_count(body(A, B), "things"))
    assert list(checks.size_is_count(body(A, B, size=size), "things"))
    assert list(checks.size_is_count(body(A, size=True), "things"))


def test_previous_attempts_stand_in_two_places() -> None:
    inside = {"_embedded": {"things": [A], "previousAttempts": [B]}}
    assert checks.previous_attempts(inside) == checks.previous_attempts(body(A, previousAttempts=[B])) == [B]
    assert checks.previous_attempts(body(A)) == checks.previous_attempts(body(A, previousAttempts="b")) == []


def test_only_objects_with_a_text_as_id_can_be_told_apart() -> None:
    assert checks.identified([A, {"id": 7}, {}, None, "a", B]) == [A, B]


def test_each_entry_has_the_member() -> None:
    assert not list(checks.each_has([A, B], "id", "a text", is_filled_text))
    assert len(list(checks.each_has([A, {}, {"id": ""}, None], "id", "a text", is_filled_text))) == 3
    (finding,) = checks.each_has([A, {}, {"id": ""}], "id", "a text", is_filled_text, if_present=True)
    assert finding.expected == "id of entry 2 to be a text"


def test_entries_that_agree_are_a_finding() -> None:
    assert not list(checks.each_differs([A, B, {**A, "type": "Y"}], "id", "type"))
    assert len(list(checks.each_differs([A, B, dict(A)], "id", "type"))) == 1


def test_a_filter_lets_nothing_else_through_and_keeps_nothing_back() -> None:
    assert not list(checks.each_is_of([A, A], "type", ["X"]))
    assert len(list(checks.each_is_of([A, B, {"type": {}}, None], "type", ["X"]))) == 3
    assert not list(checks.all_are_listed([A, B], ["b"]))
    assert len(list(checks.all_are_listed([A, None], ["a", "b"]))) == 1
    assert not list(checks.none_is_listed([A, None], ["b"]))
    assert len(list(checks.none_is_listed([A, B], ["b"]))) == 1


@pytest.mark.parametrize(
    ("entry", "attempt"),
    [
        ({"retry": {"attempt": 2}}, 2),
        ({"data": {"retry": {"attempt": 1.0}}}, 1),
        ({"retry": {"attempt": "2"}}, None),
        ({"retry": None}, None),
        (None, None),
    ],
)
def test_an_attempt_stands_in_two_places(entry: Any, attempt: int | None) -> None:
    assert checks.attempt_of(entry) == attempt


def tried(kind: str, attempt: int | None) -> dict[str, Any]:
    return {"type": kind, **({"retry": {"attempt": attempt}} if attempt else {})}


def test_previous_attempts_come_before_the_last() -> None:
    assert not list(checks.are_earlier([tried("X", 1), tried("X", 2)], [tried("X", 3), tried("Y", 1)]))
    assert not list(checks.are_earlier([tried("X", 1)], [tried("X", None)]))
    assert list(checks.are_earlier([tried("X", 2)], [tried("X", 1)]))
    assert list(checks.are_earlier([tried("X", 1)], [tried("X", 1)]))
    assert list(checks.are_earlier([tried("X", 1)], [tried("Y", 2)]))
