"""The upper edge of a portrait."""

import json

import pytest
from numpy import asarray
from PIL import Image, ImageDraw

from pingone_conformance.checks.images import decode
from pingone_conformance.checks.images.edge import top_edge_is_background
from pingone_conformance.checks.images.picture import Picture, decode_bytes
from pingone_conformance.mock.portraits import replace_background
from pingone_conformance.mock.selfie import selfie_jpeg
from pingone_conformance.rooms import room


def drawn(*boxes: tuple[int, int, int, int]) -> Picture:
    image = Image.new("RGB", (300, 400), (179, 40, 45))
    for box in boxes:
        ImageDraw.Draw(image).rectangle(box, fill=(200, 170, 150))
    return Picture(asarray(image), "PNG")


def test_the_example_of_the_documents_leaves_the_edge_free() -> None:
    example = room("contracts") / "examples/update-verified-data-portrait-background/response.json"
    picture = decode(json.loads(example.read_text(encoding="utf-8"))["data"]["image"])
    assert not list(top_edge_is_background(picture))


@pytest.mark.parametrize(("width", "height"), [(3, 4), (4, 3), (1, 1), (9, 16)])
def test_a_portrait_leaves_the_edge_free(width: int, height: int) -> None:
    picture = decode_bytes(replace_background(selfie_jpeg(), (10, 90, 200), width, height))
    assert not list(top_edge_is_background(picture))


def test_the_other_edges_may_be_touched() -> None:
    assert not list(top_edge_is_background(drawn((0, 100, 299, 399))))


@pytest.mark.parametrize("box", [(100, 0, 200, 399), (140, 0, 160, 60)])
def test_a_figure_at_the_upper_edge_is_found(box: tuple[int, int, int, int]) -> None:
    assert list(top_edge_is_background(drawn(box)))
