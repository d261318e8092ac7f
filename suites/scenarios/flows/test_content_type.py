"""The content type chooses what a flow does; only one confirms account information."""

import pytest

from pingone_conformance.checks.members import body_of, member_equals
from pingone_conformance.checks.status import answers, is_accepted, is_refused
from pingone_conformance.target.pairs import partner

VENDOR_TYPE = "application/vnd.pingidentity.user.confirm+json"
OF_PORTRAITS = "application/vnd.pingidentity.replace.background+json"

VARIANTS = [
    pytest.param(f"{VENDOR_TYPE};charset=UTF-8", marks=pytest.mark.rule("CONFIRM-002"), id="with-charset"),
    pytest.param(VENDOR_TYPE.upper(), marks=pytest.mark.rule("CONFIRM-003"), id="upper-case"),
]
REFUSED = [
    pytest.param("application/json", marks=pytest.mark.rule("CONFIRM-004"), id="plain-json"),
    pytest.param(None, marks=pytest.mark.rule("CONFIRM-005"), id="none"),
    pytest.param(
        VENDOR_TYPE.replace("confirm", "confrim"), marks=pytest.mark.rule("CONFIRM-006"), id="misspelt"
    ),
    pytest.param(OF_PORTRAITS, marks=pytest.mark.rule("CONFIRM-007"), id="of-another-call"),
    pytest.param(VENDOR_TYPE.removesuffix("+json"), marks=pytest.mark.rule("CONFIRM-008"), id="no-suffix"),
    pytest.param(
        VENDOR_TYPE.replace("+json", "+xml"), marks=pytest.mark.rule("CONFIRM-009"), id="wrong-suffix"
    ),
]


@pytest.mark.rule("CONFIRM-001")
def test_the_documented_type_is_accepted(flow, expect):
    answer = flow.confirm(content_type=VENDOR_TYPE)
    expect(is_accepted(answer), answer)


@pytest.mark.usefixtures("confirmable")
@pytest.mark.parametrize("content_type", VARIANTS)
def test_other_spellings_of_the_type_are_accepted(flow, expect, content_type):
    answer = flow.confirm(content_type=content_type)
    expect(is_accepted(answer), answer)


@pytest.mark.parametrize("content_type", REFUSED)
@pytest.mark.rule("CONFIRM-010", "CONFIRM-011")
def test_another_type_is_refused_and_confirms_nothing(flow, confirmable, expect, content_type):
    answer = flow.confirm(content_type=content_type)
    expect(is_refused(answer), answer, rule=expect.rule)
    expect(answers(answer, 415), answer, rule="CONFIRM-010")
    read = flow.read()
    expect(member_equals(body_of(read), "status", confirmable), read, rule="CONFIRM-011")
    partner(flow.confirm())
