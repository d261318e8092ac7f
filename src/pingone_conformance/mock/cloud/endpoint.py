"""How one request of the cloud side becomes one answer: token, version, then what every operation of the mock does."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.responses import Response
from starlette.types import Receive, Scope

from pingone_conformance.mock.cloud import versions
from pingone_conformance.mock.cloud.errors import access_denied, bad_request, forbidden, translated
from pingone_conformance.mock.errors import ApiError
from pingone_conformance.mock.operation import Call, Endpoint, Operation, bearer_token
from pingone_conformance.mock.state import Mock


@dataclass(frozen=True, slots=True)
class Service:
    """An interface of the cloud side: the scope that it asks for, its versions, and the form of its refusals."""

    scope: str | None
    resources: tuple[versions.Version, ...]
    reasons: bool = True
    tells_version: bool = True


AM, IDM, ESV = "fr:am:*", "fr:idm:*", "fr:idc:esv:*"

SCRIPTS = Service(AM, ((1, 1),))
NODES = Service(AM, ((1, 0), (2, 0), (3, 0)))
JOURNEYS = Service(AM, ((1, 0),))
AUTHENTICATION = Service(None, ((2, 1),))
ESVS = Service(ESV, ((1, 0),), reasons=False, tells_version=False)
MANAGED = Service(IDM, ((1, 0),), tells_version=False)


class CloudEndpoint(Endpoint):
    """An ASGI application for one path of a service."""

    def __init__(self, mock: Mock, service: Service, **operations: Operation) -> None:
        super().__init__(mock, **operations)
        self._service = service

    async def _answer(self, scope: Scope, receive: Receive) -> Response:
        try:
            if scope["method"] not in self._operations:
                return await super()._answer(scope, receive)
            call = Call(self._mock, scope)
            _authorise(call, self._service.scope)
            version = versions.require(call, self._service.resources)
            response = await super()._answer(scope, receive)
        except ApiError as problem:
            refusal = translated(problem)
            refusal.reasons = self._service.reasons
            raise refusal from None
        if self._service.tells_version:
            response.headers["content-api-version"] = f"resource={version[0]}.{version[1]}"
        return response


class ByAction:
    """A POST that does what the parameter `_action` names ("Action")."""

    def __init__(self, **operations: Operation) -> None:
        self._operations = operations

    async def answer(self, call: Call, receive: Receive) -> Response:
        """Return the answer of the action."""
        operation = self._operations.get(call.query.get("_action", ""))
        if operation is None:
            raise bad_request(f"_action has to be one of: {', '.join(self._operations)}")
        return await operation.answer(call, receive)


def _authorise(call: Call, scope: str | None) -> None:
    if scope is None:
        return
    granted = call.mock.cloud_tokens.environment_of(bearer_token(call), call.now)
    if granted is None:
        raise access_denied()
    if scope not in granted.split():
        raise forbidden()
