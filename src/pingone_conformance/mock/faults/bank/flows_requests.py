"""Confirmations of account information that a wrong server takes, or does not take."""

from __future__ import annotations

from pingone_conformance.mock.errors import invalid_token, invalid_value, not_found, unsupported_media_type
from pingone_conformance.mock.faults.edits import drop, put
from pingone_conformance.mock.faults.exchange import Answer, Request
from pingone_conformance.mock.faults.fault import Around, Kind, around, on_refusal, on_request
from pingone_conformance.mock.faults.people import ATTRIBUTES, refuse, sent, unknown_attributes
from pingone_conformance.mock.records import Flow
from pingone_conformance.mock.resources.flows import USER_CONFIRM

CONFIRM = "confirmAccountInformation"
PORTRAIT = "application/vnd.pingidentity.replace.background+json"
WRONG_TYPE = ("CONFIRM-010", "CONFIRM-011")


def _flow(request: Request) -> Flow | None:
    return request.mock.store.flows.get(request.path.get("flow_id", ""))


def _takes(request: Request, media_type: str) -> None:
    if request.media_type == media_type:
        request.headers["content-type"] = USER_CONFIRM


def _username_of_provider(request: Request) -> None:
    flow = _flow(request)
    if flow is not None:
        put(request, "username", flow.provider_attributes.get("username"))


@on_request(Kind.VALIDATION, CONFIRM, "CONFIRM-001", also=("CONFIRM-012", "CONFIRM-013", "CONFIRM-014"))
def demands_a_charset_of_a_confirmation(request: Request) -> None:
    if "charset" not in request.headers.get("content-type", "").lower():
        raise unsupported_media_type(USER_CONFIRM)


@on_request(Kind.VALIDATION, CONFIRM, "CONFIRM-002")
def refuses_a_confirmation_with_a_charset(request: Request) -> None:
    if ";" in request.headers.get("content-type", ""):
        raise unsupported_media_type(USER_CONFIRM)


@on_request(Kind.VALIDATION, CONFIRM, "CONFIRM-003")
def minds_the_letter_case_of_a_confirmation_type(request: Request) -> None:
    given = request.headers.get("content-type", "")
    if given != given.lower() and request.media_type == USER_CONFIRM and ";" not in given:
        raise unsupported_media_type(USER_CONFIRM)


@on_request(Kind.VALIDATION, CONFIRM, "CONFIRM-004", also=WRONG_TYPE)
def confirms_by_plain_json(request: Request) -> None:
    _takes(request, "application/json")


@on_request(Kind.VALIDATION, CONFIRM, "CONFIRM-005", also=WRONG_TYPE)
def confirms_without_a_content_type(request: Request) -> None:
    _takes(request, "")


@on_request(Kind.VALIDATION, CONFIRM, "CONFIRM-006", also=WRONG_TYPE)
def confirms_by_any_action_of_a_user(request: Request) -> None:
    kind = request.media_type
    if kind.startswith("application/vnd.pingidentity.user.") and kind.endswith("+json"):
        request.headers["content-type"] = USER_CONFIRM


@on_request(Kind.VALIDATION, CONFIRM, "CONFIRM-007", also=WRONG_TYPE)
def confirms_by_the_type_of_portraits(request: Request) -> None:
    _takes(request, PORTRAIT)


@on_request(Kind.VALIDATION, CONFIRM, "CONFIRM-008", also=WRONG_TYPE)
def confirms_by_a_type_without_its_suffix(request: Request) -> None:
    _takes(request, USER_CONFIRM.removesuffix("+json"))


@on_request(Kind.VALIDATION, CONFIRM, "CONFIRM-009", also=WRONG_TYPE)
def confirms_by_a_type_with_any_suffix(request: Request) -> None:
    if request.media_type.startswith(USER_CONFIRM.partition("+")[0] + "+"):
        request.headers["content-type"] = USER_CONFIRM


