"""Portraits on a uniform background, made from the pixels of a selfie.

The operation "Update Verified Data Portrait Background" takes the person out of the selfie and puts the
person on one colour, in a picture of the shape that the client asks for. This module is that picture work
and knows nothing of HTTP.
"""

import io
from dataclasses import dataclass
from functools import lru_cache
from math import gcd

from PIL import Image

from pingone_conformance.mock.cutouts import Cutout, cut_out

MAX_BYTES = 10_000_000
MAX_PIXELS = 25_000_000

# The formats that browsers show. Pillow reads many more, some by starting another program.
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP")

LONG_SIDE = 640
# A ratio such as 1:1000 would leave less than a pixel for the face at 640 pixels, so the long side may grow.
SHORT_SIDE = 24
MAX_LONG_SIDE = 24_000

# JPEG works in blocks of 8 pixels: background a whole block away from the person comes back without ringing.
BLOCK = 8
MARGIN = 0.07
JPEG_QUALITY = 92

Colour = tuple[int, int, int]


@dataclass(frozen=True)
class _Placed:
    """A person scaled for one canvas, the mask of the outline, and where on the canvas the person goes."""

    person: Image.Image
    mask: Image.Image
    corner: tuple[int, int]


def replace_background(selfie: bytes, colour: Colour, width: int, height: int) -> bytes:
    """Return the person of a selfie on one colour, as a JPEG of the shape `width`:`height`.

    `colour` is red, green and blue, 0 to 255 each. `width` and `height` are a ratio and not pixels: the
    longest side of the portrait is at most 640 pixels, and longer for extreme ratios to keep the shortest
    one at 24. The shape is exact up to one pixel of rounding. The person keeps their proportions, stands at
    the bottom of the picture when the selfie cuts them off there, and has plain background above. The same
    input gives the same bytes.

    Raises ValueError when the selfie cannot be read, or a number is out of range.
    Source: Update Verified Data Portrait Background, description and request model.
    """
    if any(not 0 <= level <= 255 for level in colour):
        raise ValueError("a colour is three levels from 0 to 255")
    size = portrait_size(width, height)
    placed = _place(selfie, size)
    portrait = Image.new("RGB", size, colour)
    portrait.paste(placed.person, placed.corner, placed.mask)
    encoded = io.BytesIO()
    portrait.save(encoded, "JPEG", quality=JPEG_QUALITY, subsampling=0)
    return encoded.getvalue()


def read_picture(data: bytes) -> tuple[str, int, int]:
    """Return the format, the width and the height in pixels of a picture, after decoding all of it.

    The format is "JPEG", "PNG", "WEBP", "GIF" or "BMP".
    Raises ValueError when the data are no such picture, are cut off or damaged, are animated, or are larger
    than 10 million bytes or 25 million pixels.
    """
    name, picture = _decode(data)
    return name, picture.width, picture.height


def portrait_size(width: int, height: int) -> tuple[int, int]:
    """Return the pixels, across and down, of a portrait with the ratio `width`:`height`.

    Ratios of small whole numbers come out exact, the others within one pixel.
    Raises ValueError when a side of the ratio is less than 1.
    """
    if width < 1 or height < 1:
        raise ValueError("both sides of an aspect ratio are at least 1")
    shared = gcd(width, height)
    wide, high = width // shared, height // shared
    longest, shortest = max(wide, high), min(wide, high)
    # The long side that keeps the short one visible, in whole numbers: a ratio may be too large for a float.
    target = min(max(LONG_SIDE, -(-SHORT_SIDE * longest // shortest)), MAX_LONG_SIDE)
    if longest <= target:
        scale = target // longest
        return wide * scale, high * scale
    return max(1, _rounded(wide * target, longest)), max(1, _rounded(high * target, longest))


def _rounded(dividend: int, divisor: int) -> int:
    return (2 * dividend + divisor) // (2 * divisor)


def _decode(data: bytes) -> tuple[str, Image.Image]:
    """Return the format and the pixels of a picture; the bounds are checked before a pixel is decoded."""
    if len(data) > MAX_BYTES:
        raise ValueError(f"the picture is larger than {MAX_BYTES} bytes")
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
            _check(picture)
            picture.load()
            return _format(picture), picture.copy()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise ValueError(f"the picture has more than {MAX_PIXELS} pixels") from None
    except ValueError:
        raise
    # Decoders of odd formats raise nearly anything on damaged data: IndexError, struct.error, SyntaxError …
    except Exception as error:
        raise ValueError("the data are not a picture that can be read") from error


def _check(picture: Image.Image) -> None:
    if picture.width * picture.height > MAX_PIXELS:
        raise ValueError(f"the picture has more than {MAX_PIXELS} pixels")
    if picture.format != "MPO" and getattr(picture, "is_animated", False):
        raise ValueError("the picture is animated")


def _format(picture: Image.Image) -> str:
    # Telephones put a second, smaller JPEG behind the first, and Pillow has a name of its own for that.
    return "JPEG" if picture.format == "MPO" else str(picture.format)


@lru_cache(maxsize=16)
def _place(selfie: bytes, size: tuple[int, int]) -> _Placed:
    """Scale the person of a selfie for a canvas; kept, as one shape is often asked in many colours."""
    cutout = _cut_out(selfie)
    wide, high = size
    side = max(1, round(wide * MARGIN))
    top = min(max(BLOCK, round(high * MARGIN)), high // 3)
    bottom = 0 if cutout.grounded else top
    room = max(1, wide - 2 * side), max(1, high - top - bottom)
    scale = min(room[0] / cutout.person.width, room[1] / cutout.person.height)
    across = max(1, round(cutout.person.width * scale))
    down = max(1, round(cutout.person.height * scale))
    left = (wide - across) // 2
    upper = high - down if cutout.grounded else (high - down) // 2
    return _Placed(
        cutout.person.resize((across, down), Image.Resampling.BICUBIC),
        cutout.mask.resize((across, down), Image.Resampling.BILINEAR),
        (left, upper),
    )


@lru_cache(maxsize=8)
def _cut_out(selfie: bytes) -> Cutout:
    return cut_out(_decode(selfie)[1])
