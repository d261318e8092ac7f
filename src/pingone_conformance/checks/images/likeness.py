"""Whether a portrait shows the person of the selfie, undistorted and without what was behind them."""

from __future__ import annotations

from collections.abc import Iterator
from math import log

from pingone_conformance.checks.images.alignment import FOUND, match, mirrored_likeness
from pingone_conformance.checks.images.picture import Picture
from pingone_conformance.findings import Finding

# By how much more alike a mirrored selfie has to be: faces are nearly symmetrical, and small ones blur.
_MIRRORED = 0.05
_STRETCHED = 1.1
_SIDE = 64
# Largest difference of a channel, in levels, of two pixels that show the same: JPEG and a light retouch.
_SAME = 48
_REST = 0.75


def shows_face_of(portrait: Picture, selfie: Picture) -> Iterator[Finding]:
    """The figure of the portrait is somewhere in the selfie, in any size, and not mirrored."""
    expected = "the face of the selfie"
    found = match(portrait, selfie)
    if found is None:
        yield Finding(expected, "a portrait without a figure")
        return
    mirrored = mirrored_likeness(found, selfie) if found.likeness < 1 - _MIRRORED else -1.0
    if mirrored > max(FOUND, found.likeness + _MIRRORED):
        yield Finding(
            expected, f"the face mirrored (likeness {mirrored:.2f}, not mirrored {found.likeness:.2f})"
        )
    elif found.likeness < FOUND:
        yield Finding(
            expected, f"a figure that is nowhere in the selfie (likeness {found.likeness:.2f} of 1)"
        )


def is_not_stretched(portrait: Picture, selfie: Picture) -> Iterator[Finding]:
    """The figure is as wide for its height as in the selfie."""
    found = match(portrait, selfie)
    if found and found.likeness >= FOUND and abs(log(found.stretch)) > log(_STRETCHED):
        yield Finding(
            "the proportions of the selfie", f"a figure {found.stretch:.2f} times as wide for its height"
        )
