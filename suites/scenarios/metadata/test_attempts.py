"""The latest attempt, and those before it."""

import pytest

from pingone_conformance.checks.collections import are_earlier, each_differs, each_has
from pingone_conformance.checks.values import is_whole_number
from pingone_conformance.findings import Finding


@pytest.mark.rule("META-007")
def test_an_attempt_is_a_whole_number(listed, metadata, expect):
    entries = metadata.latest(listed) + metadata.previous(listed)
    # One example has the retry among the data.
    for path in ("retry.attempt", "data.retry.attempt"):
        expect(each_has(entries, path, "a whole number", is_whole_number, if_present=True), listed)


@pytest.mark.rule("META-008")
def test_earlier_results_of_a_check_are_previous_attempts(metadata_of_two, expect):
    metadata, listed = metadata_of_two, metadata_of_two.listed()
    latest, previous = metadata.latest(listed), metadata.previous(listed)
    expect(each_differs(latest, "type", "provider"), listed)
    expect([] if previous else [Finding("the results of the first of two attempts", "none")], listed)
    expect(are_earlier(previous, latest), listed)
