"""What a figure shows beside its place in the selfie, part by part: its colours, and its details."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PIL import Image

from pingone_conformance.checks.images.alignment import Match
from pingone_conformance.checks.images.figure import Details, Floats, cut
from pingone_conformance.checks.images.picture import Mask, Picture

# Longer sides in pixels of the copies that are compared, for colours and for details.
_COLOUR_SIDE, _DETAIL_SIDE = 48, 112
# Rim of the figure, as a share of its longer side, that a soft outline may spoil.
_RIM = 0.05
# Mean distance from grey, in levels of Cb and Cr, below which a place has no colours to compare.
_GREYISH = 6.0
# Windows that are compared, as a share of the longer side, and the contrast in levels that makes one count.
_WINDOW, _CONTRAST = 0.14, 7.0
# Share of a window that has to be figure.
_FULL = 0.8


def lost_colours(found: Match, portrait: Picture, selfie: Picture, most: float) -> float:
    """Return the share of the selfie's coloured places whose colours are more than `most` off in the portrait.

    How far they are off is a share of how far they are from grey: 0 is the same, 1 is grey. Brightness does not count,
    and 0 is returned for a selfie without colours.
    """
    size = found.figure.size_within(_COLOUR_SIDE)
    inside = _inside(found, size)
    side = max(4, round(_WINDOW * max(size)))
    old = _chroma(cut(selfie.image, found.place, size)) * inside[:, :, None]
    new = _chroma(cut(portrait.image, found.figure.place, size)) * inside[:, :, None]
    count = _windows(inside.astype(np.float64), side)
    colourful = _windows(np.abs(old).mean(axis=2), side)
    off = _windows(np.abs(new - old).mean(axis=2), side)
    judged = (count > _FULL * side * side) & (colourful > _GREYISH * count)
    return float((off[judged] > most * colourful[judged]).mean()) if judged.any() else 0.0


def lost_details(found: Match, portrait: Picture, selfie: Picture, least: float) -> float:
    """Return the share of the selfie's details, among windows with any, of which the portrait shows less than `least`.

    How much of a window's details is shown is the slope of the portrait's on the selfie's: 1 is all of them, as much
    as there, and 0 is none of them, or others in their place.
    """
    size = found.figure.size_within(_DETAIL_SIDE)
    inside = _inside(found, size).astype(np.float64)
    details = Details(inside)
    old = details.fine(_grey(cut(selfie.image, found.place, size)))
    new = details.fine(_grey(cut(portrait.image, found.figure.place, size)))
    side = max(6, round(_WINDOW * max(size)))
    count = _windows(inside, side)
    energy, shared = _windows(old * old, side), _windows(old * new, side)
    judged = (count > _FULL * side * side) & (energy > _CONTRAST**2 * count)
    return float((shared[judged] < least * energy[judged]).mean()) if judged.any() else 0.0


def _inside(found: Match, size: tuple[int, int]) -> Mask:
    return found.figure.inside(size, max(1, round(_RIM * max(size)))) > 0


def _chroma(image: Image.Image) -> npt.NDArray[np.float64]:
    return np.asarray(image.convert("YCbCr"), dtype=np.float64)[:, :, 1:] - 128


def _grey(image: Image.Image) -> Floats:
    return np.asarray(image.convert("L"), dtype=np.float64)


def _windows(values: Floats, side: int) -> Floats:
    """Return the sums over all square windows, half a window apart."""
    sums = np.pad(values, ((1, 0), (1, 0))).cumsum(axis=0).cumsum(axis=1)
    every = max(1, side // 2)
    top, left = (np.arange(0, max(1, length - side + 1), every) for length in values.shape)
    bottom, right = np.minimum(top + side, values.shape[0]), np.minimum(left + side, values.shape[1])
    return np.asarray(
        sums[np.ix_(bottom, right)]
        - sums[np.ix_(top, right)]
        - sums[np.ix_(bottom, left)]
        + sums[np.ix_(top, left)]
    )
