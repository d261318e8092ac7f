"""Reference selfies that a wrong server misses, refuses, or does not look at."""

from __future__ import annotations

from pingone_conformance.mock.faults.created import (
    CREATE,
    asks_for,
    needs_selfie,
    object_at,
    on_creation,
    picture,
    refused,
    text_at,
)
from pingone_conformance.mock.faults.exchange import Answer, Request
from pingone_conformance.mock.faults.fault import Around, Kind, around, on_request

_SELFIE = "requirements.referenceSelfie"


def _supply(request: Request) -> Around:
    object_at(request, "").setdefault("requirements", {})
    object_at(request, "requirements")["referenceSelfie"] = picture()
    answer = yield
    if answer.ok:
        object_at(answer, "requirements").pop("referenceSelfie", None)


@on_creation(Kind.VALIDATION, "TXN-044")
def refuses_a_required_selfie_that_is_a_jpeg(request: Request, answer: Answer) -> None:
    if needs_selfie(request) and text_at(request, f"{_SELFIE}.value").startswith("/9j/"):
        raise refused(request, answer, _SELFIE)


@around(Kind.VALIDATION, CREATE, "TXN-045")
def takes_any_requirement_for_a_selfie(request: Request) -> Around:
    if needs_selfie(request) and object_at(request, "requirements") and request.member(_SELFIE) is None:
        yield from _supply(request)
    else:
        yield


@around(Kind.VALIDATION, CREATE, "TXN-046")
def does_without_the_selfie_that_the_default_policy_requires(request: Request) -> Around:
    named = object_at(request, "").get("verifyPolicy")
    if not named and needs_selfie(request) and request.member(_SELFIE) is None:
        yield from _supply(request)
    else:
        yield


@on_creation(Kind.VALIDATION, "TXN-047")
def needs_a_selfie_beside_an_optional_document(request: Request, answer: Answer) -> None:
    if asks_for(request, "governmentId", "OPTIONAL") and request.member(_SELFIE) is None:
        raise refused(request, answer, _SELFIE)


@on_creation(Kind.VALIDATION, "TXN-047")
def needs_a_selfie_for_an_optional_comparison(request: Request, answer: Answer) -> None:
    if asks_for(request, "facialComparison", "OPTIONAL") and request.member(_SELFIE) is None:
        raise refused(request, answer, _SELFIE)


@on_creation(Kind.VALIDATION, "TXN-047")
def needs_a_selfie_where_there_is_no_document(request: Request, answer: Answer) -> None:
    if asks_for(request, "governmentId", "DISABLED") and request.member(_SELFIE) is None:
        raise refused(request, answer, _SELFIE)


@on_creation(Kind.VALIDATION, "TXN-048")
def refuses_a_selfie_where_no_faces_are_compared(request: Request, answer: Answer) -> None:
    if asks_for(request, "facialComparison", "DISABLED") and object_at(request, _SELFIE):
        raise refused(request, answer, _SELFIE)


@on_creation(Kind.VALIDATION, "TXN-048", also=("TXN-001",))
def refuses_a_selfie_beside_a_document(request: Request, answer: Answer) -> None:
    if asks_for(request, "governmentId", "REQUIRED") and object_at(request, _SELFIE):
        raise refused(request, answer, _SELFIE)


@on_request(Kind.VALIDATION, CREATE, "TXN-049")
def takes_a_required_selfie_without_value(request: Request) -> None:
    if request.member(_SELFIE) == {}:
        request.json["requirements"]["referenceSelfie"] = picture()


@on_request(Kind.VALIDATION, CREATE, "TXN-050")
def takes_any_text_for_a_required_selfie(request: Request) -> None:
    if " " in text_at(request, f"{_SELFIE}.value"):
        request.json["requirements"]["referenceSelfie"] = picture()


@on_request(Kind.STATE, CREATE, "TXN-046", "TXN-011")
def goes_by_the_first_default_policy_for_ever(request: Request) -> None:
    here = request.path["environment_id"]
    policies = request.mock.store.policies.values()
    oldest = next((policy.id for policy in policies if policy.environment_id == here), None)
    if isinstance(request.json, dict) and not request.json.get("verifyPolicy") and oldest:
        request.json["verifyPolicy"] = {"id": oldest}
