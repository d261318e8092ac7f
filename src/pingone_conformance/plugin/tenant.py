"""A tenant as target: within its limits, behind the guard, with a ledger of what the run creates there."""

from __future__ import annotations

import itertools
import os
import shutil
import tempfile
import weakref
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

import httpx

from pingone_conformance.config import Settings, TenantSettings
from pingone_conformance.findings import Untested
from pingone_conformance.plugin.target import Target
from pingone_conformance.profiles import Limits, load_limits
from pingone_conformance.spec import load_cloud_description, load_description
from pingone_conformance.target.cleanup import Leftover, clean_up
from pingone_conformance.target.cloud import CloudConnection, CloudSession
from pingone_conformance.target.cloud_guard import CloudGuard
from pingone_conformance.target.environment import require_sandbox
from pingone_conformance.target.flows import (
    Flows,
    tenant_flows,
)
from pingone_conformance.target.given import Given
from pingone_conformance.target.guard import Guard
from pingone_conformance.target.ledger import Ledger, Place
from pingone_conformance.target.limits import Budget, LimitedTransport, PinnedTransport
from pingone_conformance.target.line import build_transport
from pingone_conformance.target.pool import Pool
from pingone_conformance.target.session import Connection, Session
from pingone_conformance.target.states import States
from pingone_conformance.target.strict_redaction import StrictRedactor
from pingone_conformance.target.transports import Recorder
from pingone_conformance.target.verifications import Reference, tenant_states

BUDGET = ".budget"
NO_CLOUD = "needs Advanced Identity Cloud: set AIC_BASE_URL, AIC_SA_ID, and AIC_SA_JWK or AIC_SA_JWK_FILE"


@dataclass
class TenantTarget(Target):
    """A tenant. Tests share its token and, as long as they only read them, the things that were created there."""

    guard: Guard
    ledger: Ledger
    budget: Budget
    states: States
    flows: Flows
    pool: Pool
    cloud_session: CloudSession | None = None
    scratch: Path | None = None
    """A folder that ends with the target."""
    answers: dict[str, httpx.Response] = field(default_factory=dict)
    """Answers to creations that tests may look at without creating anything themselves."""
    _numbers: Iterator[int] = field(default_factory=itertools.count)

    @property
    def cloud(self) -> CloudSession:
        """Calls operations of the tenant of Advanced Identity Cloud, behind a guard of its own."""
        if self.cloud_session is None:
            raise Untested(NO_CLOUD)
        return self.cloud_session

    @property
    def created(self) -> Counter[str]:
        """What this process created so far, by operation."""
        return self.guard.created

    def start_test(self, node_id: str) -> None:
        """Begin a test: what the one before left untouched may be used again."""
        super().start_test(node_id)
        self.pool.recycle()

    def given(self, api: Session | None = None) -> Given:
        """What one test takes as given; raises `Untested` for another environment."""
        if api not in (None, self.api):
            raise Untested("needs a mock: a run on a tenant stays in its own environment")
        # Names of one run are new in each of its processes.
        prefix = f"{self.ledger.run_id}-{os.getpid():x}-{next(self._numbers)}"
        given = Given(self.api, self.states, self.flows, prefix, self.pool)
        given.permits = self.guard.permits
        given.created = self.answers
        return given

    def clean_up(self) -> list[Leftover]:
        """Delete what all processes of the run created, and the ledger with it when nothing is left."""
        self.api.cleaning_up = True
        if self.cloud_session:
            self.cloud_session.cleaning_up = True
        left = clean_up(self.ledger, self.api, self.api.platform, cloud=self.cloud_session)
        if not left:
            self.ledger.discard()
        return left

    def close(self) -> None:
        """Close the connections and the ledger, which keeps what is pending."""
        super().close()
        if self.cloud_session:
            self.cloud_session.close()
        self.ledger.close()
        if self.scratch:
            shutil.rmtree(self.scratch, ignore_errors=True)


def connect_tenant(settings: Settings, run_id: str, line: httpx.BaseTransport | None = None) -> TenantTarget:
    """Reach the tenant of the settings, by that line or by one of its own.

    Raises `ConformanceError` when a setting is missing, the ledger cannot be written, or the environment is none to try
    things in; `TargetUnreachable` when nothing answers.
    """
    tenant = settings.tenant
    tenant.require_complete()
    ledger = Ledger.open(tenant.ledger, run_id, place_of(tenant))
    with _given_up(ledger):
        target = _behind(ledger, settings, line)
        require_sandbox(target.api.platform.environment(), tenant)
    return target


