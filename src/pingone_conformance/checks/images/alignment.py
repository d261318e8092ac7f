"""Where in a selfie the figure of a portrait is, and how alike the two are there.

Every place is tried first on small copies, at sizes a ninth apart, with a normalised cross-correlation that
leaves out the portrait's background (Padfield, "Masked Object Registration in the Fourier Domain", 2012). The
best few are then improved on larger copies, width and height on their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import atanh, exp, log

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageOps

from pingone_conformance.checks.images.figure import Closeup, Details, Figure, Floats, Place
from pingone_conformance.checks.images.picture import Picture

# Longer sides in pixels: of the selfie while every place is tried, of the figure while candidates are told
# apart, and of the figure while the best of them are improved.
_SEARCH_SIDE, _FIRST_SIDE, _SECOND_SIDE = 72, 32, 56
# The figure's longer side as a share of the selfie's; soft outlines may make it a little larger than that.
_SMALLEST, _LARGEST, _STEP = 0.14, 1.12, 1.12
_MARGIN = 5
_CANDIDATES, _CLEARLY = 4, 0.1
# Stretched figures are looked for when the figure is not found as it is: width to height, as factors.
_STRETCHES = (0.84, 1.19, 0.7, 1.42)
# Steps of place and size, as shares of the figure, down to what one pixel of the closest look is.
_FIRST_STEPS, _SECOND_STEPS = (0.06, 0.03), (0.03, 0.015, 0.007, 0.0035)
_ROUNDS = 6
FOUND = 0.8


@dataclass(frozen=True)
class Match:
    """A figure, its best place in a selfie, and how alike they are: 1 is the same, 0 is nothing in common."""

    figure: Figure
    place: Place
    likeness: float

    @property
    def stretch(self) -> float:
        """How many times as wide as in the selfie the figure is, for its height."""
        portrait = self.figure.place
        return (portrait.width / self.place.width) / (portrait.height / self.place.height)


@lru_cache(maxsize=2)
def match(portrait: Picture, selfie: Picture) -> Match | None:
    """Return the best place of a portrait's figure in a selfie, or None when the portrait has no figure."""
    figure = Figure.of(portrait)
    if figure is None:
        return None
    view = selfie.image.convert("L")
    best = _best(figure, view, [1.0])
    if best.likeness < FOUND:
        best = max(best, _best(figure, view, _STRETCHES), key=_likeness)
    return best


def mirrored_likeness(found: Match, selfie: Picture) -> float:
    """Return how like its place in the selfie the figure is when the selfie is mirrored."""
    view = ImageOps.mirror(selfie.image.convert("L"))
    place = Place(view.width - found.place.x, found.place.y, found.place.width, found.place.height)
    return max(
        _improved(found.figure, view, start).likeness
        for start in (place, place.moved(0.06), place.moved(-0.06))
    )


def _best(figure: Figure, view: Image.Image, stretches: Sequence[float]) -> Match:
    tried = sorted(_tried(figure, view, stretches), key=lambda scored: scored[0], reverse=True)
    candidates: list[Place] = []
    for _, place in tried:
        if len(candidates) < _CANDIDATES and all(_apart(place, other) for other in candidates):
            candidates.append(place)
    first = [_climbed(figure, view, place, _FIRST_SIDE, _FIRST_STEPS) for place in candidates]
    finalists = [found for found in first if found.likeness > max(first, key=_likeness).likeness - _CLEARLY]
    return max((_improved(figure, view, found.place) for found in finalists), key=_likeness)


def _likeness(found: Match) -> float:
    return found.likeness


def _improved(figure: Figure, view: Image.Image, place: Place) -> Match:
    return _climbed(figure, view, place, _SECOND_SIDE, _SECOND_STEPS)


def _apart(place: Place, other: Place) -> bool:
    distance = abs(place.x - other.x) + abs(place.y - other.y)
    return distance > 0.15 * max(place.width, place.height) or abs(log(place.width / other.width)) > 0.2


