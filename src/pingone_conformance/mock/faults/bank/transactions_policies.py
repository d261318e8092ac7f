"""New transactions that do not go by the policy that was asked for: its id, its steps, its timeout."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from pingone_conformance.mock.clock import timestamp
from pingone_conformance.mock.faults.created import CREATE, keep, object_at, on_creation, policy_of, text_at
from pingone_conformance.mock.faults.exchange import Answer, Request
from pingone_conformance.mock.faults.fault import Kind, on_request
from pingone_conformance.mock.records import Transaction
from pingone_conformance.mock.schemas.policies import seconds

_STEPS = "transactionStatus.verificationStatus"
_TIMES = ("createdAt", "updatedAt", "expiresAt")
_FACE = "FACIAL_COMPARISON"


def _drop_steps(request: Request, answer: Answer, prefix: str) -> None:
    kept = {step: state for step, state in object_at(answer, _STEPS).items() if not step.startswith(prefix)}
    _put_steps(request, answer, kept)


def _add_step(request: Request, answer: Answer, step: str) -> None:
    _put_steps(request, answer, {**object_at(answer, _STEPS), step: "REQUESTED"})


def _put_steps(request: Request, answer: Answer, steps: dict[str, str]) -> None:
    object_at(answer, "transactionStatus")["verificationStatus"] = steps
    keep(request, answer, checks=steps)


def _created(request: Request, answer: Answer) -> Transaction:
    return request.mock.store.transactions[text_at(answer, "id")]


def _expire_after(request: Request, answer: Answer, duration: int) -> None:
    expires_at = _created(request, answer).created_at + 1000 * duration
    keep(request, answer, expires_at=expires_at)
    answer.json["expiresAt"] = timestamp(expires_at)


def _timeouts(request: Request) -> dict[str, Any]:
    policy = policy_of(request)
    return {} if policy is None else policy.settings["transaction"]


def _moment(answer: Answer, name: str) -> datetime:
    return datetime.fromisoformat(text_at(answer, name))


@on_creation(Kind.MEANING, "TXN-010")
def names_the_default_policy_whatever_was_asked_for(request: Request, answer: Answer) -> None:
    default = request.mock.store.default_policy(request.path["environment_id"])
    object_at(answer, "verifyPolicy")["id"] = default.id


@on_request(
    Kind.STATE,
    CREATE,
    "TXN-010",
    "TXN-018",
    "TXN-037",
    "TXN-045",
    "TXN-052",
    also=("TXN-049", "TXN-050", "TXN-053"),
)
def goes_by_the_default_policy_whatever_was_asked_for(request: Request) -> None:
    object_at(request, "").pop("verifyPolicy", None)


@on_creation(Kind.SHAPE, "TXN-011")
def names_no_policy_when_none_was_asked_for(request: Request, answer: Answer) -> None:
    if request.member("verifyPolicy.id") is None:
        answer.json.pop("verifyPolicy", None)


@on_creation(Kind.MEANING, "TXN-015")
def forgets_the_step_of_the_government_id(request: Request, answer: Answer) -> None:
    _drop_steps(request, answer, "GOVERNMENT_ID")


@on_creation(Kind.MEANING, "TXN-016")
def forgets_the_step_of_liveness(request: Request, answer: Answer) -> None:
    _drop_steps(request, answer, "LIVENESS")


@on_creation(Kind.MEANING, "TXN-017")
def compares_faces_only_with_a_reference_selfie(request: Request, answer: Answer) -> None:
    _drop_steps(request, answer, f"{_FACE}_DOCUMENT")


@on_creation(Kind.MEANING, "TXN-018")
def asks_for_a_government_id_against_the_policy(request: Request, answer: Answer) -> None:
    _add_step(request, answer, "GOVERNMENT_ID")


@on_creation(Kind.MEANING, "TXN-018")
def compares_a_reference_selfie_against_the_policy(request: Request, answer: Answer) -> None:
    if object_at(request, "requirements.referenceSelfie"):
        _add_step(request, answer, f"{_FACE}_REFERENCE_SELFIE")


@on_creation(Kind.SHAPE, "TXN-032", also=("ANSWER-006", "ANSWER-029"))
def writes_the_times_without_a_zone(_: Request, answer: Answer) -> None:
    for name in _TIMES:
        answer.json[name] = text_at(answer, name).removesuffix("Z")


@on_creation(Kind.MEANING, "TXN-032", also=("ANSWER-029",))
def writes_the_expiry_in_another_time_zone(_: Request, answer: Answer) -> None:
    moment = _moment(answer, "expiresAt") + timedelta(hours=2)
    answer.json["expiresAt"] = f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03d}+02:00"


@on_creation(Kind.MEANING, "TXN-035", "TXN-036", "TXN-037")
def calls_local_time_of_the_expiry_utc(_: Request, answer: Answer) -> None:
    moment = _moment(answer, "expiresAt") - timedelta(hours=7)
    answer.json["expiresAt"] = timestamp(round(moment.astimezone(UTC).timestamp() * 1000))


@on_creation(Kind.SHAPE, "TXN-032", also=("ANSWER-006", "ANSWER-029"))
def writes_the_times_as_milliseconds_of_the_epoch(_: Request, answer: Answer) -> None:
    for name in _TIMES:
        answer.json[name] = round(_moment(answer, name).timestamp() * 1000)


@on_creation(Kind.SHAPE, "TXN-033")
def writes_the_expiry_without_milliseconds(_: Request, answer: Answer) -> None:
    answer.json["expiresAt"] = f"{_moment(answer, 'expiresAt'):%Y-%m-%dT%H:%M:%S}Z"


@on_creation(Kind.MEANING, "TXN-034")
def updates_a_transaction_a_millisecond_after_its_creation(request: Request, answer: Answer) -> None:
    updated_at = _created(request, answer).created_at + 1
    keep(request, answer, updated_at=updated_at)
    answer.json["updatedAt"] = timestamp(updated_at)


@on_creation(Kind.STATE, "TXN-036", "TXN-037")
def expires_when_the_collection_of_data_ends(request: Request, answer: Answer) -> None:
    if timeouts := _timeouts(request):
        _expire_after(request, answer, seconds(timeouts["dataCollection"]["timeout"]))


@on_creation(Kind.STATE, "TXN-037")
def expires_after_half_an_hour_whatever_the_policy(request: Request, answer: Answer) -> None:
    _expire_after(request, answer, 1800)


@on_creation(Kind.STATE, "TXN-036")
def expires_after_an_hour_unless_the_policy_says_otherwise(request: Request, answer: Answer) -> None:
    if timeouts := _timeouts(request):
        duration = seconds(timeouts["timeout"])
        _expire_after(request, answer, 3600 if duration == 1800 else duration)


@on_creation(Kind.STATE, "TXN-037")
def expires_by_the_timeout_that_the_policy_had_at_first(request: Request, answer: Answer) -> None:
    if timeouts := _timeouts(request):
        key = f"timeout of {request.member('verifyPolicy.id')}"
        _expire_after(request, answer, request.memory.setdefault(key, seconds(timeouts["timeout"])))


@on_creation(Kind.STATE, "TXN-037")
def takes_seconds_of_the_timeout_for_minutes(request: Request, answer: Answer) -> None:
    timeout = _timeouts(request).get("timeout", {})
    if timeout.get("timeUnit") == "SECONDS":
        _expire_after(request, answer, 60 * timeout["duration"])


@on_creation(Kind.STATE, "TXN-037")
def counts_the_timeout_in_whole_minutes(request: Request, answer: Answer) -> None:
    if timeouts := _timeouts(request):
        _expire_after(request, answer, seconds(timeouts["timeout"]) // 60 * 60)
