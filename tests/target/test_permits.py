"""What the settings allow, said before anything is sent."""

import pytest

from pingone_conformance.config import load_settings
from pingone_conformance.findings import Untested
from pingone_conformance.target.permits import EMAIL, PHONE, Permits


def permits(**settings: str) -> Permits:
    return Permits(load_settings({"target": "tenant", **settings}).tenant)


def test_a_mock_allows_everything() -> None:
    Permits().require("updateUser", "createVerifyTransaction")
    Permits().require_mock("whatever it is")
    assert Permits().receiver(EMAIL) == "user@example.com"
    assert Permits().receiver(PHONE) == "+15125551234"


def test_a_tenant_allows_reads_and_creates() -> None:
    assert permits().allows("readOneUser", "createUser", "deleteUser", "createVerifyPolicy")


@pytest.mark.parametrize(
    ("operation", "flag"),
    [
        ("updateUser", "changes"),
        ("confirmAccountInformation", "changes"),
        ("createVerifyTransaction", "notifies"),
    ],
)
def test_what_is_not_allowed_names_the_flag(operation: str, flag: str) -> None:
    with pytest.raises(Untested, match=f"^not allowed here: {operation} .*; --allow {flag} allows it$"):
        permits().require("readOneUser", operation)
    assert permits(allow=flag).allows(operation)


def test_what_a_tenant_is_never_sent_says_why() -> None:
    with pytest.raises(Untested, match=r"^needs a mock: it would do harm$"):
        permits().require_mock("it would do harm")


@pytest.mark.parametrize(("kind", "receiver"), [(EMAIL, "tests@example.org"), (PHONE, "+15125550100")])
def test_messages_go_to_the_receivers_of_the_settings(kind: str, receiver: str) -> None:
    assert permits(**{f"notify_{kind}": receiver}).receiver(kind) == receiver
    with pytest.raises(Untested, match=f"--notify-{kind} names who"):
        permits().receiver(kind)
