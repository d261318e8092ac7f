"""Connected regions of a mask."""

from __future__ import annotations

import numpy as np
import pytest

from pingone_conformance.checks.images.picture import Mask
from pingone_conformance.checks.images.regions import box_of, regions


def mask_of(*rows: str) -> Mask:
    return np.array([[mark == "#" for mark in row] for row in rows])


def rows_of(mask: Mask) -> list[str]:
    return ["".join("#" if value else "." for value in row) for row in mask]


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (["....", "...."], []),
        (["####", "####"], [["####", "####"]]),
        (["#..#", "####"], [["#..#", "####"]]),
        (["#.#.", "#..."], [["#...", "#..."], ["..#.", "...."]]),
        (["#...", ".#..", "..#."], [["#...", ".#..", "..#."]]),
        (["..#.", ".#..", "#..."], [["..#.", ".#..", "#..."]]),
        (["##..", "...#"], [["##..", "...."], ["....", "...#"]]),
        (["#...", "....", "##.."], [["....", "....", "##.."], ["#...", "....", "...."]]),
        (["#.#.#", "#.#.#", ".#.#."], [["#.#.#", "#.#.#", ".#.#."]]),
        (
            ["#####", "#...#", "#.#.#", "#...#", "#####"],
            [["#####", "#...#", "#...#", "#...#", "#####"], ["." * 5, "." * 5, "..#..", "." * 5, "." * 5]],
        ),
        (
            ["#.##.###", "#.......", "#..##..."],
            [
                ["#.......", "#.......", "#......."],
                [".....###", "........", "........"],
                ["..##....", "........", "........"],
                ["........", "........", "...##..."],
            ],
        ),
    ],
)
def test_what_touches_is_one_region_and_the_largest_comes_first(
    rows: list[str], found: list[list[str]]
) -> None:
    seen = [rows_of(region) for region in regions(mask_of(*rows))]
    assert sorted(seen) == sorted(found)
    sizes = ["".join(one).count("#") for one in seen]
    assert sizes == sorted(sizes, reverse=True)


def test_a_spiral_is_one_region() -> None:
    spiral = mask_of("#######", "#.....#", "#.###.#", "#.#.#.#", "#.#...#", "#.#####", "#......")
    (only,) = regions(spiral)
    assert rows_of(only) == rows_of(spiral)


@pytest.mark.parametrize(
    ("rows", "box"),
    [
        (["...", "..."], (0, 0, 0, 0)),
        (["...", ".#.", "..."], (1, 1, 2, 2)),
        (["....", "...#", ".#.."], (1, 1, 4, 3)),
        (["##", "##"], (0, 0, 2, 2)),
    ],
)
def test_the_box_of_a_mask_ends_behind_it(rows: list[str], box: tuple[int, int, int, int]) -> None:
    assert box_of(mask_of(*rows)) == box
