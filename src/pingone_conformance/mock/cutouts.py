"""The person of a picture, told apart from what is behind them by colour.

There is no model of faces here. The upper border of a selfie shows the room and its middle shows the
person, so that the colours of both places, and being connected to the border, decide which pixels are
background. A picture that this cannot tell apart is cut out with an ellipse in its middle.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageOps, ImageStat

# The longest side, in pixels, of the cut-out and of the copy that is segmented.
CUTOUT_SIDE = 800
SEGMENT_SIDE = 160

# Where a selfie shows the room, and where the person: left, top, right and bottom as shares of its sides.
# Hair may reach the upper edge in its middle, and shoulders the lower part of both sides.
ROOM = [(0.0, 0.0, 0.28, 0.05), (0.72, 0.0, 1.0, 0.05), (0.0, 0.0, 0.05, 0.55), (0.95, 0.0, 1.0, 0.55)]
PERSON = [(0.36, 0.15, 0.64, 0.65), (0.25, 0.9, 0.75, 1.0)]
ROOM_COLOURS = 16
PERSON_COLOURS = 10
# Distances between colours are the largest difference of a channel, 0 to 255.
# A colour this near to one of the room's is background, whatever the person wears.
CERTAIN = 10
# What the place of a pixel counts for: at most as much as this distance.
PLACE = 14
# How far from the room's colours a person is on average; less is a picture of one colour, or of noise.
DISTINCT = 12
# Shares of the picture between which a segmented person is believed.
SMALLEST, LARGEST = 0.08, 0.85

WHITE, BLACK = 255, 0

Size = tuple[int, int]
Colour = tuple[int, ...]
Shares = dict[Colour, float]


@dataclass(frozen=True)
class Cutout:
    """A person: the pixels, how much of each is the person's, and whether the lower edge cuts them off.

    ``corner`` is where in the picture the upper left pixel of both was.
    """

    person: Image.Image
    mask: Image.Image
    grounded: bool
    corner: tuple[int, int]


def cut_out(picture: Image.Image) -> Cutout:
    """Return the person of a picture, cropped to the head, the shoulders and whatever else of them is in it.

    The longest side of the result is at most 800 pixels.
    Source: Update Verified Data Portrait Background, description.
    """
    upright = _flattened(picture)
    upright.thumbnail((CUTOUT_SIDE, CUTOUT_SIDE), Image.Resampling.LANCZOS)
    small = upright.resize(_fitted(upright.size, SEGMENT_SIDE), Image.Resampling.BOX)
    mask = _smooth(_believed(_segment(small)).resize(upright.size, Image.Resampling.BICUBIC))
    box = mask.point(lambda level: WHITE if level > 16 else BLACK).getbbox() or (0, 0, *upright.size)
    return Cutout(upright.crop(box), mask.crop(box), box[3] >= 0.98 * upright.height, box[:2])


def _flattened(picture: Image.Image) -> Image.Image:
    """Return the picture the right way up, in red, green and blue, with white behind what is transparent."""
    upright = ImageOps.exif_transpose(picture)
    if "A" not in upright.getbands() and "transparency" not in upright.info:
        return upright.convert("RGB")
    clear = upright.convert("RGBA")
    flat = Image.new("RGB", clear.size, (WHITE, WHITE, WHITE))
    flat.paste(clear, mask=clear.getchannel("A"))
    return flat


def _fitted(size: Size, side: int) -> Size:
    scale = side / max(size)
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def _segment(small: Image.Image) -> Image.Image:
    """Return a mask that is white where the person is; all black when nothing stands out from the room."""
    calm = small.filter(ImageFilter.MedianFilter(3)) if min(small.size) >= 3 else small
    room = _colours([calm.crop(_part(calm.size, *share)) for share in ROOM], ROOM_COLOURS)
    inside = _colours([calm.crop(_part(calm.size, *share)) for share in PERSON], PERSON_COLOURS)
    # Both places show a little of the other, beside a small head or around a raised hand.
    behind = _distance(calm, _outnumbering(room, inside))
    person = _distance(calm, _outnumbering(inside, room))
    place = _place(calm.size)
    behind_here = ImageChops.add(behind, place.point(lambda far: max(0, (128 - far) * PLACE // 128)))
    person_here = ImageChops.add(person, place.point(lambda far: max(0, (far - 128) * PLACE // 128)))
    nearer = ImageChops.subtract(person_here, behind_here).point(lambda level: WHITE if level else BLACK)
    outside = place.point(lambda far: WHITE if far > 60 else BLACK)
    certain = ImageChops.darker(behind.point(lambda level: WHITE if level <= CERTAIN else BLACK), outside)
    background = ImageChops.lighter(nearer, certain)
    mask = _largest(ImageOps.invert(_connected(background)))
    if mask.getbbox() and ImageStat.Stat(behind, mask).mean[0] >= DISTINCT:
        return mask
    return Image.new("L", small.size, BLACK)


def _place(size: Size) -> Image.Image:
    """Return how unlikely a person is at each pixel: 0 in the middle and below, 255 at the upper corners."""
    far = Image.radial_gradient("L").resize(size)
    wide, high = size
    far.paste(far.crop((0, high // 2, wide, high // 2 + 1)).resize((wide, high - high // 2)), (0, high // 2))
    return far


def _part(size: Size, left: float, top: float, right: float, bottom: float) -> tuple[int, int, int, int]:
    """Return a box, given in shares of a picture's sides, in pixels; it is at least one pixel large."""
    x, y = int(size[0] * left), int(size[1] * top)
    return x, y, max(x + 1, int(size[0] * right)), max(y + 1, int(size[1] * bottom))


