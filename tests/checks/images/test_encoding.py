"""Base64, decoding and formats."""

import base64

import pytest
from PIL import Image

from pingone_conformance.checks.images import (
    UndecodablePicture,
    decode,
    decode_bytes,
    decodes_completely,
    format_is_as_declared,
    is_standard_base64,
)
from pingone_conformance.checks.images import picture as limits

JPEGS = [
    {"quality": 60, "subsampling": 2},
    {"quality": 95, "subsampling": 0},
    {"quality": 75, "progressive": True},
]


def described(findings) -> str:
    return " ".join(str(finding) for finding in findings)


def test_the_example_of_the_documents_passes(studio):
    assert not list(is_standard_base64(studio.example_text()))
    assert not list(decodes_completely(studio.example_bytes()))
    assert not list(format_is_as_declared(studio.example_bytes(), "JPEG"))


@pytest.mark.parametrize("data", [b"\x00", b"\x00\x01", b"\x00\x01\x02", b"\xfb\xef\xff" * 40])
def test_standard_base64_passes(data):
    assert not list(is_standard_base64(base64.b64encode(data).decode()))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "empty"),
        (None, "NoneType"),
        (7, "int"),
        ("AAA", "multiple of four"),
        ("AAAAA", "multiple of four"),
        ("AA=A", "other characters"),
        ("A===", "other characters"),
        ("-_-_", "base64url"),
        ("AAAA\nAAAA", "line breaks"),
        ("AAAA\n", "line breaks"),
        ("AAAA AAAA", "white space"),
        ("data:image/jpeg;base64,AAAA", "data: prefix"),
        ("AAÄA", "other characters"),
    ],
)
def test_other_texts_are_found(text, why):
    assert why in described(is_standard_base64(text))


@pytest.mark.parametrize("options", JPEGS)
def test_whole_jpegs_pass(studio, options):
    data = studio.encoded(studio.portrait_image(1), **options)
    assert not list(decodes_completely(data))
    assert not list(decodes_completely(data + b"\xff\xda behind the end"))


@pytest.mark.parametrize("name", ["PNG", "WEBP", "GIF", "BMP", "TIFF"])
def test_whole_pictures_of_other_formats_pass(studio, name):
    data = studio.encoded(studio.portrait_image(1, (90, 120)), name)
    assert not list(decodes_completely(data))
    assert not list(format_is_as_declared(data, name))


@pytest.mark.parametrize("options", JPEGS)
@pytest.mark.parametrize("share", [0.05, 0.5, 0.9, 0.999])
def test_a_jpeg_that_is_cut_off_is_found(studio, options, share):
    data = studio.encoded(studio.portrait_image(1), **options)
    assert list(decodes_completely(data[: int(len(data) * share)]))


def test_a_jpeg_without_its_end_marker_is_found(studio):
    assert list(decodes_completely(studio.encoded(studio.portrait_image(1))[:-2]))


def test_the_end_of_a_thumbnail_is_not_the_end(studio):
    thumbnail = studio.encoded(Image.new("RGB", (16, 16)))
    data = studio.encoded(studio.portrait_image(1), exif=b"Exif\x00\x00" + thumbnail)
    assert list(decodes_completely(data[:-2]))


@pytest.mark.parametrize("cut", [12, 20, 400])
def test_a_png_that_is_cut_off_is_found(studio, cut):
    assert list(decodes_completely(studio.encoded(studio.portrait_image(1), "PNG")[:-cut]))


@pytest.mark.parametrize(
    "data", [b"", b"\xff\xd8\xff", b"not a picture", b"<svg/>", b"%!PS-Adobe-3.0 EPSF-3.0\n"]
)
def test_bytes_that_are_no_picture_are_found(data):
    assert list(decodes_completely(data))
    assert list(format_is_as_declared(data, "JPEG"))


