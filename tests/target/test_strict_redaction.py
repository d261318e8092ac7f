"""Redaction on a tenant: what is known to be harmless is shown, and nothing else."""

from __future__ import annotations

import base64
import io
import json
from typing import Any

import pytest
from PIL import Image

from pingone_conformance.spec import load_cloud_description
from pingone_conformance.target.redaction import MASK, About
from pingone_conformance.target.strict_redaction import OTHERS, StrictRedactor

MINE, OTHER = "ad7b009a-6d88-4830-b3a6-99906049e372", "0d1f6f0e-2b5c-4c6e-9a51-7c0d5a3b2e11"
ENVIRONMENT = "abfba8f6-49eb-49f5-a5d9-80ad5c98f9f6"
USER = About("readOneUser", 200, "GET", f"/v1/environments/{ENVIRONMENT}/users/{MINE}")
POLICIES = About("readAllVerifyPolicies", 200, "GET", f"/v1/environments/{ENVIRONMENT}/verifyPolicies")
CREATED = About("createUser", 201, "POST", f"/v1/environments/{ENVIRONMENT}/users")
REFUSED = CREATED._replace(status=400)


def drawn() -> str:
    file = io.BytesIO()
    Image.effect_noise((32, 32), 80).save(file, "JPEG", comment=b"canary")
    return base64.b64encode(file.getvalue()).decode()


@pytest.fixture
def redactor() -> StrictRedactor:
    return StrictRedactor(MINE.__eq__)


def answered(redactor: StrictRedactor, body: Any, about: About = USER) -> Any:
    return json.loads(redactor.response_body(json.dumps(body).encode(), "application/json", about))


def sent(redactor: StrictRedactor, body: Any, operation: str = "createUser") -> Any:
    content = json.dumps(body).encode()
    return json.loads(redactor.request_body(content, "application/json", About(operation)))


def test_what_is_sent_as_personal_data_is_told_by_its_kind(redactor: StrictRedactor) -> None:
    body = {
        "email": "joe@example.com",
        "primaryPhone": "+1.2225554444",
        "name": {"given": "Joe", "family": None},
        "nickname": 5,
        "mfaEnabled": True,
    }
    assert sent(redactor, body) == {
        "email": "<email>",
        "primaryPhone": "<phone>",
        "name": {"given": "<text of 3 characters>", "family": None},
        "nickname": "<number>",
        "mfaEnabled": True,
    }


@pytest.mark.parametrize("text", ["canary-given", "Canary-Given", "CANARY-GIVEN"])
def test_what_was_sent_is_found_in_other_texts_of_the_run(redactor: StrictRedactor, text: str) -> None:
    sent(redactor, {"name": {"given": "canary-given"}})
    redactor.forget()
    assert redactor.scrub(f"'{text}' is wrong") == "'***' is wrong"
    assert answered(redactor, {"code": "INVALID_DATA", "message": f"{text} is wrong"}, REFUSED) == {
        "code": "INVALID_DATA",
        "message": "*** is wrong",
    }


def test_words_of_a_name_are_found(redactor: StrictRedactor) -> None:
    sent(redactor, {"name": {"formatted": "Robert Canary Redford"}})
    assert redactor.scrub("Mr. Redford, Canary") == "Mr. ***, ***"


def test_a_number_is_found_as_digits(redactor: StrictRedactor) -> None:
    sent(redactor, {"primaryPhone": "+1 (222) 555-4444"})
    assert redactor.scrub("x12225554444x") == "x***x"


def test_what_the_description_knows_stays(redactor: StrictRedactor) -> None:
    body = {
        "_links": {
            "self": {"href": f"https://api.pingone.com/v1/environments/{ENVIRONMENT}/users/{MINE}"},
            "password.check": {"href": "https://api.pingone.com/v1/environments"},
        },
        "id": MINE,
        "environment": {"id": ENVIRONMENT},
        "enabled": True,
        "lifecycle": {"status": "ACCOUNT_OK"},
        "verifyStatus": "SOMETHING_NEW",
        "createdAt": "2024-01-01T10:00:00.000Z",
        "username": "p1c-0a1b2c3d-4f2-17-3",
    }
    assert answered(redactor, body) == body


