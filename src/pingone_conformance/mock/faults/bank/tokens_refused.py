"""Token requests that a wrong server grants, or does not grant, or refuses in the wrong form."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, unquote_plus, urlencode

from pingone_conformance.mock.errors import invalid_request
from pingone_conformance.mock.faults.edits import put
from pingone_conformance.mock.faults.exchange import Answer, Request
from pingone_conformance.mock.faults.fault import Around, Kind, around, on_refusal, on_request
from pingone_conformance.mock.records import Environment
from pingone_conformance.mock.resources.token import FORM

CREATE = "createToken"
WRONG_SECRET = ("TOKEN-012", "TOKEN-013")
REFUSED_RIGHT = ("TOKEN-001", "ANSWER-026", "ANSWER-027", "ANSWER-028")


def _place(request: Request) -> Environment | None:
    return request.mock.store.environments.get(request.path["environment_id"])


def _form(request: Request) -> dict[str, str]:
    return dict(parse_qsl(request.body.decode("utf-8", "replace"), keep_blank_values=True))


def _write(request: Request, form: dict[str, str]) -> None:
    request.body = urlencode(form).encode()


def _basic(request: Request) -> tuple[str, str] | None:
    scheme, _, credentials = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        client, _, secret = b64decode(credentials).decode("utf-8").partition(":")
    except ValueError:
        return None
    return unquote_plus(client), unquote_plus(secret)


def _authenticate(request: Request, place: Environment) -> None:
    credentials = b64encode(f"{place.client_id}:{place.client_secret}".encode()).decode()
    request.headers["authorization"] = f"Basic {credentials}"


def _says(answer: Answer, status: int, error: str) -> None:
    answer.status = status
    answer.json = {"error": error, "error_description": "The request was refused."}


def _take(request: Request, is_right: Callable[[str, str], bool]) -> None:
    """Take the client's secret when ``is_right`` says so of what was given and of what is known."""
    place, given = _place(request), _basic(request)
    if place and given and given[0] == place.client_id and is_right(given[1], place.client_secret):
        _authenticate(request, place)


@on_request(Kind.SECURITY, CREATE, *WRONG_SECRET)
def takes_a_secret_that_only_begins_right(request: Request) -> None:
    _take(request, lambda given, known: given.startswith(known))


@on_request(Kind.SECURITY, CREATE, *WRONG_SECRET)
def compares_secrets_up_to_the_shorter_one(request: Request) -> None:
    _take(request, lambda given, known: given != "" and known.startswith(given))


@on_request(Kind.SECURITY, CREATE, *WRONG_SECRET)
def takes_an_empty_secret(request: Request) -> None:
    _take(request, lambda given, known: bool(known) and not given)


@on_request(Kind.SECURITY, CREATE, *WRONG_SECRET)
def does_not_look_at_the_last_character_of_a_secret(request: Request) -> None:
    _take(request, lambda given, known: len(given) == len(known) and given[:-1] == known[:-1])


@on_request(Kind.SECURITY, CREATE, *WRONG_SECRET)
def does_not_tell_capitals_of_a_secret(request: Request) -> None:
    _take(request, lambda given, known: given.lower() == known.lower())


@on_request(Kind.SECURITY, CREATE, "TOKEN-012", also=("TOKEN-013", "TOKEN-015"))
def takes_any_secret_in_the_form(request: Request) -> None:
    place, form = _place(request), _form(request)
    if place and form.get("client_id") == place.client_id and "client_secret" in form:
        _write(request, {**form, "client_secret": place.client_secret})


@on_request(Kind.SECURITY, CREATE, "TOKEN-014")
def looks_at_the_secret_and_not_at_the_client(request: Request) -> None:
    place, given = _place(request), _basic(request)
    if place and given and given[1] == place.client_secret:
        _authenticate(request, place)


@on_request(Kind.SECURITY, CREATE, "TOKEN-015")
def gives_a_token_to_nobody_in_particular(request: Request) -> None:
    place = _place(request)
    if place and "authorization" not in request.headers and "client_id" not in _form(request):
        _authenticate(request, place)


@on_request(Kind.SECURITY, CREATE, "TOKEN-015")
def takes_a_client_id_for_credentials(request: Request) -> None:
    place, form = _place(request), _form(request)
    anonymous = "authorization" not in request.headers and "client_secret" not in form
    if anonymous and place and form.get("client_id") == place.client_id:
        _authenticate(request, place)


@on_request(Kind.SECURITY, CREATE, "TOKEN-016")
def knows_the_clients_of_all_environments(request: Request) -> None:
    place, given = _place(request), _basic(request)
    known = request.mock.store.environments.values()
    if place and given in [(one.client_id, one.client_secret) for one in known]:
        _authenticate(request, place)


@on_request(Kind.SECURITY, CREATE, "TOKEN-025")
def gives_the_token_of_the_client_in_any_environment(request: Request) -> None:
    for place in request.mock.store.environments.values():
        if _place(request) is None and _basic(request) == (place.client_id, place.client_secret):
            request.path["environment_id"] = place.id


