"""Partial updates that a wrong server makes, answers or keeps otherwise than it was asked to."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pingone_conformance.mock.clock import timestamp
from pingone_conformance.mock.faults.edits import drop, put
from pingone_conformance.mock.faults.exchange import Answer, Request
from pingone_conformance.mock.faults.fault import Around, Kind, around, on_request, on_success
from pingone_conformance.mock.faults.people import (
    ATTRIBUTES,
    addressed,
    forget,
    refuse,
    rewrite,
)

UPDATE = "updateUser"
HOUR = 3_600_000


def _named(request: Request) -> list[str]:
    return sorted(set(request.json) & ATTRIBUTES) if isinstance(request.json, dict) else []


def _nulls(request: Request) -> list[str]:
    return [name for name in _named(request) if request.member(name) is None]


@on_success(Kind.STATUS, UPDATE, "USER-033", also=("ANSWER-002",))
def answers_a_partial_update_with_202(request: Request, answer: Answer) -> None:
    answer.status = 202


@on_success(Kind.STATUS, UPDATE, "USER-033", also=("ANSWER-002", "ANSWER-004", "ANSWER-005", "LINK-003"))
def answers_a_partial_update_with_204(request: Request, answer: Answer) -> None:
    answer.status, answer.body = 204, b""
    del answer.headers["content-type"]


@around(Kind.MEANING, UPDATE, "USER-034", also=("USER-036", "USER-037"))
def answers_a_partial_update_with_the_user_as_it_was(request: Request) -> Around:
    before = addressed(request)
    answer = yield
    if answer.ok and before is not None:
        for name in _named(request):
            drop(answer, name) if name not in before.attributes else put(
                answer, name, before.attributes[name]
            )


@on_request(Kind.STATE, UPDATE, "USER-034", also=("USER-036", "USER-037", "USER-041", "USER-043"))
def changes_the_first_attribute_alone(request: Request) -> None:
    drop(request, *_named(request)[1:])


@on_request(Kind.STATE, UPDATE, "USER-034", also=("USER-036", "USER-041"))
def passes_over_objects_in_a_partial_update(request: Request) -> None:
    drop(request, *[name for name in _named(request) if isinstance(request.member(name), dict)])


@on_request(Kind.MEANING, UPDATE, "USER-034", also=("USER-036", "USER-041"))
def writes_a_new_title_as_the_nickname(request: Request) -> None:
    title = request.member("title")
    if isinstance(title, str):
        drop(request, "title")
        put(request, "nickname", title)


@on_success(Kind.STATE, UPDATE, "USER-035", also=("USER-038", "USER-041", "USER-042"))
def clears_what_a_partial_update_omits(request: Request, answer: Answer) -> None:
    user = addressed(request)
    if user is not None:
        forget(request, user, *(set(user.attributes) - {*_named(request), "username"}))


@on_success(Kind.STATE, UPDATE, "USER-035", also=("USER-034", "USER-036", "USER-038", "USER-041"))
def loses_the_address_with_a_new_name(request: Request, answer: Answer) -> None:
    if request.member("name"):
        forget(request, addressed(request), "address")
        drop(answer, "address")


@on_success(Kind.STATE, UPDATE, "USER-035", also=("USER-038",))
def loses_the_country_in_a_partial_update(request: Request, answer: Answer) -> None:
    user = addressed(request)
    address: Any = user.attributes.get("address") if user else None
    if isinstance(address, dict) and "address" not in _named(request) and _named(request):
        left = {part: text for part, text in address.items() if part != "countryCode"}
        rewrite(request, user, address=left)


@on_success(Kind.SHAPE, UPDATE, "USER-036", also=("ANSWER-006", "LINK-003"))
def answers_a_partial_update_with_the_change_alone(request: Request, answer: Answer) -> None:
    if isinstance(request.json, dict) and isinstance(answer.json, dict):
        answer.json = {name: answer.json[name] for name in ("id", *request.json) if name in answer.json}


@on_success(Kind.SHAPE, UPDATE, "USER-036", also=("USER-034",))
def answers_a_partial_update_without_the_address(request: Request, answer: Answer) -> None:
    drop(answer, "address")


@on_request(Kind.STATE, UPDATE, "USER-037")
def passes_over_null_in_a_partial_update(request: Request) -> None:
    drop(request, *_nulls(request))


@on_request(Kind.STATE, UPDATE, "USER-037")
def does_not_clear_an_address(request: Request) -> None:
    if "address" in _nulls(request):
        drop(request, "address")


@on_request(Kind.VALIDATION, UPDATE, "USER-037")
def refuses_null_in_a_partial_update(request: Request) -> None:
    for name in _nulls(request):
        raise refuse(name)


@on_success(Kind.MEANING, UPDATE, "USER-037")
def writes_null_as_a_text(request: Request, answer: Answer) -> None:
    texts = [name for name in _nulls(request) if name in ("nickname", "title", "type")]
    rewrite(request, addressed(request), **dict.fromkeys(texts, "null"))
    for name in texts:
        put(answer, name, "null")


@on_success(Kind.STATE, UPDATE, "USER-038")
def clears_the_title_together_with_the_nickname(request: Request, answer: Answer) -> None:
    if "nickname" in _nulls(request):
        forget(request, addressed(request), "title")


@around(Kind.STATE, UPDATE, "USER-041", also=("USER-037", "USER-043"))
def answers_an_update_without_keeping_it(request: Request) -> Around:
    before = addressed(request)
    yield
    if before is not None:
        request.mock.store.put_user(before)


@around(Kind.STATE, UPDATE, "USER-041", also=("USER-037", "USER-043"))
def keeps_the_first_of_two_updates(request: Request) -> Around:
    before = addressed(request)
    answer = yield
    if before is not None and answer.ok:
        updated = request.memory.setdefault("updated", set())
        if before.id in updated:
            request.mock.store.put_user(before)
        updated.add(before.id)


@on_success(Kind.STATE, UPDATE, "USER-042")
def clears_the_profile_when_nothing_is_named(request: Request, answer: Answer) -> None:
    if not _named(request):
        forget(request, addressed(request), "nickname", "title", "address", "primaryPhone")


@on_request(Kind.STATE, UPDATE, "USER-043", also=("USER-034", "USER-077"))
def passes_over_a_new_username(request: Request) -> None:
    drop(request, "username")


@on_request(Kind.VALIDATION, UPDATE, "USER-043")
def refuses_a_new_username(request: Request) -> None:
    user = addressed(request)
    name = request.member("username")
    if user is not None and isinstance(name, str) and name != user.attributes["username"]:
        raise refuse("username")


@on_success(Kind.STATE, UPDATE, "USER-050")
def moves_the_time_of_the_last_update_back(request: Request, answer: Answer) -> None:
    year = str(answer.member("updatedAt"))[:4]
    if year.isdigit():
        put(answer, "updatedAt", f"{int(year) - 1}{answer.member('updatedAt')[4:]}")


@on_success(Kind.MEANING, UPDATE, "USER-050")
def writes_the_time_of_an_update_in_local_time(request: Request, answer: Answer) -> None:
    user = addressed(request)
    if user is not None:
        local = user.updated_at - 5 * HOUR
        request.mock.store.put_user(replace(user, updated_at=local))
        put(answer, "updatedAt", timestamp(local))


@on_request(Kind.MEANING, UPDATE, "USER-034", also=("USER-036", "USER-041"))
def loses_what_is_beyond_ascii_in_a_partial_update(request: Request) -> None:
    names = request.member("name")
    for part, text in names.items() if isinstance(names, dict) else ():
        if isinstance(text, str):
            put(request, f"name.{part}", text.encode("ascii", "replace").decode())
