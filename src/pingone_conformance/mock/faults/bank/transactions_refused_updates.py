"""Updates of a transaction's status that a wrong server makes though it has to refuse them, or does refuse them."""

from __future__ import annotations

from pingone_conformance.mock.faults.edits import put
from pingone_conformance.mock.faults.exchange import Request
from pingone_conformance.mock.faults.fault import Around, Kind, around, on_request
from pingone_conformance.mock.faults.verifications import STATUS, UPDATE, named, own, rewrite

MANUALLY, WITHOUT_REQUEST = "APPROVED_MANUALLY", "APPROVED_NO_REQUEST"
APPROVALS = (MANUALLY, WITHOUT_REQUEST)


def _asked_for(request: Request) -> str:
    status = request.member(STATUS)
    return status if isinstance(status, str) else ""


def _approve(request: Request, *states: str) -> Around:
    """Approve a transaction also in these states."""
    before = own(request)
    if before is not None and before.status in states:
        rewrite(request, before, status="FAIL")
    answer = yield
    if before is not None and before.status in states and not answer.ok:
        rewrite(request, before, status=before.status)


def _accept(request: Request, target: str) -> Around:
    """Put a transaction into a state that nobody can ask for."""
    put(request, STATUS, MANUALLY)
    answer = yield
    if answer.ok:
        rewrite(request, own(request), status=target)
        put(answer, STATUS, target)


@around(Kind.VALIDATION, UPDATE, "STATUS-021")
def approves_what_was_only_requested(request: Request) -> Around:
    yield from _approve(request, "REQUESTED")


@around(Kind.VALIDATION, UPDATE, "STATUS-022")
def approves_what_was_only_begun(request: Request) -> Around:
    yield from _approve(request, "INITIATED")


@around(Kind.VALIDATION, UPDATE, "STATUS-023")
def approves_what_is_partly_done(request: Request) -> Around:
    yield from _approve(request, "PARTIAL")


@around(Kind.VALIDATION, UPDATE, "STATUS-024")
def approves_what_was_verified(request: Request) -> Around:
    yield from _approve(request, "SUCCESS")


@around(Kind.VALIDATION, UPDATE, "STATUS-025")
def approves_what_needed_no_verification(request: Request) -> Around:
    yield from _approve(request, "NOT_REQUIRED")


@around(Kind.VALIDATION, UPDATE, "STATUS-026")
def approves_again_what_was_approved_by_hand(request: Request) -> Around:
    yield from _approve(request, MANUALLY)


@around(Kind.VALIDATION, UPDATE, "STATUS-027")
def approves_again_what_was_approved_without_a_request(request: Request) -> Around:
    yield from _approve(request, WITHOUT_REQUEST)


@around(Kind.VALIDATION, UPDATE, "STATUS-028")
def takes_success_for_an_approval(request: Request) -> Around:
    if request.member(STATUS) == "SUCCESS":
        yield from _accept(request, "SUCCESS")
    else:
        yield


@around(Kind.VALIDATION, UPDATE, "STATUS-029")
def lets_an_administrator_fail_a_transaction(request: Request) -> Around:
    if request.member(STATUS) == "FAIL":
        yield from _accept(request, "FAIL")
    else:
        yield


@around(Kind.VALIDATION, UPDATE, "STATUS-030", also=("STATUS-001",))
def takes_any_text_as_status(request: Request) -> Around:
    status = request.member(STATUS)
    if isinstance(status, str) and status not in (*APPROVALS, "SUCCESS", "FAIL"):
        yield from _accept(request, status)
    else:
        yield


@on_request(Kind.VALIDATION, UPDATE, "STATUS-031")
def approves_when_nothing_is_said(request: Request) -> None:
    if request.json == {} and request.body.strip() == b"{}":
        request.json = {"transactionStatus": {"status": MANUALLY}}


@on_request(Kind.VALIDATION, UPDATE, "STATUS-031")
def approves_when_no_status_is_said(request: Request) -> None:
    if request.member("transactionStatus") == {}:
        put(request, STATUS, MANUALLY)


@on_request(Kind.SECURITY, UPDATE, "STATUS-033", also=("ERROR-026", "ERROR-027", "ERROR-028"))
def approves_for_every_user(request: Request) -> None:
    transaction = named(request)
    if transaction is not None and transaction.environment_id == request.path["environment_id"]:
        request.path["user_id"] = transaction.user_id


@around(Kind.STATE, UPDATE, "STATUS-032")
def refuses_a_state_and_then_approves_it(request: Request) -> Around:
    answer = yield
    transaction = own(request)
    if answer.status == 400 and transaction and transaction.status not in ("FAIL", "IN_PROGRESS"):
        rewrite(request, transaction, status=_asked_for(request) or transaction.status)


@around(Kind.STATE, UPDATE, "STATUS-032")
def refuses_success_and_then_keeps_it(request: Request) -> Around:
    answer = yield
    if answer.status == 400 and _asked_for(request) == "SUCCESS":
        rewrite(request, own(request), status="SUCCESS")


@around(Kind.STATE, UPDATE, "STATUS-032")
def keeps_an_unknown_status_that_it_refused(request: Request) -> Around:
    answer = yield
    if (answer.status == 400 and "NOBODY" in _asked_for(request)) or len(_asked_for(request)) > 50:
        rewrite(request, own(request), status=_asked_for(request))


@around(Kind.STATE, UPDATE, "STATUS-032")
def fails_a_transaction_with_a_refused_update(request: Request) -> Around:
    answer = yield
    transaction = own(request)
    if answer.status == 400 and transaction and transaction.status == "IN_PROGRESS":
        rewrite(request, transaction, status="FAIL")


@around(Kind.SECURITY, UPDATE, "STATUS-032")
def refuses_another_user_and_then_approves(request: Request) -> Around:
    answer = yield
    transaction = named(request)
    here = transaction is not None and transaction.environment_id == request.path["environment_id"]
    if answer.status == 404 and here and _asked_for(request) in APPROVALS:
        rewrite(request, transaction, status=_asked_for(request))
