"""Each fault of the network on a real connection: what is said, what is recorded, and what is tried again."""

from __future__ import annotations

import gzip
import socket
import ssl
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import httpx
import pytest

from pingone_conformance.findings import NetworkTrouble, TargetUnreachable
from pingone_conformance.spec import load_description
from pingone_conformance.target.session import Connection, Session
from pingone_conformance.target.transports import Recorder, RecordingTransport

from .peer import Act, endless, hangs_up, peer, reset, says, stalls, trickles

# Each line would read the certificates of all authorities for itself.
NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
LIMITS = {"max_bytes": 300_000, "max_seconds": 1.0}
JSON = "Content-Type: application/json"
WHOLE = says(f"{JSON}\r\nContent-Length: 11", b'{"a": "bc"}')
HALF = says(f"{JSON}\r\nContent-Length: 2000", b'{"email": "canary')


class Line:
    """Sends over real connections; waits take no time."""

    def __init__(self, port: int) -> None:
        self.address = f"http://127.0.0.1:{port}"
        self.recorder = Recorder(self.address, self.address + "/auth")
        self.recorder.waits.sleep = lambda _: None
        self._client = httpx.Client(
            transport=RecordingTransport(httpx.HTTPTransport(verify=NO_TLS), self.recorder, **LIMITS),
            timeout=10,
        )

    def send(
        self, method: str = "GET", *, timeout: float = 10, operation: str = "readOneUser"
    ) -> httpx.Response:
        extensions = {"operation": operation, "timeout": httpx.Timeout(timeout).as_dict()}
        return self._client.request(method, self.address, extensions=extensions, content=b"{}")

    def close(self) -> None:
        self._client.close()


Meet = Callable[..., Line]


@pytest.fixture
def meet() -> Iterator[Meet]:
    """A line to a server of these acts, one for each connection, the last one ever after."""
    with ExitStack() as stack:

        def meet_them(*acts: Act) -> Line:
            left = list(acts)

            def act(connection: socket.socket, request: bytes) -> None:
                (left.pop(0) if len(left) > 1 else left[0])(connection, request)

            line = Line(stack.enter_context(peer(act)))
            stack.callback(line.close)
            return line

        yield meet_them


def no_http(connection: socket.socket, request: bytes) -> None:
    connection.sendall(b"SSH-2.0-OpenSSH\r\n")


def packed(coding: str, body: bytes) -> Act:
    head = f"{JSON}\r\nContent-Encoding: {coding}"
    return says(f"{head}\r\nContent-Length: {len(body)}", body)


def page(status: str, head: str, words: str) -> Act:
    html = f"<html><head><style>p {{}}</style><title>{words}</title></head><body></body></html>".encode()
    return says(
        f"Content-Type: text/html\r\n{head}Content-Length: {len(html)}",
        html,
        status=status,
    )


BOMB = gzip.compress(b" " * 10_000_000)
TWICE = gzip.compress(gzip.compress(b" " * 10_000_000))
EARLY = gzip.compress(b'{"a": "bcdefghijklmnopqrstuvwxyz"}')[:30]

