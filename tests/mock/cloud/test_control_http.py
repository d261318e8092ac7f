"""The control plane's routes about hosts, requests of scripts and instances of the Http Client service."""

from __future__ import annotations

from typing import Any

import pytest

from pingone_conformance.mock.cloud.control_http import MAX_HOSTS


def test_a_host_is_registered_and_forgotten(api: Any) -> None:
    answer = api.http.put(
        "/_mock/hosts/Service.Example:8443", json={"answers": [{"path": "/a", "status": 204}]}
    )
    assert answer.status_code == 200
    assert answer.json() == {
        "host": "service.example:8443",
        "answers": [
            {
                "method": "*",
                "path": "/a",
                "status": 204,
                "reason": "",
                "headers": {},
                "body": "",
                "echo": False,
            }
        ],
    }
    assert api.http.delete("/_mock/hosts/service.example:8443").status_code == 204
    assert api.http.delete("/_mock/hosts/service.example:8443").status_code == 404


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"answers": [{"path": "relative"}]},
        {"answers": [{"status": 99}]},
        {"answers": [{"headers": {"a": "b\r\nc: d"}}]},
        {"answers": [{"headers": {"a b": "c"}}]},
        {"answers": [{"method": "GET "}]},
    ],
)
def test_answers_have_to_be_of_http(api: Any, body: dict[str, Any]) -> None:
    assert api.http.put("/_mock/hosts/service.example", json=body).status_code == 400


@pytest.mark.parametrize("host", ["a b", "a:x", "-" * 254])
def test_a_host_has_to_be_a_name(api: Any, host: str) -> None:
    assert api.http.put(f"/_mock/hosts/{host}", json={"answers": []}).status_code == 400


def test_hosts_are_so_many(api: Any) -> None:
    for number in range(MAX_HOSTS):
        assert api.http.put(f"/_mock/hosts/host-{number}", json={"answers": []}).status_code == 200
    assert api.http.put("/_mock/hosts/one-more", json={"answers": []}).status_code == 400
    assert api.http.put("/_mock/hosts/host-0", json={"answers": []}).status_code == 200


def test_an_instance_of_the_service_is_configured(api: Any) -> None:
    body = {"enabled": False, "clientCertificate": "testCrt", "serverTrust": "a.b"}
    answer = api.http.put("/_mock/httpClients/one", json=body)
    assert answer.json() == {"name": "one", **body}
    assert api.http.put("/_mock/httpClients/one", json={}).json()["enabled"] is True


@pytest.mark.parametrize("identifier", [".a", "a.", "a-b", "a b"])
def test_an_identifier_has_letters_digits_and_periods(api: Any, identifier: str) -> None:
    answer = api.http.put("/_mock/httpClients/one", json={"clientCertificate": identifier})
    assert answer.status_code == 400


def test_a_reset_forgets_all_of_it(api: Any) -> None:
    api.http.put("/_mock/hosts/service.example", json={"answers": []})
    api.http.post("/_mock/reset", json={"seed": "again"})
    assert api.http.get("/_mock/outbound").json() == {"requests": []}
    assert api.http.delete("/_mock/hosts/service.example").status_code == 404
