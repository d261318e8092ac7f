"""Connected regions of a mask, found run by run."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from pingone_conformance.checks.images.picture import Mask


def regions(mask: Mask) -> list[Mask]:
    """Return the connected regions of a mask, the largest first; touching at a corner is connected."""
    runs = _runs(mask)
    roots = list(range(len(runs)))
    start = 0
    for index, (row, left, right) in enumerate(runs):
        while runs[start][0] < row - 1:
            start += 1
        for above in range(start, index):
            if runs[above][0] == row:
                break
            if runs[above][1] <= right and runs[above][2] >= left:
                roots[_root(roots, above)] = _root(roots, index)
    labels: npt.NDArray[np.int32] = np.full(mask.shape, -1, np.int32)
    for index, (row, left, right) in enumerate(runs):
        labels[row, left:right] = _root(roots, index)
    found = [labels == root for root in {_root(roots, index) for index in range(len(runs))}]
    return sorted(found, key=lambda region: int(region.sum()), reverse=True)


def box_of(mask: Mask) -> tuple[int, int, int, int]:
    """Return left, top, right and bottom (both exclusive) of what a mask has; all 0 if it is empty."""
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    if not rows.size:
        return 0, 0, 0, 0
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1


def _runs(mask: Mask) -> list[tuple[int, int, int]]:
    """Return row, first column and end of each unbroken run of a mask, row by row."""
    edges = np.diff(np.pad(mask, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    rows, starts = np.nonzero(edges == 1)
    ends = np.nonzero(edges == -1)[1]
    return list(zip(rows.tolist(), starts.tolist(), ends.tolist(), strict=True))


def _root(roots: list[int], index: int) -> int:
    while roots[index] != index:
        roots[index] = roots[roots[index]]
        index = roots[index]
    return index
