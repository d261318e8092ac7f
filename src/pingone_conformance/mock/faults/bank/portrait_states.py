"""Portraits that a wrong server makes when, or for whom, it must not, or does not keep."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace
from typing import Any

from pingone_conformance.mock.errors import request_failed
from pingone_conformance.mock.evidence import picture_data
from pingone_conformance.mock.faults.exchange import Answer, Request
from pingone_conformance.mock.faults.fault import Around, Kind, around, on_refusal, on_request, on_success
from pingone_conformance.mock.faults.selfies import (
    UPDATE,
    encoded,
    find_in_other_transactions,
    keep,
    portrait_in,
    selfie_of,
)
from pingone_conformance.mock.portraits import replace_background
from pingone_conformance.mock.records import VerifiedData
from pingone_conformance.mock.schemas.portraits import REPLACE_BACKGROUND
from pingone_conformance.mock.selfie import selfie_jpeg

NEEDS_ANOTHER_UPDATE = (
    *("PORTRAIT-032", "PORTRAIT-033", "PORTRAIT-036", "PORTRAIT-037", "PORTRAIT-040"),
    *("ANSWER-023", "ANSWER-024", "ANSWER-026", "ANSWER-027", "ANSWER-028"),
)

UNVERIFIED = {"REQUESTED", "INITIATED", "PARTIAL", "IN_PROGRESS"}


def as_if_verified(request: Request, *statuses: str) -> Generator[None, Answer, Answer]:
    """Answer for a transaction in one of these states as if its user had been verified and had taken a selfie."""
    store, path = request.mock.store, request.path
    known = store.transactions.get(path["transaction_id"])
    data = store.verified_data.get(path["transaction_id"])
    if known is None or known.status not in statuses:
        return (yield)
    picture = selfie_jpeg()
    selfie = VerifiedData(
        path["verified_data_id"], "SELFIE", known.updated_at, 1, picture_data(picture, "JPEG"), picture
    )
    store.transactions[known.id] = replace(known, status="SUCCESS", decided_at=request.mock.clock.now())
    store.verified_data[known.id] = {selfie.id: selfie, **(data or {})}
    answer = yield
    store.transactions[known.id] = known
    if data is None:
        store.verified_data.pop(known.id, None)
    return answer


@around(Kind.STATE, UPDATE, "PORTRAIT-011")
def makes_portraits_while_documents_are_validated(request: Request) -> Around:
    yield from as_if_verified(request, "IN_PROGRESS")


@around(Kind.STATE, UPDATE, "PORTRAIT-011")
def makes_portraits_of_a_partial_verification(request: Request) -> Around:
    yield from as_if_verified(request, "PARTIAL")


@around(Kind.STATE, UPDATE, "PORTRAIT-011")
def makes_portraits_of_a_verification_that_begins_again(request: Request) -> Around:
    known = request.memory.setdefault("portraits", set())
    selfie = request.path["verified_data_id"]
    answer = yield from as_if_verified(request, *(UNVERIFIED if selfie in known else ()))
    if answer.ok:
        known.add(selfie)


@around(Kind.STATE, UPDATE, "PORTRAIT-012")
def makes_portraits_of_failed_verifications(request: Request) -> Around:
    yield from as_if_verified(request, "FAIL")


@on_request(Kind.SECURITY, UPDATE, "PORTRAIT-013")
def makes_portraits_for_any_user_of_the_environment(request: Request) -> None:
    transaction = request.mock.store.transactions.get(request.path["transaction_id"])
    if transaction is not None and request.path["user_id"] in request.mock.store.users:
        request.path["user_id"] = transaction.user_id


@around(Kind.STATE, UPDATE, "PORTRAIT-014")
def makes_portraits_of_the_photo_on_the_document(request: Request) -> Around:
    item = selfie_of(request)
    if item is not None and item.type == "CROPPED_PORTRAIT":
        store = request.mock.store.verified_data[request.path["transaction_id"]]
        store[item.id] = replace(item, type="SELFIE", original=selfie_jpeg())
    yield


@on_request(Kind.STATE, UPDATE, "PORTRAIT-014")
def takes_the_selfie_whatever_verified_data_are_named(request: Request) -> None:
    records = request.mock.store.verified_data.get(request.path["transaction_id"], {})
    if request.path["verified_data_id"] in records:
        request.path["verified_data_id"] = next(
            (item.id for item in records.values() if item.type == "SELFIE"), request.path["verified_data_id"]
        )


@on_request(Kind.STATE, UPDATE, "PORTRAIT-015", also=("ERROR-026", "ERROR-027", "ERROR-028"))
def takes_the_selfie_for_an_unknown_id(request: Request) -> None:
    records = request.mock.store.verified_data.get(request.path["transaction_id"], {})
    known = {id_ for of in request.mock.store.verified_data.values() for id_ in of}
    if request.path["verified_data_id"] not in known:
        request.path["verified_data_id"] = next(
            (item.id for item in records.values() if item.type == "SELFIE"), request.path["verified_data_id"]
        )


@on_request(Kind.SECURITY, UPDATE, "PORTRAIT-016", also=("PORTRAIT-011",))
def finds_selfies_of_the_users_other_transactions(request: Request) -> None:
    find_in_other_transactions(request)


@around(Kind.STATE, UPDATE, "PORTRAIT-017")
def makes_portraits_after_the_retention(request: Request) -> Around:
    known = request.mock.store.transactions.get(request.path["transaction_id"])
    if known is None or known.decided_at is None or not request.mock.store.verified_data.get(known.id):
        yield
        return
    request.mock.store.transactions[known.id] = replace(known, decided_at=request.mock.clock.now())
    yield
    request.mock.store.transactions[known.id] = known


@on_success(Kind.STATE, UPDATE, "PORTRAIT-017")
def begins_the_retention_anew_with_each_portrait(request: Request, answer: Answer) -> None:
    store = request.mock.store
    known = store.transactions[request.path["transaction_id"]]
    store.transactions[known.id] = replace(known, decided_at=request.mock.clock.now())


@on_request(Kind.STATE, UPDATE, "IMAGE-012", also=NEEDS_ANOTHER_UPDATE)
def makes_one_portrait_of_a_selfie(request: Request) -> None:
    selfie = selfie_of(request)
    if selfie is None or selfie.original is None or request.media_type != REPLACE_BACKGROUND:
        return
    if picture_data(selfie.original, selfie.data["format"]) != selfie.data:
        raise request_failed("The background has been replaced before.")


def _painted(request: Request) -> dict[str, Any]:
    """Return the data of a portrait on black, made whatever is wrong with the request."""
    selfie = selfie_of(request)
    picture = (selfie.original if selfie else None) or selfie_jpeg()
    return picture_data(replace_background(picture, (0, 0, 0), 3, 4), "JPEG")


@on_refusal(Kind.STATE, UPDATE, "PORTRAIT-039")
def changes_the_selfie_before_it_looks_at_the_content_type(request: Request, answer: Answer) -> None:
    selfie = selfie_of(request)
    if answer.status == 415 and selfie is not None and selfie.type == "SELFIE":
        keep(request, _painted(request))


@on_refusal(Kind.STATE, UPDATE, "PORTRAIT-039")
def changes_the_selfie_before_it_looks_at_the_ratio(request: Request, answer: Answer) -> None:
    selfie = selfie_of(request)
    is_coloured = isinstance(request.member("backgroundColor"), dict)
    if answer.status == 400 and is_coloured and selfie is not None and selfie.type == "SELFIE":
        keep(request, _painted(request))


@on_refusal(Kind.STATE, UPDATE, "PORTRAIT-039")
def empties_the_selfie_where_a_side_is_0(request: Request, answer: Answer) -> None:
    selfie = selfie_of(request)
    if selfie is not None and 0 in (
        request.member("aspectRatio.aspectWidth"),
        request.member("aspectRatio.aspectHeight"),
    ):
        keep(request, {**selfie.data, "image": ""})


@around(Kind.STATE, UPDATE, "PORTRAIT-050")
def answers_with_a_portrait_that_it_does_not_keep(request: Request) -> Around:
    before = selfie_of(request)
    yield
    if before is not None:
        keep(request, before.data)


@around(Kind.STATE, UPDATE, "PORTRAIT-050")
def keeps_the_portrait_of_the_request_before(request: Request) -> Around:
    answer = yield
    if answer.ok:
        data = answer.member("data")
        keep(request, request.memory.setdefault(request.path["verified_data_id"], data))
        request.memory[request.path["verified_data_id"]] = data


@on_success(Kind.STATE, UPDATE, "PORTRAIT-050")
def forgets_the_selfie_once_it_has_a_portrait(request: Request, answer: Answer) -> None:
    keep(request, {})


@around(
    Kind.STATE,
    UPDATE,
    "IMAGE-004",
    "PORTRAIT-050",
    also=("IMAGE-005", "IMAGE-007", "IMAGE-010", "IMAGE-011", "IMAGE-012"),
)
def keeps_a_portrait_and_answers_with_the_selfie(request: Request) -> Around:
    before = selfie_of(request)
    answer = yield
    if before is not None and answer.ok:
        answer.json["data"] = before.data


@on_success(Kind.MEANING, UPDATE, "PORTRAIT-050")
def keeps_the_picture_at_half_its_size(request: Request, answer: Answer) -> None:
    picture = portrait_in(answer)
    if picture is not None and min(picture.size) > 1:
        keep(request, picture_data(encoded(picture.reduce(2)), "JPEG"))
