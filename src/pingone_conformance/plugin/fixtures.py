"""The fixtures of conformance suites."""

from __future__ import annotations

import pytest

from pingone_conformance.plugin.expectations import Expectations
from pingone_conformance.plugin.keys import EXPECTATIONS, PICTURES, SETTINGS, TARGET
from pingone_conformance.plugin.pictures import Pictures
from pingone_conformance.plugin.target import Target
from pingone_conformance.profiles import Profile, load_profile
from pingone_conformance.target.cloud import CloudSession
from pingone_conformance.target.control import ControlPlane
from pingone_conformance.target.given import Given
from pingone_conformance.target.session import Session


@pytest.fixture
def expect(request: pytest.FixtureRequest) -> Expectations:
    """Records what breaks a rule: `expect(findings, answer)`."""
    expectations: Expectations = request.node.stash[EXPECTATIONS]
    return expectations


@pytest.fixture
def pictures(request: pytest.FixtureRequest) -> Pictures:
    """Hands pictures to the reports, where they may be kept: `pictures(rule=…, before=…, after=…, …)`."""
    kept: Pictures = request.node.stash[PICTURES]
    return kept


@pytest.fixture
def target(pytestconfig: pytest.Config) -> Target:
    """The target of the run."""
    return pytestconfig.stash[TARGET]


@pytest.fixture
def api(target: Target) -> Session:
    """Calls operations of the target: `api.call("readOneUser", userID=…)`."""
    return target.api


@pytest.fixture
def cloud(target: Target) -> CloudSession:
    """Calls operations of Advanced Identity Cloud: `cloud.call("readOneScript", scriptID=…)`."""
    return target.cloud


@pytest.fixture
def control(target: Target) -> ControlPlane:
    """The mock's control plane; a test that needs it is untested elsewhere."""
    return target.control


@pytest.fixture
def given(target: Target) -> Given:
    """Creates what a test takes as given."""
    return target.given()


@pytest.fixture
def stranger(target: Target) -> Session:
    """A session that is authenticated in another environment."""
    return target.elsewhere()


@pytest.fixture(scope="session")
def profile(pytestconfig: pytest.Config) -> Profile:
    """How much to try."""
    settings = pytestconfig.stash[SETTINGS]
    return load_profile(settings.profile, settings.target)
