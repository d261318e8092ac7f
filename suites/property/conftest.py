"""Sends generated cases, each as an acceptable request that is replaced in part."""

from urllib.parse import quote

import pytest

from pingone_conformance.checks.members import member
from pingone_conformance.findings import Untested
from pingone_conformance.generation.corpus import cases_for
from pingone_conformance.generation.harmless import harmless_case, newly_named_case
from pingone_conformance.spec import load_cloud_description


def population(given):
    found = member(given.user(), "population.id")
    if not isinstance(found, str):
        raise Untested("blocked: a new user has no population")
    return found


# Ids that a case leaves open, for they have to be of things that exist.
EXISTING = {
    "{verifyPolicyID}": lambda given: given.policy()["id"],
    "{populationID}": population,
    "{scriptID}": lambda given: given.script()["_id"],
    "{journeyID}": lambda given: given.journey(),
}


@pytest.fixture
def answers_to(profile, target):
    """Answers to the valid or the other cases; on a tenant what could do harm there is left out.

    Raises `Untested` where that is every wrong case. A test of valid ones has the acceptable request, too.
    """

    def send_all(attempt, given, *, valid):
        any_sent = False
        for case in cases_for(attempt.operation_id, profile, target.seed):
            if case.valid != valid:
                continue
            fit = case
            if given.is_on_a_tenant:
                fit = harmless_case(attempt.operation_id, case, given.name)
            elif valid and attempt.operation_id in load_cloud_description().operations:
                fit = newly_named_case(attempt.operation_id, case, given.name)
            if fit is not None:
                any_sent = True
                yield send(fit, attempt, given)
        if not valid and not any_sent:
            given.permits.require_mock(
                "whatever is generated as wrong for this operation could do harm on a tenant"
            )

    return send_all


def send(case, attempt, given):
    body = None if case.body is None else with_existing_ids(case.body, given, attempt.path).encode("latin-1")
    query = with_existing_ids(case.query, given, attempt.path)
    parts = {"content_type": case.content_type, "headers": case.headers, "params": query or None}
    return attempt(content=body, **parts, **case.path)


def with_existing_ids(text, given, path):
    """The text with ids of things that exist; what the path names, too, is the same thing."""
    for placeholder, make in EXISTING.items():
        for written in (placeholder, quote(placeholder)):
            if written in text:
                text = text.replace(written, path.get(placeholder.strip("{}")) or make(given))
    return text
