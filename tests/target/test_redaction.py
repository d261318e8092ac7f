"""Redaction: what is hidden, what stays, and what is found again in other texts."""

from __future__ import annotations

import base64
import json
from typing import Any
from urllib.parse import quote

import pytest

from pingone_conformance.target.redaction import MASK, Redactor

PICTURE = base64.b64encode(bytes(range(256)) * 2).decode()
SECRETS = ["access_token", "refresh_token", "id_token", "client_secret", "password", "newPassword", "otp"]
PERSONAL = [
    "given",
    "family",
    "email",
    "birthDate",
    "idNumber",
    "addressStreet",
    "firstName",
    "mobilePhone",
    "phone",
]


@pytest.fixture
def redactor() -> Redactor:
    return Redactor()


def answered(redactor: Redactor, body: Any, media_type: str = "application/json") -> str:
    return redactor.response_body(json.dumps(body).encode(), media_type)


def sent(redactor: Redactor, body: Any) -> str:
    return redactor.request_body(json.dumps(body).encode(), "application/json")


@pytest.mark.parametrize("member", SECRETS)
def test_a_secret_of_an_answer_is_hidden(redactor: Redactor, member: str) -> None:
    assert answered(redactor, {"a": [{member: "canary"}]}) == json.dumps({"a": [{member: MASK}]})


@pytest.mark.parametrize("member", SECRETS)
def test_a_secret_that_is_sent_is_hidden(redactor: Redactor, member: str) -> None:
    assert "canary" not in sent(redactor, {member: "canary"})


@pytest.mark.parametrize("member", PERSONAL)
def test_personal_data_of_the_target_is_hidden(redactor: Redactor, member: str) -> None:
    assert "canary" not in answered(redactor, {"data": {member: "canary"}})


@pytest.mark.parametrize("member", PERSONAL)
def test_personal_data_in_a_list_is_hidden(redactor: Redactor, member: str) -> None:
    assert "canary" not in answered(redactor, {member: ["canary"]})


@pytest.mark.parametrize("member", ["idNumber", "weight", "otp"])
def test_a_number_that_says_something_about_a_person_is_hidden(redactor: Redactor, member: str) -> None:
    assert answered(redactor, {member: 4711}) == json.dumps({member: MASK})


@pytest.mark.parametrize("member", PERSONAL)
def test_what_the_run_sent_stays_readable_in_the_answer(redactor: Redactor, member: str) -> None:
    sent(redactor, {member: "synthetic"})
    assert "synthetic" in answered(redactor, {member: "synthetic"})


def test_what_an_earlier_test_sent_is_not_known(redactor: Redactor) -> None:
    sent(redactor, {"given": "Robert"})
    redactor.forget()
    assert "Robert" not in answered(redactor, {"given": "Robert"})


def test_other_members_stay_as_they_are(redactor: Redactor) -> None:
    body = {
        "id": "a",
        "status": "SUCCESS",
        "expires_in": 3600,
        "enabled": True,
        "score": 0.5,
        "details": None,
    }
    assert json.loads(answered(redactor, body)) == body


@pytest.mark.parametrize("media_type", ["text/plain", "text/html", "", "application/hal+json", "image/jpeg"])
def test_json_of_any_type_is_redacted(redactor: Redactor, media_type: str) -> None:
    assert "canary" not in answered(redactor, {"given": "canary", "access_token": "canary"}, media_type)


@pytest.mark.parametrize("text", ['{"given": "canary"', '{"given": "canary",}', '<p>{"otp" : "canary"}</p>'])
def test_members_of_what_is_nearly_json_are_hidden(redactor: Redactor, text: str) -> None:
    assert "canary" not in redactor.response_body(text.encode(), "application/json")


def test_a_picture_is_told_by_length_and_digest(redactor: Redactor) -> None:
    assert answered(redactor, {"image": PICTURE}).startswith('{"image": "<684 characters of base64, sha256 ')


def test_a_picture_that_is_sent_is_told_by_length_and_digest(redactor: Redactor) -> None:
    assert PICTURE not in sent(redactor, {"referenceSelfie": PICTURE})


@pytest.mark.parametrize("prefix", ["data:image/jpeg;base64,", "(", "see: "])
def test_a_picture_within_a_text_is_found(redactor: Redactor, prefix: str) -> None:
    assert PICTURE not in answered(redactor, {"image": prefix + PICTURE})


def test_bytes_of_an_answer_are_told_by_length_and_digest(redactor: Redactor) -> None:
    assert redactor.response_body(b"\xff\xd8" * 50, "image/jpeg").startswith("<100 bytes, sha256 ")


def test_bytes_that_are_sent_stay_readable(redactor: Redactor) -> None:
    assert redactor.request_body(b"\xffname", "application/json") == "\\xffname"


def test_a_form_is_sent_without_its_secrets(redactor: Redactor) -> None:
    form = b"grant_type=client_credentials&client_secret=canary&scope="
    shown = redactor.request_body(form, "application/x-www-form-urlencoded")
    assert shown == "grant_type=client_credentials&client_secret=***&scope="


@pytest.mark.parametrize("name", ["Authorization", "proxy-authorization", "Cookie", "SET-COOKIE"])
def test_a_header_with_a_secret_is_hidden(redactor: Redactor, name: str) -> None:
    assert redactor.headers({name: "Basic canary"}) == {name: MASK}


