"""Ways to a tenant that do not lead there, and clocks that differ."""

from __future__ import annotations

import datetime as dt
import http.server
import ipaddress
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from .conftest import SECRETS, Look, Tenant

DAY = dt.timedelta(days=1)


def free_port() -> int:
    """A port that nothing listens at."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


class Quiet(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(401)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002
        pass


@contextmanager
def serving(context: ssl.SSLContext | None = None) -> Iterator[int]:
    """A server that refuses everybody; the port it listens at."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Quiet)
    server.handle_error = lambda *_: None  # type: ignore[assignment]  # clients hang up on purpose
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


def certified(
    folder: Path, *, host: str = "127.0.0.1", until: dt.timedelta = DAY
) -> tuple[ssl.SSLContext, Path]:
    """A server's side of TLS with a certificate for that host, and the file of the private CA that signed it."""
    authority, own = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    issuer = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "A private CA")])
    now = dt.datetime.now(dt.UTC)

    def builder(subject: x509.Name, key: ec.EllipticCurvePublicKey) -> x509.CertificateBuilder:
        made = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key)
        return made.serial_number(x509.random_serial_number()).not_valid_before(now - 30 * DAY)

    root = (
        builder(issuer, authority.public_key())
        .not_valid_after(now + DAY)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(authority, hashes.SHA256())
    )
    leaf = (
        builder(x509.Name([]), own.public_key())
        .not_valid_after(now + until)
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(host))]), critical=True
        )
        .sign(authority, hashes.SHA256())
    )
    bundle, chain = folder / "ca.pem", folder / "server.pem"
    bundle.write_bytes(root.public_bytes(serialization.Encoding.PEM))
    chain.write_bytes(
        own.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        + leaf.public_bytes(serialization.Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain)
    return context, bundle


def at(tenant: Tenant, address: str) -> dict[str, str]:
    """The variables of a tenant, at another address."""
    return {**tenant.variables, "PINGONE_API_PATH": f"{address}/v1", "PINGONE_AUTH_PATH": address}


def test_nothing_listens(look: Look, tenant: Tenant) -> None:
    port = free_port()
    found = look(at(tenant, f"http://127.0.0.1:{port}"))
    assert found.bad == ["api host", "auth host"]
    assert found["api host"].what == f"nothing listens at 127.0.0.1:{port}"
    assert "host and port right" in found["api host"].hint
    assert found["token"].what == "not checked: the auth host cannot be reached"


def test_a_name_that_nobody_has(look: Look, tenant: Tenant, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    found = look(at(tenant, "https://tenant.example"))
    assert found["api host"].state == "bad"
    assert found["api host"].what == "the name tenant.example has no address"
    assert "spelt right" in found["api host"].hint


def test_a_certificate_of_an_unknown_authority(look: Look, tenant: Tenant, tmp_path: Path) -> None:
    context, _ = certified(tmp_path)
    with serving(context) as port:
        found = look(at(tenant, f"https://127.0.0.1:{port}"))
    assert found.bad == ["api host", "auth host"]
    assert found["api host"].what.startswith("TLS: nobody whom this machine trusts")
    assert "--ca-bundle" in found["api host"].hint


def test_an_authority_that_is_given(look: Look, tenant: Tenant, tmp_path: Path) -> None:
    context, bundle = certified(tmp_path)
    with serving(context) as port:
        found = look(at(tenant, f"https://127.0.0.1:{port}"), PINGONE_CONFORMANCE_CA_BUNDLE=str(bundle))
    assert found["api host"].state == "good"


@pytest.mark.parametrize(
    ("facts", "what", "hint"),
    [
        ({"until": -DAY}, "has expired", "clock"),
        ({"host": "127.0.0.9"}, "the certificate is not for 127.0.0.1", "spelt as in the certificate"),
    ],
)
def test_other_certificates(
    look: Look, tenant: Tenant, tmp_path: Path, facts: dict[str, object], what: str, hint: str
) -> None:
    context, bundle = certified(tmp_path, **facts)  # type: ignore[arg-type]
    with serving(context) as port:
        found = look(at(tenant, f"https://127.0.0.1:{port}"), PINGONE_CONFORMANCE_CA_BUNDLE=str(bundle))
    assert what in found["api host"].what
    assert hint in found["api host"].hint


def test_a_bundle_without_certificates(look: Look, tenant: Tenant, tmp_path: Path) -> None:
    (tmp_path / "empty.pem").write_text("nothing")
    found = look(tenant.variables, PINGONE_CONFORMANCE_CA_BUNDLE=str(tmp_path / "empty.pem"))
    assert found.bad == ["line"]
    assert "no certificate" in found["line"].what
    assert found["api host"].what == "not checked: there is no way to the tenant"


def test_https_where_http_is_spoken(look: Look, tenant: Tenant) -> None:
    with serving() as port:
        found = look(at(tenant, f"https://127.0.0.1:{port}"))
    assert found["api host"].what.startswith("TLS: no secure connection to 127.0.0.1")
    assert "https://" in found["api host"].hint


def test_a_proxy_that_is_not_there(look: Look, tenant: Tenant) -> None:
    port = free_port()
    proxy = f"http://somebody:{SECRETS[0]}@127.0.0.1:{port}"
    found = look(tenant.variables, PINGONE_CONFORMANCE_PROXY=proxy)
    assert found["proxy"].what == f"requests go through 127.0.0.1:{port}"
    assert found["api host"].what == f"nothing listens at the proxy's address 127.0.0.1:{port}"
    assert "--proxy" in found["api host"].hint


@pytest.mark.parametrize(
    ("answer", "state", "what"),
    [
        (httpx.Response(407), "bad", "answered by a proxy"),
        (
            httpx.Response(302, headers={"Location": "https://sign.on.example/x?y=z"}),
            "bad",
            "to sign.on.example (302)",
        ),
        (httpx.Response(200, html="<h1>Welcome</h1>"), "warning", "a page for people"),
        (httpx.Response(503), "warning", "answers 503"),
        (httpx.Response(404, json={}), "warning", "404 to whom it should refuse"),
    ],
)
def test_what_is_no_api(look: Look, tenant: Tenant, answer: httpx.Response, state: str, what: str) -> None:
    found = look(tenant.variables, httpx.MockTransport(lambda _: answer))
    assert found["api host"].state == state
    assert what in found["api host"].what
    assert found["api host"].hint


@pytest.mark.parametrize(
    ("error", "what"),
    [
        (httpx.ConnectTimeout("slow"), "no connection to 127.0.0.1"),
        (httpx.ReadTimeout("slow"), "no answer from 127.0.0.1 in time"),
        (httpx.RemoteProtocolError("what?"), "does not speak HTTP"),
        (httpx.ProxyError("403 Forbidden"), "the proxy refused: 403 Forbidden"),
        (httpx.ReadError("odd"), "no answer from 127.0.0.1"),
    ],
)
def test_other_trouble(look: Look, tenant: Tenant, error: Exception, what: str) -> None:
    def fail(request: httpx.Request) -> httpx.Response:
        raise error

    found = look(tenant.variables, httpx.MockTransport(fail))
    assert found["api host"].state == "bad"
    assert what in found["api host"].what
    assert found["api host"].hint


def test_an_answer_without_an_end(look: Look, tenant: Tenant) -> None:
    found = look(
        tenant.variables, httpx.MockTransport(lambda _: httpx.Response(401, content=b"x" * 3_000_000))
    )
    assert found["api host"].state == "bad"
    assert "larger than" in found["api host"].what


@pytest.mark.parametrize(("offset", "said"), [(-7200, "2.0 hours ahead of"), (7200, "2.0 hours behind")])
def test_a_clock_that_is_off_by_hours(look: Look, tenant: Tenant, offset: float, said: str) -> None:
    tenant.mislead(offset)
    found = look(tenant.variables)
    assert found["clock"].state == "warning"
    assert said in found["clock"].what
    assert "NTP" in found["clock"].hint


def test_a_clock_that_agrees(look: Look, tenant: Tenant) -> None:
    assert look(tenant.variables)["clock"].state == "good"


@pytest.mark.parametrize("date", ["", "yesterday", "Thu, 99 Jan 2026 00:00:00 GMT"])
def test_dates_that_cannot_be_read(look: Look, tenant: Tenant, date: str) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(401, headers={"Date": date} if date else {})

    found = look(tenant.variables, httpx.MockTransport(answer))
    assert found["clock"].what == "not checked: no answer says what time it is there"


@pytest.mark.parametrize("text", ["[]", "null", '"text"', "{", '{"_embedded": [], "type": 1}', "[" * 10_000])
def test_answers_of_any_form_break_nothing(look: Look, tenant: Tenant, text: str) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/as/token"):
            return httpx.Response(200, json={"access_token": "canary-token", "expires_in": 3600})
        return httpx.Response(200, text=text)

    found = look(tenant.variables, httpx.MockTransport(answer))
    assert "environment" in found.bad
    assert found["licence"].state == "unknown"


def test_a_region_stands_for_both_addresses(
    look: Look, tenant: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [("an address",)])
    asked: set[str] = set()

    def answer(request: httpx.Request) -> httpx.Response:
        asked.add(request.url.host)
        return httpx.Response(401)

    variables = {name: value for name, value in tenant.variables.items() if not name.endswith("_PATH")}
    found = look(variables, httpx.MockTransport(answer), PINGONE_REGION_CODE="EU")
    assert found.bad == ["token"]
    assert "region-code" not in found
    assert asked == {"api.pingone.eu", "auth.pingone.eu"}
