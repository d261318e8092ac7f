"""The way in to the cloud side: its modules are loaded by the first request, as most users of the mock have none."""

from __future__ import annotations

from functools import cached_property

from starlette.routing import BaseRoute, Route, Router
from starlette.types import Receive, Scope, Send

from pingone_conformance.mock.state import Mock

PREFIXES = ("/am/", "/openidm/", "/environment/")
"""What the paths of the cloud side begin with."""


def routes(mock: Mock) -> list[BaseRoute]:
    """Return one route for each of the prefixes."""
    cloud = _Cloud(mock)
    return [Route(f"{prefix}{{rest:path}}", cloud) for prefix in PREFIXES]


class _Cloud:
    """An ASGI application that becomes the cloud side at its first request."""

    def __init__(self, mock: Mock) -> None:
        self._mock = mock

    @cached_property
    def _router(self) -> Router:
        from pingone_conformance.mock.cloud.routes import routes as all_routes

        return Router(all_routes(self._mock), redirect_slashes=False)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        await self._router(scope, receive, send)
