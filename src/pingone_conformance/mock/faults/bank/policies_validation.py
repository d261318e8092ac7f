"""Policies that a wrong server takes, or does not take."""

from __future__ import annotations

from typing import Any

from pingone_conformance.mock.faults.edits import drop, put
from pingone_conformance.mock.faults.exchange import Answer, Request
from pingone_conformance.mock.faults.fault import Around, Kind, around, on_refusal, on_request
from pingone_conformance.mock.faults.policies import CREATE, refused, seconds

LONGEST = 1800
HALF_AN_HOUR = {"duration": 30, "timeUnit": "MINUTES"}
A_MINUTE = {"duration": 1, "timeUnit": "MINUTES"}
CHECKS = ("governmentId", "facialComparison", "liveness", "email", "phone")


def _assume(request: Request, section: str) -> None:
    """Require a check that does not say whether it is required."""
    if isinstance(request.member(section), dict) and request.member(f"{section}.verify") is None:
        put(request, f"{section}.verify", "REQUIRED")


def _cap(request: Request, path: str, *, unit: str | None = None) -> None:
    """Take a duration that is too long for half an hour; ``unit``: where it is given in that unit."""
    length = seconds(request.member(path))
    if length and length > LONGEST and unit in (None, request.member(f"{path}.timeUnit")):
        put(request, path, dict(HALF_AN_HOUR))


def _is(request: Request, path: str, **duration: Any) -> bool:
    return bool(request.member(path) == duration)


def _refuse(request: Request, unwanted: bool, target: str, code: str = "INVALID_VALUE") -> Around:
    """Refuse a policy that was acceptable but is unwanted."""
    answer = yield
    if answer.ok and unwanted:
        raise refused(request, answer, target, code)


@on_request(Kind.VALIDATION, CREATE, "POLICY-016", "POLICY-017", also=("ERROR-013",))
def calls_a_policy_without_a_name_unnamed(request: Request) -> None:
    if isinstance(request.json, dict) and request.json.get("name") is None:
        put(request, "name", "Unnamed")


@on_refusal(Kind.STATUS, CREATE, "POLICY-017", also=("ANSWER-003",))
def answers_422_to_a_policy_without_a_name(request: Request, answer: Answer) -> None:
    nameless = isinstance(request.json, dict) and request.json and request.json.get("name") is None
    if nameless and answer.status == 400:
        answer.status = 422


@on_request(Kind.VALIDATION, CREATE, "POLICY-018", also=("ERROR-013",))
def takes_a_policy_with_an_empty_name(request: Request) -> None:
    if request.member("name") == "":
        put(request, "name", " ")


@on_request(Kind.VALIDATION, CREATE, "POLICY-019", also=("ERROR-013",))
def takes_a_number_for_the_name_of_a_policy(request: Request) -> None:
    name = request.member("name")
    if isinstance(name, int):
        put(request, "name", str(name))


@on_request(Kind.VALIDATION, CREATE, "POLICY-019", also=("ERROR-013",))
def takes_the_name_of_a_policy_in_several_languages(request: Request) -> None:
    name = request.member("name")
    if isinstance(name, dict) and name:
        put(request, "name", str(next(iter(name.values())))[:256] or "?")


@on_request(Kind.VALIDATION, CREATE, "POLICY-020")
def requires_a_document_that_does_not_say_whether(request: Request) -> None:
    _assume(request, "governmentId")


@on_request(Kind.VALIDATION, CREATE, "POLICY-021")
def requires_a_face_that_does_not_say_whether(request: Request) -> None:
    _assume(request, "facialComparison")


@on_request(Kind.VALIDATION, CREATE, "POLICY-022")
def requires_liveness_that_does_not_say_whether(request: Request) -> None:
    _assume(request, "liveness")


@around(Kind.VALIDATION, CREATE, "POLICY-023", also=("POLICY-024",))
def compares_faces_with_documents_only(request: Request) -> Around:
    unwanted = request.member("governmentId.verify") == "DISABLED" and (
        request.member("facialComparison.verify") == "REQUIRED"
    )
    yield from _refuse(request, unwanted, "facialComparison")


@around(Kind.VALIDATION, CREATE, "POLICY-024")
def does_not_know_optional_telephones(request: Request) -> Around:
    unwanted = request.member("phone.verify") == "OPTIONAL"
    yield from _refuse(request, unwanted, "phone.verify")


@on_request(Kind.MEANING, CREATE, "POLICY-024")
def requires_an_optional_face(request: Request) -> None:
    if request.member("facialComparison.verify") == "OPTIONAL":
        put(request, "facialComparison.verify", "REQUIRED")


@on_request(Kind.VALIDATION, CREATE, "POLICY-025")
def disables_checks_that_it_does_not_understand(request: Request) -> None:
    for check in CHECKS:
        verify = request.member(f"{check}.verify")
        if isinstance(verify, str) and verify not in ("REQUIRED", "OPTIONAL"):
            put(request, f"{check}.verify", "DISABLED")


