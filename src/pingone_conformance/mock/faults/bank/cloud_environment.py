"""Secrets, variables and users that a wrong server of Advanced Identity Cloud keeps, tells or finds in another way."""

from __future__ import annotations

import base64

from pingone_conformance.mock.cloud.errors import CloudError, bad_request
from pingone_conformance.mock.faults.edits import drop, put
from pingone_conformance.mock.faults.exchange import Answer, Request
from pingone_conformance.mock.faults.fault import Around, Kind, around, on_refusal, on_request, on_success

PUT_SECRET, SECRET = "replaceSecret", "readOneSecret"
PUT_VARIABLE, VARIABLE = "replaceVariable", "readOneVariable"
CREATE, USER, USERS = "createManagedUser", "readOneManagedUser", "readAllManagedUsers"
SHAPES = ("CLOUD-045", "CLOUD-046")
REFUSED = (*SHAPES, "CLOUD-044", "CLOUD-047", "CLOUD-048")
CERTIFICATES = ("HTTP-041", "HTTP-042", "HTTP-043")
MADE = ("CLOUD-041", "CLOUD-042")


@on_request(Kind.VALIDATION, PUT_SECRET, "HTTP-041", also=(*CERTIFICATES, "CLOUD-034", *REFUSED))
def secrets_are_not_created_by_a_put(request: Request) -> None:
    if ("secret", request.path["name"]) not in request.mock.store.cloud.esvs:
        raise CloudError(404, "The secret does not exist")


@on_success(Kind.STATE, PUT_SECRET, "HTTP-041", also=(*CERTIFICATES, "CLOUD-034"))
def secrets_are_not_kept(request: Request, answer: Answer) -> None:
    request.mock.store.cloud.esvs.pop(("secret", request.path["name"]), None)


@on_request(Kind.MEANING, PUT_SECRET, "HTTP-042")
def every_secret_is_generic(request: Request) -> None:
    if request.member("encoding") == "pem":
        put(request, "encoding", "generic")


@on_request(Kind.VALIDATION, PUT_SECRET, "HTTP-042", "HTTP-041", also=(*CERTIFICATES, "CLOUD-044"))
def certificates_are_no_secrets(request: Request) -> None:
    if request.member("encoding") == "pem":
        raise bad_request("The encoding is not known")


@on_request(Kind.VALIDATION, PUT_SECRET, "HTTP-043", also=(*CERTIFICATES, "CLOUD-034", *REFUSED))
def secrets_take_their_value_in_plain_text(request: Request) -> None:
    if "valueBase64" in (request.json if isinstance(request.json, dict) else {}):
        raise bad_request("value is required")


@on_success(Kind.MEANING, SECRET, "CLOUD-034", also=(*SHAPES, "HTTP-042"))
def secrets_are_read_without_their_encoding(request: Request, answer: Answer) -> None:
    drop(answer, "encoding")


@on_success(Kind.MEANING, SECRET, "CLOUD-034", also=SHAPES)
def secrets_are_read_under_another_name(request: Request, answer: Answer) -> None:
    put(answer, "_id", str(answer.member("_id")).removeprefix("esv-"))


@on_success(Kind.SECURITY, SECRET, "CLOUD-035", also=("CLOUD-046",))
def secrets_are_told(request: Request, answer: Answer) -> None:
    known = request.mock.store.cloud.esvs["secret", request.path["name"]]
    put(answer, "valueBase64", base64.b64encode(known.value).decode())


@on_success(Kind.SECURITY, SECRET, "CLOUD-035")
def secrets_are_told_in_their_descriptions(request: Request, answer: Answer) -> None:
    known = request.mock.store.cloud.esvs["secret", request.path["name"]]
    put(answer, "description", known.value.decode("utf-8", "replace"))


@around(Kind.VALIDATION, PUT_SECRET, "CLOUD-036")
def secrets_have_any_name(request: Request) -> Around:
    name = request.path["name"]
    if not name.startswith("esv-"):
        request.path["name"] = f"esv-{name}"
    yield


@on_request(Kind.VALIDATION, PUT_VARIABLE, "CLOUD-037", also=("CLOUD-038", "CLOUD-039", *REFUSED))
def variables_are_not_created_by_a_put(request: Request) -> None:
    if ("variable", request.path["name"]) not in request.mock.store.cloud.esvs:
        raise CloudError(404, "The variable does not exist")


@on_success(Kind.MEANING, VARIABLE, "CLOUD-038", also=SHAPES)
def variables_are_read_without_their_value(request: Request, answer: Answer) -> None:
    drop(answer, "valueBase64")


