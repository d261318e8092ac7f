"""What the settings of a policy can be, and what not."""

import pytest

from pingone_conformance.checks.echo import comes_back
from pingone_conformance.checks.members import body_of
from pingone_conformance.checks.status import answers, is_accepted, is_refused
from pingone_conformance.target.pairs import partner

CHECKS = ("governmentId", "facialComparison", "liveness", "email", "phone")


def case(rule, path, value, name):
    return pytest.param({path: value}, marks=pytest.mark.rule(rule), id=name)


def minutes(number):
    return {"duration": number, "timeUnit": "MINUTES"}


def seconds(number):
    return {"duration": number, "timeUnit": "SECONDS"}


def lasting(transaction, collection):
    return {"transaction": {"timeout": transaction, "dataCollection": {"timeout": collection}}}


ACCEPTED = [
    case("POLICY-029", "governmentId.retry.attempts", 3, "three-retries-of-the-document"),
    case("POLICY-029", "liveness.retry.attempts", 3, "three-retries-of-liveness"),
    case("POLICY-031", "transaction.timeout", minutes(30), "thirty-minutes"),
    case("POLICY-031", "transaction.timeout", seconds(1800), "1800-seconds"),
    case("POLICY-034", "email.otp.lifeTime", minutes(1), "password-for-a-minute"),
    case("POLICY-034", "email.otp.lifeTime", minutes(30), "password-for-thirty-minutes"),
    case("POLICY-034", "phone.otp.lifeTime", seconds(60), "password-for-60-seconds"),
    case("POLICY-034", "phone.otp.lifeTime", seconds(1800), "password-for-1800-seconds"),
]
REFUSED = [
    case("POLICY-018", "name", "", "empty-name"),
    case("POLICY-019", "name", 42, "number-as-name"),
    case("POLICY-019", "name", ["Verify everything"], "list-as-name"),
    case("POLICY-019", "name", {"en": "Verify everything"}, "object-as-name"),
    case("POLICY-020", "governmentId.verify", None, "document-without-verify"),
    case("POLICY-021", "facialComparison.verify", None, "face-without-verify"),
    case("POLICY-022", "liveness.verify", None, "liveness-without-verify"),
    *(case("POLICY-025", f"{check}.verify", "SOMETIMES", f"unknown-verify-of-{check}") for check in CHECKS),
    case("POLICY-027", "facialComparison.threshold", "EXTREME", "unknown-threshold-of-the-face"),
    case("POLICY-027", "liveness.threshold", "EXTREME", "unknown-threshold-of-liveness"),
    case("POLICY-030", "governmentId.retry.attempts", 4, "four-retries-of-the-document"),
    case("POLICY-030", "liveness.retry.attempts", 4, "four-retries-of-liveness"),
    case("POLICY-032", "transaction.timeout", minutes(31), "31-minutes"),
    case("POLICY-032", "transaction.timeout", seconds(1801), "1801-seconds"),
    case("POLICY-035", "email.otp.lifeTime", minutes(31), "password-for-31-minutes"),
    case("POLICY-035", "phone.otp.lifeTime", seconds(1801), "password-for-1801-seconds"),
]


@pytest.mark.parametrize("changes", ACCEPTED)
def test_the_limits_are_accepted(policies, complete_is_accepted, expect, changes):
    answer = policies.create(changes)
    complete_is_accepted()
    expect(is_accepted(answer), answer)


@pytest.mark.parametrize("changes", REFUSED)
def test_what_is_beyond_them_is_refused(policies, complete_is_accepted, given, expect, changes):
    if changes.get("name") == "":
        given.permits.require_mock("what a run creates on a tenant has a name by which it is found again")
    answer = policies.create(changes)
    expect(is_refused(answer), answer)
    complete_is_accepted()


@pytest.mark.rule("POLICY-016", "POLICY-017")
def test_a_policy_without_a_name_is_refused(policies, complete_is_accepted, expect):
    answer = policies.create({"name": None})
    expect(is_refused(answer), answer, rule="POLICY-016")
    expect(answers(answer, 400), answer, rule="POLICY-017")
    complete_is_accepted()


@pytest.mark.rule("POLICY-028")
def test_a_policy_with_nothing_to_verify_is_refused(policies, complete_is_accepted, expect):
    answer = policies.create(dict.fromkeys(CHECKS))
    expect(is_refused(answer), answer)
    complete_is_accepted()


@pytest.mark.parametrize(
    ("transaction", "too_long", "as_long"),
    [
        pytest.param(minutes(20), minutes(21), minutes(20), id="minutes"),
        pytest.param(minutes(10), seconds(601), seconds(600), id="minutes-and-seconds"),
        pytest.param(seconds(600), minutes(11), minutes(10), id="seconds-and-minutes"),
    ],
)
@pytest.mark.rule("POLICY-033")
def test_data_are_not_collected_for_longer_than_the_transaction_lasts(
    policies, expect, transaction, too_long, as_long
):
    answer = policies.create(lasting(transaction, too_long))
    expect(is_refused(answer), answer)
    partner(policies.create(lasting(transaction, as_long)))


@pytest.mark.rule("POLICY-023")
def test_a_face_is_compared_without_a_document(policies, complete_is_accepted, expect):
    answer = policies.create({"governmentId": {"verify": "DISABLED"}})
    complete_is_accepted()
    expect(is_accepted(answer), answer)
    expect(comes_back(body_of(answer), "governmentId.verify", "DISABLED"), answer)
    expect(comes_back(body_of(answer), "facialComparison.verify", "REQUIRED"), answer)


@pytest.mark.parametrize("check", CHECKS)
@pytest.mark.rule("POLICY-024")
def test_a_check_is_required_optional_or_disabled(policies, complete_is_accepted, expect, check):
    complete_is_accepted()
    for value in ("REQUIRED", "OPTIONAL", "DISABLED"):
        # How a document is inspected can only be told where one is verified.
        answer = policies.create({"governmentId": {"verify": "REQUIRED"}, f"{check}.verify": value})
        expect(comes_back(body_of(answer), f"{check}.verify", value), answer)


@pytest.mark.parametrize("threshold", ["LOW", "MEDIUM", "HIGH"])
@pytest.mark.rule("POLICY-026")
def test_the_threshold_of_liveness_is_low_medium_or_high(policies, complete_is_accepted, expect, threshold):
    answer = policies.create({"liveness.threshold": threshold})
    complete_is_accepted()
    expect(comes_back(body_of(answer), "liveness.threshold", threshold), answer)
