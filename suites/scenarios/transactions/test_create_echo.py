"""What was sent comes back: requirements, reference selfie and callback."""

import pytest

from pingone_conformance.checks.echo import comes_back, names_come_back
from pingone_conformance.checks.members import body_of
from pingone_conformance.target.given import DISABLED


@pytest.mark.rule("TXN-028")
def test_the_answer_names_every_requirement(create_transaction, expect, documented_request):
    # A reference selfie has a rule of its own: a service may keep a picture of a person to itself.
    sent = {
        name: value for name, value in documented_request["requirements"].items() if name != "referenceSelfie"
    }
    answer = create_transaction.accepted(requirements=sent)
    expect(names_come_back(body_of(answer), "requirements", sent), answer)


@pytest.mark.rule("TXN-029")
def test_the_reference_selfie_comes_back(create_transaction, expect, reference_selfie):
    sent = {"referenceSelfie": reference_selfie}
    answer = create_transaction.under(governmentId=DISABLED).accepted(requirements=sent)
    expect(comes_back(body_of(answer), "requirements.referenceSelfie", reference_selfie), answer)


@pytest.mark.rule("TXN-030", "TXN-031")
def test_the_callback_comes_back(create_transaction, expect, documented_request):
    callback = documented_request["callback"]
    for beside in ({}, {"redirect": documented_request["redirect"]}):
        answer = create_transaction.accepted(callback=callback, **beside)
        expect(comes_back(body_of(answer), "callback.url", callback["url"]), answer, rule="TXN-030")
        expect(comes_back(body_of(answer), "callback.headers", callback["headers"]), answer, rule="TXN-031")
