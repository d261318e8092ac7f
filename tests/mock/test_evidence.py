"""Metadata and verified data of a decided transaction."""

from __future__ import annotations

import base64
import io
from typing import Any

import pytest
from PIL import Image


def types(api: Any, path: str) -> list[str]:
    return [item["type"] for item in api.get(f"{path}/verifiedData").json()["_embedded"]["verifiedData"]]


def metadata(api: Any, path: str) -> dict[str, Any]:
    return {item["type"]: item for item in api.get(f"{path}/metaData").json()["_embedded"]["metaData"]}


def with_policy(api: Any, **checks: Any) -> str:
    policy = api.new_policy(**checks)
    transaction = api.new_transaction(verifyPolicy={"id": policy["id"]})
    api.decide(transaction["id"])
    return f"{api.transactions}/{transaction['id']}"


def test_the_default_policy_leaves_documents_and_a_selfie(api: Any) -> None:
    assert set(types(api, api.decided())) == {
        "GOVERNMENT_ID",
        "FRONT_IMAGE",
        "BACK_IMAGE",
        "SELFIE",
        "CROPPED_PORTRAIT",
        "CROPPED_DOCUMENT",
        "CROPPED_SIGNATURE",
        "BARCODE",
        "END_USER_CLIENT",
    }


def test_without_a_document_check_there_is_no_document(api: Any) -> None:
    assert set(types(api, with_policy(api))) == {"SELFIE", "END_USER_CLIENT"}


def test_without_a_face_check_there_is_no_selfie(api: Any) -> None:
    path = with_policy(api, liveness=None, governmentId={"verify": "REQUIRED"})
    assert "SELFIE" not in types(api, path)


@pytest.mark.parametrize(
    "kind",
    ["SELFIE", "FRONT_IMAGE", "BACK_IMAGE", "CROPPED_PORTRAIT", "CROPPED_DOCUMENT", "CROPPED_SIGNATURE"],
)
def test_pictures_are_complete_jpegs(api: Any, kind: str) -> None:
    data = api.verified_data(api.decided(), kind)["data"]
    with Image.open(io.BytesIO(base64.b64decode(data["image"], validate=True))) as picture:
        picture.load()
        assert (data["format"], picture.format) == ("JPEG", "JPEG")


def test_the_document_carries_the_names_that_were_claimed(api: Any) -> None:
    transaction = api.new_transaction(
        requirements={"given_name": {"options": ["Bob", "Robert"]}, "family_name": {"value": "Smith"}}
    )
    api.decide(transaction["id"])
    data = api.verified_data(f"{api.transactions}/{transaction['id']}", "GOVERNMENT_ID")["data"]
    assert (data["firstName"], data["lastName"]) == ("Bob", "Smith")


def test_biographics_are_compared_when_they_are_given(api: Any) -> None:
    transaction = api.new_transaction(requirements={"given_name": {"value": "Bob"}})
    api.decide(transaction["id"])
    found = metadata(api, f"{api.transactions}/{transaction['id']}")["BIOGRAPHIC_MATCH"]
    results = {entry["identifier"]: entry["match"] for entry in found["data"]["biographic_match_results"]}
    assert (results["given_name"], results["address"]) == ("HIGH", "NOT_APPLICABLE")


def test_biographics_are_not_compared_otherwise(api: Any) -> None:
    assert "BIOGRAPHIC_MATCH" not in metadata(api, api.decided())


def test_each_type_has_its_provider(api: Any) -> None:
    found = metadata(api, api.decided())
    assert {kind: item["provider"] for kind, item in found.items()} == {
        "LIVENESS": "IDRND",
        "INJECTION_DETECTION": "IDRND",
        "FACIAL_COMPARISON": "AMAZON",
        "DOCUMENT_AUTHENTICATION": "MITEK",
    }


@pytest.mark.parametrize(("state", "status"), [("SUCCESS", "SUCCESS"), ("FAIL", "FAIL")])
def test_the_judgements_fit_the_outcome(api: Any, state: str, status: str) -> None:
    assert {item["status"] for item in metadata(api, api.decided(state)).values()} == {status}


def test_only_the_last_of_several_attempts_is_good(api: Any) -> None:
    body = api.get(f"{api.decided(attempts=3)}/metaData").json()["_embedded"]
    earlier = {(item["retry"]["attempt"], item["status"]) for item in body["previousAttempts"]}
    assert earlier == {(1, "FAIL"), (2, "FAIL")}


def test_without_earlier_attempts_the_list_has_none(api: Any) -> None:
    assert "previousAttempts" not in api.get(f"{api.decided()}/metaData").json()["_embedded"]


def test_each_transaction_has_ids_of_its_own(api: Any) -> None:
    first, second = (api.selfie_path(api.decided()).rpartition("/")[2] for _ in range(2))
    assert first != second
