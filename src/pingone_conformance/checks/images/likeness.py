"""Whether a portrait shows the person of the selfie, undistorted.

How alike a figure and its place in the selfie are is a correlation of details. Measured with nine faces of
photographs and four drawn ones, in portraits at 0.3 to 3 times the selfie's size, JPEG from quality 60 on, with
soft outlines, smoothed, sharpened, brighter or of other contrast: the same person 0.93 and more, the best place
in somebody else's selfie 0.66 and less, and 0.80 between drawn faces that differ in little but eyes and mouth.
The measured proportions were wrong by 1 % at most; in portraits of 20 to 48 pixels by 8 %.

Colours were on average at most 0.2 apart in those portraits, 0.3 with a third of the colour taken out, 1 in grey ones
and 2 with red and blue swapped. Of their details none was lost, and a third and more under a bar, a blur or another
face.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import log

from pingone_conformance.checks.images.alignment import FOUND, Match, match, mirrored_likeness
from pingone_conformance.checks.images.features import lost_colours, lost_details
from pingone_conformance.checks.images.picture import Picture
from pingone_conformance.findings import Finding

# A figure with fewer pixels in its longer side has few details: the limits for it are much wider.
_SMALL = 64
_LEAST_LIKENESS, _LEAST_SMALL = FOUND, 0.3
_STRETCHED, _STRETCHED_SMALL = 1.09, 1.25
# By how much more alike a mirrored selfie has to be: faces are nearly symmetrical.
_MIRRORED = 0.05
# How far from the selfie's the colours of a place may be (1 is grey), the part of a place's details that has to be
# seen there, and the share of places where that may be otherwise.
_COLOUR_LOSS, _SHOWN_DETAILS, _LOST = 0.45, 0.35, 0.1


def shows_face_of(portrait: Picture, selfie: Picture) -> Iterator[Finding]:
    """The figure of the portrait is somewhere in the selfie, larger or smaller, not mirrored and in its colours.

    Nothing of it is covered, blurred or somebody else's. A figure of less than 64 pixels is only a breach when nothing
    in the selfie is like it at all.
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
    elif not _is_small(found):
        yield from _differs_in_part(found, portrait, selfie)


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


def _differs_in_part(found: Match, portrait: Picture, selfie: Picture) -> Iterator[Finding]:
    if (lost := lost_colours(found, portrait, selfie, _COLOUR_LOSS)) > _LOST:
        yield Finding(
            "the colours of the selfie", f"a figure with other colours in {lost:.0%} of its coloured parts"
        )
    if (lost := lost_details(found, portrait, selfie, _SHOWN_DETAILS)) > _LOST:
        yield Finding("the face of the selfie", f"a figure without {lost:.0%} of the selfie's details")


def _is_small(found: Match) -> bool:
    return max(found.figure.place.width, found.figure.place.height) < _SMALL
