"""Answers to new transactions that say which one it is, how far it is and where its user goes, but not right."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import quote

from pingone_conformance.mock.faults.created import keep, object_at, on_creation, resend, text_at
from pingone_conformance.mock.faults.exchange import Answer, Request
from pingone_conformance.mock.faults.fault import Kind

_LINK = "webVerificationUrl"
_STATUS = "transactionStatus"
_STEPS = f"{_STATUS}.verificationStatus"


def _change_link(answer: Answer, old: str, new: str) -> None:
    if link := text_at(answer, _LINK):
        answer.json[_LINK] = link.replace(old, new)


def _change_self(answer: Answer, old: str, new: str) -> None:
    link = object_at(answer, "_links.self")
    link["href"] = str(link.get("href", "")).replace(old, new)


def _change_code(request: Request, answer: Answer, code: str) -> None:
    _change_link(answer, f"code={text_at(answer, 'webVerificationCode')}", f"code={code}")
    answer.json["webVerificationCode"] = code
    keep(request, answer, code=code)


def _first_of_its_user(request: Request, what: str, text: str) -> str:
    """Return what was first remembered for the user."""
    first = request.memory.setdefault(f"{what} of {request.path['user_id']}", text)
    return str(first)


@on_creation(Kind.STATUS, "TXN-007", also=("ANSWER-002",))
def answers_a_create_with_200(_: Request, answer: Answer) -> None:
    answer.status = 200


@on_creation(Kind.STATUS, "TXN-007", also=("ANSWER-002",))
def answers_202_when_there_is_someone_to_notify(request: Request, answer: Answer) -> None:
    if object_at(request, "sendNotification"):
        answer.status = 202


@on_creation(Kind.MEANING, "TXN-008", also=("LINK-003",))
def links_to_the_list_in_place_of_the_transaction(_: Request, answer: Answer) -> None:
    _change_self(answer, f"/{text_at(answer, 'id')}", "")


@on_creation(Kind.MEANING, "TXN-008")
def links_to_a_transaction_without_its_user(request: Request, answer: Answer) -> None:
    _change_self(answer, f"/users/{request.path['user_id']}", "")


@on_creation(Kind.SHAPE, "TXN-009", also=("ANSWER-006",))
def writes_the_id_without_hyphens(request: Request, answer: Answer) -> None:
    store = request.mock.store
    given = text_at(answer, "id")
    transaction = store.transactions.get(given)
    if transaction is not None:
        keep(request, answer, id=given.replace("-", ""))
        changed = store.transactions[given]
        store.remove_transaction(transaction)
        store.add_transaction(changed)
        resend(request, answer, lambda message: (replace(message, transaction_id=changed.id),))
        answer.body = answer.body.replace(given.encode(), changed.id.encode())
        answer.headers["location"] = answer.headers.get("location", "").replace(given, changed.id)


@on_creation(Kind.SHAPE, "TXN-012", also=("ANSWER-006",))
def leaves_out_the_status_of_a_new_transaction(_: Request, answer: Answer) -> None:
    object_at(answer, _STATUS).pop("status", None)


@on_creation(Kind.MEANING, "TXN-012")
def calls_a_transaction_initiated_once_someone_was_notified(request: Request, answer: Answer) -> None:
    if object_at(request, "sendNotification"):
        object_at(answer, _STATUS)["status"] = "INITIATED"


@on_creation(Kind.SHAPE, "TXN-013")
def leaves_out_the_steps_of_a_new_transaction(_: Request, answer: Answer) -> None:
    object_at(answer, _STATUS).pop("verificationStatus", None)


@on_creation(Kind.SHAPE, "TXN-013", also=("ANSWER-006",))
def writes_the_steps_as_a_list(_: Request, answer: Answer) -> None:
    object_at(answer, _STATUS)["verificationStatus"] = list(object_at(answer, _STEPS))


@on_creation(Kind.MEANING, "TXN-014")
def calls_liveness_in_progress_at_once(_: Request, answer: Answer) -> None:
    if "LIVENESS" in (steps := object_at(answer, _STEPS)):
        steps["LIVENESS"] = "IN_PROGRESS"


@on_creation(Kind.MEANING, "TXN-014")
def calls_the_step_of_the_reference_selfie_done(_: Request, answer: Answer) -> None:
    if "FACIAL_COMPARISON_REFERENCE_SELFIE" in (steps := object_at(answer, _STEPS)):
        steps["FACIAL_COMPARISON_REFERENCE_SELFIE"] = "SUCCESS"


@on_creation(Kind.SHAPE, "TXN-019", also=("ANSWER-006",))
def writes_the_address_of_the_qr_code_without_host(_: Request, answer: Answer) -> None:
    answer.json["qrUrl"] = f"/v1/idValidations/webVerifications/{answer.member('id')}/qr"


@on_creation(Kind.STATE, "TXN-023")
def shows_the_qr_code_of_the_first_transaction(request: Request, answer: Answer) -> None:
    answer.json["qrUrl"] = _first_of_its_user(request, "qr", text_at(answer, "qrUrl"))


@on_creation(Kind.MEANING, "TXN-023")
def forgets_the_version_in_the_url_of_the_link(_: Request, answer: Answer) -> None:
    _change_link(answer, quote("/v1/idValidations", safe=""), quote("/idValidations", safe=""))


@on_creation(Kind.STATE, "TXN-020")
def names_the_first_transaction_in_the_link(request: Request, answer: Answer) -> None:
    first = _first_of_its_user(request, "id", text_at(answer, "id"))
    _change_link(answer, f"txnid={answer.member('id')}", f"txnid={first}")


@on_creation(Kind.SHAPE, "TXN-021")
def leaves_the_code_out_of_the_link(_: Request, answer: Answer) -> None:
    _change_link(answer, f"&code={text_at(answer, 'webVerificationCode')}", "")


@on_creation(Kind.SECURITY, "TXN-021")
def puts_the_code_of_the_first_transaction_into_the_link(request: Request, answer: Answer) -> None:
    code = text_at(answer, "webVerificationCode")
    first = _first_of_its_user(request, "code", code)
    _change_link(answer, f"code={code}", f"code={first}")


@on_creation(Kind.MEANING, "TXN-022")
def names_another_environment_in_the_link(request: Request, answer: Answer) -> None:
    here = request.path["environment_id"]
    other = next((one for one in request.mock.store.environments if one != here), "")
    _change_link(answer, f"envId={here}", f"envId={other}")


@on_creation(Kind.SHAPE, "TXN-024")
def makes_a_code_of_five_digits(request: Request, answer: Answer) -> None:
    _change_code(request, answer, text_at(answer, "webVerificationCode")[:5])


@on_creation(Kind.SHAPE, "TXN-024")
def makes_a_code_with_a_letter(request: Request, answer: Answer) -> None:
    _change_code(request, answer, f"{text_at(answer, 'webVerificationCode')[:5]}A")


@on_creation(Kind.SHAPE, "TXN-024", also=("ANSWER-006",))
def writes_the_code_as_a_number(_: Request, answer: Answer) -> None:
    answer.json["webVerificationCode"] = int(text_at(answer, "webVerificationCode") or 0)


@on_creation(Kind.SHAPE, "TXN-025")
def ends_the_link_in_a_fragment(_: Request, answer: Answer) -> None:
    answer.json[_LINK] = f"{text_at(answer, _LINK)}#start"


@on_creation(Kind.MEANING, "TXN-025")
def says_in_the_link_that_desktops_are_no_option(_: Request, answer: Answer) -> None:
    answer.json[_LINK] = f"{text_at(answer, _LINK)}&dt=0"


@on_creation(Kind.SHAPE, "TXN-021", "TXN-022", "TXN-023")
def writes_the_link_as_for_a_page(_: Request, answer: Answer) -> None:
    _change_link(answer, "&", "&amp;")
