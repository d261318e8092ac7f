"""What the platform says of an environment: its type, licence, products, and the roles of its worker application.

Members follow the platform's OpenAPI description (``getEnvironmentById``, ``getBillOfMaterialsByEnvironmentId``)
and the models of its Go SDK (management: Environment, License, BillOfMaterials, Role, RoleAssignment).
"""

from __future__ import annotations

from starlette.responses import Response

from pingone_conformance.mock.clock import timestamp
from pingone_conformance.mock.errors import not_found
from pingone_conformance.mock.hal import Json, collection, environment_url, links
from pingone_conformance.mock.ids import Ids
from pingone_conformance.mock.operation import Call
from pingone_conformance.mock.records import Environment, License
from pingone_conformance.mock.resources import paths
from pingone_conformance.mock.responses import JsonResponse
from pingone_conformance.mock.roles import BUILT_IN, ROLE_IDS


def find_license(call: Call) -> License:
    """Return the licence of the path; one of another organization does not exist."""
    for environment in call.mock.store.environments.values():
        found = environment.license
        if (found.organization_id, found.id) == (call.params["organization_id"], call.params["license_id"]):
            return found
    raise not_found()


def find_application(call: Call) -> Environment:
    """Return the environment whose worker application the path names."""
    found = paths.environment(call)
    if call.params["application_id"] != found.client_id:
        raise not_found()
    return found


def anything(_: Call) -> None:
    """Find nothing: the path names no resource of an environment."""


def read_environment(call: Call, environment: Environment) -> Response:
    """Read One Environment: 200 with its type, unless that is hidden."""
    own = environment_url(call.base, environment.id)
    organization = _organization_url(call.base, environment.license)
    body = {
        "_links": links(
            self=own,
            organization=organization,
            license=f"{organization}/licenses/{environment.license.id}",
            billOfMaterials=f"{own}/billOfMaterials",
        ),
        "id": environment.id,
        "name": environment.name,
        "organization": {"id": environment.license.organization_id},
        "license": {"id": environment.license.id},
        "region": "NA",
        "status": "ACTIVE",
        "createdAt": timestamp(environment.created_at),
        "updatedAt": timestamp(environment.created_at),
    }
    return JsonResponse(body if environment.type is None else {**body, "type": environment.type})


def read_license(call: Call, found: License) -> Response:
    """Read One License: 200."""
    return JsonResponse(represent_license(call.base, found))


def represent_license(base: str, found: License) -> Json:
    """Return a licence as the API shows it ("Licenses", License data model)."""
    organization = _organization_url(base, found)
    return {
        "_links": links(self=f"{organization}/licenses/{found.id}", organization=organization),
        "id": found.id,
        "name": "Verify trial",
        "package": "TRIAL",
        "organization": {"id": found.organization_id},
        "status": found.status,
        "beginsAt": timestamp(found.begins_at),
        "expiresAt": timestamp(found.expires_at),
        "verify": found.verify,
    }


def read_bill_of_materials(call: Call, environment: Environment) -> Response:
    """Read One Bill of Materials: 200 with the products of the environment."""
    own = environment_url(call.base, environment.id)
    ids = Ids(f"{environment.id}/products")
    return JsonResponse(
        {
            "_links": links(self=f"{own}/billOfMaterials", environment=own),
            "products": [{"id": ids.uuid(), "type": product} for product in environment.products],
            "createdAt": timestamp(environment.created_at),
            "updatedAt": timestamp(environment.created_at),
        }
    )


def read_role_assignments(call: Call, environment: Environment) -> Response:
    """Read Application Role Assignments: 200 with those of the worker application, roles by their ids."""
    own = environment_url(call.base, environment.id)
    application = f"{own}/applications/{environment.client_id}"
    items = [
        {
            "_links": links(self=f"{application}/roleAssignments/{assignment_id}"),
            "id": assignment_id,
            "role": {"id": ROLE_IDS[name]},
            "scope": {"id": environment.id, "type": "ENVIRONMENT"},
            "environment": {"id": environment.id},
            "application": {"id": environment.client_id},
            "readOnly": False,
        }
        for name in sorted(environment.roles)
        for assignment_id in [Ids(f"{environment.id}/{name}").uuid()]
    ]
    return JsonResponse(collection(links(self=f"{application}/roleAssignments"), "roleAssignments", items))


def read_roles(call: Call, _: None) -> Response:
    """Read All Built-in Admin Roles: 200 with the name of each role."""
    items = [
        {
            "_links": links(self=f"{call.base}/v1/roles/{ROLE_IDS[name]}"),
            "id": ROLE_IDS[name],
            "name": name,
            "applicableTo": list(scopes),
        }
        for name, scopes in BUILT_IN.items()
    ]
    return JsonResponse(collection(links(self=f"{call.base}/v1/roles"), "roles", items))


def read_custom_roles(call: Call, environment: Environment) -> Response:
    """Read All Custom Admin Roles: 200; there are none here."""
    own = f"{environment_url(call.base, environment.id)}/roles"
    return JsonResponse(collection(links(self=own), "roles", []))


def _organization_url(base: str, found: License) -> str:
    return f"{base}/v1/organizations/{found.organization_id}"
