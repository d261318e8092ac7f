"""The figure of a portrait, apart from the background, and close-ups of it beside a place in a selfie."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageFilter, ImageOps

from pingone_conformance.checks.images.background import figure_mask
from pingone_conformance.checks.images.picture import Picture
from pingone_conformance.checks.images.regions import box_of, regions

Floats = npt.NDArray[np.float64]
Size = tuple[int, int]

# A figure of fewer pixels than this in either direction has no face to compare.
_LEAST_SIDE = 6
# Longer side in pixels of what is kept of a figure: the closest look that is ever taken.
_KEPT_SIDE = 128
# Likeness looks at how a pixel differs from those around it, up to this share of the figure's longer side away:
# light from another side, another exposure and the broad shape that all faces share count little.
_DETAIL = 0.12
# Share of the figure's longer side that a soft or ragged outline may spoil.
_OUTLINE = 0.04


@dataclass(frozen=True)
class Place:
    """A box in a picture, in its pixels: the middle, the width and the height."""

    x: float
    y: float
    width: float
    height: float

    @classmethod
    def between(cls, left: float, top: float, right: float, bottom: float) -> Place:
        """Return the place with these edges."""
        return cls((left + right) / 2, (top + bottom) / 2, right - left, bottom - top)

    def moved(self, right: float = 0, down: float = 0, wider: float = 0, higher: float = 0) -> Place:
        """The place changed by shares of its longer side (right, down) and of its width and height."""
        side = max(self.width, self.height)
        return Place(
            self.x + right * side, self.y + down * side, self.width * (1 + wider), self.height * (1 + higher)
        )

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom."""
        across, down = self.width / 2, self.height / 2
        return self.x - across, self.y - down, self.x + across, self.y + down


@dataclass(frozen=True, eq=False)
class Figure:
    """The largest thing in front of a portrait's background: where it is, a small copy, and which pixels are it."""

    place: Place
    image: Image.Image
    mask: Image.Image

    @classmethod
    def of(cls, portrait: Picture) -> Figure | None:
        """Return the figure of a portrait, or None when it has none."""
        differs = figure_mask(portrait)
        figure = next(iter(regions(differs)), differs)
        left, top, right, bottom = box_of(figure)
        factor = -(-portrait.width // differs.shape[1])
        box = (
            left * factor,
            top * factor,
            min(right * factor, portrait.width),
            min(bottom * factor, portrait.height),
        )
        width, height = box[2] - box[0], box[3] - box[1]
        if min(width, height) < _LEAST_SIDE:
            return None
        place = Place.between(*box)
        mask = Image.fromarray(figure[top:bottom, left:right].astype(np.uint8) * 255)
        size = _size(width, height, _KEPT_SIDE)
        return cls(place, portrait.image.resize(size, Image.Resampling.BOX, box=box), mask)

    def size_within(self, side: int) -> Size:
        """Return the size that makes the longer side at most `side` pixels."""
        return _size(self.place.width, self.place.height, side)

    def grey(self, size: Size) -> Floats:
        """Return the brightness of the figure's box at a size."""
        return np.asarray(self.image.resize(size, Image.Resampling.BILINEAR).convert("L"), dtype=np.float64)

    def inside(self, size: Size, inset: int) -> Floats:
        """Return 1 where the figure is at a size, and 0 elsewhere and along its outline, `inset` pixels wide."""
        mask = self.mask.resize(size, Image.Resampling.BOX)
        if inset:
            framed = ImageOps.expand(mask, inset, 0).filter(ImageFilter.MinFilter(2 * inset + 1))
            mask = ImageOps.crop(framed, inset)
        return (np.asarray(mask) > 127).astype(np.float64)


class Details:
    """What is fine in a grey picture, within a mask: pixels less their surroundings."""

    def __init__(self, inside: Floats) -> None:
        """Prepare for pictures of the shape of `inside`, which is 1 where they count and 0 elsewhere."""
        self.reach = max(1, round(_DETAIL * max(inside.shape)))
        self._inside = inside
        self._weights = np.maximum(_summed(inside, self.reach), 1)

    def of(self, grey: Floats) -> Floats:
        """Return the details of a picture, with mean 0 and length 1 over the mask."""
        details = self.fine(grey)
        details -= self._inside * (details.sum() / max(1.0, self._inside.sum()))
        return details / (float(np.sqrt((details * details).sum())) + 1e-6)

    def fine(self, grey: Floats) -> Floats:
        """Return by how many levels each pixel differs from its surroundings, 0 outside the mask."""
        smooth = _summed(grey * self._inside, self.reach) / self._weights
        return (grey - smooth) * self._inside


class Closeup:
    """A figure at a small size, and what a place in a grey picture has instead."""

    def __init__(self, figure: Figure, view: Image.Image, near: Place, side: int) -> None:
        """Prepare to compare; `side` is the longer side in pixels, `near` the place to expect, roughly."""
        self.size = figure.size_within(side)
        longer = max(self.size)
        inside = figure.inside(self.size, max(1, round(longer * _OUTLINE)))
        if inside.sum() < 4 * _LEAST_SIDE:
            inside = figure.inside(self.size, 0)
        self._within = Details(inside)
        self.sought = self._within.of(figure.grey(self.size))
        self._factor = max(1, int(max(near.width, near.height) / longer / 2))
        self._view = view.reduce(self._factor) if self._factor > 1 else view

    def details(self, place: Place) -> Floats:
        """Return the details of a place; their product with `sought`, summed, is the correlation of the two."""
        grey = np.asarray(cut(self._view, place, self.size, self._factor), dtype=np.float64)
        return self._within.of(grey)


def cut(image: Image.Image, place: Place, size: Size, factor: int = 1) -> Image.Image:
    """Return a place of a picture at a size; beyond the edges, the outermost pixels go on.

    `factor` says how many times as small as the pixels of the place those of the picture are.
    """
    left, top, right, bottom = (edge / factor for edge in place.box)
    beyond = max(-left, -top, right - image.width, bottom - image.height, 0.0)
    if beyond:
        margin = int(beyond) + 1
        pixels = np.asarray(image)
        widths = [(margin, margin), (margin, margin), (0, 0)][: pixels.ndim]
        image = Image.fromarray(np.pad(pixels, widths, mode="edge"))
        left, top, right, bottom = (edge + margin for edge in (left, top, right, bottom))
    return image.resize(size, Image.Resampling.BILINEAR, box=(left, top, right, bottom))


def _size(width: float, height: float, longest: int) -> Size:
    scale = min(1.0, longest / max(width, height))
    return max(_LEAST_SIDE, round(width * scale)), max(_LEAST_SIDE, round(height * scale))


def _summed(values: Floats, reach: int) -> Floats:
    """Return the sum of each value's neighbours, up to `reach` away, and itself."""
    for _ in range(2):
        sums = np.zeros((values.shape[0] + 2 * reach + 1, values.shape[1]))
        np.cumsum(values, axis=0, out=sums[reach + 1 : reach + 1 + values.shape[0]])
        sums[reach + 1 + values.shape[0] :] = sums[reach + values.shape[0]]
        values = (sums[2 * reach + 1 :] - sums[: -2 * reach - 1]).T
    return values
