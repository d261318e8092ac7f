"""What a run may send to Advanced Identity Cloud: only what is about its own things; the ledger is written before."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from pingone_conformance.findings import NotCarriedOut, RunStopped, Untested
from pingone_conformance.spec import load_cloud_description
from pingone_conformance.target.budget import Budget
from pingone_conformance.target.cloud_guard import CloudGuard
from pingone_conformance.target.guard import UNKNOWN_ID
from pingone_conformance.target.limits import REFUSALS_OF_A_GOOD_TOKEN

from .clouded import NODE, OTHERS, OWN, PREFIX, Clouded, clouded

SUCCESS = "70e691a5-1e33-4ac3-a356-e7b6d60d92e0"
SCRIPTED = "ScriptedDecisionNode"
CREATE = {"_action": "create"}
USERS = "alpha_user"


def script(name: str = f"{PREFIX}1") -> dict[str, Any]:
    return {"name": name, "script": "", "language": "JAVASCRIPT"}


def journey(node: str = NODE, target: str = SUCCESS, **members: Any) -> dict[str, Any]:
    place = {"nodeType": SCRIPTED, "connections": {"true": target}}
    return {"entryNodeId": node, "nodes": {node: place}, **members}


def started(name: str) -> dict[str, Any]:
    return {"params": {"authIndexType": "service", "authIndexValue": name}, "content": b""}


@pytest.fixture
def cloud(tmp_path: Path) -> Iterator[Clouded]:
    with clouded(tmp_path) as found:
        yield found


ADMITTED: dict[str, tuple[str, dict[str, Any]]] = {
    "a script": ("createScript", {"params": CREATE, "json": script()}),
    "a node": ("replaceNode", {"nodeType": SCRIPTED, "nodeID": NODE, "json": {"outcomes": ["true"]}}),
    "a journey": ("replaceJourney", {"journeyID": f"{PREFIX}1", "json": journey()}),
    "a secret": ("replaceSecret", {"secretName": f"esv-{PREFIX}1", "json": {}}),
    "a variable": ("replaceVariable", {"variableName": f"esv-{PREFIX}1", "json": {}}),
    "a user": (
        "createManagedUser",
        {
            "params": CREATE,
            "objectType": USERS,
            "json": {"userName": f"{PREFIX}1", "mail": f"{PREFIX}1@example.com"},
        },
    ),
}


@pytest.mark.parametrize("what", ADMITTED)
def test_what_is_made_is_in_the_ledger_before_it_is_asked_for(cloud: Clouded, what: str) -> None:
    operation, arguments = ADMITTED[what]
    seen: list[list[str]] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(cloud.states())
        return httpx.Response(201, json={"_id": OWN})

    cloud.answer = answer
    cloud.api.call(operation, **arguments)
    assert (seen, cloud.states()) == ([["intended"]], ["made"])
    (thing,) = cloud.ledger.pending()
    assert thing.undo == operation.replace("replace", "delete").replace("create", "delete")
    assert thing.id == (OWN if operation.startswith("create") else next(reversed(thing.path.values())))


NOT_ADMITTED: dict[str, tuple[str, dict[str, Any]]] = {
    "a script of another name": ("createScript", {"params": CREATE, "json": script("Login")}),
    "another action": ("createScript", {"params": {"_action": "delete"}, "json": script()}),
    "no action": ("createScript", {"json": script()}),
    "a patch of many users": (
        "createManagedUser",
        {"params": {"_action": "patch"}, "objectType": USERS, "json": {"userName": f"{PREFIX}1"}},
    ),
    "a user of another name": (
        "createManagedUser",
        {"params": CREATE, "objectType": USERS, "json": {"userName": "bjensen"}},
    ),
    "a user with an address": (
        "createManagedUser",
        {
            "params": CREATE,
            "objectType": USERS,
            "json": {"userName": f"{PREFIX}1", "mail": "bjensen@pingidentity.com"},
        },
    ),
    "a user of another realm": (
        "createManagedUser",
        {"params": CREATE, "objectType": "bravo_user", "json": {"userName": f"{PREFIX}1"}},
    ),
    "another realm": ("readOneScript", {"realm": "bravo", "scriptID": OWN}),
    "another's script": ("deleteScript", {"scriptID": OTHERS}),
    "a script that is written": ("updateScript", {"scriptID": OTHERS, "json": script()}),
    "one that nobody has, written": ("updateScript", {"scriptID": UNKNOWN_ID, "json": script()}),
    "another's node": ("replaceNode", {"nodeType": SCRIPTED, "nodeID": OTHERS, "json": {}}),
    "another type of node": (
        "replaceNode",
        {"nodeType": "EmailSuspendNode", "nodeID": NODE, "json": {}},
    ),
    "a node that runs another's script": (
        "replaceNode",
        {"nodeType": SCRIPTED, "nodeID": NODE, "json": {"script": OTHERS}},
    ),
    "another's journey": ("replaceJourney", {"journeyID": "Login", "json": journey()}),
    "another's journey deleted": ("deleteJourney", {"journeyID": "Login"}),
    "one whose body names another": (
        "replaceJourney",
        {"journeyID": f"{PREFIX}1", "json": journey(_id="Login")},
    ),
    "one that begins elsewhere": ("replaceJourney", {"journeyID": f"{PREFIX}1", "json": journey(OTHERS)}),
    "one that leads elsewhere": (
        "replaceJourney",
        {"journeyID": f"{PREFIX}1", "json": journey(target=OTHERS)},
    ),
    "another's secret": ("replaceSecret", {"secretName": "esv-mtls-cert", "json": {}}),
    "another's variable": ("deleteVariable", {"variableName": "esv-my-variable"}),
    "another's user": ("deleteManagedUser", {"objectType": USERS, "managedID": OTHERS}),
    "a step elsewhere": ("readOneJourney", {"journeyID": "../nodes"}),
    "another's journey run": ("authenticate", started("Login")),
    "the journey that is the default": ("authenticate", {"content": b""}),
    "two journeys at once": (
        "authenticate",
        {
            "params": [
                ("authIndexType", "service"),
                ("authIndexValue", f"{PREFIX}1"),
                ("authIndexValue", "Login"),
            ],
            "content": b"",
        },
    ),
    "a module": (
        "authenticate",
        {"params": {"authIndexType": "module", "authIndexValue": f"{PREFIX}1"}, "content": b""},
    ),
    "another method": ("readOneScript", {"scriptID": OWN, "method": "DELETE"}),
    "a body that says something twice": (
        "createScript",
        {"params": CREATE, "content": f'{{"name": "{PREFIX}1", "name": "Login"}}'.encode()},
    ),
}


@pytest.mark.parametrize("what", NOT_ADMITTED)
def test_what_is_not_about_things_of_the_run_is_not_sent(cloud: Clouded, what: str) -> None:
    operation, arguments = NOT_ADMITTED[what]
    with pytest.raises(Untested, match=r"needs a mock|not allowed here"):
        cloud.api.call(operation, **arguments)
    assert (cloud.sent, cloud.states()) == ([], [])


def test_to_validate_creates_nothing(cloud: Clouded) -> None:
    cloud.answer = lambda _: httpx.Response(200, json={"success": True})
    answer = cloud.api.call("createScript", params={"_action": "validate"}, json={"script": ""})
    assert cloud.states() == []
    assert answer.request.extensions["creates"] is False


def test_what_is_written_again_is_one_thing(cloud: Clouded) -> None:
    operation, arguments = ADMITTED["a secret"]
    cloud.api.call(operation, **arguments)
    cloud.answer = lambda _: httpx.Response(400)
    answer = cloud.api.call(operation, **arguments)
    assert cloud.states() == ["made"]
    assert answer.request.extensions["creates"] is False
    cloud.answer = lambda _: httpx.Response(200, json={})
    cloud.api.call("deleteSecret", secretName=f"esv-{PREFIX}1")
    cloud.api.call(operation, **arguments)
    assert cloud.states() == ["gone", "made"]


@pytest.mark.parametrize(("status", "state"), [(400, "refused"), (408, "intended"), (500, "intended")])
def test_what_came_of_a_create(cloud: Clouded, status: int, state: str) -> None:
    cloud.answer = lambda _: httpx.Response(status, json={})
    cloud.api.call("replaceSecret", secretName=f"esv-{PREFIX}1", json={})
    assert cloud.states() == [state]


def test_a_create_whose_answer_has_no_id_stays_open(cloud: Clouded) -> None:
    cloud.answer = lambda _: httpx.Response(201, json={"_id": "../elsewhere"})
    cloud.api.call("createScript", params=CREATE, json=script())
    assert cloud.states() == ["intended"]


def test_own_things_are_changed_deleted_and_run(cloud: Clouded) -> None:
    cloud.own("createScript")
    cloud.answer = lambda _: httpx.Response(200, json={})
    cloud.api.call("updateScript", scriptID=OWN, json=script())
    cloud.api.call("replaceNode", nodeType=SCRIPTED, nodeID=NODE, json={"script": OWN})
    cloud.api.call("authenticate", **started(f"{PREFIX}1"))
    cloud.api.call("deleteScript", scriptID=OWN)
    assert cloud.states() == ["gone", "made"]


def test_what_a_script_is_to_make_is_in_the_ledger_before(cloud: Clouded) -> None:
    guard = cloud.api.guard
    assert guard is not None
    guard.foresee("createManagedUser", {"objectType": USERS}, f"{PREFIX}1")
    (thing,) = cloud.ledger.pending()
    assert (thing.undo, thing.name, thing.id) == ("deleteManagedUser", f"{PREFIX}1", None)
    assert (cloud.states(), cloud.sent) == (["intended"], [])


def test_what_a_script_is_to_make_is_a_create_of_the_budget(cloud: Clouded, tmp_path: Path) -> None:
    budget = Budget.open(tmp_path / "budget", rate=100, max_requests=10, max_creates=1)
    guard = cloud.api.guard
    assert isinstance(guard, CloudGuard)
    guard.budget = budget
    guard.foresee("createManagedUser", {"objectType": USERS}, f"{PREFIX}1")
    with pytest.raises(NotCarriedOut, match="1 creates"):
        guard.foresee("createManagedUser", {"objectType": USERS}, f"{PREFIX}2")
    assert budget.spent.creates == 1
    assert [thing.name for thing in cloud.ledger.pending()] == [f"{PREFIX}1"]


@pytest.mark.parametrize(
    ("kind", "name"),
    [(USERS, "bjensen"), ("bravo_user", f"{PREFIX}1"), ("alpha_role", f"{PREFIX}1"), ("a/b", f"{PREFIX}1")],
)
def test_what_a_script_may_not_make_is_not_foreseen(cloud: Clouded, kind: str, name: str) -> None:
    guard = cloud.api.guard
    assert guard is not None
    with pytest.raises(Untested):
        guard.foresee("createManagedUser", {"objectType": kind}, name)
    assert cloud.states() == []


def test_what_nobody_has_may_be_asked_for_and_deleted(cloud: Clouded) -> None:
    cloud.answer = lambda _: httpx.Response(404, json={})
    cloud.api.call("readOneScript", scriptID=OTHERS)
    cloud.api.call("deleteScript", scriptID=UNKNOWN_ID)
    assert len(cloud.sent) == 2


def test_journeys_are_run_only_where_changes_are_allowed(tmp_path: Path) -> None:
    with clouded(tmp_path, allow="notifies") as cloud, pytest.raises(Untested, match="--allow changes"):
        cloud.api.call("authenticate", **started(f"{PREFIX}1"))


def test_a_service_account_without_scopes_ends_the_run(cloud: Clouded) -> None:
    cloud.answer = lambda _: httpx.Response(403, json={})
    for _ in range(REFUSALS_OF_A_GOOD_TOKEN - 1):
        cloud.api.call("readOneScript", scriptID=OTHERS)
    with pytest.raises(RunStopped) as caught:
        cloud.api.call("readOneScript", scriptID=OTHERS)
    assert "does the service account have the scopes" in caught.value.hint


def test_every_operation_that_is_not_a_read_has_a_rule_of_the_guard() -> None:
    """A new operation has to be thought about."""
    known = {operation for operation, _ in (*ADMITTED.values(), *NOT_ADMITTED.values())}
    writes = {
        operation.id
        for operation in load_cloud_description().operations.values()
        if operation.method in {"PUT", "POST"}
    }
    assert writes - known == {"createServiceAccountToken"}
