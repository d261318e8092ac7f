"""Comparisons of biographic data that a wrong server leaves out, or makes without cause."""

from __future__ import annotations

from dataclasses import replace

from pingone_conformance.mock.faults.exchange import Answer, Request
from pingone_conformance.mock.faults.fault import Kind, on_success
from pingone_conformance.mock.judgements import biographic_match, given_biographics
from pingone_conformance.mock.records import Metadata

_FINISH = "finishVerification"
_TYPE = "BIOGRAPHIC_MATCH"


def _judgements(request: Request) -> dict[str, Metadata]:
    """Return the metadata of the transaction, to be changed in place."""
    return request.mock.store.metadata.get(request.path["transaction_id"], {})


def _given(request: Request) -> list[str]:
    transaction = request.mock.store.transactions.get(request.path["transaction_id"])
    return given_biographics(transaction) if transaction else []


def _forget(request: Request) -> None:
    judgements = _judgements(request)
    for key in [key for key, one in judgements.items() if one.type == _TYPE]:
        del judgements[key]


def _compare(request: Request) -> None:
    judgements = _judgements(request)
    transaction = request.mock.store.transactions.get(request.path["transaction_id"])
    if judgements and transaction and all(one.type != _TYPE for one in judgements.values()):
        data = biographic_match(transaction)
        added = Metadata(request.mock.ids.uuid(), _TYPE, "BIOGRAPHIC_MATCHER", "SUCCESS", 1, data)
        judgements[added.id] = added


def _rename(request: Request, attribute: str, name: str | None) -> None:
    """Give the result of an attribute another name, or none."""
    judgements = _judgements(request)
    for key, one in judgements.items():
        if one.type == _TYPE:
            results = [
                {**result, "identifier": name} if result["identifier"] == attribute else result
                for result in one.data["biographic_match_results"]
                if name is not None or result["identifier"] != attribute
            ]
            judgements[key] = replace(one, data={"biographic_match_results": results})


@on_success(Kind.STATE, _FINISH, "BIO-018", also=("BIO-021",))
def compares_no_biographic_data(request: Request, _: Answer) -> None:
    _forget(request)


@on_success(Kind.STATE, _FINISH, "BIO-018", also=("BIO-021",))
def compares_biographic_data_only_when_there_is_a_birth_date(request: Request, _: Answer) -> None:
    if "birth_date" not in _given(request):
        _forget(request)


@on_success(Kind.STATE, _FINISH, "BIO-019")
def compares_biographic_data_that_nobody_sent(request: Request, _: Answer) -> None:
    if not _given(request):
        _compare(request)


@on_success(Kind.STATE, _FINISH, "BIO-020")
def compares_biographic_data_without_a_document(request: Request, _: Answer) -> None:
    if _given(request):
        _compare(request)


@on_success(Kind.MEANING, _FINISH, "BIO-021")
def leaves_the_birth_date_out_of_the_comparison(request: Request, _: Answer) -> None:
    _rename(request, "birth_date", None)


@on_success(Kind.MEANING, _FINISH, "BIO-021")
def calls_the_given_name_first_name_in_the_comparison(request: Request, _: Answer) -> None:
    _rename(request, "given_name", "first_name")
