from __future__ import annotations

import base64
import copy
import io
from typing import Any

import pytest
from PIL import Image

PORTRAIT = "application/vnd.pingidentity.replace.background+json"
BODY = {
    "backgroundColor": {"red": 179, "green": 40, "blue": 45},
    "aspectRatio": {"aspectHeight": 4, "aspectWidth": 3},
}
TYPES = [
    "GOVERNMENT_ID",
    "BARCODE",
    "FRONT_IMAGE",
    "BACK_IMAGE",
    "SELFIE",
    "CROPPED_SIGNATURE",
    "CROPPED_DOCUMENT",
    "CROPPED_PORTRAIT",
    "VOICE_SAMPLE",
    "VOICE_INPUT",
    "END_USER_CLIENT",
    "BIOGRAPHIC_MATCH",
]


def picture(answer: Any) -> Image.Image:
    assert answer.status_code == 200, answer.text
    return Image.open(io.BytesIO(base64.b64decode(answer.json()["data"]["image"], validate=True)))


def listed(api: Any, path: str, **query: str) -> list[dict[str, Any]]:
    return list(api.get(f"{path}/verifiedData", params=query).json()["_embedded"]["verifiedData"])


@pytest.fixture
def selfie(api: Any) -> str:
    """The path of the selfie of a verified user."""
    return str(api.selfie_path(api.decided()))


def update(api: Any, path: str, **changes: Any) -> Any:
    return api.vendor(path, PORTRAIT, {**BODY, **changes})


# reading


def test_the_plain_list_has_no_data(api: Any) -> None:
    assert all("data" not in item for item in listed(api, api.decided()))


def test_a_list_of_a_type_has_the_data(api: Any) -> None:
    [item] = listed(api, api.decided(), type="GOVERNMENT_ID")
    assert item["data"]["firstName"] == "Robert"


@pytest.mark.parametrize("kind", TYPES)
def test_every_documented_type_is_known(api: Any, kind: str) -> None:
    assert {item["type"] for item in listed(api, api.decided(), type=kind)} <= {kind}


def test_letter_case_of_a_type_does_not_matter(api: Any) -> None:
    assert len(listed(api, api.decided(), type="selfie")) == 1


def test_several_types_can_be_asked_for(api: Any) -> None:
    assert {item["type"] for item in listed(api, api.decided(), type="selfie,Front_Image")} == {
        "SELFIE",
        "FRONT_IMAGE",
    }


@pytest.mark.parametrize("kind", ["", ",", "PHOTO", "SELFIE;BARCODE", "SELFIE\u0000"])
def test_another_type_is_refused(api: Any, kind: str) -> None:
    assert api.get(f"{api.decided()}/verifiedData", params={"type": kind}).status_code == 400


def test_all_attempts_are_listed_by_default(api: Any) -> None:
    body = api.get(f"{api.decided(attempts=3)}/verifiedData").json()["_embedded"]
    assert sorted({item["retry"]["attempt"] for item in body["previousAttempts"]}) == [1, 2]


def test_the_size_leaves_out_earlier_attempts(api: Any) -> None:
    body = api.get(f"{api.decided(attempts=3)}/verifiedData").json()
    assert body["size"] == len(body["_embedded"]["verifiedData"])


def test_the_latest_attempt_can_be_asked_for(api: Any) -> None:
    body = api.get(f"{api.decided(attempts=3)}/verifiedData", params={"attempt": "LATEST"}).json()
    assert "previousAttempts" not in body["_embedded"]


def test_one_attempt_can_be_asked_for(api: Any) -> None:
    items = listed(api, api.decided(attempts=3), attempt="2")
    assert {item["retry"]["attempt"] for item in items} == {2}


@pytest.mark.parametrize("attempt", ["0", "5", "latest", "", "²", "1.0"])
def test_another_attempt_is_refused(api: Any, attempt: str) -> None:
    assert api.get(f"{api.decided()}/verifiedData", params={"attempt": attempt}).status_code == 400


def test_each_item_can_be_read(api: Any) -> None:
    path = api.decided(attempts=2)
    for item in listed(api, path):
        read = api.get(f"{path}/verifiedData/{item['id']}").json()
        assert (read["type"], read["createdAt"]) == (item["type"], item["createdAt"])


def test_an_item_of_another_transaction_is_not_found(api: Any, selfie: str) -> None:
    assert api.get(f"{api.decided()}/verifiedData/{selfie.rpartition('/')[2]}").status_code == 404


# the portrait


def test_the_answer_has_the_documented_members(api: Any, selfie: str) -> None:
    assert sorted(update(api, selfie).json()) == ["_links", "data", "id", "type"]


def test_the_links_lead_to_where_the_request_went(api: Any, selfie: str) -> None:
    links = update(api, selfie).json()["_links"]
    assert {name: link["href"] for name, link in links.items()} == {
        "self": f"http://mock.test{selfie}",
        "environment": f"http://mock.test{api.environment}",
        "user": f"http://mock.test{api.user_path}",
        "verifyTransaction": f"http://mock.test{selfie.rpartition('/verifiedData/')[0]}",
    }


def test_the_portrait_has_the_colour_in_its_corners(api: Any, selfie: str) -> None:
    image = picture(update(api, selfie))
    red, green, blue = image.getpixel((0, 0))
    assert max(abs(red - 179), abs(green - 40), abs(blue - 45)) <= 4


def test_the_portrait_has_the_ratio(api: Any, selfie: str) -> None:
    image = picture(update(api, selfie))
    assert abs(image.width / image.height - 3 / 4) < 0.01


