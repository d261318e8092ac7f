"""A selfie, and portraits made of selfies: the background is filled in from the corners, the rest stays."""

from __future__ import annotations

import io
from functools import lru_cache

from PIL import Image, ImageChops, ImageDraw, ImageFilter

Colour = tuple[int, int, int]

_LONG_SIDE, _SHORTEST_SIDE = 250, 24
_SEARCHED, _TOLERANCE = 150, 42


@lru_cache
def selfie() -> bytes:
    """Somebody with glasses in front of a wall, as a camera takes them."""
    picture = Image.new("RGB", (450, 600))
    draw = ImageDraw.Draw(picture)
    for row in range(600):
        draw.line((0, row, 450, row), fill=(196 - row // 40, 212 - row // 40, 178 - row // 50))
    draw.ellipse((60, 420, 390, 900), fill=(92, 40, 110))
    for stripe in range(120, 340, 34):
        draw.line((stripe, 490, stripe + 8, 600), fill=(70, 26, 88), width=5)
    draw.rectangle((190, 360, 260, 450), fill=(170, 112, 84))
    draw.ellipse((118, 96, 332, 380), fill=(40, 26, 20))
    draw.ellipse((138, 130, 312, 400), fill=(190, 130, 98))
    draw.chord((130, 110, 320, 260), 180, 360, fill=(40, 26, 20))
    for middle in (183, 267):
        draw.ellipse((middle - 32, 228, middle + 32, 276), outline=(20, 20, 24), width=5)
        draw.ellipse((middle - 15, 243, middle + 15, 263), fill=(240, 238, 232))
        draw.ellipse((middle - 8, 245, middle + 8, 261), fill=(44, 66, 40))
        draw.line((middle - 24, 216, middle + 24, 212), fill=(36, 22, 16), width=6)
    draw.line((215, 246, 235, 246), fill=(20, 20, 24), width=5)
    draw.line([(224, 262), (214, 310), (236, 312)], fill=(150, 96, 72), width=4)
    draw.chord((186, 318, 264, 364), 0, 180, fill=(138, 52, 56))
    return _encoded(picture.filter(ImageFilter.GaussianBlur(1)), quality=84)


@lru_cache
def card() -> bytes:
    """An identity document without anybody on it."""
    picture = Image.new("RGB", (85, 54), (210, 214, 190))
    ImageDraw.Draw(picture).rectangle((8, 14, 30, 42), fill=(120, 120, 116))
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


@lru_cache(maxsize=64)
def portrait(original: bytes, colour: Colour, height: int, width: int) -> bytes:
    """The head of a selfie in the middle of a picture of that shape, on that colour."""
    figure, mask = _figure(original)
    size = _size(height, width)
    share = min(size[0] * 0.8 / figure.width, size[1] * 0.8 / figure.height)
    scaled = (max(1, round(figure.width * share)), max(1, round(figure.height * share)))
    picture = Image.new("RGB", size, colour)
    place = ((size[0] - scaled[0]) // 2, (size[1] - scaled[1]) // 2)
    picture.paste(figure.resize(scaled, Image.Resampling.LANCZOS), place, mask.resize(scaled))
    return _encoded(picture, quality=64)


def _size(height: int, width: int) -> tuple[int, int]:
    share = max(_LONG_SIDE / max(height, width), _SHORTEST_SIDE / min(height, width))
    return round(width * share), round(height * share)


@lru_cache(maxsize=16)
def _figure(original: bytes) -> tuple[Image.Image, Image.Image]:
    """The head of the person, cut out along a mask that is a little inside of their outline."""
    picture = Image.open(io.BytesIO(original)).convert("RGB")
    background = _background(picture)
    grown = background.filter(ImageFilter.MaxFilter(5))
    mask = ImageChops.invert(grown).filter(ImageFilter.GaussianBlur(1.2))
    mask.paste(0, (0, _neck(mask), *mask.size))
    box = mask.point(lambda level: 255 if level > 127 else 0).getbbox() or (0, 0, *picture.size)
    return picture.crop(box), mask.crop(box)


def _neck(mask: Image.Image) -> int:
    """The row where a head ends: the narrowest one between the head and the shoulders."""
    widths = list(mask.resize((1, mask.height), Image.Resampling.BOX).tobytes())
    widest = 0
    for row, width in enumerate(widths):
        if width > widest:
            widest = width
        elif width < 0.7 * widest:
            below = widths[row:]
            shoulders = next((n for n, wide in enumerate(below) if wide > widest), len(below))
            return row + min(range(shoulders), key=below.__getitem__, default=0)
    return mask.height


def _background(picture: Image.Image) -> Image.Image:
    # Searched in a small copy, where it is quick; its edge is then found in the picture itself.
    small = picture.copy()
    small.thumbnail((_SEARCHED, _SEARCHED))
    marked = small.copy()
    # A colour that no photograph has: it marks what the fill reached.
    for corner in ((0, 0), (small.width - 1, 0)):
        if marked.getpixel(corner) != (255, 0, 255):
            ImageDraw.floodfill(marked, corner, (255, 0, 255), thresh=3 * _TOLERANCE)
    reached = ImageChops.difference(marked, Image.new("RGB", small.size, (255, 0, 255)))
    region = _levels(reached).point(lambda level: 255 if level == 0 else 0)
    near = region.resize(picture.size, Image.Resampling.NEAREST).filter(ImageFilter.MaxFilter(9))
    wall = Image.new("RGB", picture.size, picture.getpixel((2, 2)))
    alike = _levels(ImageChops.difference(picture, wall)).point(
        lambda level: 255 if level < _TOLERANCE else 0
    )
    return ImageChops.darker(near, alike)


def _levels(difference: Image.Image) -> Image.Image:
    red, green, blue = difference.split()
    return ImageChops.lighter(ImageChops.lighter(red, green), blue)


def _encoded(picture: Image.Image, *, quality: int) -> bytes:
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=quality, subsampling="4:2:0", progressive=True)
    return file.getvalue()
