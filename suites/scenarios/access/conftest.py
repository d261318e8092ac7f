"""Tokens, and how long they are good."""

import pytest

from pingone_conformance.findings import Untested
from pingone_conformance.target.given import Given
from pingone_conformance.target.requests import acceptable_request
from pingone_conformance.target.session import Session


@pytest.fixture
def lifetime(api: Session, given: Given) -> tuple[str, int]:
    """A new token, and for how many seconds the target says it is good."""
    answer = api.call("createToken", **acceptable_request("createToken", given))
    try:
        return str(answer.json()["access_token"]), int(answer.json()["expires_in"])
    except (KeyError, TypeError, ValueError):
        raise Untested(f"blocked by TOKEN-004: createToken answered {answer.status_code}") from None
