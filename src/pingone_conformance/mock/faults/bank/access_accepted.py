"""Callers that a wrong server lets in."""

from __future__ import annotations

from base64 import b64encode

from pingone_conformance.mock.faults.bearer import (
    claims_of,
    environment_of,
    is_anonymous,
    let_in,
    scheme_of,
    token_of,
)
from pingone_conformance.mock.faults.exchange import Request
from pingone_conformance.mock.faults.fault import Kind, on_request

WITHOUT_TOKEN = ("AUTH-002", "AUTH-003")
MALFORMED = ("AUTH-004", "AUTH-005")
EMPTY = ("AUTH-006", "AUTH-007")
OTHER_SCHEME = ("AUTH-008", "AUTH-009")
ALTERED = ("AUTH-010", "AUTH-011")
EXPIRED = ("AUTH-012", "AUTH-013")
ELSEWHERE = ("AUTH-014", "AUTH-015")


@on_request(Kind.SECURITY, "deleteUser", *WITHOUT_TOKEN, "AUTH-023", also=("AUTH-019",))
def deletes_a_user_for_anybody(request: Request) -> None:
    if is_anonymous(request):
        let_in(request)


@on_request(Kind.SECURITY, "readOneVerifiedData", *WITHOUT_TOKEN, also=("AUTH-019", "AUTH-026"))
def shows_a_piece_of_verified_data_to_anybody(request: Request) -> None:
    if is_anonymous(request):
        let_in(request)


@on_request(Kind.SECURITY, "createVerifyPolicy", *MALFORMED)
def takes_an_opaque_token_on_trust(request: Request) -> None:
    token = token_of(request)
    if scheme_of(request).lower() == "bearer" and token and "." not in token:
        let_in(request)


@on_request(Kind.SECURITY, "deleteVerifyPolicy", *EMPTY)
def takes_the_word_bearer_for_a_token(request: Request) -> None:
    if scheme_of(request).lower() == "bearer" and not token_of(request):
        let_in(request)


@on_request(Kind.SECURITY, "readOneVerifyTransaction", *OTHER_SCHEME)
def looks_at_the_token_and_not_at_its_scheme(request: Request) -> None:
    if scheme_of(request) and environment_of(request):
        request.headers["authorization"] = f"Bearer {token_of(request)}"


@on_request(Kind.SECURITY, "readAllVerifyPolicies", *OTHER_SCHEME)
def takes_client_credentials_at_the_api(request: Request) -> None:
    place = request.mock.store.environments.get(request.path["environment_id"])
    if place and scheme_of(request).lower() == "basic":
        known = b64encode(f"{place.client_id}:{place.client_secret}".encode()).decode()
        if token_of(request) == known:
            let_in(request)


@on_request(Kind.SECURITY, "updateUser", *ALTERED)
def reads_tokens_without_checking_their_signature(request: Request) -> None:
    claims = claims_of(token_of(request))
    if scheme_of(request).lower() == "bearer" and claims.get("env") == request.path["environment_id"]:
        expires = claims.get("exp")
        if isinstance(expires, int) and expires * 1000 > request.mock.clock.now():
            let_in(request)


@on_request(Kind.SECURITY, "createVerifyTransaction", *ALTERED)
def takes_a_token_whose_signature_was_cut_off(request: Request) -> None:
    unsigned = token_of(request).endswith(".")
    if unsigned and claims_of(token_of(request)).get("env") == request.path["environment_id"]:
        let_in(request)


@on_request(Kind.SECURITY, "readAllVerifyTransactions", *ALTERED)
def checks_the_signature_and_not_what_was_signed(request: Request) -> None:
    token = token_of(request)
    signed = request.memory.setdefault("signatures", set())
    if environment_of(request):
        signed.add(token.rpartition(".")[2])
    elif token.rpartition(".")[2] in signed and not environment_of(request, ever=True):
        let_in(request)


@on_request(Kind.SECURITY, "readOneUser", *EXPIRED)
def takes_a_token_for_all_time(request: Request) -> None:
    bearer = scheme_of(request).lower() == "bearer"
    if bearer and environment_of(request, ever=True) == request.path["environment_id"]:
        let_in(request)


@on_request(Kind.SECURITY, "readAllVerificationMetadata", *EXPIRED)
def takes_an_expired_token_that_was_good_here_before(request: Request) -> None:
    token = token_of(request)
    seen = request.memory.setdefault("seen", set())
    if environment_of(request) == request.path["environment_id"]:
        seen.add(token)
    elif token in seen and scheme_of(request).lower() == "bearer":
        let_in(request)


@on_request(Kind.SECURITY, "readAllVerifiedData", *ELSEWHERE)
def shows_verified_data_to_a_stranger(request: Request) -> None:
    if scheme_of(request).lower() == "bearer" and environment_of(request):
        let_in(request)


@on_request(Kind.SECURITY, "deleteVerifyTransaction", *ELSEWHERE)
def lets_a_stranger_delete_a_transaction(request: Request) -> None:
    if scheme_of(request).lower() == "bearer" and environment_of(request):
        let_in(request)


@on_request(Kind.SECURITY, "updatePortraitBackground", *ELSEWHERE)
def lets_a_stranger_change_a_portrait(request: Request) -> None:
    if scheme_of(request).lower() == "bearer" and environment_of(request):
        let_in(request)
