"""Whatever is sent, an answer is one that the documents describe."""

import pytest

from pingone_conformance.checks import answers, links, times
from pingone_conformance.checks.headers import has_header
from pingone_conformance.checks.members import member
from pingone_conformance.findings import Untested
from pingone_conformance.generation.corpus import cases_for
from pingone_conformance.generation.harmless import harmless_case
from pingone_conformance.generation.judging import judge
from pingone_conformance.spec import load_description
from pingone_conformance.target.requests import Attempt

OPERATIONS = list(load_description().operations)
HEADERS = {
    "ANSWER-011": "Cache-Control",
    "ANSWER-012": "X-Content-Type-Options",
    "ANSWER-013": "X-Frame-Options",
    "ANSWER-014": "Strict-Transport-Security",
}


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.rule("ANSWER-001", "ANSWER-002", "ANSWER-004", "ANSWER-005", "ANSWER-006")
@pytest.mark.rule("ANSWER-010", "ANSWER-029", "LINK-001", "LINK-002", "LINK-006", *HEADERS)
def test_valid_input_is_answered_as_described(operation, given, profile, target, expect):
    attempt = Attempt(operation, given)
    first = attempt()
    expect_valid(operation, first, expect)
    if not first.is_success:
        raise Untested(f"blocked: the acceptable request was answered {first.status_code}")
    for answer in answers_to(cases(operation, profile, target), True, attempt, given):
        expect_valid(operation, answer, expect)


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.rule("ANSWER-003", "ANSWER-007", "ANSWER-020")
def test_invalid_input_is_answered_as_described(operation, given, profile, target, expect):
    attempt = Attempt(operation, given)
    any_sent = False
    for answer in answers_to(cases(operation, profile, target), False, attempt, given):
        any_sent = True
        judgement = judge(operation, answer)
        expect(judgement.server_error, answer, rule="ANSWER-020")
        expect([] if answer.is_success else judgement.status, answer, rule="ANSWER-003")
        expect(judgement.shape if answer.is_client_error else [], answer, rule="ANSWER-007")
    if not any_sent and given.is_on_a_tenant:
        given.permits.require_mock(
            "whatever is generated as wrong for this operation could do harm on a tenant"
        )


def cases(operation, profile, target):
    return cases_for(operation, profile, target.seed)


def answers_to(generated, valid, attempt, given):
    """Answers to the valid or the other cases; on a tenant what could do harm there is left out."""
    wanted = (case for case in generated if case.valid == valid)
    if given.is_on_a_tenant:
        wanted = (harmless_case(attempt.operation_id, case, given.name) for case in wanted)
    for case in wanted:
        if case is not None:
            yield send(case, attempt, given)


def send(case, attempt, given):
    body = None if case.body is None else with_existing_ids(case.body, given).encode("latin-1")
    parts = {"content_type": case.content_type, "headers": case.headers, "params": case.query or None}
    return attempt(content=body, **parts, **case.path)


def with_existing_ids(body, given):
    if "{verifyPolicyID}" in body:
        body = body.replace("{verifyPolicyID}", given.policy()["id"])
    if "{populationID}" in body:
        population = member(given.user(), "population.id")
        if not isinstance(population, str):
            raise Untested("blocked: a new user has no population")
        body = body.replace("{populationID}", population)
    return body


def expect_valid(operation, answer, expect):
    judgement = judge(operation, answer)
    expect(judgement.server_error, answer, rule="ANSWER-001")
    if answer.is_success:
        expect(judgement.status, answer, rule="ANSWER-002")
        expect(judgement.shape, answer, rule="ANSWER-006")
        expect_success(answer, expect)


def expect_success(answer, expect):
    expect(answers.says_json(answer), answer, rule="ANSWER-004")
    expect(answers.is_json(answer), answer, rule="ANSWER-005")
    expect(has_header(answer, "Correlation-Id"), answer, rule="ANSWER-010")
    for rule, header in HEADERS.items():
        expect(has_header(answer, header), answer, rule=rule)
    expect(times.all_timestamps_are_utc(answer), answer, rule="ANSWER-029")
    expect(links.all_links_are_absolute(answer), answer, rule="LINK-001")
    expect(links.all_links_have_an_href(answer), answer, rule="LINK-002")
    expect(links.all_links_have_one_version(answer), answer, rule="LINK-006")
