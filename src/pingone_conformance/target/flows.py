"""How a flow gets to wait for account confirmation: an external identity provider has to sign somebody on first."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Protocol

import httpx
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic.alias_generators import to_camel

from pingone_conformance.config import TenantSettings
from pingone_conformance.findings import ConformanceError, Untested
from pingone_conformance.target.control import ControlPlane
from pingone_conformance.target.hooks import HookCommand, Printed
from pingone_conformance.target.polling import bounded
from pingone_conformance.target.retrying import Waits
from pingone_conformance.target.session import Session
from pingone_conformance.target.states import lend

WAITING = "ACCOUNT_CONFIRMATION_REQUIRED"
"""The state of a flow that can be confirmed ("Confirm Account Information")."""

USERNAME = "username"
_ID = r"^[A-Za-z0-9_-]{1,100}$"
_COOKIE_NAME = r"^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,200}$"
_COOKIE_VALUE = r"^[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]{0,4096}$"


@dataclass(frozen=True, slots=True)
class OpenedFlow:
    """A flow that waits for account confirmation.

    `cookies` is the header of its browser session, empty if it has none; `attributes` came from the identity provider
    and is None where nobody knows them.
    """

    id: str
    cookies: str = field(default="", repr=False)
    attributes: Mapping[str, Any] | None = field(default=None, repr=False)

    @property
    def headers(self) -> dict[str, str]:
        """What each request of this flow has to carry."""
        return {"Cookie": self.cookies} if self.cookies else {}


class Flows(Protocol):
    """Opens flows that wait for account confirmation."""

    def open(self, api: Session, attributes: Mapping[str, Any]) -> OpenedFlow:
        """A flow whose identity provider returned these attributes; a tenant's may have another username.

        Raises `Untested` when this target has none.
        """


class FlowsOfMock:
    """Opens flows by the control plane of a mock."""

    def __init__(self, control: ControlPlane) -> None:
        self._control = control

    def open(self, api: Session, attributes: Mapping[str, Any]) -> OpenedFlow:  # noqa: ARG002
        """A new flow with exactly these attributes."""
        return OpenedFlow(self._control.open_flow(dict(attributes)), attributes=attributes)


class GivenFlow:
    """A flow that a person opened before the run. It is there for tests until one of them confirms it."""

    def __init__(self, flow_id: str) -> None:
        self._flow = OpenedFlow(flow_id)

    def open(self, api: Session, attributes: Mapping[str, Any]) -> OpenedFlow:
        """The given flow; its state is read first, for a test before may have confirmed it, also in other processes."""
        if wished := sorted(set(attributes) - {USERNAME}):
            raise Untested(f"nobody knows whether the given flow has {', '.join(wished)}: needs --flow-hook")
        lend(api, self._flow.id)
        answer = api.call("readFlow", flowID=self._flow.id)
        status = _status_of(answer)
        if status is None:
            raise Untested(f"the given flow was read with {answer.status_code} and without a status")
        if status != WAITING:
            raise Untested(
                f"the given flow is {bounded(status)}, for it can be confirmed once: needs --flow-hook"
            )
        return self._flow


class _Answer(BaseModel):
    """What a flow hook prints; more members do no harm."""

    model_config = ConfigDict(alias_generator=to_camel, hide_input_in_errors=True, strict=True)

    flow_id: Annotated[str, Field(pattern=_ID)]
    cookies: (
        dict[Annotated[str, Field(pattern=_COOKIE_NAME)], Annotated[str, Field(pattern=_COOKIE_VALUE)]]
        | Annotated[str, Field(pattern=r"^[\x20-\x7e]{0,8192}$")]
    ) = ""
    identity_provider_attributes: dict[str, Any] | None = None

    def flow(self) -> OpenedFlow:
        """The flow, with its cookies as a header ("HTTP State Management Mechanism", RFC 6265, section 4.2)."""
        cookies = self.cookies
        if isinstance(cookies, dict):
            cookies = "; ".join(f"{name}={value}" for name, value in cookies.items())
        return OpenedFlow(self.flow_id, cookies, self.identity_provider_attributes)


class FlowHook:
    """A shell command of the team signs somebody on with an identity provider, and prints the flow as JSON."""

    def __init__(self, command: HookCommand) -> None:
        self._command = command

    def open(self, api: Session, attributes: Mapping[str, Any]) -> OpenedFlow:
        """A new flow; raises `Untested` when its identity provider returned something else than was asked for."""
        asked = {name: value for name, value in attributes.items() if name != USERNAME}
        # A hook that cannot have these attributes may well have others.
        task = f"a flow with {', '.join(sorted(asked))}" if asked else "a flow"
        variables = {"IDENTITY_PROVIDER_ATTRIBUTES": json.dumps(dict(attributes))}
        flow = self._command.run(api.connection, task, variables, _read)
        _check(asked, flow.attributes)
        lend(api, flow.id)
        return flow


class NoFlows:
    """No flow can be opened: says who could."""

    def open(self, api: Session, attributes: Mapping[str, Any]) -> OpenedFlow:  # noqa: ARG002
        """Raise `Untested` with the options that would allow the rules of this test."""
        ways = "--flow-hook" if set(attributes) - {USERNAME} else "--flow or --flow-hook"
        raise Untested(f"needs a flow that waits for account confirmation: {ways}")


class FirstFlowThatFits:
    """Tries several ways in their order; the reasons of all are told when none has a flow."""

    def __init__(self, *ways: Flows) -> None:
        self._ways = ways

    def open(self, api: Session, attributes: Mapping[str, Any]) -> OpenedFlow:
        """What the first way opens that can."""
        reasons = []
        for way in self._ways:
            try:
                return way.open(api, attributes)
            except Untested as reason:
                reasons.append(str(reason))
        raise Untested("; ".join(reasons))


def tenant_flows(settings: TenantSettings, waits: Waits, scrub: Callable[[str], str]) -> Flows:
    """The ways that the settings allow, in their order; raises `ConformanceError` for a flow that is no id."""
    if settings.flow and not re.fullmatch(_ID, settings.flow):
        raise ConformanceError(
            "--flow is not the id of a flow",
            hint="give what stands behind `flowId=` in the address of the sign-on",
        )
    ways: list[Flows] = [GivenFlow(settings.flow)] if settings.flow else []
    if settings.flow_hook:
        limit = settings.verification_timeout
        ways.append(FlowHook(HookCommand("flow hook", settings.flow_hook, limit, waits, scrub)))
    return FirstFlowThatFits(*ways or [NoFlows()])


def _read(printed: Printed) -> OpenedFlow:
    try:
        if printed.whole:
            return _Answer.model_validate_json(printed.output).flow()
        why = "it is too long"
    except ValidationError as error:
        why = _why(error)
    raise Untested(f"the flow hook printed something else than it has to: {why}")


def _check(asked: Mapping[str, Any], returned: Mapping[str, Any] | None) -> None:
    if asked and returned is None:
        raise Untested("the flow hook does not say what the identity provider returned")
    others = sorted(name for name, value in asked.items() if (returned or {}).get(name) != value)
    if others:
        raise Untested(f"the identity provider of the flow hook returned another {', '.join(others)}")


def _status_of(answer: httpx.Response) -> str | None:
    try:
        status = answer.json()["status"] if answer.is_success else None
    except (ValueError, KeyError, TypeError):
        return None
    return status if isinstance(status, str) else None


def _why(error: ValidationError) -> str:
    """The first thing that is wrong, without what was printed."""
    first = error.errors(include_input=False, include_url=False, include_context=False)[0]
    if first["type"] == "json_invalid":
        return "it is not JSON"
    # Names of cookies are the hook's own words: only the member is told.
    member = str(first["loc"][0]) if first["loc"] else "the whole"
    return f"{member} is not as documented ({first['type']})"
