"""A verified transaction, and its portrait to update."""

from dataclasses import dataclass

import httpx
import pytest

from pingone_conformance.findings import Untested
from pingone_conformance.target.given import Given, Verification
from pingone_conformance.target.session import AS_DOCUMENTED, Session

# The request of the document Update Verified Data Portrait Background, Body.
REQUEST = {
    "backgroundColor": {"red": 179, "green": 40, "blue": 45},
    "aspectRatio": {"aspectHeight": 4, "aspectWidth": 3},
}


@dataclass(frozen=True)
class Portrait:
    """The selfie of a verified transaction, and the request that replaces its background."""

    api: Session
    verification: Verification

    def update(self, body=REQUEST, *, content_type=AS_DOCUMENTED, **path) -> httpx.Response:
        path = {**self.verification.path, "verifiedDataID": self.verification.selfie_id, **path}
        return self.api.call("updatePortraitBackground", json=body, content_type=content_type, **path)

    def read(self) -> httpx.Response:
        path = {**self.verification.path, "verifiedDataID": self.verification.selfie_id}
        return self.api.call("readOneVerifiedData", **path)


@pytest.fixture
def portrait(api: Session, given: Given) -> Portrait:
    """A portrait of which the documented request is accepted, so that a refusal has one cause."""
    portrait = Portrait(api, given.verification())
    answer = portrait.update()
    if not answer.is_success:
        raise Untested(f"blocked by PORTRAIT-001: the documented request was answered {answer.status_code}")
    return portrait
