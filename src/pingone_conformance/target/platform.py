"""The few reads of the platform around the API: what kind of environment this is, and what the run may do there.

Only the doctor, the sweep and the refusal of production environments need them; no rule is about them.
"""

from __future__ import annotations

import json
from urllib.parse import quote

import httpx

from pingone_conformance.target.tokens import Connection

READ_ENVIRONMENT = "readEnvironment"
READ_LICENSE = "readLicense"
READ_BILL_OF_MATERIALS = "readBillOfMaterials"
READ_ROLE_ASSIGNMENTS = "readRoleAssignments"
READ_ROLES = "readRoles"
READ_CUSTOM_ROLES = "readCustomRoles"
READ_USERS = "readAllUsers"

OPERATIONS = (
    READ_ENVIRONMENT,
    READ_LICENSE,
    READ_BILL_OF_MATERIALS,
    READ_ROLE_ASSIGNMENTS,
    READ_ROLES,
    READ_CUSTOM_ROLES,
    READ_USERS,
)
"""What `request.extensions["operation"]` may say of a request from here; none changes anything."""


class Platform:
    """Reads about one environment and the worker application of a connection.

    The client is the caller's, so that its limits, retries, timeout and recording apply. Each method returns the answer
    whatever its status and raises what the client's transport and `auth` raise.
    """

    def __init__(self, client: httpx.Client, connection: Connection, auth: httpx.Auth) -> None:
        self._client = client
        self._auth = auth
        self._api = connection.api_path
        self._environment = f"{connection.api_path}/environments/{_segment(connection.environment_id)}"
        self._application = _segment(connection.client_id)

    def environment(self) -> httpx.Response:
        """Read One Environment: `type` (SANDBOX or PRODUCTION), `name`, `license.id`, `organization.id`, `region`.

        "Environments", Environment types; members as in the platform's OpenAPI description (`getEnvironmentById`).
        """
        return self._get(READ_ENVIRONMENT, self._environment)

    def license(self, organization_id: str, license_id: str) -> httpx.Response:
        """Read One License: `status`, `expiresAt`, `terminatesAt`, and in `verify` what it entitles to (`allow…`).

        The status is ACTIVE, EXPIRED, FUTURE or TERMINATED. "Licenses", License data model; no member of it says
        how many requests a second are allowed.
        """
        place = f"organizations/{_segment(organization_id)}/licenses/{_segment(license_id)}"
        return self._get(READ_LICENSE, f"{self._api}/{place}")

    def bill_of_materials(self) -> httpx.Response:
        """Read One Bill of Materials: `products`, each with a `type`; PING_ONE_VERIFY is the one that counts here.

        "Bill of Materials (BOM)", Products data model; it wants the role Environment Admin.
        """
        return self._get(READ_BILL_OF_MATERIALS, f"{self._environment}/billOfMaterials")

    def role_assignments(self) -> httpx.Response:
        """Read Application Role Assignments of the worker application: `_embedded.roleAssignments`.

        Each has `role.id` and `scope` (`id`, `type`). "Application Role Assignments", Applications role assignments
        data model. Roles have ids only here: `roles` and `custom_roles` name them.
        """
        return self._get(
            READ_ROLE_ASSIGNMENTS, f"{self._environment}/applications/{self._application}/roleAssignments"
        )

    def roles(self) -> httpx.Response:
        """Read All Built-in Admin Roles: `_embedded.roles`, each with `id` and `name` ("Built-in Admin Roles")."""
        return self._get(READ_ROLES, f"{self._api}/roles")

    def custom_roles(self) -> httpx.Response:
        """Read All Custom Admin Roles of the environment, in the form of `roles` ("Custom Admin Roles")."""
        return self._get(READ_CUSTOM_ROLES, f"{self._environment}/roles")

    def users_named(self, username: str) -> httpx.Response:
        """Read All Users, only the one of this name: `_embedded.users`, empty without one.

        "SCIM filter language": `username eq "…"`.
        """
        # The documented filters have %20, where httpx would write a plus sign.
        wanted = quote(f"username eq {scim_string(username)}", safe="")
        return self._get(READ_USERS, f"{self._environment}/users?filter={wanted}")

    def _get(self, operation: str, url: str) -> httpx.Response:
        request = self._client.build_request("GET", url, extensions={"operation": operation})
        return self._client.send(request, auth=self._auth, follow_redirects=False)


def scim_string(value: str) -> str:
    """A value of a SCIM filter: a JSON string, with its quotes (RFC 7644, section 3.4.2.2)."""
    return json.dumps(value, ensure_ascii=False)


def _segment(value: str) -> str:
    # A dot or two would be taken for a step within the path.
    return quote(value, safe="") if value.strip(".") else value.replace(".", "%2E")