FAULTS: dict[str, tuple[Act, str]] = {
    "hangs up": (hangs_up, "got no answer: the connection was lost: Server disconnected without sending a response"),
    "reset": (reset(), "got no answer: the connection was lost: .*(reset|disconnected)"),
    "reset in mid-body": (
        reset(HALF),
        r"answer to updateUser \(200, application/json\) was cut off after 17 of 2,000 bytes: .*(reset|closed)",
    ),
    "truncated": (HALF, r"was cut off after 17 of 2,000 bytes: the connection was lost: peer closed connection"),
    "truncated in a chunk": (
        says(f"{JSON}\r\nTransfer-Encoding: chunked", b'64\r\n{"a'),
        "was cut off after 3 bytes: the connection was lost",
    ),
    "endless": (endless, r"updateUser: an answer is larger than 300,000 bytes; the rest was not read"),
    "trickles": (trickles, r"updateUser: an answer had not ended after 1 seconds and \d+ bytes"),
    "gzip bomb": (packed("gzip", BOMB), r"an answer is larger than 300,000 bytes \(unpacked from [\d,]+\)"),
    "bomb within a bomb": (packed("gzip, gzip", TWICE), "an answer came packed as gzip, gzip, which was not asked for"),
    "unknown packing": (packed("compress", b"x"), "came packed as compress, which was not asked for"),
    "gzip that ends early": (packed("gzip", EARLY), "30 bytes could not be unpacked as gzip: it ends early"),
    "no gzip": (packed("gzip", b'{"a": 1}'), "an answer of 8 bytes could not be unpacked as gzip: .*header"),
    "no deflate": (packed("deflate", b"\xff\xff\xff\xff"), "could not be unpacked as deflate"),
    "length too short": (
        says(f"{JSON}\r\nContent-Length: 5", b'{"a": "bc"}', announced=False),
        "6 bytes or more followed an answer whose Content-Length is 5",
    ),
    "length that is none": (says(f"{JSON}\r\nContent-Length: many", b"{}"), "got no answer: the connection was lost"),
    "two lengths": (says(f"{JSON}\r\nContent-Length: 2\r\nContent-Length: 3", b"{}"), "the connection was lost"),
    "no HTTP": (no_http, "connection was lost"),
    "502": (
        page("502 Bad Gateway", "Via: 1.1 edge\r\n", "Bad gateway"),
        r"updateUser was answered by a gateway \(502, text/html “Bad gateway”\)",
    ),
    "504": (says("Content-Length: 0", status="504 Gateway Timeout"), r"by a gateway \(504, no content type\)"),
    "proxy wants credentials": (
        page("407 Proxy Authentication Required", "Proxy-Authenticate: Basic\r\n", "Who are you, x@y.me 1234567?"),
        r"updateUser was answered by a proxy \(407, text/html “Who are you, \* \*”\)",
    ),
    "captive portal": (
        page("511 Network Authentication Required", "", "Accept the terms"),
        r"answered by a proxy \(511, text/html “Accept the terms”\)",
    ),
    "proxy's own 403": (
        page("403 Forbidden", "Server: squid/6.6\r\n", "ERROR: Access Denied " + "x y " * 100),
        r"answered by a proxy \(403, text/html “ERROR: Access Denied (x y )+x( y)?”\)",
    ),
    "proxy's own 200": (page("200 OK", "X-Squid-Error: X\r\n", "Hello"), r"by a proxy \(200, text/html “Hello”\)"),
    "proxy that says so": (
        says(f"{JSON}\r\nProxy-Status: corp; error=http_request_denied\r\nContent-Length: 2", b"{}", status="403 No"),
        r"by a proxy \(403, application/json\)",
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_told_and_the_next_request_is_answered(meet: Meet, fault: str) -> None:
    act, said = FAULTS[fault]
    line = meet(act, WHOLE)
    with pytest.raises(NetworkTrouble, match=said):
        line.send("PATCH", operation="updateUser")
    assert line.send("PATCH", operation="updateUser").json() == {"a": "bc"}


HEARD = {
    "reset in mid-body": 200,
    "truncated": 200,
    "endless": 200,
    "gzip bomb": 200,
    "502": 502,
    "captive portal": 511,
}


@pytest.mark.parametrize(("fault", "status"), HEARD.items())
def test_what_there_was_of_an_answer_is_recorded(meet: Meet, fault: str, status: int) -> None:
    line = meet(FAULTS[fault][0])
    with pytest.raises(NetworkTrouble):
        line.send("PATCH", operation="updateUser")
    (exchange,) = line.recorder.exchanges
    assert (exchange.status, exchange.operation, line.recorder.requests) == (status, "updateUser", 1)
    assert "canary" not in exchange.as_text()


@pytest.mark.parametrize("fault", ["hangs up", "reset", "reset in mid-body", "truncated", "502", "504"])
def test_a_read_that_was_lost_is_asked_for_again(meet: Meet, fault: str) -> None:
    act, _ = FAULTS[fault]
    line = meet(act, act, WHOLE)
    assert line.send().json() == {"a": "bc"}
    assert line.recorder.requests == 1


ANSWERED = ["reset in mid-body", "truncated", "gzip bomb", "length too short", "captive portal", "502"]


@pytest.mark.parametrize("fault", ANSWERED)
def test_who_begins_an_answer_is_there(meet: Meet, fault: str) -> None:
    line = meet(FAULTS[fault][0])
    for operation in ("createUser", "updateUser", "deleteUser") * 3:
        with pytest.raises(NetworkTrouble):
            line.send("PATCH", operation=operation)


@pytest.mark.parametrize("fault", ["hangs up", "reset"])
def test_who_never_answers_anything_is_gone(meet: Meet, fault: str) -> None:
    line = meet(WHOLE, FAULTS[fault][0])
    line.send("PATCH", operation="updateUser")
    for operation in ("createUser", "updateUser", "deleteUser", "replaceUser"):
        with pytest.raises(NetworkTrouble):
            line.send("PATCH", operation=operation)
    with pytest.raises(TargetUnreachable):
        line.send("PATCH", operation="createUser")


def test_a_stall_is_told_by_its_seconds(meet: Meet) -> None:
    line = meet(stalls(), stalls(HALF), WHOLE)
    with pytest.raises(NetworkTrouble, match=r"^readOneUser got no answer: nothing came within 0\.3 s"):
        line.send(timeout=0.3)
    with pytest.raises(NetworkTrouble, match=r"cut off after 17 of 2,000 bytes: nothing came within 0\.3 s"):
        line.send(timeout=0.3)
    assert line.send().is_success


def test_a_connection_that_is_refused() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    line = Line(port)
    with pytest.raises(TargetUnreachable, match=rf"no connection to http://127\.0\.0\.1:{port}: .*refused"):
        line.send("PATCH", operation="updateUser")
    line.close()


def test_a_target_that_restarts_is_tried_again() -> None:
    with peer(WHOLE) as port:
        line = Line(port)
        assert line.send().is_success
    with pytest.raises(NetworkTrouble, match="no connection to"):
        line.send("PATCH", operation="updateUser")
    line.close()


@pytest.mark.parametrize(
    ("status", "head"),
    [
        ("200 OK", ""),
        ("403 Forbidden", "Via: 1.1 cloud\r\n"),
        ("500 Oops", "Server: nginx\r\n"),
        ("404 No", ""),
    ],
)
def test_a_page_that_is_not_recognisably_a_proxys_is_judged(meet: Meet, status: str, head: str) -> None:
    answer = meet(page(status, head, "Squid for dinner")).send("PATCH", operation="updateUser")
    assert str(answer.status_code) == status[:3]


def test_a_gateways_403_for_an_unknown_path_is_the_targets(meet: Meet) -> None:
    body = b'{"message": "Missing Authentication Token"}'
    line = meet(
        says(f"{JSON}\r\nVia: 1.1 x.cloudfront.net\r\nContent-Length: {len(body)}", body, status="403 F")
    )
    assert line.send().status_code == 403


def test_bytes_after_an_answer_without_a_body_are_dropped(meet: Meet) -> None:
    line = meet(says("Content-Length: 0", b"0\r\n\r\n", status="204 No Content"), WHOLE)
    assert line.send("DELETE", operation="deleteUser").status_code == 204
    assert line.send("PATCH", operation="updateUser").is_success


def test_a_session_tells_the_fault_of_its_token_request() -> None:
    with peer(FAULTS["captive portal"][0]) as port:
        base = f"http://127.0.0.1:{port}"
        connection = Connection(base + "/v1", base, "env", "client", "canary-secret")
        api = Session(
            load_description(), connection, Recorder(base + "/v1", base), httpx.HTTPTransport(verify=NO_TLS)
        )
        with pytest.raises(NetworkTrouble, match="createToken was answered by a proxy"):
            api.call("readOneUser", userID="u")
        api.close()


def test_words_of_a_page_are_safe_to_show(meet: Meet) -> None:
    words = (
        "Dear jane@doe.example, call 0049123456 <b>now</b> \x1b[31m " + "z" * 40 + " <script>x</script>bye"
    )
    with pytest.raises(NetworkTrouble) as caught:
        meet(page("502 Bad Gateway", "", words)).send("PATCH", operation="updateUser")
    shown = caught.value.message
    assert "“Dear * call * now 31m * bye”" in shown
    for secret in ("jane", "0049", "zzz", "\x1b", "script"):
        assert secret not in shown


@pytest.mark.parametrize("coding", ["gzip", "x-gzip", "GZip", "deflate", "raw deflate", "identity"])
@pytest.mark.parametrize("size", [0, 1, 200_000])
def test_a_packed_answer_is_unpacked(meet: Meet, coding: str, size: int) -> None:
    body = b"x" * size
    raw = zlib.compressobj(wbits=-15)
    ways = {"deflate": zlib.compress(body), "raw deflate": raw.compress(body) + raw.flush(), "identity": body}
    line = meet(packed(coding.removeprefix("raw "), ways.get(coding, gzip.compress(body))))
    assert line.send().content == body


def test_a_body_that_is_empty_has_nothing_to_unpack(meet: Meet) -> None:
    assert meet(packed("gzip", b"")).send().content == b""
