"""Whether a portrait has a figure on one colour, and whether that is the colour asked for.

Where a portrait shows its background for certain are the two upper corners: a figure may touch the left, the
right and the lower edge, as in the example of the documents, and hair that a selfie cuts off may touch the
upper one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pingone_conformance.checks.images.picture import Mask, Picture, Values
from pingone_conformance.checks.images.regions import regions
from pingone_conformance.findings import Finding

Colour = tuple[int, int, int]

# JPEG with one chroma sample for four pixels works in squares of 16 pixels: what is in one changes all of it.
_BLOCK = 16
# Below this many pixels in the shorter side few squares are free of the figure.
_SMALL = 96
# What JPEG at quality 60 does to a flat colour is 4 levels; near a figure it is at most 8 more than the
# deviation of the corner itself (measured with 11 colours, 6 figures and 13 sizes from 12 by 16 pixels on).
_TOLERANCE = 12
_WORKING_SIDE = 96
# Levels that make a pixel part of the figure; in small pictures JPEG makes its neighbours differ that much.
_FIGURE = 24
# Levels of pattern in a corner: 0 in each of 2,000 portraits from 96 pixels on.
_NOISE = 10
# Shares of the picture: of a square over its shorter side for the figure.
_LEAST_FIGURE = 0.01
# A patch that floats has to be five times as large as one at the edge: eyes and collars do too, in small pictures.
_LEAST_PATCH = 0.002
# Levels from which on a colour drifts, and the share of the upper edges that may. Beside a figure, JPEG at
# quality 60 spoils up to 34 % of 96 pixels, 20 % of 120 and 13 % of 192, so that only larger ones are judged.
_DRIFT = 8
_LEAST_SHADED = 0.08
_LARGE = 240


@dataclass(frozen=True)
class _Corner:
    """The colour of an upper corner and how far, in levels, JPEG may have moved it."""

    colour: npt.NDArray[np.float64]
    tolerance: float


def background_is_uniform(picture: Picture) -> Iterator[Finding]:
    """Everything but the figure is one colour, without patches, patterns and drifts of the colour.

    Found are upper corners of different colours, a corner with a pattern, a colour that drifts along the upper
    edges, and a patch apart from the figure that touches the upper edge or a corner or floats beside the figure.
    What is connected to the figure counts as the figure, as hands and clothes are; whether it is a rest of the
    old background, `old_background_is_gone` says.
    Source: Update Verified Data Portrait Background, description and example response.
    """
    left, right = _corners(picture)
    expected = "a background of one colour"
    apart = np.abs(left.colour - right.colour).max()
    if apart > max(left.tolerance, right.tolerance):
        yield Finding(
            expected, f"{_said(left.colour)} in one upper corner, {_said(right.colour)} in the other"
        )
        return
    if not _is_small(picture) and (noise := _noise(picture)) > _NOISE:
        yield Finding(expected, f"an upper corner whose pixels deviate by {noise:.0f} levels")
    away = np.abs(_reduced(picture) - (left.colour + right.colour) / 2).max(axis=2)
    threshold = _figure_threshold(picture)
    least = 10 * _LEAST_PATCH if _is_small(picture) else _LEAST_PATCH
    if patch := _patch(away > threshold, away > threshold / 2, least):
        yield Finding(expected, f"a patch of another colour apart from the figure, {patch}")
    if min(picture.width, picture.height) >= _LARGE and (share := _shaded(away)) > _LEAST_SHADED:
        yield Finding(expected, f"a colour that drifts along {share:.0%} of the upper edges")


def background_colour_is(picture: Picture, colour: Colour) -> Iterator[Finding]:
    """Both upper corners have the colour, red, green and blue from 0 to 255, within what JPEG does to it.

    That is 12 levels per channel where a corner is flat. Measured: at most 4 at quality 60 with subsampled
    chroma from 96 pixels in the shorter side on, 2 in the example of the documents; a colour wrong by 25
    levels is always told there. In smaller pictures the figure spoils the corners, by as much as they deviate
    from their own median, and that much more is allowed.
    Source: Update Verified Data Portrait Background, request model (`backgroundColor`) and example response.
    """
    for corner in _corners(picture):
        if np.abs(corner.colour - colour).max() > corner.tolerance:
            yield Finding(
                f"a background of the colour {colour}, up to {corner.tolerance:.0f} levels per channel",
                f"{_said(corner.colour)} in an upper corner",
            )
            return


def is_not_blank(picture: Picture) -> Iterator[Finding]:
    """The picture is more than its background: something differs from the colour of the upper corners.

    It has to have 1 % of the area of a square over the shorter side, however long the other side is: a head a
    tenth as high as that side. The figure of the documents' example has 43 %.
    Source: Update Verified Data Portrait Background, description.
    """
    figure = figure_mask(picture)
    share = float(figure.sum()) / min(figure.shape) ** 2
    if share < _LEAST_FIGURE:
        yield Finding("a figure in front of the background", "nothing but the colour of the background")


def background_colour(picture: Picture) -> npt.NDArray[np.float64]:
    """Return the colour of the upper corners, red, green and blue."""
    left, right = _corners(picture)
    return (left.colour + right.colour) / 2


def figure_mask(picture: Picture, side: int = 96) -> Mask:
    """Return which pixels are not background, of a copy whose shorter side has at most `side` pixels."""
    factor = -(-min(picture.width, picture.height) // side)
    pixels = np.asarray(picture.image.reduce(factor), dtype=np.float32)
    away: Values = np.abs(pixels - background_colour(picture)).max(axis=2)
    return away > _FIGURE


def _corners(picture: Picture) -> tuple[_Corner, _Corner]:
    return _corner(picture, picture.pixels), _corner(picture, picture.pixels[:, ::-1])


def _corner(picture: Picture, pixels: npt.NDArray[np.uint8]) -> _Corner:
    """Judge the upper left corner of some pixels: its median, and how far 8 by 8 pixels deviate."""
    side = int(np.clip(min(picture.width, picture.height) // 8, 2, _BLOCK))
    colour = np.median(pixels[:side, :side].reshape(-1, 3), axis=0)
    around = pixels[: max(8, side), : max(8, side)]
    deviation = float(np.median(np.abs(around - colour).max(axis=2)))
    largest = 48 if _is_small(picture) else 8
    return _Corner(colour, _TOLERANCE + min(deviation, largest))


def _noise(picture: Picture) -> float:
    """Return how far the less even upper corner deviates from its median, without the worst tenth of it."""
    side = max(4, min(picture.width, picture.height) // 12)
    corners = (picture.pixels[:side, :side], picture.pixels[:side, -side:])
    return max(
        float(np.percentile(np.abs(c - np.median(c.reshape(-1, 3), axis=0)).max(axis=2), 90)) for c in corners
    )


def _figure_threshold(picture: Picture) -> float:
    return 2 * _FIGURE if _is_small(picture) else _FIGURE


def _is_small(picture: Picture) -> bool:
    return min(picture.width, picture.height) < _SMALL


def _reduced(picture: Picture) -> Values:
    return np.asarray(picture.image.reduce(_factors(picture)), dtype=np.float32)


def _factors(picture: Picture) -> tuple[int, int]:
    return -(-picture.width // _WORKING_SIDE), -(-picture.height // _WORKING_SIDE)


def _patch(differs: Mask, differs_a_little: Mask, least: float) -> str:
    """Say where a patch is that is no part of the figure, the largest region; "" when there is none.

    Parts that clothes of nearly the background's colour join are one: those differ a little, here and there.
    """
    figure = next(iter(regions(differs_a_little)), differs)
    for patch in regions(differs & ~figure):
        share = float(patch.mean())
        if share < least:
            return ""
        if patch[0].any():
            return f"{share:.1%} of the picture, at the upper edge"
        if patch[-1, 0] or patch[-1, -1]:
            return f"{share:.1%} of the picture, in a lower corner"
        touches = patch[:, 0].any() or patch[:, -1].any() or patch[-1].any()
        if not touches and share > 5 * least and not (patch & _hull(figure)).any():
            return f"{share:.1%} of the picture, beside it"
    return ""


def _hull(figure: Mask) -> Mask:
    """Return the figure with everything that is between two of its pixels in the same row or column."""
    return _between(figure) | _between(figure.T).T


def _between(mask: Mask) -> Mask:
    """Return what is between the first and the last pixel of each row of a mask."""
    begun = np.maximum.accumulate(mask, axis=1)
    unfinished = np.maximum.accumulate(mask[:, ::-1], axis=1)[:, ::-1]
    return np.asarray(begun & unfinished)


def _shaded(away: Values) -> float:
    """Return the share of the upper edge and of the upper halves of the others that is nearly the colour.

    A figure leaves the background's colour within a few pixels, and a drifting colour takes its time.
    """
    half = away.shape[0] // 2
    edges = np.concatenate([away[0], away[1:half, 0], away[1:half, -1]])
    return float(np.mean((edges > _DRIFT) & (edges <= _FIGURE)))


def _said(colour: npt.NDArray[np.float64]) -> str:
    return "({:.0f}, {:.0f}, {:.0f})".format(*colour)