def _climbed(figure: Figure, view: Image.Image, place: Place, side: int, steps: Sequence[float]) -> Match:
    """Move, widen and heighten a place in ever smaller steps for as long as that makes it more alike."""
    closeup = Closeup(figure, view, place, side)
    best = closeup.likeness(place)
    for step in steps:
        for _ in range(_ROUNDS):
            before = best
            for change in _changes(step):
                changed = place.moved(*change)
                if (likeness := closeup.likeness(changed)) > best + 1e-5:
                    best, place = likeness, changed
            if best == before:
                break
    return Match(figure, place, best)


def _changes(step: float) -> Iterator[tuple[float, float, float, float]]:
    """Yield right, down, wider and higher, as `Place.moved` takes them."""
    for way in (step, -step):
        more = exp(way)
        yield from ((way, 0, 1, 1), (0, way, 1, 1), (0, 0, more, more), (0, 0, more, 1), (0, 0, 1, more))


def _tried(figure: Figure, view: Image.Image, stretches: Sequence[float]) -> Iterator[tuple[float, Place]]:
    """Yield how unlikely to be chance, and where, the best two places of each size in a view are."""
    scale = _SEARCH_SIDE / max(view.size)
    small = (max(8, round(view.width * scale)), max(8, round(view.height * scale)))
    seen = np.asarray(view.resize(small, Image.Resampling.BOX), dtype=np.float64)
    search = _Search(np.pad(seen - seen.mean(), _MARGIN, mode="edge"))
    width, height = figure.place.width, figure.place.height
    for stretch in stretches:
        side = _SEARCH_SIDE * _SMALLEST
        while side < _SEARCH_SIDE * _LARGEST:
            shape = side / max(width / stretch, height)
            size = max(4, round(width / stretch * shape)), max(4, round(height * shape))
            for likeness, left, top in search.best(figure, size):
                x, y = left - _MARGIN + size[0] / 2, top - _MARGIN + size[1] / 2
                # A few pixels are alike by chance more easily than many.
                yield (
                    atanh(min(max(likeness, 0.0), 0.999)) * (size[0] * size[1]) ** 0.25,
                    Place(x / scale, y / scale, size[0] / scale, size[1] / scale),
                )
            side *= _STEP


class _Search:
    """A small picture in which figures are looked for at every place at once, by their details."""

    def __init__(self, seen: Floats) -> None:
        self._shape = seen.shape
        self._seen = np.fft.rfft2(seen)
        rows, columns = np.fft.fftfreq(seen.shape[0])[:, None], np.fft.rfftfreq(seen.shape[1])
        self._frequencies = (rows * rows + columns * columns) * 2 * np.pi * np.pi

    def best(self, figure: Figure, size: tuple[int, int]) -> Iterator[tuple[float, int, int]]:
        """Yield correlation, left and top of the best place for a figure of a size, and of another one apart."""
        rows, columns = self._shape[0] - size[1] + 1, self._shape[1] - size[0] + 1
        inside = figure.inside(size, 1 if min(size) > 12 else 0)
        if rows < 1 or columns < 1 or inside.sum() < 12:
            return
        scores = self._correlation(figure.grey(size), inside)[:rows, :columns]
        reach = max(2, max(size) // 6)
        for _ in range(2):
            top, left = divmod(int(scores.argmax()), columns)
            yield float(scores[top, left]), left, top
            scores[max(0, top - reach) : top + reach + 1, max(0, left - reach) : left + reach + 1] = -1

    def _correlation(self, grey: Floats, inside: Floats) -> Floats:
        """Return the correlation with a figure at every place, over the pixels inside the figure only."""
        details = Details(inside)
        sought = details.of(grey)
        blur = np.exp(-self._frequencies * details.sigma**2)
        seen = self._seen * (1 - blur)
        values = self._back(seen)
        count = inside.sum()
        mask = np.conj(np.fft.rfft2(inside, self._shape))
        product = self._back(seen * np.conj(np.fft.rfft2(sought, self._shape)))
        total, squares = self._back(seen * mask), self._back(np.fft.rfft2(values * values) * mask)
        # Without contrast a place is like nothing: one level more of it than there is keeps noise from counting.
        return np.asarray(product / np.sqrt(np.maximum(squares - total * total / count, 0) + count))

    def _back(self, transformed: npt.NDArray[np.complex128]) -> Floats:
        return np.asarray(np.fft.irfft2(transformed, self._shape))
