"""The portrait is a whole picture, a figure on the requested colour, in the requested shape."""

import pytest

from pingone_conformance.checks.encoded import has_bytes
from pingone_conformance.checks.images import (
    background_colour_is,
    background_is_uniform,
    decodes_completely,
    format_is_as_declared,
    is_not_blank,
    is_standard_base64,
    ratio_is,
)
from pingone_conformance.checks.images.edge import top_edge_is_background
from pingone_conformance.checks.members import body_of
from pingone_conformance.checks.status import is_accepted
from pingone_conformance.findings import Untested


@pytest.mark.rule("IMAGE-001", "IMAGE-002", "IMAGE-003")
def test_the_text_is_a_whole_picture_in_the_format_that_it_says(painted, expect):
    answer = painted.answer
    expect(is_standard_base64(painted.text), answer, rule="IMAGE-001")
    expect(decodes_completely(painted.bytes), answer, rule="IMAGE-002")
    expect(format_is_as_declared(painted.bytes, painted.format), answer, rule="IMAGE-003")


@pytest.mark.rule("IMAGE-004", "IMAGE-005", "IMAGE-006")
def test_a_figure_stands_on_the_requested_colour(painted, show, expect):
    show(painted, "IMAGE-005")
    answer, picture = painted.answer, painted.picture
    expect(background_is_uniform(picture), answer, rule="IMAGE-004")
    expect(background_colour_is(picture, painted.colour), answer, rule="IMAGE-005")
    expect(is_not_blank(picture), answer, rule="IMAGE-006")


@pytest.mark.rule("IMAGE-011")
@pytest.mark.parametrize(("height", "width"), [(4, 3), (3, 4)], ids=["documented", "wide"])
def test_the_figure_leaves_the_top_edge_free(untouched, expect, height, width):
    painted = untouched.painted((179, 40, 45), height=height, width=width)
    expect(top_edge_is_background(painted.picture), painted.answer)


@pytest.mark.rule("IMAGE-010")
def test_the_picture_has_the_requested_ratio(painted, expect):
    expect(ratio_is(painted.picture, painted.width, painted.height), painted.answer)


@pytest.mark.rule("IMAGE-012", "PORTRAIT-050")
def test_another_colour_replaces_the_one_before(selfie, expect):
    selfie.painted((179, 40, 45))
    answer = selfie.paint((20, 110, 220))
    if not expect(is_accepted(answer), answer, rule="IMAGE-012"):
        raise Untested("blocked by IMAGE-012: the second portrait was refused")
    again = selfie.seen(answer, (20, 110, 220))
    expect(background_colour_is(again.picture, again.colour), again.answer, rule="IMAGE-012")
    stored = selfie.read()
    expect(has_bytes(body_of(stored), "data.image", again.bytes), stored, rule="PORTRAIT-050")
