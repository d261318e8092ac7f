from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time

import httpx
import pytest

from pingone_conformance.mock.server import MockServer, is_loopback


def test_a_served_mock_answers() -> None:
    with MockServer(seed="a") as server:
        names = httpx.get(f"{server.base_url}/_mock/environment").json()
    assert names["apiPath"] == f"{server.base_url}/v1"


def test_two_servers_do_not_get_in_each_others_way() -> None:
    with MockServer() as one, MockServer() as other:
        assert httpx.get(f"{one.base_url}/_mock/clock").status_code == 200
        assert httpx.get(f"{other.base_url}/_mock/clock").status_code == 200


def test_start_and_stop_are_quick() -> None:
    started = time.perf_counter()
    with MockServer():
        pass
    assert time.perf_counter() - started < 3


def test_a_stopped_server_no_longer_listens() -> None:
    with MockServer() as server:
        pass
    with pytest.raises(httpx.ConnectError):
        httpx.get(server.base_url)


def test_the_control_plane_can_be_turned_off() -> None:
    with MockServer(control=False) as server:
        assert httpx.get(f"{server.base_url}/_mock/clock").status_code == 404


def test_headers_come_once() -> None:
    with MockServer() as server:
        headers = httpx.get(f"{server.base_url}/v1/x").headers
    assert len(headers.get_list("date")) == 1


def test_the_server_does_not_name_itself() -> None:
    with MockServer() as server:
        assert "server" not in httpx.get(f"{server.base_url}/v1/x").headers


def test_a_large_body_gets_its_answer() -> None:
    with MockServer() as server:
        headers = {"content-type": "application/json"}
        answer = httpx.post(f"{server.base_url}/_mock/reset", content=b"x" * 11_000_000, headers=headers)
    assert answer.json()["details"][0]["code"] == "SIZE_LIMIT_EXCEEDED"


def test_a_stuck_client_does_not_keep_the_server() -> None:
    server = MockServer()
    server.start()
    host, port = server.base_url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port))) as client:
        client.sendall(b"POST /_mock/reset HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\n")
        client.sendall(b"content-length: 100\r\n\r\n{")
        started = time.perf_counter()
        server.stop()
    assert time.perf_counter() - started < 6


@pytest.mark.parametrize("request_line", [b"GET", b"\x00\x01\x02", b"GET /\xff HTTP/1.1", b"GET / HTTP/9.9"])
def test_broken_http_is_no_error_of_ours(request_line: bytes) -> None:
    with MockServer() as server:
        host, port = server.base_url.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port)), timeout=5) as client:
            client.sendall(request_line + b"\r\n\r\n")
            client.shutdown(socket.SHUT_WR)
            assert b" 500 " not in client.recv(4096)


def test_a_server_in_the_foreground_ends_when_it_is_interrupted() -> None:
    script = (
        "from pingone_conformance.mock.server import serve\n"
        "serve(port=0, seed='a', on_start=lambda url, app: print(url, flush=True))"
    )
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        url = process.stdout.readline().strip()
        assert httpx.get(f"{url}/_mock/clock").status_code == 200
        os.kill(process.pid, signal.SIGINT)
        assert process.wait(timeout=10) in (0, -signal.SIGINT, 1, 130)


def test_huge_headers_are_no_error_of_ours() -> None:
    with MockServer() as server:
        answer = httpx.get(f"{server.base_url}/v1/x", headers={"x-large": "y" * 500_000})
    assert answer.status_code in (400, 404, 431)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1.2.3", "localhost", "LOCALHOST", "::1", "[::1]"])
def test_loopback_hosts(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["::", "192.168.0.1", "example.com", "localhost.example.com", ""])
def test_hosts_that_others_can_reach(host: str) -> None:
    assert not is_loopback(host)
