"""How a flow gets to wait for account confirmation on a tenant: one that is given, or a hook."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from pingone_conformance.findings import ConformanceError, Untested
from pingone_conformance.target.flows import Flows, FlowsOfMock, OpenedFlow, tenant_flows

from .served import Tenant, python, served_tenant, settings

EXAMPLE = Path(__file__).parents[2] / "examples" / "hooks" / "open_flow.sh"
ID = "7d2f1c35-0b6e-4a0c-9f57-1f6c0c4be2a9"
ASKED = {"username": "linda", "nickname": "Lin"}

# What the example does, without curl.
OPENING = python(
    "import os, urllib.request",
    "body = ('{\"identityProviderAttributes\": %s}' % os.environ['IDENTITY_PROVIDER_ATTRIBUTES']).encode()".replace(
        "'", '"""'
    ),
    'url = os.environ["PINGONE_AUTH_PATH"] + "/_mock/flows"',
    'kind = {"Content-Type": "application/json"}',
    "print(urllib.request.urlopen(urllib.request.Request(url, body, kind)).read().decode())",
)


@pytest.fixture(scope="module")
def tenant() -> Iterator[Tenant]:
    with served_tenant() as served:
        yield served


@pytest.fixture
def ways(tenant: Tenant) -> Callable[..., Flows]:
    """The ways of a run with these settings."""
    return lambda **given: tenant_flows(settings(**given), tenant.waits, tenant.api.recorder.redactor.scrub)


def printing(document: object) -> str:
    """A hook that prints this."""
    text = document if isinstance(document, str) else json.dumps(document)
    return f"cat <<'END'\n{text}\nEND"


def opened(tenant: Tenant, flows: Flows, attributes: Mapping[str, Any] | None = None) -> OpenedFlow:
    return flows.open(tenant.api, {"username": "linda"} if attributes is None else attributes)


def confirm(tenant: Tenant, flow: OpenedFlow, username: str) -> int:
    body = {"username": username}
    return tenant.api.call("confirmAccountInformation", flowID=flow.id, json=body).status_code


# The flow that is given


def test_a_given_flow_is_there_until_it_is_confirmed(tenant: Tenant, ways: Callable[..., Flows]) -> None:
    flows = ways(flow=tenant.control.open_flow({"username": "linda"}))
    first, second = opened(tenant, flows), opened(tenant, flows)
    assert first == second
    assert first.attributes is None
    assert confirm(tenant, first, "p1c-given") == 200
    with pytest.raises(Untested, match=r"^the given flow is COMPLETED.+--flow-hook"):
        opened(tenant, flows)


def test_a_given_flow_that_is_not_there_is_told(tenant: Tenant, ways: Callable[..., Flows]) -> None:
    with pytest.raises(Untested, match="read with 404"):
        opened(tenant, ways(flow=ID))


def test_attributes_of_a_given_flow_are_not_known(tenant: Tenant, ways: Callable[..., Flows]) -> None:
    flows = ways(flow=tenant.control.open_flow(ASKED))
    with pytest.raises(Untested, match="nobody knows whether the given flow has nickname"):
        opened(tenant, flows, ASKED)


@pytest.mark.parametrize(
    "text", ["a/b", "..", "https://auth.test/env/flows/x", pytest.param("x" * 101, id="long")]
)
def test_a_given_flow_is_an_id(ways: Callable[..., Flows], text: str) -> None:
    with pytest.raises(ConformanceError, match="--flow is not the id of a flow"):
        ways(flow=text)


# The hook


def test_a_hook_opens_a_new_flow_each_time(tenant: Tenant, ways: Callable[..., Flows]) -> None:
    flows = ways(flow_hook=OPENING)
    first, second = opened(tenant, flows, ASKED), opened(tenant, flows, ASKED)
    assert first.id != second.id
    assert first.attributes == ASKED
    assert tenant.api.call("readFlow", flowID=first.id).json()["status"] == "ACCOUNT_CONFIRMATION_REQUIRED"


def test_the_example_opens_a_flow_on_the_mock(tenant: Tenant, ways: Callable[..., Flows]) -> None:
    if not shutil.which("curl"):
        pytest.skip("the example calls curl")
    flow = opened(tenant, ways(flow_hook=f"sh '{EXAMPLE}'"), ASKED)
    assert confirm(tenant, flow, "p1c-example") == 200


