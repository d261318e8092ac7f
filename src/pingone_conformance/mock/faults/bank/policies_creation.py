"""New policies that come back other than they were sent."""

from __future__ import annotations

import html
from datetime import UTC, datetime
from typing import Any

from pingone_conformance.mock.faults.edits import drop, put, replace_text
from pingone_conformance.mock.faults.exchange import Answer, Request
from pingone_conformance.mock.faults.fault import Around, Kind, around, on_request, on_success
from pingone_conformance.mock.faults.policies import CREATE, answered, keep, keep_settings, refused

FORMS = ("ANSWER-006",)
BLOCKED = ("ANSWER-022", "ANSWER-023", "ANSWER-024", "ANSWER-025", "ANSWER-026", "ANSWER-027", "ANSWER-028")
NOT_FOUND_AGAIN = ("LINK-003", "LINK-008", "LINK-012", "ANSWER-009")
READ_ONLY = ("id", "environment", "createdAt", "updatedAt")


@on_success(Kind.STATUS, CREATE, "POLICY-001", also=("ANSWER-002",))
def answers_200_to_a_new_policy(request: Request, answer: Answer) -> None:
    answer.status = 200


@on_success(Kind.SHAPE, CREATE, "POLICY-002", also=("POLICY-003", *FORMS, *NOT_FOUND_AGAIN))
def forgets_the_id_of_a_new_policy(request: Request, answer: Answer) -> None:
    drop(answer, "id")


@on_success(Kind.SHAPE, CREATE, "POLICY-003", also=FORMS)
def writes_the_id_of_a_policy_without_hyphens(request: Request, answer: Answer) -> None:
    policy = answered(request, answer)
    if policy is not None:
        bare = policy.id.replace("-", "")
        request.mock.store.remove_policy(policy)
        replace_text(answer, policy.id, bare)
        answer.headers["location"] = answer.headers["location"].replace(policy.id, bare)
        keep(request, policy, id=bare)
        request.mock.store.policies[bare] = request.mock.store.policies.pop(policy.id)


@on_success(Kind.MEANING, CREATE, "POLICY-004")
def writes_the_name_of_a_new_policy_in_capitals(request: Request, answer: Answer) -> None:
    put(answer, "name", str(answer.member("name")).upper())


@on_request(Kind.MEANING, CREATE, "POLICY-004")
def loses_accents_in_the_name_of_a_policy(request: Request) -> None:
    name = request.member("name")
    if isinstance(name, str):
        put(request, "name", name.encode("ascii", "replace").decode())


@on_success(Kind.SHAPE, CREATE, "POLICY-005")
def leaves_the_description_out_of_the_answer(request: Request, answer: Answer) -> None:
    drop(answer, "description")


@on_request(Kind.MEANING, CREATE, "POLICY-005")
def escapes_the_description_of_a_policy_for_html(request: Request) -> None:
    description = request.member("description")
    if isinstance(description, str):
        put(request, "description", html.escape(description))


@on_success(Kind.MEANING, CREATE, "POLICY-006")
def names_the_policy_itself_as_its_environment(request: Request, answer: Answer) -> None:
    put(answer, "environment.id", answer.member("id"))


@on_request(Kind.MEANING, CREATE, "POLICY-007", also=("POLICY-024",))
def makes_a_required_document_optional(request: Request) -> None:
    if request.member("governmentId.verify") == "REQUIRED":
        put(request, "governmentId.verify", "OPTIONAL")


@on_success(Kind.MEANING, CREATE, "POLICY-008")
def shows_the_threshold_of_the_face_one_step_lower(request: Request, answer: Answer) -> None:
    if answer.member("facialComparison.threshold") == "HIGH":
        put(answer, "facialComparison.threshold", "MEDIUM")


@on_request(Kind.MEANING, CREATE, "POLICY-009")
def forgets_the_retries_of_liveness(request: Request) -> None:
    if request.member("liveness.retry.attempts") in (1, 2, 3):
        drop(request, "liveness.retry")


@on_request(Kind.MEANING, CREATE, "POLICY-009", also=("POLICY-026",))
def lowers_the_threshold_of_liveness(request: Request) -> None:
    if request.member("liveness.threshold") == "HIGH":
        put(request, "liveness.threshold", "MEDIUM")


def _keep_timeouts(request: Request, answer: Answer) -> None:
    """Keep the transaction settings that the answer shows."""
    keep_settings(request, answered(request, answer), transaction=answer.member("transaction"))


@on_success(Kind.MEANING, CREATE, "POLICY-010", also=("TXN-037",))
def keeps_the_minutes_of_a_timeout_as_seconds(request: Request, answer: Answer) -> None:
    if answer.member("transaction.timeout.duration") in range(1, 26):
        put(answer, "transaction.timeout.timeUnit", "SECONDS")
        _keep_timeouts(request, answer)


