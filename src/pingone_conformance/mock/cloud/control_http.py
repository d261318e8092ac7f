"""Control plane: hosts that scripts may call, what they sent there, and instances of the Http Client service."""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import Any

from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from pingone_conformance.mock.clock import timestamp
from pingone_conformance.mock.cloud.records import CannedAnswer, HttpClientInstance, Outbound
from pingone_conformance.mock.errors import invalid_value, not_found, request_failed
from pingone_conformance.mock.operation import Call, Endpoint, WithBody, WithoutBody, nothing
from pingone_conformance.mock.responses import JsonResponse, no_content
from pingone_conformance.mock.schemas.control_http import Host, HttpClient
from pingone_conformance.mock.state import Mock

MAX_HOSTS = 100
"""Hosts, and instances of the service, that are kept."""

_HOST = re.compile(r"[A-Za-z0-9._\-]{1,253}(:\d{1,5})?")
_NAME = re.compile(r"[^\x00-\x1f\x7f]{1,256}")


def routes(mock: Mock) -> list[BaseRoute]:
    """Return the routes about HTTP requests of scripts."""
    put = WithBody(_host, Host, register, bearer=False)
    delete = WithoutBody(_host, forget, bearer=False)
    outbound = WithoutBody(nothing, read_outbound, bearer=False)
    client = WithBody(_client, HttpClient, configure, bearer=False)
    return [
        Route("/_mock/hosts/{host}", Endpoint(mock, PUT=put, DELETE=delete)),
        Route("/_mock/outbound", Endpoint(mock, GET=outbound)),
        Route("/_mock/httpClients/{name}", Endpoint(mock, PUT=client)),
    ]


def register(call: Call, host: str, body: Host) -> Response:
    """Answer for a host from now on; what was registered for it before is forgotten."""
    hosts = call.mock.store.cloud.hosts
    _require_room(hosts, host)
    hosts[host] = [CannedAnswer(**answer.model_dump()) for answer in body.answers]
    return JsonResponse({"host": host, "answers": [asdict(answer) for answer in hosts[host]]})


def forget(call: Call, host: str) -> Response:
    """Answer for a host no longer."""
    if call.mock.store.cloud.hosts.pop(host, None) is None:
        raise not_found()
    return no_content()


def read_outbound(call: Call, _: None) -> Response:
    """Return the requests that scripts have sent since the last reset, oldest first."""
    return JsonResponse({"requests": [_sent(request) for request in call.mock.store.cloud.outbound]})


def configure(call: Call, name: str, body: HttpClient) -> Response:
    """Add an instance of the Http Client service, or replace the one of this name."""
    clients = call.mock.store.cloud.http_clients
    _require_room(clients, name)
    clients[name] = HttpClientInstance(name, **body.model_dump())
    return JsonResponse({"name": name, **body.model_dump(by_alias=True)})


def _require_room(table: dict[str, Any], key: str) -> None:
    if len(table) >= MAX_HOSTS and key not in table:
        raise request_failed(f"There are {MAX_HOSTS} of these already.", "SIZE_LIMIT_EXCEEDED")


def _host(call: Call) -> str:
    host = call.params["host"]
    if not _HOST.fullmatch(host):
        raise invalid_value(
            "host", "The value has to be the name of a host, with its port if that is unusual."
        )
    return host.lower()


def _client(call: Call) -> str:
    if not _NAME.fullmatch(call.params["name"]):
        raise invalid_value("name", "The value has to be a name of visible characters.")
    return call.params["name"]


def _sent(request: Outbound) -> dict[str, Any]:
    return {
        "method": request.method,
        "url": request.url,
        "headers": dict(request.headers),
        "body": request.body,
        "clientName": request.client_name,
        "clientCertificate": request.client_certificate,
        "serverTrust": request.server_trust,
        "sentAt": timestamp(request.at),
    }
