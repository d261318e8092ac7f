"""Flows that a wrong server shows otherwise than they are, or to the wrong people."""

from __future__ import annotations

from dataclasses import replace

from pingone_conformance.mock.clock import MINUTE
from pingone_conformance.mock.errors import forbidden, invalid_token
from pingone_conformance.mock.faults.edits import drop, put
from pingone_conformance.mock.faults.exchange import Answer, Request
from pingone_conformance.mock.faults.fault import Kind, on_refusal, on_request, on_success
from pingone_conformance.mock.records import Flow

READ = "readFlow"
CONFIRM = "confirmAccountInformation"
SHAPE = ("ANSWER-006",)


def _flow(request: Request) -> Flow | None:
    return request.mock.store.flows.get(request.path.get("flow_id", ""))


@on_success(Kind.STATUS, READ, "FLOW-001", also=("ANSWER-002",))
def answers_a_read_of_a_flow_with_202(request: Request, answer: Answer) -> None:
    answer.status = 202


@on_success(Kind.MEANING, READ, "FLOW-002")
def shows_the_session_id_as_the_id_of_a_flow(request: Request, answer: Answer) -> None:
    put(answer, "id", answer.member("session.id"))


@on_request(Kind.SECURITY, READ, "FLOW-002", also=("FLOW-006", "FLOW-007"))
def reads_the_newest_flow(request: Request) -> None:
    flow = _flow(request)
    if flow is not None and flow.environment_id == request.path["environment_id"]:
        flows = request.mock.store.flows.values()
        own = [one.id for one in flows if one.environment_id == flow.environment_id]
        request.path["flow_id"] = own[-1]


@on_success(Kind.SHAPE, READ, "FLOW-002", also=SHAPE)
def omits_the_id_of_a_flow(request: Request, answer: Answer) -> None:
    drop(answer, "id")


@on_success(Kind.SHAPE, READ, "FLOW-003", "FLOW-004", also=(*SHAPE, "CONFIRM-028", "CONFIRM-029"))
def omits_the_status_of_a_flow(request: Request, answer: Answer) -> None:
    drop(answer, "status")


@on_success(Kind.MEANING, READ, "FLOW-004")
def calls_a_waiting_flow_by_the_name_of_its_action(request: Request, answer: Answer) -> None:
    if answer.member("status") == "ACCOUNT_CONFIRMATION_REQUIRED":
        put(answer, "status", "USER_CONFIRMATION_REQUIRED")


@on_request(Kind.SECURITY, READ, "FLOW-005", also=("ANSWER-003",))
def demands_a_token_to_read_a_flow(request: Request) -> None:
    if not request.headers.get("authorization", "").lower().startswith("bearer "):
        raise invalid_token()


@on_success(Kind.MEANING, READ, "FLOW-006")
def links_a_flow_to_another_path(request: Request, answer: Answer) -> None:
    link = str(answer.member("_links.self.href"))
    put(answer, "_links.self.href", link.replace("/flows/", "/as/flows/"))


@on_success(Kind.SHAPE, READ, "FLOW-006", also=(*SHAPE, "LINK-002"))
def writes_the_link_of_a_flow_as_text(request: Request, answer: Answer) -> None:
    put(answer, "_links.self", answer.member("_links.self.href"))


@on_success(Kind.SECURITY, READ, "FLOW-007")
def resumes_another_flow(request: Request, answer: Answer) -> None:
    flow = _flow(request)
    if flow is not None:
        link = str(answer.member("resumeUrl"))
        put(answer, "resumeUrl", link.replace(flow.id, flow.session_id))


@on_success(Kind.SECURITY, READ, "FLOW-007")
def resumes_on_another_host(request: Request, answer: Answer) -> None:
    place = str(answer.member("resumeUrl")).partition("://")[2].partition("/")[2]
    put(answer, "resumeUrl", f"https://login.example.net/{place}")


@on_success(Kind.MEANING, READ, "FLOW-007")
def resumes_at_another_path(request: Request, answer: Answer) -> None:
    put(answer, "resumeUrl", str(answer.member("resumeUrl")).replace("/as/resume", "/resume"))


