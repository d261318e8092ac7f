"""Environments that a run should not be tried in, or can only show little of."""

from __future__ import annotations

import pytest

from .conftest import Look, Tenant


def test_a_tenant_that_is_as_it_should_be(look: Look, tenant: Tenant) -> None:
    found = look(tenant.variables)
    assert found.bad == []
    assert found.warnings == ["verified transaction", "flow"]
    assert found["environment"].what == "Redford staging: SANDBOX"
    assert found["services"].state == "good"
    assert found["licence"].what.startswith("TRIAL, until ")
    assert found["roles"].what == "Environment Admin, Identity Data Admin"
    assert found["verify policy"].what == "the default is 'Default verify policy'"


def test_a_production_environment(look: Look, tenant: Tenant) -> None:
    tenant.change(type="PRODUCTION")
    found = look(tenant.variables)
    assert found.bad == ["environment"]
    assert found["environment"].what == "Redford staging: PRODUCTION, which a run leaves alone"
    id_ = tenant.variables["PINGONE_ENVIRONMENT_ID"]
    assert f"--allow-production {id_}" in found["environment"].hint


def test_a_type_that_is_not_told(look: Look, tenant: Tenant) -> None:
    tenant.change(type=None)
    found = look(tenant.variables)
    assert found.bad == ["environment"]
    assert "may be PRODUCTION" in found["environment"].what
    assert "role" in found["environment"].hint
    assert "--allow-production" in found["environment"].hint


@pytest.mark.parametrize("kind", ["PRODUCTION", None])
def test_what_is_allowed_by_its_id(look: Look, tenant: Tenant, kind: str | None) -> None:
    tenant.change(type=kind)
    id_ = tenant.variables["PINGONE_ENVIRONMENT_ID"]
    found = look(tenant.variables, PINGONE_CONFORMANCE_ALLOW_PRODUCTION=id_)
    assert found.bad == []
    assert found["environment"].state == "warning"
    assert "--allow-production" in found["environment"].what


def test_no_role_at_all(look: Look, tenant: Tenant) -> None:
    tenant.change(roles=[])
    found = look(tenant.variables)
    assert "permission users" in found.bad
    assert found["permission users"].what == "readOneUser refused (403)"
    assert "Identity Data Admin" in found["permission users"].hint
    assert "403, not permitted" in found["environment"].what


def test_the_wrong_role(look: Look, tenant: Tenant) -> None:
    tenant.change(roles=["Environment Admin"])
    found = look(tenant.variables)
    assert found["roles"].state == "bad"
    assert found["roles"].what.startswith("Environment Admin: none that may write")
    assert "Identity Data Admin" in found["roles"].hint
    assert "permission transactions" in found.bad
    assert "verify policy" not in found.bad


def test_a_role_that_reads_only(look: Look, tenant: Tenant) -> None:
    tenant.change(roles=["Identity Data Read Only", "Environment Admin"])
    found = look(tenant.variables)
    assert "roles" in found.bad
    assert found["permission users"].state == "good"
    assert "not tried (no role Identity Data Admin)" in found["permission users"].what


def test_roles_that_cannot_be_read(look: Look, tenant: Tenant) -> None:
    tenant.change(roles=["Identity Data Admin"])
    found = look(tenant.variables)
    assert found.bad == []
    assert found["roles"].state == "unknown"
    assert "Environment Admin may" in found["roles"].what
    assert found["services"].state == "unknown"
    assert "not tried (roles cannot be read)" in found["permission users"].what


def test_every_operation_that_takes_a_token_is_named(look: Look, tenant: Tenant) -> None:
    from pingone_conformance.spec import load_description

    found = look(tenant.variables)
    said = " ".join(diagnosis.what for name, diagnosis in found.items() if name.startswith("permission"))
    secured = [name for name, operation in load_description().operations.items() if operation.secured]
    assert [name for name in secured if name not in said] == []


def test_verify_is_not_in_the_bill_of_materials(look: Look, tenant: Tenant) -> None:
    tenant.change(products=["PING_ONE_BASE"])
    found = look(tenant.variables)
    assert "services" in found.bad
    assert found["services"].what == "PingOne Verify is not in the bill of materials"
    assert "add the service PingOne Verify" in found["services"].hint


def test_no_default_policy(look: Look, tenant: Tenant) -> None:
    tenant.change(defaultVerifyPolicy=False)
    found = look(tenant.variables)
    assert found["verify policy"].state == "warning"
    assert "is the default" in found["verify policy"].what
    assert "make one of them the default" in found["verify policy"].hint


def test_a_feature_that_the_licence_does_not_have(look: Look, tenant: Tenant) -> None:
    tenant.change(licenseVerify={"allowDocumentMatch": False})
    found = look(tenant.variables)
    assert found["licence features"].state == "warning"
    assert "does not allow government ids" in found["licence features"].what
    assert "licence" in found["licence features"].hint


@pytest.mark.parametrize("status", ["EXPIRED", "TERMINATED", "FUTURE"])
def test_a_licence_that_is_not_active(look: Look, tenant: Tenant, status: str) -> None:
    tenant.change(licenseStatus=status)
    found = look(tenant.variables)
    assert "licence" in found.bad
    assert found["licence"].what == f"TRIAL is {status}"
    assert "assign an active licence" in found["licence"].hint


def test_few_requests(look: Look, tenant: Tenant) -> None:
    found = look(tenant.variables)
    asked = int(found["rate limits"].what.split("none of ")[1].split()[0])
    assert asked <= 30
