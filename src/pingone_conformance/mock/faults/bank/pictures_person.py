"""Portraits whose person, or whose shape, is wrong."""

from __future__ import annotations

from PIL import Image, ImageDraw, ImageFilter, ImageOps

from pingone_conformance.mock.faults.bank.portrait_values import SIDES, number_at
from pingone_conformance.mock.faults.edits import put
from pingone_conformance.mock.faults.exchange import Request
from pingone_conformance.mock.faults.fault import Around, Kind, around, on_request
from pingone_conformance.mock.faults.selfies import (
    UPDATE,
    Colour,
    colour_of,
    figure_of,
    on_picture,
    selfie_of,
)
from pingone_conformance.mock.selfie import selfie_jpeg

FACE = (0.24, 0.14, 0.64, 0.56)


def sides_of(request: Request) -> tuple[int, int]:
    """Return height and width of the ratio, 1 for what is no number."""
    return number_at(request, SIDES[0]), number_at(request, SIDES[1])


def ask_for_ratio(request: Request, height: int, width: int) -> None:
    """Ask for another ratio in place of the one in the request, where that is a good one."""
    if all(isinstance(request.member(side), int) and 1 <= number_at(request, side) <= 1000 for side in SIDES):
        put(request, SIDES[0], max(1, min(1000, height)))
        put(request, SIDES[1], max(1, min(1000, width)))


def box_of(picture: Image.Image, colour: Colour) -> tuple[int, int, int, int]:
    """Return where the person of a portrait is."""
    return figure_of(picture, colour).getbbox() or (0, 0, *picture.size)


def face_in(picture: Image.Image, colour: Colour) -> tuple[int, int, int, int]:
    """Return where the face is, roughly: a part of the person's box."""
    left, top, right, bottom = box_of(picture, colour)
    wide, high = right - left, bottom - top
    return (
        left + int(FACE[0] * wide),
        top + int(FACE[1] * high),
        left + max(1 + int(FACE[0] * wide), int(FACE[2] * wide)),
        top + max(1 + int(FACE[1] * high), int(FACE[3] * high)),
    )


def person(request: Request, picture: Image.Image, changed: Image.Image) -> Image.Image:
    """Return a portrait with the pixels of its person, and of nothing else, from another picture."""
    return Image.composite(changed, picture, figure_of(picture, colour_of(request)))


@on_picture("IMAGE-008")
def shows_the_person_in_grey(request: Request, picture: Image.Image) -> Image.Image:
    return person(request, picture, picture.convert("L").convert("RGB"))


@on_picture("IMAGE-008")
def swaps_red_and_blue_of_the_person(request: Request, picture: Image.Image) -> Image.Image:
    red, green, blue = picture.split()
    return person(request, picture, Image.merge("RGB", (blue, green, red)))


@on_picture("IMAGE-008")
def shows_the_person_as_a_negative(request: Request, picture: Image.Image) -> Image.Image:
    return person(request, picture, ImageOps.invert(picture))


@on_picture("IMAGE-008")
def tints_the_person_with_the_background(request: Request, picture: Image.Image) -> Image.Image:
    tinted = Image.blend(picture, Image.new("RGB", picture.size, colour_of(request)), 0.6)
    return person(request, picture, tinted)


@on_picture("IMAGE-008", also=("IMAGE-009",))
def shows_the_person_as_a_silhouette(request: Request, picture: Image.Image) -> Image.Image:
    level = 0 if sum(colour_of(request)) > 380 else 255
    return person(request, picture, Image.new("RGB", picture.size, (level, level, level)))


@on_picture("IMAGE-008")
def mirrors_the_person(request: Request, picture: Image.Image) -> Image.Image:
    return ImageOps.mirror(picture)


@on_picture("IMAGE-004", "IMAGE-008", also=("IMAGE-005", "IMAGE-007", "IMAGE-009", "IMAGE-011", "IMAGE-012"))
def turns_the_person_upside_down(request: Request, picture: Image.Image) -> Image.Image:
    return ImageOps.flip(picture)


@on_picture("IMAGE-008")
def blurs_the_face(request: Request, picture: Image.Image) -> Image.Image:
    box = face_in(picture, colour_of(request))
    face = picture.crop(box)
    picture.paste(face.filter(ImageFilter.GaussianBlur(max(1, face.width / 10))), box)
    return picture


