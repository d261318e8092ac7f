"""The face of a portrait beside the selfie's."""

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageEnhance, ImageFilter

from pingone_conformance.checks.images import (
    decode_bytes,
    is_not_stretched,
    old_background_is_gone,
    shows_face_of,
)
from pingone_conformance.mock.portraits import replace_background
from pingone_conformance.mock.selfie import selfie_jpeg

PEOPLE = range(4)


def judged(portrait, selfie) -> list[str]:
    checks = (shows_face_of, is_not_stretched, old_background_is_gone)
    return [str(finding) for check in checks for finding in check(portrait, selfie)]


def retouched(name: str, image: Image.Image) -> Image.Image:
    match name:
        case "smoother":
            return image.filter(ImageFilter.MedianFilter(5))
        case "sharper":
            return image.filter(ImageFilter.UnsharpMask(2, 120))
        case "brighter":
            return ImageEnhance.Brightness(image).enhance(1.12)
        case _:
            return ImageEnhance.Contrast(image).enhance(1.2)


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("scale", [0.3, 0.6, 1.5, 3])
def test_portraits_of_other_sizes_pass(studio, person, scale):
    size = round(480 * scale), round(640 * scale)
    assert not judged(studio.portrait(person, size=size, quality=60), studio.selfie(person))


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("head_only", [False, True])
def test_other_framings_colours_and_outlines_pass(studio, person, head_only):
    selfie = studio.selfie(person)
    for size, share, soft, colour in [
        ((640, 480), 0.95, 0, (255, 255, 255)),
        ((480, 640), 0.5, 1, (0, 0, 0)),
        ((500, 500), 0.8, 6, (230, 190, 160)),
    ]:
        portrait = studio.portrait(
            person, size=size, share=share, soft=soft, colour=colour, head_only=head_only
        )
        assert not judged(portrait, selfie)


@pytest.mark.parametrize("how", ["smoother", "sharper", "brighter", "harder"])
def test_a_light_retouch_passes(studio, how):
    for person in PEOPLE:
        portrait = studio.jpeg(retouched(how, studio.portrait_image(person, colour=(20, 90, 200))))
        assert not judged(portrait, studio.selfie(person))


def test_a_small_head_in_a_large_selfie_is_found(studio):
    for person in PEOPLE:
        large = studio.selfie_image(person + 10).resize((1200, 1600))
        large.paste(studio.selfie_image(person), (300, 500))
        portrait = studio.portrait(person, head_only=True)
        assert not list(shows_face_of(portrait, studio.jpeg(large)))


def test_a_portrait_shows_the_selfie_that_it_is(studio):
    assert not list(shows_face_of(studio.example(), studio.example()))
    assert not list(is_not_stretched(studio.example(), studio.example()))


@pytest.mark.parametrize("ratio", [(3, 4), (4, 3), (1, 1), (9, 16), (1, 3), (1, 1000), (1000, 1)])
def test_portraits_of_the_mock_pass(ratio):
    portrait = decode_bytes(replace_background(selfie_jpeg(), (179, 40, 45), *ratio))
    assert not judged(portrait, decode_bytes(selfie_jpeg()))


@pytest.mark.parametrize("person", PEOPLE)
def test_portraits_that_the_mock_makes_of_others_pass(studio, person):
    selfie = studio.encoded(studio.selfie_image(person), quality=88)
    portrait = decode_bytes(replace_background(selfie, (230, 20, 200), 3, 4))
    assert not judged(portrait, decode_bytes(selfie))


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("head_only", [False, True])
def test_another_face_is_found(studio, person, head_only):
    portrait = studio.portrait(person, head_only=head_only)
    for other in PEOPLE:
        if other != person:
            assert list(shows_face_of(portrait, studio.selfie(other)))
    assert list(shows_face_of(portrait, decode_bytes(selfie_jpeg())))


def test_the_face_of_the_mock_is_not_somebody_elses(studio):
    portrait = decode_bytes(replace_background(selfie_jpeg(), (179, 40, 45), 3, 4))
    for person in PEOPLE:
        assert list(shows_face_of(portrait, studio.selfie(person)))


def test_a_shape_that_is_no_face_is_found(studio):
    portrait = Image.new("RGB", (480, 640), studio.red)
    portrait.paste(Image.effect_noise((240, 320), 60).convert("RGB"), (120, 200))
    assert list(shows_face_of(studio.jpeg(portrait), studio.selfie(1)))


