"""Refusals that say too little or the wrong thing."""

from __future__ import annotations

from pingone_conformance.mock.faults.exchange import Answer, Request
from pingone_conformance.mock.faults.fault import Kind, on_refusal

_PERMITTED = (400, 404, 415)


@on_refusal(
    Kind.SHAPE,
    "createUser",
    "ERROR-001",
    also=(
        "ANSWER-007",
        "ERROR-015",
    ),
)
def refuses_with_a_numeric_code(request: Request, answer: Answer) -> None:
    if answer.status in _PERMITTED:
        answer.json["code"] = answer.status


@on_refusal(
    Kind.SHAPE,
    "readOneVerifyPolicy",
    "ERROR-001",
    also=(
        "ANSWER-007",
        "ERROR-017",
    ),
)
def leaves_the_code_of_a_404_out(request: Request, answer: Answer) -> None:
    if answer.status == 404:
        del answer.json["code"]


@on_refusal(Kind.SHAPE, "updatePortraitBackground", "ERROR-002", also=("ANSWER-007",))
def leaves_the_message_of_a_415_out(request: Request, answer: Answer) -> None:
    if answer.status == 415:
        del answer.json["message"]


@on_refusal(Kind.SHAPE, "createVerifyTransaction", "ERROR-002", "ANSWER-007")
def says_its_messages_as_lists(request: Request, answer: Answer) -> None:
    if answer.status == 400:
        answer.json["message"] = [answer.json["message"]]


@on_refusal(
    Kind.SHAPE,
    "readOneUser",
    "ERROR-003",
    also=(
        "ANSWER-007",
        "ERROR-006",
    ),
)
def leaves_the_id_of_a_404_out(request: Request, answer: Answer) -> None:
    if answer.status == 404:
        del answer.json["id"]


@on_refusal(
    Kind.SHAPE,
    "deleteVerifyPolicy",
    "ERROR-004",
    also=(
        "AUTH-017",
        "ERROR-005",
        "ERROR-006",
    ),
)
def refuses_a_missing_token_without_a_word(request: Request, answer: Answer) -> None:
    if answer.status == 401:
        answer.body = b"{}"


@on_refusal(Kind.SHAPE, "readAllVerifyTransactions", "ERROR-004", also=("ANSWER-007",))
def leaves_the_message_of_a_403_out(request: Request, answer: Answer) -> None:
    if answer.status == 403:
        del answer.json["message"]


@on_refusal(Kind.SHAPE, "readOneVerifiedData", "ERROR-005", also=("ERROR-006",))
def leaves_the_id_of_a_401_out(request: Request, answer: Answer) -> None:
    if answer.status == 401:
        del answer.json["id"]


@on_refusal(Kind.SHAPE, "updateVerifyTransaction", "ERROR-006", also=("ANSWER-007",))
def counts_its_refusals(request: Request, answer: Answer) -> None:
    request.memory["refusals"] = number = request.memory.get("refusals", 0) + 1
    answer.json["id"] = f"error-{number}"


@on_refusal(Kind.MEANING, "readOneVerificationMetadata", "ERROR-007")
def gives_every_401_the_same_id(request: Request, answer: Answer) -> None:
    if answer.status == 401:
        answer.json["id"] = "a2f5cbe5-0a8a-4a23-8ab3-0f1a3fd3c9a1"


@on_refusal(
    Kind.SHAPE,
    "createVerifyPolicy",
    "ERROR-008",
    also=(
        "ANSWER-007",
        "ERROR-012",
        "ERROR-013",
    ),
)
def writes_details_as_one_object(request: Request, answer: Answer) -> None:
    if details := answer.member("details"):
        answer.json["details"] = details[0]


@on_refusal(Kind.SHAPE, "deleteUser", "ERROR-008", also=("ANSWER-007",))
def writes_details_as_texts(request: Request, answer: Answer) -> None:
    if details := answer.member("details"):
        answer.json["details"] = [detail["message"] for detail in details]