def test_damaged_data_are_found(studio):
    data = bytearray(studio.encoded(studio.portrait_image(1), "PNG"))
    data[len(data) // 2] ^= 0xFF
    assert list(decodes_completely(bytes(data)))


def test_pictures_of_too_many_pixels_are_not_decoded(studio):
    bomb = studio.encoded(Image.new("1", (limits.MAX_PIXELS // 1000, 1001)), "PNG")
    assert len(bomb) < 100_000
    assert "pixels" in described(decodes_completely(bomb))


def test_pillows_own_limit_ends_in_a_finding(studio):
    bomb = studio.encoded(Image.new("1", (20_000, 20_000)), "PNG")
    assert "pixels" in described(decodes_completely(bomb))


def test_too_many_bytes_are_not_decoded(studio):
    data = studio.encoded(studio.portrait_image(1))
    assert "bytes" in described(decodes_completely(data + bytes(limits.MAX_BYTES)))


@pytest.mark.parametrize("declared", ["JPEG", "jpeg", "jpg", "JPG", "image/jpeg", ".jpg", " Jpeg "])
def test_spellings_of_one_format_are_alike(studio, declared):
    assert not list(format_is_as_declared(studio.example_bytes(), declared))


@pytest.mark.parametrize("declared", ["PNG", "image/png", "", "JPEG2000", "JP", None, 3, ["JPEG"]])
def test_another_format_is_found(studio, declared):
    assert list(format_is_as_declared(studio.example_bytes(), declared))


def test_a_png_called_jpeg_is_found(studio):
    data = studio.encoded(studio.portrait_image(1), "PNG")
    assert "PNG" in described(format_is_as_declared(data, "JPEG"))


def test_a_jpeg_with_a_second_picture_behind_it_is_a_jpeg(studio):
    data = studio.encoded(
        studio.portrait_image(1), "MPO", save_all=True, append_images=[studio.portrait_image(2)]
    )
    assert not list(format_is_as_declared(data, "JPEG"))
    assert decode_bytes(data).format == "JPEG"


def test_decoding_a_text_gives_the_picture(studio):
    picture = decode(studio.example_text())
    assert (picture.width, picture.height, picture.format) == (32, 32, "JPEG")


@pytest.mark.parametrize("text", ["AAA", "no base64!", "AAAA", "ÄÄÄÄ"])
def test_decoding_another_text_says_why_not(text):
    with pytest.raises(UndecodablePicture):
        decode(text)


def test_pictures_are_turned_upright(studio):
    lying = Image.new("RGB", (40, 20))
    exif = lying.getexif()
    exif[0x0112] = 6
    picture = decode_bytes(studio.encoded(lying, exif=exif))
    assert (picture.width, picture.height) == (20, 40)


def test_what_is_transparent_is_no_colour(studio):
    clear = decode_bytes(studio.encoded(Image.new("RGBA", (20, 20), (179, 40, 45, 0)), "PNG"))
    assert {tuple(pixel) for pixel in clear.pixels.reshape(-1, 3)} == {(0, 0, 0), (255, 255, 255)}
    half = decode_bytes(studio.encoded(Image.new("RGBA", (20, 20), (179, 40, 45, 255)), "PNG"))
    assert {tuple(pixel) for pixel in half.pixels.reshape(-1, 3)} == {(179, 40, 45)}


@pytest.mark.parametrize("mode", ["L", "P", "CMYK", "1"])
def test_pictures_of_every_mode_have_three_channels(studio, mode):
    name = "TIFF" if mode == "CMYK" else "PNG"
    assert decode_bytes(studio.encoded(Image.new(mode, (20, 30)), name)).pixels.shape == (30, 20, 3)


@pytest.mark.parametrize("padding", [b"", b"\xff", b"\xff\xff"])
def test_the_end_of_a_thumbnail_is_not_the_end_of_a_picture_with_other_bytes_behind_it(studio, padding):
    thumbnail = studio.encoded(Image.new("RGB", (16, 16)))
    data = studio.encoded(Image.new("RGB", (32, 32)), exif=b"Exif\x00\x00" + thumbnail)
    padded = data[:2] + padding + data[2:]
    assert not list(decodes_completely(padded))
    assert "end-of-image" in described(decodes_completely(padded[:-2] + bytes(64)))


@pytest.mark.parametrize("name", ["PPM", "TGA", "ICO"])
def test_formats_that_no_browser_is_sure_to_show_are_not_read(studio, name):
    data = studio.encoded(Image.new("RGB", (16, 16)), name)
    assert "like no picture" in described(decodes_completely(data))


def test_what_is_transparent_and_grey_is_no_colour(studio):
    clear = decode_bytes(studio.encoded(Image.new("LA", (20, 20), (100, 0)), "PNG"))
    assert {tuple(pixel) for pixel in clear.pixels.reshape(-1, 3)} == {(0, 0, 0), (255, 255, 255)}


def test_a_palette_may_have_a_transparent_colour(studio):
    image = Image.new("P", (20, 20), 1)
    image.putpalette([179, 40, 45, 10, 20, 30])
    image.putpixel((0, 0), 0)
    pixels = decode_bytes(studio.encoded(image, "PNG", transparency=1)).pixels
    assert tuple(pixels[0, 0]) == (179, 40, 45)
    assert {tuple(pixel) for pixel in pixels.reshape(-1, 3)[1:]} == {(0, 0, 0), (255, 255, 255)}


@pytest.mark.parametrize("text", ["AAAA\n", "AA AA", "!" * 4])
def test_a_text_with_other_characters_is_not_decoded(text):
    with pytest.raises(UndecodablePicture, match="the text is not base64"):
        decode(text)


@pytest.mark.parametrize("options", JPEGS)
@pytest.mark.parametrize("size", [(16, 640), (24, 2400), (96, 128), (480, 640), (640, 480)])
def test_whole_pictures_do_not_end_early(studio, options, size):
    for image in (studio.portrait_image(1, size), Image.new("RGB", size, studio.red)):
        assert not list(decodes_completely(studio.encoded(image, **options)))
        assert not list(decodes_completely(studio.encoded(image, **options) + b"trailing bytes"))


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
@pytest.mark.parametrize("subsampling", [0, 2])
def test_a_picture_that_is_cut_off_and_closed_is_found(studio, share, subsampling):
    data = studio.encoded(studio.portrait_image(1), quality=90, subsampling=subsampling)
    cut = data[: int(len(data) * share)] + b"\xff\xd9"
    assert "before its last lines" in described(decodes_completely(cut))
