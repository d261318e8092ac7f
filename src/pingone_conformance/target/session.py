"""Calls operations of PingOne."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import httpx

from pingone_conformance.exchange import Exchange
from pingone_conformance.spec import Description, Operation
from pingone_conformance.target.caller import AS_DOCUMENTED, Caller
from pingone_conformance.target.tokens import Connection, basic_authorization
from pingone_conformance.target.transports import Recorder

if TYPE_CHECKING:
    from pingone_conformance.target.guard import Guard
    from pingone_conformance.target.platform import Platform

__all__ = ["AS_DOCUMENTED", "Connection", "Session", "basic_authorization", "exchange_of"]


class Session(Caller):
    """Calls operations of PingOne."""

    connection: Connection
    guard: Guard | None

    def __init__(
        self,
        description: Description,
        connection: Connection,
        recorder: Recorder,
        transport: httpx.BaseTransport,
        guard: Guard | None = None,
    ) -> None:
        super().__init__(description, connection, recorder, transport, guard)
        self.flow_headers: dict[str, Mapping[str, str]] = {}
        """What the browser of a flow sends, by the id of the flow."""

    @property
    def platform(self) -> Platform:
        """The calls of the platform that no rule is about, by the same line and token."""
        from pingone_conformance.target.platform import Platform

        return Platform(self._client, self.connection, self._auth)

    def _usual_headers(self, operation: Operation, path: Mapping[str, str]) -> Mapping[str, str]:  # noqa: ARG002
        return self.flow_headers.get(path.get("flowID", ""), {})


def exchange_of(response: httpx.Response) -> Exchange | None:
    """The redacted record of an answer that came through a session."""
    exchange = response.extensions.get("exchange")
    return exchange if isinstance(exchange, Exchange) else None
