"""A person who does not exist, drawn by program: nobody's face, and no picture file to keep.

The face is lopsided on purpose (parting, raised brow, mole, earring, light from the left), so that a
mirrored or stretched copy differs from it. The same pixels come out every time.
"""

import random
from collections.abc import Sequence
from typing import Any, Literal

from PIL import Image, ImageChops, ImageDraw, ImageFilter

WIDTH, HEIGHT = 480, 640
# Everything is drawn twice as large and scaled down, which smooths the outlines.
SCALE = 2
CANVAS = WIDTH * SCALE, HEIGHT * SCALE

Colour = tuple[int, int, int]
Points = Sequence[tuple[float, float]]
Box = tuple[float, float, float, float]

SKIN: Colour = (226, 176, 146)
SKIN_SHADE: Colour = (170, 112, 88)
HAIR: Colour = (62, 40, 30)
SWEATER: Colour = (196, 146, 52)
SWEATER_SHADE: Colour = (128, 86, 26)
LIPS: Colour = (176, 88, 84)
WALL_LIGHT, WALL_DARK = (158, 190, 190), (104, 140, 146)


def draw_selfie() -> Image.Image:
    """Return the person in front of a room: 480 by 640 pixels in red, green and blue."""
    canvas = _room()
    _person(canvas)
    return _grained(canvas.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS))


def draw_id_photo() -> Image.Image:
    """Return the same person in front of a plain light grey: 480 by 640 pixels in red, green and blue."""
    canvas = Image.new("RGB", CANVAS, (216, 220, 224))
    _person(canvas)
    return _grained(canvas.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS))


def _room() -> Image.Image:
    """Draw a wall in changing light with a window and a shelf, out of focus."""
    slanted = Image.linear_gradient("L").rotate(35, Image.Resampling.BICUBIC)
    light = slanted.crop((50, 50, 206, 206)).resize(CANVAS)
    room = Image.composite(Image.new("RGB", CANVAS, WALL_DARK), Image.new("RGB", CANVAS, WALL_LIGHT), light)
    draw = ImageDraw.Draw(room)
    draw.rectangle(_box(-20, 40, 122, 330), fill=(236, 240, 238))
    draw.rectangle(_box(-20, 52, 110, 318), fill=(186, 216, 240))
    draw.ellipse(_box(-70, 220, 70, 380), fill=(126, 168, 138))
    draw.rectangle(_box(-20, 318, 128, 336), fill=(236, 240, 238))
    draw.rectangle(_box(46, 52, 54, 318), fill=(236, 240, 238))
    draw.rectangle(_box(-20, 178, 110, 186), fill=(236, 240, 238))
    draw.rectangle(_box(372, 196, 500, 208), fill=(214, 222, 224))
    draw.rectangle(_box(372, 356, 500, 368), fill=(214, 222, 224))
    books = [
        (382, 104, (58, 92, 128)),
        (400, 122, (86, 132, 120)),
        (420, 96, (112, 128, 168)),
        (442, 116, (52, 108, 116)),
        (462, 102, (150, 168, 186)),
    ]
    for left, top, colour in books:
        draw.rectangle(_box(left, top, left + 16, 196), fill=colour)
    draw.ellipse(_box(396, 268, 470, 340), fill=(84, 140, 104))
    draw.rectangle(_box(414, 320, 452, 356), fill=(222, 226, 230))
    return room.filter(ImageFilter.GaussianBlur(3.5 * SCALE))


def _person(canvas: Image.Image) -> None:
    _hair_behind(canvas)
    _body(canvas)
    _head(canvas)
    _eyes(canvas)
    _nose_and_mouth(canvas)
    _fringe(canvas)


def _hair_behind(canvas: Image.Image) -> None:
    mask = _shape(
        [
            (150, 210),
            (158, 130),
            (205, 88),
            (262, 82),
            (318, 104),
            (346, 160),
            (352, 240),
            (350, 330),
            (336, 404),
            (300, 420),
            (186, 412),
            (150, 392),
            (142, 300),
        ],
        soft=4,
    )
    _shade(canvas, mask, HAIR, (30, 18, 14), light=(190, 150))


