"""Things that tests share: what was touched never comes back, and nothing is handed out twice at a time."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import pytest

from pingone_conformance.target.pool import Pool

Make = Callable[[], dict[str, Any]]


@pytest.fixture
def touched() -> set[str]:
    return set()


@pytest.fixture
def pool(touched: set[str]) -> Pool:
    return Pool(touched)


@pytest.fixture
def make() -> Make:
    numbers = itertools.count(1)
    return lambda: {"id": f"id-{next(numbers)}", "inner": {"value": 1}}


def test_what_was_only_read_is_used_again(pool: Pool, make: Make) -> None:
    first = pool.take("user", {}, make)
    pool.recycle()
    assert pool.take("user", {}, make) == first


def test_what_was_touched_never_comes_back(pool: Pool, make: Make, touched: set[str]) -> None:
    first = pool.take("user", {}, make)
    touched.add(first["id"])
    for _ in range(3):
        pool.recycle()
        assert pool.take("user", {}, make)["id"] != first["id"]


def test_what_was_touched_when_it_came_back_once_is_not_given_again(
    pool: Pool, make: Make, touched: set[str]
) -> None:
    first = pool.take("user", {}, make)
    pool.recycle()
    again = pool.take("user", {}, make)
    touched.add(first["id"])
    pool.recycle()
    assert again["id"] == first["id"]
    assert pool.take("user", {}, make)["id"] != first["id"]


def test_two_in_one_test_are_different(pool: Pool, make: Make) -> None:
    assert pool.take("user", {}, make)["id"] != pool.take("user", {}, make)["id"]
    pool.recycle()
    ids = {pool.take("user", {}, make)["id"] for _ in range(3)}
    assert len(ids) == 3


@pytest.mark.parametrize(
    ("kind", "wish"), [("policy", {}), ("user", {"name": "b"}), ("user", {"name": None}), ("user", {"a": {}})]
)
def test_another_wish_is_another_thing(pool: Pool, make: Make, kind: str, wish: dict[str, Any]) -> None:
    first = pool.take("user", {"name": "a"}, make)
    pool.recycle()
    assert pool.take(kind, wish, make)["id"] != first["id"]


def test_the_order_of_a_wish_does_not_matter(pool: Pool, make: Make) -> None:
    first = pool.take("user", {"a": 1, "b": {"c": 2, "d": 3}}, make)
    pool.recycle()
    assert pool.take("user", {"b": {"d": 3, "c": 2}, "a": 1}, make) == first


def test_what_a_test_does_to_its_copy_stays_there(pool: Pool, make: Make) -> None:
    first = pool.take("user", {}, make)
    first["inner"]["value"] = 2
    first["id"] = "another"
    pool.recycle()
    assert pool.take("user", {}, make) == {"id": "id-1", "inner": {"value": 1}}


def test_what_cannot_be_made_leaves_nothing(pool: Pool, make: Make) -> None:
    def fail() -> dict[str, Any]:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        pool.take("user", {}, fail)
    pool.recycle()
    assert pool.take("user", {}, make)["id"] == "id-1"
