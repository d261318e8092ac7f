"""Tokens, and how long they are good."""

import pytest

from pingone_conformance.findings import Untested
from pingone_conformance.target.given import Given
from pingone_conformance.target.requests import acceptable_request
from pingone_conformance.target.session import Session

# What a test does between getting a token and being refused with it takes a part of this, also on a slow target.
LONG_ENOUGH = 120


@pytest.fixture
def lifetime(api: Session, given: Given) -> tuple[str, int]:
    """A new token, and for how many seconds the target says it is good."""
    answer = api.call("createToken", **acceptable_request("createToken", given))
    try:
        token, seconds = str(answer.json()["access_token"]), int(answer.json()["expires_in"])
    except (KeyError, TypeError, ValueError):
        raise Untested(f"blocked by TOKEN-004: createToken answered {answer.status_code}") from None
    if seconds < LONG_ENOUGH:
        raise Untested(f"needs a token that outlives a slow test: this one is good for {seconds} s")
    return token, seconds
