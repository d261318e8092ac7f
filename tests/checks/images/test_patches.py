"""Patches beside a figure, drawn pixel by pixel: which of them belong to the person, and which do not."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from pingone_conformance.checks.images import background_is_uniform, is_not_blank
from pingone_conformance.checks.images.picture import Picture

FIGURE = (30, 40, 66, 95)
Box = tuple[int, int, int, int]


def drawn(*boxes: Box, size: tuple[int, int] = (96, 96)) -> Picture:
    image = Image.new("RGB", size, (100, 110, 120))
    for box in boxes:
        ImageDraw.Draw(image).rectangle(box, fill=(220, 30, 40))
    return Picture(np.asarray(image), "PNG")


@pytest.mark.parametrize(
    ("patch", "where"),
    [
        ((40, 0, 50, 10), "at the upper edge"),
        ((0, 85, 10, 95), "in a lower corner"),
        ((85, 85, 95, 95), "in a lower corner"),
        ((10, 20, 20, 30), "beside it"),
        ((76, 10, 86, 20), "beside it"),
    ],
)
def test_a_patch_apart_from_the_figure_is_found(patch: Box, where: str) -> None:
    (finding,) = background_is_uniform(drawn(FIGURE, patch))
    assert finding.observed.endswith(f"1.3% of the picture, {where}")


@pytest.mark.parametrize("patch", [(0, 40, 10, 50), (85, 40, 95, 50), (12, 85, 22, 95), (74, 85, 84, 95)])
def test_what_touches_another_edge_may_be_an_arm(patch: Box) -> None:
    assert not list(background_is_uniform(drawn(FIGURE, patch)))


def test_what_is_between_parts_of_the_figure_belongs_to_it() -> None:
    arms = ((10, 20, 16, 95), (80, 20, 86, 95))
    assert not list(background_is_uniform(drawn((10, 60, 86, 95), *arms, (40, 25, 52, 40))))
    assert list(background_is_uniform(drawn((10, 60, 86, 95), (40, 25, 41, 95), (70, 5, 82, 15))))


def test_a_small_patch_counts_at_the_edge_and_not_beside() -> None:
    assert list(background_is_uniform(drawn(FIGURE, (40, 0, 43, 4))))
    assert not list(background_is_uniform(drawn(FIGURE, (40, 0, 42, 4))))
    assert not list(background_is_uniform(drawn(FIGURE, (10, 20, 18, 28))))
    assert list(background_is_uniform(drawn(FIGURE, (10, 20, 19, 29))))


@pytest.mark.parametrize("size", [(96, 96), (96, 200), (200, 96)])
def test_a_hundredth_of_a_square_makes_a_figure(size: tuple[int, int]) -> None:
    assert not list(is_not_blank(drawn((40, 60, 49, 69), size=size)))
    assert list(is_not_blank(drawn((40, 60, 48, 68), size=size)))
