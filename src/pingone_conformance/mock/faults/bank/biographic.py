"""Biographic data: what a wrong server refuses, changes or takes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from pingone_conformance.mock.faults.created import CREATE, list_at, object_at, on_creation, refused, text_at
from pingone_conformance.mock.faults.exchange import Answer, Request
from pingone_conformance.mock.faults.fault import Kind, on_request
from pingone_conformance.mock.schemas.transactions import BIOGRAPHIC

_NAMES = ("family_name", "given_name", "name")


def _texts(request: Request, name: str) -> list[str]:
    given = [request.member(f"requirements.{name}.value"), *list_at(request, f"requirements.{name}.options")]
    return [text for text in given if isinstance(text, str)]


def _refuse(request: Request, answer: Answer, names: tuple[str, ...], fits: Callable[[str], object]) -> None:
    """Refuse any of these attributes whose value, or one of whose options, fits."""
    for name in names:
        if any(fits(text) for text in _texts(request, name)):
            raise refused(request, answer, f"requirements.{name}")


def _attributes(content: Request | Answer) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give each attribute that is there, to be changed in place."""
    return ((name, found) for name in BIOGRAPHIC if (found := object_at(content, f"requirements.{name}")))


def _change_value(answer: Answer, name: str, change: Callable[[str], str]) -> None:
    if value := text_at(answer, f"requirements.{name}.value"):
        answer.json["requirements"][name]["value"] = change(value)


@on_creation(Kind.VALIDATION, "BIO-001", "BIO-002", also=("TXN-001",))
def refuses_a_number_sign_in_an_address(request: Request, answer: Answer) -> None:
    _refuse(request, answer, ("address",), lambda text: "#" in text)


@on_creation(Kind.VALIDATION, "BIO-003", "BIO-004")
def refuses_a_leap_day_as_birth_date(request: Request, answer: Answer) -> None:
    _refuse(request, answer, ("birth_date",), lambda text: text.endswith("-02-29"))


@on_creation(Kind.VALIDATION, "BIO-003", "BIO-004")
def reads_birth_dates_day_before_month(request: Request, answer: Answer) -> None:
    _refuse(request, answer, ("birth_date",), lambda text: text[-2:] > "12")


@on_creation(Kind.VALIDATION, "BIO-007", "BIO-008")
def refuses_letters_that_are_not_english_in_a_given_name(request: Request, answer: Answer) -> None:
    _refuse(request, answer, ("given_name",), lambda text: any(one.isalpha() and one > "z" for one in text))


@on_creation(Kind.VALIDATION, "BIO-005", "BIO-006")
def refuses_an_apostrophe_in_a_family_name(request: Request, answer: Answer) -> None:
    _refuse(request, answer, ("family_name",), lambda text: "'" in text)


@on_creation(Kind.VALIDATION, "BIO-007", "BIO-008", also=("TXN-001",))
def refuses_a_given_name_of_three_letters(request: Request, answer: Answer) -> None:
    _refuse(request, answer, ("given_name",), lambda text: len(text) < 4)


@on_creation(Kind.VALIDATION, "BIO-009", "BIO-010", also=("TXN-001",))
def refuses_a_space_in_a_name(request: Request, answer: Answer) -> None:
    _refuse(request, answer, ("name",), lambda text: " " in text)


@on_creation(Kind.VALIDATION, "BIO-002", "BIO-004", "BIO-006", "BIO-008", "BIO-010")
def refuses_a_single_option(request: Request, answer: Answer) -> None:
    for name, attribute in _attributes(request):
        if isinstance(attribute.get("options"), list) and len(attribute["options"]) == 1:
            raise refused(request, answer, f"requirements.{name}.options")


@on_creation(Kind.VALIDATION, "BIO-011", also=("TXN-001",))
def refuses_a_name_beside_its_parts(request: Request, answer: Answer) -> None:
    if {"name", "given_name"} <= dict(_attributes(request)).keys():
        raise refused(request, answer, "requirements.name")


@on_creation(Kind.MEANING, "BIO-012")
def answers_with_the_day_before_the_birth_date(_: Request, answer: Answer) -> None:
    _change_value(answer, "birth_date", lambda text: re.sub("2$", "1", text))


@on_creation(Kind.MEANING, "BIO-012")
def moves_a_leap_day_to_the_first_of_march(_: Request, answer: Answer) -> None:
    _change_value(answer, "birth_date", lambda text: re.sub("-02-29$", "-03-01", text))


@on_creation(Kind.MEANING, "BIO-012")
def writes_a_question_mark_for_an_emoji(_: Request, answer: Answer) -> None:
    for name in _NAMES:
        _change_value(answer, name, lambda text: re.sub(r"[\U00010000-\U0010FFFF]", "?", text))


@on_creation(Kind.MEANING, "BIO-012")
def drops_accents_from_given_names(_: Request, answer: Answer) -> None:
    _change_value(answer, "given_name", lambda text: text.replace("ë", "e"))


@on_creation(Kind.MEANING, "BIO-012", "BIO-013")
def quotes_the_number_sign_of_an_address(_: Request, answer: Answer) -> None:
    _change_value(answer, "address", lambda text: text.replace("#", "%23"))
    options = list_at(answer, "requirements.address.options")
    options[:] = [option.replace("#", "%23") for option in options]


@on_creation(Kind.STATE, "BIO-012", "BIO-013")
def answers_with_the_attributes_of_the_first_transaction(request: Request, answer: Answer) -> None:
    first = request.memory.setdefault(f"attributes of {request.path['user_id']}", {})
    for name, attribute in _attributes(answer):
        answer.json["requirements"][name] = first.setdefault(name, attribute)


@on_creation(Kind.MEANING, "BIO-013")
def sorts_the_options_of_attributes(_: Request, answer: Answer) -> None:
    for _name, attribute in _attributes(answer):
        attribute.get("options", []).sort()


@on_creation(Kind.MEANING, "BIO-013")
def answers_with_two_options_at_most(_: Request, answer: Answer) -> None:
    for _name, attribute in _attributes(answer):
        del attribute.get("options", [])[2:]


@on_creation(Kind.MEANING, "BIO-013")
def answers_with_a_value_for_a_single_option(_: Request, answer: Answer) -> None:
    for _name, attribute in _attributes(answer):
        if len(attribute.get("options", [])) == 1:
            attribute["value"] = attribute.pop("options")[0]


@on_request(Kind.VALIDATION, CREATE, "BIO-014")
def takes_an_empty_address(request: Request) -> None:
    if request.member("requirements.address") == {}:
        del request.json["requirements"]["address"]


@on_request(Kind.VALIDATION, CREATE, "BIO-015")
def takes_value_and_options_together(request: Request) -> None:
    for _, attribute in _attributes(request):
        if isinstance(attribute.get("value"), str) and attribute.get("options"):
            del attribute["options"]


@on_request(Kind.VALIDATION, CREATE, "BIO-016")
def takes_a_number_for_a_family_name(request: Request) -> None:
    family_name = object_at(request, "requirements.family_name")
    if type(family_name.get("value")) is int:
        family_name["value"] = str(family_name["value"])


@on_request(Kind.VALIDATION, CREATE, "BIO-017")
def takes_a_text_for_options(request: Request) -> None:
    for _, attribute in _attributes(request):
        if isinstance(attribute.get("options"), str):
            attribute["options"] = [attribute["options"]]
