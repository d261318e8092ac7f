"""Finding what a path names; 404 when it does not exist or belongs to another parent."""

from __future__ import annotations

from pingone_conformance.mock.errors import not_found
from pingone_conformance.mock.lifecycle import settled
from pingone_conformance.mock.operation import Call
from pingone_conformance.mock.records import (
    Environment,
    Flow,
    Metadata,
    Policy,
    Transaction,
    User,
    VerifiedData,
)


def environment(call: Call) -> Environment:
    """Return the environment of the path."""
    found = call.mock.store.environments.get(call.params["environment_id"])
    if found is None:
        raise not_found()
    return found


def user(call: Call) -> User:
    """Return the user of the path."""
    found = call.mock.store.users.get(call.params["user_id"])
    if found is None or found.environment_id != call.params["environment_id"]:
        raise not_found()
    return found


def policy(call: Call) -> Policy:
    """Return the verify policy of the path."""
    found = call.mock.store.policies.get(call.params["policy_id"])
    if found is None or found.environment_id != call.params["environment_id"]:
        raise not_found()
    return found


def transaction(call: Call) -> Transaction:
    """Return the verify transaction of the path as of now."""
    owner = user(call)
    found = call.mock.store.transactions.get(call.params["transaction_id"])
    if found is None or found.user_id != owner.id:
        raise not_found()
    return settled(call.mock, found, call.now)


def metadata(call: Call) -> tuple[Transaction, Metadata]:
    """Return the metadata of the path with its transaction."""
    parent = transaction(call)
    found = call.mock.store.metadata.get(parent.id, {}).get(call.params["metadata_id"])
    if found is None:
        raise not_found()
    return parent, found


def verified_data(call: Call) -> tuple[Transaction, VerifiedData]:
    """Return the verified data of the path with its transaction."""
    parent = transaction(call)
    found = call.mock.store.verified_data.get(parent.id, {}).get(call.params["verified_data_id"])
    if found is None:
        raise not_found()
    return parent, found


def flow(call: Call) -> Flow:
    """Return the flow of the path unless it has been inactive for too long ("PingOne flows")."""
    found = call.mock.store.flows.get(call.params["flow_id"])
    if found is None or found.environment_id != call.params["environment_id"] or call.now >= found.expires_at:
        raise not_found()
    return found