def test_a_member_that_nobody_knows_is_masked_and_remembered(redactor: StrictRedactor) -> None:
    assert answered(redactor, {"costCentre": "canary one", "level": 7, "badge": 12345678}) == {
        "costCentre": "<text of 10 characters>",
        "level": 7,
        "badge": "<number>",
    }
    assert redactor.scrub("unexpected 'canary one'") == "unexpected '***'"


@pytest.mark.parametrize(
    "body",
    [
        {"id": "canary one"},
        {"createdAt": "canary one"},
        {"lifecycle": {"status": "canary one"}},
        {"lifecycle": "canary one"},
        {"enabled": "canary one"},
        {"name": "canary one"},
        {"_embedded": {"population": {"name": "canary one"}}},
        {"canary one": 1},
        {"name": {"canary one": 1}},
        ["canary one"],
        "canary one",
    ],
)
def test_what_stands_where_it_does_not_belong_is_masked(redactor: StrictRedactor, body: Any) -> None:
    assert "canary" not in json.dumps(answered(redactor, body))


def test_the_text_of_an_error_stays_without_what_looks_personal(redactor: StrictRedactor) -> None:
    detail = {
        "code": "INVALID_VALUE",
        "target": "email",
        "message": "jane@canary.test is taken, call +1 512 555 1234",
    }
    body = {"id": OTHER, "code": "INVALID_DATA", "message": "The request failed.", "details": [detail]}
    shown = answered(redactor, body, REFUSED)
    assert shown == {**body, "details": [{**detail, "message": "<email> is taken, call <phone>"}]}


def test_entries_of_others_are_not_shown_and_not_quoted(redactor: StrictRedactor) -> None:
    mine = {"id": MINE, "name": "p1c-0a1b2c3d-4f2-17-3", "default": False}
    body = {
        "size": 2,
        "_embedded": {
            "verifyPolicies": [mine, {"id": OTHER, "name": "Canary Bank", "description": "canary two"}]
        },
    }
    assert answered(redactor, body, POLICIES) == {
        "size": 2,
        "_embedded": {"verifyPolicies": [mine, OTHERS]},
    }
    assert redactor.scrub("'Canary Bank', 'canary two'") == "'***', '***'"


def test_words_of_others_and_topics_of_rules_are_not_hidden(redactor: StrictRedactor) -> None:
    body = {
        "_embedded": {
            "verifyPolicies": [{"id": OTHER, "name": "Default Canary Thing", "description": "Policy"}]
        }
    }
    answered(redactor, body, POLICIES)
    assert redactor.scrub("POLICY-038: default thing") == "POLICY-038: default thing"


def test_an_own_name_is_not_hidden_in_what_is_made_of_it(redactor: StrictRedactor) -> None:
    sent(
        redactor, {"username": "p1c-0a1b2c3d-4f2-17-3 renamed", "email": "p1c-0a1b2c3d-4f2-17-3@example.com"}
    )
    assert redactor.scrub("p1c-0a1b2c3d-4f2-17-4") == "p1c-0a1b2c3d-4f2-17-4"


def test_links_within_what_nobody_knows_are_links(redactor: StrictRedactor) -> None:
    link = {"self": {"href": "https://api.pingone.com/v1/environments"}}
    shown = answered(redactor, {"_embedded": {"population": {"_links": link, "name": "canary one"}}})
    assert shown == {"_embedded": {"population": {"_links": link, "name": "<text of 10 characters>"}}}


