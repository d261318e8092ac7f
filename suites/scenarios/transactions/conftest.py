"""What tests about transactions lean on."""

import json

import pytest

from pingone_conformance.rooms import room


@pytest.fixture(scope="session")
def documented_request() -> dict:
    """The request of the document Create Verify Transaction, Request Body; the policy is the test's own."""
    example = room("contracts") / "examples" / "create-verify-transaction" / "request.json"
    request = json.loads(example.read_text("utf-8"))
    del request["verifyPolicy"]
    return request


@pytest.fixture(scope="session")
def reference_selfie(documented_request) -> dict:
    """The reference selfie of that request: a JPEG in base64."""
    return documented_request["requirements"]["referenceSelfie"]
