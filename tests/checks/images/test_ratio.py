"""The shape of a portrait."""

import numpy as np
import pytest
from PIL import Image

from pingone_conformance.checks.images import ratio_is
from pingone_conformance.checks.images.picture import Picture


def sized(width: int, height: int) -> Picture:
    return Picture(np.asarray(Image.new("RGB", (width, height))), "PNG")


@pytest.mark.parametrize(
    ("size", "ratio"),
    [
        ((480, 640), (3, 4)),
        ((480, 640), (300, 400)),
        ((481, 640), (3, 4)),
        ((479, 640), (3, 4)),
        ((480, 641), (3, 4)),
        ((360, 640), (9, 16)),
        ((427, 640), (2, 3)),
        ((426, 640), (2, 3)),
        ((100, 133), (3, 4)),
        ((100, 134), (3, 4)),
        ((640, 1), (1000, 1)),
        ((24, 24000), (1, 1000)),
        ((500, 500), (1, 1)),
        ((500, 501), (1, 1)),
    ],
)
def test_the_requested_ratio_passes(size, ratio):
    assert not list(ratio_is(sized(*size), *ratio))


@pytest.mark.parametrize(
    ("size", "ratio"),
    [
        ((640, 480), (3, 4)),
        ((480, 640), (4, 3)),
        ((600, 480), (4, 3)),
        ((480, 600), (3, 4)),
        ((25, 20), (4, 3)),
        ((480, 643), (3, 4)),
        ((500, 502), (1, 1)),
        ((32, 32), (3, 4)),
    ],
)
def test_another_ratio_is_found(size, ratio):
    assert list(ratio_is(sized(*size), *ratio))


def test_the_example_of_the_documents_is_square_where_3_to_4_was_asked_for(studio):
    assert list(ratio_is(studio.example(), 3, 4))
    assert not list(ratio_is(studio.example(), 1, 1))