@on_request(Kind.VALIDATION, CREATE, "POLICY-025")
def takes_any_word_for_the_verification_of_an_address(request: Request) -> None:
    verify = request.member("email.verify")
    if isinstance(verify, str) and verify not in ("OPTIONAL", "DISABLED"):
        put(request, "email.verify", "REQUIRED")


@on_request(Kind.MEANING, CREATE, "POLICY-026")
def raises_low_liveness_to_medium(request: Request) -> None:
    if request.member("liveness.threshold") == "LOW":
        put(request, "liveness.threshold", "MEDIUM")


@on_request(Kind.VALIDATION, CREATE, "POLICY-027")
def takes_any_word_for_the_threshold_of_a_face(request: Request) -> None:
    threshold = request.member("facialComparison.threshold")
    if isinstance(threshold, str) and threshold not in ("LOW", "MEDIUM"):
        put(request, "facialComparison.threshold", "HIGH")


@on_request(Kind.VALIDATION, CREATE, "POLICY-028")
def takes_a_policy_that_verifies_nothing(request: Request) -> None:
    if isinstance(request.json, dict) and all(request.json.get(check) is None for check in CHECKS):
        put(request, "governmentId", {"verify": "DISABLED"})


@around(Kind.VALIDATION, CREATE, "POLICY-029")
def stops_at_two_retries_of_liveness(request: Request) -> Around:
    unwanted = request.member("liveness.retry.attempts") == 3
    yield from _refuse(request, unwanted, "liveness.retry.attempts", "OUT_OF_RANGE")


@on_request(Kind.VALIDATION, CREATE, "POLICY-030")
def takes_a_fourth_retry_of_the_document(request: Request) -> None:
    if request.member("governmentId.retry.attempts") == 4:
        put(request, "governmentId.retry.attempts", 3)


@around(Kind.VALIDATION, CREATE, "POLICY-031")
def wants_transactions_shorter_than_half_an_hour(request: Request) -> Around:
    unwanted = seconds(request.member("transaction.timeout")) == LONGEST
    yield from _refuse(request, unwanted, "transaction.timeout", "OUT_OF_RANGE")


@around(Kind.VALIDATION, CREATE, "POLICY-031")
def limits_the_seconds_of_a_transaction_to_900(request: Request) -> Around:
    unwanted = request.member("transaction.timeout.timeUnit") == "SECONDS" and (
        (seconds(request.member("transaction.timeout")) or 0) > 900
    )
    yield from _refuse(request, unwanted, "transaction.timeout", "OUT_OF_RANGE")


@on_request(Kind.VALIDATION, CREATE, "POLICY-032")
def takes_a_transaction_of_one_second_more(request: Request) -> None:
    _cap(request, "transaction.timeout", unit="SECONDS")


@on_request(Kind.VALIDATION, CREATE, "POLICY-032")
def limits_the_number_of_minutes_to_1800(request: Request) -> None:
    _cap(request, "transaction.timeout", unit="MINUTES")


def _too_long(request: Request) -> bool:
    """Tell whether data are to be collected for longer than the transaction lasts."""
    whole = seconds(request.member("transaction.timeout")) or LONGEST
    return (seconds(request.member("transaction.dataCollection.timeout")) or 0) > whole


@on_request(Kind.VALIDATION, CREATE, "POLICY-033")
def collects_data_for_longer_than_the_transaction(request: Request) -> None:
    if _too_long(request):
        drop(request, "transaction.dataCollection")


@on_request(Kind.VALIDATION, CREATE, "POLICY-033")
def compares_timeouts_without_their_units(request: Request) -> None:
    units = {request.member(f"transaction.{path}.timeUnit") for path in ("timeout", "dataCollection.timeout")}
    if _too_long(request) and len(units) == 2:
        drop(request, "transaction.dataCollection")


@around(Kind.VALIDATION, CREATE, "POLICY-034")
def wants_passwords_for_longer_than_a_minute(request: Request) -> Around:
    unwanted = seconds(request.member("email.otp.lifeTime")) == 60
    yield from _refuse(request, unwanted, "email.otp.lifeTime", "OUT_OF_RANGE")


@around(Kind.VALIDATION, CREATE, "POLICY-034")
def does_not_take_the_longest_password_in_seconds(request: Request) -> Around:
    unwanted = _is(request, "phone.otp.lifeTime", duration=1800, timeUnit="SECONDS")
    yield from _refuse(request, unwanted, "phone.otp.lifeTime", "OUT_OF_RANGE")


@on_request(Kind.VALIDATION, CREATE, "POLICY-035")
def takes_a_password_for_31_minutes(request: Request) -> None:
    _cap(request, "email.otp.lifeTime", unit="MINUTES")


@on_request(Kind.VALIDATION, CREATE, "POLICY-035")
def does_not_limit_the_password_of_a_telephone(request: Request) -> None:
    _cap(request, "phone.otp.lifeTime")
