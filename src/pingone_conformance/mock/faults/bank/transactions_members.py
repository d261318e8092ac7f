"""New transactions: members that a wrong server asks for, or does not take."""

from __future__ import annotations

from pingone_conformance.mock.faults.created import CREATE, object_at, on_creation, refused, text_at
from pingone_conformance.mock.faults.exchange import Answer, Request
from pingone_conformance.mock.faults.fault import Kind, on_request

_MOST_REQUIREMENTS = 7


def _has(request: Request, *members: str) -> bool:
    return all(object_at(request, member) for member in members)


@on_creation(Kind.VALIDATION, "TXN-001")
def refuses_more_than_seven_requirements(request: Request, answer: Answer) -> None:
    if len(object_at(request, "requirements")) > _MOST_REQUIREMENTS:
        raise refused(request, answer, "requirements")


@on_creation(Kind.VALIDATION, "TXN-001")
def refuses_callback_headers_that_begin_with_x(request: Request, answer: Answer) -> None:
    if any(name.startswith("x-") for name in object_at(request, "callback.headers")):
        raise refused(request, answer, "callback.headers")


@on_creation(Kind.VALIDATION, "TXN-001")
def refuses_a_redirect_message_of_two_words(request: Request, answer: Answer) -> None:
    if " " in text_at(request, "redirect.message"):
        raise refused(request, answer, "redirect.message")


@on_creation(Kind.VALIDATION, "TXN-002")
def needs_a_callback_to_notify_anyone(request: Request, answer: Answer) -> None:
    if _has(request, "sendNotification") and not _has(request, "callback"):
        raise refused(request, answer, "callback")


@on_creation(Kind.VALIDATION, "TXN-003")
def needs_a_redirect_to_notify_anyone(request: Request, answer: Answer) -> None:
    if _has(request, "sendNotification") and not _has(request, "redirect"):
        raise refused(request, answer, "redirect")


@on_creation(Kind.VALIDATION, "TXN-004")
def needs_requirements_to_notify_anyone(request: Request, answer: Answer) -> None:
    if _has(request, "sendNotification") and not _has(request, "requirements"):
        raise refused(request, answer, "requirements")


@on_creation(Kind.VALIDATION, "TXN-005")
def needs_a_notification_beside_callback_and_requirements(request: Request, answer: Answer) -> None:
    if _has(request, "callback", "requirements") and not _has(request, "sendNotification"):
        raise refused(request, answer, "sendNotification")


@on_creation(Kind.VALIDATION, "TXN-002", also=("LINK-011", "LINK-012"))
def needs_a_callback(request: Request, answer: Answer) -> None:
    if not _has(request, "callback"):
        raise refused(request, answer, "callback")


@on_creation(Kind.VALIDATION, "TXN-006")
def needs_a_policy(request: Request, answer: Answer) -> None:
    if not text_at(request, "verifyPolicy.id"):
        raise refused(request, answer, "verifyPolicy.id")


@on_creation(Kind.VALIDATION, "TXN-038")
def refuses_a_callback_without_headers(request: Request, answer: Answer) -> None:
    if _has(request, "callback") and not _has(request, "callback.headers"):
        raise refused(request, answer, "callback.headers")


@on_creation(Kind.VALIDATION, "TXN-041")
def refuses_a_redirect_without_message(request: Request, answer: Answer) -> None:
    if _has(request, "redirect") and not text_at(request, "redirect.message"):
        raise refused(request, answer, "redirect.message")


@on_request(Kind.VALIDATION, CREATE, "TXN-039")
def accepts_callback_headers_without_url(request: Request) -> None:
    if _has(request, "callback.headers") and request.member("callback.url") is None:
        del request.json["callback"]


@on_request(Kind.VALIDATION, CREATE, "TXN-042")
def accepts_an_empty_redirect(request: Request) -> None:
    if request.member("redirect") == {}:
        del request.json["redirect"]


@on_request(Kind.VALIDATION, CREATE, "TXN-040")
def accepts_a_callback_url_without_host(request: Request) -> None:
    url = text_at(request, "callback.url")
    if url and " " not in url and "/" not in url:
        request.json["callback"]["url"] = f"https://example.com/{url}"


@on_request(Kind.VALIDATION, CREATE, "TXN-043")
def accepts_a_redirect_url_of_several_words(request: Request) -> None:
    if " " in text_at(request, "redirect.url"):
        request.json["redirect"]["url"] = "https://example.com/"
