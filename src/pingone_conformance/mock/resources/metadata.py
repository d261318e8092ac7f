"""Verification metadata: read all, read one ("Verification metadata")."""

from __future__ import annotations

from starlette.responses import Response

from pingone_conformance.mock.evidence import by_attempt
from pingone_conformance.mock.hal import Json, collection, links, transaction_links, transaction_url
from pingone_conformance.mock.operation import Call
from pingone_conformance.mock.records import Metadata, Transaction
from pingone_conformance.mock.responses import JsonResponse


def read_all(call: Call, transaction: Transaction) -> Response:
    """readAllVerificationMetadata: 200; last attempt of each type, earlier ones in ``previousAttempts``."""
    main, earlier = by_attempt(call.mock.store.metadata.get(transaction.id, {}).values())
    url = _url(call.base, transaction)
    body = collection(
        transaction_links(call.base, transaction, url),
        "metaData",
        [_item(item, url) for item in main],
        {"previousAttempts": [_item(item, url) for item in earlier]} if earlier else None,
    )
    return JsonResponse(body)


def read(call: Call, found: tuple[Transaction, Metadata]) -> Response:
    """readOneVerificationMetadata: 200."""
    transaction, item = found
    url = _url(call.base, transaction)
    own = transaction_links(call.base, transaction, f"{url}/{item.id}")
    return JsonResponse({**_item(item, url), "_links": own})


def _url(base: str, transaction: Transaction) -> str:
    return f"{transaction_url(base, transaction)}/metaData"


def _item(item: Metadata, url: str) -> Json:
    return {
        "_links": links(self=f"{url}/{item.id}"),
        "id": item.id,
        "provider": item.provider,
        "type": item.type,
        "status": item.status,
        "data": item.data,
        "retry": {"attempt": item.attempt},
    }