@on_request(Kind.VALIDATION, CREATE, "TOKEN-017")
def assumes_a_grant_type_where_none_is_named(request: Request) -> None:
    form = _form(request)
    if request.media_type == FORM and "grant_type" not in form:
        _write(request, {**form, "grant_type": "client_credentials"})


@on_request(Kind.VALIDATION, CREATE, "TOKEN-017")
def takes_an_empty_grant_type(request: Request) -> None:
    form = _form(request)
    if form.get("grant_type") == "":
        _write(request, {**form, "grant_type": "client_credentials"})


@on_request(Kind.VALIDATION, CREATE, "TOKEN-018", "TOKEN-019")
def does_not_look_at_the_grant_type(request: Request) -> None:
    form = _form(request)
    if form.get("grant_type"):
        _write(request, {**form, "grant_type": "client_credentials"})


@on_refusal(Kind.STATUS, CREATE, "TOKEN-019")
def answers_401_to_an_unknown_grant_type(request: Request, answer: Answer) -> None:
    if answer.member("error") == "unsupported_grant_type":
        answer.status = 401


@on_refusal(Kind.MEANING, CREATE, "TOKEN-019")
def calls_an_unknown_grant_type_an_invalid_grant(request: Request, answer: Answer) -> None:
    if answer.member("error") == "unsupported_grant_type":
        put(answer, "error", "invalid_grant")


@on_request(Kind.VALIDATION, CREATE, "TOKEN-020")
def takes_a_token_request_in_json(request: Request) -> None:
    content: Any = request.json
    if request.media_type == "application/json" and isinstance(content, dict):
        request.headers["content-type"] = FORM
        _write(request, {name: str(value) for name, value in content.items()})


@on_refusal(Kind.STATUS, CREATE, "TOKEN-013", also=("ANSWER-007",))
def answers_403_to_a_wrong_secret(request: Request, answer: Answer) -> None:
    if answer.member("error") == "invalid_client":
        answer.status = 403


@on_refusal(Kind.MEANING, CREATE, "TOKEN-013")
def calls_a_client_with_a_wrong_secret_unauthorized(request: Request, answer: Answer) -> None:
    if answer.member("error") == "invalid_client":
        put(answer, "error", "unauthorized_client")


@on_refusal(Kind.SHAPE, CREATE, "TOKEN-021", also=("TOKEN-013", "TOKEN-019", "ANSWER-007"))
def refuses_tokens_in_the_form_of_the_platform(request: Request, answer: Answer) -> None:
    if answer.member("error"):
        answer.json = {"id": "1", "code": "INVALID_REQUEST", "message": "No token.", "details": []}


@on_refusal(Kind.SHAPE, CREATE, "TOKEN-021", also=("TOKEN-013", "TOKEN-019", "ANSWER-007"))
def refuses_tokens_with_a_page(request: Request, answer: Answer) -> None:
    if answer.member("error"):
        answer.body = b"<!doctype html><title>Sign on</title><p>No token.</p>"
        answer.headers["content-type"] = "text/html"


@on_refusal(Kind.SHAPE, CREATE, "TOKEN-021", also=("TOKEN-019", "ANSWER-007"))
def puts_the_error_of_an_unknown_grant_type_into_a_list(request: Request, answer: Answer) -> None:
    if answer.member("error") == "unsupported_grant_type":
        answer.json = {"errors": [answer.json]}


@on_refusal(Kind.SECURITY, CREATE, "TOKEN-022")
def repeats_the_form_in_a_refusal(request: Request, answer: Answer) -> None:
    if answer.member("error") == "unsupported_grant_type":
        put(answer, "error_description", f"Refused: {_form(request)}")


@on_refusal(Kind.SECURITY, CREATE, "TOKEN-022")
def tells_which_secret_would_be_right(request: Request, answer: Answer) -> None:
    place = _place(request)
    if place and answer.member("error") == "invalid_client":
        put(answer, "error_description", f"The secret is not {place.client_secret}.")


@around(Kind.VALIDATION, CREATE, "TOKEN-008")
def takes_credentials_in_the_form_only(request: Request) -> Around:
    basic = _basic(request) is not None
    answer = yield
    if basic and answer.ok:
        _says(answer, 401, "invalid_client")


@around(Kind.VALIDATION, CREATE, "TOKEN-009")
def takes_credentials_in_the_header_only(request: Request) -> Around:
    answer = yield
    if "client_secret" in _form(request) and answer.ok:
        _says(answer, 401, "invalid_client")


@around(Kind.VALIDATION, CREATE, "TOKEN-010", also=(*REFUSED_RIGHT, "TOKEN-008", "TOKEN-009"))
def wants_a_scope_with_every_token_request(request: Request) -> Around:
    answer = yield
    if answer.ok and not _form(request).get("scope"):
        _says(answer, 400, "invalid_scope")


@on_request(Kind.VALIDATION, CREATE, "TOKEN-001", also=("TOKEN-008", "TOKEN-009", "TOKEN-010"))
def wants_a_charset_in_the_type_of_a_form(request: Request) -> None:
    if "charset" not in request.headers.get("content-type", "").lower():
        raise invalid_request("The character set of the form is missing.")
