"""Portraits whose background is wrong: the colour, or what is left of the room behind the person."""

from __future__ import annotations

import io

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageOps

from pingone_conformance.mock.cutouts import cut_out
from pingone_conformance.mock.faults.exchange import Request
from pingone_conformance.mock.faults.fault import Around, Kind, around, on_request
from pingone_conformance.mock.faults.selfies import (
    UPDATE,
    colour_of,
    figure_of,
    keep,
    on_picture,
    selfie_of,
)
from pingone_conformance.mock.selfie import selfie_jpeg

WRONG_COLOUR = ("IMAGE-012",)
CHANNELS = ("red", "green", "blue")


def old_picture(request: Request) -> Image.Image:
    """Return the selfie as it was taken."""
    selfie = selfie_of(request)
    original = selfie.original if selfie is not None else None
    return ImageOps.exif_transpose(Image.open(io.BytesIO(original or selfie_jpeg()))).convert("RGB")


def ask_for(request: Request, red: int, green: int, blue: int) -> None:
    """Ask for another colour in place of the one in the request."""
    colour = request.member("backgroundColor")
    if isinstance(colour, dict) and all(_is_level(colour.get(name)) for name in CHANNELS):
        colour.update(red=red, green=green, blue=blue)


def levels_of(request: Request) -> tuple[int, int, int]:
    """Return the colour of a request that may be wrong; black where it has none."""
    red, green, blue = (
        level if _is_level(level := request.member(f"backgroundColor.{name}")) else 0 for name in CHANNELS
    )
    return red, green, blue


def _is_level(level: object) -> bool:
    return isinstance(level, int) and not isinstance(level, bool) and 0 <= level <= 255


def background(request: Request, picture: Image.Image, behind: Image.Image) -> Image.Image:
    """Return a portrait with something else behind the person."""
    return Image.composite(picture, behind.resize(picture.size), figure_of(picture, colour_of(request)))


def person_cut_out(
    request: Request, picture: Image.Image, wider: int, soft: float, part: float = 1
) -> Image.Image:
    """Cut the person out `wider` pixels beside their outline, and set them onto the colour of the request.

    `part` is how far from the left that is so.
    """
    old = old_picture(request)
    cutout = cut_out(old)
    mask = Image.new("L", old.size, 0)
    mask.paste(cutout.mask.resize(cutout.person.size), cutout.corner)
    if wider:
        # A filter for the largest of so many neighbours would give the same and take seconds.
        wide = mask.filter(ImageFilter.BoxBlur(wider)).point(lambda level: 255 if level > 8 else 0)
        mask.paste(wide.crop((0, 0, int(part * wide.width), wide.height)), (0, 0))
    mask = mask.filter(ImageFilter.GaussianBlur(soft))
    box = mask.getbbox() or (0, 0, *old.size)
    person, mask = old.crop(box), mask.crop(box)
    scale = min(picture.width / person.width, 0.92 * picture.height / person.height)
    size = max(1, round(person.width * scale)), max(1, round(person.height * scale))
    portrait = Image.new("RGB", picture.size, colour_of(request))
    place = (picture.width - size[0]) // 2, picture.height - size[1]
    portrait.paste(person.resize(size), place, mask.resize(size))
    return portrait


@on_request(Kind.MEANING, UPDATE, "IMAGE-005", also=WRONG_COLOUR)
def swaps_red_and_blue(request: Request) -> None:
    red, green, blue = levels_of(request)
    ask_for(request, blue, green, red)


@on_request(Kind.MEANING, UPDATE, "IMAGE-005", also=WRONG_COLOUR)
def paints_red_25_levels_too_bright(request: Request) -> None:
    red, green, blue = levels_of(request)
    ask_for(request, red + 25 if red <= 230 else red - 25, green, blue)


@on_request(Kind.MEANING, UPDATE, "IMAGE-005")
def paints_white_25_levels_too_dark(request: Request) -> None:
    if levels_of(request) == (255, 255, 255):
        ask_for(request, 230, 230, 230)


