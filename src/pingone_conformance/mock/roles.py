"""Built-in administrator roles: their names, and which of them each kind of request needs.

Names as the enumeration of role names in the platform's Go SDK (management, `EnumRoleName`) has them.
"""

from __future__ import annotations

from pingone_conformance.mock.ids import Ids

Roles = frozenset[str]

BUILT_IN = {
    "Organization Admin": ("ORGANIZATION",),
    "Environment Admin": ("ORGANIZATION", "ENVIRONMENT"),
    "Identity Data Admin": ("ENVIRONMENT", "POPULATION"),
    "Identity Data Read Only": ("ENVIRONMENT", "POPULATION"),
    "Client Application Developer": ("ENVIRONMENT",),
    "Configuration Read Only": ("ENVIRONMENT",),
}
"""The roles that there are here, and what each can be assigned for. A real platform has more."""

DATA_ADMIN: Roles = frozenset({"Identity Data Admin"})
"""Verify and writing users need it ("Verify Policies", "Verify transactions": the role of an Identity Data Admin)."""

DATA_READER: Roles = DATA_ADMIN | {"Identity Data Read Only"}
"""Either of these reads users ("PingOne Built-in Role Permissions")."""

ADMIN: Roles = frozenset({"Environment Admin", "Organization Admin"})
"""Either of these reads what an environment is made of ("Bill of Materials (BOM)") and who holds which role."""

ANY: Roles = frozenset(BUILT_IN)
"""Every role reads its environment and its licence: ``orgmgt:read:environment`` and ``licensing:read:license`` are
called essential to any role ("PingOne Permissions by Identifier")."""

GIVEN: Roles = frozenset({"Identity Data Admin", "Environment Admin"})
"""What the ready-made worker applications hold."""


def _ids() -> dict[str, str]:
    ids = Ids("built-in roles")
    return {name: ids.uuid() for name in BUILT_IN}


ROLE_IDS = _ids()
"""The id of each role, the same in every mock, as those of built-in roles are in every tenant."""
