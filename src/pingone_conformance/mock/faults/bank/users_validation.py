"""New users that a wrong server takes, does not take, or takes with other values."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pingone_conformance.mock.errors import invalid_value
from pingone_conformance.mock.faults.edits import drop, put, replace_text
from pingone_conformance.mock.faults.exchange import Answer, Request
from pingone_conformance.mock.faults.fault import Around, Kind, around, on_refusal, on_request, on_success
from pingone_conformance.mock.faults.people import (
    admitted,
    made,
    refuse,
    rewrite,
    sent,
    unknown_attributes,
)

CREATE = "createUser"
LONGEST = 128


def _taken(request: Request) -> bool:
    name = request.member("username")
    environment = request.path.get("environment_id", "")
    return isinstance(name, str) and request.mock.store.user_named(environment, name) is not None


def _with(request: Request, answer: Answer, **attributes: Any) -> None:
    rewrite(request, made(request, answer), **attributes)
    for name, value in attributes.items():
        if answer.status == 201:
            put(answer, name, value)


@on_request(Kind.VALIDATION, CREATE, "USER-006")
def demands_a_name_of_a_new_user(request: Request) -> None:
    if sent(request) and not request.member("name") and admitted(request):
        raise invalid_value("name", "The value has to be there.", "REQUIRED_VALUE")


@on_request(Kind.VALIDATION, CREATE, "USER-013", "USER-014")
def takes_the_email_for_a_missing_username(request: Request) -> None:
    if isinstance(request.json, dict) and "username" not in request.json:
        put(request, "username", request.member("email"))


@on_refusal(Kind.STATUS, CREATE, "USER-014", also=("ANSWER-003",))
def answers_422_without_a_username(request: Request, answer: Answer) -> None:
    if sent(request) and "username" not in request.json and answer.status == 400:
        answer.status = 422


@on_request(Kind.VALIDATION, CREATE, "USER-015")
def takes_a_number_for_a_username(request: Request) -> None:
    name = request.member("username")
    if isinstance(name, int):
        put(request, "username", str(name))


@around(Kind.VALIDATION, CREATE, "USER-016")
def takes_an_empty_username(request: Request) -> Around:
    empty = request.member("username") == ""
    if empty:
        put(request, "username", "-")
    answer = yield
    if empty:
        _with(request, answer, username="")


@on_request(Kind.VALIDATION, CREATE, "USER-017")
def refuses_a_username_of_128_characters(request: Request) -> None:
    name = request.member("username")
    if isinstance(name, str) and len(name) >= LONGEST:
        raise invalid_value("username", "The value is too long.", "SIZE_LIMIT_EXCEEDED")


@on_request(Kind.VALIDATION, CREATE, "USER-017")
def counts_the_bytes_of_a_username(request: Request) -> None:
    name = request.member("username")
    if isinstance(name, str) and len(name.encode(errors="replace")) > LONGEST:
        raise invalid_value("username", "The value is too long.", "SIZE_LIMIT_EXCEEDED")


@around(Kind.VALIDATION, CREATE, "USER-018")
def accepts_one_character_too_many(request: Request) -> Around:
    name = request.member("username")
    longer = isinstance(name, str) and len(name) == LONGEST + 1
    if longer:
        put(request, "username", name[:-1])
    answer = yield
    if longer:
        _with(request, answer, username=name)


@on_request(Kind.VALIDATION, CREATE, "USER-018")
def cuts_off_a_long_username(request: Request) -> None:
    name = request.member("username")
    if isinstance(name, str):
        put(request, "username", name[:LONGEST])


@around(Kind.STATE, CREATE, "USER-019", "USER-020", "USER-076")
def takes_a_username_that_is_taken(request: Request) -> Around:
    name = request.member("username")
    taken = _taken(request)
    if taken:
        put(request, "username", request.mock.ids.uuid())
    answer = yield
    if taken:
        _with(request, answer, username=name)


@around(Kind.STATE, CREATE, "USER-076")
def tells_usernames_apart_by_their_letter_case(request: Request) -> Around:
    name = request.member("username")
    environment = request.path.get("environment_id")
    users = request.mock.store.users.values()
    same = any(user.attributes["username"] == name and user.environment_id == environment for user in users)
    other = _taken(request) and not same
    if other:
        put(request, "username", request.mock.ids.uuid())
    answer = yield
    if other:
        _with(request, answer, username=name)


@on_request(Kind.STATE, CREATE, "USER-019", "USER-020", also=("USER-076",))
def gives_a_taken_username_a_number(request: Request) -> None:
    if _taken(request):
        put(request, "username", f"{request.member('username')[:64]}-{request.mock.ids.uuid()[:8]}")


@on_refusal(Kind.STATUS, CREATE, "USER-020")
def answers_409_for_a_taken_username(request: Request, answer: Answer) -> None:
    if answer.status == 400 and _taken(request):
        answer.status = 409


@on_refusal(Kind.SHAPE, CREATE, "USER-020")
def gives_no_details_of_a_taken_username(request: Request, answer: Answer) -> None:
    if answer.status == 400 and _taken(request):
        put(answer, "code", "REQUEST_FAILED")
        drop(answer, "details")


def _as_if_without_email(request: Request, bad: bool) -> Around:
    """Keep a bad address that nobody looks at."""
    email = request.member("email")
    if bad:
        drop(request, "email")
    answer = yield
    if bad:
        _with(request, answer, email=email)


@around(Kind.VALIDATION, CREATE, "USER-021")
def takes_any_text_for_an_email(request: Request) -> Around:
    email = request.member("email")
    yield from _as_if_without_email(request, isinstance(email, str) and "@" not in email)


@around(Kind.VALIDATION, CREATE, "USER-021")
def looks_for_an_at_sign_alone(request: Request) -> Around:
    email = request.member("email")
    yield from _as_if_without_email(request, isinstance(email, str) and "@" in email)


@on_request(Kind.VALIDATION, CREATE, "USER-022")
def demands_a_plus_sign_of_a_user_telephone(request: Request) -> None:
    phone = request.member("primaryPhone")
    if isinstance(phone, str) and not phone.startswith("+"):
        raise refuse("primaryPhone")


@on_request(Kind.VALIDATION, CREATE, "USER-022")
def demands_a_plus_sign_of_a_mobile_phone(request: Request) -> None:
    phone = request.member("mobilePhone")
    if isinstance(phone, str) and not phone.startswith("+"):
        raise refuse("mobilePhone")


@on_success(Kind.SECURITY, CREATE, "USER-024")
def takes_over_the_time_of_creation(request: Request, answer: Answer) -> None:
    given = request.member("createdAt")
    if isinstance(given, str):
        _with(request, answer, createdAt=given)


@on_success(Kind.SECURITY, CREATE, "USER-024")
def takes_over_the_time_of_the_last_update(request: Request, answer: Answer) -> None:
    given = request.member("updatedAt")
    if isinstance(given, str):
        _with(request, answer, updatedAt=given)


@on_success(Kind.SECURITY, CREATE, "USER-024")
def takes_over_an_id(request: Request, answer: Answer) -> None:
    given, user = request.member("id"), made(request, answer)
    if isinstance(given, str) and given and user is not None:
        request.mock.store.remove_user(user)
        request.mock.store.put_user(replace(user, id=given))
        replace_text(answer, user.id, given)


@on_request(Kind.VALIDATION, CREATE, "USER-025")
def refuses_an_id_of_a_new_user(request: Request) -> None:
    if request.member("id") is not None:
        raise refuse("id")


@on_request(Kind.VALIDATION, CREATE, "USER-025")
def refuses_a_time_of_creation(request: Request) -> None:
    if request.member("createdAt") is not None:
        raise refuse("createdAt")


@on_request(Kind.VALIDATION, CREATE, "USER-026")
def refuses_an_attribute_that_no_user_has(request: Request) -> None:
    names = sorted(unknown_attributes(request))
    if names and admitted(request):
        raise invalid_value(names[0][:200], "There is no such attribute.")


@on_request(Kind.VALIDATION, CREATE, "USER-006")
def refuses_a_plus_sign_in_an_email(request: Request) -> None:
    if "+" in str(request.member("email")) and admitted(request):
        raise refuse("email")
