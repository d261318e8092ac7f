"""E-mail addresses to verify: how many a wrong server takes, what it answers, shows to the user, and sends."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from pingone_conformance.mock.faults.created import (
    CREATE,
    VIEW,
    asks_for,
    keep,
    list_at,
    object_at,
    on_creation,
    refused,
    resend,
    text_at,
    user_address,
)
from pingone_conformance.mock.faults.exchange import Answer, Request
from pingone_conformance.mock.faults.fault import Kind, on_request, on_success
from pingone_conformance.mock.notifications import ONE_TIME_CODE
from pingone_conformance.mock.records import Message
from pingone_conformance.mock.views import masked

_OPTIONS = "requirements.email.options"
_CHOICES = "email.choices"


def _refuse_count(request: Request, answer: Answer, *counts: int) -> None:
    options = request.member(_OPTIONS)
    if isinstance(options, list) and len(options) in counts:
        raise refused(request, answer, _OPTIONS)


def _whole(request: Request) -> list[str]:
    """Return the addresses from which the user may choose, as they were sent."""
    transaction = request.mock.store.transactions.get(request.path["transaction_id"])
    requirements = transaction and transaction.requirements
    return list((requirements or {}).get("email", {}).get("options", []))


def _is_code(message: Message) -> bool:
    return message.template == ONE_TIME_CODE and message.method == "EMAIL"


def _send_code(request: Request, answer: Answer, addresses: Iterable[str]) -> None:
    mock = request.mock
    for address in addresses:
        message = Message(
            mock.ids.uuid(), text_at(answer, "id"), ONE_TIME_CODE, "EMAIL", address, mock.clock.now()
        )
        mock.store.outbox.append(message)


@on_creation(Kind.VALIDATION, "EMAIL-001")
def refuses_a_single_address(request: Request, answer: Answer) -> None:
    _refuse_count(request, answer, 1)


@on_creation(Kind.VALIDATION, "EMAIL-001")
def refuses_a_plus_sign_in_an_address(request: Request, answer: Answer) -> None:
    if any("+" in str(option) for option in list_at(request, _OPTIONS)):
        raise refused(request, answer, _OPTIONS)


@on_creation(Kind.VALIDATION, "EMAIL-002", also=("TXN-001",))
def refuses_two_addresses(request: Request, answer: Answer) -> None:
    _refuse_count(request, answer, 2)


@on_creation(Kind.VALIDATION, "EMAIL-003")
def refuses_a_third_address(request: Request, answer: Answer) -> None:
    _refuse_count(request, answer, *range(3, 101))


@on_creation(Kind.VALIDATION, "EMAIL-004")
def refuses_an_empty_list_of_addresses(request: Request, answer: Answer) -> None:
    _refuse_count(request, answer, 0)


@on_creation(Kind.VALIDATION, "EMAIL-005")
def needs_an_address_where_the_policy_verifies_one(request: Request, answer: Answer) -> None:
    if asks_for(request, "email", "REQUIRED") and request.member("requirements.email") is None:
        raise refused(request, answer, _OPTIONS)


@on_request(Kind.VALIDATION, CREATE, "EMAIL-017")
def takes_an_email_requirement_without_options(request: Request) -> None:
    if request.member("requirements.email") == {}:
        del request.json["requirements"]["email"]


@on_request(Kind.VALIDATION, CREATE, "EMAIL-017")
def takes_a_value_for_the_options_of_email(request: Request) -> None:
    email = object_at(request, "requirements.email")
    if "value" in email and "options" not in email:
        email["options"] = [email["value"]]


@on_request(Kind.VALIDATION, CREATE, "EMAIL-018")
def takes_a_text_for_a_list_of_addresses(request: Request) -> None:
    if address := text_at(request, _OPTIONS):
        request.json["requirements"]["email"]["options"] = [address]


@on_request(Kind.VALIDATION, CREATE, "EMAIL-018")
def skips_addresses_that_are_no_texts(request: Request) -> None:
    options = list_at(request, _OPTIONS)
    options[:] = [option for option in options if isinstance(option, str)]


@on_request(Kind.VALIDATION, CREATE, "EMAIL-019")
def looks_at_the_first_address_only(request: Request) -> None:
    options = list_at(request, _OPTIONS)
    options[1:] = [one if "@" in str(one).strip("@") else "a@example.com" for one in options[1:]]


@on_creation(Kind.MEANING, "EMAIL-006")
def sorts_addresses_in_the_answer(_: Request, answer: Answer) -> None:
    list_at(answer, _OPTIONS).sort()


@on_creation(Kind.STATE, "EMAIL-006", "EMAIL-014")
def keeps_addresses_in_reverse_order(request: Request, answer: Answer) -> None:
    if options := list_at(answer, _OPTIONS):
        options.reverse()
        keep(request, answer, requirements=answer.json["requirements"])


@on_creation(Kind.MEANING, "EMAIL-006")
def forgets_the_second_address_in_the_answer(_: Request, answer: Answer) -> None:
    del list_at(answer, _OPTIONS)[1:2]


@on_request(Kind.STATE, CREATE, "EMAIL-006", "EMAIL-011", also=("EMAIL-016", "EMAIL-019"))
def keeps_the_first_of_two_addresses(request: Request) -> None:
    if len(options := list_at(request, _OPTIONS)) == 2:
        del options[1:]


@on_creation(Kind.MEANING, "EMAIL-007")
def masks_the_second_address_in_the_answer(_: Request, answer: Answer) -> None:
    options = list_at(answer, _OPTIONS)
    options[1:2] = [masked(option) for option in options[1:2]]


@on_success(Kind.MEANING, VIEW, "EMAIL-008")
def offers_the_directory_address_where_none_was_sent(_: Request, answer: Answer) -> None:
    if answer.member("email.mode") == "free":
        answer.json["email"] = {"mode": "fixed", "address": "robert.redford@example.com"}


@on_success(Kind.SECURITY, VIEW, "EMAIL-009")
def lets_the_user_change_the_only_address(_: Request, answer: Answer) -> None:
    if answer.member("email.mode") == "fixed":
        answer.json["email"] = {"mode": "free"}


@on_success(Kind.MEANING, VIEW, "EMAIL-009")
def shows_another_address_than_the_only_one(request: Request, answer: Answer) -> None:
    transaction = request.mock.store.transactions.get(request.path["transaction_id"])
    user = transaction and request.mock.store.users.get(transaction.user_id)
    if answer.member("email.mode") == "fixed" and user:
        answer.json["email"]["address"] = user.attributes.get("email")


@on_creation(Kind.STATE, "EMAIL-010")
def sends_no_code_to_the_only_address(request: Request, answer: Answer) -> None:
    resend(request, answer, lambda message: () if _is_code(message) else (message,))


@on_creation(Kind.STATE, "EMAIL-010")
def sends_the_code_to_the_only_address_twice(request: Request, answer: Answer) -> None:
    resend(request, answer, lambda message: (message,) * (2 if _is_code(message) else 1))


@on_creation(Kind.MEANING, "EMAIL-010")
def sends_the_code_to_the_directory_address(request: Request, answer: Answer) -> None:
    to = user_address(request)
    resend(request, answer, lambda one: (replace(one, to=to) if _is_code(one) else one,))


@on_creation(Kind.STATE, "EMAIL-016")
def sends_a_code_to_the_first_of_five_addresses(request: Request, answer: Answer) -> None:
    options = list_at(answer, _OPTIONS)
    _send_code(request, answer, options[:1] if len(options) == 5 else ())


@on_success(Kind.MEANING, VIEW, "EMAIL-011")
def gives_no_choice_among_several_addresses(_: Request, answer: Answer) -> None:
    if answer.member("email.mode") == "choice":
        answer.json["email"] = {"mode": "free"}


@on_success(Kind.MEANING, VIEW, "EMAIL-011")
def offers_one_address_too_few(_: Request, answer: Answer) -> None:
    del list_at(answer, _CHOICES)[-1:]


@on_success(Kind.MEANING, VIEW, "EMAIL-011")
def offers_the_first_address_in_place_of_the_second(_: Request, answer: Answer) -> None:
    choices = list_at(answer, _CHOICES)
    choices[1:2] = choices[:1]


@on_success(Kind.MEANING, VIEW, "EMAIL-014")
def sorts_the_addresses_to_choose_from(_: Request, answer: Answer) -> None:
    list_at(answer, _CHOICES).sort()


@on_success(Kind.SECURITY, VIEW, "EMAIL-012")
def shows_the_last_address_to_choose_from(request: Request, answer: Answer) -> None:
    list_at(answer, _CHOICES)[-1:] = _whole(request)[-1:]


@on_success(Kind.SECURITY, VIEW, "EMAIL-012")
def does_not_mask_short_addresses(request: Request, answer: Answer) -> None:
    if choices := list_at(answer, _CHOICES):
        choices[:] = [one if one.find("@") < 4 else masked(one) for one in _whole(request)]


@on_success(Kind.MEANING, VIEW, "EMAIL-013")
def masks_the_whole_second_address(_: Request, answer: Answer) -> None:
    choices: list[Any] = list_at(answer, _CHOICES)
    choices[1:2] = ["*****" for _ in choices[1:2]]
