"""Colours and ratios that a wrong server takes, or does not take."""

from __future__ import annotations

from pingone_conformance.mock.errors import invalid_value
from pingone_conformance.mock.faults.edits import put
from pingone_conformance.mock.faults.exchange import Request
from pingone_conformance.mock.faults.fault import Kind, on_request
from pingone_conformance.mock.faults.selfies import UPDATE

CHANNELS = ("backgroundColor.red", "backgroundColor.green", "backgroundColor.blue")
SIDES = ("aspectRatio.aspectHeight", "aspectRatio.aspectWidth")
SQUARE = {"aspectHeight": 1, "aspectWidth": 1}


def number_at(request: Request, path: str) -> int:
    """Return the whole number at a path, 1 where there is none."""
    value = request.member(path)
    return value if isinstance(value, int) and not isinstance(value, bool) else 1


@on_request(Kind.VALIDATION, UPDATE, "PORTRAIT-025")
def takes_the_name_of_a_colour(request: Request) -> None:
    if isinstance(request.member("backgroundColor"), str):
        put(request, "backgroundColor", {"red": 255, "green": 36, "blue": 0})


@on_request(Kind.VALIDATION, UPDATE, "PORTRAIT-025")
def takes_a_list_of_levels_as_colour(request: Request) -> None:
    levels = request.member("backgroundColor")
    if isinstance(levels, list) and len(levels) == 3:
        put(request, "backgroundColor", dict(zip(("red", "green", "blue"), levels, strict=True)))


@on_request(Kind.VALIDATION, UPDATE, "PORTRAIT-026")
def takes_0_for_a_red_that_is_no_number(request: Request) -> None:
    if isinstance(request.member(CHANNELS[0]), str):
        put(request, CHANNELS[0], 0)


@on_request(Kind.VALIDATION, UPDATE, "PORTRAIT-027")
def takes_the_first_of_several_greens(request: Request) -> None:
    levels = request.member(CHANNELS[1])
    if isinstance(levels, list) and levels:
        put(request, CHANNELS[1], levels[0])


@on_request(Kind.VALIDATION, UPDATE, "PORTRAIT-028")
def unwraps_a_blue_in_an_object(request: Request) -> None:
    level = request.member(CHANNELS[2])
    if isinstance(level, dict) and level:
        put(request, CHANNELS[2], next(iter(level.values())))


@on_request(Kind.VALIDATION, UPDATE, "PORTRAIT-029")
def takes_true_as_a_square_ratio(request: Request) -> None:
    if request.member("aspectRatio") is True:
        put(request, "aspectRatio", dict(SQUARE))


@on_request(Kind.VALIDATION, UPDATE, "PORTRAIT-029")
def takes_a_number_as_the_ratios_height(request: Request) -> None:
    ratio = request.member("aspectRatio")
    if isinstance(ratio, int) and not isinstance(ratio, bool):
        put(request, "aspectRatio", {"aspectHeight": ratio, "aspectWidth": 1})


@on_request(Kind.VALIDATION, UPDATE, "PORTRAIT-030")
def takes_1_for_a_height_that_is_text(request: Request) -> None:
    if isinstance(request.member(SIDES[0]), str):
        put(request, SIDES[0], 1)


@on_request(Kind.VALIDATION, UPDATE, "PORTRAIT-031")
def takes_the_last_of_several_widths(request: Request) -> None:
    sides = request.member(SIDES[1])
    if isinstance(sides, list) and sides:
        put(request, SIDES[1], sides[-1])


@on_request(Kind.VALIDATION, UPDATE, "PORTRAIT-032", also=("ANSWER-001",))
def takes_a_level_of_0_for_missing(request: Request) -> None:
    for channel in CHANNELS:
        if request.member(channel) == 0:
            raise invalid_value(channel, "The value is required.", "REQUIRED_VALUE")


@on_request(Kind.VALIDATION, UPDATE, "PORTRAIT-033", also=("ANSWER-001",))
def refuses_a_level_of_255(request: Request) -> None:
    for channel in CHANNELS:
        if request.member(channel) == 255:
            raise invalid_value(channel, "The value is out of range.", "OUT_OF_RANGE")


@on_request(Kind.VALIDATION, UPDATE, "PORTRAIT-034")
def takes_a_negative_level_for_0(request: Request) -> None:
    for channel in CHANNELS:
        if number_at(request, channel) < 0:
            put(request, channel, 0)


@on_request(Kind.VALIDATION, UPDATE, "PORTRAIT-034")
def takes_a_negative_blue_for_positive(request: Request) -> None:
    if number_at(request, CHANNELS[2]) < 0:
        put(request, CHANNELS[2], min(255, -number_at(request, CHANNELS[2])))


@on_request(Kind.VALIDATION, UPDATE, "PORTRAIT-035")
def takes_a_green_of_256(request: Request) -> None:
    if request.member(CHANNELS[1]) == 256:
        put(request, CHANNELS[1], 255)


@on_request(Kind.VALIDATION, UPDATE, "PORTRAIT-035")
def begins_again_at_0_beyond_a_level_of_255(request: Request) -> None:
    for channel in CHANNELS:
        if number_at(request, channel) > 255:
            put(request, channel, number_at(request, channel) % 256)


@on_request(Kind.VALIDATION, UPDATE, "PORTRAIT-036", also=("ANSWER-001",))
def refuses_a_ratio_side_of_1(request: Request) -> None:
    for side in SIDES:
        if request.member(side) == 1:
            raise invalid_value(side, "The value is out of range.", "OUT_OF_RANGE")


@on_request(Kind.VALIDATION, UPDATE, "PORTRAIT-037", also=("ANSWER-001",))
def refuses_a_ratio_width_of_1000(request: Request) -> None:
    if request.member(SIDES[1]) == 1000:
        raise invalid_value(SIDES[1], "The value is out of range.", "OUT_OF_RANGE")


@on_request(Kind.VALIDATION, UPDATE, "PORTRAIT-036", also=("ANSWER-001",))
def refuses_ratios_far_from_a_square(request: Request) -> None:
    height, width = (max(1, number_at(request, side)) for side in SIDES)
    if max(height, width) >= 2 * min(height, width):
        raise invalid_value("aspectRatio", "The ratio is not supported.")


@on_request(Kind.VALIDATION, UPDATE, "PORTRAIT-038")
def takes_a_ratio_height_of_0_for_1(request: Request) -> None:
    if request.member(SIDES[0]) == 0:
        put(request, SIDES[0], 1)


@on_request(Kind.VALIDATION, UPDATE, "PORTRAIT-038")
def takes_a_negative_ratio_width_for_positive(request: Request) -> None:
    if number_at(request, SIDES[1]) < 0:
        put(request, SIDES[1], min(1000, -number_at(request, SIDES[1])))
