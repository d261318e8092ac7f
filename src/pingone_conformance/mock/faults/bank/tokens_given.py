"""Tokens that are given to a client that is who it says, or the answers that have them."""

from __future__ import annotations

from urllib.parse import urlencode

from pingone_conformance.mock.errors import invalid_token, not_found
from pingone_conformance.mock.faults.bearer import token_of
from pingone_conformance.mock.faults.edits import drop, put
from pingone_conformance.mock.faults.exchange import Answer, Request
from pingone_conformance.mock.faults.fault import Around, Kind, around, on_request, on_success

CREATE = "createToken"
GRANTED = ("TOKEN-001", "TOKEN-008", "TOKEN-009", "TOKEN-010")
MEMBERS = ("TOKEN-003", "TOKEN-004", "TOKEN-005", "ANSWER-006")
BLOCKED = ("ANSWER-026", "ANSWER-027", "ANSWER-028")


def _issue(request: Request, answer: Answer, environment_id: str, *, later: int = 0) -> None:
    """Put another token into an answer; ``later`` moves its hour by so many milliseconds."""
    now = request.mock.clock.now() + later
    put(answer, "access_token", request.mock.tokens.issue(environment_id, "somebody", "another", now))


@on_success(Kind.STATUS, CREATE, "TOKEN-001", also=("ANSWER-002", "TOKEN-008"))
def answers_201_to_a_token_request(request: Request, answer: Answer) -> None:
    answer.status = 201


@on_success(Kind.SHAPE, CREATE, "TOKEN-002", also=("ANSWER-006",))
def calls_the_access_token_token(request: Request, answer: Answer) -> None:
    if isinstance(answer.json, dict):
        answer.json["token"] = answer.json.pop("access_token", None)


@on_success(Kind.SHAPE, CREATE, "TOKEN-002", also=("ANSWER-006",))
def wraps_the_access_token_in_an_object(request: Request, answer: Answer) -> None:
    put(answer, "access_token", {"value": answer.member("access_token")})


@on_success(Kind.SHAPE, CREATE, "TOKEN-003", also=("ANSWER-006",))
def leaves_out_the_type_of_the_token(request: Request, answer: Answer) -> None:
    drop(answer, "token_type")


@on_success(Kind.MEANING, CREATE, "TOKEN-003", also=("ANSWER-006",))
def calls_the_token_a_jwt(request: Request, answer: Answer) -> None:
    put(answer, "token_type", "JWT")


@on_success(Kind.SHAPE, CREATE, "TOKEN-004", "TOKEN-005", also=("ANSWER-006",))
def writes_the_lifetime_as_text(request: Request, answer: Answer) -> None:
    put(answer, "expires_in", "3600")


@on_success(Kind.SHAPE, CREATE, "TOKEN-004", "TOKEN-005", also=("ANSWER-006",))
def says_in_camel_case_when_a_token_expires(request: Request, answer: Answer) -> None:
    if isinstance(answer.json, dict):
        answer.json["expiresIn"] = answer.json.pop("expires_in", None)


@around(Kind.STATE, CREATE, "TOKEN-004", also=("TOKEN-005", "ANSWER-006"))
def says_when_a_token_expires_for_the_first_one_only(request: Request) -> Around:
    answer = yield
    if answer.ok and request.memory.setdefault("tokens", 0):
        drop(answer, "expires_in")
    if answer.ok:
        request.memory["tokens"] = 1


@on_success(Kind.MEANING, CREATE, "TOKEN-004", "TOKEN-005", also=("ANSWER-006",))
def counts_a_lifetime_of_zero(request: Request, answer: Answer) -> None:
    put(answer, "expires_in", 0)


@on_success(Kind.MEANING, CREATE, "TOKEN-005", also=("AUTH-016",))
def gives_the_lifetime_in_milliseconds(request: Request, answer: Answer) -> None:
    put(answer, "expires_in", 3_600_000)


@on_success(Kind.MEANING, CREATE, "TOKEN-005", also=("AUTH-012", "AUTH-013"))
def promises_half_an_hour_of_an_hour(request: Request, answer: Answer) -> None:
    put(answer, "expires_in", 1800)


@on_success(Kind.STATE, (CREATE, "readAllVerifyPolicies"), "AUTH-016", also=("TOKEN-005",))
def gives_tokens_that_live_half_an_hour(request: Request, answer: Answer) -> None:
    if request.operation == CREATE:
        _issue(request, answer, request.path["environment_id"], later=-1_800_000)


@on_success(Kind.SECURITY, (CREATE, "createUser"), "AUTH-012", "AUTH-013", also=("TOKEN-005",))
def gives_tokens_that_live_a_day(request: Request, answer: Answer) -> None:
    if request.operation == CREATE:
        _issue(request, answer, request.path["environment_id"], later=82_800_000)


@on_success(Kind.SECURITY, CREATE, "TOKEN-006", also=("TOKEN-011", "AUTH-001", "AUTH-016", "AUTH-021"))
def gives_a_token_for_another_environment(request: Request, answer: Answer) -> None:
    others = [place for place in request.mock.store.environments if place != request.path["environment_id"]]
    _issue(request, answer, others[0])


@on_success(Kind.MEANING, CREATE, "TOKEN-006", also=("TOKEN-011", "AUTH-001", "AUTH-016", "AUTH-021"))
def cuts_tokens_off_at_200_characters(request: Request, answer: Answer) -> None:
    put(answer, "access_token", str(answer.member("access_token"))[:200])


@on_success(Kind.SHAPE, CREATE, "TOKEN-007", also=("ANSWER-004", "ANSWER-028"))
def calls_a_token_answer_plain_text(request: Request, answer: Answer) -> None:
    answer.headers["content-type"] = "text/plain;charset=UTF-8"


@on_success(
    Kind.SHAPE, CREATE, "TOKEN-002", "TOKEN-007", also=(*MEMBERS, "ANSWER-004", "ANSWER-005", "ANSWER-028")
)
def answers_a_token_request_with_a_form(request: Request, answer: Answer) -> None:
    answer.body = urlencode(answer.json).encode() if isinstance(answer.json, dict) else answer.body
    answer.headers["content-type"] = "application/x-www-form-urlencoded"


@around(Kind.STATE, (CREATE, "readAllVerifyPolicies"), "TOKEN-011", also=("AUTH-001", "AUTH-016"))
def revokes_a_token_when_the_next_one_is_given(request: Request) -> Around:
    given = request.memory.setdefault("given", [])
    if request.operation != CREATE and token_of(request) in given[:-1]:
        raise invalid_token()
    answer = yield
    if request.operation == CREATE and answer.ok:
        given.append(answer.member("access_token"))


@on_success(Kind.SECURITY, CREATE, "TOKEN-023")
def lets_caches_keep_a_token_for_its_hour(request: Request, answer: Answer) -> None:
    answer.headers["cache-control"] = "private, max-age=3600"


@on_success(Kind.SECURITY, CREATE, "TOKEN-023")
def lets_caches_keep_a_token_and_ask_again(request: Request, answer: Answer) -> None:
    answer.headers["cache-control"] = "no-cache"


@on_success(Kind.SHAPE, CREATE, "TOKEN-023", also=("ANSWER-011",))
def says_nothing_to_caches_about_a_token(request: Request, answer: Answer) -> None:
    for name in ("cache-control", "pragma", "expires"):
        del answer.headers[name]


@on_request(Kind.STATUS, CREATE, "TOKEN-024", also=(*GRANTED, *BLOCKED))
def gives_tokens_below_v1_only(request: Request) -> None:
    raise not_found()