def _behind(ledger: Ledger, settings: Settings, line: httpx.BaseTransport | None) -> TenantTarget:
    tenant = settings.tenant
    guard = Guard(load_description(), tenant, tenant.environment_id, ledger)
    recorder = _recorder(tenant, guard.knows)
    cloud = CloudConnection.of(tenant)
    budget = budget_of(settings, tenant.ledger / f"{ledger.run_id}{BUDGET}", tenant.rate)
    transport = LimitedTransport(pinned(tenant, line), budget, recorder.waits)
    if tenant.verified_transaction:
        lent = Reference.of(tenant.verified_transaction, tenant.api_path, tenant.environment_id)
        guard.lent |= {lent.user_id, lent.transaction_id}
    return TenantTarget(
        kind="tenant",
        address=tenant.api_path,
        api=Session(load_description(), connection_of(tenant), recorder, transport, guard),
        recorder=recorder,
        seed=settings.seed,
        guard=guard,
        ledger=ledger,
        budget=budget,
        states=tenant_states(tenant, recorder.waits, recorder.redactor.scrub),
        flows=tenant_flows(tenant, recorder.waits, recorder.redactor.scrub),
        pool=Pool(guard.touched),
        cloud_session=cloud_session(cloud, recorder, transport, guard, budget) if cloud else None,
    )


def cloud_session(
    connection: CloudConnection,
    recorder: Recorder,
    transport: httpx.BaseTransport,
    guard: Guard | None = None,
    budget: Budget | None = None,
) -> CloudSession:
    """A session of Advanced Identity Cloud beside that of PingOne, by the same line and behind the same guard."""
    description = load_cloud_description()
    recorder.redactor.hide(*connection.secrets)
    own = CloudGuard(description, guard, connection.realm, budget) if guard else None
    return CloudSession(description, connection, recorder, transport, own)


@contextmanager
def _given_up(ledger: Ledger) -> Iterator[None]:
    """Leave no file of a run that cannot begin, unless other processes of it have begun."""
    try:
        yield
    except BaseException:
        if ledger.claim() and not ledger.pending():
            ledger.discard()
        else:
            ledger.close()
        raise


def tenant_sessions(settings: Settings) -> tuple[Session, CloudSession | None]:
    """Sessions for what is no test, as cleaning up after a run is: pinned and at the rate of the settings.

    Raises `ConformanceError` when a setting is missing.
    """
    tenant = settings.tenant
    tenant.require_complete()
    connection = CloudConnection.of(tenant)
    recorder = _recorder(tenant)
    folder = tempfile.mkdtemp(prefix="pingone-conformance-")
    budget = budget_of(settings, Path(folder) / BUDGET, tenant.rate)
    transport = LimitedTransport(pinned(tenant), budget, recorder.waits)
    api = Session(load_description(), connection_of(tenant), recorder, transport)
    weakref.finalize(api, shutil.rmtree, folder, ignore_errors=True)
    api.cleaning_up = True
    if connection is None:
        return api, None
    cloud = cloud_session(connection, recorder, transport)
    cloud.cleaning_up = True
    return api, cloud


def connection_of(tenant: TenantSettings) -> Connection:
    """Where the tenant is, and as whom the suite speaks to it."""
    return Connection(
        api_path=tenant.api_path,
        auth_path=tenant.auth_path,
        environment_id=tenant.environment_id,
        client_id=tenant.client_id,
        client_secret=tenant.client_secret,
        population_id=tenant.population_id,
        client_authentication=tenant.client_authentication,
        private_key=tenant.private_key,
        private_key_id=tenant.private_key_id,
        timeout=tenant.timeout,
        settles=True,
    )


def place_of(tenant: TenantSettings) -> Place:
    """The environment that a ledger is about."""
    return Place(tenant.api_path, tenant.auth_path, tenant.environment_id, tenant.aic_base_url)


def _recorder(tenant: TenantSettings, own: Callable[[str], bool] = lambda _: False) -> Recorder:
    redactor = StrictRedactor(
        own,
        keep_images=tenant.keep_images,
        secrets=(tenant.client_secret,),
        personal=(tenant.notify_email, tenant.notify_phone),
    )
    return Recorder(tenant.api_path, tenant.auth_path, redactor=redactor)


def budget_of(settings: Settings, file: Path, rate: float) -> Budget:
    """The budget of a run in that file."""
    return Budget.open(file, rate=rate, **asdict(limits_of(settings)))


def limits_of(settings: Settings) -> Limits:
    """The limits of a run: what the settings say, else its profile."""
    usual, tenant = load_limits(settings.profile), settings.tenant
    return Limits(
        max_requests=tenant.max_requests or usual.max_requests,
        max_creates=usual.max_creates if tenant.max_creates is None else tenant.max_creates,
    )


def pinned(tenant: TenantSettings, line: httpx.BaseTransport | None = None) -> httpx.BaseTransport:
    """A line to the configured hosts and to no other."""
    return PinnedTransport(line or build_transport(tenant), tenant.addresses)
