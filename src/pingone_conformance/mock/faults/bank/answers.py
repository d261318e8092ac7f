"""Answers that a client cannot read: statuses, headers and bodies of accepted requests."""

from __future__ import annotations

import orjson

from pingone_conformance.mock.faults.exchange import Answer, Request
from pingone_conformance.mock.faults.fault import Around, Kind, around, on_success

_TRACE = b'{"id":"5f3c8d5e-0d5b-4b5a-8f1b-3d1f0e6a1c11","code":"UNEXPECTED_ERROR","message":"Sorry."}'


def _fail(answer: Answer) -> None:
    answer.status, answer.body = 500, _TRACE


@on_success(
    Kind.STATUS,
    "readAllVerifyPolicies",
    "POLICY-048",
    also=("ANSWER-001", "POLICY-049", "POLICY-050", "POLICY-051"),
)
def fails_on_a_filter_with_an_umlaut(request: Request, answer: Answer) -> None:
    if not request.query.get("filter", "").isascii():
        _fail(answer)


@on_success(Kind.STATUS, "readAllVerifiedData", "ANSWER-001")
def fails_when_asked_for_the_fourth_attempt(request: Request, answer: Answer) -> None:
    if request.query.get("attempt") == "4":
        _fail(answer)


@around(Kind.STATUS, "updatePortraitBackground", "PORTRAIT-033", also=("ANSWER-001",))
def fails_on_the_level_255(request: Request) -> Around:
    level = request.member("backgroundColor.blue")
    answer = yield
    if level == 255 and answer.ok:
        _fail(answer)


@on_success(Kind.STATUS, "createVerifyPolicy", "ANSWER-002", also=("POLICY-001",))
def answers_a_new_policy_with_200(request: Request, answer: Answer) -> None:
    answer.status = 200


@on_success(Kind.STATUS, "deleteVerifyTransaction", "ANSWER-002", also=("STATUS-034",))
def answers_a_deletion_with_202(request: Request, answer: Answer) -> None:
    answer.status = 202


@around(
    Kind.STATUS,
    "createUser",
    "ANSWER-003",
    also=(
        "USER-014",
        "USER-020",
    ),
)
def answers_bad_values_with_422(request: Request) -> Around:
    answer = yield
    if answer.status == 400 and answer.json.get("code") == "INVALID_DATA":
        answer.status = 422


@on_success(Kind.SHAPE, "readOneVerifyPolicy", "ANSWER-004", also=("ANSWER-028",))
def calls_its_json_plain_text(request: Request, answer: Answer) -> None:
    answer.headers["content-type"] = "text/plain;charset=UTF-8"


@on_success(
    Kind.SHAPE,
    "readOneUser",
    "ANSWER-005",
    also=(
        "ANSWER-006",
        "LINK-003",
        "LINK-004",
        "LINK-010",
        "LINK-014",
        "USER-028",
        "USER-029",
    ),
)
def writes_names_in_latin_1(request: Request, answer: Answer) -> None:
    answer.json["nickname"] = "Zoë"
    answer.body = answer.body.decode().encode("latin-1")


@on_success(
    Kind.SHAPE,
    "readAllVerifiedData",
    "ANSWER-005",
    also=("DATA-004", "DATA-005", "DATA-009", "DATA-010", "ANSWER-006"),
)
def ends_a_list_with_a_comma(request: Request, answer: Answer) -> None:
    answer.body = answer.body.removesuffix(b"}") + b",}"


@on_success(Kind.SHAPE, "readOneVerificationMetadata", "ANSWER-006", also=("META-016",))
def writes_the_status_of_metadata_as_a_number(request: Request, answer: Answer) -> None:
    answer.json["status"] = 1


@on_success(Kind.SHAPE, "readAllVerifyTransactions", "ANSWER-006", also=("LINK-017", "READ-012"))
def embeds_a_single_transaction_without_its_list(request: Request, answer: Answer) -> None:
    listed = answer.member("_embedded.verifyTransactions")
    if isinstance(listed, list) and len(listed) == 1:
        answer.json["_embedded"]["verifyTransactions"] = listed[0]


@on_success(Kind.SHAPE, "deleteUser", "ANSWER-008")
def answers_a_deletion_with_the_deleted_user(request: Request, answer: Answer) -> None:
    answer.body = orjson.dumps({"id": request.path["user_id"]})
    answer.headers["content-type"] = "application/json"


@on_success(Kind.SHAPE, "createVerifyTransaction", "ANSWER-009")
def leaves_the_location_of_a_transaction_out(request: Request, answer: Answer) -> None:
    del answer.headers["location"]


@on_success(Kind.MEANING, "createVerifyPolicy", "ANSWER-009")
def locates_a_new_policy_at_the_list(request: Request, answer: Answer) -> None:
    answer.headers["location"] = answer.headers["location"].rpartition("/")[0]


@on_success(Kind.SHAPE, "readOneVerifyTransaction", "ANSWER-010")
def leaves_the_correlation_id_out(request: Request, answer: Answer) -> None:
    del answer.headers["correlation-id"]


@on_success(Kind.SECURITY, "readAllVerificationMetadata", "ANSWER-011")
def lets_caches_decide_about_metadata(request: Request, answer: Answer) -> None:
    del answer.headers["cache-control"]


@on_success(Kind.SECURITY, "readOneVerifiedData", "ANSWER-012")
def lets_browsers_guess_the_type(request: Request, answer: Answer) -> None:
    del answer.headers["x-content-type-options"]


@on_success(Kind.SECURITY, "readFlow", "ANSWER-013")
def lets_others_frame_a_flow(request: Request, answer: Answer) -> None:
    del answer.headers["x-frame-options"]


@on_success(Kind.SECURITY, "confirmAccountInformation", "ANSWER-014")
def does_not_insist_on_transport_security(request: Request, answer: Answer) -> None:
    del answer.headers["strict-transport-security"]


@on_success(Kind.SHAPE, "readOneVerifyPolicy", "ANSWER-029", also=("ANSWER-006",))
def writes_times_without_a_zone(request: Request, answer: Answer) -> None:
    answer.json["createdAt"] = answer.json["createdAt"].removesuffix("Z")


@on_success(
    Kind.SHAPE,
    "readAllVerifyTransactions",
    "ANSWER-029",
    also=(
        "ANSWER-006",
        "READ-014",
    ),
)
def writes_times_in_lists_as_numbers(request: Request, answer: Answer) -> None:
    for entry in answer.json["_embedded"]["verifyTransactions"]:
        entry["updatedAt"] = 1_700_000_000_000


@on_success(Kind.SHAPE, "updateUser", "ANSWER-029", also=("USER-050",))
def writes_the_time_of_an_update_with_an_offset(request: Request, answer: Answer) -> None:
    answer.json["updatedAt"] = answer.json["updatedAt"].replace("Z", "+02:00")


@on_success(Kind.STATE, "readOneUser", "ANSWER-030")
def says_another_update_time_with_each_read(request: Request, answer: Answer) -> None:
    request.memory["reads"] = reads = request.memory.get("reads", 0) + 1
    answer.json["updatedAt"] = answer.json["updatedAt"][:20] + f"{reads % 1000:03d}Z"


@on_success(
    Kind.STATE, "readAllVerifyPolicies", "ANSWER-030", also=("POLICY-051", "POLICY-046", "POLICY-050")
)
def loses_the_last_policy_in_every_second_list(request: Request, answer: Answer) -> None:
    request.memory["lists"] = lists = request.memory.get("lists", 0) + 1
    if lists % 2 == 0:
        del answer.json["_embedded"]["verifyPolicies"][-1:]
