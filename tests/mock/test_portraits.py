import io
import struct
import zlib
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFile

from pingone_conformance.mock.figure import draw_id_photo
from pingone_conformance.mock.portraits import MAX_BYTES, portrait_size, read_picture, replace_background
from pingone_conformance.mock.selfie import selfie_jpeg

BLUE = (20, 40, 230)
COLOURS = [
    (179, 40, 45),
    (0, 0, 0),
    (255, 255, 255),
    (255, 0, 0),
    (0, 255, 0),
    (0, 0, 255),
    (1, 254, 128),
    (127, 127, 127),
]
RATIOS = [
    (1, 1),
    (3, 4),
    (4, 3),
    (16, 9),
    (9, 16),
    (2, 3),
    (1, 3),
    (17, 23),
    (413, 531),
    (999, 1000),
    (1, 1000),
    (1000, 1),
]
# The face in the selfie, from the parting to the chin, in pixels.
FACE = (160, 130, 332, 402)


def pixels(data: bytes) -> NDArray[np.float64]:
    return np.asarray(Image.open(io.BytesIO(data)).convert("RGB"), dtype=float)


def encoded(picture: Image.Image, name: str = "PNG", **options: object) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, name, **options)
    return buffer.getvalue()


def person_box(picture: NDArray[np.float64], behind: tuple[int, int, int]) -> tuple[int, int, int, int]:
    there = np.abs(picture - behind).max(axis=2) > 50
    across, down = np.flatnonzero(there.any(axis=0)), np.flatnonzero(there.any(axis=1))
    return across[0], down[0], across[-1] + 1, down[-1] + 1


def aspect(box: tuple[int, int, int, int]) -> float:
    return (box[2] - box[0]) / (box[3] - box[1])


def correlation(first: Image.Image, second: Image.Image) -> float:
    a, b = (np.asarray(picture.convert("L"), dtype=float).ravel() for picture in (first, second))
    return float(np.corrcoef(a, b)[0, 1])


def faces(portrait: bytes) -> tuple[Image.Image, Image.Image]:
    """Return the face of the selfie, and what a portrait on blue has in that place, at one size."""
    old = person_box(np.asarray(draw_id_photo(), dtype=float), (216, 220, 224))
    new = person_box(pixels(portrait), BLUE)
    scale = (new[2] - new[0]) / (old[2] - old[0])
    box = [
        new[0] + (FACE[0] - old[0]) * scale,
        new[1] + (FACE[1] - old[1]) * scale,
        new[0] + (FACE[2] - old[0]) * scale,
        new[1] + (FACE[3] - old[1]) * scale,
    ]
    size = 86, 136
    selfie = Image.open(io.BytesIO(selfie_jpeg()))
    found = Image.open(io.BytesIO(portrait)).convert("RGB").resize(size, Image.Resampling.BOX, box=tuple(box))
    return selfie.resize(size, Image.Resampling.BOX, box=FACE), found


@pytest.mark.parametrize("colour", COLOURS)
def test_the_top_edge_is_the_colour(colour: tuple[int, int, int]) -> None:
    assert np.abs(pixels(replace_background(selfie_jpeg(), colour, 3, 4))[0] - colour).max() <= 2


@pytest.mark.parametrize("colour", COLOURS)
def test_the_upper_half_of_both_sides_is_the_colour(colour: tuple[int, int, int]) -> None:
    portrait = pixels(replace_background(selfie_jpeg(), colour, 3, 4))
    assert np.abs(portrait[:320, [0, -1]] - colour).max() <= 2


@pytest.mark.parametrize("ratio", RATIOS)
def test_both_top_corners_are_the_colour_in_every_shape(ratio: tuple[int, int]) -> None:
    portrait = pixels(replace_background(selfie_jpeg(), (179, 40, 45), *ratio))
    assert np.abs(portrait[:4, [0, 1, -2, -1]] - (179, 40, 45)).max() <= 2