def _body(canvas: Image.Image) -> None:
    neck = _shape(
        [(203, 350), (289, 350), (292, 430), (316, 470), (246, 520), (172, 470), (200, 430)], soft=3
    )
    _shade(canvas, neck, (206, 152, 122), SKIN_SHADE, light=(190, 470))
    under_chin = _shape([(196, 378), (296, 378), (292, 430), (246, 452), (204, 432)], soft=10)
    _paint(canvas, ImageChops.multiply(under_chin, neck), (158, 104, 82))
    trunk = _shape(
        [
            (178, 452),
            (208, 486),
            (246, 498),
            (288, 486),
            (312, 450),
            (366, 476),
            (420, 506),
            (444, 560),
            (452, 660),
            (34, 660),
            (42, 570),
            (66, 514),
            (120, 480),
        ],
        soft=4,
    )
    _shade(canvas, trunk, SWEATER, SWEATER_SHADE, light=(130, 520))
    canvas.paste(_knitted(canvas), (0, 0), trunk)
    collar = _shape(
        [
            (178, 448),
            (208, 482),
            (246, 494),
            (288, 482),
            (312, 446),
            (322, 458),
            (294, 500),
            (246, 514),
            (202, 500),
            (168, 460),
        ],
        soft=2,
    )
    _shade(canvas, collar, (168, 118, 36), (104, 68, 20), light=(180, 460))
    stripe = _shape([(330, 540), (372, 534), (376, 552), (332, 558)], soft=1)
    _paint(canvas, stripe, (84, 56, 30))


