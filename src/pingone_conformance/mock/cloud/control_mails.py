"""Control plane: the mails that the identity management would have sent."""

from __future__ import annotations

from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from pingone_conformance.mock.operation import Call, Endpoint, WithoutBody, nothing
from pingone_conformance.mock.responses import JsonResponse
from pingone_conformance.mock.state import Mock


def routes(mock: Mock) -> list[BaseRoute]:
    """Return the routes about mails."""
    return [Route("/_mock/mails", Endpoint(mock, GET=WithoutBody(nothing, read_mails, bearer=False)))]


def read_mails(call: Call, _: None) -> Response:
    """Return the mails since the last reset, oldest first."""
    return JsonResponse({"mails": list(call.mock.store.cloud.mails)})
