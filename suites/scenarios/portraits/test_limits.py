"""Values at the limits of colours and ratios are accepted, values beyond them are refused."""

import pytest

from pingone_conformance.checks.status import is_accepted, is_refused
from pingone_conformance.target.pairs import partner

CHANNELS = ("backgroundColor.red", "backgroundColor.green", "backgroundColor.blue")
SIDES = ("aspectRatio.aspectHeight", "aspectRatio.aspectWidth")


@pytest.mark.parametrize(
    "level",
    [
        pytest.param(0, marks=pytest.mark.rule("PORTRAIT-032")),
        pytest.param(255, marks=pytest.mark.rule("PORTRAIT-033")),
    ],
)
def test_the_first_and_the_last_level_of_a_colour_are_accepted(portrait, expect, level):
    answer = portrait.paint((level, level, level))
    expect(is_accepted(answer), answer)


@pytest.mark.parametrize(
    "level",
    [
        pytest.param(-1, marks=pytest.mark.rule("PORTRAIT-034")),
        pytest.param(256, marks=pytest.mark.rule("PORTRAIT-035")),
    ],
)
def test_a_level_beyond_them_is_refused(selfie, expect, level):
    for channel in CHANNELS:
        answer = selfie.update_with(channel, level)
        expect(is_refused(answer), answer)
    partner(selfie.update())


@pytest.mark.parametrize(
    ("side", "other"),
    [
        pytest.param(1, 2, marks=pytest.mark.rule("PORTRAIT-036"), id="1"),
        pytest.param(1000, 999, marks=pytest.mark.rule("PORTRAIT-037"), id="1000"),
    ],
)
def test_the_smallest_and_the_largest_side_of_a_ratio_are_accepted(portrait, expect, side, other):
    for height, width in ((side, side), (side, other), (other, side)):
        answer = portrait.paint((179, 40, 45), height=height, width=width)
        expect(is_accepted(answer), answer)


@pytest.mark.rule("PORTRAIT-038")
@pytest.mark.parametrize("side", [0, -1])
def test_a_side_of_zero_or_less_is_refused(selfie, expect, side):
    for name in SIDES:
        answer = selfie.update_with(name, side)
        expect(is_refused(answer), answer)
    partner(selfie.update())
