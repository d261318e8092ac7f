"""Where in a selfie the figure of a portrait is, and how alike the two are there.

Every place is tried first on small copies, at sizes a ninth apart, with a normalised cross-correlation that
leaves out the portrait's background (Padfield, "Masked Object Registration in the Fourier Domain", 2012). The
best few are then improved on larger copies, width and height on their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import count
from math import atanh, log

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageOps

from pingone_conformance.checks.images.figure import Closeup, Details, Figure, Floats, Place
from pingone_conformance.checks.images.picture import Picture, Values

Transform = npt.NDArray[np.complex64]

# Longer sides in pixels: of the selfie while every place is tried, of the figure while candidates are told
# apart, and of the figure while the best of them are improved.
_SEARCH_SIDE, _FIRST_SIDE, _SECOND_SIDE, _LAST_SIDE = 96, 32, 56, 112
# The figure's longer side as a share of the selfie's; soft outlines may make it a little larger than that.
_SMALLEST, _LARGEST = 0.14, 1.12
_STEP, _STRETCHED_STEP = 1.06, 1.08
_MARGIN = 5
_CANDIDATES, _CLEARLY = 8, 0.1
# Stretched figures are looked for when the figure is not found as it is: width to height, as factors.
_STRETCHES = (0.75, 1.33)
# Changes are shares of the figure's size: tried to see what they do, and the largest that are made at a time.
_TRIAL, _FARTHEST = 0.01, 0.08
_WAYS = (np.eye(4) * _TRIAL).tolist()
_FIRST_ROUNDS, _ROUNDS = 3, 6
_DAMPING, _ENOUGH = 0.01, 2e-4
FOUND, _SURE = 0.85, 0.96


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
    if best.likeness < _SURE:
        best = max(best, _best(figure, view, _STRETCHES), key=_likeness)
    # The closest look measures proportions best; likeness is better told without the finest details.
    closest = _fitted(figure, view, best.place, _LAST_SIDE, _ROUNDS)
    return replace(best, place=closest.place) if closest.likeness > best.likeness - _CLEARLY else best


def mirrored_likeness(found: Match, selfie: Picture) -> float:
    """Return how like its best place in the mirrored selfie the figure is."""
    return _best(found.figure, ImageOps.mirror(selfie.image.convert("L")), [1.0]).likeness


def _best(figure: Figure, view: Image.Image, stretches: Sequence[float]) -> Match:
    tried = sorted(_tried(figure, view, stretches), key=lambda scored: scored[0], reverse=True)
    candidates: list[Place] = []
    for _, place in tried:
        if len(candidates) < _CANDIDATES and all(_apart(place, other) for other in candidates):
            candidates.append(place)
    if not candidates:
        return Match(figure, Place.between(0, 0, *view.size), 0.0)
    first = [_fitted(figure, view, place, _FIRST_SIDE, _FIRST_ROUNDS) for place in candidates]
    finalists = [found for found in first if found.likeness > max(first, key=_likeness).likeness - _CLEARLY]
    return max((_improved(figure, view, found.place) for found in finalists), key=_likeness)


def _likeness(found: Match) -> float:
    return found.likeness


def _improved(figure: Figure, view: Image.Image, place: Place) -> Match:
    return _fitted(figure, view, place, _SECOND_SIDE, _ROUNDS)


def _apart(place: Place, other: Place) -> bool:
    distance = abs(place.x - other.x) + abs(place.y - other.y)
    return distance > 0.15 * max(place.width, place.height) or abs(log(place.width / other.width)) > 0.2


def _fitted(figure: Figure, view: Image.Image, place: Place, side: int, rounds: int) -> Match:
    """Move, widen and heighten a place to where it is more alike, by damped least squares (Levenberg-Marquardt)."""
    closeup = Closeup(figure, view, place, side)
    seen = closeup.details(place)
    damping = _DAMPING
    for _ in range(rounds):
        slopes = np.stack([(closeup.details(place.moved(*way)) - seen).ravel() / _TRIAL for way in _WAYS])
        square = np.einsum("ip,jp->ij", slopes, slopes)
        square[np.diag_indices(4)] = square.diagonal() * (1 + damping) + 1e-9
        wanted = np.einsum("ip,p->i", slopes, (closeup.sought - seen).ravel())
        change = np.linalg.solve(square, wanted).clip(-_FARTHEST, _FARTHEST).tolist()
        changed = place.moved(*change)
        details = closeup.details(changed)
        gain = float(((details - seen) * closeup.sought).sum())
        if gain > 0:
            place, seen, damping = changed, details, damping / 4
            if gain < _ENOUGH:
                break
        else:
            damping *= 8
    return Match(figure, place, float((seen * closeup.sought).sum()))


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
            side *= _STEP if stretch == 1 else _STRETCHED_STEP


class _Search:
    """A small picture in which figures are looked for at every place at once, by their details."""

    def __init__(self, seen: Floats) -> None:
        self._rows, self._columns = seen.shape
        self._shape = _quick(seen.shape[0]), _quick(seen.shape[1])
        self._seen = self._transformed(seen)
        rows, columns = np.fft.fftfreq(self._shape[0])[:, None], np.fft.rfftfreq(self._shape[1])
        self._frequencies = ((rows * rows + columns * columns) * 2 * np.pi * np.pi).astype(np.float32)

    def best(self, figure: Figure, size: tuple[int, int]) -> Iterator[tuple[float, int, int]]:
        """Yield correlation, left and top of the best place for a figure of a size, and of another one apart."""
        rows, columns = self._rows - size[1] + 1, self._columns - size[0] + 1
        inside = figure.inside(size, 1 if min(size) > 12 else 0)
        if rows < 1 or columns < 1 or inside.sum() < 12:
            return
        scores = self._correlation(figure.grey(size), inside)[:rows, :columns]
        reach = max(2, max(size) // 6)
        for _ in range(2):
            top, left = divmod(int(scores.argmax()), columns)
            yield float(scores[top, left]), left, top
            scores[max(0, top - reach) : top + reach + 1, max(0, left - reach) : left + reach + 1] = -1

    def _correlation(self, grey: Floats, inside: Floats) -> Values:
        """Return the correlation with a figure at every place, over the pixels inside the figure only."""
        details = Details(inside)
        sought = details.of(grey)
        # A Gaussian that is as wide as the square of the figure's own surroundings: its variance is a third.
        blur = np.exp(-self._frequencies * details.reach**2 / 3)
        seen = self._seen * (1 - blur)
        values = self._back(seen)
        number = inside.sum()
        mask = np.conj(self._transformed(inside))
        product = self._back(seen * np.conj(self._transformed(sought)))
        total, squares = self._back(seen * mask), self._back(self._transformed(values * values) * mask)
        # Without contrast a place is like nothing: one level more of it than there is keeps noise from counting.
        return np.asarray(product / np.sqrt(np.maximum(squares - total * total / number, 0) + number))

    def _transformed(self, values: Values | Floats) -> Transform:
        return np.asarray(np.fft.rfft2(values.astype(np.float32), self._shape))

    def _back(self, transform: Transform) -> Values:
        return np.asarray(np.fft.irfft2(transform, self._shape))


def _quick(length: int) -> int:
    """Return the next length with small factors only: others take several times as long to transform."""
    return next(size for size in count(length) if pow(30, size, size) == 0)
