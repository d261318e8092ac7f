"""The environments that exist from the start: one to test in, and one whose tokens have no rights there."""

from __future__ import annotations

from dataclasses import dataclass

from pingone_conformance.mock.clock import MINUTE
from pingone_conformance.mock.ids import Ids
from pingone_conformance.mock.records import Environment, License, Policy, User
from pingone_conformance.mock.schemas.policies import default_settings
from pingone_conformance.mock.store import Store

_YEAR = 365 * 24 * 60 * MINUTE
_ENTITLEMENTS = (
    "allowPushNotifications",
    "allowDocumentMatch",
    "allowFaceMatch",
    "allowManualIdInspection",
)


@dataclass(frozen=True, slots=True)
class Furnished:
    """An environment with a user and its default verify policy."""

    environment: Environment
    user: User
    policy: Policy

    def body(self) -> dict[str, str]:
        """Return what a client has to know to use the environment."""
        return {
            "environmentId": self.environment.id,
            "clientId": self.environment.client_id,
            "clientSecret": self.environment.client_secret,
            "populationId": self.environment.population_id,
            "userId": self.user.id,
        }


class ReadyMade:
    """The two environments of one application; their ids depend on its seed only."""

    def __init__(self, seed: str, now: int) -> None:
        ids = Ids(f"{seed}/ready-made")
        # Ids of a stream of their own, so that those above stay what they are.
        bought = Ids(f"{seed}/bought")
        organization = bought.uuid()
        self.main = _furnish(ids, "robert.redford", now, _license(bought.uuid(), organization, now))
        self.other = _furnish(ids, "paddy.thornton", now, _license(bought.uuid(), organization, now))

        cloud = Ids(f"{seed}/cloud")
        self.service_account_id = cloud.uuid()

    def fill(self, store: Store) -> None:
        """Put the records into an empty store. They are frozen, so nothing has to be copied."""
        for furnished in (self.main, self.other):
            store.environments[furnished.environment.id] = furnished.environment
            store.put_user(furnished.user)
            store.put_policy(furnished.policy)
        store.pin(self.main.user.id, self.other.user.id)


def _furnish(ids: Ids, username: str, now: int, bought: License) -> Furnished:
    given, family = username.split(".")
    name = f"{family.capitalize()} staging"
    environment = Environment(ids.uuid(), ids.uuid(), ids.secret(), ids.uuid(), name, now, bought)
    attributes = {
        "username": username,
        "email": f"{username}@example.com",
        "name": {"given": given.capitalize(), "family": family.capitalize()},
    }
    user = User(ids.uuid(), environment.id, environment.population_id, now, now, attributes)
    policy = Policy(ids.uuid(), environment.id, True, now, now, default_settings("Default verify policy"))
    return Furnished(environment, user, policy)


def _license(license_id: str, organization_id: str, now: int) -> License:
    """Return a licence of a year; its entitlements are those of "Licenses", License data model, that Verify has."""
    entitled = dict.fromkeys(_ENTITLEMENTS, True)
    return License(license_id, organization_id, "ACTIVE", now, now + _YEAR, entitled)
