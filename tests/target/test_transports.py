"""The transports: an application driven in process, and what is recorded and bounded."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from pingone_conformance.findings import ConformanceError, TargetUnreachable
from pingone_conformance.target.session import exchange_of
from pingone_conformance.target.transports import InProcessTransport, Recorder, RecordingTransport

from .conftest import Open

Handler = Callable[[httpx.Request], httpx.Response]


async def mirror(scope: Any, receive: Any, send: Any) -> None:
    """Answer in two pieces: the path, and the body."""
    message = await receive()
    await send(
        {"type": "http.response.start", "status": 207, "headers": [(b"x-query", scope["query_string"])]}
    )
    await send({"type": "http.response.body", "body": scope["path"].encode() + b" ", "more_body": True})
    await send({"type": "http.response.body", "body": message["body"]})


class Waiting:
    def __await__(self) -> Iterator[None]:
        yield


async def suspended(scope: Any, receive: Any, send: Any) -> None:
    await Waiting()


async def listening(scope: Any, receive: Any, send: Any) -> None:
    await receive()
    kind = (await receive())["type"]
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": kind.encode()})


def in_process(app: Any) -> httpx.Client:
    return httpx.Client(transport=InProcessTransport(app))


@pytest.fixture
def recorder() -> Recorder:
    return Recorder("https://api.test/v1", "https://auth.test")


def send(recorder: Recorder, handler: Handler, method: str = "GET", **request: Any) -> httpx.Response:
    transport = RecordingTransport(httpx.MockTransport(handler), recorder, max_bytes=1000)
    with httpx.Client(transport=transport) as client:
        return client.request(method, request.pop("url", "https://api.test/v1/x"), **request)


def test_an_answer_in_pieces_is_put_together() -> None:
    with in_process(mirror) as client:
        answer = client.post("https://mock.test/a%20b?c=d%2F", content=b"body")
    assert (answer.status_code, answer.text, answer.headers["x-query"]) == (207, "/a b body", "c=d%2F")


def test_a_second_wait_for_the_request_sees_the_client_gone() -> None:
    with in_process(listening) as client:
        assert client.get("https://mock.test/").text == "http.disconnect"


def test_an_application_that_waits_for_something_else_is_a_bug() -> None:
    with in_process(suspended) as client, pytest.raises(ConformanceError, match="waited for something other"):
        client.get("https://mock.test/")


def test_an_answer_as_large_as_allowed_is_read(recorder: Recorder) -> None:
    assert len(send(recorder, lambda _: httpx.Response(200, content=b"x" * 1000)).content) == 1000


def test_a_larger_answer_is_refused(recorder: Recorder) -> None:
    with pytest.raises(ConformanceError, match="an answer is larger than 1,000 bytes"):
        send(recorder, lambda _: httpx.Response(200, content=b"x" * 1001))


def test_an_answer_that_is_larger_once_it_is_unpacked_is_refused(recorder: Recorder) -> None:
    packed = gzip.compress(b"x" * 100_000)
    assert len(packed) < 1000
    with pytest.raises(ConformanceError, match="an answer is larger than 1,000 bytes"):
        send(
            recorder,
            lambda _: httpx.Response(200, headers={"content-encoding": "gzip"}, stream=Stream(packed)),
        )


class Stream(httpx.SyncByteStream):
    def __init__(self, content: bytes) -> None:
        self._content = content

    def __iter__(self) -> Iterator[bytes]:
        yield self._content


def test_a_packed_answer_is_unpacked(recorder: Recorder) -> None:
    headers = {"content-encoding": "gzip"}
    answer = send(
        recorder, lambda _: httpx.Response(200, headers=headers, stream=Stream(gzip.compress(b"text")))
    )
    assert answer.text == "text"


def test_a_target_that_does_not_answer_is_told_by_its_address(recorder: Recorder) -> None:
    recorder.waits.sleep = lambda _: None

    def fail(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("no luck", request=request)

    with pytest.raises(TargetUnreachable) as caught:
        send(recorder, fail, params={"code": "canary"}, url="https://canary:canary@api.test/v1/x")
    assert "https://api.test/v1/x did not answer: no connection to https://api.test: no luck" in str(
        caught.value
    )
    assert "canary" not in str(caught.value)


def ok(request: httpx.Request) -> httpx.Response:
    return httpx.Response(200, json={"access_token": "canary", "given": "canary", "id": "kept"})


def test_an_exchange_holds_the_operation_that_was_called(recorder: Recorder) -> None:
    exchange = exchange_of(send(recorder, ok, extensions={"operation": "readOneUser"}))
    assert exchange is not None
    assert (exchange.operation, exchange.method, exchange.status) == ("readOneUser", "GET", 200)


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://api.test/v1/x?a=b", "$PINGONE_API_PATH/x?a=b"),
        ("https://auth.test/env/as/token", "$PINGONE_AUTH_PATH/env/as/token"),
        ("https://api.test/v10/x", "https://api.test/v10/x"),
        ("https://auth.test/verify?code=canary", "$PINGONE_AUTH_PATH/verify?code=***"),
    ],
)
def test_hosts_are_shown_as_variables(recorder: Recorder, url: str, shown: str) -> None:
    exchange = exchange_of(send(recorder, ok, url=url))
    assert exchange is not None
    assert exchange.url == shown


def test_no_canary_reaches_an_exchange(recorder: Recorder) -> None:
    headers = {"Authorization": "Bearer canary", "Cookie": "ST=canary"}
    answer = send(recorder, ok, "POST", headers=headers, json={"password": "canary", "code": "kept"})
    exchange = exchange_of(answer)
    assert exchange is not None
    assert "canary" not in exchange.as_text() + str(exchange.as_json())
    assert exchange.as_text().count("kept") >= 2


def test_the_test_itself_sees_the_whole_answer(recorder: Recorder) -> None:
    assert send(recorder, ok).json()["given"] == "canary"


def test_a_test_begins_without_exchanges_and_counts_on(recorder: Recorder) -> None:
    send(recorder, ok)
    recorder.start_test()
    assert (len(recorder.exchanges), recorder.requests) == (0, 1)


def test_the_fingerprint_does_not_depend_on_the_order() -> None:
    one, other = Recorder("a", "b"), Recorder("a", "b")
    for recorder, paths in ((one, "xyx"), (other, "xxy")):
        for path in paths:
            send(recorder, ok, url=f"https://api.test/v1/{path}")
    assert one.fingerprint == other.fingerprint


def test_the_fingerprint_does_not_depend_on_tokens() -> None:
    one, other = Recorder("a", "b"), Recorder("a", "b")
    send(one, ok, headers={"Authorization": "Bearer a"})
    send(other, ok, headers={"Authorization": "Bearer b"})
    assert one.fingerprint == other.fingerprint


@pytest.mark.parametrize(
    "change",
    [
        {"method": "PUT"},
        {"url": "https://api.test/v1/x?a"},
        {"content": b"a"},
        {"headers": {"content-type": "a/b"}},
    ],
)
def test_the_fingerprint_depends_on_what_is_asked(change: dict[str, Any]) -> None:
    one, other = Recorder("a", "b"), Recorder("a", "b")
    send(one, ok)
    send(other, ok, **change)
    assert one.fingerprint != other.fingerprint


def test_exchanges_of_a_session_are_kept_redacted(session: Open) -> None:
    api = session(ok)
    api.call("createUser", json={"name": {"given": "kept"}, "password": "canary"})
    shown = "".join(exchange.as_text() for exchange in api.recorder.exchanges)
    assert "canary" not in shown
    assert "kept" in shown


def test_an_answer_that_takes_too_long_is_refused(recorder: Recorder) -> None:
    handler = httpx.MockTransport(lambda _: httpx.Response(200, content=b"x"))
    transport = RecordingTransport(handler, recorder, max_seconds=0)
    with (
        httpx.Client(transport=transport) as client,
        pytest.raises(ConformanceError, match="had not ended after 0 seconds"),
    ):
        client.get("https://api.test/v1/x")


def test_a_request_that_cannot_be_sent_says_nothing_about_the_target(recorder: Recorder) -> None:
    def refuse(request: httpx.Request) -> httpx.Response:
        raise httpx.LocalProtocolError("illegal header value", request=request)

    with pytest.raises(httpx.LocalProtocolError):
        send(recorder, refuse)
