"""Replacements that a wrong server makes, answers or keeps otherwise than it was asked to."""

from __future__ import annotations

from pingone_conformance.mock.errors import forbidden
from pingone_conformance.mock.faults.edits import drop, put
from pingone_conformance.mock.faults.exchange import Answer, Request
from pingone_conformance.mock.faults.fault import Around, Kind, around, on_refusal, on_request, on_success
from pingone_conformance.mock.faults.people import (
    addressed,
    admitted,
    forget,
    refuse,
    rewrite,
    sent,
    unknown_attributes,
)

REPLACE = "replaceUser"
NOBODY = ("ERROR-026", "ERROR-027", "ERROR-028", "ANSWER-006")


def _keep(request: Request, *names: str) -> None:
    user = addressed(request)
    for name in names:
        if user is not None and name in user.attributes and name not in sent(request):
            put(request, name, user.attributes[name])


@on_success(Kind.STATUS, REPLACE, "USER-055", also=("ANSWER-002",))
def answers_a_replacement_with_201(request: Request, answer: Answer) -> None:
    answer.status = 201


@on_success(Kind.STATUS, REPLACE, "USER-055", also=("ANSWER-002",))
def answers_a_replacement_that_clears_with_202(request: Request, answer: Answer) -> None:
    if "address" not in answer.json:
        answer.status = 202


@on_request(Kind.STATE, REPLACE, "USER-056", also=("USER-058", "USER-059", "USER-065"))
def passes_over_the_name_in_a_replacement(request: Request) -> None:
    drop(request, "name")


@on_request(Kind.STATE, REPLACE, "USER-056", "USER-059", also=("USER-058", "USER-065"))
def passes_over_the_family_name_in_a_replacement(request: Request) -> None:
    drop(request, "name.family")


@on_request(Kind.STATE, REPLACE, "USER-056", "USER-059", also=("USER-058", "USER-078"))
def passes_over_a_new_username_in_a_replacement(request: Request) -> None:
    user = addressed(request)
    if user is not None and isinstance(request.member("username"), str):
        put(request, "username", user.attributes["username"])


@on_request(Kind.STATE, REPLACE, "USER-057", also=("USER-060",))
def keeps_what_a_replacement_omits(request: Request) -> None:
    user = addressed(request)
    _keep(request, *(user.attributes.keys() - {"username"} if user else ()))


@on_request(Kind.STATE, REPLACE, "USER-057")
def keeps_the_type_that_a_replacement_omits(request: Request) -> None:
    _keep(request, "type")


@on_request(Kind.STATE, REPLACE, "USER-057")
def keeps_the_photo_that_a_replacement_omits(request: Request) -> None:
    _keep(request, "photo")


@on_request(Kind.STATE, REPLACE, "USER-057")
def keeps_the_external_id_that_a_replacement_omits(request: Request) -> None:
    _keep(request, "externalId")


@around(Kind.STATE, REPLACE, "USER-057")
def clears_in_the_answer_alone(request: Request) -> Around:
    user = addressed(request)
    kept = (
        {name: value for name, value in user.attributes.items() if name not in sent(request)} if user else {}
    )
    answer = yield
    if answer.ok:
        rewrite(
            request, addressed(request), **{name: kept[name] for name in ("address", "type") if name in kept}
        )


@on_success(Kind.SHAPE, REPLACE, "USER-058", also=("USER-061", "USER-062", "ANSWER-006", "LINK-003"))
def answers_a_replacement_with_what_was_sent(request: Request, answer: Answer) -> None:
    answer.json = {name: value for name, value in sent(request).items() if value is not None}


@on_success(Kind.SHAPE, REPLACE, "USER-058")
def answers_a_replacement_without_the_population(request: Request, answer: Answer) -> None:
    drop(answer, "population")


@around(Kind.STATE, REPLACE, "USER-059", also=("USER-057", "USER-060", "USER-065"))
def answers_a_replacement_without_keeping_it(request: Request) -> Around:
    before = addressed(request)
    yield
    if before is not None:
        request.mock.store.put_user(before)


@on_success(Kind.STATE, REPLACE, "USER-059", also=("USER-065",))
def does_not_keep_a_replaced_nickname(request: Request, answer: Answer) -> None:
    forget(request, addressed(request), "nickname")


@on_request(Kind.STATE, REPLACE, "USER-060")
def takes_null_in_a_replacement_for_no_change(request: Request) -> None:
    user = addressed(request)
    for name in [name for name, value in sent(request).items() if value is None]:
        if user is not None and name in user.attributes and name != "username":
            put(request, name, user.attributes[name])


@on_request(Kind.VALIDATION, REPLACE, "USER-060")
def refuses_null_in_a_replacement(request: Request) -> None:
    for name, value in sent(request).items():
        if value is None and name != "username":
            raise refuse(name[:200])


@on_request(Kind.VALIDATION, REPLACE, "USER-064", also=("USER-066",))
def refuses_weights_of_languages(request: Request) -> None:
    if ";" in str(request.member("preferredLanguage")) and admitted(request):
        raise refuse("preferredLanguage")


@on_request(Kind.VALIDATION, REPLACE, "USER-064", also=("USER-066",))
def refuses_dots_in_a_telephone_number(request: Request) -> None:
    if "." in str(request.member("mobilePhone")):
        raise refuse("mobilePhone")


@on_request(Kind.STATE, REPLACE, "USER-065")
def passes_over_the_honorifics(request: Request) -> None:
    drop(request, "name.honorificPrefix", "name.honorificSuffix")


@on_success(Kind.MEANING, REPLACE, "USER-065")
def loses_the_query_of_a_photo(request: Request, answer: Answer) -> None:
    user = addressed(request)
    address = answer.member("photo.href")
    if user is not None and isinstance(address, str):
        rewrite(request, user, photo={"href": address.partition("?")[0]})


@on_request(Kind.VALIDATION, REPLACE, "USER-066")
def refuses_the_links_of_a_user(request: Request) -> None:
    if request.member("_links"):
        raise refuse("_links")


@on_request(Kind.VALIDATION, REPLACE, "USER-066")
def refuses_members_of_the_service_in_a_replacement(request: Request) -> None:
    if request.member("lifecycle") or request.member("verifyStatus"):
        raise refuse("lifecycle")


@on_request(Kind.VALIDATION, REPLACE, "USER-067")
def keeps_the_username_that_a_replacement_omits(request: Request) -> None:
    _keep(request, "username")


@on_refusal(Kind.STATUS, REPLACE, "USER-068", "USER-069", also=NOBODY)
def makes_the_user_that_a_replacement_misses(request: Request, answer: Answer) -> None:
    if answer.status == 404:
        answer.status, answer.json = 201, {**sent(request), "id": request.path["user_id"]}


@on_refusal(Kind.STATUS, REPLACE, "USER-069", also=("ERROR-027", "ERROR-016"))
def answers_a_replacement_of_nobody_with_403(request: Request, answer: Answer) -> None:
    if answer.status == 404:
        raise forbidden()


@on_request(Kind.VALIDATION, REPLACE, "USER-080")
def refuses_an_unknown_attribute_in_a_replacement(request: Request) -> None:
    if unknown_attributes(request) and admitted(request):
        raise refuse("attributes")


@on_request(Kind.MEANING, REPLACE, "USER-056", "USER-059", also=("USER-058",))
def loses_what_is_beyond_the_basic_plane_in_a_replacement(request: Request) -> None:
    given = request.member("name.given")
    if isinstance(given, str):
        put(request, "name.given", "".join(letter if ord(letter) < 0x10000 else "?" for letter in given))
