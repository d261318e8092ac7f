from __future__ import annotations

import base64
import io
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

import pytest
from PIL import Image

from pingone_conformance.mock.clock import timestamp

STATES = [
    "REQUESTED",
    "INITIATED",
    "PARTIAL",
    "IN_PROGRESS",
    "SUCCESS",
    "FAIL",
    "NOT_REQUIRED",
    "APPROVED_MANUALLY",
    "APPROVED_NO_REQUEST",
]


def test_the_environment_names_both_hosts(api: Any) -> None:
    assert (api.names["apiPath"], api.names["authPath"]) == ("http://mock.test/v1", "http://mock.test")


def test_the_ready_made_user_exists(api: Any) -> None:
    assert api.get(api.user_path).json()["id"] == api.names["userId"]


def test_the_ready_made_policy_is_the_default(api: Any) -> None:
    assert (
        api.get(f"{api.environment}/verifyPolicies/{api.names['verifyPolicyId']}").json()["default"] is True
    )


def test_a_reset_removes_what_was_created(api: Any) -> None:
    user = api.new_user()
    api.http.post("/_mock/reset", json={"seed": "a"})
    assert api.get(f"{api.environment}/users/{user['id']}").status_code == 404


def test_a_reset_restores_the_ready_made_user(api: Any) -> None:
    api.delete(api.user_path)
    api.http.post("/_mock/reset", json={"seed": "a"})
    assert api.get(api.user_path).status_code == 200


def test_a_reset_keeps_the_ready_made_ids(api: Any) -> None:
    api.http.post("/_mock/reset", json={"seed": "a"})
    assert api.http.get("/_mock/environment").json() == api.names


def test_a_reset_returns_the_clock(api: Any) -> None:
    api.advance(7200)
    api.http.post("/_mock/reset", json={"seed": "a"})
    assert api.get(api.user_path).status_code == 200


def test_the_seed_of_a_reset_decides_on_new_ids(api: Any) -> None:
    ids = []
    for seed in ("a", "b", "a"):
        api.http.post("/_mock/reset", json={"seed": seed})
        ids.append(api.new_user(username="same")["id"])
    assert ids[0] == ids[2] != ids[1]


def test_the_clock_is_told(api: Any) -> None:
    now = api.http.get("/_mock/clock").json()["now"]
    assert abs(int(now[17:19]) - int(timestamp(api.mock.clock.now())[17:19])) in (0, 1, 59)


@pytest.mark.parametrize("seconds", [-1, 1e10, "1", None, True, [1]])
def test_a_bad_step_of_the_clock_is_refused(api: Any, seconds: Any) -> None:
    assert api.http.post("/_mock/clock", json={"advanceSeconds": seconds}).status_code == 400


@pytest.mark.parametrize("state", STATES)
def test_a_transaction_can_be_brought_to_every_state(api: Any, state: str) -> None:
    path = api.decided(state)
    assert api.get(path).json()["transactionStatus"]["status"] == state


def test_an_unknown_state_is_refused_with_the_known_ones(api: Any) -> None:
    answer = api.decide(api.new_transaction()["id"], "EXPIRED")
    assert answer.json()["details"][0]["innerError"]["allowedValues"] == STATES


def test_an_unknown_transaction_is_404(api: Any) -> None:
    assert api.decide("unknown").status_code == 404


def test_the_selfie_can_be_given(api: Any) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (30, 40), (10, 200, 30)).save(picture, "PNG")
    path = api.decided(selfie=base64.b64encode(picture.getvalue()).decode())
    assert api.verified_data(path, "SELFIE")["data"] == {
        "format": "PNG",
        "image": base64.b64encode(picture.getvalue()).decode(),
    }


@pytest.mark.parametrize("selfie", ["", "####", "aGVsbG8=", "ü"])
def test_a_selfie_that_is_no_picture_is_refused(api: Any, selfie: str) -> None:
    assert api.decide(api.new_transaction()["id"], selfie=selfie).status_code == 400


def test_a_refused_selfie_leaves_the_transaction_alone(api: Any) -> None:
    transaction = api.new_transaction()
    api.decide(transaction["id"], selfie="####")
    assert api.get(f"{api.transactions}/{transaction['id']}").json() == transaction


def test_a_flow_of_an_unknown_environment_is_refused(api: Any) -> None:
    assert api.http.post("/_mock/flows", json={"environmentId": "x"}).status_code == 400


def test_a_flow_can_be_opened_in_the_other_environment(api: Any) -> None:
    other = api.names["otherEnvironment"]["environmentId"]
    flow = api.http.post("/_mock/flows", json={"environmentId": other}).json()["flowId"]
    assert api.http.get(f"/{other}/flows/{flow}").status_code == 200


def test_a_page_of_another_origin_cannot_post_to_the_control_plane(api: Any) -> None:
    answer = api.http.post("/_mock/reset", content=b'{"seed": "a"}', headers={"content-type": "text/plain"})
    assert answer.status_code == 415


@pytest.mark.parametrize("seconds", [-600, 0, 7200.5])
def test_the_date_of_answers_can_be_off(api: Any, seconds: float) -> None:
    answer = api.http.put("/_mock/clock", json={"dateOffsetSeconds": seconds})
    shown = parsedate_to_datetime(api.get(api.user_path).headers["date"])
    now = datetime.fromisoformat(answer.json()["now"])
    assert abs((shown - now).total_seconds() - seconds) < 60


def test_only_the_date_is_off_and_a_reset_puts_it_right(api: Any) -> None:
    api.http.put("/_mock/clock", json={"dateOffsetSeconds": 100_000})
    assert api.get(api.user_path).status_code == 200
    api.http.post("/_mock/reset", json={"seed": "a"})
    shown = parsedate_to_datetime(api.get(api.user_path).headers["date"])
    now = datetime.fromisoformat(api.http.get("/_mock/clock").json()["now"])
    assert abs((shown - now).total_seconds()) < 60


@pytest.mark.parametrize("seconds", [1e300, -1e9, "1", None])
def test_a_date_that_is_off_too_far_is_refused(api: Any, seconds: Any) -> None:
    assert api.http.put("/_mock/clock", json={"dateOffsetSeconds": seconds}).status_code == 400
