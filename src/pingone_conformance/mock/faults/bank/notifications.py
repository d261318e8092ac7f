"""Notifications that a wrong server sends elsewhere, twice or not at all, and what it says of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from pingone_conformance.mock.faults.created import (
    CREATE,
    list_at,
    object_at,
    on_creation,
    resend,
    text_at,
    user_address,
)
from pingone_conformance.mock.faults.exchange import Answer, Request
from pingone_conformance.mock.faults.fault import Kind, on_request
from pingone_conformance.mock.notifications import LINK, ONE_TIME_CODE
from pingone_conformance.mock.records import Message
from pingone_conformance.mock.views import masked

_SENT = "sendNotification"
_RESULTS = f"{_SENT}.results"
_ADDRESS, _NUMBER = "a@example.com", "+15125551234"


def _results(answer: Answer) -> list[Any]:
    return [result for result in list_at(answer, _RESULTS) if isinstance(result, dict)]


def _rename_methods(answer: Answer, names: dict[str, str]) -> None:
    for result in _results(answer):
        result["method"] = names.get(result["method"], result["method"])


def _is(message: Message, template: str, method: str) -> bool:
    return (message.template, message.method) == (template, method)


def _change(request: Request, answer: Answer, template: str, method: str, **changes: Any) -> None:
    """Change the messages of one template and method."""
    resend(request, answer, lambda one: (replace(one, **changes) if _is(one, template, method) else one,))


def _send(request: Request, answer: Answer, template: str, to: str) -> None:
    mock = request.mock
    message = Message(mock.ids.uuid(), text_at(answer, "id"), template, "EMAIL", to, mock.clock.now())
    mock.store.outbox.append(message)


def _accept(request: Request, member: str, instead: str, fits: Callable[[str], object]) -> None:
    """Have a text of ``sendNotification`` accepted that fits."""
    text = text_at(request, f"{_SENT}.{member}")
    if text and fits(text):
        request.json[_SENT][member] = instead


@on_creation(Kind.MEANING, "NOTIFY-001", "NOTIFY-002")
def calls_an_email_sms_and_the_other_way_round(_: Request, answer: Answer) -> None:
    _rename_methods(answer, {"EMAIL": "SMS", "SMS": "EMAIL"})


@on_creation(Kind.MEANING, "NOTIFY-001")
def tells_of_an_email_twice(_: Request, answer: Answer) -> None:
    results = list_at(answer, _RESULTS)
    if len(results) == 1 and answer.member(f"{_SENT}.email"):
        results.append({**results[0], "notification": {"id": answer.member("id")}})


@on_creation(Kind.MEANING, "NOTIFY-003")
def tells_of_the_first_of_two_notifications(_: Request, answer: Answer) -> None:
    del list_at(answer, _RESULTS)[1:]


@on_creation(Kind.MEANING, "NOTIFY-004")
def tells_of_an_sms_without_a_number(request: Request, answer: Answer) -> None:
    if request.member(_SENT) == {}:
        result = {"method": "SMS", "sent": False, "notification": {"id": answer.member("id")}}
        answer.json[_SENT] = {"results": [result]}


@on_creation(Kind.SHAPE, "NOTIFY-005", also=("ANSWER-006",))
def writes_as_a_text_whether_it_was_sent(_: Request, answer: Answer) -> None:
    for result in _results(answer):
        result["sent"] = str(result["sent"]).lower()


@on_creation(Kind.SHAPE, "NOTIFY-005")
def does_not_say_whether_the_sms_was_sent(_: Request, answer: Answer) -> None:
    for result in _results(answer):
        if result["method"] == "SMS":
            del result["sent"]


@on_creation(Kind.MEANING, "NOTIFY-005")
def says_of_the_sms_that_it_was_not_sent(_: Request, answer: Answer) -> None:
    for result in _results(answer):
        result["sent"] = result["method"] != "SMS"


@on_creation(Kind.MEANING, "NOTIFY-006")
def gives_the_id_of_the_transaction_for_that_of_the_notification(_: Request, answer: Answer) -> None:
    for result in _results(answer):
        result["notification"] = {"id": answer.member("id")}


@on_creation(Kind.SHAPE, "NOTIFY-006")
def leaves_out_the_ids_of_notifications(_: Request, answer: Answer) -> None:
    for result in _results(answer):
        del result["notification"]


@on_creation(Kind.MEANING, "NOTIFY-006")
def gives_two_notifications_one_id(_: Request, answer: Answer) -> None:
    results = _results(answer)
    for result in results:
        result["notification"] = results[0]["notification"]


@on_creation(Kind.SHAPE, "NOTIFY-007")
def forgets_the_address_beside_a_number(_: Request, answer: Answer) -> None:
    if "phone" in (sent := object_at(answer, _SENT)):
        sent.pop("email", None)


@on_creation(Kind.MEANING, "NOTIFY-007")
def masks_the_address_that_was_notified(_: Request, answer: Answer) -> None:
    if address := text_at(answer, f"{_SENT}.email"):
        answer.json[_SENT]["email"] = masked(address)


@on_creation(Kind.MEANING, "NOTIFY-008")
def drops_the_plus_sign_of_the_notified_number(_: Request, answer: Answer) -> None:
    if number := text_at(answer, f"{_SENT}.phone"):
        answer.json[_SENT]["phone"] = number.removeprefix("+")


@on_creation(Kind.MEANING, "NOTIFY-008")
def answers_with_the_required_number_as_the_notified_one(request: Request, answer: Answer) -> None:
    number = text_at(request, "requirements.phone.value")
    if number and "phone" in (sent := object_at(answer, _SENT)):
        sent["phone"] = number


@on_creation(Kind.MEANING, "NOTIFY-009")
def sends_the_link_to_the_required_address(request: Request, answer: Answer) -> None:
    if options := list_at(request, "requirements.email.options"):
        _change(request, answer, LINK, "EMAIL", to=options[0])


@on_creation(Kind.STATE, "NOTIFY-009")
def sends_the_link_by_email_twice(request: Request, answer: Answer) -> None:
    resend(request, answer, lambda one: (one,) * (2 if _is(one, LINK, "EMAIL") else 1))


@on_creation(Kind.STATE, "NOTIFY-009", also=("NOTIFY-005", "NOTIFY-006"))
def sends_no_email_beside_an_sms(request: Request, answer: Answer) -> None:
    if object_at(request, _SENT).get("phone"):
        resend(request, answer, lambda one: () if _is(one, LINK, "EMAIL") else (one,))


@on_creation(Kind.SECURITY, "NOTIFY-009", "NOTIFY-010")
def sends_the_link_of_the_first_transaction(request: Request, answer: Answer) -> None:
    first = request.memory.setdefault(f"link of {request.path['user_id']}", text_at(answer, "id"))
    for method in ("EMAIL", "SMS"):
        _change(request, answer, LINK, method, transaction_id=first)


@on_creation(Kind.STATE, "NOTIFY-009", "NOTIFY-010")
def notifies_a_user_only_once(request: Request, answer: Answer) -> None:
    known = request.memory.setdefault(f"notified {request.path['user_id']}", text_at(answer, "id"))
    if object_at(request, _SENT) and known != answer.member("id"):
        resend(request, answer, lambda one: () if one.template == LINK else (one,))


@on_creation(Kind.MEANING, "NOTIFY-010")
def sends_the_link_to_the_required_number(request: Request, answer: Answer) -> None:
    if number := text_at(request, "requirements.phone.value"):
        _change(request, answer, LINK, "SMS", to=number)


@on_creation(Kind.MEANING, "NOTIFY-009", "NOTIFY-010", also=("NOTIFY-005", "NOTIFY-011"))
def sends_a_one_time_password_for_the_link(request: Request, answer: Answer) -> None:
    resend(request, answer, lambda one: (replace(one, template=ONE_TIME_CODE),))


@on_creation(Kind.MEANING, "NOTIFY-011")
def sends_the_code_to_the_notified_number(request: Request, answer: Answer) -> None:
    if number := text_at(request, f"{_SENT}.phone"):
        _change(request, answer, ONE_TIME_CODE, "SMS", to=number)


@on_creation(Kind.STATE, "NOTIFY-011")
def sends_no_code_when_a_link_was_sent(request: Request, answer: Answer) -> None:
    if object_at(request, _SENT):
        resend(request, answer, lambda one: () if _is(one, ONE_TIME_CODE, "SMS") else (one,))


@on_creation(Kind.STATE, "NOTIFY-011")
def sends_no_code_unless_a_link_was_sent(request: Request, answer: Answer) -> None:
    if not object_at(request, _SENT):
        resend(request, answer, lambda one: () if _is(one, ONE_TIME_CODE, "SMS") else (one,))


@on_creation(Kind.MEANING, "NOTIFY-012")
def sends_a_code_to_the_directory_address_to_compare_a_name(request: Request, answer: Answer) -> None:
    if text_at(request, "requirements.name.value") and not object_at(request, _SENT):
        _send(request, answer, ONE_TIME_CODE, user_address(request))


@on_request(Kind.VALIDATION, CREATE, "NOTIFY-016")
def notifies_nobody_at_a_domain(request: Request) -> None:
    _accept(request, "email", _ADDRESS, lambda text: text.startswith("@"))


@on_request(Kind.VALIDATION, CREATE, "NOTIFY-017")
def notifies_at_a_lone_plus_sign(request: Request) -> None:
    _accept(request, "phone", _NUMBER, lambda text: text == "+")
