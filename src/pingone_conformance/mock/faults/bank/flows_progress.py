"""Flows that a wrong server takes on otherwise than the confirmation asks, and what it makes of the user."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pingone_conformance.mock.clock import MINUTE
from pingone_conformance.mock.errors import forbidden
from pingone_conformance.mock.faults.edits import drop, put
from pingone_conformance.mock.faults.exchange import Answer, Request
from pingone_conformance.mock.faults.fault import Around, Kind, around, on_refusal, on_request, on_success
from pingone_conformance.mock.faults.people import ATTRIBUTES, rewrite, sent
from pingone_conformance.mock.records import Flow, User

CONFIRM = "confirmAccountInformation"
WAITS = "ACCOUNT_CONFIRMATION_REQUIRED"
LINKS = "ACCOUNT_LINKING_REQUIRED"
DONE = "COMPLETED"


def _flow(request: Request) -> Flow | None:
    return request.mock.store.flows.get(request.path.get("flow_id", ""))


def _keep(request: Request, **changes: Any) -> None:
    flow = _flow(request)
    if flow is not None:
        request.mock.store.put_flow(replace(flow, **changes))


def _user(request: Request, answer: Answer) -> User | None:
    found = answer.member("_embedded.user.id")
    return request.mock.store.users.get(found) if isinstance(found, str) else None


def _moved(request: Request, answer: Answer, status: str) -> None:
    _keep(request, status=status)
    put(answer, "status", status)


@on_success(Kind.MEANING, CONFIRM, "CONFIRM-022")
def writes_what_the_provider_said_and_not_what_was_confirmed(request: Request, answer: Answer) -> None:
    flow, user = _flow(request), _user(request, answer)
    if flow is not None and user is not None:
        said = {name: value for name, value in flow.provider_attributes.items() if name != "username"}
        rewrite(request, user, **said)


@on_success(Kind.MEANING, CONFIRM, "CONFIRM-022")
def keeps_the_email_of_the_provider(request: Request, answer: Answer) -> None:
    flow = _flow(request)
    if flow is not None and "email" in flow.provider_attributes:
        rewrite(request, _user(request, answer), email=flow.provider_attributes["email"])


@on_success(Kind.SECURITY, CONFIRM, "CONFIRM-024")
def writes_whatever_is_confirmed(request: Request, answer: Answer) -> None:
    body = {name: value for name, value in sent(request).items() if name in ATTRIBUTES - {"population"}}
    rewrite(request, _user(request, answer), **body)


@on_success(Kind.SECURITY, CONFIRM, "CONFIRM-024")
def writes_a_telephone_that_the_provider_did_not_return(request: Request, answer: Answer) -> None:
    phone = request.member("mobilePhone")
    if isinstance(phone, str):
        rewrite(request, _user(request, answer), mobilePhone=phone)


@on_success(Kind.STATUS, CONFIRM, "CONFIRM-026", also=("ANSWER-002",))
def answers_a_confirmation_with_201(request: Request, answer: Answer) -> None:
    answer.status = 201


@on_success(Kind.STATUS, CONFIRM, "CONFIRM-026", also=("ANSWER-002",))
def answers_a_confirmation_that_completes_with_202(request: Request, answer: Answer) -> None:
    if answer.member("status") == DONE:
        answer.status = 202


@on_success(
    Kind.STATE, CONFIRM, "CONFIRM-027", also=("CONFIRM-028", "CONFIRM-029", "CONFIRM-034", "CONFIRM-039")
)
def leaves_a_confirmed_flow_waiting(request: Request, answer: Answer) -> None:
    _keep(request, status=WAITS)


@on_success(Kind.STATE, CONFIRM, "CONFIRM-027", also=("CONFIRM-029", "CONFIRM-034"))
def leaves_the_flow_of_a_known_user_waiting(request: Request, answer: Answer) -> None:
    if answer.member("status") == LINKS:
        _keep(request, status=WAITS)


@on_success(Kind.STATE, CONFIRM, "CONFIRM-028")
def asks_to_link_the_account_of_a_new_user(request: Request, answer: Answer) -> None:
    if answer.member("status") == DONE:
        _moved(request, answer, LINKS)


@on_success(Kind.SECURITY, CONFIRM, "CONFIRM-029")
def links_a_known_account_without_asking(request: Request, answer: Answer) -> None:
    if answer.member("status") == LINKS:
        _moved(request, answer, DONE)


@on_success(Kind.STATE, CONFIRM, "CONFIRM-028", "CONFIRM-030")
def fails_a_flow_with_another_username_than_the_provider_said(request: Request, answer: Answer) -> None:
    flow, user = _flow(request), _user(request, answer)
    name = request.member("username")
    if flow is not None and user is not None and flow.provider_attributes.get("username") != name:
        request.mock.store.remove_user(user)
        _moved(request, answer, "FAILED")


@on_success(Kind.STATE, CONFIRM, "CONFIRM-030", also=("CONFIRM-022", "CONFIRM-033"))
def completes_a_flow_without_a_user(request: Request, answer: Answer) -> None:
    user = _user(request, answer)
    if user is not None and answer.member("status") == DONE:
        request.mock.store.remove_user(user)


@on_success(Kind.MEANING, CONFIRM, "CONFIRM-030", also=("CONFIRM-033",))
def names_a_user_as_the_provider_did(request: Request, answer: Answer) -> None:
    flow, user = _flow(request), _user(request, answer)
    said = flow.provider_attributes.get("username") if flow else None
    if user is not None and isinstance(said, str):
        rewrite(request, user, username=said)


@on_success(Kind.MEANING, CONFIRM, "CONFIRM-031", also=("ANSWER-006",))
def answers_a_confirmation_with_the_id_of_the_session(request: Request, answer: Answer) -> None:
    put(answer, "id", answer.member("session.id"))


@on_success(Kind.SHAPE, CONFIRM, "CONFIRM-031", also=("ANSWER-006",))
def omits_the_id_of_a_confirmed_flow(request: Request, answer: Answer) -> None:
    drop(answer, "id")


@on_success(Kind.SHAPE, CONFIRM, "CONFIRM-032", also=("ANSWER-006", "CONFIRM-034"))
def omits_the_status_of_a_confirmed_flow(request: Request, answer: Answer) -> None:
    drop(answer, "status")


@on_success(Kind.SHAPE, CONFIRM, "CONFIRM-032", also=("ANSWER-006", "CONFIRM-034"))
def writes_the_status_of_a_confirmed_flow_as_an_object(request: Request, answer: Answer) -> None:
    put(answer, "status", {"name": answer.member("status")})


@on_success(Kind.SHAPE, CONFIRM, "CONFIRM-033")
def names_no_user_of_a_confirmed_flow(request: Request, answer: Answer) -> None:
    drop(answer, "_embedded.user")


@on_success(Kind.SECURITY, CONFIRM, "CONFIRM-033", also=("CONFIRM-022",))
def names_the_account_of_somebody_else(request: Request, answer: Answer) -> None:
    user = _user(request, answer)
    users = request.mock.store.users.values()
    others = [
        one.id for one in users if user and one.environment_id == user.environment_id and one is not user
    ]
    if others:
        put(answer, "_embedded.user.id", others[0])


@on_success(Kind.MEANING, CONFIRM, "CONFIRM-033")
def shows_the_email_as_the_username_of_a_flow(request: Request, answer: Answer) -> None:
    user = _user(request, answer)
    put(answer, "_embedded.user.username", (user.attributes.get("email") if user else None) or "unknown")


@on_success(Kind.MEANING, CONFIRM, "CONFIRM-034")
def answers_a_confirmation_with_a_status_that_is_not_read(request: Request, answer: Answer) -> None:
    put(answer, "status", "ACCOUNT_CONFIRMED")


@on_request(Kind.SECURITY, CONFIRM, "CONFIRM-035", "CONFIRM-036", also=("ERROR-026", "ERROR-027"))
def confirms_the_newest_flow_for_an_unknown_one(request: Request) -> None:
    flows = request.mock.store.flows
    environment = request.path["environment_id"]
    if request.path["flow_id"] not in flows:
        own = [flow.id for flow in flows.values() if flow.environment_id == environment]
        request.path["flow_id"] = own[-1] if own else request.path["flow_id"]


@on_refusal(Kind.STATUS, CONFIRM, "CONFIRM-036", also=("CONFIRM-037", "ERROR-027", "ERROR-015"))
def answers_the_confirmation_of_an_unknown_flow_with_400(request: Request, answer: Answer) -> None:
    if answer.status == 404:
        answer.status = 400
        put(answer, "code", "INVALID_REQUEST")


@on_refusal(Kind.STATUS, CONFIRM, "CONFIRM-037")
def answers_the_confirmation_of_an_old_flow_with_403(request: Request, answer: Answer) -> None:
    if answer.status == 404 and _flow(request) is not None:
        raise forbidden()


@on_request(Kind.STATE, CONFIRM, "CONFIRM-037")
def confirms_an_old_flow(request: Request) -> None:
    _keep(request, expires_at=request.mock.clock.now() + MINUTE)


@on_request(Kind.STATE, CONFIRM, "CONFIRM-038")
def forgets_a_flow_after_ten_minutes(request: Request) -> None:
    flow = _flow(request)
    if flow is not None and request.mock.clock.now() >= flow.expires_at - 5 * MINUTE:
        _keep(request, expires_at=flow.created_at)


@on_refusal(Kind.STATE, CONFIRM, "CONFIRM-039")
def confirms_a_completed_flow_again(request: Request, answer: Answer) -> None:
    flow = _flow(request)
    if flow is not None and answer.status == 400 and flow.status == DONE:
        answer.status, answer.json = (
            200,
            {"id": flow.id, "status": flow.status, "_embedded": {"user": flow.user}},
        )


@around(Kind.SECURITY, CONFIRM, "CONFIRM-040")
def confirms_a_flow_of_another_environment(request: Request) -> Around:
    flow = _flow(request)
    if flow is not None:
        request.path["environment_id"] = flow.environment_id
    yield


@on_success(Kind.SHAPE, CONFIRM, "CONFIRM-045", also=("ANSWER-010",))
def answers_a_confirmation_without_a_correlation_id(request: Request, answer: Answer) -> None:
    del answer.headers["correlation-id"]


@on_success(Kind.STATE, CONFIRM, "CONFIRM-029")
def tells_users_apart_by_their_letter_case(request: Request, answer: Answer) -> None:
    name = request.member("username")
    flow = _flow(request)
    known = (
        request.mock.store.user_named(flow.environment_id, name) if flow and isinstance(name, str) else None
    )
    if answer.member("status") == LINKS and known is not None and known.attributes["username"] != name:
        _moved(request, answer, DONE)


@on_success(Kind.SECURITY, CONFIRM, "CONFIRM-046")
def writes_over_a_known_user_before_it_is_linked(request: Request, answer: Answer) -> None:
    name = request.member("username")
    flow = _flow(request)
    if flow is not None and isinstance(name, str) and answer.member("status") == LINKS:
        said = {part: value for part, value in flow.provider_attributes.items() if part != "username"}
        rewrite(request, request.mock.store.user_named(flow.environment_id, name), **said)
