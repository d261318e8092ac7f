"""Users that a wrong server shows to the wrong people, or not as they were written."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from pingone_conformance.mock.errors import forbidden
from pingone_conformance.mock.faults.edits import drop, put
from pingone_conformance.mock.faults.exchange import Answer, Request
from pingone_conformance.mock.faults.fault import Around, Kind, around, on_refusal, on_request, on_success
from pingone_conformance.mock.faults.people import addressed, forget, made, rewrite

CREATE = "createUser"
READ = "readOneUser"
NOBODY = ("ERROR-026", "ERROR-027", "ERROR-028", "USER-032", "USER-071", "USER-072", "LINK-026", "ANSWER-006")


def _each_name(request: Request, answer: Answer, change: Callable[[str], str]) -> None:
    user = made(request, answer)
    names = user.attributes.get("name") if user else None
    if isinstance(names, dict):
        changed = {part: change(text) for part, text in names.items()}
        rewrite(request, user, name=changed)
        put(answer, "name", changed)


@on_success(Kind.STATUS, READ, "USER-027", also=("ANSWER-002",))
def answers_a_read_of_a_user_with_203(request: Request, answer: Answer) -> None:
    answer.status = 203


@on_success(Kind.STATUS, READ, "USER-027", also=("ANSWER-002",))
def answers_a_second_read_of_a_user_with_206(request: Request, answer: Answer) -> None:
    known = request.memory.setdefault("read", set())
    if request.path["user_id"] in known:
        answer.status = 206
    known.add(request.path["user_id"])


@on_request(Kind.STATE, READ, "USER-028", also=("LINK-007", "LINK-014", "LINK-004"))
def reads_the_user_that_was_read_first(request: Request) -> None:
    user = addressed(request)
    if user is not None:
        first = request.memory.setdefault(f"first of {user.environment_id}", user.id)
        if first in request.mock.store.users:
            request.path["user_id"] = first


@on_success(Kind.SHAPE, READ, "USER-028", also=("ANSWER-006", "LINK-003", "LINK-014"))
def forgets_the_user_id(request: Request, answer: Answer) -> None:
    drop(answer, "id")


@on_success(
    Kind.SHAPE,
    READ,
    "USER-028",
    "USER-029",
    also=("ANSWER-006", "LINK-003", "LINK-004", "LINK-010", "LINK-014"),
)
def reads_a_list_of_one_user(request: Request, answer: Answer) -> None:
    if "id" in answer.json:
        answer.json = [answer.json]


@on_success(Kind.STATE, READ, "USER-029")
def leaves_the_region_out_when_a_user_is_read(request: Request, answer: Answer) -> None:
    drop(answer, "address.region")


@on_success(Kind.MEANING, READ, "USER-029", also=("USER-023",))
def swaps_the_names_when_a_user_is_read(request: Request, answer: Answer) -> None:
    given, family = answer.member("name.given"), answer.member("name.family")
    if given and family:
        put(answer, "name.given", family)
        put(answer, "name.family", given)


@on_success(Kind.STATE, CREATE, "USER-029", also=("USER-036",))
def does_not_keep_a_mobile_phone(request: Request, answer: Answer) -> None:
    forget(request, made(request, answer), "mobilePhone")


@on_success(Kind.STATE, CREATE, "USER-029")
def does_not_keep_an_external_id(request: Request, answer: Answer) -> None:
    forget(request, made(request, answer), "externalId")


@on_success(Kind.STATE, CREATE, "USER-029")
def cuts_a_title_off_after_255_characters(request: Request, answer: Answer) -> None:
    user = made(request, answer)
    title = user.attributes.get("title") if user else None
    if isinstance(title, str):
        rewrite(request, user, title=title[:255])


@on_success(Kind.MEANING, READ, "USER-029")
def writes_a_telephone_number_without_its_signs(request: Request, answer: Answer) -> None:
    phone = answer.member("primaryPhone")
    if isinstance(phone, str):
        put(answer, "primaryPhone", "".join(sign for sign in phone if sign.isdigit()))


@on_success(Kind.MEANING, READ, "USER-029", also=("USER-041", "USER-059", "USER-065"))
def shows_the_nickname_as_the_title(request: Request, answer: Answer) -> None:
    nickname: Any = answer.member("nickname")
    if nickname:
        put(answer, "title", nickname)


@on_success(Kind.MEANING, CREATE, "USER-023")
def loses_letters_beyond_the_basic_plane(request: Request, answer: Answer) -> None:
    _each_name(request, answer, lambda text: "".join(c if ord(c) < 0x10000 else "?" for c in text))


@on_success(Kind.MEANING, CREATE, "USER-023")
def takes_the_accents_off(request: Request, answer: Answer) -> None:
    def plain(text: str) -> str:
        parts = unicodedata.normalize("NFD", text)
        return unicodedata.normalize("NFC", "".join(c for c in parts if not unicodedata.combining(c)))

    _each_name(request, answer, plain)


@on_success(Kind.MEANING, CREATE, "USER-023")
def takes_utf_8_for_latin_1(request: Request, answer: Answer) -> None:
    _each_name(request, answer, lambda text: text.encode(errors="replace").decode("latin-1"))


@on_refusal(Kind.STATUS, READ, "USER-030", "USER-031", also=NOBODY)
def answers_a_read_of_nobody_with_an_empty_object(request: Request, answer: Answer) -> None:
    if answer.status == 404:
        answer.status, answer.json = 200, {}


@on_refusal(Kind.STATUS, READ, "USER-031", also=("ERROR-027", "USER-072", "ERROR-017"))
def answers_a_read_of_nobody_with_403(request: Request, answer: Answer) -> None:
    if answer.status == 404:
        raise forbidden()


@on_refusal(Kind.STATUS, READ, "USER-031", also=("ERROR-027", "USER-072", "ERROR-015"))
def answers_a_read_of_nobody_with_400(request: Request, answer: Answer) -> None:
    if answer.status == 404:
        answer.status = 400
        put(answer, "code", "INVALID_REQUEST")


@around(Kind.SECURITY, READ, "USER-032")
def shows_users_of_another_environment(request: Request) -> Around:
    store = request.mock.store
    user, place = store.users.get(request.path["user_id"]), request.path["environment_id"]
    if user is not None:
        store.users[user.id] = replace(user, environment_id=place)
    yield
    if user is not None:
        store.users[user.id] = user