def test_a_blank_portrait_is_found(studio):
    blank = studio.jpeg(Image.new("RGB", (480, 640), studio.red))
    assert list(shows_face_of(blank, studio.selfie(1)))
    assert not list(is_not_stretched(blank, studio.selfie(1)))
    assert not list(old_background_is_gone(blank, studio.selfie(1)))


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("size", [(160, 210), (480, 640)])
def test_a_mirrored_face_is_found(studio, person, size):
    portrait = studio.portrait(person, size=size, mirrored=True)
    assert "mirrored" in str(list(shows_face_of(portrait, studio.selfie(person))))


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("size", [(120, 160), (480, 640)])
@pytest.mark.parametrize("stretch", [0.67, 0.8, 0.85, 1.15, 1.2, 1.5])
def test_a_stretched_face_is_found(studio, person, size, stretch):
    portrait = studio.portrait(person, size=size, stretch=stretch)
    assert list(is_not_stretched(portrait, studio.selfie(person)))


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("stretch", [0.95, 1.05])
def test_five_per_cent_are_not_stretched(studio, person, stretch):
    assert not judged(studio.portrait(person, stretch=stretch), studio.selfie(person))


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("head_only", [False, True])
@pytest.mark.parametrize("soft", [0, 4])
def test_an_uncut_rectangle_is_found(studio, person, head_only, soft):
    portrait = studio.portrait(person, head_only=head_only, soft=soft, uncut=True, share=0.8)
    assert list(old_background_is_gone(portrait, studio.selfie(person)))


def test_the_selfie_itself_is_found(studio):
    for person in PEOPLE:
        assert list(old_background_is_gone(studio.jpeg(studio.selfie_image(person)), studio.selfie(person)))


def with_figure(image: Image.Image, colour, changed: Image.Image) -> Image.Image:
    """The portrait with the pixels of its figure from another picture."""
    difference = ImageChops.difference(image, Image.new("RGB", image.size, colour)).convert("L")
    return Image.composite(changed, image, difference.point(lambda level: 255 if level > 8 else 0))


@pytest.mark.parametrize("person", PEOPLE)
def test_a_grey_face_is_found(studio, person):
    image = studio.portrait_image(person)
    grey = with_figure(image, studio.red, image.convert("L").convert("RGB"))
    assert "colours" in str(list(shows_face_of(studio.jpeg(grey), studio.selfie(person))))


@pytest.mark.parametrize("person", PEOPLE)
def test_a_face_with_red_and_blue_swapped_is_found(studio, person):
    image = studio.portrait_image(person)
    red, green, blue = image.split()
    swapped = with_figure(image, studio.red, Image.merge("RGB", (blue, green, red)))
    assert "colours" in str(list(shows_face_of(studio.jpeg(swapped), studio.selfie(person))))


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("size", [(240, 320), (480, 640)])
def test_paler_and_stronger_colours_pass(studio, person, size):
    image = studio.portrait_image(person, size, colour=(20, 90, 200))
    for factor in (0.7, 1.3):
        assert not judged(studio.jpeg(ImageEnhance.Color(image).enhance(factor)), studio.selfie(person))


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("size", [(240, 320), (480, 640)])
def test_a_blurred_face_is_found(studio, person, size):
    image = studio.portrait_image(person, size, head_only=True)
    blurred = with_figure(image, studio.red, image.filter(ImageFilter.GaussianBlur(size[0] / 24)))
    assert list(shows_face_of(studio.jpeg(blurred), studio.selfie(person)))


@pytest.mark.parametrize("person", PEOPLE)
def test_covered_eyes_are_found(studio, person):
    image = studio.portrait_image(person)
    ImageDraw.Draw(image).rectangle((160, 220, 320, 290), fill=(20, 20, 20))
    assert list(shows_face_of(studio.jpeg(image), studio.selfie(person)))


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("size", [(240, 320), (480, 640), (960, 1280)])
def test_a_halo_of_the_room_is_found(studio, person, size):
    assert list(old_background_is_gone(studio.haloed(person, 20, size), studio.selfie(person)))


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("wider", [0, 2, 4])
def test_a_few_pixels_of_it_are_not(studio, person, wider):
    assert not judged(studio.haloed(person, wider), studio.selfie(person))
