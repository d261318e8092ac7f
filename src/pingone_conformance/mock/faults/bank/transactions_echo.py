"""New transactions whose answer does not repeat what was sent."""

from __future__ import annotations

from pingone_conformance.mock.faults.created import object_at, on_creation, text_at
from pingone_conformance.mock.faults.exchange import Answer, Request
from pingone_conformance.mock.faults.fault import Kind

_SELFIE = "requirements.referenceSelfie"


def _forget(answer: Answer, requirement: str) -> None:
    object_at(answer, "requirements").pop(requirement, None)


@on_creation(Kind.SHAPE, "TXN-028", "BIO-012", "BIO-013")
def forgets_the_birth_date_in_the_answer(_: Request, answer: Answer) -> None:
    _forget(answer, "birth_date")


@on_creation(Kind.SHAPE, "TXN-028", "PHONE-007", "PHONE-011")
def forgets_the_number_in_the_answer(_: Request, answer: Answer) -> None:
    _forget(answer, "phone")


@on_creation(Kind.SHAPE, "TXN-028")
def answers_with_at_most_six_requirements(_: Request, answer: Answer) -> None:
    for requirement in sorted(object_at(answer, "requirements"))[6:]:
        _forget(answer, requirement)


@on_creation(Kind.SHAPE, "TXN-029")
def cuts_the_reference_selfie_off_in_the_answer(_: Request, answer: Answer) -> None:
    if value := text_at(answer, f"{_SELFIE}.value"):
        object_at(answer, _SELFIE)["value"] = value[: len(value) * 9 // 10]


@on_creation(Kind.MEANING, "TXN-030")
def adds_a_slash_to_the_callback_url(_: Request, answer: Answer) -> None:
    if url := text_at(answer, "callback.url"):
        answer.json["callback"]["url"] = f"{url}/"


@on_creation(Kind.MEANING, "TXN-030")
def calls_back_at_the_address_of_the_redirect(request: Request, answer: Answer) -> None:
    if (url := text_at(request, "redirect.url")) and object_at(answer, "callback"):
        answer.json["callback"]["url"] = url


@on_creation(Kind.MEANING, "TXN-031")
def forgets_the_last_callback_header(_: Request, answer: Answer) -> None:
    if headers := object_at(answer, "callback.headers"):
        headers.popitem()


@on_creation(Kind.MEANING, "TXN-031")
def writes_callback_headers_with_capitals(_: Request, answer: Answer) -> None:
    if headers := object_at(answer, "callback.headers"):
        answer.json["callback"]["headers"] = {name.title(): value for name, value in headers.items()}
