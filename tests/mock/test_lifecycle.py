"""Expiry, decision and retention, seen through the API."""

from __future__ import annotations

from typing import Any

import pytest

HALF_AN_HOUR = 1800


def renewed(api: Any) -> None:
    """Replace the token, which a moved clock makes expire."""
    answer = api.http.post(
        f"/{api.names['environmentId']}/as/token",
        data={"grant_type": "client_credentials"},
        auth=(api.names["clientId"], api.names["clientSecret"]),
    )
    api.token = answer.json()["access_token"]


@pytest.mark.parametrize("state", ["REQUESTED", "INITIATED", "PARTIAL"])
def test_an_unfinished_transaction_fails_when_it_expires(api: Any, state: str) -> None:
    path = api.decided(state)
    api.advance(HALF_AN_HOUR)
    assert api.get(path).json()["transactionStatus"]["status"] == "FAIL"


def test_a_transaction_waits_until_it_expires(api: Any) -> None:
    path = api.decided("REQUESTED")
    api.advance(HALF_AN_HOUR - 5)
    assert api.get(path).json()["transactionStatus"]["status"] == "REQUESTED"


def test_a_collected_transaction_goes_on_after_its_expiry(api: Any) -> None:
    path = api.decided("IN_PROGRESS")
    api.advance(HALF_AN_HOUR)
    assert api.get(path).json()["transactionStatus"]["status"] == "IN_PROGRESS"


def test_an_expired_transaction_says_that_it_timed_out(api: Any) -> None:
    path = api.decided("REQUESTED")
    api.advance(HALF_AN_HOUR)
    assert set(api.get(path).json()["transactionStatus"]["verificationStatus"].values()) == {
        "TRANSACTION_TIMED_OUT"
    }


def test_an_expired_transaction_was_updated_when_it_expired(api: Any) -> None:
    path = api.decided("REQUESTED")
    api.advance(2 * HALF_AN_HOUR - 10)
    body = api.get(path).json()
    assert body["updatedAt"] == body["expiresAt"]


def test_an_expired_transaction_left_no_data(api: Any) -> None:
    path = api.decided("REQUESTED")
    api.advance(HALF_AN_HOUR)
    assert api.get(f"{path}/verifiedData").json()["size"] == 0


def test_expired_transactions_are_listed_as_such(api: Any) -> None:
    api.new_transaction()
    api.advance(HALF_AN_HOUR)
    listed = api.get(api.transactions).json()["_embedded"]["verifyTransactions"]
    assert [entry["transactionStatus"]["status"] for entry in listed] == ["FAIL"]


def test_verified_data_is_kept_for_nearly_half_an_hour(api: Any) -> None:
    path = api.decided()
    selfie = api.selfie_path(path)
    api.advance(HALF_AN_HOUR - 5)
    assert api.get(selfie).status_code == 200


def test_verified_data_is_gone_after_half_an_hour(api: Any) -> None:
    selfie = api.selfie_path(api.decided())
    api.advance(HALF_AN_HOUR)
    assert api.get(selfie).status_code == 404


def test_the_list_of_verified_data_is_empty_after_half_an_hour(api: Any) -> None:
    path = api.decided()
    api.advance(HALF_AN_HOUR)
    body = api.get(f"{path}/verifiedData").json()
    assert (body["size"], body["_embedded"]["verifiedData"]) == (0, [])


def test_metadata_stays_after_half_an_hour(api: Any) -> None:
    path = api.decided()
    api.advance(HALF_AN_HOUR)
    assert api.get(f"{path}/metaData").json()["size"] > 0


def test_an_approval_keeps_the_data_for_another_half_an_hour(api: Any) -> None:
    path = api.decided("FAIL")
    api.advance(HALF_AN_HOUR - 5)
    api.put(path, {"transactionStatus": {"status": "APPROVED_MANUALLY"}})
    api.advance(HALF_AN_HOUR - 10)
    renewed(api)
    assert api.get(f"{path}/verifiedData").json()["size"] > 0


def test_an_approval_does_not_bring_data_back(api: Any) -> None:
    path = api.decided("FAIL")
    api.advance(HALF_AN_HOUR + 5)
    api.put(path, {"transactionStatus": {"status": "APPROVED_MANUALLY"}})
    assert api.get(f"{path}/verifiedData").json()["size"] == 0


def test_an_approval_of_a_collected_transaction_brings_its_data(api: Any) -> None:
    path = api.decided("IN_PROGRESS")
    api.put(path, {"transactionStatus": {"status": "APPROVED_MANUALLY"}})
    assert api.get(f"{path}/verifiedData").json()["size"] > 0


@pytest.mark.parametrize("state", ["REQUESTED", "INITIATED", "PARTIAL", "IN_PROGRESS"])
def test_there_is_no_data_before_a_decision(api: Any, state: str) -> None:
    path = api.decided(state)
    assert api.get(f"{path}/verifiedData").json()["size"] == 0


def test_there_is_no_metadata_before_a_decision(api: Any) -> None:
    path = api.decided("IN_PROGRESS")
    assert api.get(f"{path}/metaData").json()["size"] == 0


def test_a_transaction_that_waits_again_loses_its_data(api: Any) -> None:
    path = api.decided("SUCCESS")
    api.decide(path.rpartition("/")[2], "REQUESTED")
    assert api.get(f"{path}/verifiedData").json()["size"] == 0


def test_a_successful_transaction_lists_its_documents(api: Any) -> None:
    assert api.get(api.decided()).json()["verifiedDocuments"] == "[selfie, liveness, driver_license]"


def test_a_partial_transaction_has_one_check_done(api: Any) -> None:
    checks = api.get(api.decided("PARTIAL")).json()["transactionStatus"]["verificationStatus"]
    assert sorted(checks.values()) == ["REQUESTED", "REQUESTED", "SUCCESS"]
