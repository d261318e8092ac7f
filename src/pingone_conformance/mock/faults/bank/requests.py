"""Requests that a wrong server takes though they are broken, or does not take though they are good."""

from __future__ import annotations

import orjson

from pingone_conformance.mock.errors import invalid_token, invalid_value, not_found, unsupported_media_type
from pingone_conformance.mock.faults.exchange import Answer, Request
from pingone_conformance.mock.faults.fault import Around, Kind, around, on_refusal, on_request, on_success

_POLICY = b'{"name": "Text", "governmentId": {"verify": "REQUIRED"}}'
_APPROVAL = b'{"transactionStatus": {"status": "APPROVED_MANUALLY"}}'


def _is_json(body: bytes) -> bool:
    try:
        orjson.loads(body)
    except orjson.JSONDecodeError:
        return False
    return True


@on_request(Kind.VALIDATION, "updateUser", "ANSWER-015", "ANSWER-016", also=("ANSWER-019",))
def takes_half_an_object_for_an_empty_one(request: Request) -> None:
    if request.body and not _is_json(request.body):
        request.body = b"{}"


@around(Kind.STATUS, "updateVerifyPolicy", "ANSWER-016")
def answers_broken_json_with_415(request: Request) -> Around:
    broken = not _is_json(request.body)
    answer = yield
    if answer.status == 400 and broken:
        answer.status = 415


@around(
    Kind.STATUS,
    "updatePortraitBackground",
    "ANSWER-015",
    also=("ANSWER-016", "ANSWER-020", "ANSWER-017", "ANSWER-019"),
)
def fails_on_broken_json(request: Request) -> Around:
    broken = not _is_json(request.body)
    answer = yield
    if answer.status == 400 and broken:
        answer.status = 500


@on_request(Kind.VALIDATION, "updateVerifyTransaction", "ANSWER-017")
def takes_an_empty_body_for_an_approval(request: Request) -> None:
    if not request.body:
        request.body = _APPROVAL


@on_request(Kind.VALIDATION, "createVerifyTransaction", "ANSWER-018")
def takes_a_list_for_an_empty_object(request: Request) -> None:
    if isinstance(request.json, list):
        request.json = {}


@on_request(Kind.VALIDATION, "createVerifyPolicy", "ANSWER-018")
def takes_a_text_for_the_name_of_a_policy(request: Request) -> None:
    if isinstance(request.json, str):
        request.body = _POLICY


@on_request(Kind.VALIDATION, "replaceUser", "ANSWER-019")
def drops_bytes_that_are_no_utf_8(request: Request) -> None:
    if request.body != (text := request.body.decode("utf-8", "ignore").encode()):
        request.body = text


@around(Kind.STATUS, "createUser", "USER-015", also=("ANSWER-020",))
def fails_on_a_number_for_a_username(request: Request) -> Around:
    number = isinstance(request.member("username"), int)
    answer = yield
    if answer.status == 400 and number:
        answer.status = 500


@around(Kind.STATUS, "readAllVerifiedData", "ANSWER-020")
def fails_on_an_attempt_that_is_no_number(request: Request) -> Around:
    attempt = request.query.get("attempt")
    answer = yield
    if answer.status == 400 and attempt is not None:
        answer.status = 500


@on_request(Kind.VALIDATION, "createVerifyPolicy", "ANSWER-021")
def takes_plain_text_for_json(request: Request) -> None:
    if request.media_type == "text/plain":
        request.headers["content-type"] = "application/json"


@on_refusal(Kind.STATUS, "updateUser", "ANSWER-021")
def answers_plain_text_with_400(request: Request, answer: Answer) -> None:
    if answer.status == 415:
        answer.status = 400


@on_request(Kind.VALIDATION, "createVerifyTransaction", "ANSWER-022")
def refuses_a_charset_parameter(request: Request) -> None:
    if "charset" in request.headers.get("content-type", "").lower():
        raise unsupported_media_type("application/json")


@on_request(Kind.VALIDATION, "updatePortraitBackground", "ANSWER-023")
def refuses_a_level_with_a_fraction(request: Request) -> None:
    if isinstance(request.member("backgroundColor.red"), float):
        raise invalid_value("backgroundColor.red", "Whole numbers only.")


@on_request(Kind.VALIDATION, "updateVerifyPolicy", "ANSWER-023")
def refuses_a_timeout_with_a_fraction(request: Request) -> None:
    if isinstance(request.member("transaction.timeout.duration"), float):
        raise invalid_value("transaction.timeout.duration", "Whole numbers only.")


@on_request(Kind.VALIDATION, "updateVerifyTransaction", "ANSWER-024", also=("AUTH-020",))
def refuses_members_that_it_does_not_know(request: Request) -> None:
    if isinstance(request.json, dict) and (unknown := request.json.keys() - {"transactionStatus"}):
        raise invalid_value(min(unknown), "There is no such member.")


@on_request(Kind.VALIDATION, "createVerifyTransaction", "ANSWER-025")
def refuses_read_only_members(request: Request) -> None:
    if request.member("createdAt") is not None:
        raise invalid_value("createdAt", "The member is read-only.")


@on_request(Kind.SECURITY, "readOneVerifyTransaction", "ANSWER-026")
def wants_header_names_in_title_case(request: Request) -> None:
    """Seen by clients of the embedded mock only: servers of ASGI hand names over in lower case."""
    if b"authorization" not in {
        name.lower() for name in request.header_names if name.istitle() or name.islower()
    }:
        raise invalid_token()


@on_request(Kind.VALIDATION, "readOneVerifiedData", "ANSWER-027")
def refuses_a_transaction_id_of_the_client(request: Request) -> None:
    if "x-ping-external-transaction-id" in request.headers:
        raise invalid_value("X-Ping-External-Transaction-ID", "There is no such header.")


@on_success(Kind.SHAPE, "readAllVerifyPolicies", "ANSWER-028")
def answers_a_wish_for_json_with_xml(request: Request, answer: Answer) -> None:
    if request.headers.get("accept") == "application/json":
        answer.body = b"<policies/>"
        answer.headers["content-type"] = "application/xml"


@on_request(Kind.STATUS, "readOneVerifyPolicy", "ANSWER-028")
def finds_nothing_for_who_accepts_json_only(request: Request) -> None:
    if request.headers.get("accept") == "application/json":
        raise not_found()
