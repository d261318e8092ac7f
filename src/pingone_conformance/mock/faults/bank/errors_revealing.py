"""Refusals that reveal secrets or what is inside, and wrong answers about ids and methods that are nobody's."""

from __future__ import annotations

import orjson

from pingone_conformance.mock.faults.exchange import Answer, Request
from pingone_conformance.mock.faults.fault import Around, Kind, around, on_refusal, on_request

_UNAUTHENTICATED = (401, 403)


def _secret_of(request: Request) -> str:
    return request.mock.ready_made.main.environment.client_secret


@around(Kind.SECURITY, "readOneUser", "ERROR-022", "ERROR-023")
def repeats_the_token_that_it_refuses(request: Request) -> Around:
    authorization = request.headers.get("authorization", "")
    answer = yield
    if answer.status in _UNAUTHENTICATED:
        answer.json["message"] = f"The header {authorization} gives no access."


@around(Kind.SECURITY, "createVerifyPolicy", "ERROR-022")
def repeats_the_token_beside_bad_values(request: Request) -> Around:
    token = request.headers.get("authorization", "").partition(" ")[2]
    answer = yield
    if answer.status == 400:
        answer.json["token"] = token


@around(Kind.SECURITY, "createToken", "TOKEN-022")
def repeats_the_secret_that_it_refuses(request: Request) -> Around:
    answer = yield
    if not answer.ok:
        answer.json["error_description"] = f"Not the secret: {_secret_of(request)}"


@on_refusal(Kind.SECURITY, "createVerifyTransaction", "ERROR-024")
def shows_where_it_stumbled(request: Request, answer: Answer) -> None:
    if answer.status == 400:
        answer.json["message"] += " at com.example.Verify.create(Verify.java:117)"


@on_refusal(Kind.SECURITY, "readAllVerificationMetadata", "ERROR-024")
def shows_the_path_of_a_file(request: Request, answer: Answer) -> None:
    if answer.status == 404:
        answer.json["message"] = 'File "/opt/verify/store.py", line 12, in find'


@on_refusal(Kind.SHAPE, "deleteVerifyTransaction", "ERROR-025")
def refuses_without_a_correlation_id(request: Request, answer: Answer) -> None:
    del answer.headers["correlation-id"]


@on_request(
    Kind.VALIDATION,
    "readOneVerifyPolicy",
    "ERROR-026",
    also=("ERROR-027", "ERROR-028", "LINK-027", "POLICY-040", "POLICY-041"),
)
def shows_the_default_policy_for_any_id(request: Request) -> None:
    store = request.mock.store
    environment = request.path["environment_id"]
    if environment in store.environments and request.path["policy_id"] not in store.policies:
        request.path["policy_id"] = store.default_policy(environment).id


@on_refusal(Kind.STATE, "deleteUser", "ERROR-026", also=("ERROR-027", "ERROR-028", "USER-074", "USER-075"))
def deletes_users_that_never_were(request: Request, answer: Answer) -> None:
    if answer.status == 404:
        answer.status, answer.body = 204, b""


@on_refusal(
    Kind.STATUS,
    "updateVerifyPolicy",
    "ERROR-027",
    also=(
        "ERROR-015",
        "POLICY-061",
    ),
)
def answers_an_unknown_policy_with_400(request: Request, answer: Answer) -> None:
    if answer.status == 404:
        answer.status = 400


@on_refusal(Kind.STATUS, "readOneVerifiedData", "ERROR-027", also=("ANSWER-003",))
def answers_unknown_data_with_410(request: Request, answer: Answer) -> None:
    if answer.status == 404:
        answer.status = 410


@around(Kind.STATUS, "readOneUser", "ERROR-028", also=("ANSWER-020",))
def fails_on_an_id_that_is_no_uuid(request: Request) -> Around:
    malformed = len(request.path["user_id"]) != 36
    answer = yield
    if malformed and answer.status == 404:
        answer.status = 500


@around(Kind.STATUS, "readOneVerifyTransaction", "ERROR-029", also=("ERROR-030",))
def takes_patch_for_get(request: Request) -> Around:
    if request.method == "PATCH":
        request.method = "GET"
    yield


@around(Kind.STATUS, "createUser", "ERROR-030")
def answers_other_methods_with_404(request: Request) -> Around:
    answer = yield
    if answer.status == 405:
        answer.status = 404
        answer.body = orjson.dumps({**answer.json, "code": "NOT_FOUND"})
