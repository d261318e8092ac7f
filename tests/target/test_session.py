"""How operations are sent: path, body, type and token, as documented unless told otherwise."""

from __future__ import annotations

import time

import httpx
import pytest

from pingone_conformance.findings import ConformanceError, Untested
from pingone_conformance.target.session import Session, exchange_of

from .conftest import Open

USER = {"userID": "u"}
PORTRAIT = {"userID": "u", "transactionID": "t", "verifiedDataID": "d"}


def mirror(request: httpx.Request) -> httpx.Response:
    """Answer with what arrived."""
    return httpx.Response(
        200,
        json={
            "method": request.method,
            "url": str(request.url),
            "raw_path": request.url.raw_path.decode(),
            "headers": dict(request.headers),
            "content": request.content.decode(),
        },
    )


@pytest.fixture
def api(session: Open) -> Session:
    return session(mirror)


def test_the_environment_of_the_connection_is_filled_in(api: Session) -> None:
    assert api.call("readOneUser", **USER).json()["url"] == "https://api.test/v1/environments/env/users/u"


def test_an_operation_of_the_auth_host_goes_there(api: Session) -> None:
    assert api.call("readFlow", flowID="f").json()["url"] == "https://auth.test/env/flows/f"


@pytest.mark.parametrize(
    ("given", "quoted"),
    [
        ("a/b", "a%2Fb"),
        ("a b", "a%20b"),
        ("a?b#c", "a%3Fb%23c"),
        ("ü", "%C3%BC"),
        ("%2F", "%252F"),
        ("..", "%2E%2E"),
    ],
)
def test_a_path_parameter_stays_one_segment(api: Session, given: str, quoted: str) -> None:
    sent = api.call("readOneUser", userID=given).json()["raw_path"]
    assert sent == f"/v1/environments/env/users/{quoted}"


def test_a_missing_path_parameter_is_a_mistake_of_the_test(api: Session) -> None:
    with pytest.raises(KeyError, match="userID"):
        api.call("readOneUser")


def test_an_unknown_operation_is_named(api: Session) -> None:
    with pytest.raises(ConformanceError, match="no operation readNothing"):
        api.call("readNothing")


def test_a_body_has_the_documented_type(api: Session) -> None:
    sent = api.call("updatePortraitBackground", json={"a": 1}, **PORTRAIT).json()
    assert sent["headers"]["content-type"] == "application/vnd.pingidentity.replace.background+json"
    assert sent["content"] == '{"a":1}'


def test_another_type_can_be_sent(api: Session) -> None:
    sent = api.call("updatePortraitBackground", json={}, content_type="application/json", **PORTRAIT).json()
    assert sent["headers"]["content-type"] == "application/json"


def test_the_type_can_be_left_out(api: Session) -> None:
    sent = api.call("updatePortraitBackground", json={}, content_type=None, **PORTRAIT).json()
    assert "content-type" not in sent["headers"]


def test_without_a_body_there_is_no_type(api: Session) -> None:
    assert "content-type" not in api.call("readOneUser", **USER).json()["headers"]


def test_null_is_a_body(api: Session) -> None:
    assert api.call("createUser", json=None).json()["content"] == "null"


def test_a_token_is_sent_where_the_operation_takes_one(api: Session) -> None:
    assert api.call("readOneUser", **USER).json()["headers"]["authorization"] == "Bearer canary-token"


def test_no_token_is_sent_where_the_operation_takes_none(api: Session) -> None:
    assert "authorization" not in api.call("readFlow", flowID="f").json()["headers"]


def test_the_token_can_be_left_out(api: Session) -> None:
    sent = api.call("readOneUser", authorization=None, **USER).json()
    assert "authorization" not in sent["headers"]


def test_another_token_can_be_sent(api: Session) -> None:
    sent = api.call("readOneUser", authorization="Bearer other", **USER).json()
    assert sent["headers"]["authorization"] == "Bearer other"


