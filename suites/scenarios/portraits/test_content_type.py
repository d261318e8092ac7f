"""The portrait update takes its own content type and no other."""

import pytest

from pingone_conformance.checks.status import answers, is_accepted, is_refused
from pingone_conformance.findings import Untested
from pingone_conformance.target.pairs import partner

VENDOR_TYPE = "application/vnd.pingidentity.replace.background+json"

ACCEPTED = [
    pytest.param(VENDOR_TYPE, marks=pytest.mark.rule("PORTRAIT-001"), id="documented"),
    pytest.param(f"{VENDOR_TYPE};charset=UTF-8", marks=pytest.mark.rule("PORTRAIT-002"), id="with-charset"),
    pytest.param(VENDOR_TYPE.upper(), marks=pytest.mark.rule("PORTRAIT-008"), id="upper-case"),
]
REFUSED = [
    pytest.param("application/json", marks=pytest.mark.rule("PORTRAIT-003"), id="plain-json"),
    pytest.param(None, marks=pytest.mark.rule("PORTRAIT-004"), id="none"),
    pytest.param(
        VENDOR_TYPE.replace("background", "backround"), marks=pytest.mark.rule("PORTRAIT-005"), id="misspelt"
    ),
    pytest.param(
        "application/vnd.pingidentity.user.confirm+json",
        marks=pytest.mark.rule("PORTRAIT-006"),
        id="of-another-call",
    ),
    pytest.param(
        VENDOR_TYPE.replace("+json", "+xml"), marks=pytest.mark.rule("PORTRAIT-007"), id="wrong-suffix"
    ),
]


@pytest.mark.parametrize("content_type", ACCEPTED)
def test_the_documented_type_is_accepted(selfie, expect, content_type):
    answer = selfie.update(content_type=content_type)
    expect(is_accepted(answer), answer)


@pytest.mark.parametrize("content_type", REFUSED)
@pytest.mark.rule("PORTRAIT-009")
def test_another_type_is_refused(selfie, expect, content_type):
    answer = selfie.update(content_type=content_type)
    if not expect(is_refused(answer), answer, rule=expect.rule):
        raise Untested(f"blocked by {expect.rule}: the type was not refused")
    expect(answers(answer, 415), answer, rule="PORTRAIT-009")
    partner(selfie.update())
