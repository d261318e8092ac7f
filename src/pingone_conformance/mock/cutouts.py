"""The person of a picture, told apart from what is behind them by colour.

There is no model of faces here. The upper border of a selfie shows the room and its middle shows the person, so that the
colours of both places, and being connected to the border, decide which pixels are background. A picture that this cannot
tell apart is cut out with an ellipse in its middle.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageOps, ImageStat

# The pixels of the longest side: of the cut-out, which is never shown larger, and of the copy that is segmented.
CUTOUT_SIDE = 800
SEGMENT_SIDE = 160

BACKGROUND_COLOURS = 16
PERSON_COLOURS = 10
# A colour this near to one of the border's (largest difference of a channel, 0 to 255) is background whatever the person wears.
CERTAIN = 10
# Shares of the picture between which a segmented person is believed.
SMALLEST, LARGEST = 0.08, 0.85

WHITE, BLACK = 255, 0


@dataclass(frozen=True)
class Cutout:
    """A person: the pixels, how much of each belongs to the person, and whether the picture cuts them off at the bottom."""

    person: Image.Image
    mask: Image.Image
    grounded: bool


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
    return Cutout(upright.crop(box), mask.crop(box), grounded=box[3] >= 0.98 * upright.height)


def _flattened(picture: Image.Image) -> Image.Image:
    """Return the picture the right way up, in red, green and blue, with white behind what is transparent."""
    upright = ImageOps.exif_transpose(picture)
    if "A" not in upright.getbands() and "transparency" not in upright.info:
        return upright.convert("RGB")
    clear = upright.convert("RGBA")
    flat = Image.new("RGB", clear.size, (WHITE, WHITE, WHITE))
    flat.paste(clear, mask=clear.getchannel("A"))
    return flat


def _fitted(size: tuple[int, int], side: int) -> tuple[int, int]:
    scale = side / max(size)
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def _segment(small: Image.Image) -> Image.Image:
    """Return a mask that is white where the person is."""
    wide, high = small.size
    calm = small.filter(ImageFilter.MedianFilter(3)) if min(small.size) >= 3 else small
    rim = max(1, wide // 20)
    behind = _distance(calm, _colours([
        calm.crop((0, 0, wide, max(1, high // 20))),
        calm.crop((0, 0, rim, max(1, high * 11 // 20))),
        calm.crop((wide - rim, 0, wide, max(1, high * 11 // 20))),
    ], BACKGROUND_COLOURS))
    person = _distance(calm, _colours([
        calm.crop(_part(calm.size, 0.36, 0.25, 0.64, 0.65)),
        calm.crop(_part(calm.size, 0.25, 0.9, 0.75, 1.0)),
    ], PERSON_COLOURS))
    nearer = ImageChops.subtract(person, behind).point(lambda level: WHITE if level else BLACK)
    certain = behind.point(lambda level: WHITE if level <= CERTAIN else BLACK)
    background = ImageChops.lighter(nearer, certain)
    return _largest(ImageOps.invert(_connected(background)))


def _part(size: tuple[int, int], left: float, top: float, right: float, bottom: float) -> tuple[int, int, int, int]:
    """Return a box, given in shares of a picture's sides, in pixels; it is at least one pixel large."""
    x, y = int(size[0] * left), int(size[1] * top)
    return x, y, max(x + 1, int(size[0] * right)), max(y + 1, int(size[1] * bottom))


def _colours(parts: Sequence[Image.Image], count: int) -> list[tuple[int, ...]]:
    """Return the main colours of some parts of a picture."""
    row = Image.new("RGB", (sum(part.width * part.height for part in parts), 1))
    start = 0
    for part in parts:
        row.paste(Image.frombytes("RGB", (part.width * part.height, 1), part.tobytes()), (start, 0))
        start += part.width * part.height
    palette = row.quantize(count, Image.Quantize.MEDIANCUT, kmeans=2).convert("RGB")
    return [colour for _, colour in palette.getcolors(256) or [] if isinstance(colour, tuple)]


def _distance(picture: Image.Image, colours: Sequence[tuple[int, ...]]) -> Image.Image:
    """Return, for each pixel, how far it is from the nearest of some colours: the largest difference of a channel."""
    return reduce(ImageChops.darker, (_difference(picture, colour) for colour in colours))


def _difference(picture: Image.Image, colour: tuple[int, ...]) -> Image.Image:
    bands = ImageChops.difference(picture, Image.new("RGB", picture.size, colour)).split()
    return reduce(ImageChops.lighter, bands)


def _connected(background: Image.Image) -> Image.Image:
    """Keep the background that a line can be drawn to from the top or the upper sides; the rest is inside the person."""
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
    """Return a mask with a rounded outline, a little inside the old one so that nothing of the old background shines through."""
    radius = max(mask.size) / SEGMENT_SIDE
    return mask.filter(ImageFilter.GaussianBlur(radius)).point(lambda level: max(0, min(WHITE, (level - 140) * 3)))
