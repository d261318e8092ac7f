"""What a run tries its rules on, as one process sees it."""

from __future__ import annotations

import itertools
import secrets
from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass, field

import httpx

from pingone_conformance.findings import Untested
from pingone_conformance.target.cleanup import Leftover
from pingone_conformance.target.cloud import CloudSession
from pingone_conformance.target.control import ControlPlane
from pingone_conformance.target.flows import FlowsOfMock
from pingone_conformance.target.given import Given
from pingone_conformance.target.session import Session
from pingone_conformance.target.states import StatesOfMock
from pingone_conformance.target.tokens import Grant
from pingone_conformance.target.transports import Recorder


@dataclass
class Target:
    """The target of a run: how it is spoken to, and what tests may take as given there."""

    kind: str
    address: str
    api: Session
    recorder: Recorder
    seed: int

    @property
    def control(self) -> ControlPlane:
        """The control plane of a mock; raises `Untested` on a tenant."""
        raise Untested("needs a mock: a tenant has no control plane")

    @property
    def cloud(self) -> CloudSession:
        """Calls operations of Advanced Identity Cloud; raises `Untested` where nobody said how."""
        raise NotImplementedError

    @property
    def created(self) -> Counter[str]:
        """What this process created on a tenant so far, by operation."""
        return Counter()

    @property
    def brought_about(self) -> Collection[str]:
        """What happened in this test that no request to the API brings about, as far as the suite did it."""
        return ()

    def start_test(self, node_id: str) -> None:  # noqa: ARG002 - mocks draw their ids from it
        """Begin a test."""
        self.recorder.start_test()

    def given(self, api: Session | None = None) -> Given:
        """What one test takes as given, in the environment of a session: that of the run, or one of `elsewhere`."""
        raise NotImplementedError

    def elsewhere(self) -> Session:
        """A session of another environment's worker application; raises `Untested` on a tenant."""
        raise Untested("needs a mock: a run on a tenant stays in its own environment")

    def clean_up(self) -> list[Leftover]:
        """Delete what the run created; nothing has to be on a mock. Gives what could not be deleted."""
        return []

    def close(self) -> None:
        """Close the connections."""
        self.api.close()


@dataclass
class MockTarget(Target):
    """A mock, embedded or served: everything can be brought about by its control plane."""

    plane: ControlPlane
    transport: httpx.BaseTransport
    embedded: bool
    _grant: Grant | None = None
    _cloud: CloudSession | None = None
    _cloud_grant: Grant | None = None
    _run_id: str = field(default_factory=lambda: secrets.token_hex(4))
    _numbers: Iterator[int] = field(default_factory=itertools.count)

    @property
    def control(self) -> ControlPlane:
        """The control plane of the mock."""
        return self.plane

    @property
    def cloud(self) -> CloudSession:
        """Calls operations of the mock's Advanced Identity Cloud side."""
        # Most tests need neither the session nor its description.
        from pingone_conformance.spec import load_cloud_description

        description = load_cloud_description()
        if self._cloud is None:
            connection = self.plane.cloud_connection()
            self._cloud = CloudSession(description, connection, self.recorder, self.transport)
            self.plane.on_clock_moved.append(self._cloud.forget_token)
            self._share_token_of(self._cloud)
        self.recorder.redactor.learn(description)
        return self._cloud

    @property
    def brought_about(self) -> Collection[str]:
        """What the control plane did in this test."""
        return self.plane.brought_about

    def start_test(self, node_id: str) -> None:
        """Begin a test: an embedded mock starts afresh, its ids drawn from the seed and the test's name."""
        super().start_test(node_id)
        self.plane.brought_about.clear()
        last = self.api.grant
        self.api.forget_token()
        if self._cloud:
            self._cloud.forget_token()
        if self.embedded:
            self.plane.reset(f"{self.seed}:{node_id}")
            # Its clock is back, too, and its environment the same: no test has to fetch a token first.
            self._share_token(last)
        if self._cloud:
            self._share_token_of(self._cloud)

    def elsewhere(self) -> Session:
        """A session of another environment's worker application, recorded with the rest."""
        return Session(self.api.description, self.plane.connection(other=True), self.recorder, self.transport)

    def given(self, api: Session | None = None) -> Given:
        """What one test takes as given; the control plane brings about the rest."""
        # Names are new on a server that outlives the test, else the same in each run.
        prefix = f"{self.seed:x}" if self.embedded else f"{self._run_id}-{next(self._numbers)}"
        return Given(api or self.api, StatesOfMock(self.plane), FlowsOfMock(self.plane), prefix)

    def close(self) -> None:
        """Close the connections."""
        super().close()
        if self._cloud:
            self._cloud.close()

    def _share_token_of(self, cloud: CloudSession) -> None:
        """Let tests on an embedded mock share a token, for to sign an assertion takes longer than most of them."""
        if not self.embedded:
            return
        if not (self._cloud_grant and self._cloud_grant.good):
            # It is none of the requests of a test: which one would come first depends on the order.
            aside = Recorder(self.api.connection.api_path, self.api.connection.auth_path)
            asking = CloudSession(cloud.description, cloud.connection, aside, self.transport)
            with suppress(Untested):
                asking.token()
            self._cloud_grant = asking.grant
        if self._cloud_grant:
            cloud.use(self._cloud_grant)

    def _share_token(self, last: Grant | None) -> None:
        if last and not (self._grant and self._grant.good):
            self._grant = last
        if self._grant:
            self.api.use(self._grant)
