"""What a write of a user must pass over or refuse, and what a wrong server does with it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pingone_conformance.mock.clock import timestamp
from pingone_conformance.mock.errors import invalid_value
from pingone_conformance.mock.faults.edits import drop, put
from pingone_conformance.mock.faults.exchange import Answer, Request
from pingone_conformance.mock.faults.fault import Around, Kind, around, on_refusal, on_request, on_success
from pingone_conformance.mock.faults.people import (
    ATTRIBUTES,
    addressed,
    admitted,
    refuse,
    rewrite,
    unknown_attributes,
)

UPDATE = "updateUser"
REPLACE = "replaceUser"
WRITES = (UPDATE, REPLACE)
NOBODY = ("ERROR-026", "ERROR-027", "ERROR-028", "ANSWER-006")


def _takes_over(request: Request, answer: Answer, name: str) -> None:
    value = request.member(name)
    if value is not None and addressed(request) is not None:
        rewrite(request, addressed(request), **{name: value})
        put(answer, name, value)


@on_success(Kind.SECURITY, UPDATE, "USER-044")
def changes_the_id_in_a_partial_update(request: Request, answer: Answer) -> None:
    _takes_over(request, answer, "id")


@on_success(Kind.MEANING, UPDATE, "USER-044")
def shows_the_id_that_was_sent(request: Request, answer: Answer) -> None:
    if isinstance(request.member("id"), str):
        put(answer, "id", request.member("id"))


@on_success(Kind.SECURITY, UPDATE, "USER-045")
def changes_the_time_of_creation_in_a_partial_update(request: Request, answer: Answer) -> None:
    _takes_over(request, answer, "createdAt")


@on_success(Kind.STATE, UPDATE, "USER-045", also=("USER-035", "USER-038", "USER-042"))
def counts_every_update_as_a_creation(request: Request, answer: Answer) -> None:
    user = addressed(request)
    if user is not None:
        later = max(user.updated_at, user.created_at + 1)
        request.mock.store.put_user(replace(user, created_at=later, updated_at=later))
        put(answer, "createdAt", timestamp(later))


@on_success(Kind.SECURITY, REPLACE, "USER-061")
def changes_the_id_in_a_replacement(request: Request, answer: Answer) -> None:
    _takes_over(request, answer, "id")


@on_success(Kind.STATE, REPLACE, "USER-061", also=("USER-058", "LINK-003"))
def makes_a_new_user_of_a_replaced_one(request: Request, answer: Answer) -> None:
    put(answer, "id", request.mock.ids.uuid())


@on_success(Kind.SECURITY, REPLACE, "USER-062")
def changes_the_time_of_creation_in_a_replacement(request: Request, answer: Answer) -> None:
    _takes_over(request, answer, "createdAt")


@on_success(Kind.STATE, REPLACE, "USER-062")
def counts_a_replacement_as_a_creation(request: Request, answer: Answer) -> None:
    user = addressed(request)
    if user is not None:
        later = max(user.updated_at, user.created_at + 1)
        request.mock.store.put_user(replace(user, created_at=later, updated_at=later))
        put(answer, "createdAt", timestamp(later))


@on_request(Kind.VALIDATION, UPDATE, "USER-046")
def refuses_an_id_in_a_partial_update(request: Request) -> None:
    if request.member("id") is not None:
        raise refuse("id")


@on_request(Kind.VALIDATION, UPDATE, "USER-046")
def refuses_a_time_of_creation_in_a_partial_update(request: Request) -> None:
    if request.member("createdAt") is not None:
        raise refuse("createdAt")


@on_success(Kind.SECURITY, UPDATE, "USER-047")
def switches_mfa_on_in_a_partial_update(request: Request, answer: Answer) -> None:
    if isinstance(request.member("mfaEnabled"), bool):
        _takes_over(request, answer, "mfaEnabled")


@on_success(Kind.SECURITY, REPLACE, "USER-063")
def switches_mfa_on_in_a_replacement(request: Request, answer: Answer) -> None:
    if isinstance(request.member("mfaEnabled"), bool):
        _takes_over(request, answer, "mfaEnabled")


@on_request(Kind.VALIDATION, UPDATE, "USER-048")
def takes_attribute_names_in_any_letter_case(request: Request) -> None:
    known = {name.lower(): name for name in ATTRIBUTES}
    if isinstance(request.json, dict):
        renamed = {known.get(name.lower(), name): value for name, value in request.json.items()}
        if renamed.keys() != request.json.keys():
            request.json = renamed


@on_request(Kind.VALIDATION, UPDATE, "USER-049")
def refuses_an_unknown_attribute_in_a_partial_update(request: Request) -> None:
    names = sorted(unknown_attributes(request))
    if names and admitted(request):
        raise invalid_value(names[0][:200], "There is no such attribute.")


@on_request(Kind.VALIDATION, UPDATE, "USER-051")
def takes_a_number_for_an_email(request: Request) -> None:
    if isinstance(request.member("email"), int):
        put(request, "email", f"{request.member('email')}@localhost")


@on_request(Kind.VALIDATION, UPDATE, "USER-051")
def takes_a_text_for_a_name(request: Request) -> None:
    name = request.member("name")
    if isinstance(name, str):
        put(request, "name", {"formatted": name[:256] or "-"})


@on_request(Kind.VALIDATION, UPDATE, "USER-051")
def passes_over_an_address_that_is_a_list(request: Request) -> None:
    if isinstance(request.member("address"), list):
        drop(request, "address")


@around(Kind.STATE, UPDATE, "USER-052")
def keeps_half_of_a_refused_update(request: Request) -> Around:
    answer = yield
    nickname: Any = request.member("nickname")
    if answer.status == 400 and isinstance(nickname, str):
        rewrite(request, addressed(request), nickname=nickname)


@around(Kind.STATE, UPDATE, "USER-052")
def clears_the_attributes_of_a_refused_update(request: Request) -> Around:
    answer = yield
    if answer.status == 400 and isinstance(request.member("email"), int):
        rewrite(request, addressed(request), email=None)


@on_refusal(Kind.STATUS, UPDATE, "USER-053", "USER-054", also=NOBODY)
def takes_a_partial_update_of_nobody(request: Request, answer: Answer) -> None:
    if answer.status == 404:
        answer.status, answer.json = 200, {"id": request.path["user_id"]}


@on_refusal(Kind.STATUS, UPDATE, "USER-054", also=("ERROR-027", "ERROR-015"))
def answers_a_partial_update_of_nobody_with_400(request: Request, answer: Answer) -> None:
    if answer.status == 404:
        answer.status = 400
        put(answer, "code", "INVALID_REQUEST")


@around(Kind.STATE, REPLACE, "USER-079")
def clears_the_user_before_it_refuses_a_replacement(request: Request) -> Around:
    answer = yield
    if answer.status == 400 and isinstance(request.member("nickname"), str):
        rewrite(request, addressed(request), address=None, title=None)


@around(Kind.STATE, REPLACE, "USER-079")
def keeps_the_nickname_of_a_refused_replacement(request: Request) -> Around:
    answer = yield
    nickname: Any = request.member("nickname")
    if answer.status == 400 and isinstance(nickname, str):
        rewrite(request, addressed(request), nickname=nickname)


def _gives_a_taken_name(request: Request) -> Around:
    user, name = addressed(request), request.member("username")
    holder = (
        request.mock.store.user_named(user.environment_id, name) if user and isinstance(name, str) else None
    )
    taken = holder is not None and holder is not user
    if taken:
        put(request, "username", request.mock.ids.uuid())
    answer = yield
    if taken and answer.ok:
        rewrite(request, addressed(request), username=name)
        put(answer, "username", name)


@around(Kind.STATE, UPDATE, "USER-077")
def takes_the_name_of_another_in_a_partial_update(request: Request) -> Around:
    yield from _gives_a_taken_name(request)


@around(Kind.STATE, REPLACE, "USER-078")
def takes_the_name_of_another_in_a_replacement(request: Request) -> Around:
    yield from _gives_a_taken_name(request)