def _knitted(canvas: Image.Image) -> Image.Image:
    """Return the canvas with the stitches of a knitted sweater pressed into it."""
    stitches = Image.new("L", CANVAS, 128)
    draw = ImageDraw.Draw(stitches)
    wide, high = 9 * SCALE, 7 * SCALE
    for top in range(430 * SCALE, CANVAS[1], high):
        for left in range(0, CANVAS[0], wide):
            middle = left + wide // 2
            draw.line([(left, top), (middle, top + high - 2), (left + wide, top)], fill=92, width=3)
            draw.line([(middle, top), (middle, top + high // 2)], fill=158, width=2)
    relief = stitches.filter(ImageFilter.GaussianBlur(1.2))
    return ImageChops.hard_light(canvas, Image.merge("RGB", (relief, relief, relief)))


def _head(canvas: Image.Image) -> None:
    for ear in (_box(141, 236, 171, 300), _box(324, 240, 352, 302)):
        _shade(canvas, _oval(ear, 3), (214, 158, 130), SKIN_SHADE, light=(150, 250))
    face = _shape(
        [
            (156, 220),
            (166, 158),
            (204, 124),
            (250, 116),
            (298, 130),
            (328, 168),
            (336, 232),
            (330, 300),
            (312, 356),
            (282, 394),
            (250, 406),
            (218, 398),
            (184, 366),
            (162, 310),
        ],
        soft=3,
    )
    _shade(canvas, face, SKIN, SKIN_SHADE, light=(206, 236))
    for cheek in (_box(172, 288, 218, 330), _box(278, 290, 322, 332)):
        _paint(canvas, _oval(cheek, 16).point(lambda level: level // 3), (214, 120, 104))
    shadow = _shape(
        [(300, 140), (340, 200), (338, 300), (300, 392), (268, 404), (304, 340), (316, 250)], soft=18
    )
    _paint(canvas, ImageChops.multiply(shadow, face).point(lambda level: level // 2), (140, 88, 68))
    _paint(canvas, _oval(_box(292, 330, 299, 337), 0.8), (92, 52, 42))
    _paint(canvas, _oval(_box(335, 298, 343, 306), 0.6), (228, 222, 196))


def _eyes(canvas: Image.Image) -> None:
    for middle, level, raised in ((207, 250, 0), (285, 253, -9)):
        socket = _oval(_box(middle - 33, level - 24, middle + 33, level + 20), 10)
        _paint(canvas, socket.point(lambda depth: depth // 3), (150, 98, 78))
        white = _shape(
            [
                (middle - 23, level + 2),
                (middle - 10, level - 9),
                (middle + 8, level - 10),
                (middle + 23, level + 1),
                (middle + 9, level + 9),
                (middle - 9, level + 9),
            ],
            soft=1,
        )
        _paint(canvas, white, (240, 236, 230))
        iris = _oval(_box(middle - 9, level - 10, middle + 10, level + 9), 1)
        _paint(canvas, ImageChops.multiply(iris, white), (72, 98, 84))
        _paint(canvas, _oval(_box(middle - 4, level - 5, middle + 5, level + 4), 0.6), (18, 14, 14))
        _paint(canvas, _oval(_box(middle - 5, level - 7, middle - 1, level - 3), 0.5), (250, 250, 250))
        lid = _shape(
            [
                (middle - 26, level + 2),
                (middle - 11, level - 13),
                (middle + 9, level - 14),
                (middle + 26, level),
                (middle + 9, level - 9),
                (middle - 10, level - 8),
            ],
            soft=1,
        )
        _paint(canvas, lid, (66, 38, 30))
        high = level + raised
        brow = _shape(
            [
                (middle - 33, high - 24),
                (middle - 12, high - 36),
                (middle + 12, high - 36),
                (middle + 34, high - 24),
                (middle + 12, high - 28),
                (middle - 12, high - 27),
            ],
            soft=2,
        )
        _paint(canvas, brow, HAIR)


def _nose_and_mouth(canvas: Image.Image) -> None:
    shaded_side = _shape([(252, 240), (262, 300), (276, 318), (262, 330), (246, 322)], soft=7)
    _paint(canvas, shaded_side, (186, 128, 104))
    bridge = _shape([(240, 246), (250, 246), (252, 306), (236, 308)], soft=6)
    _paint(canvas, bridge, (240, 198, 170))
    for nostril in (_box(229, 317, 243, 325), _box(256, 318, 270, 326)):
        _paint(canvas, _oval(nostril, 2), (124, 72, 60))
    lips = _shape(
        [(210, 352), (234, 344), (247, 348), (260, 343), (290, 346), (262, 368), (238, 368)], soft=2
    )
    _paint(canvas, lips, LIPS)
    parting = _shape([(208, 351), (236, 355), (262, 354), (293, 345), (262, 359), (236, 360)], soft=1)
    _paint(canvas, parting, (104, 42, 44))
    _paint(canvas, _oval(_box(232, 360, 262, 366), 2), (206, 124, 118))


def _fringe(canvas: Image.Image) -> None:
    sweep = _shape(
        [
            (206, 112),
            (240, 90),
            (300, 96),
            (340, 140),
            (350, 210),
            (342, 276),
            (330, 222),
            (306, 172),
            (262, 152),
            (218, 140),
        ],
        soft=3,
    )
    side = _shape(
        [(214, 108), (216, 136), (184, 168), (166, 210), (156, 276), (143, 250), (150, 170), (176, 122)],
        soft=3,
    )
    for lock in (sweep, side):
        _shade(canvas, lock, (92, 62, 46), (36, 22, 16), light=(226, 120))


def _grained(picture: Image.Image) -> Image.Image:
    """Return the picture with a camera's grain, which comes from a fixed seed."""
    grains = random.Random(20240131).randbytes(picture.width * picture.height)  # noqa: S311 (guards no secret)
    noise = Image.frombytes("L", picture.size, grains)
    soft = noise.filter(ImageFilter.GaussianBlur(0.6)).point(lambda level: 128 + (level - 128) // 10)
    return ImageChops.hard_light(picture, Image.merge("RGB", (soft, soft, soft)))


def _box(left: float, top: float, right: float, bottom: float) -> Box:
    return left * SCALE, top * SCALE, right * SCALE, bottom * SCALE


def _shape(points: Points, soft: float) -> Image.Image:
    """Return a mask of a shape with rounded corners; `soft` is the blur of its outline in selfie pixels."""
    scaled = [(x * SCALE, y * SCALE) for x, y in points]
    xs, ys = zip(*scaled, strict=True)
    mask = _blurred(_filled("polygon", scaled), (min(xs), min(ys), max(xs), max(ys)), 5 * SCALE)
    rounded = mask.point(lambda level: max(0, min(255, (level - 118) * 12)))
    return _blurred(rounded, (min(xs), min(ys), max(xs), max(ys)), soft * SCALE / 2)


def _oval(box: Box, soft: float) -> Image.Image:
    """Return a mask of an ellipse; `soft` is the blur of its outline in selfie pixels."""
    return _blurred(_filled("ellipse", box), box, soft * SCALE / 2)


def _filled(form: Literal["polygon", "ellipse"], outline: Sequence[Any]) -> Image.Image:
    mask = Image.new("L", CANVAS, 0)
    getattr(ImageDraw.Draw(mask), form)(outline, fill=255)
    return mask


def _blurred(mask: Image.Image, box: Box, radius: float) -> Image.Image:
    """Return the mask with its part in `box` blurred: a blur of the whole canvas takes far longer."""
    reach = int(radius * 4) + 2
    part = int(box[0]) - reach, int(box[1]) - reach, int(box[2]) + reach, int(box[3]) + reach
    soft = Image.new("L", mask.size, 0)
    soft.paste(mask.crop(part).filter(ImageFilter.GaussianBlur(radius)), part[:2])
    return soft


def _paint(canvas: Image.Image, mask: Image.Image, colour: Colour) -> None:
    part = mask.getbbox() or (0, 0, 1, 1)
    canvas.paste(colour, part, mask.crop(part))


def _shade(canvas: Image.Image, mask: Image.Image, lit: Colour, dark: Colour, light: tuple[int, int]) -> None:
    """Fill a mask with a colour that gets darker away from `light`."""
    part = mask.getbbox() or (0, 0, 1, 1)
    reach = 760 * SCALE
    glow = Image.new("L", CANVAS, 255)
    corner = light[0] * SCALE - reach // 2, light[1] * SCALE - reach // 2
    glow.paste(Image.radial_gradient("L").resize((reach, reach)), corner)
    size = part[2] - part[0], part[3] - part[1]
    shaded = Image.composite(Image.new("RGB", size, dark), Image.new("RGB", size, lit), glow.crop(part))
    canvas.paste(shaded, part, mask.crop(part))
