"""Input that nobody sends without intent: every operation answers it with a documented refusal."""

from __future__ import annotations

import base64
import io
import json
import zlib
from itertools import product
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

JSON = "application/json"
PORTRAIT = "application/vnd.pingidentity.replace.background+json"
CONFIRM = "application/vnd.pingidentity.user.confirm+json"
WRITES = [
    "users",
    "user put",
    "user patch",
    "policies",
    "policy",
    "transactions",
    "transaction",
    "portrait",
    "confirm",
]

BODIES = {
    "empty": b"",
    "spaces": b"   ",
    "null": b"null",
    "array": b"[]",
    "text": b'"text"',
    "number": b"1",
    "half": b'{"username": ',
    "bad UTF-8": b'{"username": "\xff\xfe"}',
    "overlong UTF-8": b'{"username": "\xc0\xaf"}',
    "UTF-16": '{"username": "a"}'.encode("utf-16"),
    "byte order mark": b'\xef\xbb\xbf{"username": "a"}',
    "lone surrogate": b'{"username": "\\ud800"}',
    "NUL byte": b"\x00",
    "NUL escape": b'{"username": "\\u0000", "name": "\\u0000"}',
    "deep array": b"[" * 100_000,
    "deep object": b'{"username":' * 900 + b"1" + b"}" * 900,
    "huge integer": b'{"username": ' + b"9" * 5000 + b"}",
    "integer beyond 64 bits": b'{"username": 123456789012345678901234567890}',
    "NaN": b'{"username": NaN}',
    "infinity": b'{"username": 1e999}',
    "many members": b"{" + b",".join(b'"%d":1' % number for number in range(20_000)) + b"}",
    "duplicates": b'{"username": "a", "username": 5, "name": 5, "transactionStatus": 5}',
    "prototype": b'{"__proto__": {"username": "a"}, "__class__": {}, "constructor": 1}',
    "form": b"username=a",
    "XML": b"<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]><x>&y;</x>",
    "compressed": zlib.compress(b'{"username": "a"}'),
}

HARMLESS = {
    ("user patch", "many members"),
    ("user patch", "prototype"),
    ("transactions", "many members"),
    ("transactions", "prototype"),
    ("transactions", "NUL escape"),
    ("transactions", "deep object"),
    ("transactions", "integer beyond 64 bits"),
    ("transactions", "duplicates"),
}
"""Operations without a required member that know none of a body's members."""


@pytest.fixture
def writes(api: Any) -> dict[str, tuple[str, str, str]]:
    """Method, path and media type of every operation that takes JSON."""
    policy = f"{api.environment}/verifyPolicies"
    return {
        "users": ("POST", f"{api.environment}/users", JSON),
        "user put": ("PUT", api.user_path, JSON),
        "user patch": ("PATCH", api.user_path, JSON),
        "policies": ("POST", policy, JSON),
        "policy": ("PUT", f"{policy}/{api.names['verifyPolicyId']}", JSON),
        "transactions": ("POST", api.transactions, JSON),
        "transaction": ("PUT", api.decided("FAIL"), JSON),
        "portrait": ("POST", api.selfie_path(api.decided()), PORTRAIT),
        "confirm": ("POST", api.new_flow(), CONFIRM),
        "control": ("POST", "/_mock/flows", JSON),
    }


@pytest.mark.parametrize(("operation", "body"), sorted(set(product(WRITES, BODIES)) - HARMLESS))
def test_a_hostile_body_is_400(api: Any, writes: Any, operation: str, body: str) -> None:
    method, path, media_type = writes[operation]
    answer = api.send(method, path, headers={"content-type": media_type}, content=BODIES[body])
    assert answer.status_code == 400
    assert set(answer.json()) == {"id", "code", "message", "details"}


@pytest.mark.parametrize(("operation", "body"), sorted(HARMLESS))
def test_a_body_of_unknown_members_is_accepted(api: Any, writes: Any, operation: str, body: str) -> None:
    method, path, media_type = writes[operation]
    answer = api.send(method, path, headers={"content-type": media_type}, content=BODIES[body])
    assert answer.status_code in (200, 201)


@pytest.mark.parametrize("operation", [*WRITES, "control"])
def test_a_body_over_the_limit_is_400(api: Any, writes: Any, operation: str) -> None:
    method, path, media_type = writes[operation]
    answer = api.send(
        method, path, headers={"content-type": media_type}, content=b" " * (10 * 1024 * 1024 + 1)
    )
    assert (answer.status_code, answer.json()["details"][0]["code"]) == (400, "SIZE_LIMIT_EXCEEDED")


