"""How a tenant's transactions get to a state: the tenant is a mock that is served, and has no control plane here."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pingone_conformance.findings import ConformanceError, Untested
from pingone_conformance.target.states import States, StatesOfMock, Wish
from pingone_conformance.target.verifications import Reference, tenant_states

from .served import Tenant, finishing, python, served_tenant, settings

VERIFIED = Wish("SUCCESS")
MINUTE = 60
USER = "5b4a9c7e-4a0c-4b8e-9f57-1f6c0c4be2a9"
TRANSACTION = "7d2f1c35-0b6e-4a0c-9f57-1f6c0c4be2a9"
API = "https://api.test/v1"
LINK = f"{API}/environments/env/users/{USER}/verifyTransactions/{TRANSACTION}"
EXAMPLE = Path(__file__).parents[2] / "examples" / "hooks" / "finish_verification.sh"

Ways = Callable[..., States]


@pytest.fixture(scope="module")
def server() -> Iterator[Tenant]:
    with served_tenant() as served:
        yield served


@pytest.fixture
def tenant(server: Tenant) -> Tenant:
    server.slept.clear()
    server.waits.sleep = lambda _: None
    return server


@pytest.fixture
def ways(tenant: Tenant) -> Ways:
    """The ways of a run with these settings."""
    connection = tenant.api.connection
    place = {"api_path": connection.api_path, "environment_id": connection.environment_id}
    return lambda **given: tenant_states(
        settings(**place, **given), tenant.waits, tenant.api.recorder.redactor.scrub
    )


def never() -> dict[str, object]:
    raise AssertionError("a transaction was created")


def given(transaction: dict[str, str]) -> str:
    return f"{transaction['userID']}/{transaction['id']}"


# The transaction that is given


@pytest.mark.parametrize(
    "text",
    [
        f"{USER}/{TRANSACTION}",
        f" {USER}/{TRANSACTION}\n",
        LINK,
        f"{LINK}/",
        f"{LINK}?expand=verifyPolicy#top",
    ],
)
def test_a_reference_is_two_ids_or_an_address(text: str) -> None:
    assert Reference.of(text, API, "env") == Reference(USER, TRANSACTION)


def test_the_id_of_a_transaction_alone_is_explained() -> None:
    with pytest.raises(ConformanceError, match="not that of its user") as error:
        Reference.of(TRANSACTION, API, "env")
    assert "USER_ID/TRANSACTION_ID" in error.value.hint


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        f"{USER}/x",
        f"{USER}/{TRANSACTION}/x",
        f"{USER}/../{TRANSACTION}",
        f"{{{USER}}}/{TRANSACTION}",
        LINK.replace("/env/", "/other/"),
        LINK.replace("api.test", "api.elsewhere"),
        LINK.replace("verifyTransactions", "devices"),
        f"{LINK}/metaData",
        "https://[",
    ],
)
def test_something_else_is_no_reference(text: str) -> None:
    with pytest.raises(ConformanceError, match="neither"):
        Reference.of(text, API, "env")


def test_a_given_transaction_is_used_and_nothing_is_created(tenant: Tenant, ways: Ways) -> None:
    verified = tenant.verified()
    states = ways(verified_transaction=given(verified))
    for _ in range(2):
        brought = states.bring(tenant.api, VERIFIED, never)
        assert (brought["id"], brought["userID"]) == (verified["id"], verified["userID"])


@pytest.mark.parametrize("status", ["REQUESTED", "FAIL", "APPROVED_MANUALLY"])
def test_a_given_transaction_that_is_not_verified_is_told(tenant: Tenant, ways: Ways, status: str) -> None:
    transaction = tenant.create()
    tenant.control.finish(transaction["id"], status)
    with pytest.raises(Untested, match=f"^the given transaction is {status}, and not SUCCESS$"):
        ways(verified_transaction=given(transaction)).bring(tenant.api, VERIFIED, never)


def test_a_given_transaction_that_is_not_there_is_told(tenant: Tenant, ways: Ways) -> None:
    with pytest.raises(Untested, match="read with 404"):
        ways(verified_transaction=f"{USER}/{TRANSACTION}").bring(tenant.api, VERIFIED, never)


def test_a_given_transaction_is_good_for_thirty_minutes(tenant: Tenant, ways: Ways) -> None:
    states = ways(verified_transaction=given(tenant.verified()))
    tenant.control.advance(29 * MINUTE)
    states.bring(tenant.api, VERIFIED, never)
    tenant.control.advance(2 * MINUTE)
    with pytest.raises(Untested, match="verified 31 minutes ago, and verified data are kept for 30"):
        states.bring(tenant.api, VERIFIED, never)


@pytest.mark.parametrize("wish", [Wish("FAIL"), Wish("SUCCESS", special=True)])
def test_what_a_given_transaction_is_not_needs_a_hook(tenant: Tenant, ways: Ways, wish: Wish) -> None:
    states = ways(verified_transaction=given(tenant.verified()))
    with pytest.raises(Untested, match="needs --verification-hook"):
        states.bring(tenant.api, wish, never)


# The hook


def test_a_hook_brings_a_transaction_to_a_state(tenant: Tenant, ways: Ways) -> None:
    states = ways(verification_hook=finishing())
    for status in ("SUCCESS", "FAIL", "PARTIAL", "APPROVED_MANUALLY"):
        brought = states.bring(tenant.api, Wish(status, special=True), tenant.create)
        assert tenant.status(brought) == status


def test_a_hook_finds_what_it_needs_in_its_environment(tenant: Tenant, ways: Ways, tmp_path: Path) -> None:
    seen_by_hook = tmp_path / "environment.json"
    line = python("import json, os", f'json.dump(dict(os.environ), open("{seen_by_hook}", "w"))')
    brought = ways(verification_hook=f"{line} && {finishing()}").bring(tenant.api, VERIFIED, tenant.create)
    seen = json.loads(seen_by_hook.read_text())
    assert seen["TRANSACTION_ID"] == brought["id"]
    assert seen["USER_ID"] == brought["userID"]
    assert seen["ENVIRONMENT_ID"] == tenant.api.connection.environment_id
    assert seen["WEB_VERIFICATION_URL"] == brought["webVerificationUrl"]
    assert seen["WEB_VERIFICATION_CODE"] == brought["webVerificationCode"]
    assert seen["OUTCOME"] == "SUCCESS"


def test_an_outcome_that_was_not_asked_for_is_told(tenant: Tenant, ways: Ways) -> None:
    with pytest.raises(Untested, match=r"^the verification ended with FAIL, asked for SUCCESS$"):
        ways(verification_hook=finishing("FAIL")).bring(tenant.api, VERIFIED, tenant.create)


def test_the_outcome_is_waited_for(tenant: Tenant, ways: Ways) -> None:
    created = []

    def create() -> dict[str, object]:
        created.append(tenant.create())
        return created[-1]

    def finish_later(_: float) -> None:
        if len(tenant.slept) == 3:
            tenant.control.finish(created[0]["id"], "SUCCESS")

    tenant.waits.sleep = finish_later
    ways(verification_hook=finishing("IN_PROGRESS")).bring(tenant.api, VERIFIED, create)
    assert [reason for _, reason in tenant.slept] == ["verification IN_PROGRESS"] * 3


def test_an_outcome_that_does_not_come_is_told(tenant: Tenant, ways: Ways) -> None:
    states = ways(verification_hook="true", verification_timeout=20)
    with pytest.raises(Untested, match=r"^the verification was still REQUESTED after \d+ s$"):
        states.bring(tenant.api, VERIFIED, tenant.create)


def test_a_hook_that_fails_is_told_without_secrets(tenant: Tenant, ways: Ways) -> None:
    line = "echo $WEB_VERIFICATION_CODE at $WEB_VERIFICATION_URL with $PINGONE_CLIENT_SECRET >&2; exit 1"
    with pytest.raises(Untested, match=r"^the verification hook ended with status 1: \*\*\* at \*\*\* with$"):
        ways(verification_hook=line).bring(tenant.api, VERIFIED, tenant.create)


def test_a_hook_that_knows_one_outcome_is_of_use_for_that(tenant: Tenant, ways: Ways) -> None:
    states = ways(verification_hook=finishing("SUCCESS"))
    for _ in range(3):
        with pytest.raises(Untested, match="the verification ended with SUCCESS, asked for FAIL"):
            states.bring(tenant.api, Wish("FAIL"), tenant.create)
    with pytest.raises(Untested, match="not called again"):
        states.bring(tenant.api, Wish("FAIL"), never)
    assert tenant.status(states.bring(tenant.api, VERIFIED, tenant.create)) == "SUCCESS"


def test_nothing_is_created_for_a_hook_that_is_not_called(tenant: Tenant, ways: Ways) -> None:
    states = ways(verification_hook="exit 69")
    with pytest.raises(Untested, match="cannot do FAIL"):
        states.bring(tenant.api, Wish("FAIL"), tenant.create)
    with pytest.raises(Untested, match="cannot do FAIL"):
        states.bring(tenant.api, Wish("FAIL"), never)


def test_the_example_finishes_a_verification_on_the_mock(tenant: Tenant, ways: Ways) -> None:
    if not shutil.which("curl"):
        pytest.skip("the example calls curl")
    states = ways(verification_hook=f"sh '{EXAMPLE}'")
    assert tenant.status(states.bring(tenant.api, VERIFIED, tenant.create)) == "SUCCESS"
    with pytest.raises(Untested, match="cannot do NOT_REQUIRED"):
        states.bring(tenant.api, Wish("NOT_REQUIRED"), tenant.create)


# One verification for many tests


def test_tests_without_wishes_share_a_verification(tenant: Tenant, ways: Ways) -> None:
    states = ways(verification_hook=finishing())
    first, second = (states.bring(tenant.api, VERIFIED, tenant.create)["id"] for _ in range(2))
    special = states.bring(tenant.api, Wish("SUCCESS", special=True), tenant.create)["id"]
    assert first == second != special


def test_a_shared_verification_is_renewed_before_its_data_go(tenant: Tenant, ways: Ways) -> None:
    states = ways(verification_hook=finishing())
    first = states.bring(tenant.api, VERIFIED, tenant.create)["id"]
    tenant.control.advance(24 * MINUTE)
    assert states.bring(tenant.api, VERIFIED, never)["id"] == first
    tenant.control.advance(2 * MINUTE)
    assert states.bring(tenant.api, VERIFIED, tenant.create)["id"] != first


def test_a_shared_verification_that_a_test_deleted_is_renewed(tenant: Tenant, ways: Ways) -> None:
    states = ways(verification_hook=finishing())
    first = states.bring(tenant.api, VERIFIED, tenant.create)
    tenant.api.call("deleteVerifyTransaction", userID=first["userID"], transactionID=first["id"])
    assert states.bring(tenant.api, VERIFIED, tenant.create)["id"] != first["id"]


# Which way, and none


def test_the_given_transaction_comes_before_the_hook(tenant: Tenant, ways: Ways) -> None:
    verified = tenant.verified()
    states = ways(verified_transaction=given(verified), verification_hook=finishing())
    assert states.bring(tenant.api, VERIFIED, never)["id"] == verified["id"]
    assert tenant.status(states.bring(tenant.api, Wish("FAIL"), tenant.create)) == "FAIL"


def test_the_hook_follows_a_given_transaction_that_is_too_old(tenant: Tenant, ways: Ways) -> None:
    verified = tenant.verified()
    tenant.control.advance(31 * MINUTE)
    states = ways(verified_transaction=given(verified), verification_hook=finishing())
    assert states.bring(tenant.api, VERIFIED, tenant.create)["id"] != verified["id"]


def test_the_reasons_of_all_ways_are_told(tenant: Tenant, ways: Ways) -> None:
    states = ways(verified_transaction=f"{USER}/{TRANSACTION}", verification_hook="exit 7")
    with pytest.raises(Untested, match=r"read with 404 .+; the verification hook ended with status 7"):
        states.bring(tenant.api, VERIFIED, tenant.create)


def test_without_any_way_the_options_are_named(tenant: Tenant, ways: Ways) -> None:
    with pytest.raises(Untested, match=r"--verified-transaction, --verification-hook or --interactive"):
        ways().bring(tenant.api, VERIFIED, never)
    with pytest.raises(Untested, match="FAIL needs --verification-hook"):
        ways().bring(tenant.api, Wish("FAIL"), never)


def test_a_new_transaction_needs_nobody(tenant: Tenant, ways: Ways) -> None:
    assert tenant.status(ways().bring(tenant.api, Wish("REQUESTED"), tenant.create)) == "REQUESTED"


@pytest.mark.parametrize(
    "wish",
    [
        Wish("INITIATED"),
        Wish("IN_PROGRESS"),
        Wish("SUCCESS", attempts=2),
        Wish("SUCCESS", selfie=b"picture"),
        Wish("REQUESTED", selfie=b"picture"),
    ],
)
def test_what_nobody_can_do_needs_a_mock(tenant: Tenant, ways: Ways, wish: Wish) -> None:
    states = ways(verified_transaction=given(tenant.verified()), verification_hook=finishing())
    with pytest.raises(Untested, match=r"^needs a mock: "):
        states.bring(tenant.api, wish, never)


@pytest.mark.parametrize("wish", [Wish("IN_PROGRESS"), Wish("SUCCESS", attempts=2)])
def test_a_mock_grants_every_wish(tenant: Tenant, wish: Wish) -> None:
    brought = StatesOfMock(tenant.control).bring(tenant.api, wish, tenant.create)
    assert tenant.status(brought) == wish.status
