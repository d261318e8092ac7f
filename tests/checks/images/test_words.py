"""What findings about a picture say, word for word."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from pingone_conformance.checks.images import (
    UndecodablePicture,
    background_colour_is,
    background_is_uniform,
    decode,
    decode_bytes,
    decodes_completely,
    format_is_as_declared,
    is_not_blank,
    is_standard_base64,
    ratio_is,
    shows_face_of,
)
from pingone_conformance.checks.images import picture as limits
from pingone_conformance.checks.images.edge import top_edge_is_background
from pingone_conformance.checks.images.picture import Picture

from ..conftest import told

GREY = (100, 110, 120)
BASE64 = "standard base64 with padding (RFC 4648, section 4)"


def drawn(*boxes: tuple[int, int, int, int], size: tuple[int, int] = (96, 96)) -> Picture:
    image = Image.new("RGB", size, GREY)
    for box in boxes:
        ImageDraw.Draw(image).rectangle(box, fill=(220, 30, 40))
    return Picture(np.asarray(image), "PNG")


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        (7, "a value of type int"),
        ("", "an empty text"),
        ("AAA", "3 characters, which is no multiple of four"),
        ("A!AA", "other characters"),
        ("data:,", "a text with a data: prefix"),
    ],
)
def test_words_of_base64(text, seen):
    assert told(is_standard_base64(text)) == [(BASE64, seen)]


def test_words_of_decoding(studio):
    jpeg, png = (studio.encoded(studio.portrait_image(1), name) for name in ("JPEG", "PNG"))
    whole = "a picture that decodes completely"
    assert told(decodes_completely(b"no")) == [(whole, "the bytes start like no picture that we know")]
    assert told(decodes_completely(jpeg[:-2] + bytes(64))) == [
        (whole, "the JPEG is cut off: its end-of-image marker is missing")
    ]
    assert told(decodes_completely(png[:-12])) == [(whole, "the PNG is cut off: its end chunk is missing")]
    ((_, observed),) = told(decodes_completely(jpeg[: len(jpeg) // 2]))
    assert observed.startswith("the picture cannot be decoded completely: ")
    with pytest.raises(UndecodablePicture, match=r"^the text is not base64$"):
        decode("no base64!")


def test_words_of_pictures_that_are_too_large(studio, monkeypatch):
    data = studio.encoded(Image.new("RGB", (8, 8)))
    monkeypatch.setattr(limits, "MAX_PIXELS", 63)
    assert [seen for _, seen in told(decodes_completely(data))] == ["the picture has more than 63 pixels"]
    monkeypatch.setattr(limits, "MAX_BYTES", 5)
    assert [seen for _, seen in told(decodes_completely(data))] == [
        f"{len(data)} bytes are more than the 5 that we read"
    ]


def test_a_picture_at_the_limits_is_read(studio, monkeypatch):
    data = studio.encoded(Image.new("RGB", (8, 9)))
    monkeypatch.setattr(limits, "MAX_PIXELS", 72)
    monkeypatch.setattr(limits, "MAX_BYTES", len(data))
    assert decode_bytes(data).height == 9


def test_words_of_formats(studio):
    data = studio.encoded(Image.new("RGB", (8, 8)), "PNG")
    assert told(format_is_as_declared(data, 7)) == [
        ("the name of a format, such as JPEG", "a value of type int")
    ]
    assert told(format_is_as_declared(data, "x" * 41)) == [
        (f"a picture in the declared format {'x' * 40}", "a picture in the format PNG")
    ]
    assert told(format_is_as_declared(b"no", "x" * 41)) == [
        (f"a picture in the declared format {'x' * 40}", "the bytes start like no picture that we know")
    ]


def test_words_of_ratios():
    assert told(ratio_is(drawn(size=(30, 60)), 3, 4)) == [
        ("a picture 3 wide to 4 high, up to one pixel", "30 by 60 pixels, 0.500 instead of 0.750")
    ]


def test_words_of_the_upper_edge():
    assert told(top_edge_is_background(drawn((24, 0, 71, 60)))) == [
        ("an upper edge that shows the background from corner to corner", "something else along 50% of it")
    ]
    assert not list(top_edge_is_background(drawn((24, 1, 71, 60))))


def test_words_of_backgrounds():
    expected = "a background of one colour"
    assert told(background_is_uniform(drawn((48, 0, 95, 95)))) == [
        (expected, "(100, 110, 120) in one upper corner, (220, 30, 40) in the other")
    ]
    assert told(background_is_uniform(drawn((20, 60, 80, 95), (44, 0, 51, 11)))) == [
        (expected, "a patch of another colour apart from the figure, 1.0% of the picture, at the upper edge")
    ]
    assert told(background_colour_is(drawn(), (100, 110, 140))) == [
        (
            "a background of the colour (100, 110, 140), up to 12 levels per channel",
            "(100, 110, 120) in an upper corner",
        )
    ]
    assert told(is_not_blank(drawn())) == [
        ("a figure in front of the background", "nothing but the colour of the background")
    ]


def test_words_of_patterns_and_drifts():
    expected = "a background of one colour"
    board = np.array(drawn((60, 120, 200, 239), size=(240, 240)).pixels)
    board[:24] = np.where(np.indices((24, 240)).sum(axis=0)[..., None] % 2, GREY, (130, 140, 150))
    assert (expected, "an upper corner whose pixels deviate by 15 levels") in told(
        background_is_uniform(Picture(board, "PNG"))
    )
    drift = np.array(drawn((60, 120, 200, 239), size=(240, 240)).pixels)
    drift[:, 60:180] = np.array(GREY, np.uint8) + 12
    assert told(background_is_uniform(Picture(drift, "PNG"))) == [
        (expected, "a colour that drifts along 25% of the upper edges")
    ]


def test_words_of_a_portrait_without_a_figure():
    assert told(shows_face_of(drawn(), drawn())) == [
        ("the face of the selfie", "a portrait without a figure")
    ]
