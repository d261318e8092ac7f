"""The line to a tenant: certificates, proxies, and what is never sent in the clear."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
import trustme

from pingone_conformance.config.values import is_loopback
from pingone_conformance.findings import ConformanceError, NetworkTrouble, TargetUnreachable
from pingone_conformance.target.line import build_transport
from pingone_conformance.target.transports import Recorder, RecordingTransport

from .peer import Act, peer, says

ANSWER = says("Content-Type: application/json\r\nContent-Length: 2", b"{}")
VARIABLES = ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "NO_PROXY", "SSL_CERT_FILE", "SSL_CERT_DIR")


@pytest.fixture(autouse=True)
def calm_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def bundle(authority: trustme.CA, tmp_path: Path) -> Path:
    file = tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(str(file))
    return file


def tenant(api: str, auth: str = "", **settings: Any) -> Any:
    given = {"proxy": "", "ca_bundle": None, **settings}
    return SimpleNamespace(api_path=api, auth_path=auth or api, addresses=(api, auth or api), **given)


@contextmanager
def secured(authority: trustme.CA, name: str = "127.0.0.1", act: Act = ANSWER) -> Iterator[str]:
    """A server with a certificate of that name; gives its address."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    with peer(act, context) as port:
        yield f"https://127.0.0.1:{port}"


def send(settings: Any, url: str = "") -> httpx.Response:
    url = url or settings.api_path
    recorder = Recorder(settings.api_path, settings.auth_path)
    waits: list[float] = []
    recorder.waits.sleep = waits.append
    with httpx.Client(transport=RecordingTransport(build_transport(settings), recorder)) as client:
        try:
            return client.get(url)
        finally:
            assert waits == [], "what cannot change is not tried again"


def test_a_private_authority_is_trusted_once_it_is_named(authority: trustme.CA, bundle: Path) -> None:
    with secured(authority) as base:
        assert send(tenant(base, ca_bundle=bundle)).status_code == 200


def test_an_unknown_authority_is_told_with_the_setting(authority: trustme.CA) -> None:
    with secured(authority) as base, pytest.raises(TargetUnreachable) as caught:
        send(tenant(base))
    assert f"no secure connection to {base}: the certificate is not trusted (" in caught.value.message
    assert "`ca_bundle`" in caught.value.hint


def test_a_certificate_of_another_host_is_not_trusted(authority: trustme.CA, bundle: Path) -> None:
    with (
        secured(authority, "other.example") as base,
        pytest.raises(TargetUnreachable, match=r"certificate is not trusted .*mismatch"),
    ):
        send(tenant(base, ca_bundle=bundle))


def test_a_server_that_does_not_speak_tls_is_told() -> None:
    with peer(says("", status="400 Bad Request")) as port, pytest.raises(TargetUnreachable) as caught:
        send(tenant(f"https://127.0.0.1:{port}"))
    assert f"no secure connection to https://127.0.0.1:{port}: " in caught.value.message
    assert caught.value.hint == "does this address speak https?"


def test_tls_trouble_in_the_middle_of_a_run_is_told_of_its_request(
    authority: trustme.CA, bundle: Path
) -> None:
    with secured(authority) as good, secured(trustme.CA()) as bad:
        settings = tenant(good, bad, ca_bundle=bundle)
        transport = RecordingTransport(build_transport(settings), Recorder(good, bad))
        with httpx.Client(transport=transport) as client:
            assert client.get(good).is_success
            with pytest.raises(NetworkTrouble, match="the certificate is not trusted"):
                client.get(bad)
            assert client.get(good).is_success


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "cannot be read"),
        (b"", "no certificate"),
        (b"hello", "no certificate"),
        (b"\xff\x00", "no certificate"),
    ],
)
def test_a_bundle_without_certificates_is_refused(tmp_path: Path, content: bytes | None, said: str) -> None:
    file = tmp_path / "bundle.pem"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(ConformanceError, match=rf"^ca_bundle bundle\.pem .*{said}"):
        build_transport(tenant("https://api.example", ca_bundle=file))


def test_certificates_of_the_environment_that_are_not_there_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", "/nowhere/at/all.pem")
    with pytest.raises(ConformanceError, match="certificates of this system cannot be read") as caught:
        build_transport(tenant("https://api.example"))
    assert "SSL_CERT_FILE" in caught.value.hint


@pytest.mark.parametrize("address", ["http://api.example", "http://127.0.0.1.example", "http://10.0.0.1/v1"])
def test_a_tenant_in_the_clear_is_refused(address: str) -> None:
    with pytest.raises(ConformanceError, match="is not encrypted"):
        build_transport(tenant("https://api.example", address))