def _colours(parts: Sequence[Image.Image], count: int) -> Shares:
    """Return the main colours of some parts of a picture, each with its share of their pixels."""
    total = sum(part.width * part.height for part in parts)
    row = Image.frombytes("RGB", (total, 1), b"".join(part.tobytes() for part in parts))
    few = row.quantize(count, Image.Quantize.MEDIANCUT, kmeans=2).convert("RGB")
    counted = few.getcolors(count) or []
    return {colour: number / total for number, colour in counted if isinstance(colour, tuple)}


def _outnumbering(colours: Shares, rivals: Shares) -> list[Colour]:
    """Return the colours at least half as frequent as their like among the rivals; all, if none is."""
    kept = [
        colour
        for colour, share in colours.items()
        if 2 * share >= sum(number for rival, number in rivals.items() if _near(colour, rival))
    ]
    return kept or list(colours)


def _near(colour: Colour, other: Colour) -> bool:
    return max(abs(a - b) for a, b in zip(colour, other, strict=True)) <= 2 * CERTAIN


def _distance(picture: Image.Image, colours: Sequence[Colour]) -> Image.Image:
    """Return how far each pixel is from the nearest of some colours."""
    return reduce(ImageChops.darker, (_difference(picture, colour) for colour in colours))


def _difference(picture: Image.Image, colour: Colour) -> Image.Image:
    bands = ImageChops.difference(picture, Image.new("RGB", picture.size, colour)).split()
    return reduce(ImageChops.lighter, bands)


def _connected(background: Image.Image) -> Image.Image:
    """Keep the background that is joined to the top or the upper sides; the rest is inside the person."""
    wide, high = background.size
    framed = Image.new("L", (wide + 2, high + 2), BLACK)
    framed.paste(background, (1, 1))
    # The frame is open along the top and down the sides to two thirds, where shoulders begin.
    draw = ImageDraw.Draw(framed)
    draw.line([(0, high * 2 // 3), (0, 0), (wide + 1, 0), (wide + 1, high * 2 // 3)], fill=WHITE)
    ImageDraw.floodfill(framed, (0, 0), 128)
    return framed.crop((1, 1, wide + 1, high + 1)).point(lambda level: WHITE if level == 128 else BLACK)


def _largest(mask: Image.Image) -> Image.Image:
    """Keep the largest connected patch of a mask, after thin bridges and specks are gone."""
    left = mask.filter(ImageFilter.MinFilter(3)).filter(ImageFilter.MaxFilter(3))
    best, best_area = Image.new("L", mask.size, BLACK), 0
    while (box := left.getbbox()) is not None:
        seed = next(x for x in range(box[0], box[2]) if left.getpixel((x, box[1])))
        ImageDraw.floodfill(left, (seed, box[1]), 128)
        patch = left.point(lambda level: WHITE if level == 128 else BLACK)
        left = left.point(lambda level: WHITE if level == WHITE else BLACK)
        if (area := patch.histogram()[WHITE]) > best_area:
            best, best_area = patch, area
    return best


def _believed(mask: Image.Image) -> Image.Image:
    """Return the mask, or an ellipse in the middle when the mask is no likely person."""
    wide, high = mask.size
    share = mask.histogram()[WHITE] / (wide * high)
    middle = ImageStat.Stat(mask.crop(_part(mask.size, 0.4, 0.3, 0.6, 0.7))).mean[0]
    if SMALLEST <= share <= LARGEST and middle > WHITE / 2:
        return mask
    ellipse = Image.new("L", mask.size, BLACK)
    ImageDraw.Draw(ellipse).ellipse(_part(mask.size, 0.17, 0.1, 0.83, 0.94), fill=WHITE)
    return ellipse


def _smooth(mask: Image.Image) -> Image.Image:
    """Return a mask with a soft outline, a little inside the old one to leave out the old background."""
    blurred = mask.filter(ImageFilter.GaussianBlur(max(mask.size) / SEGMENT_SIDE))
    return blurred.point(lambda level: max(0, min(WHITE, (level - 140) * 3)))
