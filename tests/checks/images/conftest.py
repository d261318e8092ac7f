"""People drawn by program, their selfies, and the portraits that servers may make of them."""

import base64
import io
import json
import random
from functools import cache

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageOps

from pingone_conformance.checks.images import Picture, decode_bytes
from pingone_conformance.rooms import room

SELFIE = (480, 640)
RED = (179, 40, 45)


class Studio:
    """Makes selfies and portraits; a number stands for a person."""

    red = RED

    @staticmethod
    def encoded(image: Image.Image, name="JPEG", **options) -> bytes:
        buffer = io.BytesIO()
        image.save(buffer, name, **options)
        return buffer.getvalue()

    @classmethod
    def jpeg(cls, image: Image.Image, quality=75, **options) -> Picture:
        """A picture as a client gets it, with one chroma sample for four pixels."""
        options = {"subsampling": 2, **options}
        return decode_bytes(cls.encoded(image, quality=quality, **options))

    @staticmethod
    def selfie_image(person: int) -> Image.Image:
        return selfie_of(person)[0].copy()

    @classmethod
    def selfie(cls, person: int) -> Picture:
        return cls.jpeg(cls.selfie_image(person), quality=85)

    @staticmethod
    def portrait_image(
        person: int,
        size=(480, 640),
        colour=RED,
        *,
        share=0.9,
        head_only=False,
        soft=1.0,
        stretch=1.0,
        mirrored=False,
        uncut=False,
    ) -> Image.Image:
        """The person on a colour, `share` as large as fits; `uncut` is with the rectangle around the person."""
        selfie, mask = selfie_of(person)
        box = HEAD if head_only else mask.getbbox()
        figure, mask = selfie.crop(box), mask.crop(box)
        if head_only:
            oval = Image.new("L", mask.size, 0)
            ImageDraw.Draw(oval).ellipse((0, 0, *mask.size), fill=255)
            mask = Image.fromarray(np.minimum(np.asarray(oval), np.asarray(mask)))
        if uncut:
            mask = Image.new("L", mask.size, 255)
        if mirrored:
            figure, mask = ImageOps.mirror(figure), ImageOps.mirror(mask)
        scale = share * min(size[0] / (figure.width * stretch), size[1] / figure.height)
        wide, high = round(figure.width * scale * stretch), round(figure.height * scale)
        blur = ImageFilter.GaussianBlur(soft / scale)
        mask = ImageOps.crop(ImageOps.expand(mask, 8, 0).filter(blur), 8)
        top = (size[1] - high) // 2 if head_only else size[1] - high
        portrait = Image.new("RGB", size, colour)
        portrait.paste(
            figure.resize((wide, high), Image.Resampling.LANCZOS),
            ((size[0] - wide) // 2, top),
            mask.resize((wide, high), Image.Resampling.BILINEAR),
        )
        return portrait

    @classmethod
    def portrait(cls, person: int, quality=75, **options) -> Picture:
        return cls.jpeg(cls.portrait_image(person, **options), quality)

    @classmethod
    def haloed(cls, person: int, wider: int, size=SELFIE) -> Picture:
        """The person with so many pixels of the room all round, measured in the selfie."""
        selfie, mask = selfie_of(person)
        mask = mask.filter(ImageFilter.MaxFilter(2 * wider + 1)).filter(ImageFilter.GaussianBlur(3))
        portrait = Image.new("RGB", SELFIE, RED)
        portrait.paste(selfie, (0, 0), mask)
        return cls.jpeg(portrait.resize(size))

    @staticmethod
    def example_text() -> str:
        file = room("contracts") / "examples/update-verified-data-portrait-background/response.json"
        return str(json.loads(file.read_text(encoding="utf-8"))["data"]["image"])

    @classmethod
    def example_bytes(cls) -> bytes:
        return base64.b64decode(cls.example_text())

    @classmethod
    def example(cls) -> Picture:
        return decode_bytes(cls.example_bytes())


@pytest.fixture(scope="session")
def studio() -> type[Studio]:
    return Studio


# Where the head of every person is in their selfie.
HEAD = (120, 60, 360, 440)


@cache
def selfie_of(person: int) -> tuple[Image.Image, Image.Image]:
    """A person in front of a room, and the person's mask."""
    chance = random.Random(person)  # noqa: S311 - draws faces, guards nothing
    mask = Image.new("L", SELFIE, 0)
    draw = ImageDraw.Draw(mask)
    half = chance.randint(88, 112)
    draw.ellipse((228 - half, 70, 252 + half, 380), fill=255)
    draw.ellipse((240 - half, 110, 240 + half, 430), fill=255)
    draw.rectangle((198, 360, 282, 500), fill=255)
    draw.rounded_rectangle((20, 470, 460, 800), 120, fill=255)
    selfie = lit(room_behind(chance), chance, 12)
    selfie.paste(lit(figure(chance, half), chance, 30), (0, 0), mask)
    return selfie, mask


def room_behind(chance: random.Random) -> Image.Image:
    image = Image.new("RGB", SELFIE, tuple(chance.randint(90, 220) for _ in range(3)))
    draw = ImageDraw.Draw(image)
    for _ in range(20):
        x, y = chance.randint(-40, 460), chance.randint(-40, 620)
        colour = tuple(chance.randint(20, 240) for _ in range(3))
        draw.rectangle((x, y, x + chance.randint(20, 140), y + chance.randint(20, 140)), fill=colour)
    return image.filter(ImageFilter.GaussianBlur(3))


def figure(chance: random.Random, half: int) -> Image.Image:
    light = chance.randint(120, 240)
    skin = (light, int(light * 0.78), int(light * 0.64))
    hair = tuple(chance.randint(15, 110) for _ in range(3))
    image = Image.new("RGB", SELFIE, hair)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 440, 480, 640), fill=(chance.randint(20, 120), chance.randint(60, 230), 90))
    draw.rectangle((198, 360, 282, 480), fill=tuple(level * 9 // 10 for level in skin))
    draw.ellipse((240 - half, 120 + chance.randint(-20, 20), 240 + half, 430), fill=skin)
    draw.polygon([(180, 90), (300, 80), (330, 170), (240 + chance.randint(-60, 60), 190)], fill=hair)
    level, apart = chance.randint(235, 270), chance.randint(38, 52)
    for side in (-1, 1):
        eye(draw, chance, 240 + side * apart, level)
    tip = 240 + chance.randint(10, 24)
    draw.polygon([(242, level), (tip, level + 72), (228, level + 76)], fill=tuple(v * 8 // 10 for v in skin))
    mouth, wide = chance.randint(360, 385), chance.randint(30, 52)
    draw.chord(
        (240 - wide, mouth - 14, 250 + wide, mouth + 16), chance.randint(-16, 4), 186, fill=(150, 50, 60)
    )
    draw.ellipse((292, 330, 304, 342), fill=(80, 50, 40))
    return image.filter(ImageFilter.GaussianBlur(0.8))


def eye(draw: ImageDraw.ImageDraw, chance: random.Random, x: int, y: int) -> None:
    size = chance.randint(14, 21)
    draw.ellipse((x - size, y - size // 2, x + size, y + size // 2), fill=(240, 240, 236))
    draw.ellipse((x - 8, y - 8, x + 8, y + 8), fill=tuple(chance.randint(10, 100) for _ in range(3)))
    brow, thick = y - chance.randint(24, 34), chance.randint(4, 10)
    draw.line(
        (x - size - 6, brow + chance.randint(-6, 6), x + size + 6, brow), fill=(40, 30, 25), width=thick
    )


def lit(image: Image.Image, chance: random.Random, strength: int) -> Image.Image:
    """Light from one side, and a camera's noise."""
    pixels = np.asarray(image, dtype=float)
    side = np.linspace(strength, -strength, image.width)[None, :, None]
    noise = np.random.default_rng(chance.randint(0, 9999)).normal(0, 3, (image.height, image.width, 1))
    return Image.fromarray((pixels + side + noise).clip(0, 255).astype(np.uint8))
