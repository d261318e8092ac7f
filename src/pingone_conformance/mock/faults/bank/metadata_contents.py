"""What a wrong server lets the providers say: data without a part, on another scale, or in another form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pingone_conformance.mock.faults.exchange import Answer, Request
from pingone_conformance.mock.faults.fault import Kind, on_success
from pingone_conformance.mock.faults.verifications import entries

LIST = "readAllVerificationMetadata"
RESULTS = "biographic_match_results"
JUDGEMENTS = "mitekVerifications"


def _data_of(answer: Answer, kind: str) -> list[dict[str, Any]]:
    """Return the data of the entries of a type, to be changed in place."""
    found = [entry.get("data") for entry in entries(answer, "metaData") if entry.get("type") == kind]
    return [data for data in found if isinstance(data, dict)]


def _each(answer: Answer, kind: str, name: str, change: Callable[[Any], Any]) -> None:
    for data in _data_of(answer, kind):
        if name in data:
            data[name] = change(data[name])


def _without(name: str) -> Callable[[Any], Any]:
    return lambda listed: [{key: value for key, value in one.items() if key != name} for one in listed]


@on_success(Kind.SHAPE, LIST, "META-009")
def leaves_out_the_quality_of_a_living_face(request: Request, answer: Answer) -> None:
    for data in _data_of(answer, "LIVENESS"):
        data.pop("quality", None)


@on_success(Kind.SHAPE, LIST, "META-009")
def says_true_for_the_probability_of_a_living_face(request: Request, answer: Answer) -> None:
    _each(answer, "LIVENESS", "probability", lambda probability: probability > 0.5)


@on_success(Kind.MEANING, LIST, "META-010")
def writes_the_probability_of_an_injection_in_percent(request: Request, answer: Answer) -> None:
    _each(answer, "INJECTION_DETECTION", "probability", lambda probability: 100 * probability)


@on_success(Kind.SHAPE, LIST, "META-010")
def leaves_out_the_probability_of_an_injection(request: Request, answer: Answer) -> None:
    for data in _data_of(answer, "INJECTION_DETECTION"):
        data.clear()


@on_success(Kind.MEANING, LIST, "META-011")
def is_more_than_sure_of_a_face(request: Request, answer: Answer) -> None:
    _each(answer, "FACIAL_COMPARISON", "confidence", lambda _: 100.5)


@on_success(Kind.SHAPE, LIST, "META-011")
def writes_the_similarity_of_faces_with_a_percent_sign(request: Request, answer: Answer) -> None:
    _each(answer, "FACIAL_COMPARISON", "similarity", lambda similarity: f"{similarity} %")


@on_success(Kind.SHAPE, LIST, "META-012", also=("BIO-021",))
def does_not_say_what_was_compared(request: Request, answer: Answer) -> None:
    _each(answer, "BIOGRAPHIC_MATCH", RESULTS, _without("identifier"))


@on_success(Kind.SHAPE, LIST, "META-012")
def says_nothing_of_the_match_of_the_last_claim(request: Request, answer: Answer) -> None:
    for data in _data_of(answer, "BIOGRAPHIC_MATCH"):
        for result in data.get(RESULTS, [])[-1:]:
            result.pop("match", None)


@on_success(Kind.SHAPE, LIST, "META-012", also=("BIO-021",))
def lists_matches_by_the_names_of_claims(request: Request, answer: Answer) -> None:
    _each(
        answer,
        "BIOGRAPHIC_MATCH",
        RESULTS,
        lambda results: {one["identifier"]: one["match"] for one in results},
    )


@on_success(Kind.SHAPE, LIST, "META-013")
def writes_the_judgements_on_a_document_under_another_name(request: Request, answer: Answer) -> None:
    for data in _data_of(answer, "DOCUMENT_AUTHENTICATION"):
        data["verifications"] = data.pop(JUDGEMENTS, [])


@on_success(Kind.SHAPE, LIST, "META-013")
def lists_judgements_on_a_document_without_their_names(request: Request, answer: Answer) -> None:
    _each(answer, "DOCUMENT_AUTHENTICATION", JUDGEMENTS, _without("name"))