@on_request(Kind.MEANING, UPDATE, "IMAGE-005", also=WRONG_COLOUR)
def paints_in_the_range_of_video(request: Request) -> None:
    red, green, blue = (16 + level * 219 // 255 for level in levels_of(request))
    ask_for(request, red, green, blue)


@on_request(Kind.MEANING, UPDATE, "IMAGE-005", also=WRONG_COLOUR)
def paints_every_background_white(request: Request) -> None:
    ask_for(request, 255, 255, 255)


@on_request(Kind.MEANING, UPDATE, "IMAGE-005", also=WRONG_COLOUR)
def paints_the_colour_of_the_documents(request: Request) -> None:
    ask_for(request, 179, 40, 45)


@on_request(Kind.MEANING, UPDATE, "IMAGE-005", also=WRONG_COLOUR)
def paints_only_the_colours_of_the_web(request: Request) -> None:
    red, green, blue = (round(level / 51) * 51 for level in levels_of(request))
    ask_for(request, red, green, blue)


@on_request(Kind.STATE, UPDATE, "IMAGE-012")
def paints_the_colour_of_the_request_before(request: Request) -> None:
    wanted = levels_of(request)
    ask_for(request, *request.memory.get("colour", wanted))
    request.memory["colour"] = wanted


@around(Kind.STATE, UPDATE, "IMAGE-012")
def gives_the_first_portrait_of_a_selfie_out_again(request: Request) -> Around:
    answer = yield
    if answer.ok:
        data = request.memory.setdefault(request.path["verified_data_id"], answer.member("data"))
        answer.json["data"] = data
        keep(request, data)


@on_picture("IMAGE-004", also=("IMAGE-005", "IMAGE-011", "IMAGE-012"))
def leaves_the_room_in_an_upper_corner(request: Request, picture: Image.Image) -> Image.Image:
    corner = old_picture(request).crop((0, 0, 160, 160))
    picture.paste(corner.resize((max(1, picture.width // 8), max(1, picture.height // 8))), (0, 0))
    return picture


@on_picture("IMAGE-004")
def leaves_the_room_in_a_lower_corner(request: Request, picture: Image.Image) -> Image.Image:
    corner = old_picture(request).crop((0, 0, 160, 160))
    wide, high = max(1, picture.width // 12), max(1, picture.height // 12)
    picture.paste(corner.resize((wide, high)), (0, picture.height - high))
    return picture


@on_picture("IMAGE-004")
def leaves_a_piece_of_the_room_beside_the_head(request: Request, picture: Image.Image) -> Image.Image:
    piece = old_picture(request).crop((0, 60, 120, 180))
    side = max(1, min(picture.size) // 8)
    picture.paste(piece.resize((side, side)), (picture.width // 16, picture.height // 5))
    return picture


@on_picture("IMAGE-004", also=("IMAGE-005", "IMAGE-011", "IMAGE-012"))
def shades_the_background_towards_its_edges(request: Request, picture: Image.Image) -> Image.Image:
    dark = Image.radial_gradient("L").resize(picture.size).point(lambda far: 255 - far // 3)
    shaded = ImageChops.multiply(
        Image.new("RGB", picture.size, colour_of(request)), Image.merge("RGB", [dark] * 3)
    )
    return background(request, picture, shaded)


@on_picture("IMAGE-004", also=("IMAGE-005", "IMAGE-011", "IMAGE-012"))
def strews_noise_over_the_background(request: Request, picture: Image.Image) -> Image.Image:
    grain = Image.effect_noise(picture.size, 60).point(lambda level: abs(level - 128))
    plain = Image.new("RGB", picture.size, colour_of(request))
    return background(request, picture, ImageChops.difference(plain, Image.merge("RGB", [grain] * 3)))


@on_picture("IMAGE-004", also=("IMAGE-005", "IMAGE-011", "IMAGE-012"))
def paints_the_left_half_alone(request: Request, picture: Image.Image) -> Image.Image:
    behind = Image.new("RGB", picture.size, colour_of(request))
    grey = Image.new("RGB", (picture.width - picture.width // 2, picture.height), (140, 140, 140))
    behind.paste(grey, (picture.width // 2, 0))
    return background(request, picture, behind)


@on_picture("IMAGE-004", also=("IMAGE-005", "IMAGE-007", "IMAGE-011", "IMAGE-012"))
def blurs_the_room_instead_of_replacing_it(request: Request, picture: Image.Image) -> Image.Image:
    return background(request, picture, old_picture(request).filter(ImageFilter.GaussianBlur(12)))


@on_picture("IMAGE-007")
def cuts_the_person_out_with_a_rectangle(request: Request, picture: Image.Image) -> Image.Image:
    return person_cut_out(request, picture, wider=400, soft=0)


@on_picture("IMAGE-007")
def leaves_a_halo_of_20_pixels_round_the_person(request: Request, picture: Image.Image) -> Image.Image:
    return person_cut_out(request, picture, wider=20, soft=4)


@on_picture("IMAGE-007")
def leaves_the_room_on_the_left_of_the_person(request: Request, picture: Image.Image) -> Image.Image:
    return person_cut_out(request, picture, wider=24, soft=2, part=0.5)


@on_picture("IMAGE-006", also=("IMAGE-008",))
def forgets_the_person(request: Request, picture: Image.Image) -> Image.Image:
    return Image.new("RGB", picture.size, colour_of(request))


@on_picture("IMAGE-006", also=("IMAGE-008", "IMAGE-009"))
def leaves_only_a_speck_of_the_person(request: Request, picture: Image.Image) -> Image.Image:
    speck = Image.new("RGB", picture.size, colour_of(request))
    side = max(2, min(picture.size) // 24)
    place = (picture.width - side) // 2, (picture.height - side) // 2
    speck.paste(picture.resize((side, side)), place)
    return speck


@on_picture("IMAGE-011")
def cuts_the_hair_off_at_the_upper_edge(request: Request, picture: Image.Image) -> Image.Image:
    box = figure_of(picture, colour_of(request)).getbbox() or (0, 0, *picture.size)
    raised = ImageChops.offset(picture, 0, -box[1] - picture.height // 50)
    lower = picture.height - box[1] - picture.height // 50
    ImageDraw.Draw(raised).rectangle((0, lower, *picture.size), fill=colour_of(request))
    return raised
