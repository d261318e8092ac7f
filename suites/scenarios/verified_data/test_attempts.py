"""The latest attempt, and those before it."""

import httpx
import pytest

from pingone_conformance.checks.collections import (
    all_are_listed,
    identified,
    none_is_listed,
    previous_attempts,
)
from pingone_conformance.checks.members import body_of
from pingone_conformance.checks.status import answers
from pingone_conformance.findings import Untested


def the_list(data):
    answer = data.read_all()
    if answer.status_code != httpx.codes.OK or not identified(data.entries(answer)):
        raise Untested(f"blocked by DATA-001: the list was answered {answer.status_code}, without entries")
    return answer


@pytest.mark.rule("DATA-026")
def test_the_latest_attempt_leaves_out_the_previous_ones(data_of_two, expect):
    data = data_of_two
    listed = the_list(data)
    previous = [entry["id"] for entry in identified(previous_attempts(body_of(listed)))]
    if not previous:
        raise Untested("the list shows no previous attempt of a verification that took two")
    answer = data.read_all(attempt="LATEST")
    expect(answers(answer, 200), answer)
    expect(all_are_listed(data.entries(answer), data.ids(listed, "SELFIE")), answer)
    expect(none_is_listed(data.entries(answer), previous), answer)
