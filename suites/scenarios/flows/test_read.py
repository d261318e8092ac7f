"""Reading a flow tells what it waits for."""

from datetime import timedelta

import pytest

from pingone_conformance.checks.errors import error_envelope
from pingone_conformance.checks.flows import resumes
from pingone_conformance.checks.headers import has_header
from pingone_conformance.checks.links import has_link, link_points_to
from pingone_conformance.checks.members import body_of, member_equals, member_is
from pingone_conformance.checks.status import answers, is_accepted, is_refused
from pingone_conformance.checks.times import is_timestamp, lies_between
from pingone_conformance.target.guard import UNKNOWN_ID
from pingone_conformance.target.pairs import partner

FIFTEEN_MINUTES = timedelta(minutes=15)


@pytest.mark.rule("FLOW-005")
def test_a_flow_is_read_without_a_token(flow, expect):
    answer = flow.read(authorization=None)
    expect(is_accepted(answer), answer)


@pytest.mark.rule("FLOW-002")
def test_each_flow_is_read_by_its_own_id(flow, open_flow, expect):
    for one in (flow, open_flow()):
        answer = flow.read(flowID=one.id)
        expect(member_equals(body_of(answer), "id", one.id), answer)


@pytest.mark.rule("FLOW-001", "FLOW-002", "FLOW-003", "FLOW-004", "FLOW-019")
def test_a_flow_is_read(flow, expect):
    answer = flow.read()
    body = body_of(answer)
    expect(answers(answer, 200), answer, rule="FLOW-001")
    expect(member_equals(body, "id", flow.id), answer, rule="FLOW-002")
    expect(member_is(body, "status", "a status", _is_text), answer, rule="FLOW-003")
    expect(member_equals(body, "status", "ACCOUNT_CONFIRMATION_REQUIRED"), answer, rule="FLOW-004")
    expect(has_header(answer, "Correlation-Id"), answer, rule="FLOW-019")


@pytest.mark.rule("FLOW-006", "FLOW-007", "FLOW-011")
def test_the_links_of_a_flow_lead_on(api, flow, open_flow, expect):
    open_flow()
    answer = flow.read()
    body, place = body_of(answer), api.connection
    expect(link_points_to(body, "self", api.url("readFlow", flowID=flow.id)), answer, rule="FLOW-006")
    expect(resumes(body, place.auth_path, place.environment_id, flow.id), answer, rule="FLOW-007")
    expect(has_link(body, "user.confirm"), answer, rule="FLOW-011")


@pytest.mark.rule("FLOW-008", "FLOW-009", "FLOW-010")
def test_a_flow_has_its_times_and_its_session(flow, expect):
    answer = flow.read()
    body = body_of(answer)
    for name in ("createdAt", "expiresAt"):
        expect(is_timestamp(body, name), answer, rule="FLOW-008")
    life = lies_between(body, "createdAt", "expiresAt", at_least=FIFTEEN_MINUTES, at_most=timedelta.max)
    expect(life, answer, rule="FLOW-009")
    expect(member_is(body, "session.id", "an id", _is_text), answer, rule="FLOW-010")


@pytest.mark.rule("FLOW-012")
def test_reading_does_not_move_a_flow(flow, expect):
    status = flow.status()
    answer = flow.read()
    expect(member_equals(body_of(answer), "status", status), answer)


@pytest.mark.rule("FLOW-013", "FLOW-014", "FLOW-018")
def test_an_unknown_flow_is_not_read(flow, expect):
    answer = flow.read(flowID=UNKNOWN_ID)
    expect(is_refused(answer), answer, rule="FLOW-013")
    expect(answers(answer, 404), answer, rule="FLOW-014")
    expect(error_envelope(answer), answer, rule="FLOW-018")
    partner(flow.read())


@pytest.mark.rule("FLOW-017")
def test_a_flow_is_not_read_under_another_environment(flow, stranger, expect):
    answer = flow.read(envID=stranger.connection.environment_id)
    expect(is_refused(answer), answer)
    partner(flow.read())


def _is_text(value):
    return isinstance(value, str) and bool(value)
