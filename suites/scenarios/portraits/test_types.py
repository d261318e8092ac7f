"""Values of another type are refused, where no conversion makes them what they should be."""

import pytest

from pingone_conformance.checks.status import is_refused
from pingone_conformance.target.pairs import partner

OBJECTS = [
    pytest.param("backgroundColor", marks=pytest.mark.rule("PORTRAIT-025")),
    pytest.param("aspectRatio", marks=pytest.mark.rule("PORTRAIT-029")),
]
NUMBERS = [
    pytest.param("backgroundColor.red", marks=pytest.mark.rule("PORTRAIT-026")),
    pytest.param("backgroundColor.green", marks=pytest.mark.rule("PORTRAIT-027")),
    pytest.param("backgroundColor.blue", marks=pytest.mark.rule("PORTRAIT-028")),
    pytest.param("aspectRatio.aspectHeight", marks=pytest.mark.rule("PORTRAIT-030")),
    pytest.param("aspectRatio.aspectWidth", marks=pytest.mark.rule("PORTRAIT-031")),
]


@pytest.mark.parametrize("member", OBJECTS)
def test_what_is_not_an_object_is_refused(selfie, expect, member):
    for value in ("scarlet", 3, True, [1, 2, 3]):
        answer = selfie.update_with(member, value)
        expect(is_refused(answer), answer)
    partner(selfie.update())


@pytest.mark.parametrize("member", NUMBERS)
def test_what_is_not_a_number_is_refused(selfie, expect, member):
    for value in ("scarlet", {"value": 3}, [3, 4]):
        answer = selfie.update_with(member, value)
        expect(is_refused(answer), answer)
    partner(selfie.update())
