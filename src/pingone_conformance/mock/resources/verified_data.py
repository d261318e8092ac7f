"""Verified data: read all, read one, and the portrait on a uniform background ("Verified data")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from starlette.responses import Response

from pingone_conformance.mock import evidence, lifecycle, portraits
from pingone_conformance.mock.clock import timestamp
from pingone_conformance.mock.errors import ApiError, invalid_value, not_found, request_failed
from pingone_conformance.mock.hal import Json, collection, links, transaction_links, transaction_url
from pingone_conformance.mock.operation import Call
from pingone_conformance.mock.records import Transaction, VerifiedData
from pingone_conformance.mock.resources import paths
from pingone_conformance.mock.responses import JsonResponse
from pingone_conformance.mock.schemas.portraits import BackgroundReplacement

_ATTEMPTS = ("1", "2", "3", "4")


def read_all(call: Call, transaction: Transaction) -> Response:
    """readAllVerifiedData: 200; ids and types, or everything about the types asked for.

    ``type`` takes comma-separated types in any letter case, ``attempt`` takes ALL, LATEST or a number
    ("Read All User Verified Data").
    """
    query = call.query
    types = _types(query.get("type"))
    everything = [
        item
        for item in call.mock.store.verified_data.get(transaction.id, {}).values()
        if types is None or item.type in types
    ]
    main, earlier = _by_attempt(everything, query.get("attempt", "ALL"))
    url = _url(call.base, transaction)

    def shown(items: Sequence[VerifiedData]) -> list[Json]:
        if types is None:
            return [_summary(item, url) for item in items]
        return [_whole(call.base, transaction, item) for item in items]

    own = transaction_links(call.base, transaction, url)
    embedded = {"previousAttempts": shown(earlier)} if earlier else None
    return JsonResponse(collection(own, "verifiedData", shown(main), embedded))


def read(call: Call, found: tuple[Transaction, VerifiedData]) -> Response:
    """readOneVerifiedData: 200 with ``data``."""
    transaction, item = found
    return JsonResponse(_whole(call.base, transaction, item))


def find_selfie(call: Call) -> tuple[Transaction, VerifiedData | None]:
    """Return the transaction and the data named by the path; None while the user is not verified.

    An unknown id of a verified transaction is a 404. Before verification there is nothing that an id could
    name, and the refusal has to say why.
    """
    transaction = paths.transaction(call)
    item = call.mock.store.verified_data.get(transaction.id, {}).get(call.params["verified_data_id"])
    if item is None and transaction.status in lifecycle.VERIFIED:
        raise not_found()
    return transaction, item


def replace_background(
    call: Call, found: tuple[Transaction, VerifiedData | None], body: BackgroundReplacement
) -> Response:
    """updatePortraitBackground: 200 with the portrait, which takes the place of the stored selfie.

    Always starts from the selfie as it was taken ("Update Verified Data Portrait Background").
    """
    transaction, item = found
    if transaction.status not in lifecycle.VERIFIED or item is None:
        raise request_failed("The user has not been verified by this transaction.")
    if item.type != "SELFIE" or item.original is None:
        raise invalid_value("selfieID", "This verified data is not a selfie.")
    colour, ratio = body.background_color, body.aspect_ratio
    portrait = portraits.replace_background(
        item.original, (colour.red, colour.green, colour.blue), ratio.aspect_width, ratio.aspect_height
    )
    changed = replace(item, data=evidence.picture_data(portrait, "JPEG"))
    call.mock.store.verified_data[transaction.id][item.id] = changed
    answer = _whole(call.base, transaction, changed)
    return JsonResponse({key: answer[key] for key in ("_links", "id", "type", "data")})


def _types(text: str | None) -> frozenset[str] | None:
    if text is None:
        return None
    types = frozenset(part.strip().upper() for part in text.split(","))
    if not types <= evidence.TYPES:
        raise _bad_parameter("type", sorted(evidence.TYPES))
    return types


def _by_attempt(items: list[VerifiedData], attempt: str) -> tuple[list[VerifiedData], list[VerifiedData]]:
    main, earlier = evidence.by_attempt(items)
    if attempt in ("ALL", "LATEST"):
        return main, earlier if attempt == "ALL" else []
    if attempt not in _ATTEMPTS:
        raise _bad_parameter("attempt", ["ALL", "LATEST", *_ATTEMPTS])
    return [item for item in items if item.attempt == int(attempt)], []


def _bad_parameter(name: str, allowed: list[str]) -> ApiError:
    return invalid_value(
        name, "The parameter has an unknown value.", "INVALID_PARAMETER", allowedValues=allowed
    )


def _url(base: str, transaction: Transaction) -> str:
    return f"{transaction_url(base, transaction)}/verifiedData"


def _summary(item: VerifiedData, url: str) -> Json:
    body: Json = {
        "_links": links(self=f"{url}/{item.id}"),
        "id": item.id,
        "type": item.type,
        "createdAt": timestamp(item.created_at),
    }
    if item.attempt is not None:
        body["retry"] = {"attempt": item.attempt}
    return body


def _whole(base: str, transaction: Transaction, item: VerifiedData) -> Json:
    url = _url(base, transaction)
    own = transaction_links(base, transaction, f"{url}/{item.id}")
    return {**_summary(item, url), "_links": own, "data": item.data}
