"""What maps that scripts were given say, beside what the interface says."""

from collections.abc import Iterator
from typing import Any

import pytest

from pingone_conformance.checks.maps import (
    agree,
    entries_agree,
    gives_map,
    gives_none_of,
    gives_something,
    members_agree,
    value_in,
)
from pingone_conformance.checks.members import MISSING
from pingone_conformance.findings import Finding

ONE, TWO, SECRET = {"id": "1", "type": "A"}, {"id": "2", "type": "B"}, "Jensen"
BODY = {"_embedded": {"things": [ONE], "previousAttempts": [TWO]}}
THREW = {"thrown": "JavaException: no", "javaClass": None, "kind": "nothing"}


def gave(value: Any, kind: str = "map") -> dict[str, dict[str, Any]]:
    return {"it": {"value": value, "type": "object", "kind": kind}}


def told(findings: Iterator[Finding]) -> list[str]:
    return [finding.observed for finding in findings]


@pytest.mark.parametrize(
    ("trials", "observed"),
    [
        (gave({}), []),
        (gave({}, "text"), ["a text"]),
        (gave([], "list"), ["a list"]),
        (gave(None, "nothing"), ["null"]),
        ({"it": THREW}, ["an exception: JavaException: no"]),
        ({}, ["nothing was said of it"]),
    ],
)
def test_a_map_is_one_for_the_script(trials: dict[str, dict[str, Any]], observed: list[str]) -> None:
    assert told(gives_map(trials, "it")) == observed


@pytest.mark.parametrize(
    ("value", "observed"),
    [({"a": 1}, []), ({}, ["something else"]), (None, ["null"]), ([1], ["something else"])],
)
def test_something_is_a_map_with_members(value: Any, observed: list[str]) -> None:
    assert told(gives_something(gave(value), "it")) == observed


@pytest.mark.parametrize(
    ("value", "observed"),
    [
        ({"name": {"family": SECRET}}, []),
        ({"name": {"family": "x"}}, ["something else"]),
        ({"name": {}}, ["nothing there"]),
        (None, ["null"]),
    ],
)
def test_members_agree_or_not_and_are_not_shown(value: Any, observed: list[str]) -> None:
    findings = list(members_agree(gave(value), "it", {"name": {"family": SECRET}}, "name.family"))
    assert [finding.observed for finding in findings] == observed
    assert SECRET not in str(findings)


def test_members_that_both_lack_do_not_agree() -> None:
    assert told(members_agree(gave({"a": 1}), "it", {"a": 1}, "b")) == ["nothing there"]


@pytest.mark.parametrize(
    ("value", "observed"),
    [
        (BODY, []),
        ({**BODY["_embedded"], **BODY}, []),
        ({"_embedded": {"things": [TWO, ONE]}}, []),
        ({"_embedded": {"things": [ONE]}}, ["1 entries, not that one"]),
        ({"_embedded": {"things": [ONE, TWO, {"id": "3"}]}}, ["1 others"]),
        ({"_embedded": {"things": [ONE, {"id": "2", "type": SECRET}]}}, ["something else"]),
        ([ONE, TWO], ["no entries", "no entries"]),
        (None, ["null", "null"]),
    ],
)
def test_entries_are_those_of_the_interface(value: Any, observed: list[str]) -> None:
    findings = list(entries_agree(gave(value), "it", BODY, "things", "type"))
    assert [finding.observed for finding in findings] == observed
    assert SECRET not in str(findings)


def test_entries_may_be_some_of_them() -> None:
    some = gave({"_embedded": {"things": [TWO]}})
    assert told(entries_agree(some, "it", BODY, "things", among=lambda entry: entry["type"] == "B")) == []
    assert told(
        entries_agree(gave(BODY), "it", BODY, "things", among=lambda entry: entry["type"] == "B")
    ) == ["1 others"]


@pytest.mark.parametrize(
    ("trial", "collection", "nothing"),
    [
        ({"value": None}, "things", True),
        ({"value": {}}, "things", True),
        ({"value": {"_embedded": {"things": []}, "size": 0}}, "things", True),
        (THREW, "things", True),
        ({"value": BODY}, "things", False),
        ({"value": {"_embedded": {"previousAttempts": [ONE]}}}, "things", False),
        ({"value": [ONE]}, "things", False),
        ({"value": "text"}, "things", False),
        ({"value": {"_embedded": {"things": []}}}, "", False),
        ({"value": {"id": "1"}}, "", False),
        ({"value": None}, "", True),
        ({}, "", False),
    ],
)
def test_nothing_is_said_in_several_ways(trial: dict[str, Any], collection: str, nothing: bool) -> None:
    assert (told(gives_none_of({"it": trial}, "it", collection)) == []) is nothing


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({"a": [1, {"b": 0.99848527}]}, {"a": [1.0, {"b": 0.9984853}]}, True),
        (1, 1.1, False),
        (1, True, False),
        (True, True, True),
        ({"a": 1}, {"a": 1, "b": 2}, False),
        ([1, 2], [1], False),
        ("1", 1, False),
        (None, None, True),
    ],
)
def test_values_agree(one: Any, other: Any, same: bool) -> None:
    assert agree(one, other) is same


def test_a_value_is_what_was_given() -> None:
    assert value_in(gave({"a": 1}), "it") == {"a": 1}
    assert [value_in(gave(None), "it"), value_in({"it": THREW}, "it"), value_in({}, "it")] == [MISSING] * 3