@on_refusal(Kind.SHAPE, "updateUser", "ERROR-009", also=("ANSWER-007",))
def leaves_codes_of_details_out(request: Request, answer: Answer) -> None:
    for detail in answer.member("details") or ():
        del detail["code"]


@on_refusal(Kind.SHAPE, "updateVerifyPolicy", "ERROR-009", also=("ANSWER-007",))
def leaves_the_message_of_the_last_detail_out(request: Request, answer: Answer) -> None:
    if details := answer.member("details"):
        del details[-1]["message"]


@on_refusal(Kind.SHAPE, "replaceUser", "ERROR-010", also=("ANSWER-007",))
def writes_targets_as_lists_of_steps(request: Request, answer: Answer) -> None:
    for detail in answer.member("details") or ():
        if "target" in detail:
            detail["target"] = detail["target"].split(".")


@on_refusal(Kind.SHAPE, "createVerifyPolicy", "ERROR-011", also=("ANSWER-007",))
def writes_inner_errors_as_texts(request: Request, answer: Answer) -> None:
    for detail in answer.member("details") or ():
        if "innerError" in detail:
            detail["innerError"] = str(detail["innerError"])


@on_refusal(Kind.SHAPE, "createVerifyTransaction", "ERROR-012", also=("ERROR-013",))
def calls_data_invalid_without_details(request: Request, answer: Answer) -> None:
    if answer.json.get("code") == "INVALID_DATA":
        answer.json["details"] = []


@on_refusal(Kind.MEANING, "updatePortraitBackground", "ERROR-013")
def blames_another_member(request: Request, answer: Answer) -> None:
    for detail in answer.member("details") or ():
        if detail.get("target") == "aspectRatio":
            detail["target"] = "backgroundColor"


@on_refusal(Kind.MEANING, "createUser", "ERROR-013")
def does_not_say_which_member_was_wrong(request: Request, answer: Answer) -> None:
    for detail in answer.member("details") or ():
        detail.pop("target", None)


@on_refusal(
    Kind.SHAPE,
    "readOneVerifyTransaction",
    "ERROR-014",
    also=(
        "ANSWER-007",
        "ERROR-001",
        "ERROR-002",
        "ERROR-003",
        "ERROR-006",
        "ERROR-017",
    ),
)
def refuses_with_a_page_for_browsers(request: Request, answer: Answer) -> None:
    if answer.status == 404:
        answer.body = b"<!doctype html><title>404 Not Found</title>"
        answer.headers["content-type"] = "text/html"


@on_refusal(Kind.SHAPE, "updatePortraitBackground", "ERROR-014")
def calls_its_refusals_plain_text(request: Request, answer: Answer) -> None:
    if answer.status == 415:
        answer.headers["content-type"] = "text/plain"


@on_refusal(Kind.MEANING, "createVerifyTransaction", "ERROR-015")
def calls_bad_data_a_mistake_of_its_own(request: Request, answer: Answer) -> None:
    if answer.status == 400:
        answer.json["code"] = "UNEXPECTED_ERROR"


@on_refusal(Kind.MEANING, "readAllVerifiedData", "ERROR-016")
def calls_a_lack_of_permission_not_found(request: Request, answer: Answer) -> None:
    if answer.status == 403:
        answer.json["code"] = "NOT_FOUND"


@on_refusal(Kind.MEANING, "deleteVerifyTransaction", "ERROR-017")
def calls_a_missing_transaction_invalid(request: Request, answer: Answer) -> None:
    if answer.status == 404:
        answer.json["code"] = "INVALID_REQUEST"


@on_refusal(Kind.MEANING, "updatePortraitBackground", "ERROR-018")
def calls_another_content_type_invalid_data(request: Request, answer: Answer) -> None:
    if answer.status == 415:
        answer.json["code"] = "INVALID_DATA"
