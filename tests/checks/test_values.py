"""What a JSON value is."""

from collections.abc import Callable
from typing import Any

import pytest

from pingone_conformance.checks import values

SAMPLES: tuple[Any, ...] = (None, True, "", "a", 0, 1, 1.0, 1.5, [], [1], {}, {"a": 1})

HOLDS = [
    (values.is_text, ["", "a"]),
    (values.is_filled_text, ["a"]),
    (values.is_object, [{}, {"a": 1}]),
    (values.is_filled_object, [{"a": 1}]),
    (values.is_filled_list, [[1]]),
    (values.is_number, [0, 1, 1.0, 1.5]),
    (values.is_whole_number, [0, 1, 1.0]),
]


@pytest.mark.parametrize(("holds", "good"), HOLDS)
def test_a_predicate_holds_for_these_and_no_others(holds: Callable[[Any], bool], good: list[Any]) -> None:
    assert [repr(value) for value in SAMPLES if holds(value)] == [repr(value) for value in good]


@pytest.mark.parametrize("odd", [float("inf"), float("nan")])
def test_odd_numbers_are_not_whole(odd: float) -> None:
    assert not values.is_whole_number(odd)


def test_bounds_belong_to_what_lies_within() -> None:
    within = values.is_number_within(1, 1.5)
    assert [value for value in (0.9, 1, 1.2, 1.5, 1.6) if within(value)] == [1, 1.2, 1.5]
    assert not any(within(value) for value in (True, "1", None))
