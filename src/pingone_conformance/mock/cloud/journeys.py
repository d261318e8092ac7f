"""Journeys: which node follows which outcome ("Authentication journeys")."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from pingone_conformance.mock.cloud.answers import bounded, realm_of, revised, stored
from pingone_conformance.mock.cloud.errors import CloudError, bad_request, not_found
from pingone_conformance.mock.cloud.records import Journey
from pingone_conformance.mock.cloud.store import CloudStore, keep
from pingone_conformance.mock.operation import Call
from pingone_conformance.mock.responses import JsonResponse
from pingone_conformance.mock.schemas.cloud import JourneyBody

SUCCESS = "70e691a5-1e33-4ac3-a356-e7b6d60d92e0"
FAILURE = "e301438c-0bd0-429c-ab0c-66126501069a"
ENDS = frozenset({SUCCESS, FAILURE})
"""The two nodes that every journey has."""

MAX_JOURNEYS = 1_000
"""Journeys that are kept; the oldest is forgotten when there would be more."""

_MAX_NAME = 200


def put(call: Call, realm: str, body: JourneyBody) -> Response:
    """replaceJourney: 201 for a new journey, else 200; its nodes have to exist, and lead to one another."""
    name = call.params["journey_id"]
    if body.unknown():
        raise bad_request("Invalid attribute specified.", validAttributes=body.names())
    if len(name) > _MAX_NAME:
        raise bad_request("The name of a journey is too long")
    cloud = call.mock.store.cloud
    _require_nodes(cloud, realm, body)
    known = (realm, name) in cloud.journeys
    journey = Journey(name, realm, bounded(body.config()))
    keep(cloud.journeys, (realm, name), journey, MAX_JOURNEYS)
    return stored(call, represent(journey), 200 if known else 201)


def read(_: Call, journey: Journey) -> Response:
    """readOneJourney: 200."""
    return JsonResponse(represent(journey))


def delete(call: Call, journey: Journey) -> Response:
    """deleteJourney: 200 with the journey as it was; its nodes stay."""
    del call.mock.store.cloud.journeys[journey.realm, journey.id]
    return JsonResponse(represent(journey))


def find(call: Call) -> Journey:
    """Return the journey of the path."""
    found = call.mock.store.cloud.journeys.get((realm_of(call), call.params["journey_id"]))
    if found is None:
        raise not_found()
    return found


def represent(journey: Journey) -> dict[str, Any]:
    """Return a journey as the interface shows it."""
    return revised(journey.id, journey.config)


def _require_nodes(cloud: CloudStore, realm: str, body: JourneyBody) -> None:
    for node_id, placed in body.nodes.items():
        node = cloud.nodes.get((realm, node_id))
        if node is None or node.type != placed.node_type:
            raise _missing("nodes")
        if not all(target in body.nodes or target in ENDS for target in placed.connections.values()):
            raise _missing("connections")
    if body.entry_node_id not in body.nodes and body.entry_node_id not in ENDS:
        raise _missing("entryNodeId")


def _missing(where: str) -> CloudError:
    return bad_request(f"{where}: each node has to exist in the realm and in the journey")
