"""Updates of a transaction's status that a wrong server refuses, answers wrongly or loses."""

from __future__ import annotations

from typing import Any

from pingone_conformance.mock.clock import timestamp
from pingone_conformance.mock.errors import request_failed
from pingone_conformance.mock.faults.edits import drop, put
from pingone_conformance.mock.faults.exchange import Answer, Request
from pingone_conformance.mock.faults.fault import Around, Kind, around, on_success
from pingone_conformance.mock.faults.verifications import STATUS, UPDATE, own, rewrite

MANUALLY, WITHOUT_REQUEST = "APPROVED_MANUALLY", "APPROVED_NO_REQUEST"
APPROVALS = (MANUALLY, WITHOUT_REQUEST)
NOT_KEPT = ("STATUS-012", "STATUS-013", "STATUS-014", "STATUS-015")


def _refuse(request: Request, state: str, *targets: str) -> Around:
    """Refuse, once the mock has let the caller in, to approve a transaction in a state."""
    before = own(request)
    answer = yield
    if answer.ok and before is not None and before.status == state and answer.member(STATUS) in targets:
        rewrite(
            request, before, status=before.status, updated_at=before.updated_at, decided_at=before.decided_at
        )
        raise request_failed("This transaction cannot be approved.")


@around(Kind.VALIDATION, UPDATE, "STATUS-014", "STATUS-015")
def approves_only_what_failed(request: Request) -> Around:
    yield from _refuse(request, "IN_PROGRESS", *APPROVALS)


@around(Kind.VALIDATION, UPDATE, "STATUS-012", "STATUS-013", also=("STATUS-016",))
def approves_only_what_is_in_progress(request: Request) -> Around:
    yield from _refuse(request, "FAIL", *APPROVALS)


@around(Kind.VALIDATION, UPDATE, "STATUS-013", also=("STATUS-016",))
def approves_what_failed_by_hand_only(request: Request) -> Around:
    yield from _refuse(request, "FAIL", WITHOUT_REQUEST)


@around(Kind.VALIDATION, UPDATE, "STATUS-012", also=("STATUS-016",))
def approves_what_failed_without_a_request_only(request: Request) -> Around:
    yield from _refuse(request, "FAIL", MANUALLY)


@around(Kind.VALIDATION, UPDATE, "STATUS-014")
def approves_what_is_in_progress_without_a_request_only(request: Request) -> Around:
    yield from _refuse(request, "IN_PROGRESS", MANUALLY)


@around(Kind.VALIDATION, UPDATE, "STATUS-015")
def approves_what_is_in_progress_by_hand_only(request: Request) -> Around:
    yield from _refuse(request, "IN_PROGRESS", WITHOUT_REQUEST)


@on_success(Kind.STATUS, UPDATE, "STATUS-016", also=("ANSWER-002",))
def answers_an_approval_with_201(request: Request, answer: Answer) -> None:
    answer.status = 201


@on_success(Kind.STATUS, UPDATE, "STATUS-016", also=("ANSWER-002",))
def answers_an_approval_without_a_request_with_202(request: Request, answer: Answer) -> None:
    if answer.member(STATUS) == WITHOUT_REQUEST:
        answer.status = 202


@on_success(
    Kind.STATUS,
    UPDATE,
    "STATUS-016",
    "STATUS-017",
    "STATUS-018",
    also=("ANSWER-002", "ANSWER-004", "ANSWER-005", "ANSWER-006", "STATUS-019", "LINK-003"),
)
def answers_an_approval_with_204(request: Request, answer: Answer) -> None:
    answer.status, answer.body = 204, b""


@on_success(Kind.MEANING, UPDATE, "STATUS-017")
def answers_an_approval_with_the_status_before_it(request: Request, answer: Answer) -> None:
    put(answer, STATUS, "FAIL")


@on_success(Kind.MEANING, UPDATE, "STATUS-017")
def answers_every_approval_as_one_by_hand(request: Request, answer: Answer) -> None:
    put(answer, STATUS, MANUALLY)


@on_success(Kind.SHAPE, UPDATE, "STATUS-018", also=("ANSWER-006", "LINK-003"))
def answers_an_approval_without_an_id(request: Request, answer: Answer) -> None:
    drop(answer, "id")


@on_success(Kind.MEANING, UPDATE, "STATUS-018", also=("LINK-003",))
def answers_an_approval_with_the_id_of_the_policy(request: Request, answer: Answer) -> None:
    put(answer, "id", answer.member("verifyPolicy.id"))


@on_success(Kind.SHAPE, UPDATE, "STATUS-018", "STATUS-019", also=("ANSWER-006", "LINK-003"))
def answers_an_approval_with_the_status_alone(request: Request, answer: Answer) -> None:
    answer.json = {"transactionStatus": answer.member("transactionStatus")}


@around(Kind.STATE, UPDATE, "STATUS-020", also=NOT_KEPT)
def does_not_keep_an_approval(request: Request) -> Around:
    before = own(request)
    answer = yield
    if answer.ok and before is not None:
        rewrite(request, before, status=before.status, decided_at=before.decided_at)


@on_success(Kind.STATE, UPDATE, "STATUS-020", also=NOT_KEPT[1::2])
def keeps_every_approval_as_one_by_hand(request: Request, answer: Answer) -> None:
    rewrite(request, own(request), status=MANUALLY)


@around(Kind.STATE, UPDATE, "STATUS-018", "STATUS-020", also=NOT_KEPT)
def answers_the_same_update_from_a_cache(request: Request) -> Around:
    known: dict[bytes, Any] = request.memory.setdefault("updates", {})
    body, before = request.body, own(request)
    answer = yield
    if answer.ok and body in known and before is not None:
        rewrite(request, before, status=before.status, decided_at=before.decided_at)
        answer.json = known[body]
    elif answer.ok:
        known[body] = answer.json


@around(Kind.STATE, UPDATE, "STATUS-019")
def leaves_updated_at_as_it_was(request: Request) -> Around:
    before = own(request)
    answer = yield
    if answer.ok and before is not None:
        rewrite(request, before, updated_at=before.updated_at)
        put(answer, "updatedAt", timestamp(before.updated_at))


@on_success(Kind.STATE, UPDATE, "STATUS-019")
def moves_created_at_with_an_approval(request: Request, answer: Answer) -> None:
    now = request.mock.clock.now()
    rewrite(request, own(request), created_at=now)
    put(answer, "createdAt", timestamp(now))