@pytest.mark.parametrize(("width", "height"), [(1, 1000), (1000, 1), (1000, 1000), (1, 1)])
def test_every_permitted_ratio_gives_a_picture(api: Any, selfie: str, width: int, height: int) -> None:
    image = picture(update(api, selfie, aspectRatio={"aspectHeight": height, "aspectWidth": width}))
    assert image.width * image.height < 25_000_000


def test_the_stored_selfie_is_updated(api: Any, selfie: str) -> None:
    answer = update(api, selfie).json()
    assert api.get(selfie).json()["data"] == answer["data"]


def test_a_second_update_starts_from_the_selfie(api: Any, selfie: str) -> None:
    first = update(api, selfie).json()["data"]
    update(api, selfie, backgroundColor={"red": 0, "green": 0, "blue": 0})
    assert update(api, selfie).json()["data"] == first


def test_another_transactions_selfie_is_not_updated(api: Any, selfie: str) -> None:
    other = api.selfie_path(api.decided())
    before = api.get(other).json()
    update(api, selfie)
    assert api.get(other).json() == before


@pytest.mark.parametrize(
    "media_type",
    [PORTRAIT, PORTRAIT.upper(), f"{PORTRAIT};charset=UTF-8", f"{PORTRAIT} ; a=b"],
)
def test_the_media_type_is_accepted(api: Any, selfie: str, media_type: str) -> None:
    assert api.vendor(selfie, media_type, BODY).status_code == 200


@pytest.mark.parametrize(
    "media_type",
    [
        None,
        "",
        "application/json",
        "application/vnd.pingidentity.replace.background",
        "application/vnd.pingidentity.replace.background+xml",
        "application/vnd.pingidentity.replace.backgrounds+json",
        "application/vnd.pingidentity.user.confirm+json",
        "text/plain",
    ],
)
def test_another_media_type_is_415(api: Any, selfie: str, media_type: str | None) -> None:
    answer = api.vendor(selfie, media_type, BODY)
    assert (answer.status_code, answer.json()["code"]) == (415, "INVALID_REQUEST")


def test_a_refused_update_leaves_the_selfie_alone(api: Any, selfie: str) -> None:
    before = api.get(selfie).json()
    api.vendor(selfie, "application/json", BODY)
    update(api, selfie, backgroundColor=None)
    assert api.get(selfie).json() == before


@pytest.mark.parametrize("state", ["REQUESTED", "INITIATED", "PARTIAL", "IN_PROGRESS"])
def test_before_the_decision_it_is_400(api: Any, state: str) -> None:
    answer = update(api, f"{api.decided(state)}/verifiedData/00000000-0000-4000-8000-000000000000")
    assert (answer.status_code, answer.json()["code"]) == (400, "REQUEST_FAILED")


def test_after_a_failure_it_is_400(api: Any) -> None:
    answer = update(api, api.selfie_path(api.decided("FAIL")))
    assert (answer.status_code, answer.json()["code"]) == (400, "REQUEST_FAILED")


@pytest.mark.parametrize("state", ["SUCCESS", "NOT_REQUIRED", "APPROVED_MANUALLY", "APPROVED_NO_REQUEST"])
def test_after_every_kind_of_verification_it_is_200(api: Any, state: str) -> None:
    assert update(api, api.selfie_path(api.decided(state))).status_code == 200


@pytest.mark.parametrize("kind", ["GOVERNMENT_ID", "FRONT_IMAGE", "CROPPED_PORTRAIT"])
def test_what_is_not_a_selfie_is_400(api: Any, kind: str) -> None:
    path = api.decided()
    item = api.verified_data(path, kind)["id"]
    assert update(api, f"{path}/verifiedData/{item}").status_code == 400


def test_an_unknown_id_is_404(api: Any) -> None:
    assert update(api, f"{api.decided()}/verifiedData/unknown").status_code == 404


def test_after_retention_it_is_404(api: Any, selfie: str) -> None:
    api.advance(1800)
    assert update(api, selfie).status_code == 404


@pytest.mark.parametrize(
    "path", ["backgroundColor", "aspectRatio", "backgroundColor.red", "aspectRatio.aspectWidth"]
)
def test_a_missing_member_is_400(api: Any, selfie: str, path: str) -> None:
    body: dict[str, Any] = copy.deepcopy(BODY)
    parent, _, member = path.partition(".")
    if member:
        del body[parent][member]
    else:
        del body[parent]
    detail = api.vendor(selfie, PORTRAIT, body).json()["details"][0]
    assert (detail["code"], detail["target"]) == ("REQUIRED_VALUE", path)


@pytest.mark.parametrize("value", [-1, 256, "1", None, True, [], {}, 10**30, -1e300, 1e300])
def test_a_bad_colour_is_400(api: Any, selfie: str, value: Any) -> None:
    colour = {"red": value, "green": 0, "blue": 0}
    assert update(api, selfie, backgroundColor=colour).status_code == 400


@pytest.mark.parametrize("value", [-1, 0, 0.9, 1001, "1", None, False])
def test_a_bad_ratio_is_400(api: Any, selfie: str, value: Any) -> None:
    assert update(api, selfie, aspectRatio={"aspectHeight": value, "aspectWidth": 1}).status_code == 400


@pytest.mark.parametrize("value", [0, 255, 179.9, -0.5, 255.5])
def test_limits_and_fractions_are_accepted(api: Any, selfie: str, value: float) -> None:
    colour = {"red": value, "green": 0, "blue": 0}
    assert update(api, selfie, backgroundColor=colour).status_code == 200


def test_fractions_are_cut_off(api: Any, selfie: str) -> None:
    whole = update(api, selfie).json()
    assert update(api, selfie, backgroundColor={"red": 179.9, "green": 40.5, "blue": 45.1}).json() == whole
