"""Whether a portrait has the shape that was asked for."""

from __future__ import annotations

from collections.abc import Iterator

from pingone_conformance.checks.images.picture import Picture
from pingone_conformance.findings import Finding


def ratio_is(picture: Picture, width: int, height: int) -> Iterator[Finding]:
    """The picture's sides are as `width` to `height`, up to one pixel of rounding in either side.

    One pixel, because a server that computes one side from the other may round it up or down. From 21
    pixels on that tells 3:4 from 4:5, which differ by 6.7 %; a side swapped with the other is always told.
    Source: Update Verified Data Portrait Background, request model (`aspectRatio`).
    """
    if abs(picture.width * height - picture.height * width) > max(width, height):
        yield Finding(
            f"a picture {width} wide to {height} high, up to one pixel",
            f"{picture.width} by {picture.height} pixels, {picture.width / picture.height:.3f} instead "
            f"of {width / height:.3f}",
        )
