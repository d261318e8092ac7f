"""A run on a tenant, rehearsed on a mock: behind the same guard, with nobody asked for anything."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from pingone_conformance.config import Settings, TenantSettings
from pingone_conformance.plugin.tenant import BUDGET, TenantTarget, budget_of, cloud_session, place_of
from pingone_conformance.spec import load_description
from pingone_conformance.target.control import ControlPlane
from pingone_conformance.target.flows import FirstFlowThatFits, Flows, FlowsOfMock, GivenFlow, NoFlows
from pingone_conformance.target.guard import Guard
from pingone_conformance.target.httpbin import answer_as_httpbin
from pingone_conformance.target.ledger import Ledger
from pingone_conformance.target.limits import Budget, LimitedTransport
from pingone_conformance.target.pool import Pool
from pingone_conformance.target.rehearsal import LentByMock
from pingone_conformance.target.session import Session
from pingone_conformance.target.states import FirstThatCan, States, StatesOfMock
from pingone_conformance.target.transports import Recorder
from pingone_conformance.target.verifications import Nobody, Shared

_NO_LIMIT = 1_000_000


def rehearse(settings: Settings, plane: ControlPlane, run_id: str, *, within_limits: bool) -> TenantTarget:
    """A mock in the place of the tenant; what a person or a hook would do there, its control plane does.

    Without limits it shows what every test would cost; within them, how far a plan comes.
    """
    # Whoever asked for reports removes their folder, whatever ends the rehearsal.
    within = settings.out if settings.origins["out"] == "flag" else None
    folder = Path(tempfile.mkdtemp(prefix="pingone-conformance-", dir=within))
    connection = plane.connection()
    cloud = plane.cloud_connection() if settings.tenant.has_cloud else None
    if settings.tenant.aic_httpbin_url:
        answer_as_httpbin(plane.cloud, settings.tenant.aic_httpbin_url)
    tenant = replace(
        settings.tenant,
        aic_base_url=cloud.base_url if cloud else "",
        api_path=connection.api_path,
        auth_path=connection.auth_path,
        environment_id=connection.environment_id,
        ledger=folder,
    )
    recorder = Recorder(tenant.api_path, tenant.auth_path)
    ledger = Ledger.open(folder, run_id, place_of(tenant))
    file = folder / f"{run_id}{BUDGET}"
    budget = (
        budget_of(settings, file, _NO_LIMIT)
        if within_limits
        else Budget.open(file, rate=_NO_LIMIT, max_requests=_NO_LIMIT, max_creates=_NO_LIMIT)
    )
    guard = Guard(load_description(), tenant, tenant.environment_id, ledger)
    transport = LimitedTransport(plane.transport, budget, recorder.waits)
    return TenantTarget(
        kind="dry run",
        address="embedded",
        api=Session(load_description(), connection, recorder, transport, guard),
        recorder=recorder,
        seed=settings.seed,
        guard=guard,
        ledger=ledger,
        budget=budget,
        states=_states(tenant, plane),
        flows=_flows(tenant, plane),
        pool=Pool(guard.touched),
        cloud_session=cloud_session(cloud, recorder, transport, guard, budget) if cloud else None,
        scratch=folder,
    )


def _states(tenant: TenantSettings, plane: ControlPlane) -> States:
    ways: list[States] = []
    if tenant.verified_transaction or tenant.interactive:
        ways.append(LentByMock(plane))
    if tenant.verification_hook:
        ways.append(Shared(StatesOfMock(plane)))
    return FirstThatCan(*ways or [Nobody()])


def _flows(tenant: TenantSettings, plane: ControlPlane) -> Flows:
    ways: list[Flows] = []
    if tenant.flow:
        ways.append(GivenFlow(plane.open_flow({"username": "given"})))
    if tenant.flow_hook:
        ways.append(FlowsOfMock(plane))
    return FirstFlowThatFits(*ways or [NoFlows()])
