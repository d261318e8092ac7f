"""The person of the selfie is in the portrait, undistorted, and what was behind them is not."""

import io
from dataclasses import replace

import pytest
from PIL import ImageOps

from pingone_conformance.checks.images import (
    UndecodablePicture,
    background_is_uniform,
    decode_bytes,
    is_not_stretched,
    old_background_is_gone,
    shows_face_of,
)
from pingone_conformance.findings import Untested

# Shapes other than that of a selfie, so that a figure that was made to fit would show.
SHAPES = [pytest.param(3, 4, id="wide"), pytest.param(16, 9, id="narrow")]


@pytest.fixture
def mirrored(given, selfie):
    """The selfie of another verification: the same person, the other way round."""
    try:
        picture = decode_bytes(selfie.bytes)
    except UndecodablePicture as problem:
        raise Untested(f"blocked by DATA-034: {problem}") from None
    encoded = io.BytesIO()
    ImageOps.mirror(picture.image).save(encoded, "JPEG", quality=92)
    return replace(selfie, verification=given.verification(selfie=encoded.getvalue()))


@pytest.mark.rule("IMAGE-007", "IMAGE-008", "IMAGE-009")
@pytest.mark.parametrize(("height", "width"), SHAPES)
def test_the_portrait_shows_the_person_of_the_selfie_and_nothing_behind(
    selfie, given, show, expect, height, width
):
    if given.is_on_a_tenant:
        # Other tests may have painted it in any shape and colour: now what was before is known.
        selfie.painted((20, 110, 220), height=height, width=width)
    painted = selfie.painted((179, 40, 45), height=height, width=width)
    show(painted, "IMAGE-008")
    portrait, original = painted.picture, painted.original
    expect(old_background_is_gone(portrait, original), painted.answer, rule="IMAGE-007")
    if list(background_is_uniform(portrait)):
        raise Untested("blocked by IMAGE-004: nothing tells the figure from its background")
    expect(shows_face_of(portrait, original), painted.answer, rule="IMAGE-008")
    expect(is_not_stretched(portrait, original), painted.answer, rule="IMAGE-009")


@pytest.mark.rule("IMAGE-008")
def test_the_portrait_of_another_selfie_shows_that_one(mirrored, show, expect):
    painted = mirrored.painted((20, 110, 220))
    show(painted, "IMAGE-008")
    if list(background_is_uniform(painted.picture)):
        raise Untested("blocked by IMAGE-004: nothing tells the figure from its background")
    expect(shows_face_of(painted.picture, painted.original), painted.answer)
