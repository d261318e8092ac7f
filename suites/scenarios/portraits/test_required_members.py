"""Every member of the request is required."""

import pytest

from pingone_conformance.checks.status import is_refused
from pingone_conformance.target.pairs import partner

REQUIRED = [
    pytest.param("backgroundColor", marks=pytest.mark.rule("PORTRAIT-018")),
    pytest.param("backgroundColor.red", marks=pytest.mark.rule("PORTRAIT-019")),
    pytest.param("backgroundColor.green", marks=pytest.mark.rule("PORTRAIT-020")),
    pytest.param("backgroundColor.blue", marks=pytest.mark.rule("PORTRAIT-021")),
    pytest.param("aspectRatio", marks=pytest.mark.rule("PORTRAIT-022")),
    pytest.param("aspectRatio.aspectHeight", marks=pytest.mark.rule("PORTRAIT-023")),
    pytest.param("aspectRatio.aspectWidth", marks=pytest.mark.rule("PORTRAIT-024")),
]


@pytest.mark.parametrize("member", REQUIRED)
def test_a_request_without_it_is_refused(selfie, expect, member):
    answer = selfie.update_without(member)
    expect(is_refused(answer), answer)
    partner(selfie.update())
