"""Transactions that a wrong server lets expire too early, too late, or without saying so."""

from __future__ import annotations

from pingone_conformance.mock.clock import MINUTE, timestamp
from pingone_conformance.mock.errors import not_found
from pingone_conformance.mock.faults.edits import put
from pingone_conformance.mock.faults.exchange import Answer, Request
from pingone_conformance.mock.faults.fault import Around, Kind, around, on_request, on_success
from pingone_conformance.mock.faults.verifications import READ, STATUS, STEPS, meanwhile, named, own, rewrite
from pingone_conformance.mock.records import Transaction

FAR = 10_000_000 * MINUTE


def _expiring(request: Request, expires_at: int) -> Around:
    transaction = own(request)
    running = meanwhile(request, transaction, expires_at=expires_at)
    next(running)
    answer = yield
    next(running, None)
    if answer.ok and transaction is not None:
        put(answer, "expiresAt", timestamp(transaction.expires_at))


def _is_late(request: Request, transaction: Transaction | None) -> bool:
    return transaction is not None and request.mock.clock.now() >= transaction.expires_at


def _in(request: Request, *states: str) -> bool:
    transaction = own(request)
    return transaction is not None and transaction.status in states


@around(Kind.STATE, READ, "STATUS-038", "STATUS-040")
def lets_no_transaction_expire(request: Request) -> Around:
    yield from _expiring(request, request.mock.clock.now() + FAR)


@around(Kind.STATE, READ, "STATUS-038")
def lets_nothing_expire_that_was_begun(request: Request) -> Around:
    if _in(request, "INITIATED"):
        yield from _expiring(request, request.mock.clock.now() + FAR)
    else:
        yield


@around(Kind.STATE, READ, "STATUS-038")
def lets_nothing_expire_of_which_a_part_is_done(request: Request) -> Around:
    if _in(request, "PARTIAL"):
        yield from _expiring(request, request.mock.clock.now() + FAR)
    else:
        yield


@around(Kind.STATE, READ, "STATUS-037")
def lets_a_transaction_expire_after_half_its_time(request: Request) -> Around:
    transaction = own(request)
    middle = (transaction.created_at + transaction.expires_at) // 2 if transaction else FAR
    yield from _expiring(request, middle)


@around(Kind.STATE, READ, "STATUS-037")
def lets_a_transaction_expire_two_minutes_early(request: Request) -> Around:
    transaction = own(request)
    yield from _expiring(request, transaction.expires_at - 2 * MINUTE if transaction else FAR)


@around(Kind.STATE, READ, "STATUS-038", also=("STATUS-040",))
def lets_a_transaction_expire_two_minutes_late(request: Request) -> Around:
    transaction = own(request)
    yield from _expiring(request, transaction.expires_at + 2 * MINUTE if transaction else FAR)


@around(Kind.STATE, READ, "STATUS-038", also=("STATUS-040",))
def gives_a_transaction_more_time_with_each_read(request: Request) -> Around:
    transaction = own(request)
    read_at = request.memory.setdefault("read at", {})
    now = request.mock.clock.now()
    lifetime = transaction.expires_at - transaction.created_at if transaction else 0
    expires_at = read_at.get(request.path["transaction_id"], now) + lifetime
    read_at[request.path["transaction_id"]] = now
    yield from _expiring(request, expires_at)


@on_success(Kind.STATE, READ, "STATUS-039")
def fails_what_is_in_progress_when_it_expires(request: Request, answer: Answer) -> None:
    transaction = named(request)
    if _is_late(request, transaction) and answer.member(STATUS) == "IN_PROGRESS":
        put(answer, STATUS, "FAIL")
        rewrite(request, transaction, status="FAIL")


@on_success(Kind.MEANING, READ, "STATUS-038")
def calls_what_has_expired_expired(request: Request, answer: Answer) -> None:
    if _is_late(request, named(request)) and answer.member(STATUS) == "FAIL":
        put(answer, STATUS, "EXPIRED")


@on_success(Kind.MEANING, READ, "STATUS-040")
def does_not_say_that_a_transaction_timed_out(request: Request, answer: Answer) -> None:
    steps = answer.member(STEPS)
    if _is_late(request, named(request)) and isinstance(steps, dict):
        put(answer, STEPS, {step: "FAIL" if "TIMED" in str(is_) else is_ for step, is_ in steps.items()})


@on_request(Kind.STATE, READ, "STATUS-038", also=("STATUS-040",))
def forgets_what_has_expired(request: Request) -> None:
    transaction = own(request)
    if _is_late(request, transaction) and _in(request, "REQUESTED", "INITIATED", "PARTIAL", "FAIL"):
        raise not_found()


@around(Kind.STATE, READ, "STATUS-038", "STATUS-040", also=("ANSWER-030",))
def notices_an_expiry_with_the_second_read(request: Request) -> Around:
    transaction = own(request)
    noticed = request.memory.setdefault("noticed", set())
    if _is_late(request, transaction) and request.path["transaction_id"] not in noticed:
        noticed.add(request.path["transaction_id"])
        yield from _expiring(request, request.mock.clock.now() + FAR)
    else:
        yield