@pytest.mark.parametrize(
    ("host", "this_machine"),
    [
        ("127.0.0.1", True), ("127.9.9.9", True), ("::1", True), ("[::1]", True), ("localhost", True),
        ("LOCALHOST.", True), ("mock.localhost", True), ("192.168.0.1", False), ("localhost.example", False),
        ("10.0.0.1", False), ("", False),
    ],
)  # fmt: skip
def test_which_hosts_are_this_machine(host: str, this_machine: bool) -> None:
    assert is_loopback(host) is this_machine


def test_this_machine_may_be_spoken_to_in_the_clear(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    with peer(ANSWER) as port:
        assert send(tenant(f"http://127.0.0.1:{port}")).status_code == 200


def test_redirects_are_not_followed() -> None:
    away = says("Location: http://127.0.0.1:9/\r\nContent-Length: 0", status="302 Found")
    with peer(away) as port:
        assert send(tenant(f"http://127.0.0.1:{port}")).status_code == 302


# Proxies


class Proxy:
    """Refuses each CONNECT and keeps what it was asked."""

    def __init__(self, answer: str = "407 Proxy Authentication Required") -> None:
        self.asked: list[str] = []
        self._answer = answer

    def __call__(self, connection: socket.socket, request: bytes) -> None:
        self.asked.append(request.decode("latin-1"))
        connection.sendall(f"HTTP/1.1 {self._answer}\r\nContent-Length: 0\r\n\r\n".encode())


def test_a_proxy_that_refuses_is_told() -> None:
    proxy = Proxy()
    with peer(proxy) as port, pytest.raises(TargetUnreachable) as caught:
        send(tenant("https://api.example", proxy=f"http://user:canary@127.0.0.1:{port}"))
    assert proxy.asked[0].startswith("CONNECT api.example:443 ")
    assert "proxy-authorization: basic" in proxy.asked[0].lower()
    said = "the proxy refused to connect to https://api.example: 407 Proxy Authentication Required"
    assert said in caught.value.message
    assert "canary" not in str(caught.value)


def test_a_proxy_leads_to_the_target(authority: trustme.CA, bundle: Path) -> None:
    def tunnel(connection: socket.socket, request: bytes) -> None:
        connection.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert("api.example").configure_cert(context)
        with context.wrap_socket(connection, server_side=True) as inner:
            inner.recv(65536)
            ANSWER(inner, b"")

    with peer(tunnel) as port:
        settings = tenant("https://api.example", proxy=f"http://127.0.0.1:{port}", ca_bundle=bundle)
        assert send(settings).json() == {}


@pytest.mark.parametrize("value", ["http://127.0.0.1:{port}", "127.0.0.1:{port}"])
@pytest.mark.parametrize("variable", ["HTTPS_PROXY", "https_proxy", "ALL_PROXY"])
def test_a_proxy_of_the_environment_is_used(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    proxy = Proxy()
    with peer(proxy) as port:
        monkeypatch.setenv(variable, value.format(port=port))
        with pytest.raises(TargetUnreachable, match="the proxy refused"):
            send(tenant("https://api.example"))
    assert len(proxy.asked) == 1


def test_the_setting_stands_before_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    proxy = Proxy()
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    with peer(proxy) as port, pytest.raises(TargetUnreachable, match="the proxy refused"):
        send(tenant("https://api.example", proxy=f"http://127.0.0.1:{port}"))


def test_hosts_of_no_proxy_are_reached_without_one(
    authority: trustme.CA, bundle: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pingone_conformance.target.line.is_loopback", lambda _: False)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    proxy = Proxy()
    with peer(proxy) as port, secured(authority) as near:
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{port}")
        settings = tenant(near, "https://far.example", ca_bundle=bundle)
        assert send(settings).status_code == 200
        with pytest.raises(TargetUnreachable, match="the proxy refused to connect to https://far"):
            send(settings, "https://far.example/x")


@pytest.mark.parametrize(
    "proxy", ["socks5://canary@127.0.0.1:9", "ftp://canary/", "http://", "http://[canary"]
)
def test_a_proxy_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, proxy: str) -> None:
    for settings in (tenant("https://api.example", proxy=proxy), tenant("https://api.example")):
        with pytest.raises(ConformanceError, match="the proxy is no http") as caught:
            build_transport(settings)
        assert "canary" not in str(caught.value)
        monkeypatch.setenv("HTTPS_PROXY", proxy)
