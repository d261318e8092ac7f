"""Policies that are read as they are not, or where they are not."""

from __future__ import annotations

from pingone_conformance.mock.faults.edits import drop, put
from pingone_conformance.mock.faults.exchange import Answer, Request
from pingone_conformance.mock.faults.fault import Around, Kind, around, on_refusal, on_request, on_success
from pingone_conformance.mock.faults.policies import READ, addressed, look_everywhere

UNKNOWN = ("POLICY-040", "POLICY-041", "ERROR-026", "ERROR-027")


@on_success(Kind.STATUS, READ, "POLICY-037", also=("ANSWER-002",))
def answers_203_to_the_reading_of_a_policy(request: Request, answer: Answer) -> None:
    answer.status = 203


@around(Kind.STATE, READ, "POLICY-038", also=("POLICY-055", "POLICY-060", "POLICY-062", "POLICY-069"))
def reads_the_policy_that_was_read_first(request: Request) -> Around:
    answer = yield
    if answer.ok:
        answer.json = request.memory.setdefault("first policy", answer.json)


@on_request(Kind.MEANING, READ, "POLICY-038", also=("POLICY-039", "POLICY-055", "POLICY-060", "LINK-004"))
def reads_the_default_policy_whichever_is_asked_for(request: Request) -> None:
    policy = addressed(request)
    if policy is not None and policy.environment_id == request.path["environment_id"]:
        request.path["policy_id"] = request.mock.store.default_policy(policy.environment_id).id


@on_success(Kind.SHAPE, READ, "POLICY-039", also=("POLICY-055", "POLICY-060"))
def reads_a_policy_without_its_description(request: Request, answer: Answer) -> None:
    drop(answer, "description")


@on_success(Kind.MEANING, READ, "POLICY-039")
def reads_a_threshold_one_step_lower(request: Request, answer: Answer) -> None:
    if answer.member("liveness.threshold") == "HIGH":
        put(answer, "liveness.threshold", "MEDIUM")


@on_success(Kind.MEANING, READ, "POLICY-039")
def reads_the_minutes_of_data_collection_as_seconds(request: Request, answer: Answer) -> None:
    put(answer, "transaction.dataCollection.timeout.timeUnit", "SECONDS")


@on_success(Kind.MEANING, READ, "POLICY-039")
def reads_the_password_of_an_address_as_that_of_a_telephone(request: Request, answer: Answer) -> None:
    if answer.member("phone.createMfaDevice") is not answer.member("email.createMfaDevice"):
        put(answer, "phone.createMfaDevice", answer.member("email.createMfaDevice"))


@on_success(Kind.SHAPE, READ, "POLICY-039", also=("ANSWER-006",))
def reads_a_count_of_attempts_as_text(request: Request, answer: Answer) -> None:
    put(answer, "email.otp.attempts.count", str(answer.member("email.otp.attempts.count")))


@on_request(
    Kind.STATUS, READ, *UNKNOWN, also=("POLICY-065", "POLICY-066", "LINK-027", "ERROR-028", "POLICY-042")
)
def reads_the_default_policy_for_an_unknown_id(request: Request) -> None:
    place = request.mock.store.environments.get(request.path["environment_id"])
    if place is not None and addressed(request) is None:
        request.path["policy_id"] = request.mock.store.default_policy(place.id).id


@on_refusal(Kind.STATUS, READ, "POLICY-041", "ERROR-027", also=("POLICY-066", "ANSWER-003"))
def answers_400_to_an_unknown_policy(request: Request, answer: Answer) -> None:
    if answer.status == 404:
        answer.status = 400


@on_request(Kind.SECURITY, READ, "POLICY-042")
def finds_a_policy_under_any_environment(request: Request) -> None:
    look_everywhere(request)
