"""Whether a portrait shows what was behind the person in the selfie."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from PIL import Image, ImageFilter

from pingone_conformance.checks.images.alignment import FOUND, Match, match
from pingone_conformance.checks.images.background import figure_mask
from pingone_conformance.checks.images.figure import Place, cut
from pingone_conformance.checks.images.halo import rim_of_the_room
from pingone_conformance.checks.images.picture import Mask, Picture
from pingone_conformance.findings import Finding

# Longer side in pixels of the copies that are compared.
_SIDE = 64
# Levels by which two pixels that show the same may differ in a channel: JPEG and a light retouch.
_SAME = 40
# Rim of the figure's box, as a share of half of it, that soft outlines spoil.
_RIM = 0.1
# Share of the space beside the head that shows the selfie's pixels. Measured: 0.98 and more for rectangles, also
# with round corners; up to 0.19 for clean cut-outs and 0.76 for coarse ones.
_LEFT_OVER = 0.85
# Share of the figure's outline along which it may wear a rim of the room. Measured: up to 0.10 for soft outlines, 0.55
# for a rim of a thirtieth of the figure, 0.22 for one on the left alone.
_RIMMED = 0.18
# How far around the figure's box a pattern is looked for, as a share of it; the pixels of the figure's outline
# that do not count; and the contrast in levels and the correlation that make it the selfie's. A plain background
# has 0 to 2 levels of contrast after JPEG.
_AROUND, _OUTLINE, _CONTRAST, _SAME_PATTERN = 0.4, 9, 4.0, 0.6


def old_background_is_gone(portrait: Picture, selfie: Picture) -> Iterator[Finding]:
    """Beside the head is not what the selfie shows there, and no rim of it along the outline.

    Beside the head is the upper half of the figure's box without the ellipse that touches its sides, on the left
    and on the right. A rectangle cut out of the selfie fills it, and hair, hats and soft outlines fill some of
    it. A background that is not replaced at all is told by its pattern; when it is plain, only its colour tells
    it (`background_colour_is`). What is left elsewhere is found when it is apart from the figure, by
    `background_is_uniform`. Nothing is said of a figure that is not found in the selfie.
    Source: Update Verified Data Portrait Background, description.
    """
    found = match(portrait, selfie)
    if found is None or found.likeness < FOUND:
        return
    expected = "nothing of the selfie's background"
    if (pattern := pattern_likeness(found, portrait, selfie)) > _SAME_PATTERN:
        yield Finding(expected, f"a background with the selfie's pattern: likeness {pattern:.2f} of 1")
        return
    for side, share in zip(("left", "right"), left_over(found, portrait, selfie), strict=True):
        if share > _LEFT_OVER:
            yield Finding(expected, f"it fills {share:.0%} of what is beside the head on the {side}")
            return
    if (rimmed := rim_of_the_room(found, portrait, selfie)) > _RIMMED:
        yield Finding(expected, f"a rim of it along {rimmed:.0%} of the figure's outline")


def left_over(found: Match, portrait: Picture, selfie: Picture) -> tuple[float, float]:
    """Return which shares of what is beside the head, left and right, the portrait shows as the selfie does."""
    size = found.figure.size_within(_SIDE)
    shown = np.asarray(cut(portrait.image, found.figure.place, size), dtype=np.int16)
    old = np.asarray(cut(selfie.image, found.place, size), dtype=np.int16)
    kept = (np.abs(shown - old).max(axis=2) <= _SAME) & (found.figure.inside(size, 0) > 0)
    beside = _upper_left(kept)
    left, right = kept[beside], kept[:, ::-1][beside]
    return (float(left.mean()), float(right.mean())) if left.size else (0.0, 0.0)


def pattern_likeness(found: Match, portrait: Picture, selfie: Picture) -> float:
    """Return how like the selfie's surroundings of the figure the portrait's are, 0 when either are plain."""
    area, place = _around(found, portrait, selfie)
    scale = _SIDE / max(area.width, area.height)
    size = max(4, round(area.width * scale)), max(4, round(area.height * scale))
    differs = figure_mask(portrait)
    mask = Image.fromarray(differs.astype(np.uint8) * 255)
    figure = cut(mask, area, size, -(-portrait.width // mask.width)).filter(ImageFilter.MaxFilter(_OUTLINE))
    outside = np.asarray(figure) == 0
    if outside.sum() < _SIDE:
        return 0.0
    new, old = (
        np.asarray(cut(picture.image, where, size).convert("L"), dtype=np.float64)[outside]
        for picture, where in ((portrait, area), (selfie, place))
    )
    if min(new.std(), old.std()) < _CONTRAST:
        return 0.0
    return float(np.corrcoef(new, old)[0, 1])


def _upper_left(kept: Mask) -> Mask:
    """Return the upper left quarter of a box, without its rim and the ellipse in it."""
    y, x = np.meshgrid(*((np.arange(length) + 0.5) / length * 2 - 1 for length in kept.shape), indexing="ij")
    return np.asarray((x * x + y * y > 1) & (y < 0) & (x < 0) & (np.minimum(x, y) > _RIM - 1))


def _around(found: Match, portrait: Picture, selfie: Picture) -> tuple[Place, Place]:
    """Return the figure's box with its surroundings in the portrait and in the selfie, where both have them."""
    here, there = found.figure.place, found.place
    across, down = there.width / here.width, there.height / here.height
    left = min(_AROUND * here.width, here.box[0], there.box[0] / across)
    top = min(_AROUND * here.height, here.box[1], there.box[1] / down)
    right = min(_AROUND * here.width, portrait.width - here.box[2], (selfie.width - there.box[2]) / across)
    bottom = min(_AROUND * here.height, portrait.height - here.box[3], (selfie.height - there.box[3]) / down)
    area = Place.between(here.box[0] - left, here.box[1] - top, here.box[2] + right, here.box[3] + bottom)
    return area, Place(
        there.x + (area.x - here.x) * across,
        there.y + (area.y - here.y) * down,
        area.width * across,
        area.height * down,
    )