@pytest.mark.parametrize(
    ("cookies", "header"),
    [({"ST": "abc", "JSESSIONID": "1"}, "ST=abc; JSESSIONID=1"), ("ST=abc; x=1", "ST=abc; x=1"), ({}, "")],
)
def test_cookies_are_sent_with_the_requests_of_a_flow(
    tenant: Tenant, ways: Callable[..., Flows], cookies: object, header: str
) -> None:
    flow = opened(tenant, ways(flow_hook=printing({"flowId": ID, "cookies": cookies})))
    assert flow.headers == ({"Cookie": header} if header else {})
    assert "abc" not in repr(flow)


def test_another_username_does_no_harm(tenant: Tenant, ways: Callable[..., Flows]) -> None:
    document = {"flowId": ID, "identityProviderAttributes": {"username": "paul", "nickname": "Lin"}}
    flow = opened(tenant, ways(flow_hook=printing(document)), ASKED)
    assert flow.attributes == document["identityProviderAttributes"]


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        ({"flowId": ID}, "does not say what the identity provider returned"),
        ({"flowId": ID, "identityProviderAttributes": {"username": "linda"}}, "returned another nickname"),
        ({"flowId": ID, "identityProviderAttributes": {"nickname": "Paul"}}, "returned another nickname"),
    ],
)
def test_other_attributes_than_asked_for_are_told(
    tenant: Tenant, ways: Callable[..., Flows], document: object, reason: str
) -> None:
    with pytest.raises(Untested, match=reason):
        opened(tenant, ways(flow_hook=printing(document)), ASKED)


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        ("canary", "it is not JSON"),
        ("", "it is not JSON"),
        ("[]", "the whole is not"),
        ({}, "flowId is not as documented"),
        ({"flowId": "canary/../x"}, "flowId is not"),
        ({"flowId": 5}, "flowId is not"),
        ({"flowId": ID, "cookies": {"ST": "canary\r\nX: y"}}, "cookies is not"),
        ({"flowId": ID, "cookies": {"canary=1; b": "c"}}, "cookies is not"),
        ({"flowId": ID, "cookies": ["canary"]}, "cookies is not"),
        ({"flowId": ID, "cookies": "canary\n"}, "cookies is not"),
        ({"flowId": ID, "identityProviderAttributes": "canary"}, "identityProviderAttributes is not"),
        pytest.param("x" * 70_000, "it is too long", id="long"),
        pytest.param("[" * 60_000, "it is not JSON", id="deep"),
    ],
)
def test_rubbish_is_told_without_what_was_printed(
    tenant: Tenant, ways: Callable[..., Flows], document: object, reason: str
) -> None:
    with pytest.raises(
        Untested, match=f"^the flow hook printed something else than it has to: {reason}"
    ) as told:
        opened(tenant, ways(flow_hook=printing(document)))
    assert "canary" not in str(told.value)


def test_a_hook_that_prints_rubbish_is_not_called_for_ever(
    tenant: Tenant, ways: Callable[..., Flows], tmp_path: Path
) -> None:
    calls = tmp_path / "calls"
    flows = ways(flow_hook=f"echo x >> {calls}; echo rubbish")
    for _ in range(4):
        with pytest.raises(Untested, match="not JSON"):
            opened(tenant, flows)
    assert calls.read_text() == "x\nx\n"


def test_a_hook_may_say_that_it_has_no_such_flow(tenant: Tenant, ways: Callable[..., Flows]) -> None:
    flows = ways(flow_hook="exit 69")
    with pytest.raises(Untested, match=r"^the flow hook cannot do a flow with nickname$"):
        opened(tenant, flows, ASKED)


def test_a_hook_that_hangs_is_ended(tenant: Tenant, ways: Callable[..., Flows]) -> None:
    with pytest.raises(Untested, match=r"^the flow hook did not end within 1 s$"):
        opened(tenant, ways(flow_hook="sleep 600", verification_timeout=1))


# Which way, and none


def test_the_hook_follows_a_given_flow_that_does_not_fit(tenant: Tenant, ways: Callable[..., Flows]) -> None:
    given = tenant.control.open_flow({"username": "linda"})
    flows = ways(flow=given, flow_hook=OPENING)
    assert opened(tenant, flows).id == given
    assert opened(tenant, flows, ASKED).id != given


def test_without_any_way_the_options_are_named(tenant: Tenant, ways: Callable[..., Flows]) -> None:
    with pytest.raises(Untested, match=r"--flow or --flow-hook$"):
        opened(tenant, ways())
    with pytest.raises(Untested, match=r": --flow-hook$"):
        opened(tenant, ways(), ASKED)


def test_a_mock_opens_any_flow(tenant: Tenant) -> None:
    flow = opened(tenant, FlowsOfMock(tenant.control), ASKED)
    assert flow.attributes == ASKED
    assert confirm(tenant, flow, "p1c-mock") == 200