@on_picture("IMAGE-008")
def puts_a_bar_over_the_eyes(request: Request, picture: Image.Image) -> Image.Image:
    left, top, right, bottom = face_in(picture, colour_of(request))
    high = bottom - top
    ImageDraw.Draw(picture).rectangle((left, top + high // 4, right, top + high // 2), fill=(20, 20, 20))
    return picture


@on_picture("IMAGE-008")
def puts_another_face_onto_the_person(request: Request, picture: Image.Image) -> Image.Image:
    left, top, right, bottom = face_in(picture, colour_of(request))
    wide, high = right - left, bottom - top
    draw = ImageDraw.Draw(picture)
    draw.ellipse((left, top, right, bottom), fill=(226, 176, 146))
    for eye in (0.22, 0.62):
        place = left + int(eye * wide), top + int(0.38 * high)
        draw.ellipse((*place, place[0] + wide // 7, place[1] + high // 12), fill=(60, 40, 30))
    draw.chord(
        (left + wide // 4, top + high * 6 // 10, right - wide // 4, bottom - high // 8),
        20,
        160,
        fill=(160, 60, 60),
    )
    return picture


@around(Kind.SECURITY, UPDATE, "IMAGE-008")
def shows_the_person_of_the_first_selfie_to_everybody(request: Request) -> Around:
    selfie = selfie_of(request)
    if selfie is not None and selfie.original is not None:
        records = request.mock.store.verified_data[request.path["transaction_id"]]
        records[selfie.id] = type(selfie)(
            selfie.id, selfie.type, selfie.created_at, selfie.attempt, selfie.data, selfie_jpeg()
        )
    yield


@on_picture("IMAGE-008", also=("IMAGE-009",))
def shows_a_drawing_instead_of_the_person(request: Request, picture: Image.Image) -> Image.Image:
    drawing = Image.new("RGB", picture.size, colour_of(request))
    draw = ImageDraw.Draw(drawing)
    side, middle = min(picture.size), picture.width // 2
    chin = picture.height // 5 + side // 3
    head = middle - side // 6, picture.height // 5, middle + side // 6, chin
    for oval in (head, (middle - side // 3, chin - side // 12, middle + side // 3, picture.height * 2)):
        draw.ellipse(oval, fill=(150, 150, 150))
    return drawing


@on_picture("IMAGE-009")
def stretches_the_person_by_a_fifth(request: Request, picture: Image.Image) -> Image.Image:
    box = box_of(picture, colour_of(request))
    high = max(1, (box[3] - box[1]) * 5 // 6)
    figure = picture.crop(box).resize((box[2] - box[0], high))
    portrait = Image.new("RGB", picture.size, colour_of(request))
    portrait.paste(figure, (box[0], box[3] - high))
    return portrait


@on_request(Kind.MEANING, UPDATE, "IMAGE-010", also=("IMAGE-009",))
def takes_height_and_width_the_wrong_way_round(request: Request) -> None:
    height, width = sides_of(request)
    ask_for_ratio(request, width, height)


@on_picture("IMAGE-009")
def stretches_a_portrait_of_3_to_4_to_the_ratio(request: Request, picture: Image.Image) -> Image.Image:
    if picture.width <= picture.height:
        return picture
    middle = picture.crop((picture.width // 8, 0, picture.width - picture.width // 8, picture.height))
    return middle.resize(picture.size)


@on_request(Kind.MEANING, UPDATE, "IMAGE-010")
def is_off_by_one_step_of_the_ratio(request: Request) -> None:
    height, width = sides_of(request)
    ask_for_ratio(request, height + 1, width)


@on_request(Kind.MEANING, UPDATE, "IMAGE-010")
def makes_every_portrait_three_to_four(request: Request) -> None:
    ask_for_ratio(request, 4, 3)


@on_request(Kind.MEANING, UPDATE, "IMAGE-010")
def makes_wide_portraits_square(request: Request) -> None:
    height, width = sides_of(request)
    if width > height:
        ask_for_ratio(request, 1, 1)


@on_picture("IMAGE-010")
def makes_portraits_three_pixels_too_wide(request: Request, picture: Image.Image) -> Image.Image:
    wider = Image.new("RGB", (picture.width + 3, picture.height), colour_of(request))
    wider.paste(picture, (2, 0))
    return wider