@on_success(Kind.SHAPE, READ, "FLOW-008", also=(*SHAPE, "FLOW-009", "ANSWER-029"))
def writes_the_end_of_a_flow_in_seconds(request: Request, answer: Answer) -> None:
    flow = _flow(request)
    if flow is not None:
        put(answer, "expiresAt", flow.expires_at // 1000)


@on_success(Kind.SHAPE, READ, "FLOW-008", also=(*SHAPE, "FLOW-009", "ANSWER-029"))
def writes_the_creation_of_a_flow_without_a_time_zone(request: Request, answer: Answer) -> None:
    put(answer, "createdAt", str(answer.member("createdAt")).rstrip("Z"))


@on_success(Kind.MEANING, READ, "FLOW-009")
def shows_a_flow_as_expired_at_once(request: Request, answer: Answer) -> None:
    put(answer, "expiresAt", answer.member("createdAt"))


@on_success(Kind.SHAPE, READ, "FLOW-010", also=SHAPE)
def omits_the_session_of_a_flow(request: Request, answer: Answer) -> None:
    drop(answer, "session")


@on_success(Kind.SHAPE, READ, "FLOW-010", also=SHAPE)
def shows_a_session_without_an_id(request: Request, answer: Answer) -> None:
    put(answer, "session", {})


@on_success(Kind.SHAPE, READ, "FLOW-011")
def has_no_link_to_confirm(request: Request, answer: Answer) -> None:
    links = answer.member("_links")
    if isinstance(links, dict):
        links.pop("user.confirm", None)


@on_success(Kind.STATE, READ, "FLOW-012")
def shows_another_status_at_the_second_read(request: Request, answer: Answer) -> None:
    seen = request.memory.setdefault("seen", set())
    if request.path["flow_id"] in seen:
        put(answer, "status", "IN_PROGRESS")
    seen.add(request.path["flow_id"])


@on_refusal(Kind.SECURITY, READ, "FLOW-013", "FLOW-014", also=("ERROR-026", "ERROR-027", "FLOW-018"))
def shows_an_unknown_flow_as_completed(request: Request, answer: Answer) -> None:
    if answer.status == 404 and _flow(request) is None:
        answer.status, answer.json = 200, {"id": request.path["flow_id"], "status": "COMPLETED"}


@on_refusal(Kind.STATUS, READ, "FLOW-014", also=("ERROR-027", "FLOW-015"))
def answers_a_read_of_an_unknown_flow_with_403(request: Request, answer: Answer) -> None:
    if answer.status == 404:
        raise forbidden()


@on_request(Kind.STATE, READ, "FLOW-015")
def shows_an_old_flow(request: Request) -> None:
    flow = _flow(request)
    if flow is not None:
        request.mock.store.put_flow(replace(flow, expires_at=request.mock.clock.now() + MINUTE))


@on_refusal(Kind.STATUS, READ, "FLOW-015", also=("ANSWER-003",))
def answers_a_read_of_an_old_flow_with_410(request: Request, answer: Answer) -> None:
    if answer.status == 404 and _flow(request) is not None:
        answer.status = 410


@on_request(Kind.STATE, READ, "FLOW-016")
def does_not_find_a_flow_after_ten_minutes(request: Request) -> None:
    flow = _flow(request)
    if flow is not None and request.mock.clock.now() >= flow.expires_at - 5 * MINUTE:
        request.path["flow_id"] = flow.session_id


@on_success(Kind.STATE, CONFIRM, "FLOW-016")
def does_not_start_the_time_of_a_flow_anew(request: Request, answer: Answer) -> None:
    flow = _flow(request)
    if flow is not None:
        request.mock.store.put_flow(replace(flow, expires_at=flow.created_at + 15 * MINUTE))


@on_request(Kind.SECURITY, READ, "FLOW-017")
def shows_a_flow_of_another_environment(request: Request) -> None:
    flow = _flow(request)
    if flow is not None:
        request.path["environment_id"] = flow.environment_id


@on_refusal(Kind.SHAPE, READ, "FLOW-018", also=("ANSWER-007", "ERROR-001", "ERROR-002", "ERROR-003"))
def refuses_a_read_of_a_flow_in_html(request: Request, answer: Answer) -> None:
    answer.body = b"<html><body><h1>Not found</h1></body></html>"
    answer.headers["content-type"] = "text/html"


@on_refusal(Kind.SHAPE, READ, "FLOW-018", also=("ANSWER-007", "ERROR-002"))
def gives_no_message_for_an_unknown_flow(request: Request, answer: Answer) -> None:
    drop(answer, "message")


@on_success(Kind.SHAPE, READ, "FLOW-019", also=("ANSWER-010",))
def shows_a_flow_without_a_correlation_id(request: Request, answer: Answer) -> None:
    del answer.headers["correlation-id"]
