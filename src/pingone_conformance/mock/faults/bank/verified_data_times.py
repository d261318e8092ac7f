"""Verified data that a wrong server gives out too early, too late, too seldom, or to somebody else."""

from __future__ import annotations

from dataclasses import replace

from pingone_conformance.mock import evidence
from pingone_conformance.mock.clock import MINUTE
from pingone_conformance.mock.errors import not_found
from pingone_conformance.mock.faults.exchange import Answer, Request
from pingone_conformance.mock.faults.fault import Around, Kind, around, on_request, on_success
from pingone_conformance.mock.faults.selfies import find_in_other_transactions
from pingone_conformance.mock.records import Transaction

LIST, READ = "readAllVerifiedData", "readOneVerifiedData"


def transaction_of(request: Request) -> Transaction | None:
    """Return the transaction that the path names, None where there is none."""
    return request.mock.store.transactions.get(request.path["transaction_id"])


def age(request: Request) -> int:
    """Return the milliseconds since the transaction of the path was decided; 0 before that."""
    known = transaction_of(request)
    return request.mock.clock.now() - known.decided_at if known and known.decided_at else 0


def as_if_just_decided(request: Request) -> Around:
    """Answer as if the transaction had been decided a moment ago."""
    store, known = request.mock.store, transaction_of(request)
    if known is None or known.decided_at is None:
        yield
        return
    store.transactions[known.id] = replace(known, decided_at=request.mock.clock.now())
    yield
    store.transactions[known.id] = known


@on_request(Kind.STATE, READ, "DATA-036")
def forgets_verified_data_after_25_minutes(request: Request) -> None:
    if age(request) > 25 * MINUTE:
        raise not_found()


@on_success(Kind.STATE, READ, "DATA-036")
def empties_verified_data_in_their_last_minute(request: Request, answer: Answer) -> None:
    if age(request) > 29 * MINUTE and isinstance(answer.json, dict):
        answer.json["data"] = {}


@on_success(Kind.STATE, READ, "DATA-037", also=("DATA-036", "LINK-025"))
def gives_a_government_id_out_once(request: Request, answer: Answer) -> None:
    seen = request.memory.setdefault("read", set())
    if answer.member("type") == "GOVERNMENT_ID" and request.path["verified_data_id"] in seen:
        raise not_found()
    seen.add(request.path["verified_data_id"])


@on_success(Kind.STATE, READ, "DATA-037", also=("DATA-036",))
def masks_a_government_id_from_the_second_read_on(request: Request, answer: Answer) -> None:
    seen = request.memory.setdefault("read", set())
    data = answer.member("data")
    if request.path["verified_data_id"] in seen and isinstance(data, dict) and "idNumber" in data:
        data["idNumber"] = "*******"
    seen.add(request.path["verified_data_id"])


@around(Kind.STATE, READ, "DATA-038")
def finds_verified_data_after_the_retention(request: Request) -> Around:
    yield from as_if_just_decided(request)


@around(Kind.STATE, READ, "DATA-038")
def keeps_verified_data_for_an_hour(request: Request) -> Around:
    if age(request) < 60 * MINUTE:
        yield from as_if_just_decided(request)
    else:
        yield


@around(Kind.STATE, LIST, "DATA-039")
def lists_verified_data_after_the_retention(request: Request) -> Around:
    answer = yield
    listed = request.memory.setdefault("listed", {})
    if answer.ok and age(request) >= 30 * MINUTE:
        answer.json = listed.get(request.path["transaction_id"], answer.json)
    listed[request.path["transaction_id"]] = answer.json


@around(Kind.STATE, (LIST, READ), "DATA-038", "DATA-039")
def begins_the_retention_anew_with_each_read(request: Request) -> Around:
    known = transaction_of(request)
    if known is not None and known.decided_at is not None and age(request) < 30 * MINUTE:
        now = request.mock.clock.now()
        request.mock.store.transactions[known.id] = replace(known, decided_at=now)
    yield


def collected_in(request: Request, status: str) -> Around:
    """Answer with what was collected so far where a transaction is in that state."""
    known = transaction_of(request)
    early = known is not None and known.status == status
    if known is not None and early:
        evidence.collect(request.mock, known, None, 1)
    yield
    if known is not None and early:
        evidence.discard(request.mock, known)


@around(Kind.STATE, LIST, "DATA-040")
def lists_verified_data_while_documents_are_validated(request: Request) -> Around:
    yield from collected_in(request, "IN_PROGRESS")


@around(Kind.STATE, LIST, "DATA-040")
def lists_the_data_of_a_partial_verification(request: Request) -> Around:
    yield from collected_in(request, "PARTIAL")


def find_for_anybody(request: Request) -> None:
    """Look for the transaction alone, whichever user of the environment the path names."""
    known = transaction_of(request)
    if known is not None and request.path["user_id"] in request.mock.store.users:
        request.path["user_id"] = known.user_id


@on_request(Kind.SECURITY, LIST, "DATA-041")
def lists_verified_data_under_any_user(request: Request) -> None:
    find_for_anybody(request)


@on_request(Kind.SECURITY, READ, "DATA-043")
def finds_verified_data_under_any_user(request: Request) -> None:
    find_for_anybody(request)


@on_request(Kind.SECURITY, READ, "DATA-044")
def finds_verified_data_of_the_users_other_transactions(request: Request) -> None:
    find_in_other_transactions(request)
