"""What scenarios of Advanced Identity Cloud share."""

import pytest

from pingone_conformance.findings import Untested
from pingone_conformance.target.cloud_requests import ALL
from pingone_conformance.target.requests import Attempt

ASKS_FOR_A_NAME = """
if (callbacks.isEmpty()) {
    callbacksBuilder.nameCallback("Name", "nobody");
} else {
    action.goTo(String(callbacks.getNameCallbacks().get(0)) === "Barbara" ? "true" : "false");
}
"""


@pytest.fixture
def attempt(cloud_given, operation):
    """Sends an acceptable request of the operation of the test, whole or with parts replaced."""
    return Attempt(operation, cloud_given)


@pytest.fixture
def all_scripts(cloud):
    """Lists the scripts of the realm."""

    def read():
        return cloud.call("readAllScripts", params=ALL)

    return read


@pytest.fixture
def asked(cloud_given):
    """A journey that asks for a name, begun: its name and what it answered."""
    journey = cloud_given.journey(ASKS_FOR_A_NAME)
    answer = cloud_given.run(journey)
    if not answer.is_success:
        raise Untested(f"blocked by CLOUD-027: authenticate answered {answer.status_code}")
    return journey, answer