@pytest.mark.parametrize(
    "media_type",
    [b"", b";", b"/", b"application/json,application/json", b"\xff", b"application/json\x00", b"x" * 100_000],
)
@pytest.mark.parametrize("operation", WRITES)
def test_a_strange_content_type_is_415(
    api: Any, raw: Any, writes: Any, operation: str, media_type: bytes
) -> None:
    method, path, _ = writes[operation]
    headers = [(b"authorization", f"Bearer {api.token}".encode()), (b"content-type", media_type)]
    assert raw.send(method, path, [b"{}"], headers)[0] == 415


@pytest.mark.parametrize(
    "identifier",
    [
        "%2e%2e",
        "%2F",
        "a%2Fb",
        "%00",
        "%0a",
        "%ff",
        "*",
        "'",
        '"',
        "😀",
        "x" * 5000,
        "{user_id}",
        "None",
        " ",
    ],
)
@pytest.mark.parametrize(
    "path",
    [
        "/v1/environments/{0}/users",
        "{environment}/users/{0}",
        "{environment}/verifyPolicies/{0}",
        "{transactions}/{0}",
        "{transactions}/{0}/verifiedData",
        "{transactions}/{0}/metaData/{0}",
        "/{0}/as/token",
        "/{0}/flows/{0}",
        "/_mock/transactions/{0}/view",
    ],
)
def test_a_strange_identifier_is_refused(api: Any, path: str, identifier: str) -> None:
    filled = path.format(identifier, environment=api.environment, transactions=api.transactions)
    assert api.get(filled).status_code in (403, 404, 405)


@pytest.mark.parametrize("size", [100, 10_000, 100_000])
def test_many_and_large_headers_are_survived(api: Any, raw: Any, size: int) -> None:
    headers = [(b"x-%d" % number, b"y" * 100) for number in range(size // 100)]
    headers.append((b"authorization", f"Bearer {api.token}".encode()))
    assert raw.send("GET", api.user_path, [b""], headers)[0] == 200


def bomb() -> bytes:
    """A small PNG that announces 60,000 by 60,000 pixels."""
    small = io.BytesIO()
    Image.new("L", (1, 1)).save(small, "PNG")
    content = bytearray(small.getvalue())
    content[16:24] = (60_000).to_bytes(4, "big") * 2
    content[29:33] = zlib.crc32(content[12:29]).to_bytes(4, "big")
    return bytes(content)


def large_gif() -> bytes:
    """A real picture with more pixels than anyone needs."""
    picture = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(picture, "GIF")
    return picture.getvalue()


@pytest.mark.parametrize("picture", [bomb(), large_gif(), b"GIF89a", b"<svg/>", b"%!PS", b"\xff\xd8\xff\xd9"])
def test_a_hostile_picture_is_refused(api: Any, picture: bytes) -> None:
    answer = api.decide(api.new_transaction()["id"], selfie=base64.b64encode(picture).decode())
    assert answer.status_code == 400


@pytest.mark.parametrize("picture", [bomb(), large_gif()])
def test_a_hostile_reference_selfie_is_refused(api: Any, picture: bytes) -> None:
    face = {"verify": "REQUIRED", "threshold": "LOW"}
    policy = api.new_policy(facialComparison=face)["id"]
    selfie = {"value": base64.b64encode(picture).decode()}
    body = {"verifyPolicy": {"id": policy}, "requirements": {"referenceSelfie": selfie}}
    assert api.post(api.transactions, body).status_code == 400


SCALARS = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
)
NAMES = st.sampled_from(
    [
        "username",
        "name",
        "email",
        "options",
        "value",
        "requirements",
        "callback",
        "url",
        "headers",
        "liveness",
        "verify",
        "backgroundColor",
        "aspectRatio",
        "red",
        "transactionStatus",
        "status",
        "address",
        "phone",
        "transaction",
        "timeout",
        "duration",
        "selfie",
        "identityProviderAttributes",
    ]
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES | st.text(), inner),
    max_leaves=12,
)


@pytest.mark.parametrize("operation", [*WRITES, "control"])
@settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(body=st.dictionaries(NAMES, VALUES, max_size=6))
def test_no_json_object_is_an_error_of_ours(
    api: Any, writes: Any, operation: str, body: dict[str, Any]
) -> None:
    method, path, media_type = writes[operation]
    content = json.dumps(body).encode()
    answer = api.send(method, path, headers={"content-type": media_type}, content=content)
    assert answer.status_code in (200, 201, 400)


@pytest.mark.parametrize("secret", ["very-secret-value-123"])
@pytest.mark.parametrize("operation", WRITES)
def test_a_refusal_repeats_nothing(api: Any, writes: Any, operation: str, secret: str) -> None:
    method, path, media_type = writes[operation]
    body = json.dumps(
        {"username": [secret], "name": [secret], "requirements": secret, "status": secret}
    ).encode()
    answer = api.send(method, path, headers={"content-type": media_type}, content=body)
    assert answer.status_code == 400
    assert secret not in answer.text
    assert api.token not in answer.text