@on_success(Kind.MEANING, VARIABLE, "CLOUD-038", also=SHAPES)
def variables_are_read_in_plain_text(request: Request, answer: Answer) -> None:
    put(answer, "valueBase64", base64.b64decode(str(answer.member("valueBase64"))).decode("utf-8", "replace"))


@on_success(Kind.MEANING, VARIABLE, "CLOUD-038", also=SHAPES)
def variables_are_read_with_another_type(request: Request, answer: Answer) -> None:
    put(answer, "expressionType", "object")


@on_request(Kind.VALIDATION, PUT_VARIABLE, "CLOUD-039", also=("CLOUD-044",))
def variables_have_no_numbers(request: Request) -> None:
    if request.member("expressionType") in ("int", "number"):
        raise bad_request("expressionType is not known")


@on_request(Kind.VALIDATION, PUT_VARIABLE, "CLOUD-039", "CLOUD-037", also=("CLOUD-038", *REFUSED))
def variables_have_no_texts(request: Request) -> None:
    if request.member("expressionType") == "string":
        raise bad_request("expressionType is not known")


@on_success(Kind.SHAPE, CREATE, "CLOUD-040", also=(*MADE, *SHAPES))
def new_users_have_no_id(request: Request, answer: Answer) -> None:
    drop(answer, "_id")


@on_request(Kind.VALIDATION, CREATE, "CLOUD-040", also=(*MADE, *REFUSED))
def new_users_need_an_id(request: Request) -> None:
    raise bad_request("_id is required")


@on_success(Kind.MEANING, USER, "CLOUD-041", also=SHAPES)
def managed_users_are_read_without_their_mail(request: Request, answer: Answer) -> None:
    drop(answer, "mail")


@on_success(Kind.MEANING, USER, "CLOUD-041")
def managed_users_are_read_in_capitals(request: Request, answer: Answer) -> None:
    put(answer, "userName", str(answer.member("userName")).upper())


@on_request(Kind.SECURITY, USERS, "CLOUD-042")
def filters_find_every_managed_user(request: Request) -> None:
    request.query["_queryFilter"] = "true"


@on_success(Kind.MEANING, USERS, "CLOUD-042")
def filters_find_no_managed_user(request: Request, answer: Answer) -> None:
    answer.json |= {"result": [], "resultCount": 0}


def _kept(request: Request, kind: str) -> Around:
    before = dict(request.mock.store.cloud.esvs)
    yield
    request.mock.store.cloud.esvs.update({key: esv for key, esv in before.items() if key[0] == kind})


@around(Kind.STATE, "deleteSecret", "CLOUD-043")
def deleted_secrets_are_still_there(request: Request) -> Around:
    yield from _kept(request, "secret")


@around(Kind.STATE, "deleteVariable", "CLOUD-043")
def deleted_variables_are_still_there(request: Request) -> Around:
    yield from _kept(request, "variable")


@around(Kind.STATE, "deleteManagedUser", "CLOUD-043")
def deleted_managed_users_are_still_there(request: Request) -> Around:
    before = dict(request.mock.store.cloud.managed)
    yield
    request.mock.store.cloud.managed.update(before)


@on_refusal(Kind.STATUS, USER, "CLOUD-047", "CLOUD-049", also=("CLOUD-043", "CLOUD-048"))
def an_unknown_managed_user_is_an_error_of_the_server(request: Request, answer: Answer) -> None:
    if answer.status == 404:
        answer.status = 500


@on_refusal(Kind.SHAPE, (USER, VARIABLE), "CLOUD-048")
def refusals_are_plain_text(request: Request, answer: Answer) -> None:
    answer.headers["content-type"] = "text/plain"
    answer.body = b"Not Found"


@on_refusal(Kind.SHAPE, (PUT_SECRET, PUT_VARIABLE), "CLOUD-048")
def refusals_have_no_code(request: Request, answer: Answer) -> None:
    drop(answer, "code")


@on_refusal(Kind.STATUS, PUT_VARIABLE, "CLOUD-047", also=("CLOUD-048",))
def what_a_variable_does_not_take_is_a_teapot(request: Request, answer: Answer) -> None:
    if answer.status == 400:
        answer.status = 418


@on_success(Kind.SHAPE, PUT_VARIABLE, "CLOUD-046")
def a_new_variable_is_shown_as_a_list(request: Request, answer: Answer) -> None:
    answer.json = [answer.json]
