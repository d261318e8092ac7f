"""What all suites share: on a tenant, nothing is created for a test that could not go on."""

import time
from collections import defaultdict
from collections.abc import Callable
from typing import Any

import pytest

from pingone_conformance.contracts import EVERY_OPERATION, contracts
from pingone_conformance.plugin.keys import SETTINGS
from pingone_conformance.plugin.selection import operation_of, rules_of
from pingone_conformance.plugin.target import MockTarget, Target
from pingone_conformance.spec import description_of
from pingone_conformance.target.cloud import CloudSession
from pingone_conformance.target.cloud_given import CloudGiven
from pingone_conformance.target.given import Given
from pingone_conformance.target.permits import Permits

# Only a mock has the first ones, and not every tenant the last.
NOT_EVERYWHERE = ("control", "stranger", "anything_goes", "cloud")
# These come first where there is one flow, and then one that confirms it.
READERS_OF_FLOWS = ("flows/test_read.py", "[readFlow", "flows/test_answer.py")
# Parameters by whose values a tenant can or cannot be brought to what a test is about.
STATES = {"state", "status", "username", "receiver", "changes", "attribute"}


@pytest.fixture(scope="session")
def permits(pytestconfig: pytest.Config) -> Permits:
    """What the settings allow."""
    settings = pytestconfig.stash[SETTINGS]
    return Permits(settings.tenant if settings.target == "tenant" else None)


@pytest.fixture
def anything_goes(permits: Permits) -> None:
    """A test asks for it that sends what no page describes, in a place where that may do harm."""
    permits.require_mock("a tenant is sent nothing but documented methods")


@pytest.fixture(scope="session")
def handed_on() -> dict[str, Any]:
    """What tests on a tenant hand on to the next ones, for it costs a person's time or money to make."""
    return {}


@pytest.fixture
def cloud_given(given: Given, cloud: CloudSession) -> CloudGiven:
    """Creates what a test of Advanced Identity Cloud takes as given."""
    return CloudGiven(given, cloud)


@pytest.fixture
def pause(target: Target) -> Callable[[int], None]:
    """Lets some seconds pass: a mock's clock is moved, a tenant's is waited for."""
    return target.control.advance if isinstance(target, MockTarget) else time.sleep


@pytest.fixture(autouse=True)
def _can_go_on(request: pytest.FixtureRequest, permits: Permits) -> None:
    """Comes before all other fixtures of a test."""
    for name in NOT_EVERYWHERE:
        if name in request.fixturenames:
            request.getfixturevalue(name)
    if operation := operation_of(request.node):
        permits.require(operation)
        return
    # A rule of a script binding is about no operation; one of several operations may be shown by each of them.
    needed = [of for rule in rules_of(request.node) if (of := contracts().rules[rule].operations)]
    if needed and not any(
        operation == EVERY_OPERATION or permits.allows(operation) for of in needed for operation in of
    ):
        permits.require(needed[0][0])


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A standard run on a tenant has a budget: what differs in a value alone is tried with one, drawn by the seed.

    A deep run tries all of them, and so does each run on a mock.
    """
    settings = config.stash[SETTINGS]
    if settings.target == "tenant" and settings.tenant.flow:
        # It can be confirmed once: it is read before, by all tests that read one.
        items.sort(key=lambda item: [part in item.nodeid for part in READERS_OF_FLOWS], reverse=True)
    if settings.target != "tenant" or settings.profile != "standard":
        return
    permits = Permits(settings.tenant)
    groups: defaultdict[tuple[str, ...], list[pytest.Item]] = defaultdict(list)
    for item in items:
        if hasattr(item, "callspec") and not STATES & item.callspec.params.keys():
            groups[kind_of(item)].append(item)
    left_out = set()
    for group in groups.values():
        possible = [item for item in group if permits.allows(*of_interest(item))] or group
        left_out |= set(group) - {possible[settings.seed % len(possible)]}
    if left_out:
        config.hook.pytest_deselected(items=list(left_out))
        items[:] = [item for item in items if item not in left_out]


def kind_of(item: pytest.Item) -> tuple[str, ...]:
    """What the tests of one function have in common that show the same rules of operations of the same kind."""
    kind = item.nodeid.partition("[")[0], *rules_of(item)
    for operation in of_interest(item):
        reads = description_of(operation).operation(operation).method == "GET"
        kind += contracts().operations[operation]["resource"], str(reads)
    return kind


def of_interest(item: pytest.Item) -> list[str]:
    operation = operation_of(item)
    return [operation] if operation else []
