"""Users that scripts make, read, change and delete, and the interface that shows the same ones."""

from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from pingone_conformance.checks.members import body_of, member
from pingone_conformance.target.cloud_given import CloudGiven


@dataclass(frozen=True)
class Identities:
    """Runs probes about users of the realm, and reads them by the interface."""

    probe: Any
    given: CloudGiven

    def run(self, probe: str, **given: Any) -> Any:
        """The report of a probe about the users of the realm."""
        return self.probe(probe, resource=f"managed/{self.given.users}", **given)

    def to_create(self, **members: Any) -> dict[str, Any]:
        """A user that a script is to create; it is deleted by its name at the end of a run on a tenant."""
        name = self.given.name_for_script()
        return self.given.user_body(userName=name, mail=f"{name}@example.com", **members)

    def read(self, id_: str) -> httpx.Response:
        """What the interface says of a user."""
        return self.given.api.call("readOneManagedUser", objectType=self.given.users, managedID=id_)

    def named(self, name: str) -> httpx.Response:
        """What the interface finds of that name."""
        params = {"_queryFilter": f'userName eq "{name}"'}
        return self.given.api.call("readAllManagedUsers", objectType=self.given.users, params=params)

    def found(self, name: str) -> dict[str, Any]:
        """The one user of that name, empty where there is none."""
        entries = member(body_of(self.named(name)), "result")
        return entries[0] if isinstance(entries, list) and len(entries) == 1 else {}


@pytest.fixture
def identities(probe, cloud_given) -> Identities:
    """Runs probes about users: `identities.run("openidm_read", id=…)`."""
    return Identities(probe, cloud_given)


@pytest.fixture
def user(cloud_given) -> dict[str, Any]:
    """A user with more than what a user has to have."""
    return cloud_given.user(description='Grüße aus "東京"', city="Springfield", telephoneNumber="+1 555 0100")
