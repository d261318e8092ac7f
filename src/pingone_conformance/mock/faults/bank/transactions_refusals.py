"""New transactions that a wrong server creates though something does not fit, and what it keeps of refused ones."""

from __future__ import annotations

from pingone_conformance.mock.clock import MINUTE
from pingone_conformance.mock.errors import unexpected_error
from pingone_conformance.mock.faults.created import CREATE, object_at, text_at
from pingone_conformance.mock.faults.exchange import Answer, Request
from pingone_conformance.mock.faults.fault import Around, Kind, around, on_refusal, on_request
from pingone_conformance.mock.records import Transaction

_INVALID = 400


def _somebody_here(request: Request) -> None:
    here = request.path["environment_id"]
    users = request.mock.store.users.values()
    request.path["user_id"] = next((one.id for one in users if one.environment_id == here), "")


def _leave_behind(request: Request) -> None:
    mock, user = request.mock, request.mock.store.users.get(request.path["user_id"])
    if user is not None:
        now = mock.clock.now()
        mock.store.add_transaction(
            Transaction(
                id=mock.ids.uuid(),
                environment_id=user.environment_id,
                user_id=user.id,
                policy_id=mock.store.default_policy(user.environment_id).id,
                status="REQUESTED",
                checks={},
                code=mock.ids.code(),
                created_at=now,
                updated_at=now,
                expires_at=now + 30 * MINUTE,
            )
        )


@on_request(Kind.VALIDATION, CREATE, "TXN-051", also=("LINK-018",))
def creates_transactions_for_unknown_users(request: Request) -> None:
    if request.path["user_id"] not in request.mock.store.users:
        _somebody_here(request)


@on_request(Kind.SECURITY, CREATE, "TXN-051")
def creates_transactions_for_users_of_another_environment(request: Request) -> None:
    user = request.mock.store.users.get(request.path["user_id"])
    if user is not None and user.environment_id != request.path["environment_id"]:
        _somebody_here(request)


@around(Kind.STATE, ("deleteUser", CREATE), "TXN-051", also=("LINK-018",))
def creates_transactions_for_deleted_users(request: Request) -> Around:
    user_id = request.path["user_id"]
    if request.operation == CREATE and request.memory.get(f"deleted {user_id}"):
        _somebody_here(request)
    answer = yield
    if request.operation != CREATE and answer.ok:
        request.memory[f"deleted {user_id}"] = True


@on_request(Kind.VALIDATION, CREATE, "TXN-052")
def ignores_an_unknown_policy(request: Request) -> None:
    named = text_at(request, "verifyPolicy.id")
    if named and named not in request.mock.store.policies:
        del request.json["verifyPolicy"]


@on_refusal(Kind.STATUS, CREATE, "TXN-052", "TXN-053", also=("ANSWER-020",))
def fails_on_an_unknown_policy(request: Request, answer: Answer) -> None:
    if answer.member("details") and "verifyPolicy.id" in str(answer.member("details")):
        raise unexpected_error()


@on_request(Kind.SECURITY, CREATE, "TXN-053")
def takes_a_policy_of_another_environment(request: Request) -> None:
    policy = request.mock.store.policies.get(text_at(request, "verifyPolicy.id"))
    if policy is not None and policy.environment_id != request.path["environment_id"]:
        del request.json["verifyPolicy"]


@on_refusal(Kind.STATE, CREATE, "TXN-054")
def looks_for_the_reference_selfie_after_the_creation(request: Request, answer: Answer) -> None:
    if answer.status == _INVALID and "referenceSelfie" in str(answer.member("details")):
        _leave_behind(request)


@on_refusal(Kind.STATUS, CREATE, "TXN-039", "TXN-040")
def answers_200_to_a_callback_that_it_refuses(request: Request, answer: Answer) -> None:
    if (
        answer.status == _INVALID
        and object_at(request, "").get("callback")
        and "callback" in str(answer.json)
    ):
        answer.status = 200


@on_refusal(Kind.STATUS, CREATE, "TXN-042", also=("ANSWER-020",))
def fails_on_a_redirect_without_url(request: Request, answer: Answer) -> None:
    if (
        answer.status == _INVALID
        and "redirect.url" in str(answer.json)
        and not text_at(request, "redirect.url")
    ):
        raise unexpected_error()
