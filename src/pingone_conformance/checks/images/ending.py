"""Whether a JPEG ends before its last line, though it has an end."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image

from pingone_conformance.checks.images.picture import UndecodablePicture, first_scan

# Frames whose coded data run line by line from the top to the bottom: baseline and extended sequential.
_SEQUENTIAL = (0xC0, 0xC1)
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_END = b"\xff\xd9"
# Bytes that are taken away, the fewest bits that the smallest unit of a picture takes, and its size in pixels.
_TAKEN, _LEAST_BITS, _UNIT = 8, 4, 16


def ends_early(data: bytes) -> bool:
    """Tell whether the last coded data of a sequential JPEG are about lines well above its last one.

    Decoders fill what is missing before an end-of-image marker with whatever was last, and say nothing. So a few
    bytes before the marker are taken away: in a whole picture, that changes its last lines alone. False for other
    pictures, for progressive ones, and where less than the last lines is missing.
    """
    end = data.find(_END, first_scan(data))
    if _frame(data) not in _SEQUENTIAL or end < 0:
        return False
    try:
        whole, shorter = _lines(data), _lines(data[: end - _TAKEN] + _END)
    except UndecodablePicture:
        return False
    changed = np.flatnonzero((whole != shorter).any(axis=1))
    height, width = whole.shape
    units = _TAKEN * 8 // _LEAST_BITS
    lines = _UNIT * (2 + units * 8 // max(1, width))
    return bool(changed.size and changed[0] < height - lines)


def _frame(data: bytes) -> int:
    """Return the marker of the frame of a JPEG, 0 for what is none."""
    place = 2
    while data[:2] == b"\xff\xd8" and place + 4 <= len(data) and data[place] == 0xFF:
        if data[place + 1] in _FRAMES:
            return data[place + 1]
        is_filling = data[place + 1] == 0xFF
        place += 1 if is_filling else 2 + int.from_bytes(data[place + 2 : place + 4], "big")
    return 0


def _lines(data: bytes) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    try:
        with Image.open(io.BytesIO(data), formats=("JPEG",)) as picture:
            return np.asarray(picture.convert("L"))
    except Exception as error:
        raise UndecodablePicture("the picture cannot be decoded without its last bytes") from error