@on_refusal(Kind.STATUS, CONFIRM, "CONFIRM-010")
def answers_a_wrong_type_of_confirmation_with_400(request: Request, answer: Answer) -> None:
    if answer.status == 415:
        answer.status = 400


@on_refusal(Kind.STATUS, CONFIRM, "CONFIRM-010", also=("ANSWER-003",))
def answers_a_confirmation_without_a_type_with_406(request: Request, answer: Answer) -> None:
    if answer.status == 415 and not request.media_type:
        answer.status = 406


@around(Kind.STATE, CONFIRM, "CONFIRM-011")
def confirms_before_it_refuses_the_type(request: Request) -> Around:
    wrong = request.media_type != USER_CONFIRM and _flow(request) is not None
    request.headers["content-type"] = USER_CONFIRM if wrong else request.headers.get("content-type", "")
    answer = yield
    if wrong and answer.ok:
        raise unsupported_media_type(USER_CONFIRM)


@on_request(Kind.SECURITY, CONFIRM, "CONFIRM-012", also=("ANSWER-003",))
def demands_a_token_of_a_confirmation(request: Request) -> None:
    if not request.headers.get("authorization", "").lower().startswith("bearer "):
        raise invalid_token()


@on_request(Kind.STATE, CONFIRM, "CONFIRM-013", also=("CONFIRM-001", "CONFIRM-012", "CONFIRM-014"))
def is_not_reached_on_the_auth_host(request: Request) -> None:
    raise not_found()


@on_request(Kind.VALIDATION, CONFIRM, "CONFIRM-014", also=("CONFIRM-001", "CONFIRM-012", "CONFIRM-013"))
def demands_an_email_in_a_confirmation(request: Request) -> None:
    if isinstance(request.member("username"), str) and not request.member("email"):
        raise invalid_value("email", "The value has to be there.", "REQUIRED_VALUE")


@on_request(Kind.VALIDATION, CONFIRM, "CONFIRM-015", "CONFIRM-016", also=("CONFIRM-017",))
def confirms_the_username_of_the_provider_where_none_is_sent(request: Request) -> None:
    if isinstance(request.json, dict) and "username" not in request.json and request.body.strip():
        _username_of_provider(request)


@on_request(Kind.VALIDATION, CONFIRM, "CONFIRM-015", "CONFIRM-016", also=("CONFIRM-017",))
def takes_the_email_for_a_missing_username_of_a_flow(request: Request) -> None:
    if isinstance(request.member("email"), str) and "username" not in sent(request):
        put(request, "username", request.member("email"))


@on_refusal(Kind.STATUS, CONFIRM, "CONFIRM-016", also=("ANSWER-003",))
def answers_422_for_a_confirmation_without_a_username(request: Request, answer: Answer) -> None:
    if answer.status == 400 and sent(request) and "username" not in request.json:
        answer.status = 422


@around(Kind.STATE, CONFIRM, "CONFIRM-017")
def takes_a_flow_on_though_the_username_is_missing(request: Request) -> Around:
    missing = isinstance(request.json, dict) and "username" not in request.json
    if missing:
        _username_of_provider(request)
    answer = yield
    if missing and answer.ok:
        raise invalid_value("username", "The value has to be there.", "REQUIRED_VALUE")


@on_request(Kind.VALIDATION, CONFIRM, "CONFIRM-018")
def takes_null_for_the_username_of_the_provider(request: Request) -> None:
    if "username" in sent(request) and request.member("username") is None:
        _username_of_provider(request)


@on_request(Kind.VALIDATION, CONFIRM, "CONFIRM-019")
def confirms_a_number_as_a_username(request: Request) -> None:
    if isinstance(request.member("username"), int):
        put(request, "username", str(request.member("username")))


@on_request(Kind.VALIDATION, CONFIRM, "CONFIRM-019")
def confirms_the_first_of_a_list_of_usernames(request: Request) -> None:
    names = request.member("username")
    if isinstance(names, list) and names:
        put(request, "username", names[0])


