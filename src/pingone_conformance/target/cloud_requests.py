"""One acceptable request for each operation of Advanced Identity Cloud, as `requests.py` has them for PingOne."""

from __future__ import annotations

from collections.abc import Callable

from pingone_conformance.target.cloud_given import Arguments, CloudGiven, secret_body, start_of, variable_body
from pingone_conformance.target.journeys import SCRIPTED_DECISION

ALL = {"_queryFilter": "true"}
"""The parameters of a query that finds everything."""


def cloud_request(operation_id: str, given: CloudGiven) -> Arguments:
    """The arguments of `Caller.call` with which an operation has to succeed. Raises `Untested` as `CloudGiven` does."""
    return _REQUESTS[operation_id](given)


def _new_node(given: CloudGiven) -> Arguments:
    return {"nodeType": SCRIPTED_DECISION, "nodeID": given.node_id(), "json": given.node_body()}


def _new_journey(given: CloudGiven) -> Arguments:
    return {"journeyID": given.name(), "json": given.journey_body(given.node()["nodeID"])}


def _a_script(given: CloudGiven) -> Arguments:
    return {"scriptID": given.script()["_id"]}


def _changed_script(given: CloudGiven) -> Arguments:
    # "Update a script" asks for the id in the body, too.
    path = _a_script(given)
    return {**path, "json": given.script_body(_id=path["scriptID"])}


def _a_journey(given: CloudGiven) -> Arguments:
    return {"journeyID": given.journey()}


def _a_user(given: CloudGiven) -> Arguments:
    return {"objectType": given.users, "managedID": given.user()["_id"]}


_REQUESTS: dict[str, Callable[[CloudGiven], Arguments]] = {
    "createServiceAccountToken": lambda given: given.api.token_arguments(),
    "createScript": lambda given: {"params": {"_action": "create"}, "json": given.script_body()},
    "readAllScripts": lambda given: {"params": ALL},  # noqa: ARG005
    "readOneScript": _a_script,
    "updateScript": _changed_script,
    "deleteScript": _a_script,
    "replaceNode": _new_node,
    "readOneNode": lambda given: given.node(),
    "deleteNode": lambda given: given.node(),
    "replaceJourney": _new_journey,
    "readOneJourney": _a_journey,
    "deleteJourney": _a_journey,
    "authenticate": lambda given: {**start_of(given.journey()), "content": b""},
    "replaceSecret": lambda given: {"secretName": given.esv_name(), "json": secret_body()},
    "readOneSecret": lambda given: {"secretName": given.secret()},
    "deleteSecret": lambda given: {"secretName": given.secret()},
    "replaceVariable": lambda given: {"variableName": given.esv_name(), "json": variable_body()},
    "readOneVariable": lambda given: {"variableName": given.variable()},
    "deleteVariable": lambda given: {"variableName": given.variable()},
    "createManagedUser": lambda given: {
        "objectType": given.users,
        "params": {"_action": "create"},
        "json": given.user_body(),
    },
    "readAllManagedUsers": lambda given: {"objectType": given.users, "params": ALL},
    "readOneManagedUser": _a_user,
    "deleteManagedUser": _a_user,
}
