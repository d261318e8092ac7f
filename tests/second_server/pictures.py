"""A selfie, and portraits made of selfies: the background is filled in from the corners, the rest stays."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import lru_cache

from PIL import Image, ImageChops, ImageDraw, ImageFilter

Colour = tuple[int, int, int]

_LONG_SIDE, _SHORTEST_SIDE = 250, 24
_SEARCHED, _TOLERANCE = 150, 42


@dataclass(frozen=True)
class Look:
    """The colours of a wall and of somebody in front of it."""

    wall: Colour
    hair: Colour
    skin: Colour
    shirt: Colour
    glasses: bool = False


LOOKS = (
    Look(wall=(196, 212, 178), hair=(40, 26, 20), skin=(190, 130, 98), shirt=(92, 40, 110), glasses=True),
    Look(wall=(38, 52, 84), hair=(214, 178, 110), skin=(236, 190, 160), shirt=(216, 220, 226)),
    Look(wall=(236, 236, 232), hair=(22, 20, 22), skin=(120, 78, 54), shirt=(30, 90, 60), glasses=True),
    Look(wall=(20, 120, 124), hair=(150, 60, 30), skin=(245, 205, 180), shirt=(240, 200, 60)),
    Look(wall=(124, 128, 134), hair=(206, 206, 208), skin=(214, 160, 130), shirt=(24, 34, 66), glasses=True),
    Look(wall=(236, 186, 200), hair=(60, 40, 30), skin=(146, 96, 68), shirt=(44, 42, 46)),
)


@lru_cache
def selfie(number: int = 0) -> bytes:
    """Somebody in front of a wall, as a camera takes them: another one for each number."""
    look = LOOKS[number % len(LOOKS)]
    picture = Image.new("RGB", (450, 600))
    draw = ImageDraw.Draw(picture)
    for row in range(600):
        draw.line((0, row, 450, row), fill=_shaded(look.wall, 6 - row // 40))
    draw.ellipse((60, 420, 390, 900), fill=look.shirt)
    for stripe in range(120, 340, 34):
        draw.line((stripe, 490, stripe + 8, 600), fill=_shaded(look.shirt, -22), width=5)
    draw.rectangle((190, 360, 260, 450), fill=_shaded(look.skin, -18))
    draw.ellipse((118, 96, 332, 380), fill=look.hair)
    draw.ellipse((138, 130, 312, 400), fill=look.skin)
    draw.chord((130, 110, 320, 260), 180, 360, fill=look.hair)
    _draw_face(draw, look)
    return _encoded(picture.filter(ImageFilter.GaussianBlur(1)), quality=84)


def _draw_face(draw: ImageDraw.ImageDraw, look: Look) -> None:
    for middle in (183, 267):
        if look.glasses:
            draw.ellipse((middle - 32, 228, middle + 32, 276), outline=(20, 20, 24), width=5)
        draw.ellipse((middle - 15, 243, middle + 15, 263), fill=(240, 238, 232))
        draw.ellipse((middle - 8, 245, middle + 8, 261), fill=(44, 66, 40))
        draw.line((middle - 24, 216, middle + 24, 212), fill=_shaded(look.hair, -30), width=6)
    if look.glasses:
        draw.line((215, 246, 235, 246), fill=(20, 20, 24), width=5)
    draw.line([(224, 262), (214, 310), (236, 312)], fill=_shaded(look.skin, -40), width=4)
    draw.chord((186, 318, 264, 364), 0, 180, fill=(138, 52, 56))


def _shaded(colour: Colour, by: int) -> Colour:
    red, green, blue = (min(255, max(0, level + by)) for level in colour)
    return red, green, blue


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
            ImageDraw.floodfill(marked, corner, (255, 0, 255), thresh=2 * _TOLERANCE)
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
