"""States that a wrong server shows when a transaction is read: other names, other moments, other transactions' ones."""

from __future__ import annotations

from typing import Any

from pingone_conformance.mock.faults.created import CREATE, keep
from pingone_conformance.mock.faults.edits import drop, put
from pingone_conformance.mock.faults.exchange import Answer, Request
from pingone_conformance.mock.faults.fault import Around, Kind, around, on_request, on_success
from pingone_conformance.mock.faults.verifications import (
    FINISH,
    READ,
    STATUS,
    STEPS,
    named,
    rewrite,
    siblings,
)

EVERY_STATE = tuple(f"STATUS-{number:03}" for number in range(1, 11))


def _call(answer: Answer, status: str, otherwise: str) -> None:
    if answer.member(STATUS) == status:
        put(answer, STATUS, otherwise)


def _each_step(answer: Answer, status: str) -> None:
    steps = answer.member(STEPS)
    if isinstance(steps, dict) and answer.member(STATUS) == "SUCCESS":
        put(answer, STEPS, dict.fromkeys(steps, status))


@on_success(Kind.MEANING, READ, "STATUS-001", "STATUS-002", also=("STATUS-037",))
def reads_requested_as_pending(request: Request, answer: Answer) -> None:
    _call(answer, "REQUESTED", "PENDING")


@on_success(Kind.MEANING, READ, "STATUS-003")
def reads_requested_until_a_step_is_done(request: Request, answer: Answer) -> None:
    _call(answer, "INITIATED", "REQUESTED")


@on_success(Kind.MEANING, READ, "STATUS-004")
def reads_initiated_until_all_steps_are_done(request: Request, answer: Answer) -> None:
    _call(answer, "PARTIAL", "INITIATED")


@on_success(Kind.MEANING, READ, "STATUS-005", also=("STATUS-032",))
def reads_partial_until_it_is_decided(request: Request, answer: Answer) -> None:
    _call(answer, "IN_PROGRESS", "PARTIAL")


@on_success(Kind.SHAPE, READ, "STATUS-001", "STATUS-005", also=("STATUS-032",))
def writes_in_progress_with_a_hyphen(request: Request, answer: Answer) -> None:
    _call(answer, "IN_PROGRESS", "IN-PROGRESS")


@on_success(Kind.MEANING, READ, "STATUS-001", "STATUS-006", also=("STATUS-032",))
def reads_success_as_verified(request: Request, answer: Answer) -> None:
    _call(answer, "SUCCESS", "VERIFIED")


@on_success(Kind.MEANING, READ, "STATUS-007")
def reads_success_where_nothing_was_required(request: Request, answer: Answer) -> None:
    _call(answer, "NOT_REQUIRED", "SUCCESS")


@on_success(Kind.MEANING, READ, "STATUS-001", "STATUS-008", also=("STATUS-038",))
def reads_fail_as_failed(request: Request, answer: Answer) -> None:
    _call(answer, "FAIL", "FAILED")


@on_success(Kind.MEANING, READ, "STATUS-009", also=("STATUS-012", "STATUS-014", "STATUS-020"))
def reads_an_approval_by_hand_as_success(request: Request, answer: Answer) -> None:
    _call(answer, "APPROVED_MANUALLY", "SUCCESS")


@on_success(Kind.MEANING, READ, "STATUS-010", also=("STATUS-013", "STATUS-015", "STATUS-020"))
def reads_every_approval_as_one_by_hand(request: Request, answer: Answer) -> None:
    _call(answer, "APPROVED_NO_REQUEST", "APPROVED_MANUALLY")


@on_success(Kind.SHAPE, READ, *EVERY_STATE[:2], also=(*EVERY_STATE, "STATUS-032", "STATUS-037", "STATUS-038"))
def writes_states_in_camel_case(request: Request, answer: Answer) -> None:
    status = answer.member(STATUS)
    if isinstance(status, str) and not status.startswith("APPROVED"):
        put(answer, STATUS, "".join(word.capitalize() for word in status.split("_")))


@on_success(Kind.STATE, CREATE, "STATUS-002", also=("STATUS-037",))
def begins_a_transaction_as_it_is_created(request: Request, answer: Answer) -> None:
    keep(request, answer, status="INITIATED")


@on_success(Kind.STATE, READ, "STATUS-037", also=("ANSWER-030", "STATUS-038"))
def takes_a_read_for_the_beginning_of_the_user(request: Request, answer: Answer) -> None:
    transaction = named(request)
    if transaction is not None and transaction.status == "REQUESTED":
        rewrite(request, transaction, status="INITIATED")


@on_success(Kind.MEANING, READ, "STATUS-003", "STATUS-006", "STATUS-008", also=EVERY_STATE)
def reads_the_status_of_the_users_first_transaction(request: Request, answer: Answer) -> None:
    for first in siblings(request)[:1]:
        put(answer, STATUS, first.status)


@on_success(Kind.MEANING, READ, "STATUS-003", "STATUS-006", "STATUS-008", also=EVERY_STATE)
def reads_the_status_of_the_users_newest_transaction(request: Request, answer: Answer) -> None:
    for newest in siblings(request)[-1:]:
        put(answer, STATUS, newest.status)


@around(Kind.STATE, READ, "STATUS-005", "STATUS-006", "STATUS-008", also=(*EVERY_STATE, "STATUS-038"))
def shows_the_status_of_the_read_before(request: Request) -> Around:
    answer = yield
    if answer.ok and answer.member(STATUS) is not None:
        seen: dict[str, Any] = request.memory.setdefault("seen", {})
        transaction_id, status = request.path["transaction_id"], answer.member(STATUS)
        put(answer, STATUS, seen.get(transaction_id, "REQUESTED"))
        seen[transaction_id] = status


@on_success(Kind.MEANING, READ, "STATUS-011")
def leaves_the_last_step_of_a_success_in_progress(request: Request, answer: Answer) -> None:
    steps = answer.member(STEPS)
    if isinstance(steps, dict) and steps and answer.member(STATUS) == "SUCCESS":
        steps[list(steps)[-1]] = "IN_PROGRESS"


@on_success(Kind.SHAPE, READ, "STATUS-011")
def forgets_the_steps_of_a_success(request: Request, answer: Answer) -> None:
    if answer.member(STATUS) == "SUCCESS":
        put(answer, STEPS, {})


@on_success(Kind.SHAPE, READ, "STATUS-011", also=("ANSWER-006",))
def reads_steps_as_a_list(request: Request, answer: Answer) -> None:
    steps = answer.member(STEPS)
    if isinstance(steps, dict):
        put(answer, STEPS, [{"type": step, "status": status} for step, status in steps.items()])


@on_success(
    Kind.SHAPE,
    READ,
    "STATUS-001",
    "READ-004",
    also=(*EVERY_STATE, "ANSWER-006", "STATUS-032", "STATUS-037", "STATUS-038"),
)
def reads_the_status_beside_its_object(request: Request, answer: Answer) -> None:
    status = answer.member(STATUS)
    if status is not None:
        drop(answer, STATUS)
        put(answer, "status", status)


@on_request(Kind.STATE, FINISH, "STATUS-007")
def finishes_what_needs_no_verification_with_success(request: Request) -> None:
    if request.member("status") == "NOT_REQUIRED":
        put(request, "status", "SUCCESS")


@around(Kind.STATE, FINISH, "STATUS-011")
def decides_without_finishing_the_steps(request: Request) -> Around:
    yield
    transaction = named(request)
    if transaction is not None and transaction.status == "SUCCESS":
        rewrite(request, transaction, checks=dict.fromkeys(transaction.checks, "IN_PROGRESS"))
