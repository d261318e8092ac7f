"""New users whose answer says something else than what was sent, or than what was made of it."""

from __future__ import annotations

from dataclasses import replace

from pingone_conformance.mock.faults.edits import drop, put, replace_text
from pingone_conformance.mock.faults.exchange import Answer, Request
from pingone_conformance.mock.faults.fault import Around, Kind, around, on_request, on_success
from pingone_conformance.mock.faults.people import made

CREATE = "createUser"
CREATED = 201


def _changed_text(answer: Answer, path: str, old: str, new: str) -> None:
    text = answer.member(path)
    if isinstance(text, str):
        put(answer, path, text.replace(old, new))


@on_success(Kind.STATUS, CREATE, "USER-001", also=("ANSWER-002",))
def answers_a_new_user_with_200(request: Request, answer: Answer) -> None:
    if answer.status == CREATED:
        answer.status = 200


@on_success(Kind.STATUS, CREATE, "USER-001", also=("ANSWER-002",))
def answers_a_new_user_with_a_telephone_with_202(request: Request, answer: Answer) -> None:
    if request.member("primaryPhone"):
        answer.status = 202


@on_success(
    Kind.SHAPE, CREATE, "USER-002", also=("USER-003", "ANSWER-006", "ANSWER-009", "LINK-003", "LINK-007")
)
def omits_the_id_of_a_new_user(request: Request, answer: Answer) -> None:
    drop(answer, "id")


@on_success(Kind.SHAPE, CREATE, "USER-003", also=("ANSWER-006",))
def gives_ids_of_24_digits_to_users(request: Request, answer: Answer) -> None:
    user = made(request, answer)
    if user is not None:
        short = user.id.replace("-", "")[:24]
        request.mock.store.remove_user(user)
        request.mock.store.put_user(replace(user, id=short))
        replace_text(answer, user.id, short)
        answer.headers["location"] = answer.headers.get("location", "").replace(user.id, short)


@on_success(Kind.MEANING, CREATE, "USER-004")
def shows_a_new_username_in_small_letters(request: Request, answer: Answer) -> None:
    name = answer.member("username")
    if isinstance(name, str):
        put(answer, "username", name.lower())


@on_success(Kind.MEANING, CREATE, "USER-004")
def shows_the_email_of_a_new_user_as_its_username(request: Request, answer: Answer) -> None:
    if "email" in answer.json:
        put(answer, "username", answer.member("email"))


@on_success(Kind.MEANING, CREATE, "USER-005", also=("LINK-005",))
def names_another_environment_of_a_new_user(request: Request, answer: Answer) -> None:
    put(answer, "environment.id", request.mock.ready_made.other.environment.id)


@on_success(Kind.SHAPE, CREATE, "USER-005", also=("ANSWER-006",))
def writes_the_environment_of_a_new_user_as_text(request: Request, answer: Answer) -> None:
    put(answer, "environment", answer.member("environment.id"))


@on_success(Kind.MEANING, CREATE, "USER-007")
def shows_the_email_of_a_new_user_in_small_letters(request: Request, answer: Answer) -> None:
    email = answer.member("email")
    if isinstance(email, str):
        put(answer, "email", email.lower())


@on_success(Kind.SHAPE, CREATE, "USER-007", also=("ANSWER-006",))
def omits_the_email_of_a_new_user(request: Request, answer: Answer) -> None:
    drop(answer, "email")


@on_success(Kind.MEANING, CREATE, "USER-008")
def swaps_the_names_of_a_new_user(request: Request, answer: Answer) -> None:
    given, family = answer.member("name.given"), answer.member("name.family")
    if given and family:
        put(answer, "name.given", family)
        put(answer, "name.family", given)


@on_success(Kind.SHAPE, CREATE, "USER-008")
def shows_only_the_whole_name_of_a_new_user(request: Request, answer: Answer) -> None:
    whole = f"{answer.member('name.given')} {answer.member('name.family')}"
    drop(answer, "name.given", "name.family")
    put(answer, "name.formatted", whole)


@on_success(Kind.MEANING, CREATE, "USER-008")
def escapes_apostrophes_in_the_name_of_a_new_user(request: Request, answer: Answer) -> None:
    _changed_text(answer, "name.family", "'", "&#39;")


@around(Kind.MEANING, CREATE, "USER-009")
def puts_a_user_with_a_population_into_another(request: Request) -> Around:
    wanted = request.member("population.id")
    answer = yield
    user = made(request, answer)
    if user is not None and wanted:
        other = request.mock.ready_made.other.environment.population_id
        request.mock.store.put_user(replace(user, population_id=other))
        replace_text(answer, user.population_id, other)


@on_success(Kind.SHAPE, CREATE, "USER-010", also=("USER-011", "ANSWER-006", "ANSWER-029"))
def writes_the_creation_of_a_user_in_seconds(request: Request, answer: Answer) -> None:
    user = made(request, answer)
    if user is not None:
        put(answer, "createdAt", user.created_at // 1000)


@on_success(Kind.SHAPE, CREATE, "USER-010", also=("USER-011", "ANSWER-006", "ANSWER-029"))
def omits_the_time_zone_in_the_update_time_of_a_new_user(request: Request, answer: Answer) -> None:
    _changed_text(answer, "updatedAt", "Z", "")


@on_success(Kind.MEANING, CREATE, "USER-011")
def shows_a_new_user_as_updated_later(request: Request, answer: Answer) -> None:
    year = str(answer.member("updatedAt"))[:4]
    if year.isdigit():
        _changed_text(answer, "updatedAt", year, str(int(year) + 1))


@on_success(Kind.MEANING, CREATE, "USER-012")
def shows_a_new_user_as_disabled(request: Request, answer: Answer) -> None:
    if "enabled" in answer.json:
        put(answer, "enabled", False)


@on_success(Kind.SHAPE, CREATE, "USER-012", also=("ANSWER-006",))
def says_in_text_that_a_new_user_is_enabled(request: Request, answer: Answer) -> None:
    if "enabled" in answer.json:
        put(answer, "enabled", "true")


@on_success(Kind.STATE, CREATE, "USER-028", "LINK-015", also=("LINK-018",))
def forgets_a_new_user_when_the_next_one_is_created(request: Request, answer: Answer) -> None:
    user = made(request, answer)
    if user is not None:
        former = request.mock.store.users.get(request.memory.get("newest", ""))
        request.memory["newest"] = user.id
        if former is not None and former.environment_id == user.environment_id:
            request.mock.store.remove_user(former)


@on_request(Kind.MEANING, CREATE, "USER-007", also=("USER-029",))
def leaves_out_what_follows_a_plus_sign_in_an_email(request: Request) -> None:
    mailbox, plus, rest = str(request.member("email")).partition("+")
    if plus and "@" in rest:
        put(request, "email", f"{mailbox}@{rest.rpartition('@')[2]}")
