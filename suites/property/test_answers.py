"""Whatever is sent, an answer is one that the documents describe."""

import pytest

from pingone_conformance.checks import answers, links, times
from pingone_conformance.checks.headers import has_header
from pingone_conformance.findings import Untested
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
def test_valid_input_is_answered_as_described(operation, given, answers_to, expect):
    attempt = Attempt(operation, given)
    first = attempt()
    expect_valid(operation, first, expect)
    if not first.is_success:
        raise Untested(f"blocked: the acceptable request was answered {first.status_code}")
    for answer in answers_to(attempt, given, valid=True):
        expect_valid(operation, answer, expect)


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.rule("ANSWER-003", "ANSWER-007", "ANSWER-020")
def test_invalid_input_is_answered_as_described(operation, given, answers_to, expect):
    for answer in answers_to(Attempt(operation, given), given, valid=False):
        judgement = judge(operation, answer)
        expect(judgement.server_error, answer, rule="ANSWER-020")
        expect([] if answer.is_success else judgement.status, answer, rule="ANSWER-003")
        expect(judgement.shape if answer.is_client_error else [], answer, rule="ANSWER-007")


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