def test_a_bearer_token_becomes_the_name_of_a_variable(redactor: Redactor) -> None:
    assert redactor.headers({"Authorization": "bearer canary"}, token_as="$TOKEN") == {
        "Authorization": "bearer $TOKEN"
    }


@pytest.mark.parametrize("name", ["webVerificationUrl", "qrUrl", "href"])
def test_the_code_of_a_web_address_is_hidden(redactor: Redactor, name: str) -> None:
    shown = answered(redactor, {name: "https://apps.test/?txnid=1&code=canary&envId=2"})
    assert "txnid=1&code=***&envId=2" in shown


def test_the_code_of_an_address_in_a_header_is_hidden(redactor: Redactor) -> None:
    assert redactor.headers({"Location": "https://x.test/?code=canary"}) == {
        "Location": "https://x.test/?code=***"
    }


def test_a_long_body_is_cut(redactor: Redactor) -> None:
    assert answered(redactor, {"message": "no. " * 2000}).endswith("… (4015 more characters)")


@pytest.mark.parametrize(
    ("headers", "secret"),
    [
        ({"Authorization": "Bearer canary.token"}, "canary.token"),
        ({"Authorization": "Basic " + base64.b64encode(b"id:canary").decode()}, "canary"),
        ({"Set-Cookie": "ST=canary; Path=/; HttpOnly"}, "canary"),
        ({"Cookie": "a=b; ST=canary"}, "canary"),
    ],
)
def test_a_secret_of_a_header_is_found_in_other_texts(redactor: Redactor, headers: Any, secret: str) -> None:
    redactor.headers(headers)
    assert redactor.scrub(f"expected {secret} and saw nothing") == "expected *** and saw nothing"


@pytest.mark.parametrize("member", [*SECRETS, *PERSONAL])
def test_what_was_hidden_in_a_body_is_found_in_other_texts(redactor: Redactor, member: str) -> None:
    answered(redactor, {member: "canary"})
    assert redactor.scrub("'canary' is not of type 'integer'") == "'***' is not of type 'integer'"


def test_what_the_run_sent_stays_in_other_texts(redactor: Redactor) -> None:
    sent(redactor, {"given": "Robert"})
    answered(redactor, {"given": "Robert"})
    assert redactor.scrub("given is Robert") == "given is Robert"


def test_pictures_and_codes_are_hidden_in_other_texts(redactor: Redactor) -> None:
    shown = redactor.scrub(f"{PICTURE} at https://x.test/?code=canary")
    assert shown.startswith("<693 characters of base64")
    assert shown.endswith("code=***")


def test_a_deep_document_does_no_harm(redactor: Redactor) -> None:
    assert redactor.response_body(b"[" * 100_000, "application/json").startswith("[[[")


def test_half_of_a_surrogate_pair_is_shown_as_its_escape(redactor: Redactor) -> None:
    assert redactor.response_body(b'{"id": "\\ud800"}', "application/json") == '{"id": "\\ud800"}'


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://u:canary@x.test/a", "https://***@x.test/a"),
        ("/cb?access_token=canary&state=1", "/cb?access_token=***&state=1"),
        ("/cb#id_token=canary", "/cb#id_token=***"),
        (
            "/w?url=https%3A%2F%2Fx.test%3Fcode%3Dcanary%26b%3D1",
            "/w?url=https%3A%2F%2Fx.test%3Fcode%3D***%26b%3D1",
        ),
    ],
)
def test_credentials_in_an_address_are_hidden(redactor: Redactor, address: str, shown: str) -> None:
    assert redactor.url(address) == shown
    assert redactor.headers({"Location": address}) == {"Location": shown}
    assert answered(redactor, {"href": address}) == json.dumps({"href": shown})


def test_a_picture_in_an_address_is_told_by_length_and_digest(redactor: Redactor) -> None:
    shown = redactor.url("/a?image=" + quote(PICTURE, safe="") + "&b=1")
    assert len(shown) < 100
    assert shown.endswith(">&b=1")


@pytest.mark.parametrize("place", ["header", "body"])
def test_a_token_that_an_answer_repeats_is_hidden(redactor: Redactor, place: str) -> None:
    redactor.headers({"Authorization": "Bearer canary.of.some.length"})
    repeated = "canary.of.some.length is bad"
    shown = (
        redactor.headers({"X": repeated})["X"] if place == "header" else answered(redactor, {"m": repeated})
    )
    assert "canary" not in shown


def test_attributes_of_a_cookie_are_no_secrets(redactor: Redactor) -> None:
    redactor.headers(
        {"Set-Cookie": "ST=canary; SameSite=Strict, b=other; Expires=Wed, 21 Oct 2015 07:28:00 GMT"}
    )
    assert redactor.scrub("canary, other, Strict-Transport-Security") == "***, ***, Strict-Transport-Security"


def test_the_value_of_a_claim_is_what_its_name_says(redactor: Redactor) -> None:
    body = {"requirements": {"given_name": {"value": "canary"}}}
    assert "canary" not in answered(redactor, body)


@pytest.mark.parametrize("depth", [450, 600, 900, 5_000])
def test_a_document_of_any_depth_is_redacted(redactor: Redactor, depth: int) -> None:
    body = b"[" * depth + b'{"given": "canary"}' + b"]" * depth
    assert "canary" not in redactor.response_body(body, "application/json")


def test_a_long_header_is_cut(redactor: Redactor) -> None:
    assert len(redactor.headers({"X": "no. " * 5_000})["X"]) < 4_100
