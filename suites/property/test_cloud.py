"""Whatever is sent to Advanced Identity Cloud, an answer is one that is described."""

import pytest

from pingone_conformance.findings import Untested
from pingone_conformance.generation.judging import judge
from pingone_conformance.spec import load_cloud_description
from pingone_conformance.target.requests import Attempt

OPERATIONS = list(load_cloud_description().operations)


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.rule("CLOUD-044", "CLOUD-045", "CLOUD-046")
def test_valid_input_is_answered_as_described(operation, cloud_given, answers_to, expect):
    attempt = Attempt(operation, cloud_given)
    first = attempt()
    expect_valid(operation, first, expect)
    if not first.is_success:
        raise Untested(f"blocked: the acceptable request was answered {first.status_code}")
    for answer in answers_to(attempt, cloud_given, valid=True):
        expect_valid(operation, answer, expect)


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.rule("CLOUD-047", "CLOUD-048", "CLOUD-049")
def test_invalid_input_is_answered_as_described(operation, cloud_given, answers_to, expect):
    for answer in answers_to(Attempt(operation, cloud_given), cloud_given, valid=False):
        judgement = judge(operation, answer)
        expect(judgement.server_error, answer, rule="CLOUD-049")
        expect([] if answer.is_success else judgement.status, answer, rule="CLOUD-047")
        expect(judgement.shape if answer.is_client_error else [], answer, rule="CLOUD-048")


def expect_valid(operation, answer, expect):
    judgement = judge(operation, answer)
    expect(judgement.server_error, answer, rule="CLOUD-044")
    if answer.is_success:
        expect(judgement.status, answer, rule="CLOUD-045")
        expect(judgement.shape, answer, rule="CLOUD-046")
