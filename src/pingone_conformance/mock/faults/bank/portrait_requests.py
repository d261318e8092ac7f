"""Requests for a portrait that a wrong server takes, or does not take, for their content type or their form."""

from __future__ import annotations

import re
from typing import Any

from pingone_conformance.mock.errors import unsupported_media_type
from pingone_conformance.mock.faults.edits import put
from pingone_conformance.mock.faults.exchange import Answer, Request
from pingone_conformance.mock.faults.fault import Around, Kind, around, on_refusal, on_request
from pingone_conformance.mock.faults.selfies import UPDATE, keep, selfie_of
from pingone_conformance.mock.schemas.portraits import REPLACE_BACKGROUND

CONFIRMATION = "application/vnd.pingidentity.user.confirm+json"
REFUSES_THE_DOCUMENTED_REQUEST = (
    *("PORTRAIT-008", "PORTRAIT-040", "LINK-023"),
    *("ANSWER-026", "ANSWER-027", "ANSWER-028", "AUTH-001", "AUTH-016", "AUTH-021"),
)


def take_as_documented(request: Request) -> None:
    """Read a request as if it had the documented content type."""
    request.headers["content-type"] = REPLACE_BACKGROUND


def put_if_missing(request: Request, path: str, value: Any) -> None:
    """Write a member that its object leaves out or has as null."""
    if request.member(path) is None:
        put(request, path, value)


@around(Kind.VALIDATION, UPDATE, "PORTRAIT-001", "PORTRAIT-010", also=REFUSES_THE_DOCUMENTED_REQUEST)
def asks_for_a_charset_in_portrait_requests(request: Request) -> Around:
    before = selfie_of(request)
    answer = yield
    if answer.ok and "charset" not in request.headers["content-type"].lower():
        keep(request, before.data if before else {})
        raise unsupported_media_type(f"{REPLACE_BACKGROUND};charset=UTF-8")


@on_request(Kind.VALIDATION, UPDATE, "PORTRAIT-002")
def refuses_a_charset_in_portrait_requests(request: Request) -> None:
    if "charset" in request.headers.get("content-type", ""):
        raise unsupported_media_type(REPLACE_BACKGROUND)


@on_request(Kind.VALIDATION, UPDATE, "PORTRAIT-003")
def accepts_plain_json_for_portrait(request: Request) -> None:
    if request.media_type == "application/json":
        take_as_documented(request)


@on_request(Kind.VALIDATION, UPDATE, "PORTRAIT-004")
def accepts_a_portrait_request_without_a_content_type(request: Request) -> None:
    if not request.media_type:
        take_as_documented(request)


@on_request(Kind.VALIDATION, UPDATE, "PORTRAIT-005")
def accepts_any_replacement_type_for_portrait(request: Request) -> None:
    if re.fullmatch(r"application/vnd\.pingidentity\.replace\.\w+\+json", request.media_type):
        take_as_documented(request)


@on_request(Kind.VALIDATION, UPDATE, "PORTRAIT-006")
def accepts_the_type_of_account_confirmation_for_portrait(request: Request) -> None:
    if request.media_type == CONFIRMATION:
        take_as_documented(request)


@on_request(Kind.VALIDATION, UPDATE, "PORTRAIT-007")
def overlooks_the_suffix_of_the_portrait_type(request: Request) -> None:
    if request.media_type.partition("+")[0] == REPLACE_BACKGROUND.partition("+")[0]:
        take_as_documented(request)


@on_request(Kind.VALIDATION, UPDATE, "PORTRAIT-008")
def tells_the_letter_case_of_the_portrait_type(request: Request) -> None:
    if request.headers.get("content-type", "") != request.headers.get("content-type", "").lower().replace(
        "utf-8", "UTF-8"
    ):
        raise unsupported_media_type(REPLACE_BACKGROUND)


@on_refusal(Kind.STATUS, UPDATE, "PORTRAIT-009", also=("ANSWER-021",))
def answers_400_to_a_wrong_portrait_type(request: Request, answer: Answer) -> None:
    if answer.status == 415:
        answer.status = 400


@on_refusal(Kind.STATUS, UPDATE, "PORTRAIT-009")
def answers_406_to_plain_json_for_portrait(request: Request, answer: Answer) -> None:
    if answer.status == 415 and request.media_type == "application/json":
        answer.status = 406


@on_request(Kind.VALIDATION, UPDATE, "PORTRAIT-018")
def takes_white_for_a_missing_background(request: Request) -> None:
    put_if_missing(request, "backgroundColor", {"red": 255, "green": 255, "blue": 255})


@on_request(Kind.VALIDATION, UPDATE, "PORTRAIT-019")
def takes_0_for_a_missing_red(request: Request) -> None:
    put_if_missing(request, "backgroundColor.red", 0)


@on_request(Kind.VALIDATION, UPDATE, "PORTRAIT-020")
def takes_red_for_a_missing_green(request: Request) -> None:
    put_if_missing(request, "backgroundColor.green", request.member("backgroundColor.red"))


@on_request(Kind.VALIDATION, UPDATE, "PORTRAIT-021")
def takes_255_for_a_missing_blue(request: Request) -> None:
    put_if_missing(request, "backgroundColor.blue", 255)


@on_request(Kind.VALIDATION, UPDATE, "PORTRAIT-022")
def keeps_the_shape_where_the_ratio_is_missing(request: Request) -> None:
    put_if_missing(request, "aspectRatio", {"aspectHeight": 4, "aspectWidth": 3})


@on_request(Kind.VALIDATION, UPDATE, "PORTRAIT-023")
def takes_the_width_for_a_missing_height(request: Request) -> None:
    put_if_missing(request, "aspectRatio.aspectHeight", request.member("aspectRatio.aspectWidth"))


@on_request(Kind.VALIDATION, UPDATE, "PORTRAIT-024")
def takes_1_for_a_missing_width(request: Request) -> None:
    put_if_missing(request, "aspectRatio.aspectWidth", 1)
