"""Nodes and journeys that a wrong server of Advanced Identity Cloud keeps or runs in another way."""

from __future__ import annotations

from typing import Any

from pingone_conformance.mock.cloud.errors import CloudError, access_denied, bad_request
from pingone_conformance.mock.faults.edits import drop, put
from pingone_conformance.mock.faults.exchange import Answer, Request
from pingone_conformance.mock.faults.fault import Around, Kind, around, on_refusal, on_request, on_success

RUN = "authenticate"
SHAPES = ("CLOUD-045", "CLOUD-046")
RUNS = tuple(f"CLOUD-{number:03}" for number in range(27, 34))
REFUSED = (*RUNS, "CLOUD-044", *SHAPES, "CLOUD-047", "CLOUD-048")


def _entered(request: Request) -> list[dict[str, Any]]:
    """The inputs of the callbacks that came back; none where they have not the form of callbacks."""
    callbacks = request.member("callbacks")
    given = callbacks if isinstance(callbacks, list) else []
    inputs = [one.get("input") for one in given if isinstance(one, dict)]
    entered = [one for some in inputs if isinstance(some, list) for one in some]
    return [one for one in entered if isinstance(one, dict)]


@on_request(Kind.VALIDATION, "replaceNode", "CLOUD-023", also=("CLOUD-024", *REFUSED))
def nodes_are_not_created_by_a_put(request: Request) -> None:
    if (request.path["realm"], request.path["node_id"]) not in request.mock.store.cloud.nodes:
        raise CloudError(404, "Not Found")


@on_success(Kind.MEANING, "readOneNode", "CLOUD-024", also=SHAPES)
def nodes_are_read_without_their_outcomes(request: Request, answer: Answer) -> None:
    drop(answer, "outcomes")


@on_success(Kind.MEANING, "readOneNode", "CLOUD-024", also=SHAPES)
def nodes_are_read_with_another_script(request: Request, answer: Answer) -> None:
    put(answer, "script", "01e1a3c0-038b-4c16-956a-6c9d89328cff")


@on_request(Kind.VALIDATION, "replaceJourney", "CLOUD-025", also=("CLOUD-026", *REFUSED))
def journeys_are_not_created_by_a_put(request: Request) -> None:
    if (request.path["realm"], request.path["journey_id"]) not in request.mock.store.cloud.journeys:
        raise CloudError(404, "Not Found")


@on_success(Kind.MEANING, "readOneJourney", "CLOUD-026", also=SHAPES)
def journeys_are_read_without_connections(request: Request, answer: Answer) -> None:
    for node in (answer.member("nodes") or {}).values():
        node["connections"] = {}


@on_success(Kind.MEANING, "readOneJourney", "CLOUD-026", also=SHAPES)
def journeys_are_read_without_a_beginning(request: Request, answer: Answer) -> None:
    put(answer, "entryNodeId", "startNode")


@on_request(Kind.MEANING, RUN, "CLOUD-027", also=REFUSED)
def the_first_journey_is_run(request: Request) -> None:
    journeys = [name for _, name in request.mock.store.cloud.journeys]
    if journeys and "authIndexValue" in request.query:
        request.query["authIndexValue"] = journeys[0]


@on_refusal(Kind.MEANING, RUN, "CLOUD-027", "CLOUD-032", also=("CLOUD-030",))
def every_journey_succeeds(request: Request, answer: Answer) -> None:
    if answer.status == 401:
        answer.status = 200
        answer.json = {"tokenId": "a.b.c", "successUrl": "/enduser/", "realm": "/alpha"}


@on_success(Kind.SHAPE, RUN, "CLOUD-028", also=(*RUNS, *SHAPES))
def callbacks_have_no_auth_id(request: Request, answer: Answer) -> None:
    drop(answer, "authId")


@on_success(Kind.SHAPE, RUN, "CLOUD-028", also=(*RUNS, *SHAPES))
def callbacks_have_another_name(request: Request, answer: Answer) -> None:
    if answer.member("callbacks") is not None:
        put(answer, "stages", answer.member("callbacks"))
        drop(answer, "callbacks")


@on_request(Kind.STATE, RUN, "CLOUD-029", also=(*RUNS, *SHAPES, "CLOUD-047", "CLOUD-048"))
def callbacks_are_not_taken_back(request: Request) -> None:
    if request.member("authId"):
        raise CloudError(401, "Session has timed out", detail={"errorCode": "110"})


@on_request(Kind.STATE, RUN, "CLOUD-029", also=(*RUNS, *SHAPES))
def a_journey_begins_again_with_each_step(request: Request) -> None:
    if request.member("authId"):
        request.body = b""


@on_request(Kind.MEANING, RUN, "CLOUD-029", also=("CLOUD-030",))
def what_was_entered_is_lost(request: Request) -> None:
    for entered in _entered(request):
        entered["value"] = ""


@on_request(Kind.MEANING, RUN, "CLOUD-030", also=("CLOUD-029",))
def what_was_entered_first_counts(request: Request) -> None:
    for entered in _entered(request):
        entered["value"] = request.memory.setdefault("entered", entered.get("value"))


@on_success(Kind.SHAPE, RUN, "CLOUD-031", also=(*RUNS, *SHAPES))
def success_comes_without_a_session(request: Request, answer: Answer) -> None:
    drop(answer, "tokenId")


@on_refusal(Kind.STATUS, RUN, "CLOUD-032", also=("CLOUD-047", "CLOUD-048"))
def the_failure_of_a_journey_is_a_bad_request(request: Request, answer: Answer) -> None:
    if answer.status == 401:
        answer.status = bad_request("").status
        put(answer, "code", answer.status)


@on_request(Kind.SECURITY, RUN, "CLOUD-033", also=REFUSED)
def running_a_journey_takes_a_token(request: Request) -> None:
    if not request.headers.get("authorization"):
        raise access_denied()


@around(Kind.STATE, "deleteNode", "CLOUD-043")
def deleted_nodes_are_still_there(request: Request) -> Around:
    before = dict(request.mock.store.cloud.nodes)
    yield
    request.mock.store.cloud.nodes.update(before)


@around(Kind.STATE, "deleteJourney", "CLOUD-043")
def deleted_journeys_are_still_there(request: Request) -> Around:
    before = dict(request.mock.store.cloud.journeys)
    yield
    request.mock.store.cloud.journeys.update(before)


@on_success(Kind.STATUS, "deleteJourney", "CLOUD-045", also=("CLOUD-046",))
def the_deletion_of_a_journey_is_answered_206(request: Request, answer: Answer) -> None:
    answer.status = 206


@on_success(Kind.STATUS, "replaceJourney", "CLOUD-044", also=("CLOUD-025", "CLOUD-049", *REFUSED))
def a_new_journey_is_an_error_of_the_server(request: Request, answer: Answer) -> None:
    answer.status = 500
