"""Nodes of journeys: those that run scripts ("Authentication nodes")."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.responses import Response

from pingone_conformance.mock.bodies import validate
from pingone_conformance.mock.cloud.answers import bounded, realm_of, revised, stored
from pingone_conformance.mock.cloud.contexts import DECISION_NODES, IN_JOURNEYS
from pingone_conformance.mock.cloud.errors import bad_request, not_found
from pingone_conformance.mock.cloud.records import Node
from pingone_conformance.mock.cloud.store import keep
from pingone_conformance.mock.operation import Call
from pingone_conformance.mock.responses import JsonResponse
from pingone_conformance.mock.schemas.cloud import (
    Attributes,
    ManagedObjectBody,
    ScriptedDecisionNode,
    VerifyCompletionNode,
)

MAX_NODES = 2_000
"""Nodes that are kept; the oldest is forgotten when there would be more."""

_MAX_ID = 100


@dataclass(frozen=True, slots=True)
class NodeType:
    """A type of nodes: its configuration, the attribute that names its inputs, its scripts and its own outcomes."""

    title: str
    model: type[Attributes]
    inputs: str
    contexts: frozenset[str]
    outcomes: Mapping[str, str]


TYPES = {
    "ScriptedDecisionNode": NodeType("Scripted Decision", ScriptedDecisionNode, "inputs", DECISION_NODES, {}),
    "PingOneVerifyCompletionDecisionNode": NodeType(
        "PingOne Verify Completion Decision",
        VerifyCompletionNode,
        "scriptInputs",
        IN_JOURNEYS,
        {
            "successOutcome": "Success",
            "failureOutcome": "Failure",
            "expiredOutcome": "Expired",
            "notStartedOutcome": "Not Started",
            "notCompletedOutcome": "Not Completed",
        },
    ),
}


def put(call: Call, realm: str, body: ManagedObjectBody) -> Response:
    """replaceNode: 201 for a new node, else 200; its script has to be one of the realm."""
    kind, node_id = call.params["node_type"], call.params["node_id"]
    attributes = validate(TYPES[kind].model, body.model_extra)
    if attributes.unknown():
        raise bad_request("Invalid attribute specified.", validAttributes=attributes.names())
    config = bounded(attributes.config())
    cloud = call.mock.store.cloud
    script = cloud.scripts.get((realm, config["script"]))
    if script is None or script.context not in TYPES[kind].contexts:
        raise bad_request("There is no such script in the realm, or it is not one for this type of nodes")
    if len(node_id) > _MAX_ID:
        raise bad_request("The id of a node is too long")
    known = cloud.nodes.get((realm, node_id))
    if known is not None and known.type != kind:
        raise bad_request("There is a node of another type with this id")
    node = Node(node_id, realm, kind, config)
    keep(cloud.nodes, (realm, node_id), node, MAX_NODES)
    return stored(call, represent(node), 201 if known is None else 200)


def read(_: Call, node: Node) -> Response:
    """readOneNode: 200."""
    return JsonResponse(represent(node))


def delete(call: Call, node: Node) -> Response:
    """deleteNode: 200 with the node as it was."""
    del call.mock.store.cloud.nodes[node.realm, node.id]
    return JsonResponse(represent(node))


def place(call: Call) -> str:
    """Return the realm of the path, where its type of nodes is known."""
    realm = realm_of(call)
    if call.params["node_type"] not in TYPES:
        raise not_found("There is no such type of nodes")
    return realm


def find(call: Call) -> Node:
    """Return the node of the path."""
    found = call.mock.store.cloud.nodes.get((place(call), call.params["node_id"]))
    if found is None or found.type != call.params["node_type"]:
        raise not_found()
    return found


def represent(node: Node) -> dict[str, Any]:
    """Return a node as the interface shows it."""
    kind = TYPES[node.type]
    named = {**kind.outcomes, **{outcome: outcome for outcome in node.config.get("outcomes", ())}}
    return revised(
        node.id,
        {
            **node.config,
            "_type": {"_id": node.type, "name": kind.title, "collection": True, "version": "1.0"},
            "_outcomes": [{"id": outcome, "displayName": name} for outcome, name in named.items()],
        },
    )