def test_another_method_can_be_sent(api: Session) -> None:
    assert api.call("readOneUser", method="PUT", **USER).json()["method"] == "PUT"


def test_parameters_of_the_query_are_sent(api: Session) -> None:
    sent = api.call("readAllVerifiedData", params={"type": "SELFIE"}, userID="u", transactionID="t").json()
    assert sent["url"].endswith("/verifiedData?type=SELFIE")


def test_a_redirect_is_an_answer(session: Open) -> None:
    api = session(lambda _: httpx.Response(302, headers={"location": "https://elsewhere.test"}))
    assert api.call("readOneUser", **USER).status_code == 302


def test_an_answer_comes_with_its_exchange(api: Session) -> None:
    exchange = exchange_of(api.call("readOneUser", **USER))
    assert exchange is not None
    assert exchange.url == "$PINGONE_API_PATH/environments/env/users/u"


class TokenService:
    """Grants a new token each time, good for so many seconds."""

    grants = True

    def __init__(self, expires_in: object = 3600) -> None:
        self.granted = 0
        self._body = {"expires_in": expires_in}

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if not request.url.path.endswith("/as/token"):
            return mirror(request)
        self.granted += 1
        return httpx.Response(200, json={"access_token": f"token-{self.granted}", **self._body})


def test_a_token_is_kept(session: Open) -> None:
    service = TokenService()
    api = session(service)
    api.call("readOneUser", **USER)
    api.call("readOneUser", **USER)
    assert service.granted == 1


def test_a_forgotten_token_is_fetched_again(session: Open) -> None:
    api = session(TokenService())
    api.call("readOneUser", **USER)
    api.forget_token()
    assert api.call("readOneUser", **USER).json()["headers"]["authorization"] == "Bearer token-2"


@pytest.mark.parametrize(("later", "granted"), [(3500, 1), (3580, 2)])
def test_a_token_is_renewed_shortly_before_it_expires(
    session: Open, monkeypatch: pytest.MonkeyPatch, later: int, granted: int
) -> None:
    service = TokenService()
    api = session(service)
    api.call("readOneUser", **USER)
    now = time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: now + later)
    api.call("readOneUser", **USER)
    assert service.granted == granted


@pytest.mark.parametrize("expires_in", [None, "soon", []])
def test_a_token_without_a_lifetime_blocks_the_test(session: Open, expires_in: object) -> None:
    with pytest.raises(Untested, match="blocked: createToken answered 200 without a token"):
        session(TokenService(expires_in)).call("readOneUser", **USER)


def test_a_token_that_is_refused_blocks_the_test(session: Open) -> None:
    def refuse(request: httpx.Request) -> httpx.Response:
        return httpx.Response(401, json={"error": "invalid_client"})

    refuse.grants = True  # type: ignore[attr-defined]
    with pytest.raises(Untested, match="blocked: createToken answered 401 without a token"):
        session(refuse).call("readOneUser", **USER)


def test_the_request_for_a_token_is_recorded(api: Session) -> None:
    api.call("readOneUser", **USER)
    assert [exchange.operation for exchange in api.recorder.exchanges] == ["createToken", "readOneUser"]


def test_a_cookie_of_an_answer_is_not_sent_back(session: Open) -> None:
    def with_cookie(request: httpx.Request) -> httpx.Response:
        answer = mirror(request)
        answer.headers["Set-Cookie"] = "ST=canary; Path=/"
        return answer

    api = session(with_cookie)
    api.call("readFlow", flowID="f")
    assert "cookie" not in api.call("readFlow", flowID="f").json()["headers"]


def test_a_flow_carries_its_own_headers(api: Session) -> None:
    api.flow_headers["f"] = {"Cookie": "ST=x"}
    assert api.call("readFlow", flowID="f").json()["headers"]["cookie"] == "ST=x"
    assert "cookie" not in api.call("readFlow", flowID="g").json()["headers"]