@on_request(Kind.VALIDATION, CONFIRM, "CONFIRM-020")
def takes_an_empty_username_for_that_of_the_provider(request: Request) -> None:
    if request.member("username") == "":
        _username_of_provider(request)


@on_request(Kind.VALIDATION, CONFIRM, "CONFIRM-021", also=("CONFIRM-023",))
def refuses_a_photo_in_a_confirmation(request: Request) -> None:
    if request.member("photo"):
        raise refuse("photo")


@on_request(Kind.VALIDATION, CONFIRM, "CONFIRM-021", also=("CONFIRM-023",))
def refuses_zones_of_two_parts(request: Request) -> None:
    if "/" in str(request.member("timezone")):
        raise refuse("timezone")


@on_request(Kind.VALIDATION, CONFIRM, "CONFIRM-023")
def refuses_what_the_provider_did_not_return(request: Request) -> None:
    flow = _flow(request)
    foreign = sorted(sent(request).keys() & ATTRIBUTES - (flow.provider_attributes.keys() if flow else set()))
    if flow and foreign:
        raise refuse(foreign[0])


@on_request(Kind.VALIDATION, CONFIRM, "CONFIRM-023")
def refuses_an_address_that_the_provider_did_not_return(request: Request) -> None:
    flow = _flow(request)
    if flow and request.member("address") and "address" not in flow.provider_attributes:
        raise refuse("address")


@on_request(Kind.VALIDATION, CONFIRM, "CONFIRM-025")
def refuses_an_unknown_attribute_in_a_confirmation(request: Request) -> None:
    names = sorted(unknown_attributes(request))
    if names and request.member("username"):
        raise invalid_value(names[0][:200], "There is no such attribute.")


@on_request(
    Kind.VALIDATION, CONFIRM, "CONFIRM-041", "CONFIRM-042", also=("ANSWER-015", "ANSWER-016", "CONFIRM-043")
)
def mends_a_body_that_was_cut_off(request: Request) -> None:
    if request.body.startswith(b"{") and not request.body.rstrip().endswith(b"}"):
        quotes = request.body.count(b'"') % 2
        request.body = request.body + (b'"' if quotes else b"") + b"}"


@on_request(Kind.VALIDATION, CONFIRM, "CONFIRM-041", "CONFIRM-042")
def takes_a_comma_at_the_end_of_an_object(request: Request) -> None:
    request.body = request.body.replace(b",}", b"}")


@on_refusal(Kind.STATUS, CONFIRM, "CONFIRM-042", also=("ANSWER-016",))
def answers_a_broken_confirmation_with_415(request: Request, answer: Answer) -> None:
    if answer.status == 400 and answer.member("code") == "INVALID_REQUEST" and not sent(request):
        answer.status = 415


@on_request(Kind.VALIDATION, CONFIRM, "CONFIRM-043", also=("ANSWER-018",))
def takes_a_text_for_a_username_alone(request: Request) -> None:
    if isinstance(request.json, str):
        request.json = {"username": request.json}


@on_request(Kind.VALIDATION, CONFIRM, "CONFIRM-043", also=("ANSWER-018",))
def takes_a_list_of_one_text_for_a_username(request: Request) -> None:
    if isinstance(request.json, list) and request.json:
        request.json = {"username": request.json[0]}


@on_refusal(Kind.SHAPE, CONFIRM, "CONFIRM-044", also=("ANSWER-007", "ERROR-002", "ERROR-003"))
def refuses_a_confirmation_in_the_form_of_oauth(request: Request, answer: Answer) -> None:
    answer.json = {"error": "invalid_request", "error_description": answer.member("message")}


@on_refusal(Kind.SHAPE, CONFIRM, "CONFIRM-044", also=("ANSWER-007",))
def says_nothing_about_a_wrong_type_of_confirmation(request: Request, answer: Answer) -> None:
    if answer.status == 415:
        drop(answer, "message", "id")
