"""What was deleted is gone."""

import pytest

from pingone_conformance.checks.status import answers, is_accepted
from pingone_conformance.target.pairs import partner
from pingone_conformance.target.requests import Attempt

READS = {
    "deleteScript": "readOneScript",
    "deleteNode": "readOneNode",
    "deleteJourney": "readOneJourney",
    "deleteSecret": "readOneSecret",
    "deleteVariable": "readOneVariable",
    "deleteManagedUser": "readOneManagedUser",
}


@pytest.mark.rule("CLOUD-043")
@pytest.mark.parametrize("operation", READS)
def test_what_was_deleted_is_not_found(operation, attempt, cloud, cloud_given, expect):
    path = attempt.path
    deletion = attempt()
    answer = cloud.call(READS[operation], **path)
    partner(Attempt(READS[operation], cloud_given)())
    expect(is_accepted(deletion), deletion)
    expect(answers(answer, 404), answer)
