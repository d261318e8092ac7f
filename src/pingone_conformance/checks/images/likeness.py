"""Whether a portrait shows the person of the selfie, undistorted.

How alike a figure and its place in the selfie are is a correlation of details. Measured with nine faces of
photographs and four drawn ones, in portraits at 0.3 to 3 times the selfie's size, JPEG from quality 60 on, with
soft outlines, smoothed, sharpened, brighter or of other contrast: the same person 0.93 and more, the best place
in somebody else's selfie 0.66 and less, and 0.80 between drawn faces that differ in little but eyes and mouth.
The measured proportions were wrong by 1 % at most; in portraits of 20 to 48 pixels by 8 %.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import log

from pingone_conformance.checks.images.alignment import FOUND, Match, match, mirrored_likeness
from pingone_conformance.checks.images.picture import Picture
from pingone_conformance.findings import Finding

# A figure with fewer pixels in its longer side has few details: the limits for it are much wider.
_SMALL = 64
_LEAST_LIKENESS, _LEAST_SMALL = FOUND, 0.3
_STRETCHED, _STRETCHED_SMALL = 1.09, 1.25
# By how much more alike a mirrored selfie has to be: faces are nearly symmetrical.
_MIRRORED = 0.05


def shows_face_of(portrait: Picture, selfie: Picture) -> Iterator[Finding]:
    """The figure of the portrait is somewhere in the selfie, larger or smaller, and not mirrored.

    A figure of less than 64 pixels is only a breach when nothing in the selfie is like it at all.
    Source: Update Verified Data Portrait Background, description.
    """
    expected = "the face of the selfie"
    found = match(portrait, selfie)
    if found is None:
        yield Finding(expected, "a portrait without a figure")
        return
    least = _LEAST_SMALL if _is_small(found) else _LEAST_LIKENESS
    mirrored = mirrored_likeness(found, selfie) if found.likeness < 1 - _MIRRORED else -1.0
    if mirrored > max(FOUND, found.likeness + _MIRRORED):
        yield Finding(
            expected, f"the face mirrored: likeness {mirrored:.2f}, and {found.likeness:.2f} as it is"
        )
    elif found.likeness < least:
        yield Finding(expected, f"a figure that is nowhere in the selfie: likeness {found.likeness:.2f} of 1")


def is_not_stretched(portrait: Picture, selfie: Picture) -> Iterator[Finding]:
    """The figure is as wide for its height as in the selfie, up to 9 %, or 25 % below 64 pixels.

    Nothing is said of a figure that is not found in the selfie.
    Source: Update Verified Data Portrait Background, description.
    """
    found = match(portrait, selfie)
    if found is None or found.likeness < FOUND:
        return
    most = _STRETCHED_SMALL if _is_small(found) else _STRETCHED
    if abs(log(found.stretch)) > log(most):
        yield Finding(
            "the proportions of the selfie", f"a figure {found.stretch:.2f} times as wide for its height"
        )


def _is_small(found: Match) -> bool:
    return max(found.figure.place.width, found.figure.place.height) < _SMALL
