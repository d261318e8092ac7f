"""Pointers and patch operations."""

from __future__ import annotations

from typing import Any

import pytest

from pingone_conformance.mock.cloud.pointers import PatchError, get, parse, patched

PERSON: dict[str, Any] = {"mail": "a@example.com", "age": 3, "tags": ["x", "y"], "address": {"city": "C"}}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("/mail", "a@example.com"),
        ("mail", "a@example.com"),
        ("/address/city", "C"),
        ("/tags/1", "y"),
        ("/tags/2", None),
        ("/tags/x", None),
        ("/mail/inner", None),
        ("/nothing/there", None),
        ("", PERSON),
    ],
)
def test_a_pointer_leads_somewhere(text: str, found: Any) -> None:
    assert get(PERSON, parse(text)) == found


@pytest.mark.parametrize(
    ("operation", "after"),
    [
        ({"operation": "replace", "field": "/mail", "value": "b"}, {"mail": "b"}),
        ({"operation": "replace", "field": "mail", "value": "b"}, {"mail": "b"}),
        ({"operation": "replace", "field": "/new", "value": 1}, {"new": 1}),
        ({"operation": "replace", "field": "/mail", "value": None}, {"mail": None}),
        ({"operation": "replace", "field": "/address/city", "value": "D"}, {"address": {"city": "D"}}),
        ({"operation": "add", "field": "/new/inner", "value": 1}, {"new": {"inner": 1}}),
        ({"operation": "add", "field": "/tags/-", "value": "z"}, {"tags": ["x", "y", "z"]}),
        ({"operation": "add", "field": "/tags", "value": ["z"]}, {"tags": ["x", "y", "z"]}),
        ({"operation": "remove", "field": "/mail"}, {"mail": None}),
        ({"operation": "remove", "field": "/nothing/there"}, {}),
        ({"operation": "remove", "field": "/tags", "value": "x"}, {"tags": ["y"]}),
        ({"operation": "remove", "field": "/mail", "value": "other"}, {}),
        ({"operation": "increment", "field": "/age", "value": 2}, {"age": 5}),
    ],
)
def test_an_operation_changes_what_it_names(operation: dict[str, Any], after: dict[str, Any]) -> None:
    expected = {name: value for name, value in {**PERSON, **after}.items() if value is not None}
    assert patched(PERSON, [operation]) == expected
    assert PERSON["tags"] == ["x", "y"]


@pytest.mark.parametrize(
    "operations",
    [
        None,
        {"operation": "add", "field": "/a", "value": 1},
        ["add"],
        [{"operation": "swap", "field": "/mail"}],
        [{"operation": ["add"], "field": "/mail"}],
        [{"operation": "add", "value": 1}],
        [{"operation": "add", "field": "/", "value": 1}],
        [{"operation": "add", "field": "/tags/0", "value": 1}],
        [{"operation": "add", "field": "/tags/9/x", "value": 1}],
        [{"operation": "add", "field": "/mail/inner", "value": 1}],
        [{"operation": "replace", "field": "/tags/0", "value": 1}],
        [{"operation": "remove", "field": "/tags/0"}],
        [{"operation": "increment", "field": "/mail", "value": 1}],
        [{"operation": "increment", "field": "/age", "value": "1"}],
        [{"operation": "increment", "field": "/nothing", "value": 1}],
    ],
)
def test_an_operation_that_does_not_fit_is_refused(operations: Any) -> None:
    with pytest.raises(PatchError):
        patched(PERSON, operations)