def test_a_list_within_a_thing_of_this_run_is_its_own(redactor: StrictRedactor) -> None:
    about = USER._replace(
        operation="readAllVerifiedData", path=USER.path + "/verifyTransactions/x/verifiedData"
    )
    body = {"_embedded": {"verifiedData": [{"id": OTHER, "type": "SELFIE", "data": {"firstName": "canary"}}]}}
    shown = answered(redactor, body, about)["_embedded"]["verifiedData"]
    assert shown == [{"id": OTHER, "type": "SELFIE", "data": {"firstName": "<text of 6 characters>"}}]


def test_the_texts_of_somebody_elses_thing_are_masked(redactor: StrictRedactor) -> None:
    about = About("readOneVerifyPolicy", 200, "GET", f"/v1/environments/{ENVIRONMENT}/verifyPolicies/{OTHER}")
    body = {"id": OTHER, "name": "Canary Bank", "liveness": {"verify": "REQUIRED"}}
    assert answered(redactor, body, about) == {**body, "name": "<text of 11 characters>"}


def test_a_picture_is_told_by_format_size_and_hash(redactor: StrictRedactor) -> None:
    about = About("updatePortraitBackground", 200, "POST", "/x")
    shown = answered(redactor, {"data": {"format": "JPEG", "image": drawn()}}, about)["data"]
    assert shown["format"] == "JPEG"
    assert shown["image"].startswith("<JPEG 32x32, ")


def test_pictures_of_synthetic_people_can_be_kept() -> None:
    redactor, picture = StrictRedactor(keep_images=True), drawn()
    about = About("updatePortraitBackground", 200, "POST", "/x")
    body = {"data": {"image": picture, "other": "A" * 300}, "given": "canary"}
    shown = redactor.response_body(json.dumps(body).encode(), "application/json", about)
    assert picture in shown
    assert "A" * 300 not in shown
    assert "canary" not in shown


@pytest.mark.parametrize(
    "body", [b"<h1>Dear canary one</h1>", b'{"given": "canary one"', b'{"x": canary one}', b"canary one"]
)
def test_what_is_no_json_is_not_shown_and_not_quoted(redactor: StrictRedactor, body: bytes) -> None:
    shown = redactor.response_body(body, "text/html", USER)
    assert shown.startswith(f"<{len(body)} bytes, sha256 ")
    assert "canary" not in redactor.scrub(f"a body of {body!r}")


def test_names_and_links_of_what_is_nearly_json_are_not_hidden(redactor: StrictRedactor) -> None:
    text = '{"username": "canary one", "href": "https://api.pingone.com/v1/users", "costCentre": 1'
    redactor.response_body(text.encode(), "application/json", USER)
    assert redactor.scrub("costCentre, https://api.pingone.com/v1/users/1, 'canary one'") == (
        "costCentre, https://api.pingone.com/v1/users/1, '***'"
    )


def test_each_of_several_headers_of_one_name_is_found(redactor: StrictRedactor) -> None:
    redactor.response_headers({"Server": "uvicorn, canary one"})
    assert redactor.scrub("'canary one'") == "'***'"


def test_headers_that_nobody_knows_are_masked(redactor: StrictRedactor) -> None:
    shown = redactor.response_headers(
        {
            "Content-Type": "application/json",
            "Correlation-Id": OTHER,
            "X-Person": "canary one",
            "Set-Cookie": "ST=canary-two; Path=/",
            "Location": f"https://api.pingone.com/v1/users/{MINE}?who=canary",
            "Date": "Sun, 22 Nov 2026 11:55:03 GMT",
        }
    )
    assert shown == {
        "Content-Type": "application/json",
        "Correlation-Id": OTHER,
        "X-Person": MASK,
        "Set-Cookie": MASK,
        "Location": f"https://api.pingone.com/v1/users/{MINE}?who=***",
        "Date": "Sun, 22 Nov 2026 11:55:03 GMT",
    }
    assert redactor.scrub("'canary one', canary-two") == "'***', ***"


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("filter=name%20sw%20%22Canary%22", "filter=name%20sw%20%22***%22"),
        ("filter=canary", "filter=***"),
        ("expand=verifyPolicy", "expand=verifyPolicy"),
        ("type=selfie,GOVERNMENT_ID", "type=selfie,GOVERNMENT_ID"),
        ("type=canary.one", "type=***"),
        ("attempt=1", "attempt=1"),
        (f"txnid={OTHER}&code=canary", f"txnid={OTHER}&code=***"),
        ("cursor=canary&limit=20", "cursor=***&limit=20"),
    ],
)
def test_values_of_parameters(redactor: StrictRedactor, query: str, shown: str) -> None:
    assert redactor.url(f"https://x.test/a?{query}") == f"https://x.test/a?{shown}"


