"""Absolute links and collection bodies in the platform's HAL form ("PingOne API responses")."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pingone_conformance.mock.records import Transaction

Json = dict[str, Any]


def environment_url(base: str, environment_id: str) -> str:
    """Return the URL of an environment; ``base`` is the server's origin without a path."""
    return f"{base}/v1/environments/{environment_id}"


def user_url(base: str, environment_id: str, user_id: str) -> str:
    """Return the URL of a user, with its environment as in "Create Verify Transaction"."""
    return f"{base}/v1/environments/{environment_id}/users/{user_id}"


def transaction_url(base: str, transaction: Transaction) -> str:
    """Return the URL of a verify transaction."""
    owner = user_url(base, transaction.environment_id, transaction.user_id)
    return f"{owner}/verifyTransactions/{transaction.id}"


def links(**targets: str) -> Json:
    """Return a ``_links`` member: relation to ``{href}``."""
    return {relation: {"href": href} for relation, href in targets.items()}


def transaction_links(base: str, transaction: Transaction, self_url: str) -> Json:
    """Return the four links of what belongs to a transaction ("Update Verified Data Portrait Background")."""
    return links(
        self=self_url,
        environment=environment_url(base, transaction.environment_id),
        user=user_url(base, transaction.environment_id, transaction.user_id),
        verifyTransaction=transaction_url(base, transaction),
    )


def collection(
    own_links: Json, name: str, items: Sequence[Json], embedded: Mapping[str, Sequence[Json]] | None = None
) -> Json:
    """Return a collection: ``_links``, ``_embedded`` with the items under ``name``, and their number."""
    return {"_links": own_links, "_embedded": {name: items, **(embedded or {})}, "size": len(items)}