@pytest.mark.parametrize("ratio", RATIOS)
def test_the_shape_is_the_ratio_within_a_pixel(ratio: tuple[int, int]) -> None:
    _, width, height = read_picture(replace_background(selfie_jpeg(), BLUE, *ratio))
    assert abs(width * ratio[1] - height * ratio[0]) <= max(ratio)


@pytest.mark.parametrize("ratio", [*RATIOS, (1, 10**6), (10**400, 1)])
def test_no_shape_makes_a_huge_picture(ratio: tuple[int, int]) -> None:
    width, height = portrait_size(*ratio)
    assert width * height <= 640_000


def test_a_ratio_of_small_numbers_is_exact() -> None:
    assert portrait_size(3, 4) == (480, 640)


def test_multiples_of_a_ratio_give_one_size() -> None:
    assert portrait_size(300, 400) == portrait_size(3, 4)


def test_the_shortest_side_stays_visible() -> None:
    assert min(portrait_size(1, 1000)) == 24


def test_a_portrait_is_a_jpeg() -> None:
    assert read_picture(replace_background(selfie_jpeg(), BLUE, 1, 1))[0] == "JPEG"


def test_the_same_input_gives_the_same_bytes() -> None:
    assert replace_background(selfie_jpeg(), BLUE, 5, 7) == replace_background(selfie_jpeg(), BLUE, 5, 7)


def test_threads_get_the_same_bytes() -> None:
    other = encoded(Image.open(io.BytesIO(selfie_jpeg())).resize((240, 320)))
    with ThreadPoolExecutor(8) as pool:
        portraits = set(pool.map(lambda _: replace_background(other, BLUE, 6, 7), range(24)))
    assert len(portraits) == 1


@pytest.mark.parametrize("ratio", [(1, 1), (3, 4), (4, 3), (16, 9), (9, 16), (1, 3), (3, 1)])
def test_the_face_of_the_selfie_is_in_the_portrait(ratio: tuple[int, int]) -> None:
    assert correlation(*faces(replace_background(selfie_jpeg(), BLUE, *ratio))) > 0.93


def test_the_face_is_not_mirrored() -> None:
    face, found = faces(replace_background(selfie_jpeg(), BLUE, 3, 4))
    assert correlation(face, found.transpose(Image.Transpose.FLIP_LEFT_RIGHT)) < 0.85


@pytest.mark.parametrize("ratio", [(1, 1), (3, 4), (4, 3), (16, 9), (9, 16), (1, 10), (10, 1)])
def test_the_person_is_not_stretched(ratio: tuple[int, int]) -> None:
    old = person_box(np.asarray(draw_id_photo(), dtype=float), (216, 220, 224))
    new = person_box(pixels(replace_background(selfie_jpeg(), BLUE, *ratio)), BLUE)
    assert aspect(new) == pytest.approx(aspect(old), rel=0.06)


def test_nothing_of_the_old_room_is_left_above_the_shoulders() -> None:
    portrait = pixels(replace_background(selfie_jpeg(), (179, 40, 45), 3, 4))[:400]
    # The wall, the window and the books are all bluer than they are red; the person is not.
    bluish = portrait[..., 2] - portrait[..., 0] > 12
    assert bluish.mean() < 0.001


def test_a_person_who_reaches_the_side_is_not_taken_for_the_room() -> None:
    picture = Image.new("RGB", (200, 200), (179, 40, 45))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((60, 30, 140, 170), fill=(250, 250, 250))
    draw.rectangle((140, 60, 199, 80), fill=(250, 250, 250))
    portrait = pixels(replace_background(encoded(picture), BLUE, 1, 1))
    white = (portrait > 230).all(axis=2)
    assert white.any(axis=0).sum() > 500


@pytest.mark.parametrize("picture", [Image.new("RGB", (300, 400), (90, 90, 90)), Image.radial_gradient("L")])
def test_a_picture_without_a_person_keeps_its_middle(picture: Image.Image) -> None:
    portrait = pixels(replace_background(encoded(picture), BLUE, 3, 4))
    assert np.abs(portrait[320, 240] - BLUE).max() > 50