@on_success(Kind.MEANING, CREATE, "POLICY-010")
def collects_data_for_a_quarter_of_an_hour_whatever_is_said(request: Request, answer: Answer) -> None:
    put(answer, "transaction.dataCollection.timeout", {"duration": 15, "timeUnit": "MINUTES"})
    _keep_timeouts(request, answer)


@on_request(Kind.MEANING, CREATE, "POLICY-011")
def allows_five_attempts_at_a_password_whatever_is_said(request: Request) -> None:
    put(request, "email.otp.attempts.count", 5)
    put(request, "phone.otp.attempts.count", 5)


@on_request(Kind.MEANING, CREATE, "POLICY-011")
def never_makes_a_telephone_an_mfa_device(request: Request) -> None:
    put(request, "phone.createMfaDevice", False)


@on_success(Kind.MEANING, CREATE, "POLICY-011", "POLICY-012", also=("POLICY-024", "POLICY-039"))
def mixes_up_email_and_telephone(request: Request, answer: Answer) -> None:
    email, phone = answer.member("email"), answer.member("phone")
    put(answer, "email", phone)
    put(answer, "phone", email)


@on_success(Kind.SHAPE, CREATE, "POLICY-012")
def spells_cooldown_with_a_capital(request: Request, answer: Answer) -> None:
    for contact in ("email", "phone"):
        put(answer, f"{contact}.otp.deliveries.coolDown", answer.member(f"{contact}.otp.deliveries.cooldown"))
        drop(answer, f"{contact}.otp.deliveries.cooldown")


@on_request(Kind.MEANING, CREATE, "POLICY-012")
def reads_the_minutes_of_a_cooldown_as_seconds(request: Request) -> None:
    if request.member("phone.otp.deliveries.cooldown.timeUnit") == "MINUTES":
        put(request, "phone.otp.deliveries.cooldown.timeUnit", "SECONDS")


@on_success(Kind.SHAPE, CREATE, "POLICY-013", also=("POLICY-058", "ANSWER-029", *FORMS))
def writes_the_times_of_a_new_policy_as_numbers(request: Request, answer: Answer) -> None:
    policy = answered(request, answer)
    if policy is not None:
        put(answer, "createdAt", policy.created_at)
        put(answer, "updatedAt", policy.updated_at)


@on_success(Kind.SHAPE, CREATE, "POLICY-014", also=FORMS)
def says_default_with_a_text(request: Request, answer: Answer) -> None:
    put(answer, "default", str(answer.member("default")).lower())


@on_success(Kind.SHAPE, CREATE, "POLICY-014")
def leaves_out_default_where_it_is_false(request: Request, answer: Answer) -> None:
    if answer.member("default") is False:
        drop(answer, "default")


@around(Kind.VALIDATION, CREATE, "POLICY-001", "POLICY-015", also=BLOCKED)
def wants_the_environment_in_the_body_of_a_policy(request: Request) -> Around:
    known = request.member("environment.id") is not None
    answer = yield
    if answer.ok and not known:
        raise refused(request, answer, "environment", "REQUIRED_VALUE")


@around(Kind.SECURITY, CREATE, "POLICY-036", also=NOT_FOUND_AGAIN)
def lets_the_client_choose_the_id_of_a_policy(request: Request) -> Around:
    chosen = request.member("id")
    answer = yield
    policy = answered(request, answer)
    if policy is not None and isinstance(chosen, str):
        replace_text(answer, policy.id, chosen)
        keep(request, policy, id=chosen)
        request.mock.store.policies[chosen] = request.mock.store.policies.pop(policy.id)


def _taken_over(request: Request, name: str) -> Around:
    """Show a read-only member as it was sent."""
    sent: Any = request.member(name)
    answer = yield
    if answer.ok and sent is not None:
        put(answer, name, sent)


@around(Kind.MEANING, CREATE, "POLICY-036")
def takes_over_the_environment_of_a_policy(request: Request) -> Around:
    yield from _taken_over(request, "environment")


@around(Kind.STATE, CREATE, "POLICY-036")
def keeps_the_updated_at_that_a_client_sent(request: Request) -> Around:
    sent = request.member("updatedAt")
    answer = yield
    try:
        instant = datetime.fromisoformat(sent).astimezone(UTC).timestamp() if isinstance(sent, str) else None
    except (ValueError, OverflowError):
        instant = None
    if answer.ok and instant is not None and instant > 0:
        keep(request, answered(request, answer), updated_at=int(instant * 1000))


@around(Kind.STATE, CREATE, "POLICY-046", "POLICY-062")
def creates_a_second_default_policy(request: Request) -> Around:
    place = request.path["environment_id"]
    known = place in request.mock.store.environments
    former = request.mock.store.default_policy(place) if known else None
    answer = yield
    if answer.ok and former is not None:
        keep(request, former)


@on_request(Kind.STATE, CREATE, "POLICY-062", also=("TXN-011", "TXN-046"))
def makes_no_new_policy_the_default_one(request: Request) -> None:
    drop(request, "default")
