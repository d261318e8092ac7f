"""Pictures as the checks see them: decoded, upright, in red, green and blue, and of a bounded size."""

from __future__ import annotations

import base64
import binascii
import io
import warnings
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageOps

# Ours, as no document limits the size of a picture: beyond these, judging one would cost too much memory.
MAX_BYTES = 20_000_000
MAX_PIXELS = 40_000_000

# Pillow reads many more formats, some by starting another program; a browser shows these.
READ_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF")

Pixels = npt.NDArray[np.uint8]
Values = npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]


class UndecodablePicture(ValueError):  # noqa: N818 - named for what it says of the picture
    """A text or some bytes are no picture that can be decoded completely; the message says why."""


@dataclass(frozen=True, eq=False)
class Picture:
    """A decoded picture: its pixels, by row, column and channel (red, green, blue), and the format it came in."""

    pixels: Pixels
    format: str

    @property
    def width(self) -> int:
        """Pixels across."""
        return int(self.pixels.shape[1])

    @property
    def height(self) -> int:
        """Pixels down."""
        return int(self.pixels.shape[0])

    @property
    def image(self) -> Image.Image:
        """The pixels as Pillow wants them."""
        return Image.fromarray(self.pixels)


def decode(text: str) -> Picture:
    """Return the picture in a base64 text, as `data.image` has it.

    Raises UndecodablePicture when the text is not base64 or its bytes are no whole picture.
    """
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError, TypeError) as error:
        raise UndecodablePicture("the text is not base64") from error
    return decode_bytes(data)


def decode_bytes(data: bytes) -> Picture:
    """Return the picture in some bytes, turned upright as its EXIF orientation asks.

    What is transparent shows a fine chequerboard of black and white, so that it is never a colour of its own.
    Raises UndecodablePicture when the bytes are no picture, are cut off, or have more than 20 million bytes
    or 40 million pixels.
    """
    with _opened(data) as image:
        try:
            image.load()
            upright = ImageOps.exif_transpose(image)
            pixels = _flattened(upright)
        # Decoders raise nearly anything on damaged data: OSError, SyntaxError, struct.error, IndexError …
        except Exception as error:
            raise UndecodablePicture(f"the picture cannot be decoded completely: {error}") from error
        name = _format(image)
    _check_end(data, name)
    return Picture(pixels, name)


def real_format(data: bytes) -> str:
    """Return the format that the bytes themselves show, for example "JPEG".

    Raises UndecodablePicture when they are in none of the formats that we read.
    """
    with _opened(data) as image:
        return _format(image)


def _opened(data: bytes) -> Image.Image:
    if len(data) > MAX_BYTES:
        raise UndecodablePicture(f"{len(data)} bytes are more than the {MAX_BYTES} that we read")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(data), formats=READ_FORMATS)
    except Image.DecompressionBombError as error:
        raise UndecodablePicture(f"the picture has more than {MAX_PIXELS} pixels") from error
    except Exception as error:
        raise UndecodablePicture("the bytes start like no picture that we know") from error
    if image.width * image.height > MAX_PIXELS:
        image.close()
        raise UndecodablePicture(f"the picture has more than {MAX_PIXELS} pixels")
    return image


def _format(image: Image.Image) -> str:
    # Telephones put a second, smaller JPEG behind the first, and Pillow has a name of its own for that.
    return "JPEG" if image.format == "MPO" else str(image.format)


def _flattened(image: Image.Image) -> Pixels:
    if "A" not in image.getbands() and "transparency" not in image.info:
        return np.asarray(image.convert("RGB"))
    clear = image.convert("RGBA")
    board = np.indices((image.height, image.width)).sum(axis=0) % 2 * 255
    behind = Image.fromarray(board.astype(np.uint8)).convert("RGBA")
    return np.asarray(Image.alpha_composite(behind, clear).convert("RGB"))


def _check_end(data: bytes, name: str) -> None:
    """Refuse data without an end, though every pixel could be decoded; more may follow the end."""
    if name == "JPEG" and data.find(b"\xff\xd9", first_scan(data)) < 0:
        raise UndecodablePicture("the JPEG is cut off: its end-of-image marker is missing")
    if name == "PNG" and b"IEND" not in data:
        raise UndecodablePicture("the PNG is cut off: its end chunk is missing")


def first_scan(data: bytes) -> int:
    """Return where the coded data of a JPEG begin; a thumbnail before them has an end of its own."""
    place = 2
    while place + 4 <= len(data) and data[place] == 0xFF and data[place + 1] != 0xDA:
        is_filling = data[place + 1] == 0xFF
        place += 1 if is_filling else 2 + int.from_bytes(data[place + 2 : place + 4], "big")
    return place
