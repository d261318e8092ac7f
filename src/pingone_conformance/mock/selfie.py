"""The pictures among the verified data of the mock: a selfie, and an identity card of the same person.

All of them are drawn by program, once per process, and are the same bytes every time; nobody is on them,
and the card says that it is a specimen. The kinds of picture are those of Read All Verified Data (query
parameter `type`).
"""

import io
from functools import lru_cache
from math import cos, sin, tau

from PIL import Image, ImageDraw, ImageFont

from pingone_conformance.mock.figure import draw_id_photo, draw_selfie

CARD = 480, 302
PHOTO = 24, 76, 156, 252
SIGNATURE = 24, 258, 174, 294
# The card lies on a table, with as much of it to be seen on every side.
TABLE_EDGE = 30
INK = (38, 44, 58)
STAMP = (196, 60, 60)

Box = tuple[int, int, int, int]


@lru_cache(maxsize=1)
def selfie_jpeg() -> bytes:
    """Return the self portrait (SELFIE): a JPEG of 480 by 640 pixels of a person in front of a room."""
    return _jpeg(draw_selfie())


@lru_cache(maxsize=1)
def document_front_jpeg() -> bytes:
    """Return the front of an identity card on a table (FRONT_IMAGE): a JPEG of 540 by 362 pixels."""
    return _jpeg(_on_table(_front()))


@lru_cache(maxsize=1)
def document_back_jpeg() -> bytes:
    """Return the back of the card on the table (BACK_IMAGE): a JPEG of 540 by 362 pixels."""
    return _jpeg(_on_table(_back()))


@lru_cache(maxsize=1)
def cropped_document_jpeg() -> bytes:
    """Return the front of the card without the table (CROPPED_DOCUMENT): a JPEG of 480 by 302 pixels."""
    return _jpeg(_front())


@lru_cache(maxsize=1)
def cropped_portrait_jpeg() -> bytes:
    """Return the photo that is printed on the card (CROPPED_PORTRAIT): a JPEG of 132 by 176 pixels."""
    return _jpeg(_front().crop(PHOTO))


@lru_cache(maxsize=1)
def cropped_signature_jpeg() -> bytes:
    """Return the signature that is on the card (CROPPED_SIGNATURE): a JPEG of 150 by 36 pixels."""
    return _jpeg(_front().crop(SIGNATURE))


def _jpeg(picture: Image.Image) -> bytes:
    encoded = io.BytesIO()
    picture.save(encoded, "JPEG", quality=90)
    return encoded.getvalue()


@lru_cache(maxsize=1)
def _front() -> Image.Image:
    card = _blank_card()
    draw = ImageDraw.Draw(card)
    draw.rectangle((0, 0, CARD[0], 52), fill=(52, 84, 132))
    draw.text((24, 14), "STATE OF NOWHERE", font=_font(24), fill=(244, 246, 250))
    draw.text((348, 20), "IDENTITY CARD", font=_font(15), fill=(214, 224, 240))
    size = PHOTO[2] - PHOTO[0], PHOTO[3] - PHOTO[1]
    card.paste(draw_id_photo().resize(size, Image.Resampling.LANCZOS), PHOTO)
    fields = [
        ("Surname", "SPECIMEN"),
        ("Given names", "ALEX"),
        ("Date of birth", "1990-01-31"),
        ("Number", "X0000000"),
        ("Date of expiry", "2099-12-31"),
    ]
    for row, (label, value) in enumerate(fields):
        draw.text((176, 72 + 40 * row), label, font=_font(11), fill=(92, 104, 124))
        draw.text((176, 85 + 40 * row), value, font=_font(18), fill=INK)
    draw.line(_signature(SIGNATURE), fill=(30, 40, 110), width=2, joint="curve")
    return _stamped(card)


def _back() -> Image.Image:
    card = _blank_card()
    draw = ImageDraw.Draw(card)
    draw.rectangle((0, 28, CARD[0], 78), fill=(34, 34, 38))
    draw.text((24, 100), "If found, keep it: this card identifies nobody.", font=_font(15), fill=INK)
    for column in range(96):
        # Widths of one to three pixels from a fixed sequence, as bars that no reader will take for a number.
        draw.rectangle((24 + 4 * column, 140, 24 + 4 * column + column * column % 3, 200), fill=INK)
    draw.text((24, 222), "I<XXX" + "X0000000<0" + "<" * 15, font=_font(20), fill=INK)
    draw.text((24, 250), "SPECIMEN<<ALEX" + "<" * 16, font=_font(20), fill=INK)
    return _stamped(card)


def _blank_card() -> Image.Image:
    """Draw the paper of the card: pale, with the wavy lines of security print."""
    card = Image.new("RGB", CARD, (226, 232, 238))
    draw = ImageDraw.Draw(card)
    for start in range(-CARD[1], CARD[0] + CARD[1], 12):
        draw.arc((start, -60, start + 260, CARD[1] + 60), 90, 270, fill=(208, 220, 226))
        draw.arc((start - 200, -60, start + 60, CARD[1] + 60), 270, 90, fill=(222, 216, 228))
    return card


def _stamped(card: Image.Image) -> Image.Image:
    """Write SPECIMEN across the card."""
    stamp = Image.new("L", CARD, 0)
    middle = CARD[0] // 2, CARD[1] // 2
    ImageDraw.Draw(stamp).text(middle, "SPECIMEN", font=_font(72), fill=110, anchor="mm")
    stamped = card.copy()
    stamped.paste(STAMP, (0, 0), stamp.rotate(18, Image.Resampling.BICUBIC))
    return stamped


def _on_table(card: Image.Image) -> Image.Image:
    table = Image.new("RGB", (CARD[0] + 2 * TABLE_EDGE, CARD[1] + 2 * TABLE_EDGE), (122, 92, 66))
    draw = ImageDraw.Draw(table)
    for line in range(0, table.height, 7):
        draw.line((0, line, table.width, line + line % 5), fill=(112, 82, 58), width=2)
    left, top = TABLE_EDGE + 4, TABLE_EDGE + 5
    draw.rounded_rectangle((left, top, left + CARD[0], top + CARD[1]), 16, (70, 52, 38))
    corners = Image.new("L", CARD, 0)
    ImageDraw.Draw(corners).rounded_rectangle((0, 0, CARD[0] - 1, CARD[1] - 1), 16, 255)
    table.paste(card, (TABLE_EDGE, TABLE_EDGE), corners)
    return table


def _signature(box: Box) -> list[tuple[int, int]]:
    """Return the points of a scribble in a box."""
    wide, high = box[2] - box[0], box[3] - box[1]
    points = []
    for step in range(241):
        turn = step / 240 * 9 * tau
        # Loops that run to the right and get flatter, as a hurried hand's do.
        reach = high * (0.42 - 0.3 * step / 240) * (0.6 + 0.4 * cos(turn * 0.31))
        points.append(
            (
                round(box[0] + 14 + (wide - 30) * step / 240 + reach * 0.6 * cos(turn)),
                round(box[1] + high / 2 + reach * sin(turn)),
            )
        )
    return points


@lru_cache(maxsize=8)
def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)
