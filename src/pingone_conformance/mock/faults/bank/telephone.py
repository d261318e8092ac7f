"""Telephone numbers to verify: formats that a wrong server refuses, reads wrong or takes though they are none."""

from __future__ import annotations

import re

from pingone_conformance.mock.errors import unexpected_error
from pingone_conformance.mock.faults.created import (
    CREATE,
    asks_for,
    list_at,
    object_at,
    on_creation,
    refused,
    text_at,
)
from pingone_conformance.mock.faults.exchange import Answer, Request
from pingone_conformance.mock.faults.fault import Kind, on_request

_PHONE = "requirements.phone"
_VALUE = f"{_PHONE}.value"
_SAMPLE = "+15125551234"


def _refuse(request: Request, answer: Answer, pattern: str) -> None:
    """Refuse a number in which the pattern is found."""
    if re.search(pattern, text_at(request, _VALUE)):
        raise refused(request, answer, _VALUE)


def _write(answer: Answer, pattern: str, text: str) -> None:
    if value := text_at(answer, _VALUE):
        answer.json["requirements"]["phone"]["value"] = re.sub(pattern, text, value)


@on_creation(Kind.VALIDATION, "PHONE-001")
def takes_a_single_dot_for_a_decimal_point(request: Request, answer: Answer) -> None:
    _refuse(request, answer, r"^\+?\d+\.\d+$")


@on_creation(Kind.VALIDATION, "PHONE-003")
def refuses_three_dots_in_a_number(request: Request, answer: Answer) -> None:
    _refuse(request, answer, r"\..*\..*\.")


@on_creation(Kind.VALIDATION, "PHONE-002", "PHONE-008", also=("TXN-001",))
def refuses_a_plus_sign_before_digits_alone(request: Request, answer: Answer) -> None:
    _refuse(request, answer, r"^\+\d+$")


@on_creation(Kind.VALIDATION, "PHONE-004")
def refuses_digits_alone(request: Request, answer: Answer) -> None:
    _refuse(request, answer, r"^\d+$")


@on_creation(Kind.VALIDATION, "PHONE-004", "PHONE-005")
def needs_a_plus_sign_before_a_number(request: Request, answer: Answer) -> None:
    _refuse(request, answer, r"^[^+]")


@on_creation(Kind.VALIDATION, "PHONE-005")
def refuses_three_hyphens_in_a_number(request: Request, answer: Answer) -> None:
    _refuse(request, answer, "-.*-.*-")


@on_creation(Kind.VALIDATION, "PHONE-006")
def refuses_parentheses_in_a_number(request: Request, answer: Answer) -> None:
    _refuse(request, answer, "[()]")


@on_creation(Kind.VALIDATION, "PHONE-009")
def refuses_a_space_without_parentheses(request: Request, answer: Answer) -> None:
    _refuse(request, answer, "^[^(]* [^(]*$")


@on_creation(Kind.MEANING, "PHONE-007", "PHONE-011")
def takes_a_number_without_plus_sign_for_a_local_one(_: Request, answer: Answer) -> None:
    _write(answer, r"^(?=\d)", "+49")


@on_creation(Kind.MEANING, "PHONE-007", "PHONE-011")
def cuts_the_number_off_after_sixteen_characters(_: Request, answer: Answer) -> None:
    _write(answer, r"(?<=^.{16}).*", "")


@on_creation(Kind.MEANING, "PHONE-007", "PHONE-011")
def forgets_the_country_code_in_the_answer(_: Request, answer: Answer) -> None:
    _write(answer, r"^\+\d\d?[. ]?|^1-?", "")


@on_creation(Kind.MEANING, "PHONE-011")
def drops_the_plus_sign_in_the_answer(_: Request, answer: Answer) -> None:
    _write(answer, r"^\+", "")


@on_creation(Kind.MEANING, "PHONE-011")
def writes_every_number_in_one_piece(_: Request, answer: Answer) -> None:
    _write(answer, r"[ .()-]", "")


@on_creation(Kind.VALIDATION, "PHONE-008")
def takes_american_numbers_only(request: Request, answer: Answer) -> None:
    _refuse(request, answer, r"^\+[^1]")


@on_creation(Kind.VALIDATION, "PHONE-008")
def counts_eleven_digits_in_every_number(request: Request, answer: Answer) -> None:
    if len(re.findall(r"\d", text_at(request, _VALUE))) > 11:
        raise refused(request, answer, _VALUE)


@on_creation(Kind.VALIDATION, "PHONE-010")
def needs_a_number_once_there_are_requirements(request: Request, answer: Answer) -> None:
    if (
        asks_for(request, "phone", "REQUIRED")
        and object_at(request, "requirements")
        and not request.member(_PHONE)
    ):
        raise refused(request, answer, _VALUE)


@on_creation(Kind.STATUS, "PHONE-012")
def fails_on_a_number_without_country_code(request: Request, answer: Answer) -> None:
    if re.fullmatch(r"[2-9]\d{2}\D?\d{3}\D?\d{4}", text_at(request, _VALUE)):
        refused(request, answer, _VALUE)
        raise unexpected_error()


@on_request(Kind.VALIDATION, CREATE, "PHONE-013")
def takes_options_for_the_value_of_phone(request: Request) -> None:
    phone = object_at(request, _PHONE)
    if "value" not in phone and list_at(request, f"{_PHONE}.options"):
        phone["value"] = phone["options"][0]


@on_request(Kind.VALIDATION, CREATE, "PHONE-014")
def takes_an_integer_for_a_number(request: Request) -> None:
    value = request.member(_VALUE)
    if isinstance(value, int) and not isinstance(value, bool):
        request.json["requirements"]["phone"]["value"] = str(abs(value))


@on_request(Kind.VALIDATION, CREATE, "PHONE-015")
def takes_an_empty_number(request: Request) -> None:
    if request.member(_VALUE) == "":
        del request.json["requirements"]["phone"]


@on_request(Kind.VALIDATION, CREATE, "PHONE-016")
def takes_a_lone_plus_sign_for_a_number(request: Request) -> None:
    if request.member(_VALUE) == "+":
        request.json["requirements"]["phone"]["value"] = _SAMPLE