def test_what_the_settings_hold_is_hidden_from_the_start() -> None:
    redactor = StrictRedactor(
        secrets=("s3cret-canary",), personal=("jane.canary@x.test", "+1 512 555 1234", "")
    )
    assert redactor.scrub("s3cret-canary jane.canary 15125551234") == "*** *** ***"


def test_a_token_is_hidden_for_the_rest_of_the_run(redactor: StrictRedactor) -> None:
    about = About("createToken", 200, "POST", "/as/token")
    shown = answered(redactor, {"access_token": "canary.of.some.length", "expires_in": 3600}, about)
    assert shown == {"access_token": MASK, "expires_in": 3600}
    redactor.forget()
    assert redactor.headers({"X": "Bearer canary.of.some.length"}) == {"X": "Bearer ***"}


def test_words_of_the_description_are_never_hidden(redactor: StrictRedactor) -> None:
    sent(redactor, {"name": {"given": "username", "family": "SUCCESS"}, "nickname": "null"})
    assert redactor.scrub("username is null, SUCCESS") == "username is null, SUCCESS"


def test_when_too_much_is_hidden_nothing_is_shown(redactor: StrictRedactor) -> None:
    redactor._remembered._memory.full = True
    assert redactor.scrub("anything").startswith("<not shown")


SCRIPTS = About("readAllScripts", 200, "GET", "/am/json/realms/root/realms/alpha/scripts")
SECRET = About("readOneSecret", 200, "GET", "/environment/secrets/esv-p1c-0a1b2c3d-1f-2-1")
ANOTHERS = SECRET._replace(path="/environment/secrets/esv-mtls-cert")


@pytest.fixture
def cloudy(redactor: StrictRedactor) -> StrictRedactor:
    redactor.learn(load_cloud_description())
    return redactor


def test_of_a_query_only_entries_of_the_run_are_shown(cloudy: StrictRedactor) -> None:
    mine = {"_id": MINE, "name": "p1c-0a1b2c3d-1f-2-1", "language": "JAVASCRIPT"}
    shown = answered(cloudy, {"result": [mine, {"_id": OTHER, "name": "canary"}], "resultCount": 2}, SCRIPTS)
    assert shown == {"result": [mine, OTHERS], "resultCount": 2}
    assert cloudy.scrub("its name is canary") == f"its name is {MASK}"


def test_what_has_a_name_of_the_run_is_shown_and_anothers_is_not(cloudy: StrictRedactor) -> None:
    body = {"description": "of a test", "encoding": "generic"}
    assert answered(cloudy, body, SECRET)["description"] == "of a test"
    assert answered(cloudy, {"description": "canary words"}, ANOTHERS)["description"] != "canary words"


def test_values_and_sessions_of_the_cloud_are_hidden_for_the_rest_of_the_run(cloudy: StrictRedactor) -> None:
    assert sent(cloudy, {"valueBase64": "Y2FuYXJ5"}, "replaceSecret") == {"valueBase64": MASK}
    step = About("authenticate", 200, "POST", "/am/json/realms/root/realms/alpha/authenticate")
    assert answered(cloudy, {"tokenId": "canary-session"}, step) == {"tokenId": MASK}
    cloudy.forget()
    assert cloudy.scrub("Y2FuYXJ5, canary-session") == f"{MASK}, {MASK}"
