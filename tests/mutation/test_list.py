"""The list of mutants that may survive."""

from __future__ import annotations

from importlib import import_module
from operator import attrgetter

import pytest

from .run import LIST, Accepted, Mutant, accepted, chosen, unlisted

ROWS = accepted(LIST.read_text(encoding="utf-8"))


def survivor(place: str, change: str) -> Mutant:
    module, _, function = place.rpartition(".")
    return Mutant(module, function, change, "survived")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.place)
def test_a_row_is_about_a_function_that_there_is(row: Accepted) -> None:
    module = next(name for name in reversed(chosen([""])) if row.place.startswith(f"{name}."))
    function = row.place.removeprefix(f"{module}.")
    assert function == "*" or attrgetter(function)(import_module(f"pingone_conformance.{module}"))


def test_a_row_holds_a_change_of_code_and_its_reason() -> None:
    text = "| place | change | reason |\n|---|---|---|\n| `checks.a.b` | `x = y \\| z` | it is the same |"
    assert accepted(text) == [Accepted("checks.a.b", "x = y | z", 1, "it is the same")]
    assert accepted(text.replace("it is the same", "")) == []


def test_a_row_covers_one_survivor() -> None:
    rows = [Accepted("checks.a.b", "x = 2", 1, "…")]
    same, other = survivor("checks.a.b", "x = 2"), survivor("checks.a.b", "x = 3")
    assert unlisted([same], rows) == []
    assert unlisted([same, other, same], rows) == [other, same]


def test_a_row_of_a_module_covers_as_many_as_it_says() -> None:
    rows = accepted("| `checks.a.*` | any 2 | measured |")
    found = [
        survivor("checks.a.b", "x = 2"),
        survivor("checks.a.c", "y = 3"),
        survivor("checks.a.d", "z = 4"),
    ]
    assert unlisted(found, rows) == found[2:]
    assert unlisted([survivor("checks.ab.c", "x")], rows)
