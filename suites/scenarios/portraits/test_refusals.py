"""A refusal changes nothing."""

import pytest

from pingone_conformance.checks.members import MISSING, body_of, member, member_is_still
from pingone_conformance.findings import Untested
from pingone_conformance.target.pairs import partner
from pingone_conformance.target.session import AS_DOCUMENTED

# A colour that no other request of these suites has, so that a change would show.
COLOUR = {"red": 3, "green": 141, "blue": 59}
RATIO = {"aspectHeight": 4, "aspectWidth": 3}

REFUSED = [
    pytest.param("application/json", RATIO, id="wrong-type"),
    pytest.param(AS_DOCUMENTED, {"aspectHeight": 4}, id="missing-member"),
    pytest.param(AS_DOCUMENTED, {**RATIO, "aspectWidth": 0}, id="beyond-limits"),
]


@pytest.mark.rule("PORTRAIT-039")
@pytest.mark.parametrize(("content_type", "ratio"), REFUSED)
def test_a_refused_request_leaves_the_selfie_as_it_was(selfie, expect, content_type, ratio):
    before = member(body_of(selfie.read()), "data")
    answer = selfie.update({"backgroundColor": COLOUR, "aspectRatio": ratio}, content_type=content_type)
    if before is MISSING or not answer.is_client_error:
        raise Untested(f"blocked: no selfie to compare with, or not refused ({answer.status_code})")
    after = selfie.read()
    expect(member_is_still(body_of(after), "data", before), after)
    partner(selfie.update({"backgroundColor": COLOUR, "aspectRatio": RATIO}))