@pytest.mark.parametrize("size", [(1, 1), (2, 2), (1, 900), (900, 1), (3000, 100)])
def test_odd_sizes_of_a_selfie_work(size: tuple[int, int]) -> None:
    assert read_picture(replace_background(encoded(Image.new("RGB", size)), BLUE, 3, 4))[1:] == (480, 640)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_other_kinds_of_pixels_work(mode: str) -> None:
    data = encoded(Image.new("L", (60, 80), 99).convert(mode))
    assert read_picture(replace_background(data, BLUE, 3, 4))[1:] == (480, 640)


def test_a_selfie_stored_on_its_side_is_set_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    lying = Image.open(io.BytesIO(selfie_jpeg())).transpose(Image.Transpose.ROTATE_90)
    portrait = replace_background(encoded(lying, "JPEG", exif=exif, quality=95), BLUE, 3, 4)
    assert correlation(*faces(portrait)) > 0.9


@pytest.mark.parametrize("ratio", [(0, 1), (1, 0), (-3, 4)])
def test_a_ratio_below_one_is_refused(ratio: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="aspect ratio"):
        replace_background(selfie_jpeg(), BLUE, *ratio)


@pytest.mark.parametrize("colour", [(-1, 0, 0), (0, 256, 0)])
def test_a_level_out_of_range_is_refused(colour: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="0 to 255"):
        replace_background(selfie_jpeg(), colour, 1, 1)


def test_a_picture_is_read_as_format_width_and_height() -> None:
    assert read_picture(selfie_jpeg()) == ("JPEG", 480, 640)


def test_a_telephone_picture_with_a_preview_is_a_jpeg() -> None:
    first, second = Image.new("RGB", (40, 30)), Image.new("RGB", (20, 15))
    assert read_picture(encoded(first, "MPO", save_all=True, append_images=[second])) == ("JPEG", 40, 30)


@pytest.mark.parametrize("junk", [b"", b"\0" * 99, b"<svg/>", b"%!PS-Adobe-3.0 EPSF", b"\xff\xd8\xff\xe0"])
def test_junk_is_refused(junk: bytes) -> None:
    with pytest.raises(ValueError, match="not a picture"):
        read_picture(junk)


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.99])
def test_a_cut_off_picture_is_refused(kept: float) -> None:
    with pytest.raises(ValueError, match="not a picture"):
        read_picture(selfie_jpeg()[: int(len(selfie_jpeg()) * kept)])


def test_an_unreadable_selfie_gives_no_portrait() -> None:
    with pytest.raises(ValueError, match="not a picture"):
        replace_background(b"junk", BLUE, 1, 1)


@pytest.mark.parametrize("name", ["GIF", "PNG", "WEBP"])
def test_an_animation_is_refused(name: str) -> None:
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    with pytest.raises(ValueError, match="animated"):
        read_picture(encoded(frames[0], name, save_all=True, append_images=frames[1:]))


@pytest.mark.parametrize("side", [5001, 9500, 20_000, 200_000])
def test_a_decompression_bomb_is_refused_unread(side: int) -> None:
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    chunk = struct.pack(">I", 13) + b"IHDR" + header + struct.pack(">I", zlib.crc32(b"IHDR" + header))
    rows = struct.pack(">I", 0) + b"IDAT" + struct.pack(">I", zlib.crc32(b"IDAT"))
    with pytest.raises(ValueError, match="pixels"):
        read_picture(b"\x89PNG\r\n\x1a\n" + chunk + rows)


def test_too_many_bytes_are_refused() -> None:
    with pytest.raises(ValueError, match="bytes"):
        read_picture(selfie_jpeg() + bytes(MAX_BYTES))


def test_the_settings_of_the_imaging_library_are_left_alone() -> None:
    before = Image.MAX_IMAGE_PIXELS
    read_picture(replace_background(selfie_jpeg(), BLUE, 1, 1))
    assert before == Image.MAX_IMAGE_PIXELS
    assert not ImageFile.LOAD_TRUNCATED_IMAGES
