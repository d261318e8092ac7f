"""Whether a figure wears a rim of what is behind the person in the selfie."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageFilter

from pingone_conformance.checks.images.alignment import Match
from pingone_conformance.checks.images.figure import Floats, cut
from pingone_conformance.checks.images.picture import Picture

# Longer side in pixels of the copies that are compared, and the shorter one of a figure that is not judged.
_SIDE, _TOO_SMALL = 200, 100
# Ways inwards from the outline, as shares of the longer side: where a rim has to show the room, from where to where
# the person has to begin, and how far outside the outline the room is looked at.
_RIM, _DEEPEST, _OUTSIDE = (0.012, 0.018, 0.024), (0.03, 0.04, 0.05, 0.06, 0.07, 0.08), 0.012
# Levels by which two pixels of one room differ at most, and by which a person differs at least.
_SAME, _OTHER = 26, 40
# Levels by which the portrait may differ from the selfie where it shows the same.
_SHOWN = 40
# Part of the figure that is looked at, from above: below, arms and clothes are cut off by the picture's edges.
_UPPER = 0.75


def rim_of_the_room(found: Match, portrait: Picture, selfie: Picture) -> float:
    """Return the share of the figure's outline along which the portrait shows the room before the person begins.

    At a point of the outline that is so when the selfie has the same colours outside and in the rim, another one
    further inside, and the portrait shows the rim. Where a person is cut out cleanly, the colour changes at the
    outline itself; where hair or clothes have the colour of the room, it does not change further inside either.
    """
    size = found.figure.size_within(_SIDE)
    if min(size) < _TOO_SMALL:
        return 0.0
    points, inwards = _outline(found, size)
    old = _pixels(cut(selfie.image, found.place, size))
    new = _pixels(cut(portrait.image, found.figure.place, size))
    longer = max(size)

    def seen(pixels: Floats, depth: float) -> Floats:
        at = np.rint(points + inwards * depth * longer).astype(int)
        at = np.clip(at, 0, [pixels.shape[0] - 1, pixels.shape[1] - 1])
        return np.asarray(pixels[at[:, 0], at[:, 1]])

    room = seen(old, -_OUTSIDE)
    rim = np.ones(len(points), dtype=bool)
    for depth in _RIM:
        there = seen(old, depth)
        rim &= (_apart(there, room) <= _SAME) & (_apart(there, seen(new, depth)) <= _SHOWN)
    person = np.stack([_apart(seen(old, depth), room) for depth in _DEEPEST]).max(axis=0) > _OTHER
    return float((rim & person).mean()) if len(points) else 0.0


def _outline(found: Match, size: tuple[int, int]) -> tuple[Floats, Floats]:
    """Return the points of the figure's outline, row and column, and the direction inwards at each."""
    mask = found.figure.mask.resize(size, Image.Resampling.BILINEAR).filter(ImageFilter.GaussianBlur(2))
    soft = np.asarray(mask, dtype=np.float64)
    slopes: Floats = np.asarray(np.gradient(soft))
    steep = np.hypot(slopes[0], slopes[1])
    margin = 2
    at = np.argwhere((np.abs(soft - 127) < 30) & (steep > 8))
    high, wide = soft.shape
    kept = (
        (at[:, 0] < _UPPER * high)
        & (at[:, 0] > margin)
        & (at[:, 1] > margin)
        & (at[:, 1] < wide - 1 - margin)
    )
    at = at[kept]
    inwards = slopes[:, at[:, 0], at[:, 1]] / steep[at[:, 0], at[:, 1]]
    return at.astype(np.float64), inwards.T


def _pixels(image: Image.Image) -> Floats:
    return np.asarray(image, dtype=np.float64)


def _apart(one: Floats, other: Floats) -> npt.NDArray[np.float64]:
    return np.asarray(np.abs(one - other).max(axis=1))
