"""Refusals of callers that say or do the wrong thing."""

from __future__ import annotations

from pingone_conformance.mock.errors import forbidden, invalid_request, invalid_token, not_found
from pingone_conformance.mock.faults.bearer import (
    claims_of,
    environment_of,
    is_anonymous,
    scheme_of,
    token_of,
)
from pingone_conformance.mock.faults.exchange import Answer, Request
from pingone_conformance.mock.faults.fault import Around, Kind, around, on_refusal, on_request


def _is_bearer(request: Request) -> bool:
    return scheme_of(request).lower() == "bearer"


def _is_altered(request: Request) -> bool:
    return _is_bearer(request) and "." in token_of(request) and not environment_of(request, ever=True)


def _is_expired(request: Request) -> bool:
    return _is_bearer(request) and not environment_of(request) and bool(environment_of(request, ever=True))


def _is_of_elsewhere(request: Request) -> bool:
    known = environment_of(request) if _is_bearer(request) else None
    return known is not None and known != request.path["environment_id"]


@on_request(Kind.STATUS, "replaceUser", "AUTH-003")
def answers_403_to_a_caller_without_a_token(request: Request) -> None:
    if is_anonymous(request):
        raise forbidden()


@on_request(Kind.STATUS, "readAllVerifyPolicies", "AUTH-002", "AUTH-003")
def hides_policies_behind_404_from_a_caller_without_a_token(request: Request) -> None:
    if is_anonymous(request):
        raise not_found()


@on_request(Kind.STATUS, "readAllVerifiedData", "AUTH-005")
def answers_403_to_a_token_that_is_none(request: Request) -> None:
    if _is_bearer(request) and token_of(request) and "." not in token_of(request):
        raise forbidden()


@on_request(Kind.STATUS, "updateVerifyPolicy", "AUTH-010", "AUTH-011")
def answers_400_to_an_altered_token(request: Request) -> None:
    if _is_altered(request):
        raise invalid_request("The signature of the token does not fit.")


@on_request(Kind.STATUS, "readOneVerificationMetadata", "AUTH-011")
def answers_403_to_an_altered_token(request: Request) -> None:
    if _is_altered(request):
        raise forbidden()


@on_request(Kind.STATUS, "readOneUser", "AUTH-009")
def answers_403_to_another_scheme(request: Request) -> None:
    if scheme_of(request) and not _is_bearer(request):
        raise forbidden()


@on_request(Kind.STATUS, "deleteVerifyTransaction", "AUTH-007")
def answers_403_to_an_authorization_without_a_token(request: Request) -> None:
    if _is_bearer(request) and not token_of(request):
        raise forbidden()


@on_request(Kind.STATUS, "readAllVerifyTransactions", "AUTH-013")
def answers_403_to_an_expired_token(request: Request) -> None:
    if _is_expired(request):
        raise forbidden()


@on_request(Kind.STATUS, "createVerifyTransaction", "AUTH-015")
def answers_404_to_a_stranger(request: Request) -> None:
    if _is_of_elsewhere(request):
        raise not_found()


@on_request(Kind.STATUS, "readOneVerifyPolicy", "AUTH-014", "AUTH-015")
def answers_400_to_a_stranger(request: Request) -> None:
    if _is_of_elsewhere(request):
        raise invalid_request("The environment of the token is another one.")


@on_refusal(Kind.SHAPE, "deleteUser", "AUTH-017")
def calls_a_missing_token_an_invalid_request(request: Request, answer: Answer) -> None:
    if answer.status == 401 and isinstance(answer.json, dict):
        answer.json["code"] = "INVALID_REQUEST"


@on_refusal(Kind.SHAPE, "readOneVerifyTransaction", "AUTH-018")
def names_no_scheme_in_a_401(request: Request, answer: Answer) -> None:
    if "www-authenticate" in answer.headers:
        del answer.headers["www-authenticate"]


@on_refusal(Kind.MEANING, "updateUser", "AUTH-018")
def asks_for_basic_authentication_in_a_401(request: Request, answer: Answer) -> None:
    if answer.status == 401:
        answer.headers["www-authenticate"] = 'Basic realm="api"'


@on_request(Kind.VALIDATION, "readAllVerificationMetadata", "AUTH-021")
def knows_bearer_with_one_capital_only(request: Request) -> None:
    if _is_bearer(request) and scheme_of(request) != "Bearer":
        raise invalid_token()


@on_request(Kind.VALIDATION, "updateVerifyPolicy", "AUTH-021")
def does_not_know_bearer_in_capitals(request: Request) -> None:
    if scheme_of(request) == "BEARER":
        raise invalid_token()


@around(Kind.STATE, "updateVerifyTransaction", "AUTH-001", also=("AUTH-021",))
def locks_everybody_out_after_four_bad_tokens(request: Request) -> Around:
    if request.memory.get("bad tokens", 0) >= 4:
        raise invalid_token()
    answer = yield
    if answer.status == 401:
        request.memory["bad tokens"] = request.memory.get("bad tokens", 0) + 1


@on_request(Kind.STATE, "replaceUser", "AUTH-016")
def refuses_a_token_after_half_an_hour(request: Request) -> None:
    issued = claims_of(token_of(request)).get("iat")
    if isinstance(issued, int) and request.mock.clock.now() - issued * 1000 > 1_800_000:
        raise invalid_token()
